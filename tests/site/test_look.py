"""What the pages look like, measured in Chromium: contrast as composed, measure, boxes, cards, tables."""

import re
import struct
from html import unescape

import pytest
from composed import GROUND, failing_texts
from contrast import PARTS, compose, parse, ratio
from knowledge.pages.links import relative
from marks import without_marks
from seen import in_the_way

pytestmark = pytest.mark.browser
SCHEMES = ("light", "dark")
# Every kind of box and table, a form, a figure, a register, a section front and the front page.
PLACES = (
    "", "metoder/", "metoder/ips/", "oppslag/sporsmal/", "oppslag/litteratur/", "oppslag/ordliste/",
    "rettslig-grunnlag/grunnloven/", "404.html",
)  # fmt: skip

# Selector -> the properties whose colour one needs to see against what lies around the part.
PARTS_SEEN = {
    ".admonition.kort": "border-left-color",
    ".admonition.omstridt": "border-left-color",
    ".admonition.slutning": "border-left-color",
    ".admonition.merk": "outline-color",
    "details.sporsmal[open]": "border-left-color",
    ".search-button": "border-top-color",
    ".search-open": "border-top-color",
    ".work-filters input": "border-top-color",
    ".work-filters select": "border-top-color",
    ".cite-copy": "border-top-color",
    "ul.cards > li": "border-top-color",
    ".page-front > h2 + ul > li": "border-left-color",
    ".table th": "border-bottom-color",
}


def test_the_measurement_would_notice_text_that_is_too_faint(open_page):
    page = open_page("")
    page.locator(".page-front > p").first.evaluate("text => { text.style.opacity = 0.5 }")
    assert len(failing_texts(page)) == 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_links_keep_their_contrast_under_the_pointer_and_in_focus(open_page, scheme):
    page = open_page("metoder/ips/", scheme=scheme, reduced_motion="reduce")
    for selector in (
        "a.citation",
        "a.concept",
        "a.provision",
        ".md-path a",
        ".md-tabs a",
        ".page-foot a",
        ".site-links a",
    ):
        link = page.locator(selector).first
        link.hover()
        assert failing_texts(page) == [], selector
        link.focus()
        assert failing_texts(page) == [], selector


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_that_mean_something_stand_out_from_both_sides(open_page, address, scheme):
    page = open_page("", scheme=scheme)
    seen = set()
    for place in PLACES:
        page.goto(f"{address}/{place}")
        page.evaluate("document.querySelector('details.sporsmal')?.setAttribute('open', '')")
        for selector, name in PARTS_SEEN.items():
            for part in page.locator(selector).all()[:1]:
                colour = part.evaluate(f"part => getComputedStyle(part).getPropertyValue('{name}')")
                around = part.evaluate(GROUND)
                assert ratio(compose([*around, (colour, 1)]), compose(around)) >= PARTS, (scheme, selector)
                seen.add(selector)
    assert seen == set(PARTS_SEEN)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_ring_stands_out_from_every_ground(open_page, scheme):
    """Two tones: wherever one is lost, the other is seen (WCAG 2.2, technique C40)."""
    page = open_page("metoder/", scheme=scheme)
    for selector in (".md-tabs a", ".page-body a.citation", "ul.cards a", ".md-footer__link", ".site-links a"):
        link = page.locator(selector).first
        page.keyboard.press("Shift")  # the keyboard is in use: focus is shown
        link.focus()
        ring, shadow = link.evaluate(
            "link => { const style = getComputedStyle(link); return [style.outlineColor, style.boxShadow] }"
        )
        edge = re.search(r"rgba?\([^)]*\)", shadow)[0]
        around = compose(link.evaluate(GROUND))
        assert max(ratio(parse(ring), around), ratio(parse(edge), around)) >= PARTS, selector
        assert ratio(parse(ring), parse(edge)) >= PARTS


