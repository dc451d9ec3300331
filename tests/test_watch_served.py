"""The watch over the law, on packages of Lovdata's form served by this machine: what it says of each planted change."""

from __future__ import annotations

import bz2
import dataclasses
import time

import pytest
from click.testing import CliRunner
from commands.law import law
from knowledge.watch.packages import read_packages
from law_packages import (
    ACTS,
    REGULATIONS,
    Act,
    Provision,
    Served,
    cut_off,
    dripping,
    listing,
    package,
    serving,
    silent,
    xml,
)

FOUR_WEEKS = "Planen skal være ferdig innen fire uker. Den skal følges opp."
AIM = Act(
    "LOV-2005-06-17-62",
    (
        (
            "Kapittel 4. Krav",
            (
                Provision("4-1", "Krav", ("Miljøet skal være forsvarlig.",)),
                Provision(
                    "4-2",
                    "Medvirkning",
                    (FOUR_WEEKS, ("Den skal vise", ("mål,", "veien dit"), "og hvem som gjør hva.")),
                ),
                Provision("4-3", "Vern", ("Ingen skal lide overlast.",)),
                Provision("4-4", "Utstyr", ("Utstyret skal være trygt å bruke.",)),
                Provision("4-6", "Tilrettelegging", ("Arbeidsgiver skal legge til rette.",)),
            ),
        ),
        ("Kapittel 5. Melding", (Provision("5-1", "Register", ("Skader føres i et register.",)),)),
    ),
)
MEASURES = Act(
    "FOR-2015-12-11-1598",
    (
        (
            "Kapittel 14A. Varig tilrettelagt arbeid i ordinær virksomhet",
            (Provision("14A-1", "Formål", note="Tilføyes ved forskrift 18 des 2025 nr. 2918 (i kraft 1 sep 2026)."),),
        ),
    ),
    in_force="2016-01-01",
)
WAITING = Act(
    "LOV-2025-06-20-81",
    (("", (Provision("40", "Skjønn", ("Vedtak skal være rimelige.",)),)),),
    in_force="Kongen bestemmer",
)
OLD = Act("LOV-2003-07-04-80", (("", (Provision("1", "Formål", ("Ordningen skal hjelpe.",)),)),))
CONSTITUTION = Act("LOV-1814-05-17", (("", (Provision("98", "", ("Alle er like for loven.",)),)),), in_force="")
NYNORSK = dataclasses.replace(
    CONSTITUTION, language="nn", chapters=(("", (Provision("98", "", ("Alle er like for lova.",)),)),)
)
BEFORE = [AIM, MEASURES, WAITING, OLD, CONSTITUTION]
ENTRIES = {
    "uendret": ("lov", "LOV-2005-06-17-62", "§ 4-1"),
    "endret": ("lov", "LOV-2005-06-17-62", "§ 4-2"),
    "opphevet": ("lov", "LOV-2005-06-17-62", "§ 4-3"),
    "borte": ("lov", "LOV-2005-06-17-62", "§ 5-1"),
    "flyttet": ("lov", "LOV-2005-06-17-62", "§ 4-4"),
    "kapittel": ("lov", "LOV-2005-06-17-62", "kapittel 4, særlig § 4-2"),
    "i-kraft": ("forskrift", "FOR-2015-12-11-1598", "kapittel 14A"),
    "hele-loven": ("lov", "LOV-2025-06-20-81", "§ 40"),
    "gammel-lov": ("lov", "LOV-2003-07-04-80", "§ 1"),
    "grunnloven": ("grunnlov", "LOV-1814-05-17", "§ 98"),
}
PENDING = {
    "i-kraft": "forskrift 18. desember 2025 nr. 2918",
    "hele-loven": "lov 20. juni 2025 nr. 81",
}


def register() -> str:
    lines = ["# The register of the test.\n"]
    for id, (kind, lovdata_id, section) in ENTRIES.items():
        lines.append(
            f"- id: {id}\n  kind: {kind}\n  act: loven\n  section: {section}\n  label: {id}\n"
            f"  lovdata_id: {lovdata_id}\n  text_as_of: 2026-07-02\n"
        )
        if id in PENDING:
            lines.append(
                f"  pending:\n    - act: {PENDING[id]}\n      what: Nytt.\n"
                "      in_force: null\n      as_of: 2026-07-02\n"
            )
    return "\n".join(lines)


