"""The bibliography and the pages in the formats others read, read back with parsers that are not ours."""

import datetime
import html
import json
import re
import subprocess
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs

import citeproc
import pypandoc
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from example_project import REFERENCES
from knowledge.bibliography import entry
from knowledge.exports import bibtex, coins, csl_json, lists, page_citation, page_metadata, records, ris
from knowledge.exports.published import PublishedPage, Site, day
from knowledge.language import read_language
from knowledge.problems import ContentError
from knowledge.reading import read_library
from knowledge.registers.entries import Entry
from knowledge.registers.references import read_references
from lxml import etree
from pybtex.database import parse_string

# Fields of the register that say something of the work itself, and so must travel.
TRAVELS = {
    "title", "titleaddon", "shorttitle", "year", "date", "journaltitle", "booktitle", "series", "volume", "number",
    "chapter", "pages", "eid", "pagetotal", "doi", "url", "isbn", "publisher", "organization", "institution",
    "location", "edition", "version", "type", "langid", "keywords", "volumes", "pubstate",
}  # fmt: skip
# Fields that say what this site found, which only BibTeX carries word for word.
STAYS = {"verified", "unverified", "mentioned", "annotation", "remark", "read", "pagesread", "ids"}
KINDS = {
    # register: BibTeX, CSL, RIS, COinS
    "article": ({"article"}, "article-journal", "JOUR", "article"),
    "book": ({"book"}, "book", "BOOK", "book"),
    "incollection": ({"incollection"}, "chapter", "CHAP", "bookitem"),
    "legislation": ({"techreport"}, "report", "RPRT", "report"),
    "misc": ({"misc"}, "document", "RPRT", "document"),
    "online": ({"online"}, "webpage", "ELEC", "webpage"),
    "report": ({"techreport"}, "report", "RPRT", "report"),
    "thesis": ({"mastersthesis", "phdthesis", "thesis"}, "thesis", "THES", None),
}
LANGUAGES = {"norsk": "nb-NO", "nynorsk": "nn-NO", "english": "en-US", "danish": "da-DK", "swedish": "sv-SE"}


def same(text):
    """Return what two writings of a text must have in common: letters and digits, whatever their case."""
    return "".join(sign for sign in unicodedata.normalize("NFC", str(text)).casefold() if sign.isalnum())


def web(work):
    """Return a work's addresses; the register makes a dash of two hyphens, which no address holds."""
    return [work.fields["url"].replace("–", "--")] if "url" in work.fields else []


@pytest.fixture(scope="module")
def made(library):
    return library.records


@pytest.fixture(scope="module")
def whole(library):
    """The three files of the whole bibliography: ending -> text."""
    works = lists.WorkList(lists.WHOLE, tuple(library.references))
    return {Path(name).suffix[1:]: text for name, text in lists.files(works, library.records).items()}


def test_every_field_of_the_register_is_known_to_travel_or_to_stay(library):
    used = {name for work in library.references.values() for name in work.fields}
    assert used <= TRAVELS | STAYS, "say in exports/ and here what becomes of a new field"


def test_pybtex_reads_every_work_and_every_field_from_the_bibtex_file(library, whole):
    entries = parse_string(whole["bib"], "bibtex").entries
    assert list(entries) == list(library.references)
    names = {"journaltitle": ["journal"], "location": ["address"]}
    publisher = ["publisher", "institution", "school", "organization"]
    for key, work in library.references.items():
        entry = entries[key]
        assert entry.type in KINDS[work.kind][0], key
        for role, expected in (("author", work.authors), ("editor", work.editors)):
            named = [same(person) for person in entry.persons.get(role, []) if str(person) != "others"]
            assert named == [same(name) for name in expected], key
        for name, value in work.fields.items():
            if name == "date":
                value = value.split("-")[0]
            places = names.get(name, publisher if name in publisher else ["year" if name == "date" else name])
            found = [entry.fields[place] for place in places if place in entry.fields]
            assert same(value) in map(same, found), (key, name)


