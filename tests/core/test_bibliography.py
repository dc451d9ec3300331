"""Entries that people paste in, and what a reader, a program and the maintainer meet of each."""

import html
import json
import re

import markdown
import pytest
import rispy
from knowledge.bibliography import dates, entry, names, tex
from knowledge.citations.labels import render
from knowledge.citations.rendering import label_text
from knowledge.exports import page_citation, records
from knowledge.exports.published import PublishedPage, Site
from knowledge.language import read_language
from knowledge.open_data import works as open_data
from knowledge.reading import read_library
from knowledge.register_pages import concepts, parts
from knowledge.register_pages import references as literature
from knowledge.registers import normal_form
from knowledge.registers.references import read_references
from knowledge.search.documents import LONG, read_documents
from pybtex.database import parse_string
from test_exports import _Spans

TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def style(root):
    return root / "bibliography" / "norsk-forfatter-aar.csl"


@pytest.fixture
def bibliography(tmp_path):
    """Return a function that writes a bibliography and gives its path; every entry is marked as not checked."""

    def write(*entries):
        path = tmp_path / "references.bib"
        path.write_text("\n".join(one.rstrip()[:-1] + ", verified={no}}\n" for one in entries), encoding="utf-8")
        return path

    return write


@pytest.fixture
def read(bibliography):
    """Return a function that reads entries and gives the works, which must be without a problem."""

    def works(*entries):
        found, problems = read_references(bibliography(*entries), "references.bib")
        assert problems == []
        return found

    return works


@pytest.fixture
def problems(bibliography):
    """Return a function that reads entries and gives what is wrong: line, what, mend."""

    def found(*entries):
        return [(one.line, one.what, one.mend) for one in read_references(bibliography(*entries), "references.bib")[1]]

    return found


@pytest.fixture
def cited(bibliography, style):
    """Return a function that gives the label and the reference of every entry, as text, by key, in the list's order."""

    def of(*entries):
        path = bibliography(*entries)
        works, faults = read_references(path, "references.bib")
        assert faults == []
        made = render([f"@{key}" for key in works], path, style, read_language("nb"))
        return {
            key: (label_text(made.groups[f"@{key}"]), html.unescape(TAG.sub("", reference)))
            for key, reference in made.references.items()
        }

    return of


@pytest.fixture
def exported(bibliography, tmp_path):
    """Return a function that gives each entry's record in every format, by key."""

    def of(*entries):
        path = bibliography(*entries)
        works, faults = read_references(path, "references.bib")
        assert faults == []
        return records.read_records(path, works, tmp_path / "cache", Site("Sted", "https://x.no/", ""))

    return of


def book(key="a1", **fields):
    fields = {"author": "Lund, Kari", "title": "Tittelen", "date": "2021", **fields}
    return f"@book{{{key}, " + ", ".join(f"{name}={{{value}}}" for name, value in fields.items()) + "}"


# --- Every character reaches the reader -----------------------------------------------------------

SIGNS = {
    "a percent sign": ("Arbeid i 50 % stilling", "Arbeid i 50 % stilling"),
    "an escaped percent sign": (r"Arbeid i 50 \% stilling", "Arbeid i 50 % stilling"),
    "a number sign": ("Jobb #1 av 2", "Jobb #1 av 2"),
    "one dollar sign": ("Lønn på $5", "Lønn på $5"),
    "two dollar signs": ("Fra $5 til $10 i timen", "Fra $5 til $10 i timen"),
    "an underscore": ("Om a_b_c og _d_", "Om a_b_c og _d_"),
    "an ampersand": ("Arbeid & helse", "Arbeid & helse"),
    "all of them": (r"50 % #1 $5 a_b & c \% \# \$ \_ \&", "50 % #1 $5 a_b & c % # $ _ &"),
    "braces and backslash": (r"Om \{x\} og \textbackslash{}y ~ \textasciitilde{} ^", r"Om {x} og \y ~ ^"),
    "what Markdown reads": ("Om *x* og `y` [z](w) <b", "Om *x* og `y` [z](w) <b"),
    "LaTeX letters": (r"Bost{\o}tte og {\AA}pne d{\o}rer, na\"{\i}v \v{S} \c{c}", "Bostøtte og Åpne dører, naïv Š ç"),
    "a formula": (r"Cu$_2$O ved 20\,$^\circ$C og $\alpha$", "Cu₂O ved 20 °C og α"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "seen"), SIGNS.values(), ids=SIGNS)