@pytest.mark.parametrize("path", ["metoder/ips/", "grunnlag/hva-arbeid-betyr/", "rettslig-grunnlag/grunnloven/"])
def test_a_line_of_text_holds_60_to_75_characters(open_page, path):
    page = open_page(path, 1440)
    lengths = page.evaluate(r"""() => {
      const lengths = [];
      const range = document.createRange();
      for (const paragraph of document.querySelectorAll(".page-body > p")) {
        const lines = new Map();
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        let line = 0, bottom = 0;
        while (walker.nextNode()) {
          for (let place = 0; place < walker.currentNode.length; place++) {
            range.setStart(walker.currentNode, place);
            range.setEnd(walker.currentNode, place + 1);
            const box = range.getBoundingClientRect();
            if (box.top > bottom) line++;
            bottom = Math.max(bottom, box.bottom);
            lines.set(line, (lines.get(line) ?? 0) + 1);
          }
        }
        lengths.push(...[...lines.values()].slice(0, -1)); // the last line is seldom full
      }
      return lengths;
    }""")
    assert len(lengths) > 10
    assert 60 <= sum(lengths) / len(lengths) <= 75


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_one_screen_says_what_this_is_for_whom_and_opens_the_ways_in_and_the_search(open_page, width, height):
    page = open_page("", width, height=height)
    first = page.locator(".page-front")
    assert "forskning" in first.locator("> p").first.inner_text()
    for part in (
        page.get_by_role("heading", level=1),
        first.locator("> p").first,
        page.get_by_role("button", name="Søk i alle sidene"),
        page.get_by_role("link", name="For deg i Nav", exact=True).first,
        page.get_by_role("link", name="For studenter", exact=True).first,
        page.get_by_role("link", name="For alle", exact=True).first,
    ):
        assert in_the_way(part, scroll=False) == ""
        box = part.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height


def test_the_button_on_the_front_page_opens_the_search(open_page):
    page = open_page("")
    page.get_by_role("button", name="Søk i alle sidene").click()
    field = page.get_by_role("searchbox")
    field.wait_for()
    assert field.evaluate("field => field === document.activeElement")


def test_the_kinds_of_box_are_told_apart_without_colour(open_page, address):
    kinds = {"kort", "omstridt", "slutning", "merk", "sporsmal"}
    signs, edges = {}, {}
    page = open_page("")
    for place in ("rettslig-grunnlag/grunnloven/", "metoder/ips/", "oppslag/sporsmal/", "metoder/hybridmodellen/"):
        page.goto(f"{address}/{place}")
        for kind in kinds - set(signs):
            for box in page.locator(f".{kind}").all()[:1]:
                title = box.locator("> .admonition-title, > summary")
                assert title.inner_text().strip(), kind
                signs[kind] = title.evaluate("title => getComputedStyle(title, '::before').maskImage")
                style = "getComputedStyle(box).borderLeftStyle + getComputedStyle(box).borderLeftWidth"
                edges[kind] = box.evaluate(f"box => {style}")
    assert set(signs) == kinds
    assert len(set(signs.values())) == len(kinds)
    assert len(set(edges.values())) == len(kinds)


def test_every_section_front_has_a_card_for_each_of_its_pages_with_the_pages_own_sentence(site, library):
    fronts = [page for page in library.pages.values() if page.meta["kind"] == "section"]
    assert len(fronts) > 5
    for front in fronts:
        text = without_marks((site / front.address / "index.html").read_text(encoding="utf-8"))
        cards = re.search(r'<section class="section-cards".*?</section>', text, re.DOTALL)[0]
        made = dict(re.findall(r'<li><a href="([^"]+)">[^<]+</a><p>([^<]+)</p></li>', cards))
        folder = front.path.removesuffix("index.md")
        below = [
            page for page in library.pages.values()
            if page.path.startswith(folder) and page is not front
            and re.fullmatch(r"[^/]+\.md|[^/]+/index\.md", page.path.removeprefix(folder))
        ]  # fmt: skip
        for page in below:
            address = relative(f"{front.address}x", page.address.rstrip("/")) + "/"
            assert unescape(made[address]).replace("\u00a0", " ") == page.meta["description"], (front.path, page.path)


