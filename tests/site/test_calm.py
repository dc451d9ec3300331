"""Calm pages: what is asked first stands under the title."""

import re
from itertools import pairwise

import pytest
from knowledge.frame.hyphens import with_soft_hyphens, without_soft_hyphens
from knowledge.frame.reading_time import WORDS_A_MINUTE, count_words
from knowledge.html_tree import Fragment, Page
from knowledge.language import read_language
from seen import in_the_way, is_seen

pytestmark = pytest.mark.browser


# --- One quiet line under the title --------------------------------------------------------------


def test_the_line_and_the_foot_say_the_same_of_how_many_claims_are_held_to_the_source(site, library):
    told = 0
    for page in library.pages.values():
        root = Page((site / page.address / "index.html").read_text(encoding="utf-8")).root
        line, foot = root.css_first(".page-facts__line"), root.css_first("details.evidence > summary")
        assert "Kontrollert" not in (line.text() if line else ""), page.path
        claims = root.css_first(".page-facts__claims")
        if foot is not None:
            assert claims is not None and foot.text() == f"Belegg: {claims.text()}", page.path
            told += 1
        elif page.register is None:
            assert claims is None, page.path
    assert told > 100


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_line_leads_to_the_list_of_claims_and_opens_it(open_page, script):
    page = open_page("metoder/hybridmodellen/", height=740, java_script_enabled=script)
    page.locator(".page-facts__claims a").click()
    assert page.evaluate("location.hash") == "#belegg"
    assert in_the_way(page.locator("#belegg > summary"), scroll=False) == ""


@pytest.mark.parametrize("path", ["for-deg-i-nav/arbeidsgiver-spor-om-diagnose/", "metoder/ips/", "for-alle/klage/"])
def test_on_a_phone_the_answer_begins_in_the_upper_two_thirds_of_the_first_screen(open_page, path):
    page = open_page(path, 390, height=844)
    answer = page.locator(".admonition.kort p").nth(1)
    assert answer.bounding_box()["y"] < 560
    # How far the claims are held to their sources stands at the foot, where there is room.
    assert not is_seen(page.locator(".page-facts__claims"))
    if page.locator(".page-facts__claims").count():
        assert is_seen(page.locator("#belegg > summary"))


# --- What a citation rests on --------------------------------------------------------------------


def test_the_card_shows_the_evidence_of_the_pages_one_has_pressed_and_a_line_for_each(open_page):
    page = open_page("metoder/hybridmodellen/", reduced_motion="reduce")
    asked = 0
    for link in page.locator("a.citation[data-passages]").all()[:40]:
        claim = page.locator(f"#{link.get_attribute('data-evidence')} .evidence-words")
        lines = claim.locator("li").all_text_contents()
        if len(lines) < 2:
            continue
        whole = link.get_attribute("aria-label") or link.inner_text()
        name = "Antologien" if "kane2021kap1" in link.get_attribute("href") else "Masteroppgaven"
        first, last = re.search(r"s\.\s(\d+)(?:–(\d+))?(?: \(.*\))?$", whole).groups()
        wanted = [
            line
            for line in lines
            for found in [re.match(rf"{name}, s\.\s(\d+)", line)]
            if found and int(first) <= int(found[1]) <= int(last or first)
        ]
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        shown = page.locator("#hover-card .card-evidence li")
        assert shown.all_inner_texts() == wanted, whole
        boxes = [line.bounding_box() for line in shown.all()]
        assert all(below["y"] >= above["y"] + above["height"] for above, below in pairwise(boxes))
        asked += len(wanted) < len(lines)
    assert asked > 5
    assert page.errors == []


def test_every_line_of_the_evidence_begins_as_a_sentence_does(site):
    lines = 0
    for file in site.rglob("index.html"):
        for line in Page(file.read_text(encoding="utf-8")).root.css(".evidence-words :is(p, li)"):
            assert line.text()[0].isupper(), (file, line.text())
            lines += 1
    assert lines > 1000


# --- Citations that say no more than is needed ----------------------------------------------------


def cited_share(page):
    """Return how much of a page's own text, without «Kilder» and the folded lists, is text of its citations."""
    body = page.css_first(".page-body")
    for part in body.css("svg, .headerlink, [data-search-exclude]"):
        part.decompose()
    said = len(" ".join(body.text().split()))
    return sum(len(" ".join(link.text().split())) for link in body.css("a.citation")) / max(said, 1)


@pytest.mark.parametrize(
    "path",
    ["masteroppgaven/kapittel-5-teori", "masteroppgaven/kapittel-3-kunnskapsstatus", "teori/new-public-management",
     "teori/bakkebyrakratiet", "antologien/kapittel-1/utsatte-grupper", "antologien/kapittel-1/innsatser-mot-brukeren"],
)  # fmt: skip
def test_where_one_text_carries_a_page_at_most_8_percent_of_it_are_citations(site, path):
    assert cited_share(Page((site / path / "index.html").read_text(encoding="utf-8")).root) <= 0.08


