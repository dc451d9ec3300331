"""The literature page: whole without a script, filtered with one."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import axe_playwright_python
import pytest
from knowledge.register_pages.references import TYPES, VERIFIED
from marks import without_marks
from seen import in_the_way, is_seen

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
PATH = "oppslag/litteratur/"
SHOWN = "[...document.querySelectorAll('h3.entry')].filter(h => h.offsetParent !== null).map(h => h.id)"


@pytest.fixture
def open_list(open_page):
    """Return a function that opens the literature page with a query, in a context of its own."""
    return lambda query="", **options: open_page(f"{PATH}{query}", **options)


def shown(page):
    return set(page.evaluate(SHOWN))


def wait_for_count(page, count):
    page.wait_for_function(f"{SHOWN}.length === {count}")


@pytest.fixture(scope="module")
def entries(site):
    """Key -> the HTML of a work's entry, from its heading to the next."""
    text = without_marks((site / PATH / "index.html").read_text(encoding="utf-8"))
    parts = re.split(r'<h3 class="entry" id="([^"]+)">', text.partition("<article")[2].partition("</article>")[0])
    return dict(zip(parts[1::2], parts[2::2], strict=True))


# --- Without a script ----------------------------------------------------------------------------


def test_each_work_says_what_it_is_what_it_is_for_and_where_it_is_used(library, entries):
    assert set(entries) == set(library.references)
    for key, work in library.references.items():
        text = entries[key]
        reference = without_marks(library.labels.references[key])
        assert reference in text.replace(' class="bare-address"', ""), key
        assert f"<strong>Type:</strong> {library.language.say(TYPES[work.kind])}." in text, key
        assert library.language.say(VERIFIED[work.verified]) in text, key
        assert "<strong>Om verket:</strong>" in text, key
        if "doi" in work.fields:
            assert f'href="https://doi.org/{work.fields["doi"]}"' in text, key
        for path in library.usage.references[key]:
            assert f"/{library.pages[path].address}".rsplit("/", 2)[1] in text, (key, path)


def test_what_the_filter_reads_is_what_the_bibliography_says(library, entries):
    for key, work in library.references.items():
        facts = dict(re.findall(r'data-([a-z]+)="([^"]*)"', entries[key]))
        assert facts["type"] == library.language.say(TYPES[work.kind])
        assert facts["year"] == work.year
        assert facts["verified"] == library.language.say(VERIFIED[work.verified])
        assert tuple(filter(None, facts["topics"].split("; "))) == work.topics


def test_every_kind_of_work_in_the_bibliography_has_a_name_in_bokmaal(library):
    assert {work.kind for work in library.references.values()} <= set(TYPES)


def test_without_javascript_every_work_is_shown_and_no_filter(library, open_list):
    page = open_list("?emne=IPS", java_script_enabled=False)
    assert page.locator("h3.entry").count() == len(library.references)
    assert page.locator("h3.entry[hidden], p[hidden]").count() == 0
    assert page.locator(".work-filters").count() == 0
    assert page.locator(".letter-index a").count() > 20


# --- With it -------------------------------------------------------------------------------------


def test_all_works_are_shown_and_counted_before_anything_is_chosen(library, open_list):
    page = open_list()
    assert shown(page) == set(library.references)
    assert page.locator(".filter-status").inner_text() == f"Viser alle {len(library.references)} verk."
    assert page.locator(".filter-reset").is_hidden()


@pytest.mark.parametrize(
    ("name", "choice", "fits"),
    [
        ("emne", "IPS", lambda work: "IPS" in work.topics),
        ("type", "kapittel i bok", lambda work: work.kind == "incollection"),
        ("sprak", "engelsk", lambda work: work.fields.get("langid") == "english"),
        ("kontroll", "kontrollert", lambda work: work.verified == "yes"),
        ("fra", "2020", lambda work: work.year >= "2020"),
        ("til", "2005", lambda work: "" < work.year <= "2005"),
    ],
)
def test_a_choice_shows_the_works_that_fit_and_stands_in_the_address(library, open_list, name, choice, fits):
    expected = {key for key, work in library.references.items() if fits(work)}
    page = open_list()
    page.locator(f"#filter-{name}").select_option(choice)
    wait_for_count(page, len(expected))
    assert shown(page) == expected
    status = page.locator(".filter-status").inner_text()
    assert status.startswith(f"Viser {len(expected)} av {len(library.references)} verk.")
    assert ("uten årstall" in status) == (name in ("fra", "til"))
    page.wait_for_url(lambda address: parse_qs(urlsplit(address).query) == {name: [choice]})


def test_an_address_with_filters_shows_the_same_works_to_whoever_opens_it(library, open_list):
    page = open_list()
    page.locator("#filter-emne").select_option("IPS")
    page.locator("#filter-fra").select_option("2019")
    page.locator("#filter-tekst").fill("støtte")
    page.wait_for_function("location.search.includes('tekst')")
    first = shown(page)
    other = open_list("?" + urlsplit(page.url).query)
    assert shown(other) == first
    assert 0 < len(first) < len(library.references)
    assert other.locator("#filter-tekst").input_value() == "støtte"
    assert other.locator("#filter-emne").input_value() == "IPS"