def test_a_title_reaches_every_reader_whole(example, written, seen):
    key = "lund2021"
    text = book(key, title=written, publisher=written)[:-1] + ", verified={no}}\n"
    example.add("bibliography/references.bib", text)
    library = read_library(example.folder)
    work, record = library.references[key], library.records[key]
    (context,) = _Spans(record.coins).contexts
    (ris,) = rispy.loads(record.ris)
    places = {
        "the register": work.title,
        "the reference": html.unescape(TAG.sub("", library.labels.references[key])).split("). ", 1)[1],
        "CSL-JSON": json.loads(record.csl)["title"],
        "CSL-JSON, publisher": json.loads(record.csl)["publisher"],
        "RIS": ris["title"],
        "RIS, publisher": ris["publisher"],
        "COinS": context["rft.btitle"][0],
        "COinS, publisher": context["rft.pub"][0],
        "JSON-LD": record.schema_org["name"],
        "open data": open_data.record(library, work)["title"],
        "open data, reference": open_data.record(library, work)["reference"].split("). ", 1)[1],
        "BibTeX": parse_string(record.bibtex, "bibtex").entries[key].fields["title"],
    }
    rendered = {"litteratur.md": ("lit/", f'<h1>L</h1><h3 class="entry" id="{key}">L</h3>')}
    (document,) = [found for found in read_documents(library, rendered) if found.address == f"lit/#{key}"]
    places["search"] = next(name.text for name in document.names if name.strength == LONG)
    folded = _folded(seen)
    for place in ("the reference", "open data, reference"):
        assert _folded(places.pop(place)) == f"{folded}. {folded}.", place
    assert _folded(tex.plain(tex.decode(places.pop("BibTeX")))) == folded
    assert {place: _folded(found) for place, found in places.items()} == dict.fromkeys(places, folded)


def _folded(text):
    """Return text with quotation marks and spaces of one kind: pandoc sets them its own way."""
    return re.sub(r"[’‘']", "'", " ".join(text.split())).replace("`", "'")


def test_plain_text_in_a_register_page_is_neither_emphasis_nor_html_nor_a_citation():
    text = r"_a_ *b* `c` [d](e) <f> &amp; {#g} [@h] \i"
    shown = markdown.markdown(parts.as_written(text), extensions=["attr_list"])
    assert html.unescape(shown) == f"<p>{text}</p>"
    assert "@" not in parts.as_written(text)


@pytest.mark.parametrize("signs", ["a_b%20c#d&e~f$g", "a--b", "%C2%A74-2", "a(b)c"])
def test_an_address_is_handed_on_letter_by_letter(exported, signs):
    url, doi = f"https://example.org/{signs}", f"10.1234/{signs}"
    record = exported(book(url=url, doi=doi))["a1"]
    item = json.loads(record.csl)
    assert (item["URL"], item["DOI"]) == (url, doi)
    assert rispy.loads(record.ris)[0]["urls"] == [url]
    fields = parse_string(record.bibtex, "bibtex").entries["a1"].fields
    assert (fields["url"], fields["doi"]) == (url, doi)


def test_braces_protect_capitals_and_are_never_seen(read, exported):
    title = "{NAV} and the {Norwegian} Model"
    assert read(book(title=title, langid="english"))["a1"].title == "NAV and the Norwegian Model"
    item = json.loads(exported(book(title=title, langid="english"))["a1"].csl)
    assert item["title"] == "NAV and the Norwegian model"


def test_a_publisher_with_and_in_its_name_stays_one(exported):
    item = json.loads(exported(book(publisher="Taylor and Francis"))["a1"].csl)
    assert item["publisher"] == "Taylor and Francis"


# --- Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("van Dalen, Piet", ["van Dalen, Piet"]),
        ("Lund, Kari and family=Dalen, given=Piet, prefix=van, useprefix=true", ["Lund, Kari", "van Dalen, Piet"]),
        ("family=Dalen, given=Piet, prefix=van, useprefix=false", ["Dalen, Piet van"]),
        ("family={de la Cruz}, given=Juan", ["de la Cruz, Juan"]),
        ("Dalen, Jr., Piet", ["Dalen, Piet, Jr."]),
        ("De Vries, Jan", ["De Vries, Jan"]),
        (r"Fjellst{\o}l, {\AA}se", ["Fjellstøl, Åse"]),
        ("{Arbeids- og velferdsdirektoratet}", ["Arbeids- og velferdsdirektoratet"]),
        (r"{Arbeid \& Inkludering} and Moe, Ida", ["Arbeid & Inkludering", "Moe, Ida"]),
        ("{World Bank, The}", ["World Bank, The"]),
        ("Aall", ["Aall"]),
        ("Moe, Ida and others", ["Moe, Ida"]),
    ],
)
def test_a_name_is_read_in_every_form_and_written_so_that_it_is_read_again(written, shown):
    read = names.parse(tex.decode(written), strict=True)
    assert [name.shown for name in read.people] == shown
    again = names.parse(tex.decode(names.write(read)), strict=True)
    assert again.people == read.people and again.more == read.more


