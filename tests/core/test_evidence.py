"""The ledger: claims, the texts they are held to, what stops a build and what does not."""

import json
from dataclasses import replace

import pytest
from example_project import ExampleProject
from knowledge.evidence import ledger, propose, shown, texts
from knowledge.evidence.claims import Cited, fingerprint
from knowledge.evidence.records import UNCHECKED, Passage, Record, read_ledger, write_records
from knowledge.language import read_language
from knowledge.page_steps import show
from knowledge.problems import ContentError
from knowledge.reading import read_library

# Twenty-five and more words on each page: a run has twenty.
PAGE_12 = (
    "Støtten som gis på arbeids-\nplassen, er ofte den som til dels avgjør om «personen» blir værende i jobben sin når "
    "de første ukene er over og hverdagen har begynt for alvor der. " * 2
)
PAGE_14 = (
    "Andre er uenige og mener at støtten bør trappes ned etter hvert som brukeren finner seg til rette i arbeidet "
    "sitt. "
)
MARKED = f"[[s. 12]]\n{PAGE_12}\n[[s. 14]]\n{PAGE_14 * 3}\n"
CLOSED = "bibliography/texts/lipsky2010.fingerprints.json"


def passage(words="er ofte den som til dels avgjør", page=12):
    text = texts.split_pages(MARKED)[page]
    place = propose.locate(words, page, text)
    hashed = texts.ClosedText("lipsky2010", {page: texts.run_hashes(text)}).hash_of(page, place.at, place.runs)
    return Passage("lipsky2010", page, at=place.at, runs=place.runs, hash=hashed)


@pytest.fixture
def closed(example) -> ExampleProject:
    """The example project with one of its works as a closed text."""
    (example.folder / "bibliography" / "texts").mkdir()
    example.write(CLOSED, texts.fingerprints("lipsky2010", MARKED))
    return example


@pytest.fixture
def opened(example) -> ExampleProject:
    """The example project with one of its works as an open text."""
    (example.folder / "bibliography" / "texts").mkdir()
    example.write("bibliography/texts/lipsky2010.txt", f"Lipsky, M. CC BY 4.0\n---\n{MARKED}")
    return example


def problems(project):
    try:
        read_library(project.folder)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []


def claims(project):
    return read_library(project.folder).claims["stotte.md"]


def test_a_claim_is_a_block_with_a_page_of_a_source_text(closed):
    found = claims(closed)
    assert [(claim.line, [one.shown for one in claim.cited]) for claim in found] == [
        (13, ["12"]),
        (15, ["12"]),
        (19, ["14"]),
    ]
    assert {one.key for claim in found for one in claim.cited} == {"lipsky2010"}


def test_a_project_without_texts_has_no_claims(example):
    library = read_library(example.folder)
    assert library.claims == {}
    assert "Belegg" not in show(library, "stotte.md").html


def test_an_entry_of_a_register_is_a_claim_too(closed):
    found = read_library(closed.folder).claims
    assert [claim.entry for claim in found["registers/source-notes"]] == ["feil-aar"]
    assert [claim.entry for claim in found["registers/concepts"]] == ["innlasing"]


def test_a_claims_id_follows_its_words_and_its_page_and_not_its_place():
    cited = (Cited("a", ((3, 4),)),)
    assert fingerprint("Støtten er ofte god.", cited) == fingerprint("støtten  er OFTE god", cited)
    assert fingerprint("Støtten er god.", cited) != fingerprint("Støtten er ofte god.", cited)
    assert fingerprint("Støtten er god.", cited) != fingerprint("Støtten er god.", (Cited("a", ((3, 5),)),))


def test_what_is_not_read_builds_and_is_counted(closed):
    assert problems(closed) == []
    library = read_library(closed.folder)
    assert ledger.totals(library)["stotte.md"] == {UNCHECKED: 3}
    assert len(list(ledger.astray(library))) == 5


def test_a_claim_that_was_read_says_so_and_one_that_changed_since_does_not(closed):
    first = claims(closed)[0]
    write_records(closed.folder, "stotte.md", [Record(first.id, first.begins, "sagt", "2026-11-28", (passage(),))])
    assert problems(closed) == []
    assert ledger.totals(read_library(closed.folder))["stotte.md"]["sagt"] == 1
    closed.replace("docs/stotte.md", "Støtten gis der folk", "Støtten gis bare der folk")
    assert problems(closed) == []
    library = read_library(closed.folder)
    assert ledger.totals(library)["stotte.md"] == {UNCHECKED: 3}
    gone = [problem.what for problem in ledger.astray(library) if "is of a claim that is gone" in problem.what]
    assert len(gone) == 1


