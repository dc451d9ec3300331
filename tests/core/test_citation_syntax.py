"""How citations are read from Markdown."""

import pytest
from knowledge.citations.syntax import Citation, find_groups, find_strays, parse_group
from knowledge.pages.source import hide_code_citations, mask, show_code_citations


def test_a_group_names_its_works_with_prefix_and_locator():
    assert parse_group("se @lipsky2010, s. 14–16; -@kane2021, kap. 3") == (
        Citation("lipsky2010", False, "se", "s. 14–16"),
        Citation("kane2021", True, "", "kap. 3"),
    )


@pytest.mark.parametrize(
    ("suffix", "pages"),
    [("s. 14", (14, 14)), ("s. 14–16", (14, 16)), ("s. 14-16", (14, 16)), ("sammendraget", None), ("", None)],
)
def test_the_locator_gives_first_and_last_page(suffix, pages):
    assert Citation("x", suffix=suffix).pages == pages


@pytest.mark.parametrize("raw", ["@", "@a og b", "uten nøkkel", "@a; b"])
def test_an_ill_formed_group_is_refused(raw):
    with pytest.raises(ValueError):
        parse_group(raw)


def test_groups_are_found_in_order_with_their_offsets():
    text = "Først [@a2010], så [-@b2011, s. 3]."
    groups = list(find_groups(text))
    assert [group.raw for group in groups] == ["@a2010", "-@b2011, s. 3"]
    assert [text[group.start : group.end] for group in groups] == ["[@a2010]", "[-@b2011, s. 3]"]


@pytest.mark.parametrize(
    "text",
    [
        "skriv til navn@nav.no",
        "[navn@nav.no](mailto:navn@nav.no)",
        "[tekst](https://x.no/@navn)",
        "kl. 10 @ kontoret",
    ],
)
def test_addresses_and_lone_signs_are_no_citations(text):
    groups = list(find_groups(text))
    assert groups == []
    assert list(find_strays(text.replace("https://x.no/@navn", ""), groups)) == []


def test_a_key_outside_brackets_is_a_stray_and_one_inside_is_not():
    text = "Som @a2010 sier [@b2011]."
    assert list(find_strays(text, find_groups(text))) == [(4, "a2010")]


def test_code_and_comments_hold_no_citations():
    text = "Skriv `[@a2010]`.\n\n```\n[@b2011]\n```\n<!-- [@c2012] -->\n[@d2013]"
    assert [group.raw for group in find_groups(mask(text))] == ["@d2013"]
    assert len(mask(text)) == len(text)


def test_an_unpaired_backtick_hides_nothing():
    text = "En ` alene.\n\nTekst [@a2010] og ` til.\n"
    assert [group.raw for group in find_groups(mask(text))] == ["@a2010"]


def test_citations_in_code_survive_the_way_past_the_plugin():
    text = "Skriv `[@a2010]`, ikke [@b2011]."
    hidden = hide_code_citations(text)
    assert "[@a2010]" not in hidden
    assert "[@b2011]" in hidden
    assert show_code_citations(hidden) == text
