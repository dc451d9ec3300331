"""The search, as a reader uses it, in a real Chromium."""

import gzip
import random
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import pytest
import yaml
from knowledge.language import read_language
from knowledge.search.documents import read_documents
from knowledge.search.index import build_index
from knowledge.search.words import words_of
from local_server import served
from playwright.sync_api import expect
from seen import is_seen

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
EVERYDAY = yaml.safe_load(Path(__file__).with_name("everyday_queries.yml").read_text(encoding="utf-8"))
GOLD = yaml.safe_load(Path(__file__).with_name("gold_queries.yml").read_text(encoding="utf-8"))
PAGE = "perspektiver/stotte/"
# Kilobytes as they are sent: before the first result, before everything is found, and in one file of excerpts.
MOST_BEFORE_FIRST_RESULT, MOST_AT_ONCE, MOST_OF_EXCERPTS = 90, 300, 20

# What a reader sees first for each of a list of queries: the addresses, in order, and how many there are.
ASK_ALL = """async (queries) => {
  const field = document.querySelector("#search-field");
  const root = new URL("..", document.querySelector("script[src*='assets/site.']").src).href;
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


def _shown(chromium, address, queries):
    page = chromium.new_page()
    page.goto(f"{address}/{PAGE}")
    page.keyboard.press("Control+k")
    page.wait_for_function(READY)
    shown = page.evaluate(ASK_ALL, queries)
    page.close()
    return dict(zip(queries, shown, strict=True))


@pytest.fixture(scope="module")
def ranks(chromium, address, library):
    """Query -> the place of the first expected result among those shown, 0 when it is not there."""
    shown = _shown(chromium, address, [gold["query"] for gold in GOLD])
    found = {}
    for gold in GOLD:
        expected = set(_addresses(library, gold["expect"]))
        results = shown[gold["query"]]
        found[gold["query"]] = next((place for place, result in enumerate(results, 1) if _answers(result, expected)), 0)
    return found


@pytest.fixture(scope="module")
def everyday(chromium, address):
    """Everyday question -> the addresses of what is shown, in order."""
    return _shown(chromium, address, [asked["query"] for asked in EVERYDAY])


def _answers(result, expected):
    return any(result == one or (one.endswith("/") and result.startswith(f"{one}#")) for one in expected)


def test_the_everyday_questions_are_many_of_every_reader_and_half_of_them_untuned(library):
    assert len({asked["query"] for asked in EVERYDAY}) == len(EVERYDAY) >= 60
    assert {asked["reader"] for asked in EVERYDAY} == {"nav", "students", "public"}
    assert sum(not asked["tuned"] for asked in EVERYDAY) * 2 >= len(EVERYDAY)
    for asked in EVERYDAY:
        for place in asked["expect"]:
            path, _, anchor = place.partition("#")
            page = library.pages[path]
            known = library.register(page.register) if page.register else {one.anchor for one in page.headings}
            assert not anchor or anchor in known, place


@pytest.mark.parametrize("half", [True, False], ids=["tuned", "untuned"])
def test_an_everyday_question_finds_its_answer_among_the_first_three(everyday, library, half):
    of_half = [asked for asked in EVERYDAY if asked["tuned"] is half]
    missed = []
    for asked in of_half:
        expected = list(_addresses(library, asked["expect"]))
        if not any(_answers(result, expected) for result in everyday[asked["query"]][:3]):
            missed.append(asked["query"])
    assert len(missed) / len(of_half) <= 0.07, missed


def test_a_question_that_a_page_says_it_answers_leads_there_when_it_is_typed(chromium, address, library):
    """The words of ``ask``: the page that has them comes first, or after another that has the very same."""
    asks = defaultdict(set)
    for page in library.pages.values():
        for asked in page.meta.get("ask", ()):
            of_part = not isinstance(asked, str)
            for question in asked["words"] if of_part else [asked]:
                asks[question].add(page.address)
    shown = _shown(chromium, address, list(asks))
    places = {
        question: next((at for at, one in enumerate(shown[question]) if one.partition("#")[0] in pages), 99)
        for question, pages in asks.items()
    }
    assert [question for question, place in places.items() if place > 2] == []
    assert sum(place == 0 for place in places.values()) / len(places) >= 0.98, [q for q, p in places.items() if p]


def test_no_everyday_question_is_left_without_a_result(everyday):
    assert [query for query, results in everyday.items() if not results] == []


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
    assert sum(1 <= rank <= 3 for rank in of_half) / len(of_half) >= 0.98, missed
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
    texts += ["§§ 29–35 og § 4–6, §§ 15–15a", "§ 11-* paragraf 3−4", "§§ 1–99999999999999999999 §§9–3 §§ 11-5–11-7"]
    page = open_search()
    theirs = page.evaluate(
        "(texts) => { const e = siteSearch.prepare(searchIndex); return texts.map(e.termsOf) }", texts
    )
    for text, terms in zip(texts, theirs, strict=True):
        assert terms == words_of(read_language("nb")).terms(text), text[:200]


def test_every_result_leads_to_a_page_and_a_place_there_is(open_search, site):
    """The index leaves out anchors that can be made of headings."""
    page = open_search()
    script = """() => {
      const engine = siteSearch.prepare(searchIndex, searchText);
      const found = new Set();
      const words = [...searchIndex.terms.split(" "), ...searchText.terms.split(" ")];
      for (const word of words.filter((word, number) => number % 7 === 0 && /^[a-z]/.test(word)))
        for (const { address, parts } of engine.search(word, 100).results) {
          found.add(address);
          for (const { anchor } of parts) if (anchor) found.add(address + "#" + anchor);
        }
      return [...found];
    }"""
    found = page.evaluate(script)
    assert len(found) > 500
    texts = {}
    for address in found:
        place, _, anchor = address.partition("#")
        if place not in texts:
            texts[place] = (site / place / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in texts[place], address


def test_what_is_sent_before_the_first_result_is_small(site):
    def sent(*paths):
        return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) / 1000

    assets = site / "assets"
    first = [*assets.glob("search-engine.*.js"), *assets.glob("search-index.*.js")]
    assert len(first) == 2
    assert sent(*first) <= MOST_BEFORE_FIRST_RESULT
    assert sent(*first, *assets.glob("search-text.*.js")) <= MOST_AT_ONCE
    excerpts = list((assets / "search").glob("*.js"))
    assert len(excerpts) > 20
    assert max(map(sent, excerpts)) <= MOST_OF_EXCERPTS


def test_excerpts_are_sent_for_when_they_are_seen_and_not_before(open_search):
    page = open_search()
    files = []
    page.on("request", lambda request: files.append(request.url) if "/assets/search/" in request.url else None)
    page.keyboard.type("mentor")
    page.locator(".search__text mark").first.wait_for()
    page.wait_for_load_state("networkidle")
    seen = len(set(files))
    below = ".search__results li:last-child .search__text:empty"
    assert page.locator(below).count() > 0, "what is further down is not sent for"
    page.locator(".search__results").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    page.locator(".search__results section:last-child .search__text mark").last.wait_for()
    assert len(set(files)) > seen


def test_results_by_names_stand_before_the_texts_have_come(open_page):
    page = open_page(PAGE)
    held = []
    page.route("**/assets/search-text.*.js", lambda route: held.append(route))
    page.keyboard.press("Control+k")
    page.keyboard.type("hybridmodellen")
    page.wait_for_function("document.querySelector('.search__title')?.innerText === 'Hybridmodellen'")
    assert "så langt" in page.locator(".search__count").inner_text()
    page.locator(".search__text mark").first.wait_for()
    page.wait_for_timeout(100)
    held[0].continue_()
    page.wait_for_function("!document.querySelector('.search__count').innerText.includes('så langt')")
    assert page.locator(".search__title").first.inner_text() == "Hybridmodellen"


def test_what_has_grown_too_large_is_sent_for_in_the_parts_a_question_needs(open_page, address, library, site):
    files = build_index(_documents(library, site), library.search_words, most_at_once=10_000)
    page = open_page(PAGE)
    asked = []

    def answer(route):
        # The files are made here without the names they are published under.
        path = re.sub(r"(search-(?:index|text))\.\w{8}\.js", r"\1.js", route.request.url.removeprefix(f"{address}/"))
        asked.append(path)
        route.fulfill(body=files[path], content_type="text/javascript; charset=utf-8")

    page.route(re.compile(r"/assets/search(?:-index|-text|/)"), answer)
    # From the beginning: no file of the site's own index may have come before.
    page.reload()
    asked.clear()
    page.keyboard.press("Control+k")
    page.wait_for_function(READY)
    page.keyboard.type("skjemavelde")
    page.wait_for_function("!document.querySelector('.search__count').innerText.includes('så langt')")
    assert page.locator(".search__title").count() > 1
    parts = [path for path in asked if "searchPostings" in files[path]]
    assert 0 < len(set(parts)) < sum("searchPostings" in text for text in files.values())
    assert len(set(parts)) == len(parts), "each is sent for once"


def _documents(library, site):
    rendered = {}
    for path, page in library.pages.items():
        text = (site / page.address / "index.html").read_text(encoding="utf-8")
        rendered[path] = (page.address, text[text.index("<article") : text.index("</article>")])
    return read_documents(library, rendered)


STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types search"
)


def test_it_works_under_a_policy_that_trusts_no_text_as_a_script_or_as_markup(chromium, address, site):
    page = chromium.new_page()
    broken = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))

    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": STRICT}
    source = (site / PAGE / "index.html").read_text(encoding="utf-8")
    page.route(f"{address}/{PAGE}", lambda route: route.fulfill(body=source, headers=headers))
    page.goto(f"{address}/{PAGE}")
    page.keyboard.press("Control+k")
    page.wait_for_function(READY)
    page.keyboard.type("mentor")
    page.locator(".search__text mark").first.wait_for()
    assert [text for text in broken if "search" in text.lower()] == []
    page.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("trepartssamarbeid", "praksis/den-tredelte-relasjonen/"),
        ("lønns tilskudd", "metoder/navs-tiltak/"),
        ("job spesialist", "metoder/jobbspesialisten/"),
        ("cocreation", "teori/samskaping/"),
        ("brukarmedverknad", "teori/brukermedvirkning-og-myndiggjoring/"),
        ("menneskerettar", "rettslig-grunnlag/menneskerettighetene/"),
        ("arbeidsgjevarar", "praksis/samtalen-med-arbeidsgiver/"),
        ("rettleiarar sitt skjøn", "teori/skjonn/"),
        ("reasonable accommodation", "rettslig-grunnlag/likestillings-og-diskrimineringsloven/"),
        ("how to cite", "for-studenter/siter-og-finn-kilden/"),
        ("§ 4–6", "rettslig-grunnlag/arbeidsmiljoloven/"),
        ("§§ 29-35", "rettslig-grunnlag/lovregister/#sosialtjenesteloven-29"),
        ("§ 11-6", "rettslig-grunnlag/folketrygdloven/"),
        ("folketrygdloven § 12-13", "rettslig-grunnlag/folketrygdloven/"),
        ("eksamen oppgaver", "oppslag/sporsmal/"),
        ("støtte til arbeidsgiver", "metoder/navs-tiltak/"),
        ("forskjell train-place og place-train", "metoder/"),
        ("bakkebyrokrattiet", "teori/bakkebyrakratiet/"),
    ],
)
def test_words_no_page_has_find_the_page_that_is_meant(chromium, address, query, expected):
    assert any(_answers(result, [expected]) for result in _shown(chromium, address, [query])[query][:3])


def test_a_result_leads_to_the_part_that_answers_and_not_to_what_is_uncertain(open_search):
    page = open_search()
    # A page called something else than what is asked, of which one part says most: its title leads to that part.
    page.locator("#search-field").fill("oppsigelse i prøvetida frist og varsel")
    led = page.locator(".search__result", has=page.locator(".search__parts")).evaluate_all(
        "results => results.map((one) => "
        "[one.querySelector('.search__title').hash, one.querySelector('.search__parts a').hash])"
    )
    to_a_part = [(title, part) for title, part in led if title]
    assert to_a_part and all(title == part for title, part in to_a_part), led
    for query in ("ringe arbeidsgiver første gang", "støtte til arbeidsgiver", "skjønn i NAV"):
        page.locator("#search-field").fill(query)
        parts = page.locator(".search__parts li:first-child a").evaluate_all("links => links.map((link) => link.hash)")
        assert len(parts) > 3
        assert "#hva-er-usikkert" not in parts[:3], query


def test_a_result_leads_to_the_part_whose_question_it_is(chromium, address, library):
    """A part of a page that says what it answers (``ask``) is where its words lead; the page's own name, to the top."""
    parts = {
        words: f"{page.address}#{asked['section']}"
        for page in library.pages.values()
        for asked in page.meta.get("ask", ())
        if not isinstance(asked, str)
        for words in asked["words"]
    }
    shown = _shown(chromium, address, list(parts))
    there = [shown[words][:3].count(place) for words, place in parts.items()]
    assert len(parts) > 50
    assert sum(map(bool, there)) / len(parts) >= 0.9, [
        words for words, found in zip(parts, there, strict=True) if not found
    ]
    titles = [page.title for page in library.pages.values() if page.kind in ("method", "theory")]
    for title, results in _shown(chromium, address, titles).items():
        assert "#" not in results[0], title


