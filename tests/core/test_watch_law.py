"""What an entry of the law register covers, and that the same text has the same hash wherever it was read."""

from __future__ import annotations

import dataclasses

import pytest
from knowledge.checks import legal
from knowledge.problems import ContentError
from knowledge.registers.entries import Entry
from knowledge.watch.coverage import find_sections, read_coverage
from knowledge.watch.law_text import text_hash
from knowledge.watch.lovdata import read_xml
from knowledge.watch.mirror import read_markdown
from knowledge.watch.register_edit import set_fields
from law_packages import Act, Provision, markdown, xml

LISTED = ("Kommunen skal gi", ("råd,", "hjelp etter § 8-12, og", "støtte"), "når det er nødvendig.")
ACT = Act(
    "LOV-2006-06-16-20",
    (
        ("Kapittel 1. Formål", (Provision("1", "Formål", ("Loven skal hjelpe.",)),)),
        (
            "Kapittel 11 A. Stønad",
            (
                Provision("11 A-1", "Rett", (LISTED, "Se § 8-12.")),
                Provision("11 A-1 a", "Unntak", ("Ikke alltid.",), note="Tilføyd ved lov 1 jan 2020 nr. 1 ."),
                Provision("11 A-2", "(Opphevet)", note="Opphevet ved lov 1 jan 2021 nr. 2 .", repealed="2021-01-01"),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("section", "parts"),
    [
        ("§ 4-2", ["§ 4-2"]),
        ("§§ 2 og 3", ["§ 2", "§ 3"]),
        ("§§ 18, 20 og 20 a", ["§ 18", "§ 20", "§ 20a"]),
        ("§§ 29–35", ["§ 29–35"]),
        ("§§ 13 til 13 e og 13 g", ["§ 13–13e", "§ 13g"]),
        ("kapittel 11, særlig §§ 11-1, 11-5 til 11-9 og 11-12", ["kapittel 11", "§ 11-1", "§ 11-5–11-9", "§ 11-12"]),
        ("kapittel 13 (§ 13-1 flg.)", ["kapittel 13", "§ 13-1"]),
        ("§§ 1-1 og 1-8 og kapittel 3, 4 og 14", ["§ 1-1", "§ 1-8", "kapittel 3", "kapittel 4", "kapittel 14"]),
        ("kapittel 11 A", ["kapittel 11a"]),
        ("kapittel 14A (vedtatt)", ["kapittel 14a"]),
        ("særlig artikkel 6, 9 og 11", ["artikkel 6", "artikkel 9", "artikkel 11"]),
        ("del II artikkel 1", ["artikkel 1"]),
        ("§ 29 andre og tredje ledd", ["§ 29"]),
        ("§ 12-14 første ledd bokstav a", ["§ 12-14"]),
        ("§ 8-4 og § 8-7 a", ["§ 8-4", "§ 8-7a"]),
        (None, []),
    ],
)
def test_what_an_entry_covers_is_read_from_its_section(section, parts):
    assert [str(part) for part in read_coverage(section).parts] == parts


@pytest.mark.parametrize("section", ["paragraf fire", "§ fire", "4-2", "§ 2 i loven"])
def test_a_section_that_cannot_be_read_is_said(section):
    with pytest.raises(ValueError):
        read_coverage(section)


def test_the_same_act_has_the_same_hashes_from_a_package_and_from_a_copy():
    from_package, language = read_xml(xml(ACT))
    from_copy = read_markdown(markdown(ACT))
    assert language == "nb"
    assert (from_package.id, from_package.in_force) == (from_copy.id, from_copy.in_force) == (ACT.id, "2006-07-01")
    assert [section.number for section in from_package.sections] == ["1", "11a-1", "11a-1a", "11a-2"]
    for one, other in zip(from_package.sections, from_copy.sections, strict=True):
        assert (one.number, one.chapter, one.notes, one.repealed) == (
            other.number,
            other.chapter,
            other.notes,
            other.repealed,
        )
        assert text_hash([one]) == text_hash([other]), one.printed


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"note": "Endret ved lov 2 feb 2022 nr. 3."}, True),
        ({"number": "1 b"}, True),
        ({"title": "Mål"}, False),
        ({"paragraphs": ("Loven skal hjelpe",)}, False),
        ({"paragraphs": ("Loven skal  hjelpe.",)}, True),
    ],
)
def test_a_hash_tells_of_words_and_signs_and_of_nothing_else(change, same):
    provision = Provision("1", "Formål", ("Loven skal hjelpe.",))
    read = [
        read_xml(xml(Act("LOV-2006-06-16-20", (("", (one,)),))))[0].sections
        for one in (provision, dataclasses.replace(provision, **change))
    ]
    assert (text_hash(read[0]) == text_hash(read[1])) is same


