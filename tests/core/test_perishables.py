"""What is due to be looked at again: soonest first, with the pages, reckoned from a day that is given."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from commands.stale import stale
from knowledge.reading import read_library
from knowledge.watch.perishables import months_after, perishables

PENDING = """  pending:
    - {{act: lov 24. april 2015 nr. 20, what: Nytt., in_force: {date}, as_of: 2026-07-02}}
"""


def due(library, entry_data=None):
    if entry_data:
        library.provisions["arbeidsmiljoloven-4-2"].data.update(entry_data)
    return [(item.date, item.place.split(":")[0], item.pages) for item in perishables(library)]


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2026-11-22", 12, "2027-11-22"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_months_are_reckoned_by_the_calendar(day, months, after):
    assert months_after(day, months) == after


def test_a_page_is_due_a_year_after_its_review_or_on_the_day_it_names(example):
    example.replace("docs/stotte.md", "reviewed: 2026-11-22", "reviewed: 2026-11-22\ndue: 2027-01-15")
    found = due(read_library(example.folder))
    assert found[0] == ("2027-01-15", "docs/stotte.md", ("stotte.md",))
    assert ("2027-11-22", "docs/stotte.md", ("stotte.md",)) in found
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("data", "date"),
    [
        ({"due": "2027-01-01"}, "2027-01-01"),
        ({"pending": [{"act": "lov 1", "what": "x", "in_force": "2026-10-01", "as_of": "2026-07-02"}]}, "2026-10-01"),
        ({"pending": [{"act": "lov 1", "what": "x", "in_force": None, "as_of": "2026-07-02"}]}, "2027-01-02"),
    ],
)
def test_an_entry_is_due_on_its_day_and_names_the_pages_that_use_it(example, data, date):
    found = due(read_library(example.folder), data)
    dates = [item for item in found if item[1] == "bibliography/legal.yml"]
    assert dates == [(date, "bibliography/legal.yml", ("lovregister.md", "stotte.md"))]


def test_the_command_reckons_from_the_day_it_is_given(example):
    def ask(day, *options):
        result = CliRunner().invoke(stale, ["--project", str(example.folder), "--on", day, *options])
        assert result.exit_code == 0
        return result.output

    assert "## Due (0)" in ask("2027-11-21") and "## Due within 60 days (6)" in ask("2027-11-21")
    assert "## Due (6)" in ask("2027-11-22")
    assert "## Due within 0 days (0)" in ask("2027-11-21", "--ahead", "0")
    assert "on stotte.md" in ask("2027-11-22")


def test_a_day_that_is_none_is_refused(example):
    result = CliRunner().invoke(stale, ["--project", str(example.folder), "--on", "i morgen"])
    assert result.exit_code == 2


def test_a_due_that_is_no_day_stops_the_build(example):
    example.replace("docs/stotte.md", "reviewed: 2026-11-22", "reviewed: 2026-11-22\ndue: snart")
    built = example.build()
    assert built.returncode != 0 and "the field 'due' does not fit" in built.stderr + built.stdout