@pytest.mark.parametrize(
    ("written", "what", "mend"),
    [
        ("Arbeids- og velferdsdirektoratet", "has no comma", "'{{Arbeids- og velferdsdirektoratet}}'"),
        ("Statistisk sentralbyrå", "has no comma", "an institution goes in double braces"),
        ("Kari Lund", "has no comma", "a person is written 'Etternavn, Fornavn'"),
        ("Lund, Kari et al.", "stands among the names", "write 'and others'"),
        ("Lund, Kari mfl.", "stands among the names", "write 'and others'"),
        ("Lund, K. & Moe, I.", "is more than one name", "put 'and' between names"),
        ("Lund, K.; Moe, I.", "is more than one name", "put 'and' between names"),
        ("Lund, K., Moe, I., Vik, A.", "too many commas", "'Etternavn, Fornavn and Etternavn, Fornavn'"),
    ],
)
def test_a_name_that_would_be_read_wrong_is_a_problem_on_its_line(problems, written, what, mend):
    ((line, said, how),) = problems(f"@book{{a1,\n  title={{T}},\n  author={{{written}}},\n}}")
    assert line == 3
    assert what in said and "'a1'" in said
    assert mend in how


def test_a_particle_goes_with_its_name_and_parts_neither_group_nor_list(cited, bibliography, style):
    entries = [
        book("dalen1999", author="van Dalen, Piet", date="1999"),
        book("dalen2001", author="van Dalen, Piet", date="2001"),
        book("vabo2000", author="Vabo, Ida", date="2000"), book("lund2021", author="Lund, K and van Dalen, P"),
        book("uhl2000", author="Uhl, Ida", date="2000"),
    ]  # fmt: skip
    found = cited(*entries)
    assert [label for label, _ in found.values()] == [
        "Lund & van Dalen, 2021", "Uhl, 2000", "Vabo, 2000", "van Dalen, 1999", "van Dalen, 2001",
    ]  # fmt: skip
    group = "@dalen1999, s. 3; @dalen2001, s. 4"
    label = label_text(render([group], bibliography(*entries), style, read_language("nb")).groups[group])
    assert label == "van Dalen, 1999, s.\u00a03; van Dalen, 2001, s.\u00a04"


def test_no_program_is_told_of_an_author_named_others(example):
    example.add("bibliography/references.bib", book("moe2021", author="Moe, C. and others")[:-1] + ", verified={no}}\n")
    library = read_library(example.folder)
    work, record = library.references["moe2021"], library.records["moe2021"]
    assert work.authors == ("Moe, C.",)
    assert open_data.record(library, work)["authors"] == ["Moe, C."]
    assert "others" not in record.csl + record.ris + record.coins + json.dumps(record.schema_org)
    assert "Moe, C. and others" in record.bibtex
    assert label_text(library.labels.groups["@moe2021"]) == "Moe mfl., 2021"


# --- Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kept", "year"),
    [
        ("2021", "2021", "2021"),
        ("2021-05", "2021-05", "2021"),
        ("2021-05-31", "2021-05-31", "2021"),
        ("2021-05-31/2021-06-02", "2021-05-31/2021-06-02", "2021"),
        ("2021/..", "2021/", "2021"),
        ("2021/", "2021/", "2021"),
        ("/2021", "/2021", "2021"),
        ("2021-23", "2021", "2021"),
        ("2021~", "2021", "2021"),
        ("2021-05-31T10:00:00Z", "2021-05-31", "2021"),
        ("2021-XX", "2021", "2021"),
    ],
)
def test_a_date_is_read_as_biblatex_has_it(written, kept, year):
    date = dates.parse(written)
    assert (str(date), date.year) == (kept, year)


@pytest.mark.parametrize(
    "written", ["3. mai 2021", "2021-02-30", "2021-13", "199X", "mai", "-0044", "2021/2019", "y12021"]
)
def test_what_is_no_date_is_a_problem_on_its_line(problems, written):
    ((line, what, mend),) = problems(f"@book{{a1,\n  title={{T}},\n  date={{{written}}},\n}}")
    assert (line, f"the date '{written}' of 'a1' cannot be read") == (3, what)
    assert mend.startswith("write ")


