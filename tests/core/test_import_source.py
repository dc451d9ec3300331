"""What becomes of exports: into the register, in its place, with what is left to look up."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner
from commands.import_source import import_source
from knowledge.bibliography import doi, export_file, importing, register_file
from knowledge.bibliography.importing import Imported, Refused
from knowledge.reading import read_library
from knowledge.registers.references import read_references
from maintain import COMMANDS, maintain


def take(text, taken=()):
    """Return what becomes of the only entry of an export."""
    (entry,) = export_file.read(text)
    return importing.convert(entry, taken)


def entry_of(text):
    new = take(text)
    assert isinstance(new, Imported), new
    return new.text()


# --- What programs write --------------------------------------------------------------------------

EXPORTS = {
    "Zotero, BibTeX": (
        r"""
@article{lund_bostotte_2020,
	title = {Bost{\o}tte \& {\AA}pne d{\o}rer: 50 \% av \#1},
	volume = {3},
	issn = {1234-5678},
	url = {http://example.org/a\_b?c=d\%20e},
	doi = {10.9999/ABC.1},
	abstract = {Hemmelig},
	language = {nb-NO},
	number = {2},
	urldate = {2021-01-01},
	journal = {Tidsskrift for prøver},
	author = {Lund, Kari and van Dalen, Piet},
	month = may,
	year = {2020},
	note = {Intern},
	keywords = {a, b},
	pages = {1--20},
	file = {PDF:C\:\\Users\\x\\T.pdf:application/pdf},
}""",
        """@article{lund2020,
  author = {Lund, Kari and van Dalen, Piet},
  title = {Bostøtte \\& Åpne dører: 50 \\% av \\#1},
  journaltitle = {Tidsskrift for prøver},
  date = {2020-05},
  volume = {3},
  number = {2},
  pages = {1--20},
  doi = {10.9999/ABC.1},
  url = {https://example.org/a_b?c=d%20e},
  langid = {norsk},
  verified = {no},
}
""",
    ),
    "Better BibTeX, BibLaTeX": (
        r"""
@report{vikNotat2021,
  type = {Notat},
  title = {{{NAV}} og {{Norge}}},
  shorttitle = {NAV},
  author = {family=Dalen, given=Piet, prefix=van, useprefix=true and {Arbeids- og velferdsdirektoratet}},
  date = {2021-05-31/2021-06-02},
  number = {2021:6},
  institution = {{Arbeidsforskningsinstituttet}},
  location = {{Oslo}},
  langid = {norwegian},
  pagetotal = {40},
}""",
        """@report{van-dalen2021,
  author = {van Dalen, Piet and {Arbeids- og velferdsdirektoratet}},
  title = {{NAV} og {Norge}},
  type = {Notat},
  date = {2021-05-31/2021-06-02},
  number = {2021:6},
  pagetotal = {40},
  publisher = {Arbeidsforskningsinstituttet},
  location = {Oslo},
  langid = {norsk},
  verified = {no},
}
""",
    ),
    "Mendeley": (
        r"""
@phdthesis{Moe2019,
abstract = {Hemmelig},
author = {Moe, Ida},
booktitle = {},
file = {:C$\backslash$:/x.pdf:pdf},
mendeley-groups = {Min mappe},
title = {{St{\o}tte i arbeid}},
school = {Nord universitet},
url = {https://example.org/x{\_}y},
year = {2019}
}""",
        """@thesis{moe2019,
  author = {Moe, Ida},
  title = {Støtte i arbeid},
  type = {Doktoravhandling},
  year = {2019},
  institution = {Nord universitet},
  url = {https://example.org/x_y},
  verified = {no},
}
""",
    ),
    "a DOI registry": (
        " @article{Lund_2020, title={Arbeid &amp; helse: <i>en studie</i>}, volume={3}, ISSN={1234-5678}, "
        "url={http://dx.doi.org/10.9999/abc}, DOI={10.9999/abc}, number={1}, journal={Tidsskrift &amp; mer}, "
        "publisher={Forlaget}, author={Lund, Kari and Moe, Ida}, year={2020}, month=jan, pages={1–20} }",
        """@article{lund2020,
  author = {Lund, Kari and Moe, Ida},
  title = {Arbeid \\& helse: en studie},
  journaltitle = {Tidsskrift \\& mer},
  date = {2020-01},
  volume = {3},
  number = {1},
  pages = {1--20},
  publisher = {Forlaget},
  doi = {10.9999/abc},
  verified = {no},
}
""",
    ),
    "a chapter that refers to its book": (
        """@incollection{kap, author = "Lund, Kari", title = "Kapitlet", crossref = "bok", pages = "3-9"}
@book{bok, editor = {Vik, Anna}, title = {Boka}, subtitle = {Om alt}, publisher = {Forlaget}, year = 2018}""",
        """@incollection{lund2018,
  author = {Lund, Kari},
  editor = {Vik, Anna},
  title = {Kapitlet},
  booktitle = {Boka: Om alt},
  year = {2018},
  pages = {3--9},
  publisher = {Forlaget},
  verified = {no},
}
""",
    ),
}


@pytest.mark.parametrize(("export", "wanted"), EXPORTS.values(), ids=EXPORTS)
def test_an_export_becomes_an_entry_of_the_register(export, wanted, tmp_path):
    new = importing.convert(export_file.read(export)[0], ())
    assert new.text() == wanted
    path = tmp_path / "r.bib"
    path.write_text(new.text(), encoding="utf-8")
    works, problems = read_references(path, "r.bib")
    assert problems == []
    assert works[new.key].title == new.title


@pytest.mark.parametrize("private", ["file", "abstract", "keywords", "note", "annote", "mendeley-groups", "owner"])
def test_what_is_its_owners_alone_is_left_out_and_said(private):
    new = take(f"@book{{x, author={{Lund, K}}, title={{T}}, {private}={{hemmelig}}}}")
    assert "hemmelig" not in new.text()
    assert private in new.dropped


@pytest.mark.parametrize(
    ("written", "authors", "guessed"),
    [
        ("Kari Lund", "Lund, Kari", True),
        ("Kari Lund and Piet van Dalen", "Lund, Kari and van Dalen, Piet", True),
        ("Statistisk sentralbyrå", "{Statistisk sentralbyrå}", True),
        ("Arbeids- og velferdsdirektoratet", "{Arbeids- og velferdsdirektoratet}", True),
        ("{{World Bank and Others, Inc.}}", "{World Bank and Others, Inc.}", False),
        ("Lund, Kari; Moe, Ida", "Lund, Kari and Moe, Ida", False),
        (r"Lund, K. \& Moe, I.", "Lund, K. and Moe, I.", False),
        ("Lund, K., Moe, I., Vik, A.", "Lund, K. and Moe, I. and Vik, A.", False),
        ("Lund K.A. and Moe I.", "Lund, K.A. and Moe, I.", False),
        ("Lund, Kari and others", "Lund, Kari and others", False),
        ("Lund, Kari et al.", "Lund, Kari and others", False),
        ("prefix=d', family=Alembert, given=Jean", "d'Alembert, Jean", False),
        ("family={Lund Ås}, given=Kari, suffix=Jr.", "Lund Ås, Jr., Kari", False),
        (r"M{\"u}ller, {\relax Yu}ri", "Müller, Yuri", False),
        ("Lund&oslash;, Kari", "Lundø, Kari", False),
    ],
)
def test_names_are_read_in_every_form_and_a_guess_is_said(written, authors, guessed):
    new = take(f"@book{{x, author={{{written}}}, title={{T}}, year=2020}}")
    assert f"  author = {{{authors}}},\n" in new.text()
    assert any("was taken for" in one for one in new.left) == guessed


def test_what_comes_in_can_be_read_however_odd_it_was(tmp_path):
    odd = [
        "@book{x, author={van Berkel}, title={Om {\\textbf} og \\emph}, year=2020}",
        "@book{x, author={de Olaria Pio and {}}, title={A}, year=2020}",
        "@book{x, author={{Lund}, Kari}, title={{A} {{b}} {c}d{e}}, year=2020}",
    ]
    path = tmp_path / "r.bib"
    for text in odd:
        path.write_text(entry_of(text), encoding="utf-8")
        assert read_references(path, "r.bib")[1] == [], text


@pytest.mark.parametrize(
    ("fields", "kept", "said"),
    [
        ("year={2020}, month={5}, day={3}", "date = {2020-05-03}", ""),
        ("date={2021-23}", "year = {2021}", "'2021-23'"),
        ("date={2021?}", "year = {2021}", "'2021?'"),
        ("date={3. mai 2021}", "date = {2021-05-03}", ""),
        ("year={in press}", "pubstate = {inpress}", ""),
        ("pubstate={forthcoming}", "pubstate = {forthcoming}", ""),
        ("year={199X}", "", "'199X' could not be read"),
        ("date={-0044}", "", "'-0044' could not be read"),
    ],
)
def test_a_date_is_taken_as_far_as_it_is_one(fields, kept, said):
    new = take(f"@book{{x, author={{Lund, K}}, title={{T}}, {fields}}}")
    assert f"  {kept}" in new.text()
    assert said in " ".join(new.left)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2nd", "2"), ("2nd ed.", "2"), ("2. utg.", "2"), ("Second", "2"), ("Second edition", "2"), ("3", "3"),
     ("30th anniversary expanded ed.", "30th anniversary expanded ed.")],
)  # fmt: skip
def test_an_edition_is_a_number_where_it_is_one(written, kept):
    assert f"  edition = {{{kept}}},\n" in entry_of(
        f"@book{{x, author={{Lund, K}}, title={{T}}, edition={{{written}}}}}"
    )


@pytest.mark.parametrize(
    ("kind", "fields", "lines"),
    [
        ("phdthesis", "", ["@thesis{", "type = {Doktoravhandling}"]),
        ("mastersthesis", "", ["@thesis{", "type = {Masteroppgave}"]),
        ("thesis", "type={mathesis}", ["type = {Masteroppgave}"]),
        ("thesis", "type={{PhD} thesis}", ["type = {Doktoravhandling}"]),
        ("thesis", "type={Master's thesis}", ["type = {Masteroppgave}"]),
        ("techreport", "type={Arbeidsnotat}", ["@report{", "type = {Arbeidsnotat}"]),
        ("report", "type={techreport}", ["type = {Teknisk rapport}"]),
        ("inbook", "booktitle={B}", ["@incollection{", "booktitle = {B}"]),
        ("electronic", "url={https://example.org/}, publisher={P}", ["@online{", "organization = {P}"]),
        ("collection", "", ["@book{"]),
        ("patent", "", ["@misc{"]),
    ],
)
def test_types_get_the_names_they_have_here(kind, fields, lines):
    text = entry_of(f"@{kind}{{x, author={{Lund, K}}, title={{T}}, year=2020, {fields}}}")
    assert all(line in text for line in lines), text


@pytest.mark.parametrize(
    ("fields", "doi_line", "url_line"),
    [
        ("doi={https://doi.org/10.1234/a_b}", "doi = {10.1234/a_b}", None),
        (r"doi={10.1234/a\_b}", "doi = {10.1234/a_b}", None),
        ("url={https://doi.org/10.1234/ab}", "doi = {10.1234/ab}", None),
        ("doi={ukjent}, url={www.example.org/x}", None, "url = {https://www.example.org/x}"),
        (r"howpublished={\url{https://example.org/x_y}}", None, "url = {https://example.org/x_y}"),
        (r"url={https://example.org/\%C3\%A5\#a}", None, "url = {https://example.org/%C3%A5#a}"),
        ("eprint={1234.5678}, eprinttype={arxiv}", None, "url = {https://arxiv.org/abs/1234.5678}"),
        ("url={file:///C:/x.pdf}", None, None),
    ],
)
def test_addresses_are_bare_and_of_the_web(fields, doi_line, url_line):
    text = entry_of(f"@misc{{x, author={{Lund, K}}, title={{T}}, year=2020, {fields}}}")
    assert ("doi = " in text, "url = " in text) == (bool(doi_line), bool(url_line))
    assert (doi_line or "") in text and (url_line or "") in text


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("@book{x, title = {uten slutt, year = 2020}", "broken"),
        ("@book{x, url={https://example.org}}", "neither a name nor a title"),
        ("@book{x, title={Om {{NAV}}\\}}, author={Lund, K},\n year = {2020},\n}\n", "broken"),
        ("@book{x, title={T}, author={a, b, c, d, e}}", "too many commas"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line_and_a_mend(broken, why):
    (found,) = [importing.convert(entry, ()) for entry in export_file.read(f"\n{broken}")][:1]
    assert isinstance(found, Refused)
    assert why in found.why and found.mend and found.was[1] == 2


def test_one_broken_entry_hides_none_of_the_others():
    text = "@book{a, title={A}}\n@book{b, title={B} year={2020}}\n@book{c, title={C}}\n@book{d, title={D\n"
    entries = export_file.read(text)
    assert [(entry.key, bool(entry.faults)) for entry in entries[:3]] == [("a", False), ("b", True), ("c", False)]
    assert entries[3].faults and entries[3].line == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_alphabet_it_was_written_in(encoding):
    assert export_file.text_of("Bostøtte på Ås".encode(encoding)) == "Bostøtte på Ås"


def test_keys_with_spaces_or_none_are_read():
    text = (
        "@book{Lund og Moe 2020, title={A}}\n@book{, title={B}}\n@comment{x}\n@string{f = {Forlaget}}\n"
        "@book{c, title={C}, publisher=f # { AS}}"
    )
    entries = export_file.read(text)
    assert [(entry.fields["title"], entry.faults) for entry in entries] == [("A", []), ("B", []), ("C", [])]
    assert entries[2].fields["publisher"] == "Forlaget AS"


def test_a_key_is_made_of_name_and_year_and_is_new():
    text = "@book{x, author={Åsvær, Kari}, title={T}, year=2020}"
    assert take(text).key == "asvaer2020"
    assert take(text, {"asvaer2020"}).key == "asvaer2020b"
    assert take("@book{x, title={Om arbeid og helse}}").key == "om-arbeid-og-udatert"
    assert take("@book{x, title={仕事}, year=2020}").key == "verk2020"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Arbeid og helse", "ARBEID OG HELSE.", True),
        ("Arbeid og helse i kommunene: En studie", "Arbeid og helse i kommunene", True),
        ("Rapport: A", "Rapport: B", False),
        ("Arbeid", "Arbeid og helse", False),
        ("", "", False),
    ],
)
def test_titles_are_one_whatever_their_case_and_subtitle(one, other, same):
    assert importing.same_title(one, other) is same


def test_an_entry_goes_to_its_place_and_nothing_else_changes():
    text = "% topp\n\n@book{b1,\n  title = {B},\n}\n\n@book{d1,\n  title = {D},\n}\n"
    for key, before in (("a1", "@book{b1"), ("c1", "@book{d1"), ("e1", None)):
        new = f"@book{{{key},\n}}\n"
        grown = register_file.insert(text, key, new)
        assert grown.replace(new, "", 1).replace("\n\n\n", "\n\n").rstrip() == text.rstrip()
        at = grown.index(new)
        assert grown[at + len(new) :].lstrip("\n").startswith(before or "")
        assert (before is not None) or grown.endswith(new)


# --- The command ----------------------------------------------------------------------------------


@pytest.fixture
def run(example, tmp_path):
    """Return a function that imports a text into the example project: exit status, output, the register after."""

    def command(text, *options):
        source = tmp_path / "eksport.bib"
        source.write_text(text, encoding="utf-8")
        result = CliRunner().invoke(import_source, [str(source), "--root", str(example.folder), *options])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output, example.read("bibliography/references.bib")

    return command


def test_the_command_is_one_of_maintains():
    assert COMMANDS["import-source"] == "import_source"
    assert "import-source" in CliRunner().invoke(maintain, ["--help"]).output


def test_a_raw_export_is_in_the_register_after_one_command_and_builds(run, example):
    status, output, text = run(EXPORTS["Zotero, BibTeX"][0])
    assert status == 0
    assert (
        f"references.bib:{example.line_of('bibliography/references.bib', '@article{lund2020')}: 'lund2020' is new"
        in output
    )
    assert "see that it answers with https" in output and "Not taken over: abstract, file, keywords, note." in output
    assert text.index("{aas2019b") < text.index("{lund2020") and "verified = {no}" in text
    assert read_library(example.folder).references["lund2020"].year == "2020"


@pytest.mark.parametrize(
    ("second", "by"),
    [
        ("@book{x, author={Andre, A}, title={Noe annet}, year=2020, doi={10.9999/abc.1}}", "by the DOI 10.9999/abc.1"),
        ("@book{x, author={Lund, K.}, title={BOSTØTTE & åpne dører: 50 % av #1}, year=2020}", "by the title"),
    ],
)
def test_a_work_that_is_there_already_is_named_with_its_line_and_not_taken(run, example, second, by):
    before = run(EXPORTS["Zotero, BibTeX"][0])[2]
    status, output, after = run(second)
    assert (status, after) == (1, before)
    line = example.line_of("bibliography/references.bib", "@article{lund2020")
    assert f"it is 'lund2020' (bibliography/references.bib:{line})" in output and by in output


def test_a_work_that_stands_twice_in_the_export_is_taken_once(run):
    status, output, text = run(EXPORTS["Zotero, BibTeX"][0] + "\n@book{y, title={Z}, doi={10.9999/abc.1}, year=2020}")
    assert status == 0 and "not taken: it is 'lund2020'" in output
    assert "{Z}" not in text


def test_another_work_of_the_same_title_is_taken_when_asked(run):
    assert run("@book{x, title={Om støtte}, year=2019}")[0] == 1
    status, _, text = run("@book{x, title={Om støtte}, year=2019}", "--again")
    assert status == 0 and "{om-stotte2019," in text


def test_nothing_is_written_on_a_dry_run_and_the_entry_is_shown(run, example):
    before = example.read("bibliography/references.bib")
    status, output, after = run(EXPORTS["Mendeley"][0], "--dry-run")
    assert (status, after) == (0, before)
    assert "@thesis{moe2019," in output


def test_only_the_wanted_entry_is_taken(run):
    _, _, text = run("@book{a, title={Ene}, year=2020}\n@book{b, title={Andre}, year=2020}", "--key", "b")
    assert "{Andre}" in text and "{Ene}" not in text
    status, output, _ = run("@book{a, title={Ene}}", "--key", "c")
    assert status == 1 and "has no entry with the key c" in output


def test_nothing_is_written_that_would_make_the_register_unsound(run, example, monkeypatch):
    before = example.read("bibliography/references.bib")
    monkeypatch.setattr(Imported, "text", lambda new: f"@book{{{new.key},\n  title = {{T}},\n  note = {{x}},\n}}\n")
    status, output, after = run(EXPORTS["Mendeley"][0])
    assert (status, after) == (1, before)
    assert "nothing was written" in output and "'moe2019' has the field 'note'" in output
    assert not list((example.folder / "bibliography").glob("*.part"))


def test_a_broken_register_is_not_written_to(run, example):
    example.replace("bibliography/references.bib", "verified = {partly},\n", "")
    before = example.read("bibliography/references.bib")
    status, output, after = run(EXPORTS["Mendeley"][0])
    assert (status, after) == (1, before)
    assert "the register must be sound first" in output and "references.bib:12" in output


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "has no entry"), ("Hei\n", "has no entry"), ("@book{x, note={y}}", "neither a name nor a title")],
)
def test_an_export_without_a_work_says_so(run, text, said):
    status, output, _ = run(text)
    assert status == 1 and said in output and "Mend:" in output


def test_a_missing_file_is_said(example):
    result = CliRunner().invoke(import_source, ["finnes-ikke.bib", "--root", str(example.folder)])
    assert result.exit_code == 1
    assert "'finnes-ikke.bib' cannot be read" in result.output and "give a DOI" in result.output


# --- DOIs -----------------------------------------------------------------------------------------

ANSWERS = {
    "10.9999/abc": (200, EXPORTS["a DOI registry"][0]),
    "10.9999/other": (200, "@book{x, title={T}, doi={10.9999/else}}"),
    "10.9999/page": (200, "<!DOCTYPE html><html><body>hei@example.org</body></html>"),
    "10.9999/empty": (200, ""),
    "10.9999/half": (200, "@article{x, title={uten slutt"),
    "10.9999/binary": (200, "\x00\x01\x02@"),
    "10.9999/unknown": (404, "not found"),
    "10.9999/busy": (429, "slow down"),
    "10.9999/unable": (406, ""),
    "10.9999/down": (500, ""),
    "10.9999/slow": (None, ""),
}


@contextmanager
def registry():
    """A server of this machine that answers for DOIs; yields its address and what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path[1:]
            asked.append((name, self.headers["Accept"]))
            if name == "10.9999/moved":
                self.send_response(302)
                self.send_header("Location", "/10.9999/abc")
                self.end_headers()
                return
            status, text = ANSWERS[name]
            if status is None:
                time.sleep(1.5)
                return
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "30")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *given):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("written", ["10.9999/abc", "doi:10.9999/abc", "https://doi.org/10.9999/abc", "10.9999/moved"])
def test_a_doi_is_looked_up_and_its_work_taken(example, written):
    with registry() as (address, asked):
        options = ["--resolver", address, "--root", str(example.folder)]
        result = CliRunner().invoke(import_source, [written, *options])
    assert result.exit_code == (1 if written.endswith("moved") else 0), result.output
    assert asked[0][1].startswith("application/x-bibtex")
    if result.exit_code == 0:
        assert "Arbeid \\& helse: en studie" in example.read("bibliography/references.bib")
    else:
        # The registry led on to the entry of another DOI.
        assert "is of another DOI (10.9999/abc)" in result.output


@pytest.mark.parametrize(
    ("name", "what", "mend"),
    [
        ("10.9999/unknown", "no registry knows the DOI 10.9999/unknown", "letter by letter"),
        ("10.9999/busy", "takes no more questions now (HTTP 429)", "try again after 30 seconds"),
        ("10.9999/unable", "gives no BibTeX", "FILE="),
        ("10.9999/down", "answered HTTP 500", "try again later"),
        ("10.9999/page", "is no BibTeX", "in a browser"),
        ("10.9999/empty", "is no BibTeX", "in a browser"),
        ("10.9999/half", "is no BibTeX", "in a browser"),
        ("10.9999/binary", "is no BibTeX", "in a browser"),
        ("10.9999/other", "is of another DOI (10.9999/else)", "in a browser"),
        ("10.9999/slow", "no answer within 0.3 seconds", "try again later"),
    ],
)
def test_every_other_answer_is_a_message_and_leaves_the_register_as_it_was(example, name, what, mend):
    before = example.read("bibliography/references.bib")
    with registry() as (address, _):
        seconds = "0.3" if name.endswith("slow") else "30"
        options = ["--resolver", address, "--seconds", seconds, "--root", str(example.folder)]
        result = CliRunner().invoke(import_source, [name, *options])
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    assert what in result.output and mend in result.output
    assert example.read("bibliography/references.bib") == before


def test_a_registry_that_is_not_there_is_said():
    with registry() as (address, _):
        pass
    with pytest.raises(doi.LookUpError, match="cannot be reached") as raised:
        doi.look_up("10.9999/abc", address, 2)
    assert "FILE=" in raised.value.mend


@pytest.mark.parametrize(
    "text", ["10.33673/OOA20211", "DOI: 10.33673/OOA20211", " https://dx.doi.org/10.33673/OOA20211 "]
)
def test_a_doi_is_known_in_every_form(text):
    assert doi.doi_of(text) == "10.33673/OOA20211"


@pytest.mark.parametrize("text", ["kilder.bib", "10.bib", "11.1234/x", "-", "https://example.org/10.1234/x"])
def test_a_file_is_no_doi(text):
    assert doi.doi_of(text) is None
