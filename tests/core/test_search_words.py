"""What the search knows, without a site: words, parts of a page, documents, the index."""

import json

import pytest
from knowledge.language import read_language
from knowledge.problems import ContentError
from knowledge.reading import read_library
from knowledge.registers.files import REGISTERS
from knowledge.search.documents import ASKED, GROUPS, Document, Name, read_documents
from knowledge.search.index import FOLDER, INDEX_FILE, TEXT_FILE, build_index
from knowledge.search.sections import Section, read_sections
from knowledge.search.words import words_of

words = words_of(read_language("nb"))


@pytest.mark.parametrize(
    "forms",
    [
        "arbeidsgiver arbeidsgivere arbeidsgiveren arbeidsgiverens arbeidsgiverne arbeidsgivernes",
        "tiltak tiltaket tiltakene tiltakenes tiltaka",
        "skjønn skjønnet skjønnets",
        "kartlegging kartlegge kartlegger kartleggingen",
        "rettighet rettigheten rettigheter rettighetene rettighetenes",
        "inkludering inkluderingen inkludere inkludert inkluderende",
        "NAV NAVs",
        "prosess prosessen prosesser prosessene",
    ],
)
def test_the_inflections_of_a_word_are_one_term(forms):
    assert len({words.terms(form)[0] for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("lonnstilskudd", "lønnstilskudd"),
        ("loennstilskudd", "lønnstilskudd"),
        ("LØNNSTILSKUDD", "lønnstilskudd"),
        ("innlaasing", "innlåsing"),
        ("innlasing", "innlåsing"),
        ("laerende", "lærende"),
        ("tilskud", "tilskudd"),
        ("Schoenfelder", "Schönfelder"),
        ("a\u030a", "å"),
    ],
)
def test_what_a_keyboard_or_a_hurried_finger_leaves_out_makes_no_difference(written, meant):
    assert words.fold(written) == words.fold(meant)


@pytest.mark.parametrize("written", ["§ 14 a", "§14a", "§ 14a", "paragraf 14 a", "§§ 14 a", "§\u00a014\u00a0a"])
def test_a_section_of_a_law_is_one_word_however_it_is_written(written):
    assert words.terms(written) == ["§14a"]


def test_numbers_of_sections_keep_their_hyphen_and_ranges_of_pages_do_not():
    assert words.terms("§ 4-2 på s. 17–36") == ["§4-2", "17", "36"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("§ 4–6", ["§4-6"]),
        ("§ 4—6", ["§4-6"]),
        ("§ 4−6", ["§4-6"]),
        ("§ 4\u20116", ["§4-6"]),
        ("§§ 29–32", ["§29", "§30", "§31", "§32"]),
        ("§§ 15 – 15 a", ["§15", "§15a"]),
        ("§§ 15 a–17", ["§15a", "§16", "§17"]),
        ("§§ 11-5–11-7", ["§11-5", "§11-6", "§11-7"]),
        ("§§ 9–3", ["§9", "§3"]),
        ("§§ 1–99999999999999999999", ["§1", "§99999999999999999999"]),
        ("§14a-vedtak", ["§14a", "vedtak"]),
        ("§ 11-*", ["§11-"]),
    ],
)
def test_a_section_may_be_written_with_any_dash_and_a_range_is_all_of_it(written, meant):
    assert words.terms(written) == meant


def test_no_word_of_the_language_stands_in_the_code(root):
    for file in (root / "scripts" / "knowledge" / "search").glob("*.py"):
        for word in ("arbeidsgiver", "veileder", "hvordan", "kva ", "employer"):
            assert word not in file.read_text(encoding="utf-8"), file.name


def test_what_the_pages_call_the_same_is_known_by_its_terms():
    found = words.aliases({"sjefen": "arbeidsgiver leder"}, {"sjef": "leiar"})
    assert found == {"sjef": ("arbeidsgiv", "led", "leiar")}


def test_words_that_say_nothing_of_the_matter_are_left_out():
    assert words.terms("Hva er det som skjer med arbeidslinja?") == ["skj", "arbeidslinj"]
    assert words.terms("noe når være") == []


