"""The one parse: what is shown and what is reported are the same, each with its line."""

import pytest
from knowledge.markup.cache import ParseCache
from knowledge.markup.parse import parse
from knowledge.markup.report import from_json, to_json


def raws(text):
    return [(mark.raw, mark.line) for mark in parse(text).citations]


def test_citations_are_reported_in_order_with_their_lines():
    text = "# A\n\nFørst [@a2010], så\n[-@b2011, s. 3].\n\n- punkt [@c]\n- to\n  [@d]\n\n> sitat [@e]\n"
    assert raws(text) == [("@a2010", 3), ("-@b2011, s. 3", 4), ("@c", 6), ("@d", 8), ("@e", 10)]


def test_a_citation_that_stands_twice_is_found_on_both_its_lines():
    assert raws("En [@a, s. 1].\n\nTo.\n\nTre [@a, s. 1].\n") == [("@a, s. 1", 1), ("@a, s. 1", 5)]


def test_the_rows_of_a_table_have_lines_of_their_own():
    found = parse("Tekst:\n\n| a | b |\n|---|---|\n| en | [@a] |\n| to | [@b] |\n")
    assert [(block.kind, block.line) for block in found.blocks] == [
        ("paragraph", 1), ("head", 3), ("row", 5), ("row", 6),
    ]  # fmt: skip
    assert [mark.line for mark in found.citations] == [5, 6]


def test_a_list_goes_on_from_the_number_it_is_written_with():
    html = parse("## A\n\n1. en\n2. to\n\n## B\n\n3. tre\n").html
    assert "<ol>\n<li>en" in html and '<ol start="3">\n<li>tre' in html


def test_what_stands_in_a_box_knows_its_box():
    text = '!!! omstridt "Uenighet"\n    Avsnitt [@a].\n\n    - punkt\n\nUtenfor.\n'
    found = parse(text)
    assert [(box.kind, box.title, box.line) for box in found.boxes] == [("omstridt", "Uenighet", 1)]
    assert [(block.text, block.boxes) for block in found.blocks if block.kind != "title"] == [
        ("Avsnitt.", ("omstridt",)),
        ("punkt", ("omstridt",)),
        ("Utenfor.", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "skriv til navn@nav.no",
        "[navn@nav.no](mailto:navn@nav.no)",
        "[tekst](https://x.no/@navn)",
        "se <https://x.no/@navn>",
        "https://x.no/@navn",
        "kl. 10 @ kontoret",
        "Skriv `[@a2010]` eller `@a2010`.",
        "```\n[@b2011]\n```",
        "<!-- note: [@c2012] -->",
        "    [@innrykket] @kode",
    ],
)
def test_addresses_code_and_comments_hold_no_citations(text):
    found = parse(text)
    assert found.citations == ()
    assert [left for left in found.leftovers if "citation" in left.what] == []


def test_an_unpaired_backtick_hides_nothing():
    assert raws("En ` alene.\n\nTekst [@a2010] og ` til.\n") == [("@a2010", 3)]


def test_a_key_outside_brackets_is_left_over_and_one_inside_is_not():
    left = parse("Som @a2010 sier [@b2011].\n\nOg [@c2012, s. 3.\n").leftovers
    assert [(mark.words, mark.line) for mark in left] == [("@a2010", 1), ("@c2012", 3)]


@pytest.mark.parametrize(
    ("text", "words", "what"),
    [
        ("Note[^1].", "[^1]", "a footnote"),
        ("!! kort", "!! kort", "a box"),
        ("Tekst {#anker} her.", "{#anker}", "a list of attributes"),
        ("Se [siden] (x.md) og [a][b].", "][", "a link"),
        ("Dette er **uferdig.", "**", "bold or italic text"),
        ("| a | b |\n|---|---|---|\n", "|---", "a table"),
        ("{{ side }}", "{{", "a template expression"),
        ("Tekst <!-- uferdig", "<!--", "a comment"),
    ],
)
def test_markup_that_is_none_is_left_over(text, words, what):
    assert (what, words) in [(mark.what, mark.words) for mark in parse(text).leftovers]


@pytest.mark.parametrize("text", ["<script>x</script>", 'Tekst <b onclick="x">y</b>', "<iframe src=a></iframe>"])
def test_html_is_reported_with_its_line(text):
    found = parse(f"# A\n\n{text}\n")
    assert found.raw_html
    assert {mark.line for mark in found.raw_html} == {3}