def test_the_mend_of_a_date_in_words_is_the_date_itself(problems):
    ((_, _, mend),) = problems(book(date="3. mai 2021"))
    assert mend == "write 'date = {2021-05-03}'"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("3. mai 2021", "2021-05-03"), ("May 3, 2021", "2021-05-03"), ("mai 2021", "2021-05"),
        ("2021-5-3", "2021-05-03"), ("2021 May 3", "2021-05-03"), ("2021/5/3", "2021-05-03"), ("[2021]", "2021"),
        ("c2021", "2021"), ("Spring 2021", "2021"),
    ],
)  # fmt: skip
def test_a_date_in_an_export_is_read_as_people_write_it(written, kept):
    assert str(dates.parse_loosely(written)) == kept


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        (("2021", "May", ""), "2021-05"), (("2021", "5", "3"), "2021-05-03"), (("2021", "3~May", ""), "2021-05-03"),
        (("2021", "Sept.", ""), "2021-09"), (("2021", "spring", ""), "2021"), (("2021", "2", "30"), "2021"),
    ],
)  # fmt: skip
def test_year_month_and_day_make_a_date(parts, kept):
    assert str(dates.from_parts(*parts)) == kept


def test_a_span_of_days_is_exported_whole_and_cited_by_its_year(cited, exported):
    entry_text = book(date="2021-05-31/2021-06-02")
    assert cited(entry_text)["a1"][0] == "Lund, 2021"
    record = exported(entry_text)["a1"]
    assert json.loads(record.csl)["issued"] == {"date-parts": [[2021, 5, 31], [2021, 6, 2]]}
    assert (rispy.loads(record.ris)[0]["year"], rispy.loads(record.ris)[0]["date"]) == ("2021", "2021/05/31")
    fields = parse_string(record.bibtex, "bibtex").entries["a1"].fields
    assert (fields["year"], fields["date"]) == ("2021", "2021-05-31/2021-06-02")


# --- Fields and types -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "what", "mend"),
    [
        (r"file={C\:\\Users\\x\\T.pdf}", "its owner's alone", "remove it"),
        ("abstract={Om}", "its owner's alone", "remove it"),
        ("note={Intern merknad}", "its owner's alone", "goes into 'annotation' or 'remark'"),
        ("journal={J}", "called 'journaltitle' here", "rename it to 'journaltitle'"),
        ("subtitle={U}", "a part of the title here", "after the title and a colon"),
        ("month={5}", "a part of 'date' here", "date = {2021-05-31}"),
        ("publsher={P}", "which is not known", "did you mean 'publisher'?"),
        ("qqqqqq={P}", "which is not known", "remove it, or add it to"),
        ("chapter={fire}", "'chapter' of 'a1' is 'fire'", "as in 4"),
        ("isbn={12}", "is '12', which is not an ISBN", "978-82-02-12345-6"),
        ("volumes={mange}", "'volumes' of 'a1' is 'mange'", "as in 3"),
        ("pubstate={snart}", "'pubstate' of 'a1' is 'snart'", "'inpress' or 'forthcoming'"),
        (r"titleaddon={A \ukjent{B}}", r"the command '\ukjent' in 'titleaddon' of 'a1'", "the character itself"),
        ("titleaddon={Arbeid &amp; helse &#8211; en <i>studie</i>}", "HTML stands in 'titleaddon'",
         "write 'Arbeid & helse – en studie'"),
        ("year={2021}", "'a1' has both 'date' and 'year'", "keep the one that says more"),
    ],
)  # fmt: skip
def test_a_field_that_does_not_belong_is_a_problem_on_its_line(problems, field, what, mend):
    ((line, said, how),) = problems(f"@book{{a1,\n  author={{Lund, K}},\n  title={{T}}, date={{2021}},\n  {field},\n}}")
    assert (line, what in said, mend in how) == (4, True, True), (said, how)


def test_every_fault_of_every_entry_is_named_at_once(problems):
    found = problems(book("a1", date="mai", note="x"), book("b1", author="Kari Lund"), "@bok{c1, title={T}}")
    assert sorted((line, re.search(r"'(a1|b1|c1)'", what)[1]) for line, what, _ in found) == [
        (1, "a1"), (1, "a1"), (3, "b1"), (5, "c1"),
    ]  # fmt: skip