def test_a_claim_that_moves_to_another_page_keeps_its_record(closed):
    first = claims(closed)[0]
    write_records(closed.folder, "index.md", [Record(first.id, first.begins, "sagt", "2026-11-28", (passage(),))])
    library = read_library(closed.folder)
    records = ledger.updated(library, "stotte.md")
    assert [record.verdict for record in records] == ["sagt", UNCHECKED, UNCHECKED]
    assert ledger.updated(library, "index.md") == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"page": 14}, "is not what was read"),
        ({"page": 13}, "has no such place on page 13"),
        ({"at": 7}, "has no such place on page 12"),
        ({"hash": "0" * 24}, "is not what was read"),
        ({"words": "er ofte den som"}, "not ours to publish"),
    ],
)
def test_a_passage_of_a_closed_text_that_is_not_there_stops_the_build(closed, change, what):
    first = claims(closed)[0]
    wrong = Passage(**{**vars(passage()), **change})
    write_records(closed.folder, "stotte.md", [Record(first.id, first.begins, "sagt", "2026-11-28", (wrong,))])
    (message,) = [one for one in problems(closed) if what in one]
    assert message.startswith("bibliography/evidence/stotte.yml:2: [evidence]")
    assert "maintain.py claims check stotte.md" in message


@pytest.mark.parametrize(
    ("words", "page", "what"),
    [
        ("er ofte den som til dels avgjør om personen", 12, None),
        ("støtten som gis på arbeidsplassen er ofte", 12, None),
        ("er alltid den som avgjør", 12, "are not on page 12"),
        ("er ofte den som", 14, "are not on page 14"),
        (PAGE_12, 12, "keep the 40 that carry the claim"),
        ("", 12, "has no words"),
    ],
)
def test_a_quotation_of_an_open_text_must_stand_on_its_page(opened, words, page, what):
    first = claims(opened)[0]
    quoted = (Passage("lipsky2010", page, " ".join(words.split())), Passage("lipsky2010", 12, "de første ukene"))
    write_records(opened.folder, "stotte.md", [Record(first.id, first.begins, "sagt", "2026-11-28", quoted)])
    found = [one for one in problems(opened) if "evidence" in one]
    assert (what in found[0]) if what else found == []


def test_a_citation_no_passage_answers_for_stops_the_build(opened):
    first = claims(opened)[0]
    elsewhere = (Passage("lipsky2010", 14, "andre er uenige"),)
    write_records(opened.folder, "stotte.md", [Record(first.id, first.begins, "sagt", "2026-11-28", elsewhere)])
    assert "no passage for 'lipsky2010', s. 12" in problems(opened)[0]


def test_two_records_for_one_claim_stop_the_build(closed):
    first = claims(closed)[0]
    record = Record(first.id, first.begins, "sagt", "2026-11-28", (passage(),))
    write_records(closed.folder, "stotte.md", [record, record])
    assert "stands here and in line" in problems(closed)[0]


def test_a_record_without_a_verdict_stops_the_build_with_its_line(closed):
    (closed.folder / "bibliography" / "evidence").mkdir()
    closed.write("bibliography/evidence/stotte.yml", "- id: 0123456789ab\n  begins: x\n")
    assert problems(closed)[0].startswith("bibliography/evidence/stotte.yml:1:")


def test_broken_fingerprints_are_told_as_such(closed):
    closed.write(CLOSED, '{"key": "lipsky2010"}')
    assert "the text cannot be read" in problems(closed)[0]


def test_records_are_read_as_they_were_written(tmp_path):
    records = [
        Record("0123456789ab", "Én «ting» …", "sagt", "2026-11-28", (Passage("a", 3, "ord: med kolon"),), 2),
        Record("0123456789ac", "To", UNCHECKED, line=8),
        Record("0123456789ad", "Tre", "slutning", "2026-11-28", (Passage("b", 4, at=0, runs=1, hash="0" * 24),), 11),
    ]
    write_records(tmp_path, "del/side.md", records)
    read, found = read_ledger(tmp_path)
    assert found == []
    assert [record.id for record in read.files["del/side.md"]] == [record.id for record in records]
    assert [record.passages for record in read.files["del/side.md"]] == [record.passages for record in records]
    write_records(tmp_path, "del/side.md", [])
    assert read_ledger(tmp_path)[0].files == {}


def test_fingerprints_hold_no_run_short_enough_to_guess_and_no_word():
    made = json.loads(texts.fingerprints("a", MARKED + "[[s. 15]]\nbare noen få ord\n"))
    assert made["pages"]["15"] == []
    words = len(texts.OpenText("a", texts.split_pages(MARKED)).words(12))
    assert len(made["pages"]["12"]) == words // texts.CHUNK
    assert all(
        len(run) == 24 and not set(run) - set("0123456789abcdef") for runs in made["pages"].values() for run in runs
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("støtten som gis på arbeidsplassen", "Støtten som gis på arbeidsplassen"),
        ("er ofte den som til dels avgjorde", "er ofte den som til dels avgjør"),
        (
            "støtten … blir værende",
            "Støtten som gis på arbeidsplassen, er ofte den som til dels avgjør om «personen» blir værende",
        ),
        ("noe helt annet enn det som står der", None),
        ("", None),
    ],
)
def test_words_are_found_on_their_page_whatever_its_lines_and_signs(words, found):
    place = propose.locate(words, 12, PAGE_12)
    assert (place.words if place else None) == found