def test_who_asks_on_a_page_for_everyone_is_answered_by_those_pages_first(open_search):
    """Where the words tell nothing of who asks."""
    first = defaultdict(list)
    for path in ("for-alle/", "rettslig-grunnlag/"):
        page = open_search(path)
        for query in ("klagefrist", "tolk", "dialogmøte", "uføretrygd", "lønnstilskudd hvor mye"):
            page.locator("#search-field").fill(query)
            found = page.locator(".search__title").evaluate_all("links => links.map((link) => link.pathname)")
            first[path].append(next(place for place, address in enumerate(found) if "/for-alle/" in address))
    assert all(here <= there for here, there in zip(*first.values(), strict=True)), first
    assert sum(first["for-alle/"]) < sum(first["rettslig-grunnlag/"]), first


def test_to_cite_the_page_one_stands_on_is_a_result_that_unfolds_its_box(open_search):
    page = open_search()
    page.locator("#search-field").fill("siter denne siden")
    page.locator(".search__title", has_text="Siter denne siden").first.click()
    page.wait_for_url(f"**/{PAGE}#siter-denne-siden")
    assert page.locator(".page-tools").get_attribute("open") is not None


@pytest.mark.parametrize("key", ["Control", "Meta", "Shift"])
def test_a_click_that_opens_a_tab_leaves_the_search_open(open_search, key):
    page = open_search()
    page.locator("#search-field").fill("mentor")
    with page.context.expect_page() as opened:
        page.locator(".search__title").first.click(modifiers=["Control"] if key == "Meta" else [key])
    # A tab that has just opened stands on about:blank until what it asked for begins to come.
    opened.value.wait_for_url("**/mentor*/**")
    assert page.locator(".search").is_visible()
    assert page.locator("#search-field").input_value() == "mentor"


