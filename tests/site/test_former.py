"""Addresses that pages had before, in a real browser: they lead on, and the page for lost readers knows them."""

from __future__ import annotations

import pytest
from knowledge import moving
from knowledge.reading import read_unchecked
from local_server import served

pytestmark = pytest.mark.browser

BASE = "/arbeidsinkludering"


@pytest.fixture(scope="module")
def moved(tmp_path_factory, root):
    """The address of a built project in which a page has moved, and its folder."""
    from example_project import ExampleProject

    project = ExampleProject.create(tmp_path_factory.mktemp("former") / "project", root)
    library = read_unchecked(project.folder)[0]
    moving.carry_out(project.folder, moving.plan(library, "stotte.md", "hjelp/til-arbeid.md"))
    run = project.build()
    assert run.returncode == 0, run.stderr
    site = project.folder / "site"
    with served(site, BASE) as address:
        yield address, site


@pytest.fixture
def lost(chromium, moved):
    """Return a function that opens an address as a server answers it that has no such page."""
    address, site = moved
    contexts = []

    def open_at(path, script=True):
        context = chromium.new_context(java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        body = (site / "404.html").read_text(encoding="utf-8")
        page.route(
            lambda url: url.startswith(f"{address}/{path}"),
            lambda route: route.fulfill(status=404, body=body, content_type="text/html; charset=utf-8"),
        )
        page.goto(f"{address}/{path}", wait_until="networkidle")
        assert page.locator("h1").inner_text() == "Fant ikke siden"
        return page

    yield open_at
    for context in contexts:
        context.close()


def links(page, part):
    found = page.locator(f"[{part}] a")
    return [(link.inner_text(), link.get_attribute("href")) for link in found.all() if link.is_visible()]


@pytest.mark.parametrize("script", [True, False])
def test_an_old_address_leads_to_the_page_and_with_javascript_to_the_place_on_it(chromium, moved, script):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{moved[0]}/stotte/#hva-er-usikkert")
    page.wait_for_url("**/hjelp/til-arbeid/**")
    assert page.locator("h1").inner_text().startswith("Støtte")
    assert page.url.endswith("#hva-er-usikkert") is script
    context.close()


@pytest.mark.parametrize("path", ["stotte.html", "Stotte/", "stotte//", "stotte/index.html", "stotte.md"])
def test_the_page_for_lost_readers_finds_the_page_of_a_former_address_however_it_is_written(lost, path):
    page = lost(path)
    assert links(page, "data-moved") == [("Støtte", f"{BASE}/hjelp/til-arbeid/")]
    assert links(page, "data-near") == []
    assert page.errors == []


@pytest.mark.parametrize("path", ["hjelp/til-arbeid.html", "Hjelp/Til-Arbeid/"])
def test_it_finds_a_page_that_is_there_under_another_spelling(lost, path):
    assert links(lost(path), "data-moved") == [("Støtte", f"{BASE}/hjelp/til-arbeid/")]


@pytest.mark.parametrize(
    ("path", "near"),
    [("ordlista/", ["Ordliste"]), ("oppslag/lovregister/", ["Lovregister"]), ("hjelp/til-arbeidet/", ["Støtte"])],
)
def test_it_suggests_the_nearest_pages(lost, path, near):
    page = lost(path)
    assert [name for name, _ in links(page, "data-near")] == near
    assert links(page, "data-moved") == []


@pytest.mark.parametrize(
    "path", ["xyzq/", "%E0%A4%A/", "constructor/", "__proto__/", "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E/"]
)
def test_it_suggests_nothing_when_nothing_is_near_and_runs_nothing_of_the_address(lost, path):
    page = lost(path)
    assert links(page, "data-near") == links(page, "data-moved") == []
    assert page.locator("img[src=x]").count() == 0
    assert page.errors == []


def test_without_javascript_it_says_what_it_says_to_all(lost):
    page = lost("stotte.html", script=False)
    assert links(page, "data-near") == links(page, "data-moved") == []
    assert page.locator("text=Søk etter det du ville lese").count() == 1