def test_the_likeliest_passage_is_proposed_first():
    found = propose.proposals("Andre mener at støtten bør trappes ned.", texts.split_pages(MARKED))
    assert found[0].excerpt.page == 14
    assert found[0].score > 70


def test_a_citation_leads_to_what_it_rests_on_and_shows_no_words_of_a_closed_text(closed):
    first = claims(closed)[0]
    write_records(closed.folder, "stotte.md", [Record(first.id, first.begins, "gjengitt", "2026-11-28", (passage(),))])
    html = show(read_library(closed.folder), "stotte.md").html
    assert 'data-evidence="belegg-1"' in html
    assert "Belegg: 1 av 3 påstander fra lipsky2010 er holdt mot kildens ord" in html
    line = "<ul><li>Lipsky2010, s.&nbsp;12</li></ul>"
    assert f"<p><b>Kilden gjengir andre.</b></p>{line}<p>Kontrollert 28. november 2026.</p>" in html
    assert "Ikke kontrollert ord for ord ennå" in html
    assert "<q>" not in html


def test_the_words_of_an_open_text_are_shown(opened):
    first = claims(opened)[0]
    quoted = (Passage("lipsky2010", 12, "er ofte den som til dels avgjør"),)
    write_records(opened.folder, "stotte.md", [Record(first.id, first.begins, "sagt", "2026-11-28", quoted)])
    html = show(read_library(opened.folder), "stotte.md").html
    line = "<ul><li>Lipsky2010, s.&nbsp;12: <q>er ofte den som til dels avgjør</q></li></ul>"
    assert f"<p><b>Dette står i kilden.</b></p>{line}" in html


def test_each_citation_of_a_claim_points_to_the_passages_at_its_own_pages(opened):
    page = opened.folder / "docs/stotte.md"
    first = claims(opened)[0]
    assert [one.ranges for one in first.cited] == [((12, 12),)], page
    quoted = (Passage("lipsky2010", 13, "noe"), Passage("lipsky2010", 12, "er ofte den som til dels avgjør"))
    library = read_library(opened.folder)
    one = ledger.Held(first, Record(first.id, first.begins, "sagt", "2026-11-28", quoted))
    assert shown.answering(library, one, "lipsky2010", ((12, 12),)) == [1]
    assert shown.answering(library, one, "lipsky2010", ((12, 14),)) == [0, 1]
    assert shown.answering(library, one, "lipsky2010", ((20, 21),)) == []
    assert shown.answering(library, one, "aas2019", ((12, 12),)) == []


@pytest.mark.parametrize(
    ("checked", "of", "told"),
    [
        (0, 3, "ingen av 3 påstander fra boka er holdt mot kildens ord ennå"),
        (2, 3, "2 av 3 påstander fra boka er holdt mot kildens ord"),
        (3, 3, "alle 3 påstander fra boka er holdt mot kildens ord"),
        (0, 1, "den ene påstanden fra boka er ikke holdt mot kildens ord ennå"),
        (1, 1, "den ene påstanden fra boka er holdt mot kildens ord"),
    ],
)
def test_a_page_says_how_many_of_its_claims_are_held_to_their_source(opened, checked, of, told):
    first = claims(opened)[0]
    verdicts = ["sagt"] * checked + ["ikke kontrollert"] * (of - checked)
    held = [ledger.Held(first, Record(first.id, "", verdict)) for verdict in verdicts]
    library = read_library(opened.folder)
    library.site = replace(library.site, short_names={"lipsky2010": "boka"})
    assert shown.how_many(library, held) == told


def test_another_language_says_it_in_its_own_words_and_numbers(opened):
    first, english = claims(opened)[0], read_library(opened.folder)
    english.language = read_language("en")
    held, open_ = (ledger.Held(first, Record(first.id, "", verdict)) for verdict in ("sagt", "ikke kontrollert"))
    assert shown.how_many(english, [held]) == "the one claim from lipsky2010 is held to its words"
    assert shown.how_many(english, [held, held]) == "all 2 claims from lipsky2010 are held to its words"
    assert shown.how_many(english, [held, open_]) == "1 of 2 claims from lipsky2010 are held to its words"
    assert shown.how_many(english, [open_, open_]) == "none of 2 claims from lipsky2010 is held to its words yet"


def test_every_claim_of_the_site_has_a_record_and_every_record_a_claim(library):
    assert [str(problem) for problem in ledger.astray(library)] == []


def test_no_text_of_the_thesis_stands_in_the_ledger(library):
    for owner, records in library.ledger.files.items():
        for record in records:
            for one in record.passages:
                assert not (one.key == "masteroppgave2022" and one.words), (owner, record.id)