@pytest.mark.parametrize("text", ["", " ", "*", '"', "+-", "<b>", "🙂", "\ud800", "§", "æ" * 10_000, "a\u0000b"])
def test_any_text_gives_terms_or_none(text):
    assert isinstance(words.terms(text), list)


def test_a_page_is_read_in_parts_with_their_anchors():
    html = (
        '<h1 id="a">Side<a class="headerlink" href="#a">¶</a></h1><div><p class="admonition-title">Kort sagt</p>'
        "<p>Det <em>korte</em> svaret.</p></div>"
        '<h2 id="b">Del</h2><table><tr><td>én</td><td>to</td></tr><tr><td></td><td>tre</td></tr></table>'
        "<script>nei()</script>"
        '<h3 id="c" class="entry">Oppføring</h3><p>Tekst &amp; mer.</p>'
        '<p><strong>Se også:</strong> <a href="#d">annet</a></p>'
        '<section data-search-exclude><h2 id="k">Kilder</h2><p>Bok</p></section><p>Slutt<br>her</p>'
    )
    found = [(part.level, part.anchor, part.heading, part.text, part.classes) for part in read_sections(html)]
    assert found == [
        (1, "", "Side", "Det korte svaret.", ()),
        (2, "b", "Del", "én · to · tre", ()),
        (3, "c", "Oppføring", "Tekst & mer. Slutt her", ("entry",)),
    ]


@pytest.mark.parametrize(
    "html", ["", "<p>", "</p></div>", "<h2 id='a'>", "<p><div><h2>x</p>", "<p>a<p>b</div>", "<svg><p>x"]
)
def test_broken_html_is_read_without_an_error(html):
    assert isinstance(read_sections(html), list)


@pytest.fixture
def documents(example):
    example.write("bibliography/search_words.yml", "acts:\n  arbeidsmiljøloven: [aml]\n")
    body = '!!! kort "Kort sagt"\n    Kort.\n\n## Hva nå\n\nSvar.\n\n### Mer\n\nMer svar.\n'
    example.page("sporsmal.md", "Spørsmål", body, kind="guide")
    asked = "audience: [public]\n"
    example.replace("docs/sporsmal.md", asked, asked + "ask: [hvem, {section: hva-nå, words: [og så]}]\n")
    example.replace("docs/stotte.md", asked, asked + "ask: [hjelp på jobben, {section: h, words: [kva no]}]\n")
    example.replace("docs/stotte.md", "## Hva er usikkert?", "## Hva er usikkert? {#h}")
    example.replace("docs/index.md", "stotte.md#hva-er-usikkert", "stotte.md")
    pages = ["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md", "sporsmal.md"]
    example.navigation(pages)
    library = read_library(example.folder)
    concept = '<h3 class="entry" id="innlasing">innlåsing</h3><p>Når …</p>'
    rendered = {
        "stotte.md": ("stotte/", '<h1>Støtte</h1><p>Innlåsing.</p><h2 id="h">Hva</h2><h3 id="i">Inni</h3><p>x</p>'),
        "ordliste.md": ("ordliste/", f"<h1>Ordliste</h1><p>a</p>{concept}"),
        "lovregister.md": ("lov/", '<h1>L</h1><h3 class="entry" id="arbeidsmiljoloven-4-2">Aml</h3><p>Arbeidet</p>'),
        "litteratur.md": ("lit/", '<h1>L</h1><h3 class="entry" id="lipsky2010">Lipsky, 2010</h3><p>Bok</p>'),
        "sporsmal.md": (
            "sporsmal/",
            '<h1>Spørsmål</h1><p>Kort.</p><h2 id="hva-nå">Hva nå</h2><p>Svar.</p><h3 id="mer">Mer</h3><p>Mer svar.</p>',
        ),
    }
    return {document.address: document for document in read_documents(library, rendered)}


def test_a_page_goes_by_the_concepts_it_explains(documents):
    page = documents["stotte/"]
    assert {Name("Støtte", 10), Name("innlåsing", 10), Name("lock-in", 9)} <= set(page.names)
    assert [part.heading for part in page.sections] == ["Støtte", "Hva", "Hva › Inni"]


