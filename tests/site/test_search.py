"""The search, as a reader uses it, in a real Chromium."""

import gzip
import random
from pathlib import Path

import axe_playwright_python
import pytest
import yaml
from knowledge.search import words
from local_server import served

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
GOLD = yaml.safe_load(Path(__file__).with_name("gold_queries.yml").read_text(encoding="utf-8"))
PAGE = "perspektiver/stotte/"
# Kilobytes as they are sent; the text comes after the first results.
MOST_BEFORE_FIRST_RESULT, MOST_OF_TEXT = 300, 400

# What a reader sees first for each of a list of queries: the addresses, in order, and how many there are.
ASK_ALL = """async (queries) => {
  const field = document.querySelector("#search-field");
  const root = new URL("..", document.querySelector("script[src$='assets/search.js']").src).href;
  return queries.map((query) => {
    field.value = query;
    field.dispatchEvent(new Event("input"));
    return [...document.querySelectorAll(".search__title")].map((link) => decodeURI(link.href).replace(root, ""));
  });
}"""
READY = "() => globalThis.searchText && document.querySelector('.search[open]')"


@pytest.fixture
def open_search(open_page):
    """Return a function that opens a page, and the search on it."""

    def open_at(path=PAGE, **options):
        page = open_page(path, **options)
        page.keyboard.press("Control+k")
        page.wait_for_function(READY)
        return page

    return open_at


def _addresses(library, expected):
    for place in expected:
        path, _, anchor = place.partition("#")
        yield library.pages[path].address + (f"#{anchor}" if anchor else "")


@pytest.fixture(scope="module")
def ranks(chromium, address, library):
    """Query -> the place of the first expected result among those shown, 0 when it is not there."""
    page = chromium.new_page()
    page.goto(f"{address}/{PAGE}")
    page.keyboard.press("Control+k")
    page.wait_for_function(READY)
    shown = page.evaluate(ASK_ALL, [gold["query"] for gold in GOLD])
    page.close()
    found = {}
    for gold, results in zip(GOLD, shown, strict=True):
        expected = set(_addresses(library, gold["expect"]))
        found[gold["query"]] = next((place for place, result in enumerate(results, 1) if result in expected), 0)
    return found


def test_the_gold_queries_are_many_and_half_of_them_untuned():
    assert len(GOLD) >= 120
    assert len({gold["query"] for gold in GOLD}) == len(GOLD)
    assert sum(not gold["tuned"] for gold in GOLD) * 2 >= len(GOLD)


def test_every_gold_query_expects_pages_and_entries_there_are(library):
    for gold in GOLD:
        for place in gold["expect"]:
            path, _, anchor = place.partition("#")
            page = library.pages[path]
            assert not anchor or anchor in library.register(page.register), place


@pytest.mark.parametrize("half", ["all", "untuned"])
def test_the_right_page_is_among_the_first_three_and_mostly_first(ranks, half):
    of_half = [ranks[gold["query"]] for gold in GOLD if half == "all" or not gold["tuned"]]
    missed = [query for query, rank in ranks.items() if not 1 <= rank <= 3]
    assert sum(1 <= rank <= 3 for rank in of_half) / len(of_half) >= 0.95, missed
    assert sum(1 / rank for rank in of_half if rank) / len(of_half) >= 0.85


@pytest.mark.parametrize("kind", sorted({gold["tests"] for gold in GOLD}))
def test_no_sort_of_query_is_left_behind(ranks, kind):
    of_kind = [ranks[gold["query"]] for gold in GOLD if gold["tests"] == kind]
    assert sum(1 <= rank <= 3 for rank in of_kind) / len(of_kind) >= 0.85


def test_the_browser_makes_the_same_terms_as_the_index(open_search, library):
    """The two halves of the search agree on what a word is, whatever the text."""
    rng = random.Random(1)
    letters = "aåæøeoiäöéßłﬁ§0123456789 a-–\u2011\u00a0.x"
    texts = [gold["query"] for gold in GOLD] + [page.body for page in library.pages.values()]
    texts += ["".join(rng.choices(letters, k=60)) for _ in range(2000)]
    page = open_search()
    theirs = page.evaluate(
        "(texts) => { const e = siteSearch.prepare(searchIndex); return texts.map(e.termsOf) }", texts
    )
    for text, terms in zip(texts, theirs, strict=True):
        assert terms == words.terms(text), text[:200]


def test_what_is_sent_before_the_first_result_is_small(site):
    def sent(*names):
        return sum(len(gzip.compress((site / "assets" / name).read_bytes(), 9)) for name in names) / 1000

    assert sent("search.js", "search-engine.js", "search-index.js") <= MOST_BEFORE_FIRST_RESULT
    assert sent("search-text.js") <= MOST_OF_TEXT


