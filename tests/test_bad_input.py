"""The build stops on bad input: exit not 0, file, line and mend, no stack trace, site/ untouched."""

from __future__ import annotations

import shutil

import pytest
from example_project import PROVISIONS, REFERENCES

GOOD_PAGE = "docs/stotte.md"


def break_with(words: str):
    """Return a change that adds a paragraph to the page."""
    return lambda project: project.add(GOOD_PAGE, f"\n{words}\n")


CASE = "docs/sak.md"
CASE_LAW = (
    "## Hva sier loven?\n\nArbeidet skal tilpasses ([§ 4-2](lovregister.md#arbeidsmiljoloven-4-2)).\n\n"
    "Lest 2. juli 2026. <!-- uten kilde: om hva nettstedet har lest -->\n\n"
)
CASE_ANSWER = '!!! kort "Kort sagt"\n    Ja [@lipsky2010, s. 12].\n\n'


def case(body: str):
    """Return a change that adds a case."""

    def change(project):
        project.page("sak.md", "En sak", body, "lipsky2010", "case")
        asked = "ask: [en sak, to saker, tre saker, fire saker, fem saker, seks saker]"
        project.replace(CASE, "kind: case", f"kind: case\ngroup: kartlegging\n{asked}")
        config = project.read("mkdocs.yml")
        project.write("mkdocs.yml", f"{config.rstrip()}\n  - sak.md\n")

    return change


def replace(path: str, old: str, new: str):
    return lambda project: project.replace(path, old, new)