def test_a_click_with_the_middle_button_leaves_the_search_open(open_search):
    page = open_search()
    page.locator("#search-field").fill("mentor")
    with page.context.expect_page():
        page.locator(".search__title").first.click(button="middle")
    assert page.locator(".search").is_visible()


@pytest.mark.parametrize("place", ["another page", "the same page"])
def test_back_from_a_result_restores_the_query_and_the_list(open_search, place):
    page = open_search()
    query = "mentor" if place == "another page" else "støtteperspektivet usikkert"
    page.locator("#search-field").fill(query)
    page.locator(".search__text mark").first.wait_for()
    titles = page.locator(".search__title").all_inner_texts()
    page.locator(".search__results").evaluate("list => list.scrollTo(0, 120)")
    result = page.locator(".search__title").nth(2)
    if place == "the same page":
        result = page.locator(f".search__parts a[href*='{PAGE}#']").first
    result.click()
    page.wait_for_function("!document.querySelector('.search[open]')")
    if place == "another page":
        page.wait_for_url(lambda url: not url.endswith(PAGE))
    page.go_back()
    page.wait_for_function(READY)
    page.wait_for_function("document.querySelectorAll('.search__title').length > 3")
    assert page.locator("#search-field").input_value() == query
    page.wait_for_function(f"document.querySelectorAll('.search__title').length === {len(titles)}")
    assert page.locator(".search__title").all_inner_texts() == titles
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_timeout(200)
    assert page.locator(".search").is_hidden(), "what was closed stays closed"
    assert page.errors == []