@pytest.mark.parametrize("private", ["file", "abstract", "note", "owner", "bdsk-url-1"])
def test_what_is_private_is_in_no_export_even_of_a_faulty_register(bibliography, tmp_path, private):
    path = bibliography(book()[:-1] + f", {private}={{hemmelig}}}}")
    works, problems = read_references(path, "references.bib")
    assert len(problems) == 1
    record = records.read_records(path, works, tmp_path / "cache", Site("Sted", "https://x.no/", ""))["a1"]
    assert "hemmelig" not in "".join(map(str, (record.bibtex, record.ris, record.csl, record.coins, record.schema_org)))


def test_an_unknown_type_is_a_problem_with_the_nearest(problems):
    ((_, what, mend),) = problems("@bok{a1, title={T}}")
    assert what == "'a1' is of the type 'bok', which is not known"
    assert mend.startswith("did you mean 'book'?")


@pytest.mark.parametrize("written", ["@online{a1, url={https://example.org/x}}", "@misc{a1, date={2021}}"])
def test_a_work_without_name_and_title_is_a_problem(problems, written):
    ((line, what, mend),) = problems(written)
    assert (line, what) == (1, "'a1' has neither a name nor a title")
    assert "add 'author' or 'title'" in mend


def test_one_doi_is_one_work_whatever_its_case(problems):
    ((line, what, mend),) = problems(book("a1", doi="10.9999/ABC"), "", book("b1", doi="10.9999/abc"))[-1:]
    assert "'b1' has the DOI of 'a1' in line 1" in what
    assert line > 1 and "merge the two entries" in mend


@pytest.mark.parametrize(
    ("other", "twice"),
    [({}, True), ({"title": "TITTELEN."}, True), ({"titleaddon": "Del 2"}, False), ({"date": "2020"}, False),
     ({"author": "Moe, Ida"}, False), ({"edition": "2"}, False)],
)  # fmt: skip
def test_one_title_of_one_author_and_year_is_one_work_unless_it_says_what_is_other(problems, other, twice):
    found = problems(book("a1"), book("b1", **other))
    assert ["'b1' has title, names and year of 'a1' in line 1" in what for _, what, _ in found] == [True] * twice


def test_an_entry_in_parentheses_has_its_line_and_its_key_checked(tmp_path):
    path = tmp_path / "references.bib"
    path.write_text("\n@book(A_1, title={T}, verified={no})\n", encoding="utf-8")
    ((line, what),) = [(one.line, one.what) for one in read_references(path, "references.bib")[1]]
    assert (line, what) == (2, "the key 'A_1' is ill-formed")


def test_a_document_of_the_government_needs_the_name_it_is_cited_by(problems):
    ((_, what, mend),) = problems("@legislation{a1, title={Om arbeid}, date={2021}}")
    assert what == "'a1' lacks 'shorttitle'" and "NOU 2012: 6" in mend


@pytest.mark.parametrize(
    ("kind", "shown", "bibtex"),
    [
        ("phdthesis", "[Doktoravhandling, Nord universitet]", "phdthesis"),
        ("mathesis", "[Masteroppgave, Nord universitet]", "mastersthesis"),
        ("mastersthesis", "[Masteroppgave, Nord universitet]", "mastersthesis"),
        ("bathesis", "[Bacheloroppgave, Nord universitet]", "phdthesis"),
    ],
)
def test_a_thesis_says_in_norwegian_what_it_is_and_is_exported_as_one(cited, exported, kind, shown, bibtex):
    text = f"@{kind}{{a1, author={{Lund, Kari}}, title={{T}}, date={{2019}}, institution={{Nord universitet}}}}"
    assert cited(text)["a1"][1] == f"Lund, K. (2019). T {shown}."
    record = exported(text)["a1"]
    item = json.loads(record.csl)
    assert (item["type"], item["genre"]) == ("thesis", shown[1:].split(",")[0])
    assert rispy.loads(record.ris)[0]["type_of_reference"] == "THES"
    assert record.bibtex.startswith(f"@{bibtex}{{")