def test_nothing_of_the_search_is_fetched_before_it_is_asked_for(chromium, address):
    page = chromium.new_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(f"{address}/")))
    page.goto(f"{address}/{PAGE}")
    page.wait_for_load_state("networkidle")
    assert [path for path in fetched if "search" in path] == ["assets/search.css", "assets/search.js"]
    page.close()


def test_the_themes_own_search_is_not_shipped(site, html_pages):
    assert not (site / "search").exists()
    assert not list(site.rglob("*lunr*"))
    assert not list((site / "assets").rglob("workers/*"))
    for page in html_pages:
        assert not [one for one in page.elements if "md-search" in one.attributes.get("class", "")], page.path


def test_a_page_is_found_by_its_title_and_opened_with_enter(open_search):
    page = open_search("")
    page.keyboard.type("støtteperspektivet", delay=5)
    assert page.locator(".search__title").first.inner_text() == "Støtteperspektivet"
    page.keyboard.press("Enter")
    page.wait_for_url("**/perspektiver/stotte/")
    assert page.locator("h1").inner_text().startswith("Støtteperspektivet")


def test_results_come_while_a_word_is_being_typed(open_search):
    page = open_search()
    for typed in ("jobbsp", "jobbspesi", "jobbspesialiste"):
        page.locator("#search-field").fill(typed)
        shown = [link.get_attribute("href") for link in page.locator(".search__title").all()[:3]]
        assert any(address.endswith("/metoder/jobbspesialisten/") for address in shown), (typed, shown)


def test_a_result_says_which_part_matched_and_leads_to_it(open_search):
    page = open_search()
    page.locator("#search-field").fill("åtte prinsipper ips")
    part = page.locator(".search__parts a").first
    assert "Åtte prinsipper" in part.inner_text()
    assert page.locator(".search__parts mark").count() > 0
    part.click()
    page.wait_for_url("**/metoder/ips/#*")
    assert page.locator("#åtte-prinsipper").is_visible()
    assert page.locator(".search").is_hidden()


def test_results_are_grouped_by_kind_under_headings(open_search):
    page = open_search()
    page.locator("#search-field").fill("lønnstilskudd")
    groups = page.locator(".search__heading").all_inner_texts()
    assert groups[0] == "Beste treff"
    assert {"Begreper", "Litteratur"} & set(groups[1:])
    assert len(set(groups)) == len(groups)
    for section in page.locator(".search__results ol").all():
        name = section.get_attribute("aria-labelledby")
        assert page.locator(f"#{name}").count() == 1


def test_the_number_of_hits_is_said_in_a_live_region(open_search):
    page = open_search()
    count = page.locator(".search__count")
    assert count.get_attribute("role") == "status"
    page.locator("#search-field").fill("hybridmodellen")
    page.wait_for_function("document.querySelector('.search__count').getAttribute('aria-live') === 'polite'")
    shown = page.locator(".search__title").count()
    number = int(count.inner_text().split()[0])
    assert number >= shown > 3
    page.locator("#search-field").fill("xqzwv")
    assert count.inner_text().startswith("Ingen treff.")
    assert count.locator("a").get_attribute("href").endswith("/oppslag/")


def test_the_keyboard_goes_through_the_results_and_back(open_search):
    page = open_search()
    active = "document.activeElement"
    page.keyboard.type("mentor")
    links = page.locator(".search__results a")
    page.keyboard.press("ArrowDown")
    assert links.nth(0).evaluate(f"link => link === {active}")
    page.keyboard.press("ArrowDown")
    assert links.nth(1).evaluate(f"link => link === {active}")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(f"{active}.id") == "search-field"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(f"{active}.id") == "search-field"
    page.keyboard.press("ArrowDown")
    page.keyboard.type("n")
    assert page.locator("#search-field").input_value() == "mentorn", "what is typed on a result goes into the field"
    page.wait_for_timeout(100)
    assert page.url.endswith(PAGE), "and the theme's own keys (n for the next page) are still"
    page.keyboard.press("Backspace")
    for _ in range(200):
        page.keyboard.press("ArrowDown")
    assert links.last.evaluate(f"link => link === {active}")


def test_escape_closes_and_gives_the_focus_back(open_search):
    page = open_search()
    page.keyboard.press("Escape")
    assert page.locator(".search").is_hidden()
    way = page.locator("a.search-open")
    way.focus()
    page.keyboard.press("Enter")
    assert page.locator(".search").is_visible()
    page.keyboard.type("skjønn")
    page.keyboard.press("Escape")
    assert page.locator(".search").is_hidden()
    assert way.evaluate("way => way === document.activeElement")
    page.keyboard.press(" ")
    assert page.locator(".search").is_visible()


def test_the_focus_stays_in_the_open_search(open_search):
    page = open_search()
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('.search')"
        )
        assert inside


def test_no_key_of_one_letter_does_anything(chromium, address):
    """WCAG 2.2, 2.1.4: the theme opens its search on f, s and /, and turns the page on n, p, comma and full stop."""
    page = chromium.new_page()
    page.goto(f"{address}/{PAGE}")
    for key in "fs/np,.":
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url == f"{address}/{PAGE}"
    assert page.locator(".search").is_hidden()
    page.keyboard.press("Control+k")
    assert page.locator(".search").is_visible()
    assert page.locator("#search-field").input_value() == ""
    page.close()


