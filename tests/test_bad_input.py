"""The build stops on bad input: exit not 0, file, line and mend, no stack trace, site/ untouched."""

from __future__ import annotations

import pytest
from example_project import PROVISIONS, REFERENCES

GOOD_PAGE = "docs/stotte.md"


def break_with(words: str):
    """Return a change that adds a paragraph to the page."""
    return lambda project: project.add(GOOD_PAGE, f"\n{words}\n")


def replace(path: str, old: str, new: str):
    return lambda project: project.replace(path, old, new)


# name -> (the change, file, words on the line the message must name (or its number), what, mend)
CASES = {
    "an unknown citation key": (
        break_with("Tekst [@lipski2010, s. 3]."),
        GOOD_PAGE, "@lipski2010", "unknown citation key 'lipski2010'", "did you mean 'lipsky2010'?",
    ),
    "a citation key that was merged": (
        break_with("Tekst [@aas2018, s. 3]."),
        GOOD_PAGE, "@aas2018", "the citation key 'aas2018' has been merged", "cite 'aas2019'",
    ),
    "a citation group over two lines": (
        break_with("Tekst [@lipsky2010, s. 3;\n@aas2019, s. 4]."),
        GOOD_PAGE, "Tekst [@lipsky2010, s. 3;", "is broken over lines", "on one line",
    ),
    "a citation bracket that is never closed": (
        break_with("Tekst [@lipsky2010, s. 3."),
        GOOD_PAGE, "Tekst [@lipsky2010, s. 3.", "stands outside a citation", "closed on the same line",
    ),
    "a bare citation key": (
        break_with("Som @lipsky2010 skriver."),
        GOOD_PAGE, "Som @lipsky2010", "stands outside a citation", "write it as [@lipsky2010, s. 12]",
    ),
    "a page outside the work": (
        break_with("Tekst [@aas2019, s. 21]."),
        GOOD_PAGE, "s. 21", "cites page 21, but 'aas2019' runs from 1 to 20", "look the page up",
    ),
    "a duplicate key": (
        lambda project: project.add("bibliography/references.bib", "\n" + REFERENCES.split("\n\n")[0] + "\n"),
        "bibliography/references.bib", 37, "the key 'lipsky2010' stands here and in line 1", "merge the two",
    ),
    "an ill-formed key": (
        replace("bibliography/references.bib", "{aas2019b,", "{Ås_2019,"),
        "bibliography/references.bib", "Ås_2019", "the key 'Ås_2019' is ill-formed", "lower-case",
    ),
    "broken BibTeX": (
        replace("bibliography/references.bib", "title = {Om støtte},", "title = {Om støtte"),
        "bibliography/references.bib", None, "broken BibTeX", "missing comma, brace or quote",
    ),
    "an unknown provision": (
        break_with("Se [loven](lovregister.md#arbeidsmiljoloven-4-3)."),
        GOOD_PAGE, "4-3", "unknown provision 'arbeidsmiljoloven-4-3'", "did you mean 'arbeidsmiljoloven-4-2'?",
    ),
    "an unknown concept": (
        break_with("Se [ordet](ordliste.md#innlosing)."),
        GOOD_PAGE, "innlosing", "unknown concept 'innlosing'", "did you mean 'innlasing'?",
    ),
    "a provision named in no register": (
        replace("bibliography/legal.yml", "source: lipsky2010", "source: lipsky2011"),
        "bibliography/legal.yml", 1, "unknown citation key 'lipsky2011'", "did you mean 'lipsky2010'?",
    ),
    "a register entry given twice": (
        lambda project: project.add("bibliography/legal.yml", PROVISIONS),
        "bibliography/legal.yml", 13, "the id 'arbeidsmiljoloven-4-2' stands here and in line 1", "merge",
    ),
    "a register that is no YAML": (
        lambda project: project.add("bibliography/glossary.yml", "- id: [uferdig\n"),
        "bibliography/glossary.yml", None, "the register is no YAML", "in quotes",
    ),
    "a broken link": (
        break_with("Se [siden](stote.md)."),
        GOOD_PAGE, "stote.md", "broken link 'stote.md'", "did you mean 'stotte.md'?",
    ),
    "a broken anchor": (
        break_with("Se [delen](index.md#finnes-ikke)."),
        GOOD_PAGE, "finnes-ikke", "broken anchor '#finnes-ikke' in docs/index.md", "look at the headings",
    ),
    "a broken address": (
        break_with("Se [lenken](http://lovdata.no/lov/2005-06-17-62)."),
        GOOD_PAGE, "http://lovdata", "is no https address", "https://",
    ),
    "front matter that is no YAML": (
        replace(GOOD_PAGE, "title: Støtte", "title: Støtte: mer"),
        GOOD_PAGE, "title:", "the front matter is no YAML", "in quotes",
    ),
    "front matter that lacks a field": (
        replace(GOOD_PAGE, "reviewed: 2026-11-22\n", ""),
        GOOD_PAGE, 1, "the front matter lacks 'reviewed'", "add 'reviewed:'",
    ),
    "front matter with an unknown field": (
        replace(GOOD_PAGE, "audience:", "publisert: ja\naudience:"),
        GOOD_PAGE, "publisert", "unknown front matter field 'publisert'", "remove it",
    ),
    "front matter with a misspelt field": (
        replace(GOOD_PAGE, "kind:", "kinds:"),
        GOOD_PAGE, "kinds", "unknown front matter field 'kinds'", "did you mean 'kind'?",
    ),
    "front matter with an unknown kind": (
        replace(GOOD_PAGE, "kind: perspective", "kind: perspektiv"),
        GOOD_PAGE, "kind:", "'perspektiv' is no value of 'kind'", "use one of: front",
    ),
    "no front matter": (
        lambda project: project.write(GOOD_PAGE, "# Støtte\n"),
        GOOD_PAGE, 1, "the page has no front matter", "begin the file with '---'",
    ),
    "a source the front matter does not name": (
        replace(GOOD_PAGE, "sources: [aas2019, ", "sources: ["),
        GOOD_PAGE, "sources:", "the page cites 'aas2019' but 'sources' lacks it", "add 'aas2019'",
    ),
    "a paragraph without a source": (
        break_with("Dette er et langt avsnitt som påstår noe om verden " * 4 + "uten å si hvor det står."),
        GOOD_PAGE, "Dette er et langt", "a paragraph without a source", "cite the source with its page",
    ),
    "a card for a page that is not there": (
        break_with("<!-- cards: stote.md -->"),
        GOOD_PAGE, "cards: stote.md", "the comment «cards:» names 'stote.md'", "did you mean 'stotte.md'?",
    ),
    "a site without an address": (
        replace("mkdocs.yml", "site_url:", "# site_url:"),
        "mkdocs.yml", 1, "'site_url' is missing", "write the address the site is published at",
    ),
    "a language nobody knows": (
        replace("bibliography/references.bib", "langid = {norsk}", "langid = {bokmal}"),
        "bibliography/references.bib", None, "the language 'bokmal'", "use one of norsk",
    ),
    "a heading that differs from the title": (
        replace(GOOD_PAGE, "# Støtte\n", "# Noe annet\n"),
        GOOD_PAGE, "# Noe annet", "differs from the title", "make them equal",
    ),
    "a page not in the navigation": (
        lambda project: project.page("ny.md", "Ny side", "Tekst.\n"),
        "docs/ny.md", 1, "the page is not in the navigation", "add 'ny.md' to 'nav'",
    ),
    "a navigation line without a page": (
        lambda project: project.add("mkdocs.yml", "  - borte.md\n"),
        "mkdocs.yml", "borte.md", "the navigation names 'borte.md'", "write the page or remove the line",
    ),
    "a file that is not UTF-8": (
        lambda project: project.write(GOOD_PAGE, project.read(GOOD_PAGE).encode("latin-1", "replace")),
        GOOD_PAGE, 2, "the file is not UTF-8", "save the file as UTF-8",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def good_site(tmp_path_factory, root):
    """A project with a good site/ already built, and the fingerprint of that site."""
    from example_project import ExampleProject

    project = ExampleProject.create(tmp_path_factory.mktemp("bad") / "project", root)
    run = project.build()
    assert run.returncode == 0, run.stdout + run.stderr
    return project, project.fingerprint()


@pytest.fixture
def broken(good_site):
    """The project, put right again after the test."""
    project, fingerprint = good_site
    kept = {
        file: file.read_bytes()
        for folder in ("docs", "bibliography")
        for file in (project.folder / folder).glob("*.*")
        if not file.is_symlink()
    }
    kept[project.folder / "mkdocs.yml"] = (project.folder / "mkdocs.yml").read_bytes()
    yield project, fingerprint
    for file in (project.folder / "docs").glob("*.md"):
        if file not in kept:
            file.unlink()
    for file, data in kept.items():
        file.write_bytes(data)


@pytest.mark.parametrize("name", CASES)
def test_the_build_stops_on(name, broken):
    project, before = broken
    change, file, place, what, mend = CASES[name]
    change(project)
    run = project.build()
    printed = run.stdout + run.stderr
    assert run.returncode != 0, printed
    assert "Traceback" not in printed
    message = next((line for line in printed.splitlines() if line.startswith(f"{file}:") and what in line), None)
    assert message, printed
    line = int(message.split(":")[1])
    if isinstance(place, int):
        assert line == place, message
    elif place:
        assert line == project.line_of(file, place), message
    assert mend in message.partition("Mend:")[2], message
    assert project.fingerprint() == before, "the last good site was touched"


def test_every_fault_is_reported_at_once(broken):
    project, _ = broken
    project.add(GOOD_PAGE, "\nTekst [@lipski2010] og [siden](stote.md).\n")
    project.page("ny.md", "Ny side", "Tekst.\n")
    printed = project.build().stderr + project.build().stdout
    assert "3 problems in the content:" in printed
    for words in ("lipski2010", "stote.md", "ny.md"):
        assert words in printed


def test_a_fault_mended_lets_the_build_through(broken):
    project, _ = broken
    project.add(GOOD_PAGE, "\nTekst [@lipski2010].\n")
    assert project.build().returncode != 0
    project.replace(GOOD_PAGE, "@lipski2010", "@lipsky2010")
    assert project.build().returncode == 0