def test_a_citation_that_shows_its_page_only_says_the_whole_to_who_hears_it(open_page):
    page = open_page("teori/new-public-management/")
    short = page.locator(".page-body a.citation", has_text="s.").filter(has_not_text="2022").filter(has_not_text="2021")
    assert short.count() > 20
    for link in short.all():
        whole, seen = link.get_attribute("aria-label"), link.inner_text()
        assert seen in whole and re.search(r"20\d\d", whole), whole


# --- On the first screen -----------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["metoder/ips/", "for-alle/", "oppslag/ordliste/"])
def test_when_it_was_checked_how_to_cite_it_and_its_works_are_on_the_first_screen(open_page, path, width):
    page = open_page(path, width, height=740)
    for part in (".page-facts time", ".page-tools > summary"):
        assert in_the_way(page.locator(part), scroll=False) == "", part
    assert page.locator(".page-tools, .page-files").first.bounding_box()["y"] < 420
    facts, title = page.locator(".page-facts").bounding_box(), page.locator("h1").bounding_box()
    assert 0 <= facts["y"] - title["y"] - title["height"] < 40


def test_the_line_says_how_long_the_page_takes_to_read_and_a_register_does_not(open_page, site, library):
    page = open_page("metoder/ips/")
    told = int(page.locator(".page-facts__minutes").text_content().split()[0])
    words = page.evaluate(r"""() => {
      const copy = document.querySelector(".page-body").cloneNode(true);
      for (const part of copy.querySelectorAll("svg, [data-search-exclude]")) part.remove();
      return copy.textContent.split(/\s+/).filter(Boolean).length;
    }""")
    assert abs(told - words / WORDS_A_MINUTE) <= 1
    assert open_page("oppslag/ordliste/").locator(".page-facts__minutes").count() == 0


def test_a_drawing_and_the_list_of_sources_are_not_read():
    text = "<p>Én to – tre.</p><svg><text>fire</text></svg><section data-search-exclude>fem</section>"
    assert count_words(Fragment(text).root) == 3


def test_the_works_of_a_page_are_one_press_away(open_page):
    page = open_page("metoder/ips/", 360)
    page.locator(".page-files > summary").click()
    for link in page.locator(".page-files a").all():
        assert is_seen(link, scroll=False)
    assert page.locator(".page-files a").all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON"]


# --- Tables ----------------------------------------------------------------------------------------

# Pieces of words that stand on two lines although no hyphen, dash or stroke parts them.
CUT = r"""() => {
  const cut = [];
  const range = document.createRange();
  for (const cell of document.querySelectorAll(".table :is(td, th)")) {
    if (cell.closest("thead")?.clientWidth <= 1) continue; // for a screen reader only: each cell has its label
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest("code")) continue; // names of fields have no syllables
      for (const { 0: piece, index } of walker.currentNode.data.matchAll(/[^\s\u00ad\-–—\/→]+/g)) {
        const lines = new Set();
        for (let place = index; place < index + piece.length; place++) {
          range.setStart(walker.currentNode, place);
          range.setEnd(walker.currentNode, place + 1);
          lines.add(Math.round([...range.getClientRects()].at(-1)?.top ?? 0)); // the hyphen shown before it comes first
        }
        if (lines.size > 1) cut.push(piece);
      }
    }
  }
  return cut;
}"""


@pytest.fixture(scope="module")
def with_tables(site):
    """Addresses of the pages that have a table."""
    files = sorted(site.rglob("index.html"))
    return [
        file.parent.relative_to(site).as_posix() for file in files if "table-frame" in file.read_text(encoding="utf-8")
    ]


WIDER = """() => [...document.querySelectorAll(".table-frame")]
  .filter((frame) => frame.scrollWidth > frame.clientWidth + 1).map((frame) => frame.ariaLabel)"""


@pytest.fixture(scope="module")
def tables(chromium, address, with_tables):
    """What is wrong with the tables: (measure, width) -> where; each page is visited once."""
    asked = [("cut", 360, CUT), ("wide", 768, WIDER), ("cut", 1280, CUT), ("wide", 1280, WIDER)]
    found = {(measure, width): [] for measure, width, _ in asked}
    page = chromium.new_page()
    for path in with_tables:
        page.set_viewport_size({"width": 360, "height": 900})
        page.goto(f"{address}/{path}/")
        for measure, width, script in asked:
            page.set_viewport_size({"width": width, "height": 900})
            found[measure, width] += [f"{path}: {what}" for what in page.evaluate(script)]
    page.close()
    assert len(with_tables) > 20
    return found


@pytest.mark.parametrize("width", [360, 1280])
def test_no_table_cuts_a_word_in_the_middle(tables, width):
    assert tables["cut", width] == []


@pytest.mark.parametrize("width", [768, 1280])
def test_every_table_fits_its_frame(tables, width):
    assert tables["wide", width] == []


def test_on_a_phone_a_row_is_a_card_under_its_name_and_still_a_row_to_a_screen_reader(open_page):
    page = open_page("metoder/", 360)
    row = page.locator(".table tbody tr").nth(3)
    name = row.locator("td").first
    assert name.inner_text() == "IPS" and in_the_way(name) == ""
    boxes = [cell.bounding_box() for cell in row.locator("td").all()]
    assert all(above["y"] < below["y"] for above, below in pairwise(boxes)), "the name stands over the rest"
    shown = row.locator("td").nth(3).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert shown == '"Styrke i forskningen"'
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if "role" in node and not node.get("ignored")]
    assert roles.count("table") == page.locator(".table").count()
    assert roles.count("cell") == page.locator(".table td").count()