# name -> (the change, file, words on the line the message must name (or its number), what, mend)
CASES = {
    "an unknown citation key": (
        break_with("Tekst [@lipski2010, s. 3]."),
        GOOD_PAGE, "@lipski2010", "unknown citation key 'lipski2010'", "did you mean 'lipsky2010'?",
    ),
    "a field of the site file that holds something else": (
        lambda project: project.add("bibliography/site.yml", "search_examples: ja\n"),
        "bibliography/site.yml", "search_examples: ja", "'search_examples' holds something else",
        "write a list of texts",
    ),
    "a provision without its kind, to which a page leads": (
        replace("bibliography/legal.yml", "  kind: lov\n", ""),
        "bibliography/legal.yml", "id: arbeidsmiljoloven-4-2", "'kind' is a required property", "add 'kind:'",
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
        "bibliography/legal.yml", 15, "the id 'arbeidsmiljoloven-4-2' stands here and in line 1", "merge",
    ),
    "a provision without the day its text was read": (
        replace("bibliography/legal.yml", "  text_as_of: 2026-07-02\n", ""),
        "bibliography/legal.yml", 1, "'text_as_of' is a required property", "add 'text_as_of:' (",
    ),
    "a provision whose address is another act's": (
        replace("bibliography/legal.yml", "no/lov/2005-06-17-62", "no/lov/2005-06-17-63"),
        "bibliography/legal.yml", 1, "is not that of LOV-2005-06-17-62", "write https://lovdata.no/lov/2005-06-17-62",
    ),
    "a provision whose section cannot be read": (
        replace("bibliography/legal.yml", "section: § 4-2", "section: paragraf fire"),
        "bibliography/legal.yml", 1, "'section' cannot be read at 'paragraf fire'", "write it as «§§ 2 og 3»",
    ),
    "an amount without a date": (
        replace("bibliography/legal.yml", "tilpasses den enkelte.", "tilpasses den enkelte for 37 kroner."),
        "bibliography/legal.yml", 1, "the amount «37 kroner» stands without a date", "add 'due'",
    ),
    "a register that is no YAML": (
        lambda project: project.add("bibliography/glossary.yml", "- id: [uferdig\n"),
        "bibliography/glossary.yml", None, "the register is no YAML", "in quotes",
    ),
    "a broken link": (
        break_with("Se [siden](stote.md)."),
        GOOD_PAGE, "stote.md", "broken link 'stote.md'", "did you mean 'stotte.md'?",
    ),
    "a dead link with a title": (
        break_with('Se [siden](borte.md "tittel").'),
        GOOD_PAGE, "borte.md", "broken link 'borte.md'", "write the page or remove the link",
    ),
    "a dead link by reference": (
        break_with("Se [siden][ref].\n\n[ref]: borte.md"),
        GOOD_PAGE, "borte.md", "broken link 'borte.md'", "write the page or remove the link",
    ),
    "a page outside the work behind another": (
        break_with("Tekst [@aas2019, s. 17, 99]."),
        GOOD_PAGE, "s. 17, 99", "cites page 99, but 'aas2019' runs from 1 to 20", "look the page up",
    ),
    "a locator nobody reads": (
        break_with("Tekst [@aas2019, side 3]."),
        GOOD_PAGE, "side 3", "'side 3' is no locator", "write pages as 's. 12'",
    ),
    "a left-out author among others": (
        break_with("Tekst [@lipsky2010; -@aas2019]."),
        GOOD_PAGE, "-@aas2019", "leaves out an author among others", "alone in its bracket",
    ),
    "a script in a page": (
        break_with("<script>alert(1)</script>"),
        GOOD_PAGE, "<script>", "HTML in the page: '<script>'", "a file below docs/assets/",
    ),
    "a handler in a page": (
        break_with('Tekst <b onclick="x()">her</b>.'),
        GOOD_PAGE, "onclick", "HTML in the page: '<b onclick", "write it in Markdown",
    ),
    "a handler in an attribute list": (
        break_with('Tekst om [støtte](index.md){: onclick="x()" }.'),
        GOOD_PAGE, "onclick", "an attribute list sets what runs", "keep an id there alone",
    ),
    "a dress in an attribute list": (
        break_with("Tekst.\n{: style='position:fixed' }"),
        GOOD_PAGE, "style=", "an attribute list sets what runs", "keep an id there alone",
    ),
    "a list of attributes that is none": (
        break_with('Tekst om støtte. {style="position:fixed"}'),
        GOOD_PAGE, "{style=", "looks like a list of attributes", "put it right after",
    ),
    "a frame in a page": (
        break_with('<iframe src="https://example.com"></iframe>'),
        GOOD_PAGE, "iframe", "HTML in the page: '<iframe", "write it in Markdown",
    ),
    "a picture from elsewhere": (
        break_with("![Et bilde](https://example.com/a.png)"),
        GOOD_PAGE, "a.png", "the picture 'https://example.com/a.png' lies elsewhere", "keep a copy below docs/assets/",
    ),
    "a picture without a text": (
        break_with("![](assets/mark.svg)"),
        GOOD_PAGE, "mark.svg", "the picture 'assets/mark.svg' has no text", "write what it shows",
    ),
    "a missing picture": (
        break_with("![Et bilde](assets/borte.png)"),
        GOOD_PAGE, "borte.png", "broken link 'assets/borte.png'", "link to a .md file",
    ),
    "a misspelt directive": (
        break_with("<!-- colums -->\n\nTekst.\n\n<!-- /colums -->"),
        GOOD_PAGE, "<!-- colums", "unknown directive 'colums'", "did you mean 'columns'?",
    ),
    "a comment that is no directive": (
        break_with("<!-- Husk dette! -->"),
        GOOD_PAGE, "Husk", "a comment that is no directive", "<!-- note: … -->",
    ),
    "an unclosed pair": (
        break_with("<!-- columns -->\n\nTekst."),
        GOOD_PAGE, "<!-- columns", "'<!-- columns -->' is not closed", "add '<!-- /columns -->'",
    ),
    "an unknown box": (
        break_with('!!! korrt "Kort sagt"\n    Tekst.'),
        GOOD_PAGE, "korrt", "unknown box 'korrt'", "did you mean 'kort'?",
    ),
    "a box that is none": (
        break_with('!! merk "M"'),
        GOOD_PAGE, "!! merk", "'!! merk' looks like a box", "begin with !!! or ???",
    ),
    "a footnote": (
        break_with("Tekst[^1].\n\n[^1]: Fot."),
        GOOD_PAGE, "[^1]: Fot.", "looks like a footnote", "pages here have no footnotes",
    ),
    "a heading of nothing but signs": (
        break_with("## 🎉"),
        GOOD_PAGE, "🎉", "the heading '🎉' has no letters", "write it in words",
    ),
    "an unknown register": (
        break_with("<!-- register: consepts -->"),
        GOOD_PAGE, "consepts", "unknown register 'consepts'", "did you mean 'concepts'?",
    ),
    "two pages with one address": (
        lambda project: project.page("stotte/index.md", "Støtte til", "Tekst."),
        "docs/stotte/index.md", 1, "published at the same address as docs/stotte.md", "another name",
    ),
    "two pages with one title": (
        lambda project: project.page("ny.md", "Støtte", "Tekst."),
        "docs/stotte.md", "title:", "the title «Støtte» is also that of docs/ny.md", "make the titles differ",
    ),
    "a page name that is not ASCII": (
        lambda project: project.page("støy.md", "Støy", "Tekst."),
        "docs/støy.md", 1, "makes an address that is hard to write", "use lower-case a–z",
    ),
    "a stray file": (
        lambda project: project.write("docs/notat.txt", "x"),
        "docs/notat.txt", 1, "the file is no page and would not be published", "move it out of docs/",
    ),
    "a case whose answer is not first": (
        case("## Hva sier forskningen?\n\nStøtten gis der [@lipsky2010, s. 12].\n\n" + CASE_ANSWER),
        CASE, "!!! kort", "the answer in short is not the first", "move the box up",
    ),
    "a case without law or research": (
        case(CASE_ANSWER + "## Les videre\n\n- [Støtte](stotte.md)\n"),
        CASE, None, "the case has neither law nor research", "say under «Hva sier loven?»",
    ),
    "a case with a heading of its own": (
        case(CASE_ANSWER + CASE_LAW + "## Rutiner\n\nTekst.\n"),
        CASE, "## Rutiner", "the heading «Rutiner» is none of those of a case", "use these, in this order",
    ),
    "a page without its answer": (
        replace(GOOD_PAGE, '!!! kort "Kort sagt"', '!!! merk "Kort sagt"'),
        GOOD_PAGE, None, "the page lacks its answer in short", '!!! kort "Kort sagt"',
    ),
    "a short statement with a number and no source": (
        break_with("Andelen var 12 prosent."),
        GOOD_PAGE, "12 prosent", "a paragraph without a source", "cite the source",
    ),
    "a page number in a register outside its work": (
        replace("bibliography/glossary.yml", 'page: "4"', 'page: "4, 999"'),
        "bibliography/glossary.yml", 1, "cites page 999, but 'lipsky2010' runs from 1 to 275", "look the page up",
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
    "a list of addresses that is not UTF-8": (
        lambda project: project.write("bibliography/addresses.txt", b"# F\xf8r\n"),
        "bibliography/addresses.txt", 1, "the file is not UTF-8", "save it as UTF-8",
    ),
    "a list of words that is not UTF-8": (
        lambda project: project.write("bibliography/english_words.txt", b"# Ord\nf\xf8rst\n"),
        "bibliography/english_words.txt", 2, "the file is not UTF-8", "save it as UTF-8",
    ),
    "a sign that turns the line around": (
        break_with("Snudd ‮gis [@lipsky2010, s. 12]."),
        GOOD_PAGE, "Snudd", "a sign that cannot be seen: U+202E (right-to-left override)", "remove it",
    ),
    "a sign nobody sees in a register": (
        replace("bibliography/glossary.yml", "term: innlåsing", "term: inn\u200blåsing"),
        "bibliography/glossary.yml", "låsing", "a sign that cannot be seen: U+200B", "remove it",
    ),
    "a control character": (
        break_with("Pling \x07gis [@lipsky2010, s. 12]."),
        GOOD_PAGE, "Pling", "a sign that cannot be seen: U+0007", "remove it",
    ),
    "a field of the front matter given twice": (
        replace(GOOD_PAGE, "audience: [public]", "title: Noe annet\naudience: [public]"),
        GOOD_PAGE, "Noe annet", "the field 'title' stands here and in line 2", "keep the one",
    ),
    "a field of an entry given twice": (
        replace("bibliography/glossary.yml", "  term: innlåsing", "  term: innlåsing\n  term: innlåst"),
        "bibliography/glossary.yml", "innlåst", "the field 'term' stands here and in line", "keep the one",
    ),
    "front matter that holds itself": (
        replace(GOOD_PAGE, "audience: [public]", "audience: &all [*all]"),
        GOOD_PAGE, 1, "holds itself", "write its value out",
    ),
    "lists within lists without end": (
        break_with("\n".join(f"{'    ' * depth}- a" for depth in range(300))),
        GOOD_PAGE, None, "too deep to be read", "take some of the indents away",
    ),
    "a ledger of a page that is gone": (
        lambda project: project.write("bibliography/evidence/borte.yml", "[]\n"),
        "bibliography/evidence/borte.yml", 1, "records of a page that does not exist", "or remove it",
    ),
    "a configuration without a navigation": (
        lambda project: project.write("mkdocs.yml", project.read("mkdocs.yml").partition("\nnav:")[0] + "\n"),
        "mkdocs.yml", 1, "mkdocs.yml has no list of pages under 'nav'", "a line for each page",
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
    for file in (project.folder / "docs").glob("*.txt"):
        file.unlink()
    shutil.rmtree(project.folder / "docs" / "stotte", ignore_errors=True)
    for name in ("addresses.txt", "english_words.txt", "evidence/borte.yml"):
        if (file := project.folder / "bibliography" / name) not in kept:
            file.unlink(missing_ok=True)
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


def test_the_build_is_the_same_wherever_it_is_started_from(good_site, tmp_path, monkeypatch):
    project, before = good_site
    monkeypatch.chdir(tmp_path)
    run = project.build()
    assert run.returncode == 0, run.stderr
    assert project.fingerprint() == before


def test_every_fault_is_reported_at_once(broken):
    project, _ = broken
    project.add(GOOD_PAGE, "\nTekst [@lipski2010] og [siden](stote.md).\n")
    project.page("ny.md", "Ny side", "Tekst.\n")
    project.replace("bibliography/glossary.yml", "term: innlåsing", "trem: innlåsing")
    printed = project.build().stderr
    for words in ("lipski2010", "stote.md", "docs/ny.md", "'trem' was unexpected"):
        assert words in printed


@pytest.mark.parametrize("name", [".#stotte.md", "stotte.md~", "stotte.md.bak", "#stotte.md#", ".stotte.md.swp"])
def test_what_an_editor_leaves_behind_is_neither_published_nor_fatal(broken, name):
    project, _ = broken
    file = project.folder / "docs" / name
    if name.startswith(".#"):
        file.symlink_to("noen@maskinen.123")
    else:
        file.write_text("---\nuferdig\n", encoding="utf-8")
    try:
        run = project.build()
        assert run.returncode == 0, run.stderr
        assert not [path for path in project.fingerprint() if "#" in path or path.endswith(("~", ".bak", ".swp"))]
    finally:
        file.unlink()


def test_a_page_with_a_byte_order_mark_is_read_like_any_other(broken):
    project, _ = broken
    project.write(GOOD_PAGE, b"\xef\xbb\xbf" + project.read(GOOD_PAGE).encode())
    run = project.build()
    assert run.returncode == 0, run.stderr


def test_a_fault_mended_lets_the_build_through(broken):
    project, _ = broken
    project.add(GOOD_PAGE, "\nTekst [@lipski2010].\n")
    assert project.build().returncode != 0
    project.replace(GOOD_PAGE, "@lipski2010", "@lipsky2010")
    assert project.build().returncode == 0
