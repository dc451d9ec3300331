"""How citations are written, and the places they may name."""

import pytest
from knowledge.citations.locators import LocatorError, page_ranges, read_ranges
from knowledge.citations.syntax import Citation, citations_of, parse_group


def test_a_group_names_its_works_with_prefix_and_locator():
    assert parse_group("se @lipsky2010, s. 14–16; -@kane2021, kap. 3") == (
        Citation("lipsky2010", False, "se", "s. 14–16"),
        Citation("kane2021", True, "", "kap. 3"),
    )


@pytest.mark.parametrize("raw", ["@", "@a og b", "uten nøkkel", "@a; b"])
def test_an_ill_formed_group_is_refused(raw):
    with pytest.raises(ValueError):
        parse_group(raw)
    assert citations_of(raw) == ()


@pytest.mark.parametrize(
    ("locator", "ranges"),
    [
        ("s. 14", ((14, 14),)),
        ("s. 14–16", ((14, 16),)),
        ("s. 14-16", ((14, 16),)),
        ("s. 14—16", ((14, 16),)),
        ("s. 17, 99", ((17, 17), (99, 99))),
        ("s. 12, 14–16 og 20", ((12, 12), (14, 16), (20, 20))),
        ("s.14", ((14, 14),)),
        ("sammendraget", ()),
        ("tabell 4", ()),
        ("kap. 2–3", ()),
        ("avsnitt 3.2", ()),
        ("sammendraget og tabell 2", ()),
        ("avsnittet om mentor", ()),
    ],
)
def test_every_number_of_a_locator_is_read(locator, ranges):
    assert page_ranges(locator) == ranges
    assert Citation("x", suffix=locator).pages == ranges


@pytest.mark.parametrize(
    "locator", ["side 14", "pp. 3", "14", "s. 14ff", "s. x", "s. 3;", "§ 4-2", "s. 16–14", "s. 3 og", "s. 3 – ", "her"]
)
def test_a_locator_in_another_form_is_refused(locator):
    with pytest.raises(LocatorError):
        page_ranges(locator)


def test_the_pages_of_a_register_are_read_like_those_of_a_page():
    assert read_ranges("20–21, 30 og 33") == ((20, 21), (30, 30), (33, 33))
    with pytest.raises(LocatorError, match="runs backwards"):
        read_ranges("21–20")


@pytest.mark.parametrize(
    ("prefix", "reported"),
    [
        ("Kjørstad 2005, i", "Kjørstad 2005"),
        ("Bovens og Zouridis 2002, i", "Bovens og Zouridis 2002"),
        ("Lund u.å., i", "Lund u.å."),
        ("se", ""),
        ("Kjørstad 2005 i", ""),
        ("", ""),
    ],
)
def test_the_work_a_source_reports_stands_before_it(prefix, reported):
    assert Citation("x", prefix=prefix).reported == reported
