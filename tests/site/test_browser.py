"""Citations, concepts and provisions in a real Chromium: their cards, their links, their reading without scripts."""

import pytest
from seen import is_seen

pytestmark = pytest.mark.browser
PAGE = "perspektiver/stotte/"


def test_a_citation_shows_its_reference_on_keyboard_focus_and_escape_hides_it(open_page):
    page = open_page(PAGE)
    link = page.locator("a.citation").first
    for _ in range(80):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    card = page.locator("#hover-card")
    assert is_seen(card, scroll=False)
    key = link.get_attribute("href").removeprefix("#kilde-")
    whole = page.locator(f"#kilde-{key} .source-text").inner_text()
    said = card.inner_text().split()
    assert said[: len(whole.split())] == whole.split()
    assert said[len(whole.split()) :], "what the claim rests on follows the reference"
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
    assert is_seen(card, scroll=False)
    assert len(card.inner_text()) > 30
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=8)
    page.wait_for_timeout(500)
    assert is_seen(card, scroll=False), "the pointer can move onto the card"
    page.mouse.move(5, 5)
    card.wait_for(state="hidden")


def test_a_citation_leads_to_kilder_and_back(open_page):
    page = open_page(PAGE)
    link = page.locator("a.citation").first
    use, target = link.get_attribute("id"), link.get_attribute("href")
    link.click()
    assert page.evaluate("location.hash") == target
    assert is_seen(page.locator(target), scroll=False)
    page.locator(f"{target} a.source-back").first.click()
    assert page.evaluate("location.hash") == f"#{use}"
    assert is_seen(link, scroll=False)


def test_everything_can_be_read_and_followed_without_javascript(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    assert page.locator("h1").inner_text().startswith("Støtteperspektivet")
    for part in ("h1", "a.citation", "a.concept", "a.provision", ".source-list li"):
        assert is_seen(page.locator(f".page-body {part}")), part
    assert page.locator(".card-store").is_hidden()
