"""How pages, headings, links and the navigation are read."""

import markdown
import pytest
from example_project import FRONT_MATTER
from knowledge.checks import uncited
from knowledge.pages import navigation
from knowledge.pages.headings import find_headings
from knowledge.pages.links import find_links, relative
from knowledge.pages.source import SourcePage, mask, read_page
from pymdownx.slugs import slugify


def page_of(tmp_path, body, path="perspektiver/stotte.md", kind="perspective"):
    file = tmp_path / "docs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FRONT_MATTER.format(title="Støtte", kind=kind, sources="") + body, encoding="utf-8")
    page, problems = read_page(tmp_path, tmp_path / "docs", file)
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
    page, problems = read_page(tmp_path, tmp_path / "docs", file)
    assert (problems, page.title) == ([], "Støtte")


def test_links_are_resolved_from_the_page_they_stand_on(tmp_path):
    page = page_of(
        tmp_path, "[a](tilbud.md#del) [b](../teori/index.md) [c](#her) [d](https://x.no/a_(b)) `[e](f.md)`\n"
    )
    assert [(link.path, link.anchor) for link in find_links(page)] == [
        ("perspektiver/tilbud.md", "del"),
        ("teori/index.md", ""),
        ("perspektiver/stotte.md", "her"),
        ("", ""),
    ]
    assert [link.target for link in find_links(page)][3] == "https://x.no/a_(b)"


def test_a_relative_link_leads_back_to_where_it_was_made_for():
    assert relative("perspektiver/stotte.md", "oppslag/ordliste.md") == "../oppslag/ordliste.md"
    assert relative("index.md", "oppslag/ordliste.md") == "oppslag/ordliste.md"


def test_anchors_are_those_python_markdown_gives():
    text = (
        "# Én [lenke](x.md) og *mer*\n\n## Hva er usikkert?\n\n## Hva er usikkert?\n\n"
        "### Med id {#egen}\n\n```\n# ikke\n```\n"
    )
    converter = markdown.Markdown(
        extensions=["toc", "attr_list", "fenced_code"],
        extension_configs={"toc": {"slugify": slugify(case="lower")}},
    )
    html = converter.convert(text)
    anchors = [heading.anchor for heading in find_headings(text, mask(text))]
    assert anchors == ["én-lenke-og-mer", "hva-er-usikkert", "hva-er-usikkert_1", "egen"]
    for anchor in anchors:
        assert f'id="{anchor}"' in html


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


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (LONG, 1),
        (LONG + " [@a2010, s. 3]", 0),
        (LONG + " Se [loven](../rettslig-grunnlag/lovregister.md#x).", 0),
        (f"<!-- uten kilde: prøve -->\n{LONG}", 0),
        (f'!!! slutning "Nettstedets slutning"\n    {LONG}\n\n    {LONG}\n', 0),
        (f'!!! kort "Kort sagt"\n    {LONG}\n', 1),
        (f"Slik er det [@a2010, s. 3]:\n\n- {LONG}\n", 0),
        (f"Slik er det:\n\n- {LONG}\n", 1),
        (f"## Les videre\n\n- [Side](x.md): {LONG}\n", 0),
        ("Et kort avsnitt.", 0),
    ],
)
def test_long_paragraphs_without_a_source_are_found(tmp_path, body, count):
    assert len(list(uncited.check(page_of(tmp_path, body)))) == count


def test_pages_about_the_site_itself_need_no_sources(tmp_path):
    assert list(uncited.check(page_of(tmp_path, LONG, kind="about"))) == []