def test_a_nou_is_a_report_of_its_ministry_in_every_format(exported, cited):
    text = (
        "@legislation{nou2012-6, title={Arbeidsrettede tiltak}, shorttitle={NOU 2012: 6}, date={2012}, "
        "publisher={Arbeidsdepartementet}}"
    )
    record = exported(text)["nou2012-6"]
    item, (ris,) = json.loads(record.csl), rispy.loads(record.ris)
    assert (item["type"], item["publisher"], item["number"]) == ("report", "Arbeidsdepartementet", "NOU 2012: 6")
    assert (ris["type_of_reference"], ris["publisher"], ris["issn"]) == ("RPRT", "Arbeidsdepartementet", "NOU 2012: 6")
    (found,) = parse_string(record.bibtex, "bibtex").entries.values()
    assert (found.type, found.fields["institution"]) == ("techreport", "Arbeidsdepartementet")
    assert found.fields["number"] == "NOU 2012: 6"
    (context,) = _Spans(record.coins).contexts
    assert (context["rft.genre"], context["rft.pub"]) == (["report"], ["Arbeidsdepartementet"])
    assert cited(text)["nou2012-6"][0] == "NOU 2012: 6"


def test_a_work_of_unknown_type_is_no_article(exported):
    record = exported("@misc{a1, author={Lund, Kari}, title={T}, date={2021}}")["a1"]
    assert rispy.loads(record.ris)[0]["type_of_reference"] == "RPRT"
    assert json.loads(record.csl)["type"] == "document"
    assert _Spans(record.coins).contexts[0]["rft.type"] == ["document"]


# --- APA 7 in Norwegian ---------------------------------------------------------------------------


def test_authors_of_one_surname_are_told_apart_by_initials_whatever_the_year(cited):
    found = cited(
        book("a1", author="Berg, Anna", date="2015"), book("b1", author="Berg, Bo", date="2015"),
        book("c1", author="Berg, Bo and Moe, Ida", date="2019"), book("d1", author="Moe, Ida", date="2015"),
    )  # fmt: skip
    assert [label for label, _ in found.values()] == [
        "A. Berg, 2015", "B. Berg, 2015", "B. Berg & Moe, 2019", "Moe, 2015",
    ]  # fmt: skip


def test_a_name_without_initials_is_nobody_elses(cited):
    """Only the family name is known: it may be the same person."""
    found = cited(book("a1", author="Berg, Anna", date="2015"), book("b1", author="Berg", date="2016"))
    assert sorted(label for label, _ in found.values()) == ["Berg, 2015", "Berg, 2016"]


def test_one_person_in_two_writings_is_one_person(cited):
    found = cited(
        book("a1", author="Hegel, Wenche ten Velden", date="2015"), book("b1", author="Hegel, W. t. V.", date="2016")
    )
    assert [label for label, _ in found.values()] == ["Hegel, 2015", "Hegel, 2016"]


def test_undated_works_stand_first_and_works_to_come_last(cited):
    entries = [
        book("a1", date="2020"), book("b1", date=""), book("c1", date="", pubstate="forthcoming"),
        book("d1", date="1999"),
        book("e1", date="", pubstate="inpress", author="Moe, Ida"),
    ]  # fmt: skip
    found = cited(*[re.sub(r", date=\{\}", "", text) for text in entries])
    assert [label for label, _ in found.values()] == [
        "Lund, u.å.", "Lund, 1999", "Lund, 2020", "Lund, kommer", "Moe, kommer",
    ]  # fmt: skip
    assert found["c1"][1] == "Lund, K. (kommer). Tittelen."


def test_mfl_has_no_comma_before_it(cited):
    found = cited(
        book("a1", author="Lund, K and Moe, I and Vik, A"), book("b1", author="Vik, A and Moe, I and others"),
        book("c1", author=" and ".join(f"Ek{letter}, A" for letter in "abcdefghijklmnopqrstuv")),
    )  # fmt: skip
    assert found["a1"][0] == "Lund mfl., 2021"
    assert found["b1"][1].startswith("Vik, A., Moe, I. mfl. (2021)")
    assert "Eks, A. … Ekv, A. (2021)" in found["c1"][1]


@pytest.mark.parametrize(
    ("edition", "shown"),
    [
        ("2", "(2. utg.)"),
        ("2. utg.", "(2. utg.)"),
        ("30th anniversary expanded ed.", "(30th anniversary expanded ed.)"),
    ],
)
def test_an_edition_has_its_word_once(cited, edition, shown):
    assert cited(book(edition=edition))["a1"][1] == f"Lund, K. (2021). Tittelen {shown}."


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"type": "resreport", "number": "3"}, "(Forskningsrapport 3)"),
        ({"type": "Notat", "number": "3"}, "(Notat 3)"),
        ({"series": "AFI-rapport", "number": "2020:01"}, "(AFI-rapport 2020:01)"),
        ({"type": "Notat", "series": "AFI-notat", "number": "6/04"}, "(Notat, AFI-notat 6/04)"),
        ({"type": "techreport"}, "(Teknisk rapport)"),
    ],
)
def test_a_report_says_what_it_is_and_its_number(cited, fields, shown):
    text = book(**fields, publisher="AFI").replace("@book", "@report")
    assert cited(text)["a1"][1] == f"Lund, K. (2021). Tittelen {shown}. AFI."


