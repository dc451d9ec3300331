"""The paths of readers in Firefox and WebKit: menu, search, cards, folded answers, what is copied, paper.

Chromium has tests of its own for each. Here the same paths are walked with a press at the place itself, in browsers
of other engines, where they can be had (scripts/setup/get_tools.py).
"""

from __future__ import annotations

import base64

import pytest
from other_browsers import STARTED, started

pytestmark = pytest.mark.browser
METHOD, SUPPORT, QUESTIONS = "metoder/ips/", "perspektiver/stotte/", "oppslag/sporsmal/"
MENU_BUTTON = "button[data-opens-menu]"
PANEL = ".md-sidebar--primary .md-nav--primary > .md-nav__list > li"


@pytest.fixture(scope="module", params=STARTED)
def browser(request):
    with started(request.param) as found:
        found.name = request.param
        yield found


@pytest.fixture
def at(browser, address):
    """Return a function that opens a page at a width."""

    def open_at(path: str, width: int = 1280):
        browser.resize(width)
        browser.open(f"{address}/{path}")
        browser.wait("document.readyState === 'complete'")
        return browser

    return open_at


def test_the_menu_of_a_narrow_screen_opens_and_leads_on(at):
    page = at(METHOD, 500)
    page.press(MENU_BUTTON)
    # One steps from the page's own panel up to the top, which ends with «Oppslag».
    section = f"{PANEL}:last-child > .md-nav__container > label"
    for _ in range(4):
        if page.in_the_way(section) == "":
            break
        page.run(
            """const open = [...document.querySelectorAll(".md-sidebar--primary .md-nav__toggle:checked ~ .md-nav")];
            open.at(-1).querySelector(":scope > .md-nav__title").dataset.up = "";"""
        )
        page.press("[data-up]")
        page.run("document.querySelectorAll('[data-up]').forEach((one) => delete one.dataset.up)")
    page.press(section)
    page.press(f"{PANEL}:last-child a[href*='personvern']")
    page.wait("location.pathname.endsWith('/personvern/') && document.querySelector('h1')")
    assert page.run("return document.querySelector('h1').innerText").startswith("Personvern")


def test_a_search_shows_results_and_escape_closes_it(at):
    page = at(METHOD)
    page.press("a.search-open")
    page.wait("document.querySelector('#search-field')?.checkVisibility()")
    page.write("#search-field", "mentor")
    page.wait("document.querySelectorAll('.search__title').length > 3")
    assert page.in_the_way(".search__title") == ""
    assert "mentor" in page.run("return document.querySelector('.search__title').href")
    page.write("#search-field", "Escape")
    page.wait("!document.querySelector('.search[open]')")


def test_a_press_on_a_result_leads_to_its_page(at):
    page = at(METHOD)
    page.press("a.search-open")
    page.wait("document.querySelector('#search-field')?.checkVisibility()")
    page.write("#search-field", "mentor")
    page.wait("document.querySelectorAll('.search__title').length > 3")
    page.press(".search__title")
    page.wait("location.pathname.includes('mentor') && document.querySelector('h1')")


def test_a_citation_that_has_focus_shows_its_card(at):
    page = at(SUPPORT)
    page.run("document.querySelector('a.citation').scrollIntoView({ block: 'center' })")
    page.run("document.querySelector('a.citation').focus()")
    page.wait("document.querySelector('#hover-card')?.checkVisibility()")
    assert page.in_the_way("#hover-card") == ""
    assert len(page.run("return document.querySelector('#hover-card').innerText")) > 30


def test_a_citation_leads_to_its_source_and_back(at):
    page = at(SUPPORT)
    page.press("a.citation")
    page.wait("location.hash.startsWith('#kilde-')")
    assert page.run("return document.querySelector(location.hash).checkVisibility()")
    use = page.run("return document.querySelector(location.hash).querySelector('a.source-back').hash")
    page.press(f"[id='{page.run('return location.hash.slice(1)')}'] a.source-back")
    page.wait(f"location.hash === {use!r}")


def test_a_folded_answer_opens(at):
    page = at(QUESTIONS)
    answer = "return document.querySelector('details.sporsmal p').checkVisibility()"
    assert page.run(answer) is False
    page.press("details.sporsmal > summary")
    page.wait("document.querySelector('details.sporsmal').open")
    assert page.run(answer) is True


@pytest.mark.parametrize("path", ["", METHOD, "for-deg-i-nav/", "oppslag/litteratur/"])
def test_every_link_in_the_text_can_be_told_from_it_without_its_colour(at, path):
    page = at(path)
    plain = page.run(
        """const told = (link) => {
          const { textDecorationLine, borderBottomStyle } = getComputedStyle(link);
          return textDecorationLine.includes("underline") || borderBottomStyle !== "none";
        };
        const links = document.querySelectorAll(".page-body :is(p, li, td) a[href]");
        const shown = [...links].filter((link) => link.checkVisibility() && link.innerText.trim());
        if (!shown.length) return ["no link at all"];
        return shown.filter((link) => !told(link)).map((link) => link.outerHTML.slice(0, 120));"""
    )
    assert plain == []


def test_how_a_page_is_cited_can_be_copied(at):
    page = at(METHOD)
    page.run("document.querySelector('#siter-denne-siden').closest('details').open = true")
    page.press(".cite-copy")
    said = "document.querySelector('.page-tools [role=status]').textContent"
    page.wait(said)
    if page.run(f"return {said}") != "Kopiert":
        # Where the browser lets nobody copy, the text is marked.
        assert "IPS" in page.run("return String(getSelection())")


@pytest.mark.parametrize("path", ["", METHOD, QUESTIONS, "oppslag/tidslinje/", "oppslag/ordliste/"])
@pytest.mark.parametrize("width", [500, 1280])
def test_no_page_scrolls_sideways(at, path, width):
    page = at(path, width)
    assert page.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_page_prints_with_its_sources(at):
    page = at(METHOD)
    if page.name != "Firefox":
        pytest.skip("WebKitGTK's driver prints on no paper")
    paper = base64.b64decode(page.driver._send_message("WebDriver:Print", {}, key="value"))
    assert paper.startswith(b"%PDF") and len(paper) > 50_000
