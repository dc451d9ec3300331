"""Moving a page: what leads to it follows, and its old address leads on."""

import pytest
from knowledge import moving
from knowledge.evidence.records import file_of
from knowledge.reading import problems_of, read_library, read_unchecked

LINKS = """Se [støtte](stotte.md#hva-er-usikkert "t"), [igjen](<stotte.md>), [med navn][stotte] og `[kode](stotte.md)`.

[stotte]: stotte.md

> - [I liste](stotte.md)

| a | b |
|---|---|
| [Rute](stotte.md) | `stotte.md` |

<!-- cards: stotte.md
  ordliste.md -->
"""


@pytest.fixture
def project(example):
    example.page("sider/om.md", "Om siden", LINKS.replace("stotte.md", "../stotte.md").replace("cards: ../", "cards: "))
    example.navigation(
        ["index.md", "stotte.md", "sider/om.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md"]
    )
    example.add("bibliography/site.yml", "free_pages: [ordliste.md, stotte.md]\nsections: {}\n")
    assert problems_of(example.folder) == []
    return example


def move(project, old, new):
    moved = moving.plan(read_unchecked(project.folder)[0], old, new)
    moving.carry_out(project.folder, moved)
    return moved


def test_everything_that_led_to_a_page_leads_to_it_where_it_is_now(project):
    moved = move(project, "stotte.md", "hjelp/til-arbeid.md")
    assert problems_of(project.folder) == []
    library = read_library(project.folder)
    assert "stotte.md" not in library.pages
    text = project.read("docs/sider/om.md")
    assert '[støtte](../hjelp/til-arbeid.md#hva-er-usikkert "t")' in text
    assert "[igjen](<../hjelp/til-arbeid.md>)" in text
    assert "\n[stotte]: ../hjelp/til-arbeid.md\n" in text
    assert "> - [I liste](../hjelp/til-arbeid.md)" in text
    assert "| [Rute](../hjelp/til-arbeid.md) | `../stotte.md` |" in text
    assert "`[kode](../stotte.md)`" in text, "code is shown as written"
    assert "<!-- cards: hjelp/til-arbeid.md\n  ordliste.md -->" in text
    assert "  page: hjelp/til-arbeid.md\n" in project.read("bibliography/glossary.yml")
    assert "free_pages: [ordliste.md, hjelp/til-arbeid.md]" in project.read("bibliography/site.yml")
    assert "\n  - hjelp/til-arbeid.md\n" in project.read("mkdocs.yml")
    assert moved.places["docs/sider/om.md"] == 6


def test_its_own_links_lead_where_they_led(project):
    before = [(link.path, link.anchor) for link in read_library(project.folder).pages["stotte.md"].links]
    move(project, "stotte.md", "a/b/c.md")
    page = read_library(project.folder).pages["a/b/c.md"]
    assert [(link.path, link.anchor) for link in page.links] == before
    assert page.links[0].target == "../../lovregister.md#arbeidsmiljoloven-4-2"


def test_every_address_it_had_stays_among_its_former_ones_but_for_the_one_it_has_now(project):
    move(project, "stotte.md", "a.md")
    move(project, "a.md", "b.md")
    assert read_library(project.folder).pages["b.md"].former == ("/stotte/", "/a/")
    move(project, "b.md", "a.md")
    assert read_library(project.folder).pages["a.md"].former == ("/stotte/", "/b/")


def test_a_new_name_with_the_old_address_leaves_no_former_one(project):
    move(project, "stotte.md", "stotte/index.md")
    assert "former" not in project.read("docs/stotte/index.md")
    assert problems_of(project.folder) == []


def test_the_records_of_what_a_page_says_go_with_it(project):
    before = project.folder / file_of("sider/om.md")
    before.parent.mkdir(parents=True)
    before.write_text("[]\n", encoding="utf-8")
    move(project, "sider/om.md", "hjelp/om.md")
    assert (project.folder / file_of("hjelp/om.md")).read_text(encoding="utf-8") == "[]\n"
    assert not before.parent.exists()
    assert problems_of(project.folder) == []


def test_a_folder_that_a_page_leaves_empty_goes(project):
    move(project, "sider/om.md", "om.md")
    assert not (project.folder / "docs" / "sider").exists()
    assert "(stotte.md)" in project.read("docs/om.md")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("stote.md", "a.md", "docs/stote.md is no page: did you mean 'stotte.md'?"),
        ("stotte.md", "ordliste.md", "docs/ordliste.md is there already"),
        ("stotte.md", "ordliste/index.md", "docs/ordliste.md has the address /ordliste/ already"),
        ("stotte.md", "Støtte.md", "'Støtte.md' makes an address that is hard to write"),
        ("stotte.md", "../stotte.md", "'..' makes an address that is hard to write"),
        ("stotte.md", "stotte.txt", "let it end in .md"),
        ("index.md", "forside.md", "the front page stays"),
    ],
)
def test_a_move_that_cannot_be_made_changes_nothing_and_says_why(project, old, new, words):
    before = project.fingerprint("docs")
    with pytest.raises(moving.MoveError, match=words.replace("?", r"\?").replace(".", r"\.")):
        move(project, old, new)
    assert project.fingerprint("docs") == before


def test_an_address_another_page_had_before_is_not_taken(project):
    move(project, "stotte.md", "a.md")
    with pytest.raises(moving.MoveError, match=r"docs/a\.md names /stotte/ as its former address"):
        move(project, "feil.md", "stotte.md")


def test_code_that_shows_how_an_address_is_given_stays_as_it_is(project):
    project.add("docs/sider/om.md", "\n```\n[stotte]: ../stotte.md\n```\n")
    move(project, "stotte.md", "a.md")
    assert "```\n[stotte]: ../stotte.md\n```" in project.read("docs/sider/om.md")


def test_a_link_written_in_a_way_that_is_not_rewritten_stops_the_move(project):
    project.add("docs/sider/om.md", "\nEn [lenke][x] til.\n\n[x]:\n  ../stotte.md\n")
    before = project.fingerprint("docs")
    with pytest.raises(moving.MoveError, match="cannot be rewritten with certainty"):
        move(project, "stotte.md", "a.md")
    assert project.fingerprint("docs") == before


def test_what_only_a_person_can_judge_is_named(project):
    project.add("docs/sider/om.md", "\nAdressen `stotte/` og fila `docs/stotte.md`, ikke `ustotte.md`.\n")
    moved = move(project, "stotte.md", "a.md")
    named = {(file, text) for file, _, text in moving.left(project.folder, moved) if file.startswith("docs/")}
    assert ("docs/sider/om.md", "Adressen `stotte/` og fila `docs/stotte.md`, ikke `ustotte.md`.") in named
