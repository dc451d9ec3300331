"""The frame around a page: tables, cards, what a page says of itself."""

import re

import markdown
import pytest
from knowledge.frame.columns import set_columns
from knowledge.frame.languages import mark_english, mark_references, read_english
from knowledge.frame.page_facts import checked_against, edit_address, report_address
from knowledge.frame.search_button import replace_marker
from knowledge.frame.section_cards import Card, CardGroup, insert_section, marked_paths, replace_markers, section
from knowledge.frame.tables import plain, readable_tables
from knowledge.frame.typography import keep_together
from knowledge.reading import read_library
from knowledge.registers.references import Reference

TABLE = "## Hvem\n\n| Navn | Antall |\n|---|--:|\n| *Ås* & co | 3 |\n"
STEP = Card("Ett & to", "../a/", "Hva «a» er.")


def html(text: str) -> str:
    return markdown.markdown(text, extensions=["tables"])


def test_every_cell_of_a_table_says_its_columns_name():
    text = readable_tables(html(TABLE), "Side")
    assert '<th scope="col">Navn</th>' in text
    assert '<td data-label="Navn"><em>Ås</em> &amp; co</td>' in text
    assert '<td class="align-right" data-label="Antall">3</td>' in text
    assert "style=" not in text


def test_a_tables_frame_is_reached_by_keyboard_and_named_by_its_heading():
    text = readable_tables(html(TABLE + "\n" + TABLE.split("\n\n", 1)[1]), "Side")
    names = re.findall(r'role="region" tabindex="0" aria-label="([^"]+)"', text)
    assert names == ["Tabell: Hvem", "Tabell: Hvem (2)"]


def test_a_table_under_no_heading_is_named_by_the_page_and_a_name_is_escaped():
    text = readable_tables(html(TABLE.split("\n\n", 1)[1]), 'Side "A" & B')
    assert 'aria-label="Tabell: Side &quot;A&quot; &amp; B"' in text


def test_a_table_someone_else_has_dressed_is_left_alone():
    dressed = '<table class="figure-data"><tr><td>1</td></tr></table>'
    assert readable_tables(dressed, "Side") == dressed


def test_a_column_without_a_name_gives_no_label():
    assert "data-label" not in readable_tables(html("| | |\n|---|---|\n| a | b |\n"), "Side")


def test_the_plain_text_of_a_heading_leaves_its_permalink_out():
    assert plain('Hva <em>er</em> A &amp; B?<a class="headerlink" href="#a" title="Lenke hit">¶</a>') == "Hva er A & B?"


def test_cards_asked_for_by_a_comment_take_its_place():
    text = "<p>a</p>\n<!-- cards: en.md to.md -->\n<p>b</p>"
    asked = []
    made = replace_markers(text, lambda path: asked.append(path) or STEP)
    assert asked == [path for path, _ in marked_paths(text)] == ["en.md", "to.md"]
    assert made.count('<li><a href="../a/">Ett &amp; to</a><p>Hva «a» er.</p></li>') == 2
    assert "<!--" not in made


def test_a_card_of_an_unknown_page_goes_to_the_caller():
    with pytest.raises(KeyError):
        replace_markers("<!-- cards: borte.md -->", lambda path: {}[path])


def test_a_sections_cards_stand_after_kort_sagt_in_their_groups():
    box = '<h1>A</h1>\n<div class="admonition kort">\n<p class="admonition-title">Kort sagt</p>\n<p>x</p>\n</div>\n'
    cards = section([CardGroup("", (STEP,)), CardGroup("Del 1", (STEP,)), CardGroup("Tom", ())])
    whole = insert_section(box + "<h2>B</h2>", cards)
    assert (
        whole.index("Kort sagt") < whole.index("Sidene i denne delen") < whole.index("<h3>Del 1") < whole.index(">B<")
    )
    assert "Tom" not in whole


