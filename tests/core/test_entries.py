"""How registers are read, sorted and dated."""

from pathlib import Path

import pytest
from example_project import PROVISIONS, made_text
from knowledge.language import read_language
from knowledge.reading import read_library
from knowledge.registers.entries import read_entries
from knowledge.site_file import read_site_file

SITE, _ = read_site_file(Path(__file__).resolve().parents[2])


def test_entries_keep_order_and_line_and_dates_stay_text(tmp_path):
    path = tmp_path / "legal.yml"
    path.write_text(PROVISIONS + PROVISIONS.replace("4-2", "4-3"), encoding="utf-8")
    entries, problems = read_entries(path, "legal.yml", "provision.schema.json", SITE)
    assert problems == []
    assert [(entry.id, entry.line) for entry in entries.values()] == [
        ("arbeidsmiljoloven-4-2", 1),
        ("arbeidsmiljoloven-4-3", 15),
    ]
    assert entries["arbeidsmiljoloven-4-2"]["checked"] == "2026-11-22"


@pytest.mark.parametrize(
    ("old", "new", "line", "words", "mend"),
    [
        ("kind: lov", "kind: regel", 2, "'regel' is not one of", "lov, forskrift"),
        (
            "  paraphrase: Arbeidet skal tilpasses den enkelte.\n", "", 1, "'paraphrase' is a required property",
            "add 'paraphrase:' (what it says, in plain words",
        ),
        ("  checked:", "  cheked:", 14, "'cheked' was unexpected", "did you mean 'checked'?"),
        ("https://lovdata", "http://lovdata", 8, "does not match '^https://'", "write what 'url' holds: "),
        ("2026-11-22", "2026-13-22", 14, "is not a 'date'", "write what 'checked' holds: "),
        ('page: "28"', "page: [28]", 12, "'page': [28] is not", "write what 'used_in' holds: "),
        ("page:", "pge:", 12, "'pge' was unexpected", "did you mean 'page'?"),
        ("  text_as_of: 2026-07-02\n", "", 1, "'text_as_of' is a required property", "add 'text_as_of:' ("),
        ("text_as_of: 2026-07-02", "text_as_of: null", 13, "None is not of type", "write what 'text_as_of'"),
        ("section: § 4-2", "section: § 4-2\n  themes: [taushet, lønn]", 6, "'lønn' is not one of", "use one of: "),
        ("section: § 4-2", "section: § 4-2\n  conditions: ['']", 6, "'' should be non-empty", "write what 'cond"),
        ("section: § 4-2", "section: § 4-2\n  due: 2027-02-30", 6, "is not a 'date'", "write what 'due' holds: "),
        (
            "section: § 4-2",
            "section: § 4-2\n  pending: [{act: lov 1. juni 2026 nr. 1, what: noe, as_of: 2026-07-02}]",
            6, "'in_force' is a required property", "add 'in_force:'",
        ),
    ],
)  # fmt: skip
def test_an_entry_that_breaks_the_schema_is_named_with_the_line_and_meaning_of_its_field(
    tmp_path, old, new, line, words, mend
):
    path = tmp_path / "legal.yml"
    path.write_text(PROVISIONS.replace(old, new), encoding="utf-8")
    _, problems = read_entries(path, "legal.yml", "provision.schema.json", SITE)
    found = next(problem for problem in problems if words in problem.what)
    assert "entry 'arbeidsmiljoloven-4-2'" in found.what
    assert (found.line, found.rule) == (line, "register-schema")
    assert mend in found.mend


def test_a_register_with_a_byte_order_mark_is_read_like_any_other(tmp_path):
    path = tmp_path / "legal.yml"
    path.write_bytes(b"\xef\xbb\xbf" + PROVISIONS.encode())
    entries, problems = read_entries(path, "legal.yml", "provision.schema.json", SITE)
    assert (list(entries), problems) == (["arbeidsmiljoloven-4-2"], [])


DETAILS = """  themes: [arbeidsforhold]
  meaning: Spør hva som skal til.
  conditions:
    - Først behovet.
    - Så grensen.
  pending:
    - {act: lov 1. juni 2026 nr. 1, what: Plikten utvides., in_force: null, as_of: 2026-07-02}
  due: 2027-01-01
"""


def test_an_entrys_page_shows_its_theme_its_meaning_its_conditions_in_order_and_what_is_to_come(example):
    example.add("bibliography/legal.yml", DETAILS)
    library = read_library(example.folder)
    text = made_text(library, "lovregister.md")
    assert "- **Arbeidsgiver og arbeidstaker:** [arbeidsmiljøloven § 4-2](#arbeidsmiljoloven-4-2)" in text
    assert "**Vilkår og grenser:**\n\n1. Først behovet.\n2. Så grensen." in text
    assert "**I arbeidsinkludering:** Spør hva som skal til." in text
    assert '!!! merk "Vedtatt, ikke i kraft"\n    - Lov 1. juni 2026 nr. 1: Plikten utvides.' in text
    assert "Må leses på nytt fra 1. januar 2027." in text


def test_a_change_with_a_day_of_its_own_is_never_called_not_in_force(example):
    """The day passes while the page stays as it is: what is said is true before and after."""
    dated = DETAILS.replace("in_force: null", "in_force: 2026-10-01")
    example.add("bibliography/legal.yml", dated)
    text = made_text(read_library(example.folder), "lovregister.md")
    assert '!!! merk "Vedtatt, skal gjelde fra 1. oktober 2026"\n    - Lov 1. juni 2026 nr. 1: Plikten utvides.' in text
    assert "Loven er lest slik den lød 2. juli 2026, før dette. Sjekk hva som gjelder nå." in text
    assert "ikke i kraft" not in text


def test_an_entry_without_these_fields_shows_none_of_them(example):
    text = made_text(read_library(example.folder), "lovregister.md")
    for words in ("Etter tema", "Vilkår og grenser", "I arbeidsinkludering", "ikke i kraft", "på nytt"):
        assert words not in text


def test_a_missing_register_is_a_problem_not_a_crash(tmp_path):
    _, problems = read_entries(tmp_path / "borte.yml", "borte.yml", "provision.schema.json", SITE)
    assert [problem.what for problem in problems] == ["the register cannot be read (No such file or directory)"]


def test_norwegian_letters_sort_last_in_their_own_order():
    words = ["åpen", "ære", "zebra", "østlig", "Alfa", "éclair", "elg"]
    assert sorted(words, key=read_language("nb").order) == ["Alfa", "éclair", "elg", "zebra", "ære", "østlig", "åpen"]


def test_dates_are_written_in_norwegian():
    assert read_language("nb").date("2026-05-01") == "1. mai 2026"
