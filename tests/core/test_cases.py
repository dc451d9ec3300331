"""Cases: the form they keep, and the list that leads to them."""

import pytest
from knowledge.reading import problems_of, read_library

PAGES = ["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md"]
META = """---
title: Kan brukeren begynne rett i jobb?
description: Hva loven og forskningen sier om å begynne i jobb uten tiltak først.
kind: case
audience: [nav]
reviewed: 2026-11-28
sources: [lipsky2010]
group: mentor-og-tiltak
ask: [rett i jobb, jobb med en gang, uten tiltak, jobbe nå, starte i jobb, må jeg i tiltak]
---

# Kan brukeren begynne rett i jobb?

"""
ANSWER = '!!! kort "Kort sagt"\n    Ja [@lipsky2010, s. 12].\n\n'
LAW = (
    "## Hva sier loven?\n\nArbeidet skal tilpasses ([§ 4-2](lovregister.md#arbeidsmiljoloven-4-2)).\n\n"
    "<!-- law-date -->\n\n"
)
RESEARCH = "## Hva sier forskningen?\n\nStøtten gis der folk arbeider [@lipsky2010, s. 12].\n\n"
ADVICE = "## Hva kan du gjøre nå?\n\n- Spør om støtte, for den gis der [@lipsky2010, s. 12].\n\n"
OPEN = "## Hva er uavklart?\n\nHvor lenge det varer [@lipsky2010, s. 14].\n\n"
ON = "## Les videre\n\n- [Støtte](stotte.md)\n"
WHOLE = ANSWER + LAW + RESEARCH + ADVICE + OPEN + ON


def problems(example, body, meta=META):
    example.write("docs/sak.md", meta + body)
    example.navigation([*PAGES, "sak.md"])
    return [(problem.file, problem.line, problem.what, problem.mend) for problem in problems_of(example.folder)]


@pytest.mark.parametrize(
    "body",
    [WHOLE, ANSWER + LAW, ANSWER + RESEARCH, ANSWER + LAW + ADVICE + ON],
    ids=["all parts", "law alone", "research alone", "some left out"],
)
def test_a_case_with_its_answer_first_and_law_or_research_is_let_through(example, body):
    assert problems(example, body) == []


@pytest.mark.parametrize(
    ("body", "words", "what", "mend"),
    [
        (RESEARCH + ANSWER, "!!! kort", "the answer in short is not the first", "move the box up"),
        (LAW + RESEARCH, "", "lacks its answer in short", "below the heading"),
        (ANSWER + ADVICE + ON, "", "the case has neither law nor research", "say under «Hva sier loven?»"),
        (ANSWER + LAW + "## Rutiner\n\nTekst.\n", "## Rutiner", "«Rutiner» is none of those", "in this order"),
        (ANSWER + LAW + "## Hva er uavklart\n\nTekst.\n", "## Hva er uavklart", "none of those", "Hva er uavklart?"),
        (ANSWER + RESEARCH + LAW, "## Hva sier loven?", "stands after «Hva sier forskningen?»", "in this order"),
        (ANSWER + LAW.split("<!-- law")[0], "Arbeidet", "does not end with the day", "<!-- law-date -->"),
        (
            ANSWER + LAW.split("<!-- law")[0] + RESEARCH + "<!-- law-date -->\n",
            "Arbeidet", "does not end with the day", "<!-- law-date -->",
        ),
        (
            ANSWER + RESEARCH.replace("[@lipsky2010, s. 12]", "for alle"),
            "## Hva sier forskningen?", "cites no work", "leave the part out",
        ),
        (
            ANSWER + "## Hva sier loven?\n\nDet står i loven, lest 2. juli 2026 [@lipsky2010, s. 3].\n",
            "## Hva sier loven?", "links to no provision", "register of law",
        ),
        (
            ANSWER + LAW + "## Hva kan du gjøre nå?\n\n- Spør om støtte.\n",
            "- Spør", "says not what it follows from", "Nettstedets råd",
        ),
        (ANSWER.replace("Ja", "Ja " * 51) + LAW, "    Ja", "has 51 words", "50 at most"),
    ],
)  # fmt: skip
def test_a_case_that_breaks_the_form_is_stopped_with_its_line_and_the_mend(example, body, words, what, mend):
    found = problems(example, body)
    assert len(found) == 1, found
    file, line, said, told = found[0]
    assert file == "docs/sak.md"
    assert what in said
    assert mend in told
    text = example.read("docs/sak.md")
    assert line == (example.line_of("docs/sak.md", words) if words else META.count("\n", 0, META.index("\n# ")) + 1), (
        text
    )