def test_words_are_found_in_any_order_without_accents_and_without_ae_oe_aa(open_list):
    page = open_list("?tekst=lipsky+street-level")
    assert "lipsky2010" in shown(page)
    with_letters = shown(open_list("?tekst=støtte"))
    assert with_letters
    assert shown(open_list("?tekst=STOTTE")) == with_letters
    by_name = shown(open_list("?tekst=frøyland"))
    assert by_name
    for written in ("froyland", "Froeyland", "FRÖYLAND"):
        assert shown(open_list(f"?tekst={written}")) == by_name


def test_each_choice_says_how_many_works_it_would_leave(library, open_list):
    page = open_list("?kontroll=kontrollert")
    option = page.locator("#filter-emne option[value='IPS']")
    count = sum("IPS" in work.topics and work.verified == "yes" for work in library.references.values())
    assert option.text_content() == f"IPS ({count})"


def test_no_hit_is_said_in_words_and_the_filters_can_be_taken_away(library, open_list):
    page = open_list("?tekst=finnesikkeher")
    assert shown(page) == set()
    assert page.locator(".filter-status").inner_text().startswith("Ingen av de ")
    page.locator(".filter-reset").focus()
    page.keyboard.press("Enter")
    wait_for_count(page, len(library.references))
    page.wait_for_url(lambda address: urlsplit(address).query == "")
    assert page.evaluate("document.activeElement.id") == "filter-tekst", "focus is not lost with the button"


@pytest.mark.parametrize(
    "query",
    [
        "?tekst=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "?tekst=" + "a" * 5000,
        "?tekst=%F0%9F%98%80&emne=finnes-ikke&fra=abc&til=-1",
        "?tekst=(%5B%5C*%2B%22'",
        "?emne=%3Cscript%3E&sprak=&type=%00",
        "#%",
        "?tekst=%E0%A4%A",
    ],
)
def test_bad_input_gives_an_answer_and_no_markup(open_list, query):
    page = open_list(query)
    assert page.errors == []
    assert "av de" in page.locator(".filter-status").inner_text() or shown(page)
    assert page.locator("main img[src='x']").count() == 0


def test_the_number_of_hits_is_announced(open_list):
    status = open_list().locator(".filter-status")
    assert status.get_attribute("role") == "status", "role status is a polite live region"


def test_every_filter_is_reached_and_worked_by_keyboard_alone(open_list):
    page = open_list()
    page.locator("#filter-tekst").focus()
    page.keyboard.type("lipsky")
    page.locator(".filter-reset").wait_for()
    reached = []
    for _ in range(7):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent"))
    assert reached == ["emne", "type", "fra", "til", "sprak", "kontroll", "Fjern filtrene"]
    assert "lipsky2010" in shown(page)
    names = page.evaluate("[...document.querySelectorAll('.work-filters [name]')].map(c => c.labels[0].textContent)")
    assert len(names) == 7
    assert all(names)


def test_enter_in_the_text_field_leaves_the_page_where_it_is(open_list):
    page = open_list()
    page.locator("#filter-tekst").fill("lipsky")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search === '?tekst=lipsky'")
    assert "lipsky2010" in shown(page)


def test_a_link_to_a_hidden_work_shows_it(open_list, library):
    hidden = next(key for key, work in library.references.items() if "IPS" not in work.topics)
    page = open_list(f"?emne=IPS#{hidden}")
    assert hidden in shown(page)
    page = open_list("?emne=IPS")
    page.evaluate(f"location.hash = '{hidden}'")
    page.wait_for_function(f"document.getElementById('{hidden}').offsetParent !== null")
    assert page.locator(f"#{hidden}").evaluate("heading => heading.getBoundingClientRect().top < innerHeight")


def test_letters_without_hits_are_left_out_of_index_and_contents(open_list):
    page = open_list("?tekst=lipsky")
    letters = page.locator(".letter-index a:visible").all_inner_texts()
    headings = page.locator("h2[id^=bokstav-]:visible").count()
    contents = page.locator(".md-sidebar--secondary a[href^='#bokstav-']:visible").count()
    assert "L" in letters
    assert len(letters) == headings == contents < 10


def test_a_narrow_screen_holds_the_filters(open_list):
    page = open_list("?emne=IPS", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for control in page.locator(".work-filters :is(input, select, button)").all():
        assert in_the_way(control) == ""
        box = control.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["height"] >= 24


def test_on_a_narrow_screen_the_first_work_that_fits_is_in_sight_while_one_types(open_list):
    page = open_list(width=360, height=740, has_touch=True)
    field = page.locator("#filter-tekst")
    field.tap()
    page.evaluate("document.querySelector('.work-filters').scrollIntoView()")
    field.fill("mentor")
    page.wait_for_function("location.search === '?tekst=mentor'")
    first = page.locator("details.entry-row:not([hidden]) > summary").first
    assert is_seen(page.locator(".filter-status"), scroll=False)
    assert is_seen(first, scroll=False)
    page.locator(".filter-choices > summary").tap()
    assert is_seen(page.locator("#filter-emne"), scroll=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_filters(open_list, scheme):
    page = open_list("?emne=IPS", scheme=scheme)
    page.evaluate(AXE)
    result = page.evaluate(
        "axe.run(document.querySelector('.page-body'), {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})"
    )
    assert [f"{rule['id']}: {node['html'][:120]}" for rule in result["violations"] for node in rule["nodes"]] == []
