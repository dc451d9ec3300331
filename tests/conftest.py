"""What the tests share: the project folder, a small example project, the built site, a browser."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import build_site
import pytest
from example_project import ExampleProject
from knowledge.checks.built_site import HtmlPage, read_site
from knowledge.library import Library
from knowledge.reading import read_library
from local_server import served

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


@pytest.fixture(scope="session")
def address(site) -> str:
    """The built site's address on a server of this machine, without a final slash."""
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    published = re.search(r"^site_url: https://[^/]+(?P<path>/\S*?)/?$", config, re.MULTILINE)
    # The page for lost readers names its files from there.
    with served(site, published["path"]) as served_at:
        yield served_at


@pytest.fixture(scope="session")
def chromium():
    from chromium import launched

    with launched() as browser:
        # Playwright waits with code made of text, which the pages' policy forbids; test_delivery.py asks for it.
        browser.new_context = partial(browser.new_context, bypass_csp=True)
        browser.new_page = partial(browser.new_page, bypass_csp=True)
        yield browser


@pytest.fixture
def open_page(chromium, address):
    """Return a function that opens a page of the site in a fresh context; ``page.errors`` holds what its scripts throw.

    start: where the site is served, when not at ``address``; other options are those of a browser context
    """
    contexts = []

    def open_at(path, width=1280, scheme="light", height=900, start=address, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(f"{start}/{path}")
        return page

    yield open_at
    for context in contexts:
        context.close()
