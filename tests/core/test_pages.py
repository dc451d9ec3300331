"""How pages, headings, links and the navigation are read."""

from pathlib import Path

import pytest
from example_project import FRONT_MATTER
from knowledge.checks import uncited
from knowledge.library import Library
from knowledge.markup.cache import ParseCache
from knowledge.pages import navigation
from knowledge.pages.links import relative, relative_address
from knowledge.pages.source import SourcePage, is_page, read_page
from knowledge.reading import read_library
from knowledge.site_file import SiteFile

NO_CACHE = ParseCache(None)


def page_of(tmp_path, body, path="perspektiver/stotte.md", kind="perspective"):
    file = tmp_path / "docs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FRONT_MATTER.format(title="Støtte", kind=kind, sources="") + body, encoding="utf-8")
    page, problems = read_page(tmp_path, tmp_path / "docs", file, NO_CACHE)
    assert problems == []
    return page


@pytest.mark.parametrize(
    ("path", "address"),
    [("index.md", ""), ("a/index.md", "a/"), ("a/b.md", "a/b/"), ("myindex.md", "myindex/")],
)
def test_a_page_knows_its_address(path, address):
    assert SourcePage(path, path, "").address == address


def test_windows_line_ends_are_read_like_any_other(tmp_path):
    file = tmp_path / "docs" / "a.md"
    file.parent.mkdir()
    file.write_bytes(FRONT_MATTER.format(title="Støtte", kind="about", sources="").replace("\n", "\r\n").encode())
    page, problems = read_page(tmp_path, tmp_path / "docs", file, NO_CACHE)
    assert (problems, page.title) == ([], "Støtte")


def test_links_are_resolved_from_the_page_they_stand_on(tmp_path):
    page = page_of(
        tmp_path, "[a](tilbud.md#del) [b](../teori/index.md) [c](#her) [d](https://x.no/a_(b)) `[e](f.md)`\n"
    )
    assert [(link.path, link.anchor) for link in page.links] == [
        ("perspektiver/tilbud.md", "del"),
        ("teori/index.md", ""),
        ("perspektiver/stotte.md", "her"),
        ("", ""),
    ]
    assert [link.target for link in page.links][3] == "https://x.no/a_(b)"


def test_a_relative_link_leads_back_to_where_it_was_made_for():
    assert relative("perspektiver/stotte.md", "oppslag/ordliste.md") == "../oppslag/ordliste.md"
    assert relative("index.md", "oppslag/ordliste.md") == "oppslag/ordliste.md"


@pytest.mark.parametrize(
    ("here", "there", "written"),
    [
        ("", "a/", "a/"),
        ("a/", "", "../"),
        ("a/b/", "a/c/", "../c/"),
        ("a/", "a/", "./"),
        ("a/", "x/y.svg", "../x/y.svg"),
    ],
)
def test_an_address_is_written_as_seen_from_another(here, there, written):
    assert relative_address(here, there) == written


def test_a_byte_order_mark_is_no_part_of_a_page(tmp_path):
    file = tmp_path / "docs" / "a.md"
    file.parent.mkdir()
    text = FRONT_MATTER.format(title="Støtte", kind="about", sources="") + "Tekst.\n"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    page, problems = read_page(tmp_path, tmp_path / "docs", file, NO_CACHE)
    assert (problems, page.title) == ([], "Støtte")


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("a/b.md", True),
        (".#x.md", False),
        ("#x.md#", False),
        ("x.md~", False),
        ("a/.skjult/x.md", False),
        ("x.md.bak", False),
    ],
)
def test_what_an_editor_leaves_behind_is_no_page(path, is_one):
    assert is_page(path) is is_one


def test_navigation_and_pages_must_list_each_other():
    nav = ["index.md", {"Del": ["a.md", "b.md", "a.md"]}, {"Ute": "https://x.no/a"}]
    problems = navigation.check(nav, {"index.md", "a.md", "c.md"})
    assert sorted(problem.what for problem in problems) == [
        "the navigation names 'a.md' twice",
        "the navigation names 'b.md', which does not exist",
        "the page is not in the navigation",
    ]


LONG = (
    "Dette avsnittet påstår noe om verden og sier ikke hvor det står, enda det er langt nok til "
    "at en leser burde kunne slå det opp selv."
)


SHORT = "Andelen var 12 prosent."


def uncited_in(page):
    library = Library(Path(), SiteFile(own_words="Av dette slutter nettstedet"))
    return list(uncited._page(library, page, "rettslig-grunnlag/lovregister.md"))


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (LONG, 1),
        (SHORT, 1),
        ("Loven sier det i § 4.", 1),
        (LONG + " [@a2010, s. 3]", 0),
        (LONG + " Se [loven](../rettslig-grunnlag/lovregister.md#x).", 0),
        (f"<!-- uten kilde: prøve -->\n{LONG}", 0),
        (f"{SHORT} <!-- uten kilde: prøve -->", 0),
        (f'!!! slutning "Nettstedets slutning"\n    {LONG}\n\n    {LONG}\n', 0),
        (f'!!! kort "Kort sagt"\n    {LONG}\n', 1),
        (f"Slik er det [@a2010, s. 3]:\n\n- {LONG}\n- {SHORT}\n", 0),
        (f"Slik er det [@a2010, s. 3].\n\n- {LONG}\n- {SHORT}\n", 2),
        (f"Slik er det:\n\n- {LONG}\n", 1),
        (f"Slik er det [@a2010, s. 3]:\n\n- a\n\nNytt:\n\n- {SHORT}\n", 1),
        ("Slik er det [@a2010, s. 3]:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", 0),
        ("Slik er det [@a2010, s. 3].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", 1),
        (f"## Les videre\n\n- [Side](x.md): {LONG}\n", 0),
        ("Et kort avsnitt.", 0),
        ("Det står i kapittel 3.", 0),
    ],
)
def test_blocks_that_state_something_without_a_source_are_found(tmp_path, body, count):
    assert len(uncited_in(page_of(tmp_path, body))) == count


def test_pages_about_the_site_itself_need_no_sources(example):
    example.page("om.md", "Om oss", LONG, kind="about")
    example.navigation(["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md", "om.md"])
    assert read_library(example.folder).pages["om.md"].title == "Om oss"
