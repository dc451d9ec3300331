"""The long registers: compact rows that open, letters in sight, whole on paper."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from seen import in_the_way, is_seen

pytestmark = pytest.mark.browser
REGISTERS = {
    "oppslag/ordliste/": "innlasing",
    "oppslag/litteratur/": "nokleby2017",
    "rettslig-grunnlag/lovregister/": "arbeidsmiljoloven-4-2",
}
WAYS = pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
EACH = pytest.mark.parametrize("path", REGISTERS)


def row_of(page, name):
    return page.locator(f"details.entry-row:has(> summary > [id='{name}'])")


@EACH
@pytest.mark.parametrize("width", [360, 1280])
def test_every_entry_is_a_compact_row_that_says_a_few_words(open_page, path, width):
    page = open_page(path, width)
    rows = page.locator("details.entry-row")
    assert rows.count() == page.locator("h3.entry").count() > 100
    assert page.locator("details.entry-row[open]").count() == 0
    heights = rows.evaluate_all("rows => rows.map((row) => row.getBoundingClientRect().height)")
    assert max(heights) <= (180 if width < 400 else 120)
    assert sum(heights) / len(heights) <= (105 if width < 400 else 75)
    assert min(heights) >= 44, "as high as a finger"
    said = page.locator("summary > .entry-gist").all_inner_texts()
    assert len(said) >= rows.count() * 0.65 and all(len(text) <= 115 for text in said)


@EACH
@WAYS
def test_a_row_opens_by_touch_and_closes_again(open_page, path, script):
    page = open_page(path, 360, height=740, has_touch=True, java_script_enabled=script)
    row = page.locator("details.entry-row").nth(20)
    body = row.locator(".entry-body > p").first
    assert not is_seen(body)
    row.locator("summary").tap(position={"x": 20, "y": 14})
    assert is_seen(body)
    row.locator("summary").tap(position={"x": 20, "y": 14})
    assert not is_seen(body)


def test_a_row_opens_by_keyboard_and_its_heading_stays_a_heading(open_page):
    page = open_page("oppslag/ordliste/")
    row = row_of(page, "innlasing")
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    assert is_seen(row.locator(".entry-body > p").first)
    assert page.get_by_role("heading", level=3, name="innlåsing", exact=False).count() >= 1


@EACH
@WAYS
@pytest.mark.parametrize("width", [360, 1280])
def test_an_address_opens_the_row_it_names_and_shows_it_below_the_letters(open_page, path, script, width):
    name = REGISTERS[path]
    page = open_page(f"{path}#{name}", width, java_script_enabled=script, reduced_motion="reduce")
    page.wait_for_timeout(300)
    row = row_of(page, name)
    assert in_the_way(row.locator("h3.entry"), scroll=False) == ""
    assert in_the_way(row.locator(".entry-body > p").first, scroll=False) == ""
    letters = page.locator(".letter-index").bounding_box()
    top = row.locator("h3.entry").bounding_box()["y"]
    assert letters["y"] + letters["height"] <= top + 1 < letters["y"] + 160


def test_a_link_in_another_row_opens_the_one_it_leads_to_also_the_second_time(open_page):
    page = open_page("oppslag/ordliste/#innlasing", reduced_motion="reduce")
    link = row_of(page, "innlasing").locator(".entry-body a[href^='#']").last
    name = link.get_attribute("href").removeprefix("#")
    link.click()
    body = row_of(page, name).locator(".entry-body > p").first
    assert in_the_way(body, scroll=False) == ""
    letters, heading = page.locator(".letter-index").bounding_box(), row_of(page, name).locator("h3").bounding_box()
    assert heading["y"] >= letters["y"] + letters["height"] - 1
    row_of(page, name).locator("summary").focus()
    page.keyboard.press("Enter")
    assert not is_seen(body)
    link.click()
    assert in_the_way(body, scroll=False) == ""
    assert page.errors == []


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_what_the_browser_searches_for_is_found_in_a_closed_row_and_opens_it(open_page, script):
    """A text fragment is the browser's own search in an address: https://wicg.github.io/scroll-to-text-fragment/"""
    page = open_page("oppslag/ordliste/")
    name = page.locator("details.entry-row:has(.entry-body strong:text-is('Merk:')) h3").nth(5).get_attribute("id")
    remark = row_of(page, name).locator(".entry-body > p", has_text="Merk:").text_content()
    words = " ".join(remark.split()[1:6])
    page = open_page(f"oppslag/ordliste/#:~:text={quote(words)}", java_script_enabled=script)
    page.wait_for_timeout(500)
    assert page.locator("details.entry-row[open]").count() == 1
    assert in_the_way(row_of(page, name).locator(".entry-body > p", has_text="Merk:"), scroll=False) == ""