def test_pandoc_reads_the_same_from_our_bibtex_as_from_the_register(root, whole, tmp_path):
    def read(path):
        command = [pypandoc.get_pandoc_path(), "--from=biblatex", "--to=csljson", path]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
        assert run.stderr == ""
        return {item["id"]: item for item in json.loads(run.stdout)}

    exported = tmp_path / "litteratur.bib"
    exported.write_text(whole["bib"], encoding="utf-8")
    original, again = read(root / "bibliography" / "references.bib"), read(exported)
    for key, item in original.items():
        # Of techreport and the theses pandoc itself says what kind they are, unless the entry does.
        got = {name: value for name, value in again[key].items() if name != "genre" or "genre" in item}
        if item["type"] in ("bill", "legislation"):
            # Documents of the government are reports to others, with their number.
            item = {**item, "type": "report", "number": item["title-short"]}
        assert got == item, key


def test_citeproc_reads_every_work_and_every_field_from_the_csl_json_file(library, whole):
    items = {item["id"]: item for item in json.loads(whole["json"])}
    source = CiteProcJSON(items.values())
    assert set(source) == set(library.references)
    places = {
        "title": "title", "titleaddon": "title", "shorttitle": "title-short", "journaltitle": "container-title",
        "booktitle": "container-title", "series": "collection-title", "volume": "volume", "chapter": "chapter-number",
        "pages": "page", "eid": "number", "pagetotal": "number-of-pages", "doi": "DOI", "url": "URL", "isbn": "ISBN",
        "publisher": "publisher", "organization": "publisher", "institution": "publisher",
        "location": "publisher-place", "edition": "edition", "version": "version", "type": "genre",
        "keywords": "keyword",
    }  # fmt: skip
    numbers = {"article": "issue", "book": "collection-number", "incollection": "collection-number"}
    for key, work in library.references.items():
        item, reference = items[key], source[key]
        assert reference.type == item["type"] == KINDS[work.kind][1], key
        for role, expected in (("author", work.authors), ("editor", work.editors)):
            names = [csl_json.name_text(name) for name in item.get(role, [])]
            assert names == list(expected), key
            known = ("family", "literal")
            read = [next(same(name[part]) for part in known if part in name) for name in reference.get(role, [])]
            assert read == [same(name.get("family") or name["literal"]) for name in item.get(role, [])], key
        if work.year or "date" in work.fields:
            assert reference["issued"].year == int(work.year or work.fields["date"][:4]), key
        else:
            assert "issued" not in item, key
        assert item.get("language") == LANGUAGES.get(work.fields.get("langid")), key
        for name in (TRAVELS & work.fields.keys()) - {"year", "date", "langid"}:
            place = numbers.get(work.kind, "number") if name == "number" else places[name]
            assert same(work.fields[name]) in same(item[place]), (key, name)
            python_name = place.replace("-", "_")
            assert same(reference[python_name]) == same(item[place]), (key, name)


def test_csl_json_uses_only_types_and_variables_of_the_csl_schema(whole):
    """The schema is the one that comes with citeproc-py."""
    schema = etree.parse(citeproc.SCHEMA_PATH)

    def values(name, seen=()):
        (define,) = schema.xpath(f"//*[local-name()='define'][@name='{name}']")
        found = set(define.xpath(".//*[local-name()='value']/text()"))
        for other in define.xpath(".//*[local-name()='ref']/@name"):
            if other not in seen:
                found |= values(other, (*seen, name))
        return found

    types, variables = values("item-types"), values("variables")
    assert len(types) > 30 and {"DOI", "container-title"} <= variables
    names, parts = values("variables.names"), {"family", "given", "literal", "suffix"}
    for item in json.loads(whole["json"]):
        assert item["type"] in types, item["id"]
        assert item.keys() - {"id", "type"} <= variables, item["id"]
        for name in names & item.keys():
            assert all(person.keys() <= parts | {"dropping-particle", "non-dropping-particle"} for person in item[name])
        for name, value in item.items():
            assert isinstance(value, list if name in names else dict if name == "issued" else str), (item["id"], name)


