"""Notes on the source texts: errors, and questions that are told apart from them."""

import re
from pathlib import Path

import pytest
from example_project import SOURCE_NOTES, made_text
from knowledge.reading import read_library
from knowledge.registers.entries import read_entries
from knowledge.site_file import read_site_file

SITE, _ = read_site_file(Path(__file__).resolve().parents[2])

QUESTION = """- id: uviss-side
  source: lipsky2010
  page: "12"
  kind: uavklart
  title: Hva side 12 bygger på
  written: Boka viser til et verk uten tittel.
  correct: Hvilket verk det er, vet vi ikke.
  proof: Boka.
  read: Side 12. Verket er ikke lest.
  certainty: uavklart
  references: [aas2019]
  provisions: [arbeidsmiljoloven-4-2]
"""


def markdown(example, page, notes):
    example.write("bibliography/source_notes.yml", notes)
    return made_text(read_library(example.folder), page)


def entry(text, name):
    """Return what stands under the heading of an entry."""
    return re.split(rf"^### .*\{{#{name} \.entry\}}$", text, flags=re.MULTILINE)[1].split("\n### ")[0].split("\n## ")[0]


def test_an_open_question_stands_after_the_errors_in_a_section_of_its_own(example):
    text = markdown(example, "feil.md", QUESTION + SOURCE_NOTES)
    headings = re.findall(r"^##+ .*\{#([a-z0-9-]+)", text, flags=re.MULTILINE)
    assert headings == ["i-lipsky2010", "feil-aar", "uavklart", "uviss-side"]


def test_an_open_question_is_not_called_an_error_and_claims_nothing_to_be_right(example):
    text = markdown(example, "feil.md", QUESTION + SOURCE_NOTES)
    assert "*Feil årstall, sikker rettelse.*" in entry(text, "feil-aar")
    assert "**Riktig:**" in entry(text, "feil-aar")
    question = entry(text, "uviss-side")
    assert "**Spørsmålet:** Hvilket verk det er, vet vi ikke." in question
    assert "rettelse" not in question
    assert "**Riktig:**" not in question


def test_a_register_without_open_questions_has_no_section_for_them(example):
    assert "{#uavklart}" not in markdown(example, "feil.md", SOURCE_NOTES)
    assert "{#i-lipsky2010}" not in markdown(example, "feil.md", QUESTION)


def test_each_note_says_what_was_read(example):
    text = markdown(example, "feil.md", QUESTION + SOURCE_NOTES)
    assert "**Lest:** Kolofonen." in entry(text, "feil-aar")
    assert "**Lest:** Side 12. Verket er ikke lest." in entry(text, "uviss-side")


@pytest.mark.parametrize(
    ("page", "concerned", "other", "address"),
    [
        ("litteratur.md", "aas2019", "lipsky2010", "feil.md#uviss-side"),
        ("lovregister.md", "arbeidsmiljoloven-4-2", None, "feil.md#uviss-side"),
    ],
)
def test_a_work_and_a_provision_lead_to_the_notes_that_concern_them(example, page, concerned, other, address):
    text = markdown(example, page, QUESTION + SOURCE_NOTES)
    assert f"**Uavklart i kildene:** [Hva side 12 bygger på]({address})." in entry(text, concerned)
    assert "**Feil i kildene:**" not in entry(text, concerned)
    assert other is None or "i kildene:**" not in entry(text, other)
    error = SOURCE_NOTES + "  references: [aas2019]\n  provisions: [arbeidsmiljoloven-4-2]\n"
    text = markdown(example, page, error)
    assert "**Feil i kildene:** [Galt årstall](feil.md#feil-aar)." in entry(text, concerned)


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        (QUESTION.replace("certainty: uavklart", "certainty: sikker"), "'uavklart' was expected"),
        (SOURCE_NOTES.replace("certainty: sikker", "certainty: uavklart"), "'uavklart' is not one of"),
        (SOURCE_NOTES.replace("  read: Kolofonen.\n", ""), "'read' is a required property"),
        (SOURCE_NOTES.replace("kind: feil årstall", "kind: tullball"), "'tullball' is not one of"),
    ],
)
def test_a_note_that_calls_a_doubt_an_error_or_hides_what_was_read_is_refused(tmp_path, notes, words):
    path = tmp_path / "source_notes.yml"
    path.write_text(notes, encoding="utf-8")
    _, problems = read_entries(path, "source_notes.yml", "source_note.schema.json", SITE)
    assert len(problems) == 1
    assert words in problems[0].what


def test_a_work_whose_other_authors_are_not_named_is_called_by_its_first(example):
    example.replace("bibliography/references.bib", "Ås, Kari and Ødegård, Per and Berg, Ida", "Ås, Kari and others")
    question = entry(markdown(example, "feil.md", QUESTION), "uviss-side")
    assert "Gjelder: [Ås mfl. (2019)]" in question