def test_links_are_read_from_the_tree_whatever_they_are_written_as():
    text = (
        '[a](x.md "tittel") [b][ref] <https://x.no/> ![bilde](y.png)\n\n[ref]: z.md\n\n'
        "[c](https://x.no/a_(b)) `[d](e.md)` [f](<g h.md>)\n"
    )
    assert [(mark.text, mark.target, mark.image) for mark in parse(text).links] == [
        ("a", "x.md", False),
        ("b", "z.md", False),
        ("https://x.no/", "https://x.no/", False),
        ("bilde", "y.png", True),
        ("c", "https://x.no/a_(b)", False),
        ("f", "g h.md", False),
    ]


def test_headings_keep_the_letters_of_norwegian_in_their_anchors():
    text = "# Én [lenke](x.md) og *mer*\n\n## Hva er usikkert?\n\n## Hva er usikkert?\n\n### Med id {#egen}\n"
    found = parse(text)
    assert [(one.level, one.text, one.anchor, one.line) for one in found.headings] == [
        (1, "Én lenke og mer", "én-lenke-og-mer", 1),
        (2, "Hva er usikkert?", "hva-er-usikkert", 3),
        (2, "Hva er usikkert?", "hva-er-usikkert_1", 5),
        (3, "Med id", "egen", 7),
    ]
    for heading in found.headings:
        assert f'id="{heading.anchor}"' in found.html


def test_a_figure_takes_the_lines_right_below_it_as_its_caption_and_no_others():
    with_caption = parse("<!-- figure: tre -->\nEtter [@a, s. 3].\n\nTekst.\n")
    assert [(mark.name, mark.words, mark.caption) for mark in with_caption.directives] == [("figure", "tre", "Etter.")]
    assert [block.kind for block in with_caption.blocks] == ["caption", "paragraph"]
    assert parse("<!-- figure: tre -->\n\nTekst.\n").directives[0].caption == ""


def test_columns_hold_what_stands_between_them_and_an_open_pair_says_so():
    assert '<div data-directive="columns"' in parse("<!-- columns -->\n\nA\n\n<!-- /columns -->\n\nB").html
    marks = parse("<!-- columns -->\n\nA\n").directives
    assert [(mark.name, mark.closed) for mark in marks] == [("columns", False)]
    stray = parse("A\n\n<!-- /columns -->\n").directives
    assert [mark.name for mark in stray] == ["/columns"]


def test_a_directive_in_a_box_is_one():
    assert [mark.name for mark in parse('!!! merk "M"\n    Tekst.\n\n    <!-- search -->\n').directives] == ["search"]


def test_a_block_that_is_let_off_says_why_and_its_neighbours_are_not():
    found = parse("<!-- uten kilde: prøve -->\nEn.\n\nTo.\n\n- tre <!-- uten kilde: også -->\n- fire\n")
    assert [(block.text, block.exempt) for block in found.blocks] == [
        ("En.", "prøve"), ("To.", ""), ("tre", "også"), ("fire", ""),
    ]  # fmt: skip
    assert "uten kilde" not in found.html


def test_what_a_reader_sees_is_plain_markdown_as_python_markdown_has_it():
    html = parse("Tekst med *ord* [@a, s. 3].\n").html
    assert html == '<p>Tekst med <em>ord</em> <span data-cite="@a, s. 3" data-number="0">[@a, s. 3]</span>.</p>'


def test_a_parse_survives_the_way_through_the_cache(tmp_path):
    text = '# A\n\n!!! kort "K"\n    Tekst [@a].\n\n<!-- figure: b -->\nTekst.\n\n[x](y.md) <b>z</b> [^1]\n'
    assert from_json(to_json(parse(text))) == parse(text)
    cache = ParseCache(tmp_path / "parsed")
    assert cache.parse(text) == cache.parse(text) == parse(text)
    kept = list((tmp_path / "parsed").iterdir())
    assert len(kept) == 1
    kept[0].write_text('{"html": 3', encoding="utf-8")
    assert cache.parse(text) == parse(text)


def test_parses_nobody_asked_for_again_are_forgotten(tmp_path):
    ParseCache(tmp_path).parse("gammel")
    cache = ParseCache(tmp_path)
    cache.parse("ny")
    cache.forget_the_rest()
    assert len(list(tmp_path.iterdir())) == 1