def test_the_methods_side_by_side_are_one_table_on_a_wide_screen(open_page):
    page = open_page("metoder/", 1280)
    row = page.locator(".table tbody tr").nth(3)
    tops = {round(cell.bounding_box()["y"]) for cell in row.locator("td").all()}
    assert len(tops) == 1
    assert page.locator(".table").first.bounding_box()["y"] < page.locator(".cards").bounding_box()["y"]


def test_soft_hyphens_stay_out_of_what_is_copied_searched_and_carried_on(open_page, site):
    page = open_page("metoder/ips/")
    words = page.locator(".table").first.text_content()
    assert "\u00ad" in words
    copied = page.evaluate("""() => {
      getSelection().selectAllChildren(document.querySelector(".table"));
      const kept = new DataTransfer();
      document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: kept, bubbles: true, cancelable: true }));
      return [kept.getData("text/plain"), kept.getData("text/html")];
    }""")
    assert all(text and "\u00ad" not in text for text in copied)
    assert "sammendraget" in copied[0]
    for file in site.rglob("*"):
        if file.is_file() and (
            file.suffix in (".md", ".xml", ".json", ".csv", ".txt") or file.name.startswith("search")
        ):
            assert "\u00ad" not in file.read_text(encoding="utf-8"), file


def test_soft_hyphens_stand_in_tables_only_and_in_no_attribute_code_or_english(html_pages, site):
    for page in html_pages:
        for element in page.elements:
            assert not any("\u00ad" in value for value in element.attributes.values()), page.path
    tree = Page((site / "metoder/index.html").read_text(encoding="utf-8")).root
    for node in tree.css("p:not(td p), h2, code, td [lang]"):
        assert "\u00ad" not in node.text()
    assert with_soft_hyphens(read_language("nb"), "arbeidsinkludering") == "arbeids\u00adinklu\u00adde\u00adring"
    assert with_soft_hyphens(read_language("nb"), "kort ord, NAV, s. 123") == "kort ord, NAV, s. 123"
    assert without_soft_hyphens(with_soft_hyphens(read_language("nb"), "sammendraget")) == "sammendraget"


# --- The search before anything is typed -----------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_opened_search_says_what_one_can_ask_and_each_example_finds_something(open_page, library, width, scheme):
    page = open_page("for-alle/", width, scheme, height=740)
    opener = page.locator("a.search-open")
    opener.click()
    examples = page.locator(".search__example")
    assert examples.count() == len(library.site.search_examples) > 2
    for number in range(examples.count()):
        example = examples.nth(number)
        words = example.inner_text()
        assert in_the_way(example, scroll=False) == ""
        assert example.bounding_box()["height"] >= 43
        example.click()
        page.locator(".search__result").first.wait_for()
        field = page.locator(".search__field")
        assert field.input_value() == words
        assert field.evaluate("field => field === document.activeElement")
        assert page.locator(".search__hint").count() == 0
        field.fill("")
        assert is_seen(page.locator(".search__hint"), scroll=False)
    assert page.errors == []


def test_who_is_on_an_example_stays_there_when_the_search_has_loaded(open_page):
    page = open_page("for-alle/")
    held = []
    page.route("**/assets/search-*.js", lambda route: held.append(route) if held is not None else route.continue_())
    page.keyboard.press("Control+k")
    page.locator(".search__example").nth(1).focus()
    page.wait_for_timeout(200)
    waiting, held = held, None
    assert waiting
    for route in waiting:
        route.continue_()
    page.wait_for_function("globalThis.searchText !== undefined")
    page.wait_for_timeout(200)
    assert page.locator(":focus").inner_text() == page.locator(".search__example").nth(1).inner_text()
    page.keyboard.press("Enter")
    page.locator(".search__result").first.wait_for()


# --- Small things ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 360, 375, 390])
def test_the_name_of_the_site_is_whole_in_the_header(open_page, width):
    page = open_page("for-alle/", width, height=740)
    name = page.locator(".md-header__topic .md-ellipsis").first
    assert is_seen(name, scroll=False)
    assert name.evaluate("name => name.scrollWidth <= name.clientWidth && name.scrollHeight <= name.clientHeight + 1")
    lines = (
        "name => { const r = document.createRange(); r.selectNodeContents(name); return r.getClientRects().length; }"
    )
    assert name.evaluate(lines) == 1 or width == 320
    boxes = page.locator(".md-header__inner > *").evaluate_all("""all => all.map((one) => one.getBoundingClientRect())
      .filter(({ width }) => width).map(({ left, right }) => [left, right])""")
    assert max(right for _, right in boxes) <= width
    assert all(after[0] >= before[1] - 1 for before, after in pairwise(boxes))


def test_a_heading_is_copied_without_its_sign(open_page):
    page = open_page("metoder/ips/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.page-body h2'))")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "Målgruppe"
