"""How registers are read, sorted and dated."""

import pytest
from example_project import PROVISIONS
from knowledge.registers.entries import norwegian_date, norwegian_order, read_entries


def test_entries_keep_order_and_line_and_dates_stay_text(tmp_path):
    path = tmp_path / "legal.yml"
    path.write_text(PROVISIONS + PROVISIONS.replace("4-2", "4-3"), encoding="utf-8")
    entries, problems = read_entries(path, "legal.yml", "provision.schema.json")
    assert problems == []
    assert [(entry.id, entry.line) for entry in entries.values()] == [
        ("arbeidsmiljoloven-4-2", 1),
        ("arbeidsmiljoloven-4-3", 13),
    ]
    assert entries["arbeidsmiljoloven-4-2"]["checked"] == "2026-11-22"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: lov", "kind: regel", "'regel' is not one of"),
        ("  paraphrase: Arbeidet skal tilpasses den enkelte.\n", "", "'paraphrase' is a required property"),
        ("  checked:", "  cheked:", "'cheked' was unexpected"),
        ("https://lovdata", "http://lovdata", "does not match '^https://'"),
        ("2026-11-22", "2026-13-22", "is not a 'date'"),
    ],
)
def test_an_entry_that_breaks_the_schema_is_named(tmp_path, old, new, words):
    path = tmp_path / "legal.yml"
    path.write_text(PROVISIONS.replace(old, new), encoding="utf-8")
    _, problems = read_entries(path, "legal.yml", "provision.schema.json")
    assert any(words in problem.what and "arbeidsmiljoloven-4-2" in problem.what for problem in problems)
    assert all(problem.line == 1 for problem in problems)


def test_a_missing_register_is_a_problem_not_a_crash(tmp_path):
    _, problems = read_entries(tmp_path / "borte.yml", "borte.yml", "provision.schema.json")
    assert [problem.what for problem in problems] == ["the register cannot be read (No such file or directory)"]


def test_norwegian_letters_sort_last_in_their_own_order():
    words = ["åpen", "ære", "zebra", "østlig", "Alfa", "éclair", "elg"]
    assert sorted(words, key=norwegian_order) == ["Alfa", "éclair", "elg", "zebra", "ære", "østlig", "åpen"]


def test_dates_are_written_in_norwegian():
    assert norwegian_date("2026-05-01") == "1. mai 2026"
