"""`make serve`, as a real process: what a writer meets in the browser, whatever happens to the files meanwhile."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 60  # seconds; a build of the example takes a few, on a machine with much to do more
GOOD_PAGE = "docs/stotte.md"
STYLE = "docs/assets/site.css"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


OPEN = urllib.request.build_opener(_NoRedirect)


def get(address: str, method: str = "GET"):
    """Return status, text and headers of an answer, which is to come at once."""
    try:
        answer = OPEN.open(urllib.request.Request(address, method=method), timeout=20)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read().decode("utf-8", errors="replace"), answer.headers


class Served:
    """A server of a project, and what it has printed."""

    def __init__(self, project, scripts: Path, log: Path):
        self.project, self.log = project, log
        command = [
            sys.executable, str(scripts / "maintain.py"), "serve", "--address", "127.0.0.1:0",
            "--project", str(project.folder),
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=log.open("w"), stderr=subprocess.STDOUT)
        self.root = self.wait_for(lambda: re.search(r"Serving on (http://\S+)/ ", self.printed))[1]

    @property
    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    @property
    def version(self) -> str:
        return get(f"{self.root}/.live/version")[1]

    def version_of(self, path: str) -> str:
        return get(f"{self.root}/.live/version?page=/arbeidsinkludering/{path}")[1]

    def page(self, path: str = "stotte/"):
        return get(f"{self.root}/arbeidsinkludering/{path}")

    def wait_for(self, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.printed
            if found := what():
                return found
            time.sleep(0.05)
        raise AssertionError(f"it did not come about:\n{self.printed}")

    def wait_for_page(self, words: str, path: str = "stotte/"):
        return self.wait_for(lambda: words in (found := self.page(path))[1] and found)

    def wait_until_still(self) -> None:
        """Wait until the whole site has been built and nothing more is printed."""

        def still() -> bool:
            before = self.printed
            time.sleep(1)
            return self.printed == before and before.rstrip().rpartition("\n")[2].startswith("Built in ")

        self.wait_for(still)

    def put_back(self, name: str, text: str) -> None:
        """Write a file as it was, and wait until the site that follows from it stands: no test takes over its build."""
        printed = len(self.printed)
        self.project.write(name, text)
        self.wait_for(lambda: "Built in " in self.printed[printed:])

    def wait_for_next(self, version: str) -> None:
        self.wait_for(lambda: self.version != version)


@contextmanager
def serving(project, scripts, folder, broken_code=False):
    served = Served(project, scripts, folder / "log")
    try:
        yield served
    finally:
        served.process.terminate()
        assert served.process.wait(timeout=15) == 0, served.printed
        # Only code that cannot run is told with its trace, which says where.
        assert ("Traceback" in served.printed) is broken_code


@pytest.fixture(scope="module")
def served(tmp_path_factory, root):
    from example_project import ExampleProject

    folder = tmp_path_factory.mktemp("served")
    project = ExampleProject.create(folder / "project", root)
    project.write(STYLE, project.read(STYLE))
    with serving(project, root / "scripts", folder) as found:
        # The very first request finds no site yet, and is answered at once.
        found.first = found.page()
        found.wait_for_page("Støtten gis på arbeidsplassen")
        yield found


@pytest.fixture(autouse=True)
def _whole_again(request):
    """Put back what a test broke, so that one that fails takes no other with it."""
    if "served" not in request.fixturenames:
        yield
        return
    served = request.getfixturevalue("served")
    before = {name: served.project.read(name) for name in (GOOD_PAGE, "mkdocs.yml")}
    yield
    for name, text in before.items():
        if not (served.project.folder / name).is_file() or served.project.read(name) != text:
            served.put_back(name, text)


def test_a_page_asked_for_before_the_first_build_is_done_is_answered_at_once(served):
    status, text, _ = served.first
    assert (status, "Building" in text) == (503, True) or status == 200
    assert "/.live/reload.js" in text


def test_a_page_is_sent_with_a_script_that_loads_it_again_and_the_site_has_none(served):
    status, text, headers = served.page()
    assert status == 200
    assert text.count("/.live/reload.js") == 1 and text.index("/.live/reload.js") < text.index("</body>")
    assert headers["Cache-Control"] == "no-store"
    assert f'data-version="{served.version_of("stotte/")}"' in text
    assert not (served.project.folder / "site").exists()
    built = list((served.project.folder / ".cache" / "serve").glob("*/site-*/stotte/index.html"))
    assert built and ".live" not in built[-1].read_text(encoding="utf-8")


def test_the_root_and_a_page_without_its_slash_lead_to_the_page(served):
    assert get(f"{served.root}/")[2]["Location"] == "/arbeidsinkludering/"
    assert served.page("stotte")[2]["Location"] == "/arbeidsinkludering/stotte/"
    assert get(f"{served.root}/stotte/")[2]["Location"] == "/arbeidsinkludering/stotte/"


@pytest.mark.parametrize("path", ["finnes-ikke/", "../../../etc/passwd", "%00", "%2e%2e/%2e%2e/mkdocs.yml", "a" * 3000])
def test_what_is_not_there_is_answered_with_the_page_for_lost_readers(served, path):
    status, text, _ = served.page(path)
    assert (status, "Fant ikke siden" in text) == (404, True)


def test_only_the_head_is_sent_when_only_that_is_asked_for(served):
    status, text, headers = get(f"{served.root}/arbeidsinkludering/stotte/", "HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) > 1000


def test_a_change_is_shown_and_tells_the_browser(served):
    version = served.version
    served.project.replace(GOOD_PAGE, "Støtten gis på arbeidsplassen", "Hjelpen gis på arbeidsplassen")
    served.wait_for_page("Hjelpen gis på arbeidsplassen")
    assert served.version != version
    served.project.replace(GOOD_PAGE, "Hjelpen gis", "Støtten gis")
    served.wait_for_page("Støtten gis på arbeidsplassen")


LOOKED_AT = {
    "its text": ("stotte/", GOOD_PAGE, "Støtten gis på arbeids", "Hjelpen gis på arbeids", ":text('Hjelpen gis på')"),
    "a register": ("ordliste/", "bibliography/glossary.yml", "Når en bruker", "Hvis en bruker", ":text('Hvis en')"),
    "a style": ("stotte/", STYLE, "", "\nh1::before { content: 'Ny stil' }\n", None),
}


@pytest.mark.browser
@pytest.mark.parametrize(("path", "name", "old", "new", "shown"), LOOKED_AT.values(), ids=LOOKED_AT)
def test_a_page_one_looks_at_is_shown_before_the_whole_site_and_loads_itself_once(
    served, chromium, path, name, old, new, shown
):
    file = served.project.folder / name
    before = file.read_text(encoding="utf-8")
    context = chromium.new_context()
    page = context.new_page()
    loads = []
    page.on("load", lambda: loads.append(page.url))
    page.goto(f"{served.root}/arbeidsinkludering/{path}")
    served.wait_until_still()
    printed, count = len(served.printed), len(loads)
    file.write_text(before.replace(old, new) if old else before + new, encoding="utf-8")
    if shown:
        page.locator(shown).first.wait_for(timeout=PATIENCE * 1000)
    else:
        # The page loads itself again meanwhile, and has no heading for a moment.
        heading = "document.querySelector('h1')"
        shown = f"{heading} && getComputedStyle({heading}, '::before').content.includes('Ny stil')"
        page.wait_for_function(shown, timeout=PATIENCE * 1000)
    served.wait_for(lambda: "Shown in " in served.printed[printed:])
    served.wait_until_still()
    page.wait_for_timeout(1000)
    assert len(loads) == count + 1, "the whole site has come since, and the page, which is the same, is left alone"
    context.close()
    served.put_back(name, before)


def test_a_change_while_the_whole_site_is_built_does_not_wait_for_it(served):
    served.wait_until_still()
    version = served.version
    served.project.replace(GOOD_PAGE, "Støtten gis på arbeidsplassen", "Hjelpen gis på arbeidsplassen")
    served.wait_for_next(version)
    printed = len(served.printed)
    served.project.replace(GOOD_PAGE, "Hjelpen gis på arbeidsplassen", "Bistanden gis på arbeidsplassen")
    served.wait_for_page("Bistanden gis på arbeidsplassen")
    assert "Built in " not in served.printed[printed:]


def test_while_something_is_wrong_every_page_says_what_and_where_and_how_to_mend_it(served):
    before = served.project.read(GOOD_PAGE)
    style = re.search(r'href="\.\./(assets/[^"]+\.css)"', served.page()[1])[1]
    served.project.add(GOOD_PAGE, "\nTekst [@lipski2010, s. 3] <og>.\n")
    line = served.project.line_of(GOOD_PAGE, "@lipski2010")
    served.wait_for_page("problem")
    for path in ("", "stotte/", "ordliste/", "finnes-ikke/"):
        status, text, _ = served.page(path)
        assert status == 503
        assert f"{GOOD_PAGE}:{line}" in text and "[citation-key]" in text
        assert "unknown citation key &#x27;lipski2010&#x27;" in text and "did you mean &#x27;lipsky2010&#x27;?" in text
        assert "/.live/reload.js" in text
    assert get(f"{served.root}/")[0] == 503
    # What is no page comes from the last good build.
    assert served.page(style)[0] == 200
    served.project.write(GOOD_PAGE, before)
    served.wait_for_page("Støtten gis på arbeidsplassen")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("\nnav:\n", "\nnav: [\n", "mkdocs.yml:"),
        ("  name: material", "  name: finnes-ikke", "finnes-ikke"),
        ("site_url:", "site_ur:", "site_ur"),
    ],
)
def test_a_configuration_that_is_broken_is_told_in_the_browser_and_ends_nothing(served, old, new, words):
    before = served.project.read("mkdocs.yml")
    served.project.replace("mkdocs.yml", old, new)
    status, text, _ = served.wait_for_page("problem")
    assert status == 503 and words in text, text
    assert "Traceback" not in text
    served.project.write("mkdocs.yml", before)
    served.wait_for_page("Støtten gis på arbeidsplassen")


def test_a_configuration_that_is_gone_for_a_moment_ends_nothing(served):
    file = served.project.folder / "mkdocs.yml"
    file.rename(file.with_name("borte.yml"))
    assert "cannot be read" in served.wait_for_page("problem")[1]
    file.with_name("borte.yml").rename(file)
    served.wait_for_page("Støtten gis på arbeidsplassen")


def test_what_editors_leave_behind_builds_nothing(served):
    served.wait_until_still()
    version = served.version
    docs = served.project.folder / "docs"
    left = [docs / name for name in (".#stotte.md", "stotte.md~", "#stotte.md#", ".stotte.md.swp", "4913")]
    left[0].symlink_to("noen@maskinen.123")
    for file in left[1:]:
        file.write_text("---\nuferdig", encoding="utf-8")
    time.sleep(1)
    for file in left:
        file.unlink()
    time.sleep(1.5)
    assert served.version == version
    assert served.page()[0] == 200


def test_a_save_in_pieces_and_one_by_renaming_end_with_what_was_saved_last(served):
    before = served.project.read(GOOD_PAGE)
    changed = before.replace("Støtten gis på", "Delt støtte gis på")
    file = served.project.folder / GOOD_PAGE
    with file.open("w", encoding="utf-8") as half:
        for start in range(0, len(changed), 200):
            half.write(changed[start : start + 200])
            half.flush()
            time.sleep(0.05)
    served.wait_for_page("Delt støtte gis på")
    other = file.with_name(".stotte.md.tmp")
    other.write_text(before, encoding="utf-8")
    file.unlink()
    other.replace(file)
    served.wait_for_page("Støtten gis på arbeidsplassen")


def test_many_changes_at_once_end_with_the_last_and_no_request_waits(served):
    before = served.project.read(GOOD_PAGE)
    for number in range(15):
        served.project.write(GOOD_PAGE, before.replace("Støtten gis på", f"Støtte {number} gis på"))
        assert served.page()[0] in (200, 503)
        time.sleep(0.1)
    served.wait_for_page("Støtte 14 gis på")
    served.project.write(GOOD_PAGE, before)
    served.wait_for_page("Støtten gis på arbeidsplassen")


@pytest.mark.browser
def test_an_open_page_loads_itself_again_when_it_changes_breaks_and_is_mended(served, chromium):
    before = served.project.read(GOOD_PAGE)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served.root}/arbeidsinkludering/stotte/")
    patience = PATIENCE * 1000
    served.project.replace(GOOD_PAGE, "Støtten gis på", "Ny hjelp gis på")
    page.get_by_text("Ny hjelp gis på arbeidsplassen").wait_for(timeout=patience)
    served.project.add(GOOD_PAGE, "\n[x](borte.md)\n")
    page.get_by_text("broken link 'borte.md'").wait_for(timeout=patience)
    served.project.write(GOOD_PAGE, before)
    page.get_by_text("Støtten gis på arbeidsplassen").first.wait_for(timeout=patience)
    context.close()


def test_a_change_to_the_code_takes_effect_without_starting_again(root, tmp_path):
    from example_project import ExampleProject

    project = ExampleProject.create(tmp_path / "project", root)
    scripts = project.folder / "scripts"
    scripts.unlink()
    shutil.copytree(root / "scripts", scripts, ignore=shutil.ignore_patterns("__pycache__"))
    with serving(project, scripts, tmp_path, broken_code=True) as served:
        served.wait_for_page("Engelsk: ", "ordliste/")
        module = "scripts/knowledge/register_pages/concepts.py"
        before = project.read(module)
        project.replace(module, "{say('in English')}", "på engelsk heter det")
        served.wait_for_page("å engelsk heter det: ", "ordliste/")
        # Code that cannot run is told like any other fault.
        project.write(module, before + "\ndef (\n")
        assert "SyntaxError" in served.wait_for_page("problem")[1]
        project.write(module, before)
        served.wait_for_page("Engelsk: ", "ordliste/")


def serve(address: str, project):
    command = [sys.executable, str(project.scripts / "maintain.py"), "serve", "--address", address]
    return subprocess.run(
        [*command, "--project", str(project.folder)], capture_output=True, text=True, timeout=PATIENCE, encoding="utf-8"
    )


def test_a_taken_port_is_told_with_the_mend_and_nothing_is_served(example):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = serve(f"127.0.0.1:{port}", example)
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith(f"Port {port} on 127.0.0.1 is taken by another program. Mend: ")
    proposed = re.search(r"make serve ADDRESS=127\.0\.0\.1:(\d+)\n", run.stderr)
    assert proposed and int(proposed[1]) != port


@pytest.mark.parametrize("address", ["8000", "127.0.0.1:x", "127.0.0.1:99999", "192.0.2.1:8000", "finnes.invalid:8000"])
def test_an_address_that_is_none_is_told_without_a_trace(example, address):
    run = serve(address, example)
    assert run.returncode != 0
    assert "Traceback" not in run.stderr and "127.0.0.1" in run.stderr
    assert "Serving" not in run.stdout


def test_the_server_ends_without_a_trace_when_it_is_interrupted_while_it_builds(example, tmp_path):
    served = Served(example, example.scripts, tmp_path / "log")
    os.kill(served.process.pid, 2)
    assert served.process.wait(timeout=15) == 0
    assert "Traceback" not in served.printed