def test_a_page_that_is_loaded_anew_does_not_open_the_search(open_search):
    page = open_search()
    page.locator("#search-field").fill("støtteperspektivet usikkert")
    page.locator(f".search__parts a[href*='{PAGE}#']").first.click()
    page.wait_for_function("!document.querySelector('.search[open]')")
    page.go_back()
    page.wait_for_function(READY)
    page.reload()
    page.wait_for_timeout(300)
    assert page.locator(".search").is_hidden()


@pytest.mark.parametrize("lost", ["metoder/individuell-jobbstotte/", "borte.html", "%E0%A4%A", "a/b/c/<b>x"])
def test_the_page_for_lost_readers_has_the_search_in_it(open_page, address, site, lost):
    page = open_page(PAGE)
    page.route(
        f"{address}/{lost}" if "<" not in lost else "**/a/b/c/**",
        lambda route: route.fulfill(status=404, path=site / "404.html"),
    )
    page.goto(f"{address}/{lost}")
    field = page.get_by_label("Søk etter det du ville lese")
    words_of_address = {"metoder/individuell-jobbstotte/": "metoder individuell jobbstotte", "borte.html": "borte"}
    if lost in words_of_address:
        assert field.input_value() == words_of_address[lost]
    field.fill("individuell jobbstøtte")
    field.press("Enter")
    page.wait_for_function(READY)
    assert page.locator("#search-field").input_value() == "individuell jobbstøtte"
    page.locator(".search__title").first.wait_for()
    assert "IPS" in page.locator(".search__title").first.inner_text()
    assert page.errors == []