def test_a_section_without_pages_gets_no_heading():
    assert section([CardGroup("", ()), CardGroup("Del 1", ())]) == ""


def test_the_search_button_takes_its_comments_place():
    made = replace_marker("<p>a</p>\n<!-- search -->\n<p>b</p>")
    assert "data-opens-search" in made
    assert "<!--" not in made


def test_a_reference_in_another_language_says_so(example):
    library = read_library(example.folder)
    printed = {"lipsky2010": "Lipsky (2010).", "aas2019": "Ås (2019)."}
    text = "".join(f'<li id="kilde-{key}"><span>{reference}</span></li>' for key, reference in printed.items())
    marked = mark_references(text, printed, library.references)
    assert '<span lang="en">Lipsky (2010).</span>' in marked
    assert "<span>Ås (2019).</span>" in marked


def test_a_page_says_what_it_was_checked_against(example):
    library = read_library(example.folder)
    assert checked_against(library, "stotte.md") == "mot 3 kilder og 1 rettskilde"
    assert checked_against(library, "index.md") == ""
    assert checked_against(library, "litteratur.md") == "mot registeret, som har 3 oppføringer"


def test_a_fault_is_reported_in_the_form_with_the_page_filled_in(root):
    address = report_address("https://git.example/a/b", "Å & Ø", "https://x.no/stotte/")
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
    text = readable_tables(html("| | Tilbud |\n|---|---|\n| a | b |\n"), "Side")
    assert '<td></td>\n<th scope="col">Tilbud</th>' in text


def test_the_sign_of_a_section_stays_with_its_number_and_attributes_are_left_alone():
    text = '<a href="#x" title="§ 4">loven § 4</a> og §§ 18 og 20 i § og tegn'
    assert keep_together(text) == '<a href="#x" title="§ 4">loven §\u00a04</a> og §§\u00a018 og 20 i § og tegn'


def test_what_stands_between_the_comments_is_set_in_columns():
    text = "<p>a</p>\n<!-- columns -->\n\n<p>b</p>\n<!-- /columns -->\n<p>c</p>"
    assert set_columns(text) == '<p>a</p>\n<div class="columns">\n\n<p>b</p>\n</div>\n<p>c</p>'


def test_english_words_are_marked_once_and_not_within_what_is_marked_or_drawn(tmp_path):
    (tmp_path / "bibliography").mkdir()
    (tmp_path / "bibliography" / "english_words.txt").write_text("# hva\nplace-train\ntrain\n", encoding="utf-8")
    words = read_english(tmp_path, ["Support"])
    text = '<p title="support">Support, place-train og trainee.</p><i lang="en">support <i>train</i> support</i>'
    drawn = "<svg><text>support</text></svg>"
    assert mark_english(text + drawn, words) == (
        '<p title="support"><span lang="en">Support</span>, <span lang="en">place-train</span> og trainee.</p>'
        '<i lang="en">support <i>train</i> support</i>' + drawn
    )


def test_a_project_without_english_words_is_left_as_it_is(tmp_path):
    assert mark_english("<p>support</p>", read_english(tmp_path, [])) == "<p>support</p>"


def test_a_table_without_a_head_stays_a_table():
    text = readable_tables("<table><tr><td>a</td><td>b</td></tr></table>", "Side")
    assert '<table class="table columns-2"><tr><td>a</td><td>b</td></tr></table>' in text


def test_a_reference_that_holds_another_is_marked_once():
    works = {key: Reference(key, "book", 1, {"langid": "english"}) for key in ("lang", "kort")}
    printed = {"lang": "A. Part of: B.", "kort": "B."}
    text = '<li id="kilde-lang">A. Part of: B.</li><li id="kilde-kort">B.</li>'
    assert mark_references(text, printed, works) == (
        '<li id="kilde-lang"><span lang="en">A. Part of: B.</span></li>'
        '<li id="kilde-kort"><span lang="en">B.</span></li>'
    )
