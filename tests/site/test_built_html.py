"""The built site, page by page."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
from knowledge.checks import built_site
from knowledge.html_tree import Page, attribute, plain
from knowledge.registers.references import read_references
from marks import without_marks


@pytest.mark.parametrize("check", built_site.CHECKS, ids=lambda check: check.__name__)
def test_every_page_keeps(check, html_pages):
    assert [str(problem) for problem in check(html_pages)] == []


def test_the_checks_see_what_they_look_for(tmp_path):
    """Each check finds its fault in a page made to hold it."""
    (tmp_path / "index.html").write_text(
        '<html lang="en"><title>A</title><h1>A</h1><h3 id="x">B</h3><p id="x">[@raw] (<b>**key?**</b>) {{ x }}</p>'
        '<a href="#borte">c</a><script>1</script><img src="https://x.no/a.png"><p onclick="1">d</p>'
        '<a class="citation" href="#kilde-a">Aas, 2010</a>'
        '<a class="citation" href="#kilde-a">Aas, 2010a, s. 3</a></html>',
        encoding="utf-8",
    )
    pages = built_site.read_site(tmp_path)
    assert all(list(check(pages)) for check in built_site.CHECKS)


def test_every_link_within_the_site_leads_somewhere(site):
    """lychee, offline, with fragments, over every built page."""
    lychee = Path(sysconfig.get_path("scripts")) / "lychee"
    # 404.html is served at any address, so the theme writes its links from the site's own root.
    run = subprocess.run(
        [lychee, "--offline", "--include-fragments=full", "--index-files", "index.html", "--no-progress",
         "--exclude-path", "404.html", "--root-dir", str(site), str(site)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    checked = int(re.search(r"(\d+) Total", run.stdout)[1])
    assert checked > 1000, run.stdout


def test_lychee_would_notice_a_broken_link(tmp_path):
    (tmp_path / "index.html").write_text('<h1 id="a">x</h1><a href="#b">y</a><a href="z/">z</a>', encoding="utf-8")
    lychee = Path(sysconfig.get_path("scripts")) / "lychee"
    command = [lychee, "--offline", "--include-fragments=full", "--index-files", "index.html", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    assert "2 Errors" in run.stdout


def test_every_page_with_citations_ends_in_kilder_with_ways_back(library, html_pages):
    pages = {page.path: page for page in html_pages}
    for source in library.pages.values():
        cited = {citation.key for group in source.groups for citation in group.citations}
        html = pages[f"{source.address}index.html"]
        ids = set(html.ids)
        assert {f"kilde-{key}" for key in cited} <= ids, source.path
        back = [e.attributes["href"][1:] for e in html.with_tag("a") if e.attributes.get("class") == "source-back"]
        uses = [e.attributes["id"] for e in html.with_tag("a") if e.attributes.get("class") == "citation"]
        assert sorted(back) == sorted(uses), source.path


def test_kilder_is_sorted_as_the_style_sorts(library, html_pages):
    order = {key: place for place, key in enumerate(library.labels.references)}
    for page in html_pages:
        places = [order[name.removeprefix("kilde-")] for name in page.ids if name.startswith("kilde-")]
        assert places == sorted(places), page.path


def test_a_citation_is_named_by_what_is_seen(html_pages, site):
    """WCAG 2.5.3: who speaks to the machine says what she sees."""
    named = 0
    for page in html_pages:
        for link in Page((site / page.path).read_text(encoding="utf-8")).root.css("a.citation[aria-label]"):
            named += 1
            name = " ".join(attribute(link, "aria-label").split())
            assert plain(link) in name, (page.path, plain(link))
    assert named > 300


def test_the_sign_at_a_heading_is_neither_read_aloud_nor_a_stop_of_the_keyboard(html_pages):
    signs = [e for page in html_pages for e in page.with_tag("a") if e.attributes.get("class") == "headerlink"]
    assert len(signs) > 1000
    assert all(sign.attributes.get("aria-hidden") == "true" for sign in signs)
    assert all(sign.attributes.get("tabindex") == "-1" for sign in signs)


def test_every_hover_card_has_its_text(html_pages):
    for page in html_pages:
        for element in page.with_tag("a"):
            kind = element.attributes.get("class", "")
            if kind in ("provision", "concept"):
                anchor = element.attributes["href"].partition("#")[2]
                assert f"kort-{kind}-{anchor}" in page.ids, (page.path, anchor)


def test_every_work_provision_and_concept_has_its_address_and_no_other_has(library, html_pages):
    pages = {page.path: page for page in html_pages}
    for name in ("references", "provisions", "concepts", "source-notes", "figures", "timeline"):
        address = library.pages[library.register_page[name]].address
        entries = [
            element.attributes["id"]
            for element in pages[f"{address}index.html"].with_tag("h3")
            if "entry" in element.attributes.get("class", "").split()
        ]
        assert sorted(entries) == sorted(library.register(name)), name


def test_the_literature_page_prints_every_reference_whole(library, site):
    address = library.pages[library.register_page["references"]].address
    text = without_marks(re.sub(r"<[^>]+>", "", (site / address / "index.html").read_text(encoding="utf-8")))
    for key, reference in library.labels.references.items():
        assert without_marks(re.sub(r"<[^>]+>", "", reference)) in text, key


def test_no_page_is_built_that_the_navigation_lacks(library, html_pages):
    expected = {f"{page.address}index.html" for page in library.pages.values()} | {"404.html"}
    assert {page.path for page in html_pages} == expected


def test_the_bibliography_is_one_sorted_file(root):
    assert [path.name for path in (root / "bibliography").iterdir() if path.suffix == ".bib"] == ["references.bib"]
    works, _ = read_references(root / "bibliography" / "references.bib", "references.bib")
    assert list(works) == sorted(works)


def test_no_english_string_of_the_theme_is_left(html_pages):
    english = {
        "Header", "Footer", "Reject", "Permanent link", "Search", "Note", "Table of contents", "Back to top",
        "Previous", "Next", "Skip to content", "Made with", "Initializing search", "Type to start searching",
    }  # fmt: skip
    for page in html_pages:
        found = {text.strip() for _, text in page.texts} & english
        for element in page.elements:
            found |= {element.attributes.get(name, "") for name in ("title", "aria-label", "placeholder")} & english
        assert not found, (page.path, found)


def test_a_page_in_english_says_so_of_its_title_and_text_and_the_frame_around_it_is_norwegian(library, site):
    pages = [page for page in library.pages.values() if page.language != "nb"]
    assert [page.path for page in pages] == ["in-english.md"]
    root = Page((site / "in-english" / "index.html").read_text(encoding="utf-8")).root
    spoken = {}
    for selector in ("html", "title", ".page-body h1", ".kort p", ".page-facts", ".md-nav__link--active",
                     ".page-body .sources", ".page-body a.citation", "details.page-tools", "footer",
                     ".md-header__button"):  # fmt: skip
        node = root if selector == "html" else root.css_first(selector)
        while node is not None and not node.attributes.get("lang"):
            node = node.parent
        spoken[selector] = node.attributes["lang"] if node is not None else ""
    norwegian = {"html", ".page-facts", ".page-body .sources", ".page-body a.citation", "details.page-tools", "footer"}
    norwegian.add(".md-header__button")
    assert spoken == {selector: "nb" if selector in norwegian else "en" for selector in spoken}


def test_every_page_leads_at_its_foot_to_easy_language_and_to_english(library, html_pages):
    for page in html_pages:
        links = [one.attributes for one in page.with_tag("a") if one.attributes.get("href", "").endswith("in-english/")]
        if page.path not in ("in-english/index.html", "404.html"):
            assert any(link.get("hreflang") == link.get("lang") == "en" for link in links), page.path
            assert "lettlest/" in str([one.attributes.get("href") for one in page.with_tag("a")]) or (
                page.path == "lettlest/index.html"
            )


def test_nothing_on_the_site_names_the_machine_it_was_built_on(site, root):
    forbidden = re.compile("|".join(map(re.escape, (str(root), str(site.parent), str(Path.home()) + "/"))))
    for file in site.rglob("*"):
        if file.suffix in (".html", ".js", ".css", ".xml", ".json", ".txt") and "javascripts" not in file.parts:
            assert not forbidden.search(file.read_text(encoding="utf-8")), file


def test_the_path_leads_to_pages_by_their_own_names_and_names_a_group_without_a_page(site):
    text = (site / "for-deg-i-nav/klage/index.html").read_text(encoding="utf-8")
    path = text.partition('<ol class="md-path__list">')[2].partition("</ol>")[0]
    steps = re.findall(r'<(a href="[^"]*"|span) class="md-path__link"><span class="md-ellipsis">([^<]*)<', path)
    assert steps == [
        ('a href="../.."', "Forside"), ('a href="../"', "For deg i Nav"), ("span", "Vedtak, taushet og klage"),
    ]  # fmt: skip