def changed_acts() -> list[Act]:
    """Return the acts a year on: each planted change once."""
    four = AIM.chapters[0][1]
    again = dataclasses.replace(
        four[1],
        paragraphs=(FOUR_WEEKS.replace("fire uker", "fem uker"), four[1].paragraphs[1]),
        note="Endret ved lov 12 juni 2026 nr. 24 (i kraft 1 okt 2026).",
    )
    shell = Provision("4-3", "(Opphevet)", note="Opphevet ved lov 12 juni 2026 nr. 24.", repealed="2026-10-01")
    moved = dataclasses.replace(four[3], number="4-4 a")
    other = Provision("4-4", "Stoffer", ("Farlige stoffer skal merkes.",))
    aim = dataclasses.replace(AIM, chapters=((AIM.chapters[0][0], (four[0], again, shell, other, moved, four[4])),))
    measures = dataclasses.replace(
        MEASURES,
        chapters=(
            (
                MEASURES.chapters[0][0],
                (
                    Provision(
                        "14A-1", "Formål", ("Tiltaket skal gi arbeid.",),
                        note="Tilføyd ved forskrift 18 des 2025 nr. 2918 (i kraft 1 sep 2026).",
                    ),
                ),
            ),
        ),
    )  # fmt: skip
    return [aim, measures, dataclasses.replace(WAITING, in_force="2027-01-01"), CONSTITUTION]


def packages(acts: list[Act], day: str = "2026-08-01", raw: dict[str, bytes] | None = None) -> dict[str, Served]:
    laws = [act for act in acts if act.id.startswith("LOV")]
    if CONSTITUTION in laws:
        laws.append(NYNORSK)
    return {
        "/list": Served(listing(**{ACTS: day, REGULATIONS: day})),
        f"/get/{ACTS}": Served(package(laws, raw)),
        f"/get/{REGULATIONS}": Served(package([act for act in acts if act.id.startswith("FOR")])),
    }


@pytest.fixture
def project(tmp_path):
    (tmp_path / "bibliography").mkdir()
    (tmp_path / "bibliography" / "legal.yml").write_text(register(), encoding="utf-8")
    return tmp_path


def run(project, served, *options, patience=("30", "60")):
    """Run the command against packages served here; return its exit status, report and the register afterwards."""
    with serving(served) as (address, asked):
        given = ["--project", str(project), "--address", address, "--patience", *patience, *options]
        result = CliRunner().invoke(law, given, catch_exceptions=False)
    return result, (project / "bibliography" / "legal.yml").read_text(encoding="utf-8"), asked


def said_of(report: str, id: str) -> str:
    """Return the heading an entry stands under, and what is said of it."""
    heading = ""
    for block in report.split("\n"):
        if block.startswith("## "):
            heading = block
        elif block.startswith("- ") and f"**{id}**" in block:
            rest = report[report.index(block) + len(block) :]
            details = []
            for line in rest.split("\n")[1:]:
                if not line.startswith("  - "):
                    break
                details.append(line[4:])
            return f"{heading} {' | '.join(details)}"
        elif block.startswith("- ") and id in block[2:].split(", "):
            return heading
    return ""


@pytest.fixture
def read_before(project):
    """The project with the hash of each provision, read from the packages as they were."""
    result, text, _ = run(project, packages(BEFORE), "--write")
    assert result.exit_code == 0 and text.count("text_hash: sha256:") == len(ENTRIES)
    return project


def test_provisions_that_stand_as_they_were_are_unchanged_and_nothing_is_written(read_before):
    before = (read_before / "bibliography" / "legal.yml").read_bytes()
    result, _, asked = run(read_before, packages(BEFORE))
    assert result.exit_code == 0
    assert "10 unchanged" in result.output
    assert (read_before / "bibliography" / "legal.yml").read_bytes() == before
    assert [path for path, _ in asked] == ["/list", f"/get/{ACTS}", f"/get/{REGULATIONS}"]


