"""The menu of screens below 1220 pixels, as a thumb and a keyboard meet it, on every kind of page."""

from __future__ import annotations

import pytest
from composed import failing_texts
from seen import hidden_of, in_the_way, is_seen

pytestmark = pytest.mark.browser
# A page of each kind, and one deep in a section within a section.
KINDS = {
    "front": "",
    "section": "metoder/",
    "method": "metoder/ips/",
    "law": "rettslig-grunnlag/folketrygdloven/",
    "deep": "antologien/kapittel-1/utsatte-grupper/",
    "deep front": "masteroppgaven/kapittel-6/",
    "register": "oppslag/ordliste/",
    "guide": "for-deg-i-nav/",
    "case": "for-deg-i-nav/aap-rett-i-jobb/",
    "about": "oppslag/om-nettstedet/",
}
WIDTHS = {360: 740, 390: 844, 768: 1024, 1100: 800}
# What a thumb needs: Apple's 44 points, WCAG's 2.5.5.
THUMB = 44
MENU = ".md-sidebar--primary"
# Marks what the open panel of the menu offers and returns how many: its title, and of each row all that can be pressed.
MARK_PANEL = """() => {
  const marked = (name, value) => document.querySelectorAll(`[${name}]`).forEach((one) => one.removeAttribute(name));
  marked("data-offered");
  let panel = document.querySelector(".md-sidebar--primary .md-nav--primary");
  for (let inner; (inner = panel.querySelector(":scope > .md-nav__list > li > :checked ~ .md-nav")); ) panel = inner;
  const rows = [...panel.querySelectorAll(":scope > .md-nav__list > li")];
  const offered = panel.classList.contains("md-nav--primary") ? [] : [panel.querySelector(":scope > .md-nav__title")];
  for (const row of rows) {
    const link = row.querySelector(":scope > :is(a, label), :scope > .md-nav__container > a");
    // The page one is on is either a link or the way to its own contents.
    const own = row.querySelector(":scope > #__toc ~ a");
    const shown = own && own.checkVisibility() ? own : link;
    const more = row.querySelector(":scope > .md-nav__container > label");
    offered.push(...[shown, more].filter(Boolean));
  }
  offered.forEach((one, number) => one.setAttribute("data-offered", number));
  return [offered.length, rows.length];
}"""


def hidden_entries(page) -> list[str]:
    """Return what the open panel offers and a person could not touch, with the reason."""
    _, rows = page.evaluate(MARK_PANEL)
    assert rows > 0
    return hidden_of(page.locator("[data-offered]"))


def open_panel(page) -> str:
    """Return the title of the panel that is open."""
    page.evaluate(MARK_PANEL)
    title = page.locator("[data-offered='0'].md-nav__title")
    return title.inner_text().strip() if title.count() else ""


def menu_button(page, script):
    return page.locator("button[data-opens-menu]" if script else "label.md-header__button[for=__drawer]")