@pytest.mark.parametrize(("fields", "shown"), [({"volume": "2"}, "(Bd. 2)"), ({"volumes": "3"}, "(Bd. 1–3)")])
def test_volumes_of_a_book_are_named(cited, fields, shown):
    assert cited(book(**fields))["a1"][1] == f"Lund, K. (2021). Tittelen {shown}."


def test_an_article_without_pages_has_its_number(cited, exported):
    text = "@article{a1, author={Lund, K}, title={T}, journaltitle={J}, date={2021}, volume={2}, number={3}, eid={e45}}"
    assert cited(text)["a1"][1] == "Lund, K. (2021). T. J, 2(3), artikkel e45."
    item = json.loads(exported(text)["a1"].csl)
    assert (item["number"], item["issue"], "page" in item) == ("e45", "3", False)


# --- Letters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("Šimić", "S"), ("Élan", "E"), ("Östlund", "Ø"), ("Änglund", "Æ"), ("Ås", "Å"), ("Aall", "Å"),
        ("aasmodellen", "Å"), ("Łuk", "L"), ("Đorđe", "D"), ("Üst", "Y"), ("van Dalen", "V"), ("«NAV»", "N"),
        ("2020", "0–9"), ("…", "#"),
    ],
)  # fmt: skip
def test_a_word_stands_under_its_norwegian_letter(word, letter):
    assert read_language("nb").first_letter(word) == letter


