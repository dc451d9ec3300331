# Tasks of «Arbeidsinkludering». `make help` lists them.
# All they need besides python3 (3.11 or newer), make and git is set up in .venv/ and .cache/.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000

# The theme's notice on its own future is in scripts/decisions/0002, not on the screen.
export NO_MKDOCS_2_WARNING := true
export PYTHONPATH := scripts
export UV_PYTHON_DOWNLOADS := never
# The system's certificates, so that it works behind an organisation's proxy too.
export UV_NATIVE_TLS := true

.DEFAULT_GOAL := help
.PHONY: help serve build downloads test bench links lint clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
	  || grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST)

serve: .venv/site-ready ## Build, serve with live reload on http://127.0.0.1:8000/, follow changes
	@echo "Serving on http://$(ADDRESS)/ (Ctrl-C stops)"
	@.venv/bin/mkdocs serve --dev-addr $(ADDRESS)

build: .venv/site-ready ## Check everything, build into site/ (only a whole build replaces the last one)
	@.venv/bin/python scripts/build_site.py

downloads: .venv/tests-ready ## Make the site as PDF, EPUB and ZIP; the next build puts them on it
	@.venv/bin/python scripts/setup/get_chromium.py
	@.venv/bin/python scripts/make_downloads.py

test: .venv/tests-ready ## Set up the test tools and a Chromium, run every test
	@.venv/bin/python scripts/setup/get_chromium.py
	@.venv/bin/python scripts/setup/get_dictionary.py
	@.venv/bin/python scripts/setup/get_book_checkers.py
	@.venv/bin/python -m pytest

lint: .venv/tests-ready ## Check the form of the Python code
	@.venv/bin/ruff check scripts tests
	@.venv/bin/ruff format --check scripts tests

bench: .venv/tests-ready build ## Time the build on generated content beside the stock plugin, and the search key by key
	@.venv/bin/python scripts/setup/get_chromium.py
	@.venv/bin/python scripts/benchmark/build_times.py
	@.venv/bin/python scripts/benchmark/search.py
	@.venv/bin/python scripts/benchmark/search.py --slow

links: .venv/tests-ready ## Ask every address outside the site (needs the network; reports, never blocks)
	@.venv/bin/python scripts/check_external_links.py

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