def test_every_page_says_when_it_was_checked_and_how_to_mend_it(site, library, root):
    repository = re.search(r"^  repository: (\S+)$", (root / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    base = re.search(r"^site_url: (\S+)$", (root / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    from urllib.parse import parse_qs, urlsplit

    for page in library.pages.values():
        text = (site / page.address / "index.html").read_text(encoding="utf-8")
        assert f'<time datetime="{page.meta["reviewed"]}">' in text, page.path
        report, edit = (
            unescape(re.search(rf'<a href="([^"]+)">{name}</a>', text)[1])
            for name in ("Meld feil på siden", "Foreslå en endring")
        )
        query = parse_qs(urlsplit(report).query)
        assert report.startswith(f"{repository}/issues/new?")
        assert query["side"] == [base + page.address.replace("ø", "%C3%B8")], page.path
        assert (root / edit.removeprefix(f"{repository}/edit/main/")).is_file(), page.path


def test_a_table_is_a_list_on_a_phone_and_still_a_table_to_a_screen_reader(open_page):
    page = open_page("metoder/", 360)
    cell = page.locator(".table td[data-label]").nth(1)
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.strip('"') == cell.get_attribute("data-label")
    frame = page.locator(".table-frame").first
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if "role" in node and not node.get("ignored")]
    assert roles.count("table") == page.locator(".table").count()
    assert roles.count("cell") == page.locator(".table td").count()


def test_a_wide_table_scrolls_within_its_frame_with_the_keyboard(open_page):
    page = open_page("metoder/supported-employment/", 1280)
    frame = page.locator(".table-frame:has(.columns-6)").first
    # No table of the site is wider than its frame; one that would be.
    frame.locator("table").evaluate("table => { table.style.minWidth = '80rem' }")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    assert frame.get_attribute("aria-label").startswith("Tabell: ")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.table-frame:has(.columns-6)').scrollLeft > 0")
    first = frame.locator("td:first-child").first
    assert abs(first.bounding_box()["x"] - frame.bounding_box()["x"]) < 2, "the row's name stays in view"


def test_a_table_that_fits_is_no_stop_for_the_keyboard(open_page):
    page = open_page("metoder/", 1280)
    narrow = page.locator(".table-frame:has(.columns-2)").first
    page.wait_for_function("document.querySelector('.table-frame:has(.columns-2)').tabIndex === -1")
    assert narrow.evaluate("frame => frame.scrollWidth <= frame.clientWidth")


def test_no_page_can_be_taken_for_navs_own(html_pages, root):
    """The foot of every page says it; NAV's red and its fonts are not used."""
    for page in html_pages:
        assert any("tilhører ikke Nav" in text for _, text in page.texts), page.path
    styles = "".join(file.read_text(encoding="utf-8").lower() for file in (root / "docs" / "assets").glob("*.css"))
    assert "#c30000" not in styles
    assert "source sans" not in styles


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("front-page.png", 1280),
        ("front-page-dark.png", 1280),
        ("method-page.png", 1280),
        ("method-page-narrow-dark.png", 360),
    ],
)
def test_the_pictures_of_the_readme_are_there_and_light(root, name, width):
    data = (root / ".github" / "pictures" / name).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[16:20])[0] == width
    assert len(data) < 200_000


def test_easy_language_is_set_larger_and_in_shorter_lines_than_other_pages(open_page):
    measured = """() => {
      const text = document.querySelector(".page-body > p");
      const style = getComputedStyle(text);
      return [parseFloat(style.fontSize), text.getBoundingClientRect().width / parseFloat(style.fontSize)];
    }"""
    easy, other = (open_page(path).evaluate(measured) for path in ("lettlest/", "for-alle/ung-hjemme/"))
    assert easy[0] >= 1.15 * other[0]
    assert easy[1] <= 0.8 * other[1], "width of a line in ems"