def test_advice_of_the_sites_own_needs_no_source_when_it_says_so(example):
    own = '## Hva kan du gjøre nå?\n\n!!! slutning "Nettstedets råd"\n    - Spør om støtte.\n'
    assert problems(example, ANSWER + LAW + own) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("group: mentor-og-tiltak\n", "", 1, "the front matter lacks 'group'"),
        ("group: mentor-og-tiltak", "group: annet", 8, "'annet' is no value of 'group'"),
        (META[META.index("ask:") : META.index("\n---\n\n")] + "\n", "", 1, "the front matter lacks 'ask'"),
        (", uten tiltak", "", 9, "the field 'ask' does not fit"),
    ],
)
def test_a_case_says_its_group_and_what_people_ask(example, old, new, line, what):
    assert old in META
    (found,) = problems(example, WHOLE, META.replace(old, new))
    assert found[1] == line
    assert what in found[2]


def test_only_a_case_stands_in_a_group(example):
    found = problems(example, WHOLE, META.replace("kind: case", "kind: practice"))
    assert [what for _, _, what, _ in found] == ["'group belongs to the kind case only'"]


def test_the_list_has_the_cases_by_group_in_the_order_of_the_navigation(example):
    for name, title, group in (
        ("b", "Den andre saken", "komme-i-gang"),
        ("a", "Den første saken", "komme-i-gang"),
        ("c", "Den tredje saken", "kartlegging"),
    ):
        meta = META.replace("Kan brukeren begynne rett i jobb?", title).replace("mentor-og-tiltak", group)
        example.write(f"docs/{name}.md", meta + ANSWER + LAW)
    example.page("saker.md", "Saker", "<!-- cases -->\n\nSe [en gruppe](#kartlegging).\n")
    example.navigation([*PAGES, "saker.md", "b.md", "a.md", "c.md"])
    library = read_library(example.folder)
    text = library.made("saker.md")[0].markdown
    assert [line for line in text.split("\n") if line] == [
        "[Komme i gang](#komme-i-gang) · [Kartlegging og jobbmatch](#kartlegging)",
        "## Komme i gang {#komme-i-gang}",
        "- [Den andre saken](b.md)<br>Hva loven og forskningen sier om å begynne i jobb uten tiltak først.",
        "- [Den første saken](a.md)<br>Hva loven og forskningen sier om å begynne i jobb uten tiltak først.",
        "## Kartlegging og jobbmatch {#kartlegging}",
        "- [Den tredje saken](c.md)<br>Hva loven og forskningen sier om å begynne i jobb uten tiltak først.",
    ]


def test_the_list_leads_to_its_cases_so_that_they_are_reached(example):
    example.add("bibliography/site.yml", "reach_every_page: true\n")
    example.replace("docs/index.md", "Velkommen.", "Velkommen. Se [en](lovregister.md), [to](ordliste.md), "
                    "[tre](litteratur.md) og [fire](feil.md).")  # fmt: skip
    found = problems(example, WHOLE)
    assert [(file, what) for file, _, what, _ in found] == [("docs/sak.md", "no other page links to this one")]
    example.add("docs/index.md", "\n<!-- cases -->\n")
    assert problems(example, WHOLE) == []
