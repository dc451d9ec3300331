"""The site in a real Chromium."""

import re
from pathlib import Path

import axe_playwright_python
import pytest

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
PAGE = "perspektiver/stotte/"
SCHEMES = ("light", "dark")
WIDTHS = (360, 1280)
# One page of each kind; every page of the site keeps the same frame and styles.
KINDS = (
    "",
    PAGE,
    "perspektiver/",
    "antologien/kapittel-1/",
    "rettslig-grunnlag/lovregister/",
    "oppslag/personvern/",
)


@pytest.fixture
def open_page(chromium, address):
    """Return a function that opens a page of the site in a fresh context."""
    contexts = []

    def open_at(path, width=1280, scheme="light", **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/{path}")
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(open_page, path, width, scheme):
    page = open_page(path, width, scheme)
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    found = [f"{rule['id']}: {node['html'][:120]}" for rule in result["violations"] for node in rule["nodes"]]
    assert found == []


@pytest.mark.parametrize("path", KINDS)
def test_a_narrow_screen_never_scrolls_sideways(open_page, path):
    page = open_page(path, 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_no_page_asks_another_host_sets_a_cookie_or_logs_an_error(chromium, address, library):
    context = chromium.new_context()
    page = context.new_page()
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for source in library.pages.values():
        page.goto(f"{address}/{source.address}")
    assert [url for url in requests if not url.startswith(address)] == []
    assert context.cookies() == []
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert errors == []
    context.close()


def test_a_citation_shows_its_reference_on_keyboard_focus_and_escape_hides_it(open_page):
    page = open_page(PAGE)
    link = page.locator("a.citation").first
    for _ in range(80):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    card = page.locator("#hover-card")
    assert card.is_visible()
    key = link.get_attribute("href").removeprefix("#kilde-")
    whole = page.locator(f"#kilde-{key} .source-text").inner_text()
    assert card.inner_text().split() == whole.split()
    assert link.get_attribute("aria-describedby") == "hover-card"
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert link.evaluate("link => link === document.activeElement")
    assert link.get_attribute("aria-describedby") is None


@pytest.mark.parametrize("kind", ["citation", "concept", "provision"])
def test_a_card_shows_on_hover_stays_under_the_pointer_and_goes_when_it_leaves(open_page, kind):
    page = open_page(PAGE)
    page.locator(f".page-body a.{kind}").first.hover()
    card = page.locator("#hover-card")
    card.wait_for(state="visible")
    assert len(card.inner_text()) > 30
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=8)
    page.wait_for_timeout(500)
    assert card.is_visible(), "the pointer can move onto the card"
    page.mouse.move(5, 5)
    card.wait_for(state="hidden")


def test_a_citation_leads_to_kilder_and_back(open_page):
    page = open_page(PAGE)
    link = page.locator("a.citation").first
    use, target = link.get_attribute("id"), link.get_attribute("href")
    link.click()
    assert page.evaluate("location.hash") == target
    page.locator(f"{target} a.source-back").first.click()
    assert page.evaluate("location.hash") == f"#{use}"


def test_everything_can_be_read_and_followed_without_javascript(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    assert page.locator("h1").inner_text().startswith("Støtteperspektivet")
    for kind in ("citation", "concept", "provision"):
        assert page.locator(f"a.{kind}").count() > 0
    assert page.locator(".source-list li").count() > 0
    assert page.locator(".card-store").is_hidden()


def test_the_colour_choice_is_kept_from_page_to_page(open_page, address):
    page = open_page(PAGE)
    page.locator("label[for=__palette_1]").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.goto(f"{address}/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    stored = page.evaluate("Object.keys(localStorage)")
    assert len(stored) == 1
    assert re.search(r"__palette$", stored[0])


def test_the_search_finds_a_page_by_its_title(open_page):
    page = open_page("")
    page.keyboard.press("/")
    page.keyboard.type("støtteperspektivet", delay=10)
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert "stotte" in first.get_attribute("href")
