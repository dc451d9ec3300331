"""Reading on a phone: the parts of the page under its title, cards from below, nothing over the text."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from seen import hidden_of, in_the_way, is_seen

pytestmark = pytest.mark.browser
PAGE = "perspektiver/stotte/"
SHEET = "dialog.card-sheet"


def phone(open_page, path, **options):
    return open_page(path, 360, height=740, has_touch=True, reduced_motion="reduce", **options)


# --- The parts of the page -----------------------------------------------------------------------


def test_a_page_of_more_than_three_headings_has_its_parts_folded_under_its_title(site, library):
    counted = 0
    for page in library.pages.values():
        text = (site / page.address / "index.html").read_text(encoding="utf-8")
        start = text.find('<nav class="md-nav md-nav--secondary"')
        listed = text[start : text.find("</nav>", start)].count('class="md-nav__link"')
        folded = text.partition('<details class="page-contents screen-only"')[2].partition("</details>")[0]
        wanted = listed if listed > 3 and page.path != "index.md" else 0
        assert folded.count("<a ") == wanted, page.path
        if wanted:
            between = text.partition("</h1>")[2].partition('<details class="page-contents screen-only"')[0]
            assert between.lstrip().startswith('<div class="page-facts"'), page.path
            assert "<h2" not in between and '<p class="admonition-title"' not in between, page.path
        counted += bool(wanted)
    assert counted > 50


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("path", ["metoder/ips/", "oppslag/ordliste/", "rettslig-grunnlag/lovregister/"])
def test_the_parts_fold_out_and_lead_to_their_place(open_page, path, script):
    page = phone(open_page, path, java_script_enabled=script)
    summary = page.locator(".page-contents > summary")
    assert in_the_way(summary, scroll=False) == "", "on the first screen"
    links = page.locator(".page-contents a")
    assert not is_seen(links.first)
    summary.tap()
    assert hidden_of(links) == []
    assert min(link.bounding_box()["height"] for link in links.all()) >= 43
    target = links.nth(links.count() - 2)
    place = target.evaluate("link => decodeURIComponent(link.hash.slice(1))")
    target.tap()
    page.wait_for_function(
        "id => Math.abs(document.getElementById(id).getBoundingClientRect().top - 60) < 20", arg=place
    )
    assert in_the_way(page.locator(f"[id='{place}']"), scroll=False) == ""


def test_where_the_parts_stand_at_the_side_they_are_not_said_twice(open_page):
    assert open_page("metoder/ips/", 1100).locator(".page-contents").is_hidden()


def test_the_part_one_has_jumped_to_is_the_one_marked(open_page):
    page = open_page("metoder/ips/", reduced_motion="reduce")
    links = page.locator(".md-sidebar--secondary .md-nav__link")
    for number in (1, 4, 6):
        links.nth(number).click()
        page.wait_for_timeout(300)
        marked = page.locator(".md-sidebar--secondary .md-nav__link--active").all_inner_texts()
        assert marked == [links.nth(number).inner_text()]


@pytest.mark.parametrize(
    ("path", "place"),
    [("rettslig-grunnlag/lovregister/", "sosialtjenesteloven-29"), ("oppslag/ordliste/", "skjonn")],
)
def test_the_line_of_letters_follows_the_reader_down_a_long_register(open_page, path, place):
    page = phone(open_page, f"{path}#{place}")
    current = page.locator(".letter-index a[aria-current]")
    expect(current).to_have_count(1)
    leads = page.evaluate(
        """([here, place]) => {
          const targetOf = (address) => document.getElementById(decodeURIComponent(new URL(address).hash.slice(1)));
          const targets = [...document.querySelectorAll(".letter-index a")].map((link) => targetOf(link.href));
          const entry = document.getElementById(place);
          const after = Node.DOCUMENT_POSITION_FOLLOWING;
          const before = (part) => part === entry || part.compareDocumentPosition(entry) & after;
          return targetOf(here) === targets.filter(before).at(-1);
        }""",
        [current.evaluate("link => link.href"), place],
    )
    assert leads, "to the part the entry stands in"
    assert in_the_way(current, scroll=False) == ""


def test_the_last_letter_of_the_line_can_be_read_when_one_has_come_to_it(open_page):
    page = phone(open_page, "oppslag/ordliste/")
    line = page.locator(".letter-index")
    line.evaluate("line => line.scrollTo({ left: line.scrollWidth })")
    last, shade = page.locator(".letter-index a").last, 1.6 * 20
    box, frame = last.bounding_box(), line.bounding_box()
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] - shade + 1


# --- Cards from below ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["citation", "concept", "provision"])
@pytest.mark.parametrize("way", ["beside", "Escape", "back", "Lukk"])
def test_a_tap_shows_the_card_from_below_and_leaves_the_reader_where_he_was(open_page, kind, way):
    page = phone(open_page, PAGE)
    link = page.locator(f".page-body a.{kind}").first
    link.scroll_into_view_if_needed()
    before = page.evaluate("[location.href, scrollY, history.length]")
    link.tap()
    sheet = page.locator(SHEET)
    assert is_seen(sheet, scroll=False)
    assert page.evaluate("[location.href, scrollY]") == before[:2]
    assert len(sheet.locator(".card-sheet__text").inner_text()) > 30
    box = sheet.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert box["y"] > 100 and box["y"] + box["height"] == pytest.approx(740, abs=1)
    for control in sheet.locator(".card-sheet__ways > *").all():
        assert in_the_way(control, scroll=False) == ""
        assert control.bounding_box()["height"] >= 44
    if way == "beside":
        page.touchscreen.tap(180, 60)
    elif way == "back":
        page.evaluate("history.back()")
    elif way == "Lukk":
        sheet.get_by_role("button", name="Lukk").tap()
    else:
        page.keyboard.press(way)
    sheet.wait_for(state="hidden")
    page.wait_for_function("!history.state?.sheet")
    assert page.locator("#hover-card").is_hidden(), "one card is enough"
    assert page.evaluate("[location.href, scrollY]") == before[:2]
    assert page.errors == []


@pytest.mark.parametrize("kind", ["citation", "concept", "provision"])
def test_the_card_from_below_leads_on_and_back_leads_to_where_it_was_opened(open_page, kind):
    page = phone(open_page, PAGE)
    link = page.locator(f".page-body a.{kind}").first
    target, start = link.evaluate("link => link.href"), page.url
    link.tap()
    page.locator(".card-sheet__ways a").tap()
    page.wait_for_url(target)
    place = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert in_the_way(page.locator(f"[id='{place}']"), scroll=False) == ""
    page.go_back()
    page.wait_for_url(start)
    assert page.locator(SHEET).is_hidden()


def test_a_mouse_and_a_key_follow_the_link_as_before(open_page):
    page = open_page(PAGE)
    link = page.locator(".page-body a.citation").first
    link.click()
    assert page.evaluate("location.hash") == link.get_attribute("href")
    assert page.locator(SHEET).is_hidden()


def test_without_scripts_a_tap_follows_the_link(open_page):
    page = phone(open_page, PAGE, java_script_enabled=False)
    link = page.locator(".page-body a.citation").first
    link.tap()
    assert page.evaluate("location.hash") == link.get_attribute("href")


# --- Nothing over the text -----------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 640, 1280])
def test_nothing_floats_over_the_text_when_one_scrolls_up(open_page, width):
    """640 pixels are 1280 at 200 %."""
    page = open_page("metoder/ips/", width, height=450, reduced_motion="reduce")
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 2000")
    page.mouse.wheel(0, -400)
    top = page.locator(".md-top")
    top.wait_for()
    for part in (top, page.locator(".search-open"), page.locator("button[data-chooses]:not([hidden])")):
        assert in_the_way(part, scroll=False) == ""
    title = page.locator(".md-header__title").bounding_box()
    assert title["width"] > 100, "the name of the page is still there"
    assert page.locator(".md-header").bounding_box()["height"] == pytest.approx(48, abs=1)
    over = page.evaluate("""() => {
      const found = new Set();
      for (let y = document.querySelector(".md-header").getBoundingClientRect().bottom + 2; y < innerHeight; y += 10)
        for (let x = 5; x < document.documentElement.clientWidth; x += 10) {
          for (let one = document.elementFromPoint(x, y); one; one = one.parentElement)
            if (getComputedStyle(one).position === "fixed") found.add(one.className);
        }
      return [...found];
    }""")
    assert over == []
    top.click()
    page.wait_for_function("scrollY === 0")


# --- Small things --------------------------------------------------------------------------------


def test_a_copied_heading_is_the_heading_alone(open_page):
    page = open_page("metoder/ips/")
    heading = page.locator("#lov-og-tiltak")
    copied = heading.evaluate("heading => { getSelection().selectAllChildren(heading); return String(getSelection()) }")
    assert copied.strip() == "Lov og tiltak"


def test_a_closed_box_has_the_same_space_below_its_line_as_above(open_page):
    page = open_page("metoder/ips/")
    box, line = (page.locator(f".page-tools{part}").bounding_box() for part in ("", " > summary"))
    above = line["y"] - box["y"]
    below = box["y"] + box["height"] - line["y"] - line["height"]
    assert line["height"] >= 24
    assert below == pytest.approx(above, abs=3)


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [1100, 1280, 1600])
def test_nothing_lies_over_the_drawing_of_the_front_page(open_page, script, width):
    page = open_page("", width, java_script_enabled=script)
    gap = page.evaluate("""() => {
      const front = document.querySelector(".page-front");
      const drawing = getComputedStyle(front, "::before");
      const bottom = front.getBoundingClientRect().top + parseFloat(drawing.top) + parseFloat(drawing.height);
      return document.querySelector(".page-front > h2 + ul").getBoundingClientRect().top - bottom;
    }""")
    assert gap >= 8


def test_the_two_columns_of_the_front_page_end_at_the_same_height(open_page):
    page = open_page("", 1280)
    ends = page.evaluate("""() => {
      const ends = new Map();
      for (const paragraph of document.querySelectorAll(".columns > p"))
        for (const { left, bottom } of paragraph.getClientRects())
          ends.set(Math.round(left), Math.max(ends.get(Math.round(left)) ?? 0, bottom));
      return [...ends.values()];
    }""")
    assert len(ends) == 2
    line = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.columns > p')).lineHeight)")
    assert abs(ends[0] - ends[1]) <= 1.5 * line
