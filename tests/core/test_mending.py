"""What `make fix` mends, and what it leaves to a person."""

import pytest
from example_project import REFERENCES
from knowledge.mending import MENDERS, mend
from knowledge.reading import problems_of, read_unchecked

PAGE = "docs/stotte.md"


def fix(project, *names):
    return list(mend(lambda: read_unchecked(project.folder)[0], list(names or MENDERS)))


def test_a_second_time_there_is_nothing_to_mend_and_the_project_is_good(example):
    assert fix(example)
    assert fix(example) == []
    assert problems_of(example.folder) == []


def test_the_works_are_put_in_order_with_all_that_stands_in_them(example):
    example.write(
        "bibliography/references.bib",
        "% Om fila.\n\n" + REFERENCES.replace("@article{aas2019,", "% om Ås\n@article{aas2019,"),
    )
    fix(example, "bibliography")
    text = example.read("bibliography/references.bib")
    assert text.startswith("% Om fila.\n\n% om Ås\n@article{aas2019,")
    assert [text.index(key) for key in ("{aas2019,", "{aas2019b,", "{lipsky2010,")] == sorted(
        text.index(key) for key in ("{aas2019,", "{aas2019b,", "{lipsky2010,")
    )
    assert sorted(line for line in text.split("\n") if line) == sorted(
        ["% Om fila.", "% om Ås", *(line for line in REFERENCES.split("\n") if line)]
    )


def test_pages_get_the_dash_each_kind_of_file_has(example):
    example.replace("bibliography/references.bib", "{1--20}", "{1-20}")
    example.replace("bibliography/glossary.yml", 'page: "4"', 'page: "4-5, 7—9"')
    example.replace(PAGE, "[@aas2019, s. 3–4; @aas2019b]", "[@aas2019, s. 3-4 og 6 - 7; @aas2019b]")
    fix(example, "bibliography", "registers", "citations")
    assert "pages = {1--20}" in example.read("bibliography/references.bib")
    assert 'page: "4–5, 7–9"' in example.read("bibliography/glossary.yml")
    assert "[@aas2019, s. 3–4 og 6–7; @aas2019b]" in example.read(PAGE)


def test_a_merged_key_is_cited_by_the_one_it_has_now_but_not_in_code(example):
    example.add(PAGE, "\nTekst [@aas2018, s. 3]. Skriv `[@aas2018, s. 3]`.\n")
    fix(example, "citations")
    assert "\nTekst [@aas2019, s. 3]. Skriv `[@aas2018, s. 3]`.\n" in example.read(PAGE)


@pytest.mark.parametrize("sources", ["sources: [lipsky2010]\n", "sources:\n  - lipsky2010\n  - ukjent\n", ""])
def test_the_front_matter_names_the_works_the_page_cites(example, sources):
    example.replace(PAGE, "sources: [aas2019, aas2019b, lipsky2010]\n", sources)
    fix(example, "front-matter")
    assert "\nsources: [aas2019, aas2019b, lipsky2010]\n" in example.read(PAGE)
    assert problems_of(example.folder) == []


def test_a_missing_title_is_that_of_the_heading(example):
    example.replace(PAGE, "title: Støtte\n", "")
    example.replace(PAGE, "# Støtte\n", "# Støtte: hvorfor?\n")
    fix(example, "front-matter")
    assert example.read(PAGE).startswith("---\ntitle: 'Støtte: hvorfor?'\n")
    assert problems_of(example.folder) == []


def test_a_page_that_cites_what_does_not_exist_is_left_for_a_person(example):
    example.replace(PAGE, "sources: [aas2019, aas2019b, lipsky2010]", "sources: []")
    example.add(PAGE, "\nTekst [@ukjent2020, s. 3].\n")
    fix(example, "front-matter")
    assert "sources: []" in example.read(PAGE)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ('Han sa "nei" og “ja” og „kanskje“.', "Han sa «nei» og «ja» og «kanskje»."),
        ('Se ["ordet"](ordliste.md "En tittel") og `"kode"`.', 'Se [«ordet»](ordliste.md "En tittel") og `"kode"`.'),
        ('Skjermen er 15" bred.', 'Skjermen er 15" bred.'),
        ('    "blokk"', '    "blokk"'),
        ('Slik: "ja"\n```\n"kode"\n```', 'Slik: «ja»\n```\n"kode"\n```'),
        ('!!! merk "Om ordet"\n    Han sa "nei".', '!!! merk "Om ordet"\n    Han sa «nei».'),
    ],
)
def test_quotation_marks_are_mended_in_text_only(example, written, mended):
    example.add(PAGE, f"\n{written}\n")
    fix(example, "quotation-marks")
    assert example.read(PAGE).endswith(f"\n{mended}\n")


def test_addresses_are_added_in_order_and_never_taken_out(example):
    example.write("bibliography/addresses.txt", "/zebra/\n/stotte/\n")
    fix(example, "addresses")
    lines = [line for line in example.read("bibliography/addresses.txt").splitlines() if not line.startswith("#")]
    assert lines == ["/", "/feil/", "/litteratur/", "/lovregister/", "/ordliste/", "/stotte/", "/zebra/"]


def test_nothing_is_written_when_it_is_only_asked_what_would_be(example):
    before = example.fingerprint("docs") | example.fingerprint("bibliography")
    assert list(mend(lambda: read_unchecked(example.folder)[0], list(MENDERS), write=False))
    assert example.fingerprint("docs") | example.fingerprint("bibliography") == before