def test_nothing_of_the_search_is_fetched_before_it_is_asked_for(chromium, address):
    page = chromium.new_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(f"{address}/")))
    page.goto(f"{address}/{PAGE}")
    page.wait_for_load_state("networkidle")
    assert len(fetched) > 3
    assert [path for path in fetched if "search" in path] == []
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


def test_on_a_phone_the_key_of_the_keyboard_shows_the_results_and_leads_nowhere(open_page):
    page = open_page(PAGE, 390, height=844, has_touch=True, is_mobile=True)
    page.locator("[data-opens-search]").first.tap()
    page.wait_for_function(READY)
    page.locator("#search-field").fill("lønnstilskudd")
    page.keyboard.press("Enter")
    expect(page.locator("#search-field")).not_to_be_focused()
    assert page.url.endswith(PAGE)
    assert is_seen(page.locator(".search__title").first, scroll=False)


def test_on_a_phone_three_results_have_their_titles_above_two_thirds_of_the_screen(open_page):
    page = open_page(PAGE, 390, height=844, has_touch=True, is_mobile=True)
    page.locator("[data-opens-search]").first.tap()
    page.wait_for_function(READY)
    for query in ("hvor mye kan jeg tjene", "brukeren møter ikke opp", "hvem kan få lønnstilskudd"):
        page.locator("#search-field").fill(query)
        expect(page.locator(".search__text").first).not_to_be_empty()
        assert page.locator(".search__title").nth(2).bounding_box()["y"] < 620, query


def test_it_says_which_words_no_page_has_and_not_those_of_which_a_page_has_another_form(open_search):
    page = open_search()
    told = page.locator(".search__unknown")
    page.locator("#search-field").fill("jobb for xqzwvkrym")
    expect(told).to_have_text("Ingen side har «xqzwvkrym». Dette ligner mest.")
    page.locator("#search-field").fill("folketrygdloven § 8-97")
    expect(told).to_contain_text("8-97")
    for query in ("§ 8-7", "jobbspesialistenes", "jobbsp", "lønnstilskuddsordning", "gjevar"):
        page.locator("#search-field").fill(query)
        expect(page.locator(".search__title").first).to_be_visible()
        assert told.count() == 0, query


def test_who_speaks_of_herself_gets_the_pages_for_everyone_before_those_for_advisers(chromium, address):
    of_herself, of_another = "jeg vil klage på vedtaket mitt", "brukeren vil klage på vedtaket"
    shown = _shown(chromium, address, [of_herself, of_another])

    def place(query, page):
        return next((number for number, result in enumerate(shown[query]) if result.startswith(page)), 99)

    assert place(of_herself, "for-alle/klage/") < place(of_herself, "for-deg-i-nav/klage/")
    assert place(of_another, "for-deg-i-nav/klage/") < place(of_another, "for-alle/klage/")


def test_who_asks_in_english_is_led_to_the_page_in_english(chromium, address):
    query = "where can I get help to find work in Norway"
    assert _shown(chromium, address, [query])[query][0].startswith("in-english/")


