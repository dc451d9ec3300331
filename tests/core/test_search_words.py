"""What the search knows, without a site: words, parts of a page, documents, the index."""

import json

import pytest
from knowledge.reading import read_library
from knowledge.registers.files import REGISTERS
from knowledge.search import words
from knowledge.search.documents import GROUPS, Document, Name, read_documents
from knowledge.search.index import INDEX_FILE, TEXT_FILE, build_index
from knowledge.search.sections import Section, read_sections


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
        '<h2 id="b">Del</h2><table><tr><td>én</td><td>to</td></tr></table><script>nei()</script>'
        '<h3 id="c" class="entry">Oppføring</h3><p>Tekst &amp; mer.</p>'
        '<p><strong>Se også:</strong> <a href="#d">annet</a></p>'
        '<section data-search-exclude><h2 id="k">Kilder</h2><p>Bok</p></section><p>Slutt<br>her</p>'
    )
    found = [(part.level, part.anchor, part.heading, part.text, part.classes) for part in read_sections(html)]
    assert found == [
        (1, "", "Side", "Det korte svaret.", ()),
        (2, "b", "Del", "én to", ()),
        (3, "c", "Oppføring", "Tekst & mer. Slutt her", ("entry",)),
    ]


@pytest.mark.parametrize(
    "html", ["", "<p>", "</p></div>", "<h2 id='a'>", "<p><div><h2>x</p>", "<p>a<p>b</div>", "<svg><p>x"]
)
def test_broken_html_is_read_without_an_error(html):
    assert isinstance(read_sections(html), list)


@pytest.fixture
def documents(example):
    library = read_library(example.folder)
    concept = '<h3 class="entry" id="innlasing">innlåsing</h3><p>Når …</p>'
    rendered = {
        "stotte.md": ("stotte/", '<h1>Støtte</h1><p>Innlåsing.</p><h2 id="h">Hva</h2><h3 id="i">Inni</h3><p>x</p>'),
        "ordliste.md": ("ordliste/", f"<h1>Ordliste</h1><p>a</p>{concept}"),
        "lovregister.md": ("lov/", '<h1>L</h1><h3 class="entry" id="arbeidsmiljoloven-4-2">Aml</h3><p>Arbeidet</p>'),
        "litteratur.md": ("lit/", '<h1>L</h1><h3 class="entry" id="lipsky2010">Lipsky, 2010</h3><p>Bok</p>'),
    }
    return {document.address: document for document in read_documents(library, rendered)}


def test_a_page_goes_by_the_concepts_it_explains(documents):
    page = documents["stotte/"]
    assert {Name("Støtte", 10), Name("innlåsing", 10), Name("lock-in", 9)} <= set(page.names)
    assert [part.heading for part in page.sections] == ["Støtte", "Hva", "Hva › Inni"]


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


def test_the_index_says_where_each_term_stands_and_how_much_it_counts():
    first = Document("a/", "A", "theory", [Name("Skjønn", 10)], [Section(1, "", "Skjønn", text="skjønn rom skjønnet")])
    second = Document("b/", "B", "method", [], [Section(1, "", "B"), Section(2, "r", "Rom", text="rom")])
    files = build_index([first, second])
    index, text = _read(files, INDEX_FILE), _read(files, TEXT_FILE)
    assert index["terms"].split() == ["rom", "skjon"]
    # «rom»: section 0 once (0 * 4 + 0), section 2 in the heading (2 * 4 + 3); «skjon»: section 0 twice (0 * 4 + 1)
    assert index["postings"] == "0,b;1"
    assert index["documents"][0] == ["a/", "A", list(GROUPS).index("theory"), [[10, 1]]]
    assert index["sections"] == [[0, "", ""], [1, "", ""], [1, "r", "Rom"]]
    assert text["sections"] == ["skjønn rom skjønnet", "", "rom"]
    assert text["version"] == index["version"]


def test_the_same_documents_give_the_same_files_and_other_text_another_version():
    def files(text):
        return build_index([Document("a/", "A", "theory", [], [Section(1, "", "A", text=text)])])

    assert files("x") == files("x")
    assert _read(files("xyz"), INDEX_FILE)["version"] != _read(files("abc"), INDEX_FILE)["version"]


def test_a_site_without_pages_has_an_empty_index():
    assert _read(build_index([]), INDEX_FILE)["documents"] == []