def test_each_planted_change_is_told_apart(read_before):
    result, text, _ = run(read_before, packages(changed_acts()))
    assert result.exit_code == 0
    report = result.output
    assert "## Unchanged" in said_of(report, "uendret") and "## Unchanged" in said_of(report, "grunnloven")
    changed = said_of(report, "endret")
    assert "## Text changed" in changed
    assert "§ 4-2: … skal være ferdig innen «fire» → «fem»" in changed and changed.count("→") == 1
    assert "## Repealed" in said_of(report, "opphevet") and "§ 4-3 is repealed from 2026-10-01" in said_of(
        report, "opphevet"
    )
    assert "## Repealed" in said_of(report, "borte") and "§ 5-1 no longer stands in" in said_of(report, "borte")
    assert "## Repealed" in said_of(report, "gammel-lov") and "no longer among the acts in force" in said_of(
        report, "gammel-lov"
    )
    assert "## Moved" in said_of(report, "flyttet") and "§ 4-4 now stands as § 4-4 a" in said_of(report, "flyttet")
    chapter = said_of(report, "kapittel")
    assert "## Repealed" in chapter and "§ 4-3 is repealed from 2026-10-01" in chapter
    assert "§ 4-4 now stands as § 4-4 a" in chapter and "«fire» → «fem»" in chapter
    assert "§ 4-4 a is new" not in chapter and "merkes" in chapter
    assert "## Newly in force" in said_of(report, "i-kraft")
    assert "«Tiltaket skal gi arbeid.»" in said_of(report, "i-kraft")
    assert "## Newly in force" in said_of(report, "hele-loven") and "2027-01-01" in said_of(report, "hele-loven")
    assert "2026-08-01" not in text


def test_without_the_old_text_a_change_is_found_and_the_acts_own_note_shown(read_before):
    for kept in (read_before / ".cache" / "law").iterdir():
        kept.unlink()
    report = run(read_before, packages(changed_acts()))[0].output
    assert "## Text changed" in said_of(report, "endret")
    assert "the old text is not at hand" in said_of(report, "endret")
    assert "Endret ved lov 12 juni 2026 nr. 24" in said_of(report, "endret")
    assert "## Moved" in said_of(report, "flyttet") and "## Repealed" in said_of(report, "opphevet")


def test_asked_to_it_writes_the_packages_day_for_what_is_unchanged_and_only_for_that(read_before):
    before = (read_before / "bibliography" / "legal.yml").read_text(encoding="utf-8")
    _, text, _ = run(read_before, packages(changed_acts(), day="2026-09-07"), "--dates")
    expected = before
    for id in ("uendret", "grunnloven", "hele-loven"):
        start = expected.index(f"- id: {id}\n")
        expected = expected[:start] + expected[start:].replace("text_as_of: 2026-07-02", "text_as_of: 2026-09-07", 1)
    assert text == expected


def test_an_older_package_sets_no_day_back(read_before):
    before = (read_before / "bibliography" / "legal.yml").read_text(encoding="utf-8")
    assert run(read_before, packages(BEFORE, day="2026-01-01"), "--dates")[1] == before


def test_a_text_that_was_read_again_is_accepted_by_its_id(read_before):
    _, text, _ = run(read_before, packages(changed_acts()), "--accept", "endret")
    assert text.count("2026-08-01") == 1
    assert "## Unchanged" in said_of(run(read_before, packages(changed_acts()))[0].output, "endret")


def test_a_chapter_that_lost_a_section_is_accepted_and_what_is_not_there_is_not(read_before):
    run(read_before, packages(changed_acts()), "--accept", "kapittel")
    assert "## Unchanged" in said_of(run(read_before, packages(changed_acts()))[0].output, "kapittel")
    before = (read_before / "bibliography" / "legal.yml").read_bytes()
    for id in ("borte", "gammel-lov", "finnes-ikke"):
        result, _, _ = run(read_before, packages(changed_acts()), "--accept", id)
        assert result.exit_code == 1 and f"no whole text was found for '{id}'" in result.output
    assert (read_before / "bibliography" / "legal.yml").read_bytes() == before


def test_a_section_the_act_does_not_have_is_named_and_gets_no_hash(project):
    file = project / "bibliography" / "legal.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("section: § 4-1\n", "section: § 4-99\n"), encoding="utf-8")
    result, text, _ = run(project, packages(BEFORE), "--write")
    assert "## The act has no such section" in said_of(result.output, "uendret")
    assert "LOV-2005-06-17-62 has no § 4-99" in said_of(result.output, "uendret")
    assert result.exit_code == 1
    assert text.count("text_hash") == len(ENTRIES) - 1


def test_what_an_act_says_is_adopted_and_the_register_does_not_is_told(read_before):
    noted = dataclasses.replace(
        AIM.chapters[0][1][0], note="Endres ved lov 12 juni 2026 nr. 22 (i kraft fra den tid Kongen bestemmer)."
    )
    act = dataclasses.replace(AIM, chapters=((AIM.chapters[0][0], (noted, *AIM.chapters[0][1][1:])), AIM.chapters[1]))
    report = run(read_before, packages([act, *BEFORE[1:]]))[0].output
    assert "## Unchanged" in said_of(report, "uendret")
    assert "- uendret: not in 'pending'\n  - § 4-1: Endres ved lov 12 juni 2026 nr. 22 (i kraft fra" in report