def test_rispy_reads_every_work_and_every_field_from_the_ris_file(library, whole):
    entries = {entry["id"]: entry for entry in rispy.loads(whole["ris"])}
    assert list(entries) == list(library.references)
    places = {
        "title": "title", "titleaddon": "title", "shorttitle": "short_title", "journaltitle": "secondary_title",
        "booktitle": "secondary_title", "volume": "volume", "chapter": "section", "eid": "custom7",
        "doi": "doi", "publisher": "publisher", "organization": "publisher",
        "institution": "publisher", "location": "place_published", "edition": "edition", "version": "edition",
        "type": "type_of_work",
    }  # fmt: skip
    numbers = {"article": "number", "book": "note", "report": "issn"}
    for key, work in library.references.items():
        entry, fields = entries[key], work.fields
        assert entry["type_of_reference"] == KINDS[work.kind][2], key
        assert entry.get("authors", []) == list(work.authors), key
        editors = {"book": "tertiary_authors", "incollection": "secondary_authors"}.get(work.kind)
        assert entry.get(editors, []) == list(work.editors), key
        assert entry.get("year", "") == (work.year or fields.get("date", "")[:4]), key
        if len(fields.get("date", "")) == 10:
            assert entry["date"] == fields["date"].replace("-", "/"), key
        assert entry.get("language") == LANGUAGES.get(fields.get("langid")), key
        assert entry.get("keywords", []) == list(work.topics), key
        assert entry.get("urls", []) == web(work), key
        if "pages" in fields:
            pages = [entry["start_page"], *([entry["end_page"]] if "end_page" in entry else [])]
            assert "–".join(pages) == fields["pages"], key
        if "pagetotal" in fields:
            counted = work.kind in ("book", "thesis")
            told = [entry["start_page"]] if counted else [note.removesuffix(" s.") for note in entry["notes"]]
            assert fields["pagetotal"] in told, key
        if "isbn" in fields:
            assert fields["isbn"] in [entry.get("issn"), *(note.removeprefix("ISBN ") for note in entry["notes"])], key
        if "series" in fields:
            assert same(fields["series"]) in map(same, (entry["secondary_title"], entry.get("tertiary_title", ""))), key
        if "number" in fields:
            assert entry[numbers[work.kind]] == fields["number"], key
        for name in places.keys() & fields.keys():
            assert same(fields[name]) in same(entry[places[name]]), (key, name)


def test_a_chapter_in_a_book_of_a_series_keeps_both_in_ris():
    item = {"id": "a", "type": "chapter", "title": "Om", "container-title": "Boka", "collection-title": "Serien"}
    (entry,) = rispy.loads(ris.from_csl(item, BOKMAAL))
    assert (entry["secondary_title"], entry["tertiary_title"]) == ("Boka", "Serien")


@pytest.mark.parametrize(
    ("kind", "tags"),
    [
        ("book", {"SP  - 119", "M1  - 4"}),
        ("thesis", {"SP  - 119", "M1  - 4"}),
        # Zotero and EndNote would have a report stand on page 119 of something.
        ("report", {"N1  - 119 s.", "M1  - 4"}),
        # Their M1 of a chapter is how many volumes the book has.
        ("chapter", {"N1  - 119 s.", "SV  - 4"}),
    ],
)
def test_a_number_in_ris_stands_where_zotero_and_endnote_read_it_as_that(kind, tags):
    item = {"id": "a", "type": kind, "title": "Om", "number-of-pages": "119", "collection-number": "4"}
    numbers = {line for line in ris.from_csl(item, BOKMAAL).split("\r\n") if re.search(r"- (119|4)\b", line)}
    assert numbers == tags