def test_each_letter_has_one_heading_in_norwegian_order_with_an_id_of_its_own(example):
    people = ["Šimić, A", "Sand, B", "Sund, C", "Östlund, D", "Øye, E", "Änglund, F", "Ek, G", "Élan, H", "Aall, I",
              "Abel, J", "Åby, K", "van Dalen, L", "Ωmega, M", "Жук, N"]  # fmt: skip
    for number, person in enumerate(people):
        example.add("bibliography/references.bib", book(f"k{number}", author=person)[:-1] + ", verified={no}}\n")
    library = read_library(example.folder)
    text = literature.render(library)
    headings = re.findall(r"^## (\S+) \{#(\S+)\}$", text, re.MULTILINE)
    letters = [letter for letter, _ in headings]
    assert [letter for letter in letters if letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"] == [*"AELSV", "Æ", "Ø", "Å"]
    assert len(set(letters)) == len(letters)
    assert len({anchor for _, anchor in headings}) == len(headings)
    under = {letter: text.split(f"## {letter} ", 1)[1].split("\n## ", 1)[0] for letter in letters}
    assert all(name in under["S"] for name in ("Šimić", "Sand", "Sund"))
    assert "Östlund" in under["Ø"] and "Änglund" in under["Æ"] and "Élan" in under["E"]
    assert "Aall" in under["Å"] and "Abel" in under["A"]


def test_a_work_whose_label_begins_with_initials_stands_under_its_name(example):
    for key, person in (("k1", "Berg, Anna"), ("k2", "Berg, Siri")):
        example.add("bibliography/references.bib", book(key, author=person)[:-1] + ", verified={no}}\n")
    text = literature.render(read_library(example.folder))
    under_b = text.split("## B ", 1)[1].split("\n## ", 1)[0]
    assert "### A. Berg, 2021 {#k1" in under_b and "### S. Berg, 2021 {#k2" in under_b


def test_a_concept_that_begins_with_aa_stands_last_in_the_glossary(example):
    concept = (
        "- id: {id}\n  term: {id}\n  definition: Noe som er noe helt annet enn noe.\n"
        '  sources:\n    - {{key: lipsky2010, page: "4"}}\n'
    )
    for name in ("aasmodellen", "abc", "zen"):
        example.add("bibliography/glossary.yml", concept.format(id=name))
    text = concepts.render(read_library(example.folder))
    assert re.findall(r"^## (\S+) ", text, re.MULTILINE) == ["A", "I", "Z", "Å"]


def test_the_glossary_sets_other_words_for_a_concept_apart_from_neighbouring_ones(example):
    example.add(
        "bibliography/glossary.yml",
        "- id: sos\n  term: sosialhjelp\n  definition: Stønad til den som ikke kan forsørge seg.\n"
        "  synonyms: [økonomisk stønad]\n  keywords: [kvalifiseringsstønad, trygd]\n"
        '  sources:\n    - {key: lipsky2010, page: "4"}\n',
    )
    text = concepts.render(read_library(example.folder))
    assert "Andre ord for det samme: økonomisk stønad; nærliggende ord: kvalifiseringsstønad, trygd." in text


# --- Zotero ---------------------------------------------------------------------------------------


def test_coins_names_the_first_author_once_institutions_in_order_and_editors(exported):
    (context,) = _Spans(
        exported(book(author="van Dalen, Piet and {Arbeid \\& Inkludering} and Moe", editor="Vik, Anna"))["a1"].coins
    ).contexts
    assert (context["rft.aulast"], context["rft.aufirst"]) == (["van Dalen"], ["Piet"])
    assert context["rft.au"] == ["Arbeid & Inkludering,", "Moe,"]
    assert context["rft.contributor"] == ["Vik, Anna"]
    assert "rft.aucorp" not in context


def test_an_author_who_is_an_editor_too_stays_both_in_coins(exported):
    """Zotero's reader drops the one in aulast where another of the name stands in the same span."""
    (context,) = _Spans(exported(book(author="Vik, Anna and Moe, Bo", editor="Vik, Anna"))["a1"].coins).contexts
    assert (context["rft.au"], context["rft.contributor"]) == (["Vik, Anna", "Moe, Bo"], ["Vik, Anna"])
    assert "rft.aulast" not in context


def test_a_page_offers_itself_as_a_web_page_of_the_site():
    site = Site("Nettstedet", "https://x.no/a/", "Om.")
    page = PublishedPage(site, "b/", "https://x.no/a/b/", "Støtte & «jobb»", "Om.", "method", None)
    (context,) = _Spans(page_citation.as_coins(page)).contexts
    assert {name: context[f"rft.{name}"] for name in ("type", "title", "au", "source")} == {
        "type": ["webpage"], "title": ["Støtte & «jobb»"], "au": ["Nettstedet,"], "source": ["Nettstedet"],
    }  # fmt: skip
    assert context["rft_id"] == ["https://x.no/a/b/"]


# --- The register's own file ----------------------------------------------------------------------


def test_the_register_is_in_its_normal_form(root):
    text = (root / "bibliography" / "references.bib").read_text(encoding="utf-8")
    assert normal_form.mend(text) == text


def test_an_entry_is_brought_into_its_normal_form():
    text = (
        "@phdthesis{a1,\n  author = {Fjellst{\\o}l, {\\AA}se},\n  title = {Bost{\\o}tte},\n"
        "  subtitle = {arbeid &amp; helse},\n"
        "  year = 2020,\n  month = may,\n  note = {Intern},\n  school = {Nord},\n  verified = {no},\n}"
    )
    assert normal_form.mend_entry(text) == (
        "@thesis{a1,\n  author = {Fjellstøl, Åse},\n  title = {Bostøtte: arbeid \\& helse},\n"
        "  type = {Doktoravhandling},\n  date = {2020-05},\n  institution = {Nord},\n  verified = {no},\n}"
    )
    assert normal_form.mend(normal_form.mend_entry(text)) == normal_form.mend_entry(text)


def test_signs_may_stand_bare_or_escaped():
    text = "@book{a1,\n  author = {Lund, Kari},\n  title = {50 % \\& 5 \\% _},\n  verified = {no},\n}"
    assert normal_form.mend_entry(text) == text


def test_an_entry_that_cannot_be_read_is_left_as_it_is():
    broken = "@book{a1,\n  title = {uten slutt,\n}\n"
    assert normal_form.mend(broken) == broken


def test_pandoc_reads_of_our_own_writing_what_the_register_says(root):
    works, _ = read_references(root / "bibliography" / "references.bib", "references.bib")
    again = parse_string(entry.for_pandoc(works.values()), "bibtex").entries
    for key, work in works.items():
        assert tex.plain(tex.decode(again[key].fields.get("title", ""))) == work.title, key


def test_a_byte_order_mark_is_passed_over(tmp_path):
    path = tmp_path / "references.bib"
    path.write_bytes(b"\xef\xbb\xbf" + book()[:-1].encode() + b", verified={no}}")
    works, problems = read_references(path, "references.bib")
    assert list(works) == ["a1"] and problems == []