def test_a_chapter_a_range_and_a_section_are_found_and_what_is_not_there_is_named():
    law = read_xml(xml(ACT))[0]

    def numbers(section):
        found, missing = find_sections(read_coverage(section), law, "loven")
        return [part.number for part in found], missing

    assert numbers("kapittel 11 A") == (["11a-1", "11a-1a", "11a-2"], [])
    assert numbers("§§ 1 til 11 A-1 a") == (["1", "11a-1", "11a-1a"], [])
    assert numbers("§ 1 og kapittel 12") == (["1"], ["kapittel 12"])
    assert numbers("§ 99") == ([], ["§ 99"])
    assert numbers(None)[0] == ["1", "11a-1", "11a-1a", "11a-2"]


def test_an_article_is_that_of_the_convention_the_entry_is_about_in_its_translation():
    def convention(number, name, language):
        article = Provision("27", "Arbeid", (f"{name} på {language}.",), kind="Art")
        return f"Vedlegg {number}. {name} ({language})", (article,)

    act = Act(
        "LOV-1999-05-21-30",
        (
            ("", (Provision("2", "Innhold", ("Konvensjonene gjelder.",)),)),
            convention(7, "FNs konvensjon om barnets rettigheter", "autentisk engelsk tekst"),
            convention(8, "FNs konvensjon om barnets rettigheter", "norsk oversettelse"),
            convention(12, "Konvensjon om rettighetene til mennesker med nedsatt funksjonsevne", "norsk oversettelse"),
        ),
    )
    law = read_xml(xml(act))[0]
    children, _ = find_sections(read_coverage("artikkel 27"), law, "barnekonvensjonen")
    disabled, _ = find_sections(read_coverage("artikkel 27"), law, "CRPD")
    assert [part.text for part in children] == ["FNs konvensjon om barnets rettigheter på norsk oversettelse."]
    assert "funksjonsevne" in disabled[0].text
    assert find_sections(read_coverage("artikkel 27"), law, "menneskerettsloven")[1] == ["artikkel 27"]
    assert find_sections(read_coverage("§ 2"), law, "menneskerettsloven")[1] == []


REGISTER = """# A remark at the top.

- id: en
  kind: lov # what kind
  label: "Én: «§ 1»"
  text_as_of: 2026-07-02
  paraphrase: >-
    Over to
    linjer.

# --- A remark between ---

- id: to
  text_hash: sha256:gammel
  label: 'To'
  checked: 2026-01-01
"""


def test_writing_a_field_leaves_every_other_byte_as_it_stands():
    written = set_fields(REGISTER, {"en": {"text_hash": "sha256:a1"}, "to": {"text_hash": "sha256:b2"}}, "legal.yml")
    expected = REGISTER.replace("2026-07-02\n", "2026-07-02\n  text_hash: sha256:a1\n").replace(
        "sha256:gammel", "sha256:b2"
    )
    assert written == expected