BAD_INPUT = {
    "nothing": "",
    "white space": " \t\u00a0 ",
    "10,000 characters": "a" * 10_000,
    "10,000 characters of words": "arbeidsinkludering " * 530,
    "HTML": '<img src=x onerror="document.body.dataset.broken=1"><script>document.body.dataset.broken=1</script>',
    "HTML with a word of ours": "<b>mentor</b>&amp;<a href='javascript:alert(1)'>skjønn</a>",
    "emoji": "🙂👩🏽‍⚖️",
    "emoji and a word": "🙂 mentor",
    "asterisk": "*",
    "quote": '"',
    "plus and minus": "+-",
    "operators": '+mentor -skjønn "tett oppfølging" title:ips ~2 ^3',
    "regular expression": "(.*)+[a-",
    "path": "../../../../etc/passwd",
    "lone surrogate": "\\ud800",
    "names of JavaScript": "__proto__ constructor toString",
    "other letters": "работа 工作 عمل",
    "stop words": "hva er det som",
    "right to left": "\u202ementor",
}


@pytest.mark.parametrize("text", BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_gives_an_answer_or_none_and_never_an_error(open_search, text):
    page = open_search()
    field = page.locator("#search-field")
    if text == "\\ud800":
        page.evaluate("() => { const f = document.querySelector('#search-field'); f.value = '\\ud800'; "
                      "f.dispatchEvent(new Event('input')); }")  # fmt: skip
    else:
        field.fill(text)
    page.wait_for_timeout(450)
    said = page.locator(".search__count").inner_text()
    assert said == "" if not text.strip() else "treff" in said
    assert page.evaluate("document.body.dataset.broken") is None
    inside = page.locator(".search__results :not(section, h2, ol, ul, li, a, p, span, mark)")
    assert inside.count() == 0
    assert all(
        link.startswith(page.url.removesuffix(PAGE))
        for link in page.locator(".search__results a").evaluate_all("links => links.map((link) => link.href)")
    )
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.errors == []


def test_a_query_in_the_address_is_text_and_nothing_else(chromium, address):
    page = chromium.new_page()
    page.goto(f"{address}/?q=%3Cimg%20src%3Dx%20onerror%3D%22document.body.dataset.broken%3D1%22%3Ementor")
    page.wait_for_function(READY)
    assert page.locator(".search__title").count() > 0
    assert page.locator(".search img").count() == 0
    assert page.evaluate("document.body.dataset.broken") is None
    page.close()


def test_it_works_below_another_folder(open_search, site):
    with served(site.parent) as above:
        page = open_search(start=f"{above}/{site.name}")
        page.keyboard.type("hybridmodellen")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{site.name}/metoder/hybridmodellen/")


def test_it_works_from_disk_without_a_server(open_search, site):
    page = open_search(path=f"{PAGE}index.html", start=site.as_uri())
    page.keyboard.type("hybridmodellen")
    first = page.locator(".search__title").first
    assert first.inner_text() == "Hybridmodellen"
    assert first.get_attribute("href").startswith(site.as_uri())
    assert page.locator(".search__text mark").count() > 0
    assert page.errors == []


def test_without_javascript_the_way_to_the_search_leads_to_the_reference_pages(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{PAGE}")
    page.locator("a.search-open").click()
    page.wait_for_url("**/oppslag/")
    context.close()


def test_an_index_that_cannot_be_fetched_is_said_and_tried_again(chromium, address):
    page = chromium.new_page()
    page.route("**/assets/search-index.js", lambda route: route.abort())
    page.goto(f"{address}/{PAGE}")
    page.keyboard.press("Control+k")
    told = page.locator(".search__count a")
    told.wait_for()
    assert told.get_attribute("href").endswith("/oppslag/")
    page.unroute("**/assets/search-index.js")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("mentor")
    page.locator(".search__title").first.wait_for()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_open_search_and_it_fits_the_screen(open_search, width, scheme):
    page = open_search(width=width, scheme=scheme)
    page.keyboard.type("sosialtjenesteloven § 20 a")
    page.locator(".search__parts").first.wait_for()
    page.evaluate(AXE)
    tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
    result = page.evaluate(f"axe.run('.search', {{runOnly: {tags}}})")
    found = [f"{rule['id']}: {node['html'][:120]}" for rule in result["violations"] for node in rule["nodes"]]
    assert found == []
    box = page.locator(".search").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.locator(".search__results").evaluate("list => list.scrollWidth <= list.clientWidth")


def test_the_focus_is_seen_on_the_field_and_on_results(open_search):
    page = open_search()
    page.keyboard.type("mentor")
    for _ in range(2):
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        page.keyboard.press("ArrowDown")