@EACH
@pytest.mark.parametrize("width", [360, 1280])
def test_the_letters_stay_in_sight_and_lead_to_their_part(open_page, path, width):
    page = open_page(path, width, reduced_motion="reduce")
    links = page.locator(".letter-index a")
    page.locator("details.entry-row").nth(70).evaluate("row => row.scrollIntoView()")
    here = page.locator(".letter-index a[aria-current]")
    expect(here).to_have_count(1)
    assert in_the_way(here, scroll=False) == ""
    assert page.locator(".letter-index").bounding_box()["height"] <= 48, "one line"
    for number in (1, links.count() - 1):
        link = links.nth(number)
        assert in_the_way(link) == ""
        box = link.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        link.click()
        page.wait_for_timeout(200)
        target = page.locator(f"[id='{link.evaluate('link => decodeURIComponent(link.hash.slice(1))')}']")
        assert in_the_way(target, scroll=False) == ""
        assert in_the_way(link) == ""


def test_the_letter_one_has_jumped_to_is_the_one_marked(open_page):
    page = open_page("oppslag/ordliste/", reduced_motion="reduce")
    for number in (3, 9):
        link = page.locator(".letter-index a").nth(number)
        link.click()
        page.wait_for_timeout(300)
        marked = page.locator(".md-sidebar--secondary .md-nav__link--active").all_inner_texts()
        assert marked == [link.inner_text()]


@EACH
@WAYS
def test_a_register_is_printed_open_and_says_nothing_twice(open_page, path, script):
    page = open_page(path, java_script_enabled=script)
    page.emulate_media(media="print")
    bodies = page.locator(".entry-body")
    shown = bodies.evaluate_all("all => all.map((one) => one.checkVisibility({ contentVisibilityAuto: true }))")
    assert len(shown) > 100 and all(shown)
    heights = bodies.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) > 10
    assert page.locator(".entry-gist").first.is_hidden()
    assert page.locator(".letter-index").is_hidden()


def test_the_keyboard_never_stops_under_the_letters(open_page):
    page = open_page("oppslag/ordliste/", height=600)
    page.locator("details.entry-row > summary").nth(40).focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        assert in_the_way(page.locator(":focus"), scroll=False) == ""


@pytest.mark.parametrize("path", ["oppslag/ordliste/", "oppslag/sporsmal/"])
def test_what_one_has_unfolded_is_so_again_when_one_comes_back(open_page, path):
    page = open_page(path)
    folded = page.locator(".page-body details:not([open])")
    folded.nth(7).locator("summary").first.click()
    folded.nth(3).locator("summary").first.click()
    told = "[...document.querySelectorAll('.page-body details')].map(({ open }) => open)"
    before = page.evaluate(told)
    assert before.count(True) >= 2
    page.locator(".md-tabs a").nth(1).click()
    page.wait_for_function(f"!location.pathname.endsWith('{path}')")
    page.go_back()
    page.wait_for_function(f"location.pathname.endsWith('{path}')")
    assert page.evaluate(told) == before
    page.reload()
    assert page.evaluate(told) == before