def test_writing_to_an_entry_that_is_not_there_or_not_on_lines_of_its_own_stops():
    with pytest.raises(ContentError, match="there is no entry 'tre'"):
        set_fields(REGISTER, {"tre": {"text_hash": "sha256:a1"}}, "legal.yml")
    folded = REGISTER.replace("text_hash: sha256:gammel", "text_hash: >-\n    sha256:gammel")
    with pytest.raises(ContentError, match="the fields of to cannot be set line by line"):
        set_fields(folded, {"to": {"text_hash": "sha256:b2"}}, "legal.yml")


def entry(**fields) -> Entry:
    data = {
        "id": "prove", "kind": "lov", "act": "loven", "section": "§ 4-2", "lovdata_id": "LOV-2005-06-17-62",
        "url": "https://lovdata.no/lov/2005-06-17-62/%C2%A74-2", "text_as_of": "2026-07-02", "paraphrase": "En plikt.",
    }  # fmt: skip
    return Entry("prove", {**data, **fields}, 7)


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({}, None),
        ({"text_as_of": None}, "does not say which day's text was read"),
        (
            {"kind": "internasjonal", "text_as_of": None, "url": "https://lovdata.no/lov/2005-06-17-62"},
            "does not say which day's text was read",
        ),
        ({"lovdata_id": None}, "it has no 'lovdata_id'"),
        ({"lovdata_id": "FOR-2005-06-17-62"}, "is no Lovdata id of a lov"),
        ({"url": "https://lovdata.no/forskrift/2005-06-17-62"}, "is not that of LOV-2005-06-17-62"),
        ({"url": "https://lovdata.no/lov/2005-06-17-63"}, "is not that of LOV-2005-06-17-62"),
        ({"url": "https://www.regjeringen.no/no/lov"}, "is not that of LOV-2005-06-17-62"),
        ({"url": "https://lovdata.no/lov/2005-06-17-62"}, None),
        ({"url": "https://lovdata.no/lov/2005-06-17-62/%C2%A74-3"}, "that of § 4-3, which 'section' does not name"),
        ({"section": "kapittel 4"}, None),
        ({"section": "kapittel 14"}, "that of § 4-2, which 'section' does not name"),
        ({"section": "paragraf fire"}, "'section' cannot be read at 'paragraf fire'"),
        ({"kind": "nou", "lovdata_id": None, "url": "https://www.regjeringen.no/no/nou"}, None),
        ({"kind": "nou", "lovdata_id": None, "url": "https://example.org/nou"}, "not at the publisher of a nou"),
        ({"paraphrase": "Den er 37 kroner per dag."}, "the amount «37 kroner» stands without a date"),
        ({"conditions": ["Én.", "Inntil kr 500."]}, "the amount «kr 500» stands without a date"),
        ({"paraphrase": "Den er 37 kroner per dag i 2025."}, None),
        ({"paraphrase": "I 2025 kom den. Den er 37 kroner per dag."}, "the amount «37 kroner»"),
        ({"paraphrase": "Den er 37 kroner per dag.", "due": "2027-01-01"}, None),
        ({"paraphrase": "Inntekt over 1,5 G teller."}, None),
        (
            {"paraphrase": "Minst 66 prosent av G.", "kind": "avtale", "lovdata_id": None, "text_as_of": None},
            "the amount «prosent av G»",
        ),
    ],
)  # fmt: skip
def test_an_entry_that_could_turn_untrue_unseen_is_a_problem(fields, what):
    found = [str(problem) for problem in legal.check([entry(**fields)], "legal.yml")]
    if what is None:
        assert found == []
    else:
        assert len(found) == 1
        assert (
            found[0].startswith("legal.yml:7: [provision] entry 'prove'") and what in found[0] and "Mend:" in found[0]
        )


def test_every_provision_of_the_register_says_which_sections_it_covers(library):
    watched = [one for one in library.provisions.values() if one.get("lovdata_id")]
    assert len(watched) > 30
    for one in watched:
        assert read_coverage(one.get("section")) is not None