def broken_off(served):
    return {**served, f"/get/{ACTS}": cut_off(served[f"/get/{ACTS}"].body)}


def half_a_file(served):
    body = served[f"/get/{ACTS}"].body
    return {**served, f"/get/{ACTS}": Served(body[: len(body) // 2])}


def dripped(served):
    return {**served, f"/get/{ACTS}": dripping(served[f"/get/{ACTS}"].body, 6)}


def with_acts(answer):
    return lambda served: {**served, f"/get/{ACTS}": answer}


def with_list(answer):
    return lambda served: {**served, "/list": answer}


# name -> (what the server does instead, what is said)
FAULTS = {
    "an answer that breaks off": (broken_off, "broke off"),
    "a truncated archive": (half_a_file, "cut off"),
    "404": (with_acts(Served(b"", 404)), "answered 404"),
    "500": (with_acts(Served(b"", 500)), "answered 500"),
    "a server that says nothing": (with_acts(silent(3)), "timed out"),
    "a server that drips": (dripped, "took too long"),
    "nonsense": (with_acts(Served(b"<html>Velkommen</html>")), "is no bzip2 archive"),
    "an empty answer": (with_acts(Served(b"")), "is empty"),
    "a package of something else": (with_acts(Served(package([], {"x.xml": b"<x/>"}))), "it is not whole"),
    "compressed nonsense": (with_acts(Served(bz2.compress(b"tull" * 5000))), "no tar archive"),
    "a redirect to plain http": (
        with_acts(Served(b"", 302, {"Location": "http://example.org/x"})), "which is not https",
    ),
    "a list that is none": (with_list(Served(b"<html></html>")), "is no list of packages"),
    "a list without the package": (with_list(Served(b"[]")), "does not name"),
    "no list": (with_list(Served(b"", 503)), "answered 503"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_package_that_cannot_be_had_is_said_and_repeals_nothing(read_before, name):
    spoil, what = FAULTS[name]
    before = (read_before / "bibliography" / "legal.yml").read_bytes()
    start = time.monotonic()
    result, _, _ = run(read_before, spoil(packages(changed_acts())), "--write", "--dates", patience=("1", "3"))
    assert time.monotonic() - start < 10
    assert result.exit_code == 1
    assert "**Could not ask for LOV:** " in result.output and what in result.output
    assert "## Not asked" in said_of(result.output, "endret")
    assert "Traceback" not in result.output and "## Repealed" not in result.output
    if "list" not in name:
        # The other package is read all the same.
        assert "## Newly in force" in said_of(result.output, "i-kraft")
    assert (read_before / "bibliography" / "legal.yml").read_bytes() == before


def test_one_document_that_is_no_xml_is_said_and_the_others_are_read(read_before):
    spoilt = {AIM.file: xml(AIM).replace(b"</main>", b"")}
    served = packages([act for act in BEFORE if act is not AIM], raw=spoilt)
    report = run(read_before, served)[0].output
    assert "## Could not be read" in said_of(report, "uendret")
    assert "is no well-formed XML" in said_of(report, "uendret")
    assert "## Unchanged" in said_of(report, "grunnloven")


@pytest.mark.parametrize("both", [[CONSTITUTION, NYNORSK], [NYNORSK, CONSTITUTION]])
def test_the_constitution_is_read_in_bokmaal_whichever_language_comes_first(both):
    with serving({"/list": Served(listing()), f"/get/{ACTS}": Served(package(both))}) as (address, _):
        reading = read_packages({CONSTITUTION.id}, address)
    assert reading.faults == {}
    assert [section.text for section in reading.texts[CONSTITUTION.id].sections] == ["Alle er like for loven."]


@pytest.mark.parametrize("address", ["https://example.org", "http://192.0.2.1/x", "ftp://127.0.0.2/"])
def test_only_this_machine_may_stand_in_for_lovdata(project, address):
    result = CliRunner().invoke(law, ["--project", str(project), "--address", address])
    assert result.exit_code == 2 and "only an address on this machine" in result.output


def test_who_asks_is_the_project_and_no_person(project):
    _, _, asked = run(project, packages(BEFORE))
    assert {agent for _, agent in asked} == {"arbeidsinkludering-watch/1 (static site; weekly check)"}


def test_the_report_is_added_to_the_file_of_a_workflows_summary(read_before, tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    result, _, _ = run(read_before, packages(changed_acts()), "--markdown", str(summary))
    assert summary.read_text(encoding="utf-8") == "# Before\n" + result.output
