"""The frame around a page: tables, cards, what a page says of itself."""

import re

from knowledge.downloads.chapter import read_chapter
from knowledge.frame.languages import mark_english, mark_frame, read_english
from knowledge.frame.page_facts import builds_on, edit_address, held_to_sources, report_address
from knowledge.frame.section_cards import Card, CardGroup, section_html
from knowledge.frame.tables import readable_tables
from knowledge.frame.typography import keep_together
from knowledge.html_tree import Fragment, plain
from knowledge.language import read_language
from knowledge.markup.parse import parse
from knowledge.page_steps import Shown, show
from knowledge.reading import read_library

TABLE = "## Hvem\n\n| Navn | Antall |\n|---|--:|\n| *Ås* & co | 3 |\n"
STEP = Card("Ett & to", "../a/", "Hva «a» er.")


def html(text: str) -> str:
    return parse(text).html


def readable(text: str, title: str = "Side") -> str:
    fragment = Fragment(text)
    readable_tables(read_language("nb"), fragment.root, title)
    return fragment.html


def stepped(step, text: str) -> str:
    """Return HTML after a step that looks at the tree alone."""
    fragment = Fragment(text)
    step(Shown(None, None, fragment.root))
    return fragment.html


def test_every_cell_of_a_table_says_its_columns_name():
    text = readable(html(TABLE))
    assert '<th scope="col">Navn</th>' in text
    assert '<td data-label="Navn"><em>Ås</em> &amp; co</td>' in text
    assert '<td data-label="Antall" class="align-right">3</td>' in text
    assert "style=" not in text


def test_a_tables_frame_is_reached_by_keyboard_and_named_by_its_heading():
    text = readable(html(TABLE + "\n" + TABLE.split("\n\n", 1)[1]))
    names = re.findall(r'role="region" tabindex="0" aria-label="([^"]+)"', text)
    assert names == ["Tabell: Hvem", "Tabell: Hvem (2)"]


def test_a_table_under_no_heading_is_named_by_the_page_and_a_name_is_escaped():
    text = readable(html(TABLE.split("\n\n", 1)[1]), 'Side "A" & B')
    assert 'aria-label="Tabell: Side &quot;A&quot; &amp; B"' in text


def test_a_table_someone_else_has_dressed_is_left_alone():
    dressed = '<table class="figure-data"><tbody><tr><td>1</td></tr></tbody></table>'
    assert readable(dressed) == dressed


def test_a_column_without_a_name_gives_no_label():
    assert "data-label" not in readable(html("| | |\n|---|---|\n| a | b |\n"))


def test_the_plain_text_of_a_heading_leaves_its_permalink_out():
    text = '<h2>Hva <em>er</em> A &amp; B?<a class="headerlink" href="#a" title="Lenke hit">¶</a></h2>'
    assert plain(Fragment(text).root) == "Hva er A & B?"


def test_cards_asked_for_by_a_directive_take_its_place(example):
    example.add("docs/index.md", "\n<!-- cards: stotte.md ordliste.md -->\n")
    text = show(read_library(example.folder), "index.md").html
    assert text.count('<li><a href="stotte/">Støtte</a><p>En kort side') == 1
    assert text.count('<li><a href="ordliste/">Ordliste</a>') == 1
    assert "data-directive" not in text


def test_a_sections_cards_stand_after_kort_sagt_in_their_groups(example):
    box = '!!! kort "Kort sagt"\n    Ja.\n\n## B\n'
    example.page("del/index.md", "Del", box, kind="section")
    example.page("del/en.md", "En & to", "Se [del](index.md).")
    example.add("docs/index.md", "\n[En](del/en.md)\n")
    nav = ["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md"]
    example.navigation([*nav, '"Delen":\n      - del/index.md\n      - "Gruppe":\n          - del/en.md'])
    text = show(read_library(example.folder), "del/index.md").html
    assert text.index("Kort sagt") < text.index("Sidene i denne delen") < text.index("<h3>Gruppe") < text.index(">B<")
    assert '<a href="en/">En &amp; to</a>' in text


def test_a_section_without_pages_gets_no_heading():
    assert section_html(read_language("nb"), [CardGroup("", ()), CardGroup("Del 1", ())]) == ""
    assert "Ett &amp; to" in section_html(read_language("nb"), [CardGroup("", (STEP,)), CardGroup("Tom", ())])


def test_the_search_button_takes_its_directives_place(example):
    example.add("docs/index.md", "\n<!-- search -->\n")
    text = show(read_library(example.folder), "index.md").html
    assert "data-opens-search" in text


def test_a_reference_in_another_language_says_so_and_what_follows_it_does_not(example):
    library = read_library(example.folder)
    text = show(library, "stotte.md").html
    assert '<span class="source-text"><span lang="en">Lipsky, M. (2010).' in text
    assert '<span class="source-text">Ås, K.' in text
    listed = show(library, "litteratur.md").html
    assert '<span lang="en">Lipsky, M. (2010).' in listed


def test_a_page_says_what_it_builds_on(example):
    library = read_library(example.folder)
    assert builds_on(library, "stotte.md") == "3 kilder og 1 rettskilde slik den lød 2. juli 2026"
    assert builds_on(library, "index.md") == ""
    assert builds_on(library, "litteratur.md") == "3 oppføringer"
    assert held_to_sources(library, "index.md") == ("", "belegg")


def test_a_fault_is_reported_in_the_form_with_the_page_filled_in(root):
    address = report_address(read_language("nb"), "https://git.example/a/b", "Å & Ø", "https://x.no/stotte/")
    assert address == (
        "https://git.example/a/b/issues/new?template=feil.yml"
        "&title=Feil%3A%20%C3%85%20%26%20%C3%98&side=https%3A%2F%2Fx.no%2Fstotte%2F"
    )
    form = (root / ".github" / "ISSUE_TEMPLATE" / "feil.yml").read_text(encoding="utf-8")
    assert re.search(r"^    id: side$", form, re.MULTILINE)


