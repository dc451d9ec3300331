# Tasks of «Arbeidsinkludering». `make help` lists them.
# All they need besides python3 (3.11 or newer), make and git is set up in .venv/ and .cache/.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
# How many run tests side by side, each with a site and a browser of its own; a file's tests stay together.
WORKERS ?= auto

# The theme's notice on its own future is in scripts/decisions/0002, not on the screen.
export NO_MKDOCS_2_WARNING := true
export PYTHONPATH := scripts
export UV_PYTHON_DOWNLOADS := never
# The system's certificates, so that it works behind an organisation's proxy too.
export UV_NATIVE_TLS := true

.DEFAULT_GOAL := help
.PHONY: exits help serve build check fix move downloads test bench hosting release links law works stale lint import-source messages clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
	  || grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST)

serve: .venv/site-ready ## Build, serve with live reload on http://127.0.0.1:8000/, follow changes
	@.venv/bin/python scripts/maintain.py serve --address $(ADDRESS)

build: .venv/site-ready ## Check everything, build into site/ (only a whole build replaces the last one)
	@.venv/bin/python scripts/build_site.py

check: .venv/tests-ready ## Hold pages and registers to every rule, run the tests that need no browser (RULE=name: that rule only; PUBLISHING=1)
	@$(if $(RULE)$(PUBLISHING),,.venv/bin/python scripts/setup/get_dictionary.py)
	@.venv/bin/python scripts/maintain.py check $(if $(RULE),--rule $(RULE)) $(if $(PUBLISHING),--publishing)
	@$(if $(RULE)$(PUBLISHING),,.venv/bin/python -m pytest -n $(WORKERS) --dist loadfile tests/core tests/content)

fix: .venv/site-ready ## Mend order, dashes, quotation marks, fields that follow from others; list new addresses
	@.venv/bin/python scripts/maintain.py fix

move: .venv/site-ready ## Move a page and all that leads to it: make move OLD=metoder/ips.md NEW=metoder/jobbstotte.md
	@.venv/bin/python scripts/maintain.py move "$(OLD)" "$(NEW)"

downloads: .venv/tests-ready ## Make the site as PDF, EPUB and ZIP; the next build puts them on it
	@.venv/bin/python scripts/setup/get_chromium.py
	@.venv/bin/python scripts/make_downloads.py

test: lint ## Set up the test tools and a Chromium, run every test
	@.venv/bin/python scripts/setup/get_chromium.py
	@.venv/bin/python scripts/setup/get_dictionary.py
	@.venv/bin/python scripts/setup/get_tools.py
	@.venv/bin/python scripts/run_tests.py $(WORKERS)

lint: .venv/tests-ready ## Check the form and the types of the Python code
	@.venv/bin/ruff check scripts tests
	@.venv/bin/ruff format --check scripts tests
	@.venv/bin/mypy

bench: .venv/tests-ready build ## Time builds beside the stock plugin and at 500–2,000 pages, an edit, the search key by key, a server under load
	@.venv/bin/python scripts/setup/get_chromium.py
	@.venv/bin/python scripts/benchmark/build_times.py
	@.venv/bin/python scripts/benchmark/edits.py
	@.venv/bin/python scripts/benchmark/search.py
	@.venv/bin/python scripts/benchmark/search.py --slow
	@.venv/bin/python scripts/benchmark/scale.py
	@.venv/bin/python scripts/setup/get_tools.py
	@.venv/bin/python scripts/benchmark/hosting.py

hosting: .venv/site-ready ## Lay the built site out for a server of one's own, in build/hosting/ (nginx, a container)
	@.venv/bin/python scripts/prepare_hosting.py

release: .venv/site-ready build ## Gather a release in build/release/: site, data, downloads, components, sums
	@.venv/bin/python scripts/make_release.py

links: .venv/tests-ready ## Ask every address outside the site (needs the network; reports, never blocks)
	@.venv/bin/python scripts/check_external_links.py

law: .venv/site-ready ## Say what has changed in the law since it was read (needs the network; writes nothing)
	@.venv/bin/python scripts/maintain.py law $(OPTIONS)

works: .venv/site-ready ## Ask the DOI registries for every work: other title, retracted, corrected (needs the network)
	@.venv/bin/python scripts/maintain.py works $(OPTIONS)

stale: .venv/site-ready ## List what must be looked at again, soonest first (OPTIONS="--on 2027-01-15" for another day)
	@.venv/bin/python scripts/maintain.py stale $(OPTIONS)

exits: .venv/site-ready ## Build the same tree with ProperDocs and Zensical, and say what differs (needs the registry)
	@.venv/bin/python scripts/maintain.py exits $(OPTIONS)

messages: .venv/site-ready ## Bring the catalogues of what the engine says up to date with the code
	@.venv/bin/python scripts/maintain.py messages

import-source: .venv/site-ready ## Put works into the bibliography: FILE=export.bib, or DOI=10.…
	@$(if $(FILE)$(DOI),,echo "Say what to take: make import-source FILE=export.bib, or DOI=10.3233/JVR-180989" >&2; exit 2)
	@.venv/bin/python scripts/maintain.py import-source "$(or $(DOI),$(FILE))"

clean: ## Remove what was built and set up
	rm -rf site build .cache .venv .pytest_cache .ruff_cache

.venv/site-ready: uv.lock pyproject.toml scripts/setup/get_uv.py
	@echo "Setting up what the site needs (.venv) …"
	@uv="$$($(PYTHON) scripts/setup/get_uv.py)" && "$$uv" sync --quiet --locked --compile-bytecode --inexact --python "$$($(PYTHON) -c "import sys; print(sys.executable)")"
	@touch $@

.venv/tests-ready: uv.lock pyproject.toml scripts/setup/get_uv.py
	@echo "Setting up what the tests need (.venv) …"
	@uv="$$($(PYTHON) scripts/setup/get_uv.py)" && "$$uv" sync --quiet --locked --compile-bytecode --group test --python "$$($(PYTHON) -c "import sys; print(sys.executable)")"
	@touch $@ .venv/site-ready