def test_a_page_and_a_part_go_by_what_people_ask_that_they_answer(documents):
    page = documents["stotte/"]
    assert {Name("hjelp på jobben", ASKED), Name("kva no", ASKED, "h")} <= set(page.names)


def test_each_question_of_a_guide_is_found_on_its_own_and_once(documents):
    question = documents["sporsmal/#hva-nå"]
    assert question.title == "Hva nå"
    assert {Name("Hva nå", 10), Name("og så", ASKED)} <= set(question.names)
    assert [part.text for part in question.sections] == ["Svar. Mer Mer svar."]
    assert [part.text for part in documents["sporsmal/"].sections] == ["Kort."]
    assert Name("hvem", ASKED) in documents["sporsmal/"].names


def test_a_name_of_a_part_leads_to_the_part():
    parts = [Section(1, "", "A"), Section(2, "b", "B")]
    document = Document("a/", "A", "theory", [Name("søk", ASKED, "b"), Name("borte", ASKED, "c")], parts)
    assert _read(build_index([document]), INDEX_FILE)["documents"][0][4] == "b+1!k110:1", (
        "and one of no part is left out"
    )


def test_a_question_is_marked_by_all_its_words_in_order_but_not_by_their_inflection():
    assert words.phrase_mark("Hva er IPS?") == words.phrase_mark("hva er ips")
    assert words.phrase_mark("brukeren møter ikke opp") == words.phrase_mark("bruker møter ikke opp")
    assert len({words.phrase_mark(one) for one in ("hva er ips", "hvem kan få ips", "ips", "er hva ips")}) == 4


def test_words_for_a_part_that_is_not_there_stop_the_build(example):
    asked = "audience: [public]\n"
    example.replace("docs/stotte.md", asked, asked + "ask: [{section: hva-er-usikert, words: [så]}]\n")
    with pytest.raises(ContentError) as stopped:
        read_library(example.folder)
    assert "docs/stotte.md:6: [ask] 'ask' names the part 'hva-er-usikert'" in str(stopped.value)
    assert "did you mean 'hva-er-usikkert'?" in str(stopped.value)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("everyday: [sjef]\n", "search_words.yml:1: [search-words] 'everyday' does not fit"),
        ("acts: {}\nhverdag: {}\n", "search_words.yml:1: [search-words] 'bibliography/search_words.yml' does not fit"),
        ("acts:\n  a: {x: y}\n", "search_words.yml:2: [search-words] 'acts › a' does not fit"),
        ("acts: [\n", "search_words.yml:2: [search-words] the file is no YAML"),
    ],
)
def test_words_of_the_site_that_do_not_fit_stop_the_build(example, written, said):
    example.write("bibliography/search_words.yml", written)
    with pytest.raises(ContentError) as stopped:
        read_library(example.folder)
    assert said in str(stopped.value)


def test_the_index_says_which_words_tell_who_asks_and_which_pages_are_for_her():
    def page(address, *audience, language="nb"):
        return Document(address, "A", "guide", [], [Section(1, "", "A")], audience=audience, language=language)

    pages = [page("a/", "public"), page("b/", "nav"), page("c/", "nav", "public"), page("d/", "public", language="en")]
    readers = [{"language": "en", "least": 2, "words": "how my"}, {"audience": "nav", "words": "brukeren brukere"}]
    index = _read(build_index(pages, {"readers": readers}), INDEX_FILE)
    assert index["readers"] == [
        ["language", ["how", "my"], 2, [3], []],
        ["audience", ["bruk"], 1, [1, 2], [0, 3]],
    ]


def test_every_entry_of_a_register_is_found_on_its_own(documents):
    assert documents["ordliste/#innlasing"].group == "concepts"
    assert "aml § 4-2" in [name.text for name in documents["lov/#arbeidsmiljoloven-4-2"].names]
    assert Name("Lipsky", 7) in documents["lit/#lipsky2010"].names
    assert [part.text for part in documents["ordliste/"].sections] == ["a"], "the page itself holds no entry twice"