@pytest.mark.parametrize("size", ["200%", "250%"])
def test_large_text_covers_nothing_in_the_search_and_needs_no_way_sideways(open_page, size):
    page = open_page(PAGE, 390, height=844)
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    page.keyboard.press("Control+k")
    page.wait_for_function(READY)
    page.locator("#search-field").fill("arbeidsmiljøloven tilrettelegging")
    expect(page.locator(".search__title").first).to_be_visible()
    boxes = [page.locator(part).bounding_box() for part in (".search__form", ".search__count", ".search__results")]
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1
    count = page.locator(".search__count")
    assert count.evaluate("part => part.scrollHeight <= part.clientHeight + 1")
    assert page.locator(".search__results").evaluate("list => list.scrollWidth <= list.clientWidth")
    assert page.locator("#search-field").bounding_box()["width"] > 150


def test_results_come_while_a_word_is_being_typed(open_search):
    page = open_search()
    for typed in ("jobbsp", "jobbspesi", "jobbspesialiste"):
        page.locator("#search-field").fill(typed)
        shown = [link.get_attribute("href") for link in page.locator(".search__title").all()[:3]]
        assert any(address.endswith("/metoder/jobbspesialisten/") for address in shown), (typed, shown)


def test_a_part_that_stands_alone_among_the_results_says_which_page_it_is_of(open_search):
    page = open_search()
    page.locator("#search-field").fill("hva får jeg etterpå")
    result = page.locator(".search__result", has=page.locator("a[href*='i-tiltak/#']")).first
    expect(result.locator(".search__of")).to_have_text("i «Jeg er i tiltak»")
    assert is_seen(result.locator(".search__of"))
    whole = page.locator(".search__result", has=page.locator(".search__title[href$='/']")).first
    expect(whole.locator(".search__of")).to_have_count(0)


def test_a_result_says_which_part_matched_and_leads_to_it(open_search):
    page = open_search()
    page.locator("#search-field").fill("åtte prinsipper ips")
    part = page.locator(".search__parts a").first
    assert "Åtte prinsipper" in part.inner_text()
    page.locator(".search__parts mark").first.wait_for()
    part.click()
    page.wait_for_url("**/metoder/ips/#*")
    assert is_seen(page.locator("#åtte-prinsipper"), scroll=False)
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
    number = int(re.search(r"\d+", count.inner_text())[0])
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
    assert is_seen(page.locator("#search-field"), scroll=False)
    page.keyboard.type("skjønn")
    page.keyboard.press("Escape")
    assert page.locator(".search").is_hidden()
    assert way.evaluate("way => way === document.activeElement")
    page.keyboard.press(" ")
    assert is_seen(page.locator("#search-field"), scroll=False)


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
    assert is_seen(page.locator("#search-field"), scroll=False)
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
    "names of JavaScript alone": "constructor",
    "a word of nothing": "x" * 300 + "y",
    "a range without end": "§§ 1–99999999999999999999",
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
    # Who has typed nothing is told what to ask; else there is nothing but results.
    assert page.locator(".search__results > .search__hint").count() == (0 if text.strip() else 1)
    inside = page.locator(".search__results > :not(.search__hint)").locator(
        "xpath=descendant-or-self::*[not(self::section or self::h2 or self::ol or self::ul or self::li"
        " or self::a or self::p or self::span or self::mark)]"
    )
    assert inside.count() == 0
    assert all(
        link.startswith(page.url.removesuffix(PAGE))
        for link in page.locator(".search__results a").evaluate_all("links => links.map((link) => link.href)")
    )
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.errors == []


def test_who_has_begun_to_type_is_not_told_that_there_is_nothing(open_search):
    page = open_search()
    page.locator("#search-field").fill("k")
    page.wait_for_timeout(450)
    assert "Ingen treff" not in page.locator(".search__count").inner_text()
    page.locator("#search-field").fill("kl")
    page.wait_for_timeout(450)
    page.locator("#search-field").fill("qx")
    page.locator(".search__count", has_text="Ingen treff").wait_for()


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
    page.locator(".search__text mark").first.wait_for()
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
    page.route("**/assets/search-index.*.js", lambda route: route.abort())
    page.goto(f"{address}/{PAGE}")
    page.keyboard.press("Control+k")
    told = page.locator(".search__count a")
    told.wait_for()
    assert told.get_attribute("href").endswith("/oppslag/")
    page.unroute("**/assets/search-index.*.js")
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
    assert is_seen(page.locator(".search__title"), scroll=False)
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