def test_the_title_of_proceedings_stands_in_ris_as_the_specification_and_as_zotero_has_it():
    item = {"id": "a", "type": "paper-conference", "title": "Om", "container-title": "Boka"}
    (entry,) = rispy.loads(ris.from_csl(item, BOKMAAL))
    assert (entry["secondary_title"], entry["custom3"]) == ("Boka", "Boka")


@pytest.mark.parametrize(
    ("genre", "kind"),
    [("Masteroppgave", "mastersthesis"), ("Doktoravhandling", "phdthesis"), ("", "thesis")],
)
def test_a_thesis_of_which_the_register_says_no_more_is_no_phd_in_bibtex(tmp_path, genre, kind):
    bibliography = tmp_path / "r.bib"
    given = f" type = {{{genre}}},\n" if genre else ""
    text = f"@thesis{{moe2021,\n author = {{Moe, C.}},\n title = {{Om}},\n{given} institution = {{NTNU}},\n}}\n"
    bibliography.write_text(text, encoding="utf-8")
    works, _ = read_references(bibliography, "r.bib")
    (entry,) = parse_string(bibtex.from_work(works["moe2021"]), "bibtex").entries.values()
    assert (entry.type, entry.fields["school"]) == (kind, "NTNU")


def test_ris_lines_end_as_the_specification_says(whole):
    lines = whole["ris"].split("\r\n")
    assert lines.pop() == ""
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert not any("\n" in line for line in lines)