def test_every_kind_of_page_and_every_register_with_a_page_has_a_name_as_a_group(root, library):
    schema = json.loads((root / "scripts/knowledge/pages/front_matter.schema.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]["kind"]["enum"]) <= set(GROUPS)
    assert set(library.register_page) & {"references", *REGISTERS} <= set(GROUPS)


def _read(files, path):
    return json.loads(files[path].partition(" = ")[2].removesuffix(";\n"))


def test_a_page_that_answers_questions_is_grouped_by_its_part_of_the_menu():
    case = Document("a/", "A", "case", [Name("A", 10)], [Section(1, "", "A")], part="For deg i Nav")
    guide = Document("b/", "B", "guide", [Name("B", 10)], [Section(1, "", "B")], part="For alle")
    law = Document("c/", "C", "law", [Name("C", 10)], [Section(1, "", "C")])
    index = _read(build_index([case, guide, law, case]), INDEX_FILE)
    named = [index["groups"][document[3]] for document in index["documents"]]
    assert named == [["case", "For deg i Nav"], ["guide", "For alle"], ["law", "Rett"], ["case", "For deg i Nav"]]


def test_the_index_says_where_each_term_stands_and_how_much_it_counts():
    first = Document("a/", "A", "theory", [Name("Skjønn", 10)], [Section(1, "", "Skjønn", text="skjønn rom skjønnet")])
    second = Document("b/", "B", "method", [], [Section(1, "", "B"), Section(2, "r", "Rom", text="rom side")])
    files = build_index([first, second])
    index, text = _read(files, INDEX_FILE), _read(files, TEXT_FILE)
    assert (index["terms"], text["terms"]) == ("rom skjon", "sid"), "names and headings first, the rest with the text"
    # «rom»: section 0 once (0 * 4 + 0), section 2 in the heading (2 * 4 + 3); «skjon»: section 0 twice (0 * 4 + 1)
    assert text["postings"] == "0,b;1;8"
    assert index["postings"] == "b;", "of headings alone"
    assert index["pages"] == ["a/", "b/"]
    assert index["documents"] == [
        [0, "", "A", list(GROUPS).index("theory"), "a:1", [""]],
        [1, "", "B", list(GROUPS).index("method"), "", ["", ["Rom", "r"]]],
    ]
    [[start, name]] = index["excerpts"]
    assert start == 0
    excerpts = files[f"{FOLDER}/{name}.js"]
    assert excerpts == f'(globalThis.searchExcerpts ??= {{}})["{name}"] = ["skjønn rom skjønnet","","rom side"];\n'
    assert text["version"] == index["version"]


def test_the_same_documents_give_the_same_files_and_other_text_another_version_and_other_names():
    def files(text):
        return build_index([Document("a/", "A", "theory", [], [Section(1, "", "A", text=text)])])

    assert files("x") == files("x")
    assert _read(files("xyz"), INDEX_FILE)["version"] != _read(files("abc"), INDEX_FILE)["version"]
    assert set(files("xyz")) != set(files("abc")), "an old index must not meet new excerpts"


def test_an_index_that_has_grown_too_large_comes_in_parts_with_all_that_is_in_it():
    text = " ".join(f"ord{number}x" for number in range(3000))
    documents = [Document("a/", "A", "theory", [], [Section(1, "", "A", text=text)])]
    whole, parted = _read(build_index(documents), TEXT_FILE), build_index(documents, most_at_once=1000)
    listed = _read(parted, TEXT_FILE)
    assert listed["postings"] == ""
    entries = []
    for first, name in listed["parts"]:
        assert first == len(entries)
        entries += json.loads(parted[f"{FOLDER}/{name}.js"].partition(" = ")[2].removesuffix(";\n")).split(";")
    assert entries == whole["postings"].split(";")


def test_excerpts_come_in_files_of_a_few_pages():
    documents = [
        Document(f"{name}/", name, "theory", [], [Section(1, "", name, text=f"{name} " * 3500)]) for name in "abc"
    ]
    listed = _read(build_index(documents), INDEX_FILE)["excerpts"]
    assert [first for first, _ in listed] == [0, 2], "a file is closed when it has enough"


def test_a_site_without_pages_has_an_empty_index():
    assert _read(build_index([]), INDEX_FILE)["documents"] == []