def test_a_change_is_proposed_where_the_text_is_kept(example):
    library = read_library(example.folder)
    assert edit_address(library, "https://g", "stotte.md") == "https://g/edit/main/docs/stotte.md"
    assert edit_address(library, "https://g", "litteratur.md") == "https://g/edit/main/bibliography/references.bib"
    assert edit_address(library, "https://g", "ordliste.md") == "https://g/edit/main/bibliography/glossary.yml"


def test_a_corner_without_a_name_is_no_heading():
    text = readable(html("| | Tilbud |\n|---|---|\n| a | b |\n"))
    assert '<td></td>\n<th scope="col">Tilbud</th>' in text


def test_the_sign_of_a_section_stays_with_its_number_and_attributes_are_left_alone():
    text = '<a href="#x" title="§ 4">loven § 4</a> og §§ 18 og 20 i § og tegn, § 14 a, § 11-31 c og § 9 i loven'
    assert (
        stepped(keep_together, text).replace("&nbsp;", "\u00a0")
        == '<a href="#x" title="§ 4">loven §\u00a04</a> og §§\u00a018 og 20 i § og tegn, '
        '§\u00a014\u00a0a, <span class="whole">§\u00a011-31\u00a0c</span> og §\u00a09 i loven'
    )


def test_a_section_in_a_link_of_its_own_is_whole_and_other_numbers_with_hyphens_are_left_alone():
    text = '<a class="provision" href="#x">11-9</a>, §§ 15-3 og 15-6, <a href="#y">11-9</a> og LOV-2006-06-16-20'
    assert stepped(keep_together, text).replace("&nbsp;", "\u00a0") == (
        '<a class="provision" href="#x"><span class="whole">11-9</span></a>, '
        '<span class="whole">§§\u00a015-3</span> og <span class="whole">15-6</span>, '
        '<a href="#y">11-9</a> og LOV-2006-06-16-20'
    )


def test_what_stands_between_the_comments_is_set_in_columns(example):
    example.add("docs/index.md", "\n<!-- columns -->\n\nb\n\n<!-- /columns -->\n\nc\n")
    text = show(read_library(example.folder), "index.md").html
    assert re.search(r'<div class="columns">\s*<p>b</p>\s*</div>\s*<p>c</p>', text)


def test_english_words_are_marked_once_and_not_within_what_is_marked_or_drawn(tmp_path):
    (tmp_path / "bibliography").mkdir()
    (tmp_path / "bibliography" / "english_words.txt").write_text("# hva\nplace-train\ntrain\n", encoding="utf-8")
    words = read_english(tmp_path, ["Support"])
    text = '<p title="support">Support, place-train og trainee.</p><i lang="en">support <i>train</i> support</i>'
    drawn = "<svg><text>support</text></svg>"
    fragment = Fragment(text + drawn)
    mark_english(fragment.root, words)
    assert fragment.html == (
        '<p title="support"><span lang="en">Support</span>, <span lang="en">place-train</span> og trainee.</p>'
        '<i lang="en">support <i>train</i> support</i>' + drawn
    )


def an_english_page(example) -> None:
    example.page(
        "english.md", "In English", "Law: [§ 4-2](lovregister.md#arbeidsmiljoloven-4-2) [@aas2019].\n", "aas2019"
    )
    example.replace("docs/english.md", "kind: about", "kind: about\nlang: en")
    example.add("docs/stotte.md", "\nSe [siden](english.md).\n")
    example.replace("mkdocs.yml", "- stotte.md", "- stotte.md\n  - english.md")


def test_what_the_build_puts_into_an_english_page_says_it_is_norwegian(example):
    an_english_page(example)
    root = Fragment(show(read_library(example.folder), "english.md").html).root
    for selector in ("a.citation", "a.headerlink", ".sources", ".card-store"):
        found = root.css(selector)
        assert found and all(node.attributes.get("lang") == "nb" for node in found), selector
    assert not [node for node in root.css("p, h1") if node.attributes.get("lang")], "the page's own text is left to it"


def test_the_menus_say_which_of_their_entries_are_in_another_language(example):
    an_english_page(example)
    library = read_library(example.folder)
    menu = '<nav class="md-nav"><a href="../english/">In English</a><a href="../stotte/">Støtte</a></nav>'
    other = Fragment(menu)
    mark_frame(other.root, library, "stotte.md")
    assert other.html == menu.replace('href="../english/"', 'href="../english/" lang="en"')
    own = Fragment('<nav class="md-nav"><a class="md-nav__link--active" href="./">In English</a></nav>')
    mark_frame(own.root, library, "english.md")
    assert 'lang="en"' in own.html


def test_a_project_without_english_words_is_left_as_it_is(tmp_path):
    assert read_english(tmp_path, []) is None


def test_a_table_without_a_head_stays_a_table():
    text = readable("<table><tr><td>a</td><td>b</td></tr></table>")
    assert '<table class="table columns-2"><tbody><tr><td>a</td><td>b</td></tr></tbody></table>' in text


def test_a_page_in_english_says_so_of_each_of_its_parts_in_the_book():
    page = '<html><div class="page-body" lang="en"><h1>In English</h1><p>One.</p><ul lang="nb"><li>To.</li></ul></div>'
    chapter = read_chapter(page, "english.md", "english/", 1, "In English", {}, "")
    assert '<p lang="en">One.</p>' in chapter.body
    assert '<ul lang="nb">' in chapter.body
