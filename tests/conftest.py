"""What the tests share: the project folder, a small example project, the built site, a browser."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path

import build_site
import pytest
from example_project import ExampleProject
from knowledge.checks.built_site import HtmlPage, read_site
from knowledge.library import Library, read_library

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def library() -> Library:
    """The real project's library, read and checked."""
    return read_library(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The real site, built as `make build` builds it."""
    target = tmp_path_factory.mktemp("site") / "site"
    assert build_site.build(ROOT, target) == 0
    return target


@pytest.fixture(scope="session")
def html_pages(site) -> list[HtmlPage]:
    return read_site(site)


@pytest.fixture
def example(tmp_path) -> ExampleProject:
    """A small project of its own folder, which a test may break."""
    return ExampleProject.create(tmp_path / "project", ROOT)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def address(site) -> str:
    """The built site's address on a server of this machine, without a final slash."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def chromium():
    """A real Chromium, the one scripts/setup/get_chromium.py found."""
    from playwright.sync_api import sync_playwright

    command = (ROOT / ".cache" / "chromium-path").read_text(encoding="utf-8").strip()
    libraries = ROOT / ".cache" / "driver-libraries"
    with pytest.MonkeyPatch.context() as patch:
        if libraries.exists():
            patch.setenv("LD_LIBRARY_PATH", libraries.read_text(encoding="utf-8"))
        starting = sync_playwright()
        playwright = starting.start()
    browser = playwright.chromium.launch(
        executable_path=command,
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    )
    yield browser
    browser.close()
    playwright.stop()