class _Spans(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.contexts = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "span" and attributes.get("class") == "Z3988":
            self.contexts.append(parse_qs(attributes["title"], strict_parsing=True))


def test_coins_tells_link_resolvers_what_the_register_knows(library, made):
    places = {
        "journaltitle": "jtitle", "volume": "volume", "pages": "pages", "isbn": "isbn", "edition": "edition",
        "location": "place", "eid": "artnum", "pagetotal": "tpages", "booktitle": "btitle",
    }  # fmt: skip
    titles = {"article": "atitle", "incollection": "atitle", "thesis": "title", "online": "title", "misc": "title"}
    publishers = {"thesis": "inst", "online": "publisher", "misc": "publisher"}
    for key, work in library.references.items():
        (context,) = _Spans(made[key].coins).contexts
        fields = work.fields
        assert context["ctx_ver"] == ["Z39.88-2004"]
        assert (context.get("rft.genre") or context.get("rft.type") or [None])[0] == KINDS[work.kind][3], key
        first = ", ".join(context[name][0] for name in ("rft.aulast", "rft.aufirst") if name in context)
        # A name without a comma of its own ends in one; see exports/coins.py.
        others = [name.removesuffix(",") for name in context.get("rft.au", [])]
        assert [*([first] if first else []), *others] == list(work.authors), key
        assert [name.removesuffix(",") for name in context.get("rft.contributor", [])] == list(work.editors), key
        assert context.get("rft.date", [""])[0] == str(work.date or ""), key
        if work.title:
            assert same(work.title) in same(context[f"rft.{titles.get(work.kind, 'btitle')}"][0]), key
        links = [*([f"info:doi/{fields['doi']}"] if "doi" in fields else []), *web(work)]
        assert context.get("rft_id", []) == links, key
        for name in ("publisher", "institution", "organization"):
            if name in fields:
                assert same(fields[name]) == same(context[f"rft.{publishers.get(work.kind, 'pub')}"][0]), key
        if work.kind == "article" and "number" in fields:
            assert same(context["rft.issue"][0]) == same(fields["number"]), key
        for name in places.keys() & fields.keys():
            assert same(fields[name]) == same(context[f"rft.{places[name]}"][0]), (key, name)


def test_an_institution_with_a_point_in_its_name_stands_in_coins_where_zotero_leaves_it_alone():
    def people(*names):
        item = {"type": "webpage", "title": "Om", "author": [{"literal": name} for name in names]}
        (context,) = _Spans(coins.span(item)).contexts
        return {name: value for name, value in context.items() if name.startswith("rft.au")}

    assert people("Regjeringen.no", "NAV") == {"rft.aulast": ["Regjeringen.no"], "rft.au": ["NAV,"]}
    assert people("NAV", "Regjeringen.no") == {"rft.au": ["NAV,", "Regjeringen.no,"]}


def test_the_files_say_how_far_each_work_was_checked_and_nothing_else_of_the_sites_own(library, whole):
    notes = {entry["id"]: entry["notes"] for entry in rispy.loads(whole["ris"])}
    for item in json.loads(whole["json"]):
        work = library.references[item["id"]]
        assert item["note"].startswith(BOKMAAL.say(csl_json.CHECKED[work.verified], site="Arbeidsinkludering"))
        assert notes[work.key][-1] == item["note"]
    for text in (whole["ris"], whole["json"]):
        for word in ("kane2021kap1:", "utdrag"):
            assert word not in text


def test_a_work_with_more_authors_than_are_named_says_so_instead_of_naming_others(tmp_path):
    bibliography = tmp_path / "r.bib"
    entry = "@article{moe2021,\n author = {Moe, C. and others},\n title = {Om},\n verified = {yes},\n}\n"
    bibliography.write_text(entry, encoding="utf-8")
    works, _ = read_references(bibliography, "r.bib")
    made = records.read_records(bibliography, works, tmp_path / "cache", SITE)["moe2021"]
    assert rispy.loads(made.ris)[0]["authors"] == ["Moe, C."]
    item = json.loads(made.csl)
    assert item["author"] == [{"family": "Moe", "given": "C."}]
    assert BOKMAAL.say(csl_json.MORE_AUTHORS) in item["note"]
    assert "and others" in made.bibtex
    assert "others" not in made.coins


def test_records_are_kept_until_the_bibliography_changes(tmp_path, monkeypatch):
    bibliography, cache = tmp_path / "references.bib", tmp_path / "cache"
    bibliography.write_text(REFERENCES, encoding="utf-8")
    runs = []
    real = csl_json.read_items
    monkeypatch.setattr(csl_json, "read_items", lambda *given: runs.append(1) or real(*given))

    def read():
        works, _ = read_references(bibliography, "references.bib")
        return records.read_records(bibliography, works, cache, SITE)

    first = read()
    assert read() == first and len(runs) == 1
    (kept,) = cache.glob("records-*.json")
    kept.write_text("{broken", encoding="utf-8")
    assert read() == first and len(runs) == 2
    bibliography.write_text(REFERENCES.replace("Om støtte", "Om støtta"), encoding="utf-8")
    assert json.loads(read()["aas2019"].csl)["title"] == "Om støtta" and len(runs) == 3
    assert len(list(cache.glob("records-*.json"))) == 1


def test_what_pandoc_cannot_read_stops_with_its_words_at_the_entry(tmp_path, monkeypatch):
    bibliography = tmp_path / "references.bib"
    bibliography.write_text(REFERENCES, encoding="utf-8")
    works, _ = read_references(bibliography, "references.bib")
    real = entry.for_pandoc
    monkeypatch.setattr(entry, "for_pandoc", lambda given: real(given).replace("{Om samarbeid},", "{Om samarbeid"))
    with pytest.raises(csl_json.ConversionError, match="unexpected") as raised:
        csl_json.read_items(works, SITE)
    assert raised.value.line == works["aas2019b"].line


def test_a_page_list_holds_what_the_page_cites_as_the_style_sorts_it(example):
    library = read_library(example.folder)
    found = lists.page_lists(library)
    # Norwegian: Å comes last.
    assert found["stotte.md"] == lists.WorkList("eksport/stotte", ("lipsky2010", "aas2019b", "aas2019"))
    # A register page cites what its entries cite; the literature page shows every work.
    assert found["ordliste.md"] == lists.WorkList("eksport/ordliste", ("lipsky2010",))
    assert found["litteratur.md"] == lists.whole(library)


def test_the_front_page_and_pages_that_cite_nothing_have_no_list(example):
    example.page("index.md", "Forside", "Støtte hjelper [@lipsky2010, s. 12].\n", "lipsky2010")
    example.page("om.md", "Om oss", "Velkommen.\n")
    example.navigation(["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md", "om.md"])
    library = read_library(example.folder)
    assert lists.cited_on(library, "index.md") == ("lipsky2010",)
    assert lists.page_list(library, "index.md") is None
    assert lists.page_list(library, "om.md") is None


def test_no_page_may_take_the_address_of_the_whole_bibliography(example):
    (example.folder / "docs" / "litteratur.md").unlink()
    example.page("verk.md", "Litteratur", "<!-- register: references -->\n")
    example.page("litteratur.md", "Om litteratur", "Tekst [@lipsky2010, s. 12].\n", "lipsky2010")
    example.navigation(
        ["index.md", "stotte.md", "lovregister.md", "ordliste.md", "verk.md", "feil.md", "litteratur.md"]
    )
    library = read_library(example.folder)
    with pytest.raises(ContentError, match=r"docs/litteratur\.md:1: .*eksport/litteratur"):
        lists.page_lists(library)


BOKMAAL = read_language("nb")
SITE = Site("Arbeidsinkludering", "https://x.no/a/", "Om arbeidsinkludering.")


def page(**given):
    facts = {
        "site": SITE, "path": "metoder/ips/", "address": "https://x.no/a/metoder/ips/", "title": "IPS & støtte",
        "description": "Hva IPS er.", "kind": "method", "reviewed": datetime.date(2026, 3, 2),
        "keywords": ("jobb", "psykisk helse"), "trail": (("Forside", "https://x.no/a/"), ("Metoder", "")),
    }  # fmt: skip
    return PublishedPage(**{**facts, **given})


def test_a_page_is_cited_in_apa_7_as_norwegian_writes_it():
    assert page_citation.apa(page()) == (
        "Arbeidsinkludering. (2026, 2. mars). <em>IPS &amp; støtte</em>. https://x.no/a/metoder/ips/"
    )
    assert "<em>Hva virker?</em> https" in page_citation.apa(page(title="Hva virker?"))
    assert ". (u.å.). " in page_citation.apa(page(reviewed=None))


@pytest.mark.parametrize("title", ["IPS & støtte", "50 % av #1_a {b} ~c^d $5 \\ø"])
def test_a_page_in_bibtex_is_read_back_whole(title):
    text = page_citation.as_bibtex(page(title=title))
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert entry.key == "arbeidsinkludering-metoder-ips" and entry.type == "online"
    assert [person.last_names for person in entry.persons["author"]] == [["{Arbeidsinkludering}"]]
    fields = {name: entry.fields[name] for name in ("year", "month", "day", "url", "organization")}
    assert fields == {
        "year": "2026", "month": "March", "day": "2", "url": "https://x.no/a/metoder/ips/",
        "organization": "Arbeidsinkludering",
    }  # fmt: skip
    command = [pypandoc.get_pandoc_path(), "--from=biblatex", "--to=csljson"]
    run = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    (item,) = json.loads(run.stdout)
    assert html.unescape(item["title"]).replace("\xa0", " ") == title
    assert item["issued"] == {"date-parts": [[2026, 3, 2]]}


def test_a_page_in_ris_is_read_back_whole():
    (entry,) = rispy.loads(page_citation.as_ris(page()))
    assert entry == {
        "type_of_reference": "ELEC", "id": "arbeidsinkludering-metoder-ips", "authors": ["Arbeidsinkludering"],
        "title": "IPS & støtte", "secondary_title": "Arbeidsinkludering", "year": "2026", "date": "2026/03/02",
        "urls": ["https://x.no/a/metoder/ips/"], "language": "nb",
    }  # fmt: skip


def test_the_coins_of_a_page_say_the_language_of_the_page_and_not_of_the_site():
    (context,) = _Spans(page_citation.as_coins(page(language="en"))).contexts
    assert context["rft.language"] == ["en"]


def test_a_line_break_in_a_value_starts_no_tag_of_its_own_in_ris():
    (entry,) = rispy.loads(ris.record("GEN", [("TI", "Om\nER  - \nstøtte")]))
    assert entry["title"] == "Om ER - støtte"


def test_a_date_becomes_the_fields_that_bibtex_has():
    assert bibtex.date_fields("2021") == [("year", "{2021}")]
    assert bibtex.date_fields("2025-02-18") == [("year", "{2025}"), ("month", "feb"), ("day", "{18}")]


def test_front_matter_dates_are_read_as_dates_or_not_at_all():
    assert day("2026-11-22") == day(datetime.date(2026, 11, 22)) == datetime.date(2026, 11, 22)
    assert day(None) is None and day("i fjor") is None


def test_meta_tags_name_the_page_in_every_vocabulary_and_none_is_empty():
    tags = {name: content for _, name, content in page_metadata.tags(page())}
    for name in ("citation_title", "DC.title", "og:title"):
        assert tags[name] == "IPS & støtte"
    for name in ("citation_public_url", "DC.identifier", "og:url"):
        assert tags[name] == "https://x.no/a/metoder/ips/"
    assert (tags["citation_publication_date"], tags["DC.date"]) == ("2026/03/02", "2026-03-02")
    assert all(content for *_, content in page_metadata.tags(page(reviewed=None, description="", keywords=())))


def test_structured_data_fits_the_kind_of_page():
    def kinds(**given):
        register = given.pop("register", None)
        return [
            node["@type"] for node in json.loads(page_metadata.structured(page(**given), register, [], []))["@graph"]
        ]

    assert kinds() == ["ScholarlyArticle", "BreadcrumbList", "WebSite"]
    assert kinds(kind="about")[0] == "WebPage"
    assert kinds(kind="reference", register="concepts")[0] == "DefinedTermSet"
    assert kinds(kind="reference", register="references")[0] == "CollectionPage"
    assert kinds(path="", kind="front") == ["WebSite"]


def test_structured_data_names_the_steps_down_to_the_page_the_works_and_the_terms():
    item = {"id": "a", "type": "article-journal", "title": "Om støtte", "DOI": "10.1/a", "author": [{"literal": "NAV"}]}
    cited, untitled = page_metadata.work(item), page_metadata.work({"id": "b", "type": "document"})
    entry = Entry("innlasing", {"term": "innlåsing", "definition": "Å bli\n værende.", "english": "lock-in"}, 1)
    terms = page_metadata.terms({"innlasing": entry}, "https://x.no/a/ordliste/")
    data = json.loads(page_metadata.structured(page(), None, [cited, untitled], terms))
    article, breadcrumbs, site = data["@graph"]
    assert article["isPartOf"] == {"@id": site["@id"]}
    assert [(step["position"], step["name"], step.get("item")) for step in breadcrumbs["itemListElement"]] == [
        (1, "Forside", "https://x.no/a/"), (2, "Metoder", None), (3, "IPS & støtte", "https://x.no/a/metoder/ips/"),
    ]  # fmt: skip
    assert article["citation"][0]["sameAs"] == "https://doi.org/10.1/a"
    assert article["citation"][0]["author"] == [{"@type": "Organization", "name": "NAV"}]
    assert article["citation"][1] == {"@type": "CreativeWork"}
    assert article["hasDefinedTerm"][0]["description"] == "Å bli værende."


def test_no_title_can_end_the_script_it_stands_in():
    text = page_metadata.structured(page(title="</script><b>&amp;"), None, [], [])
    assert "<" not in text and ">" not in text and "&" not in text
    assert json.loads(text)["@graph"][0]["name"] == "</script><b>&amp;"