def press(page, locator, by: str, key: str = "Enter") -> None:
    """Press what a person can see, with a thumb or a key; a label's key is that of its checkbox."""
    assert in_the_way(locator) == ""
    if by == "touch":
        locator.first.tap()
        return
    ident = locator.first.get_attribute("for")
    control = page.locator(f"[id='{ident}']") if ident else locator.first
    # Back to the menu from below it is a lap around the page, and a list of cases has many links.
    for _ in range(400):
        if control.evaluate("control => control === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"400 presses of Tab do not reach {control}")
    page.keyboard.press("Space" if ident else key)


def opened(open_page, path, width, script=True, by="touch", scheme="light"):
    page = open_page(
        path,
        width,
        scheme,
        height=WIDTHS[width],
        java_script_enabled=script,
        has_touch=by == "touch",
        reduced_motion="reduce",
    )
    press(page, menu_button(page, script), by, "Space")
    return page


@pytest.mark.parametrize("by", ["touch", "keyboard"])
@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_every_entry_of_the_menu_can_be_seen_and_touched_up_to_the_top_and_down_again(
    open_page, path, width, script, by
):
    for scheme in ("light", "dark") if script and by == "touch" and width in (360, 1100) else ("light",):
        page = opened(open_page, path, width, script, by, scheme)
        hidden = hidden_entries(page)
        for _ in range(3):
            if not open_panel(page):
                break
            press(page, page.locator("[data-offered='0']"), by)
            hidden += hidden_entries(page)
        assert hidden == []
        assert open_panel(page) == ""
        sections = page.locator(f"{MENU} .md-nav--primary > .md-nav__list > li > .md-nav__container > label")
        press(page, sections.last, by)
        assert hidden_entries(page) == []
        assert open_panel(page) == "Oppslag"
        with page.expect_navigation():
            press(page, page.locator("[data-offered]", has_text="Personvern"), by)
        assert page.get_by_role("heading", level=1).inner_text().startswith("Personvern")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_panel_of_the_menu_opens_shows_all_it_has_and_goes_back(open_page, width, script):
    page = opened(open_page, "", width, script)
    titles = []

    def through(title: str) -> None:
        titles.append(title)
        assert open_panel(page) == title
        assert hidden_entries(page) == []
        labels = page.evaluate("""() => [...document.querySelectorAll("label[data-offered]:not(.md-nav__title)")]
          .filter((label) => label.htmlFor !== "__toc").map((label) => label.htmlFor)""")
        for label in labels:
            below = page.locator(f".md-nav__title[for='{label}']").text_content().strip()
            press(page, page.locator(f"{MENU} label.md-nav__link[for='{label}']"), "touch")
            through(below)
            press(page, page.locator(f"{MENU} label.md-nav__title[for='{label}']"), "touch")
            assert open_panel(page) == title

    through("")
    assert {"Metoder", "Oppslag", "Kapittel 1", "Del 3: Læring", "Kapittel 6"} <= set(titles)
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("width", [360, 1100])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_thumb_hits_every_entry_of_the_menu(open_page, path, width):
    page = opened(open_page, path, width)
    while True:
        count, _ = page.evaluate(MARK_PANEL)
        for number in range(count):
            box = page.locator(f"[data-offered='{number}']").bounding_box()
            assert min(box["width"], box["height"]) >= THUMB - 0.5, (number, box)
        if not open_panel(page):
            break
        press(page, page.locator("[data-offered='0']"), "touch")


@pytest.mark.parametrize("path", ["metoder/ips/", "oppslag/ordliste/", "antologien/kapittel-1/utsatte-grupper/"])
def test_the_menu_opens_where_one_is_and_marks_the_page(open_page, path):
    page = opened(open_page, path, 360)
    current = page.locator(f"{MENU} [data-offered].md-nav__link--active")
    page.evaluate(MARK_PANEL)
    assert in_the_way(current) == ""
    assert current.inner_text().strip() == page.get_by_role("heading", level=1).inner_text().removesuffix("¶").strip()


def test_the_menu_has_the_pages_own_contents_and_a_tap_there_leads_to_the_place(open_page):
    page = opened(open_page, "metoder/ips/", 360)
    press(page, page.locator(f"{MENU} label.md-nav__link[for=__toc]"), "touch")
    assert open_panel(page) == "På denne siden"
    assert hidden_entries(page) == []
    press(page, page.locator(f"{MENU} [data-offered]", has_text="Lov og tiltak"), "touch")
    page.wait_for_function("!document.querySelector('#__drawer').checked")
    heading = page.locator("#lov-og-tiltak")
    assert is_seen(heading)
    page.wait_for_function("Math.abs(document.querySelector('#lov-og-tiltak').getBoundingClientRect().top) < 120")


def test_a_tap_beside_the_open_menu_closes_it(open_page):
    for script in (True, False):
        page = opened(open_page, "metoder/ips/", 360, script)
        page.touchscreen.tap(345, 500)
        page.wait_for_function("!document.querySelector('#__drawer').checked")
        assert is_seen(page.get_by_role("heading", level=1))
        assert not is_seen(page.locator(f"{MENU} .md-nav__title:visible"))


def test_the_sight_of_it_is_what_is_asked(open_page):
    """What lies under another, outside the window or in a clipped box is «visible» to Playwright, and not seen."""
    page = opened(open_page, "metoder/ips/", 360)
    entry = page.locator(f"{MENU} [data-offered]").nth(2)
    page.evaluate(MARK_PANEL)
    assert entry.is_visible()
    assert is_seen(entry)
    style = page.add_style_tag(content=".md-nav__item { position: relative }")
    assert entry.is_visible(), "the fault that stood here once passed for a menu"
    assert not is_seen(entry)
    style.evaluate("style => style.remove()")
    assert is_seen(entry)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_menu_has_the_contrast_text_needs(open_page, scheme):
    for path in KINDS.values():
        page = opened(open_page, path, 360, scheme=scheme)
        assert failing_texts(page) == [], path


def test_a_phones_way_back_closes_the_open_menu_before_it_leaves_the_page(open_page):
    page = open_page("metoder/ips/", 360, height=740, has_touch=True, reduced_motion="reduce")
    # What a browser asks of the page when its way back is pressed: https://html.spec.whatwg.org/#close-watcher
    page.evaluate("""() => {
      const Own = CloseWatcher;
      globalThis.CloseWatcher = class extends Own { constructor() { super(); globalThis.asked = this; } };
    }""")
    press(page, menu_button(page, True), "touch")
    assert hidden_entries(page) == []
    page.evaluate("asked.requestClose()")
    assert page.locator("#__drawer").is_checked() is False
    assert is_seen(page.locator(".page-body h1"))
    address = page.url
    press(page, menu_button(page, True), "touch")
    press(page, menu_button(page, True), "touch")
    assert page.url == address
