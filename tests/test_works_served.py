"""The check of works against the DOI registries, on registries served by this machine."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands.works import works
from knowledge.registers.references import Reference, read_references
from knowledge.watch.asking import Patience
from knowledge.watch.works import check_works
from law_packages import Served, cut_off, serving, silent

DOI = "10.1000/prove-1"
PATH = "10.1000%2Fprove-1"


def work(**fields: str) -> Reference:
    """Return a work as the bibliography's own reader gives it; a field that is "" is left out."""
    usual = {"author": "Ås, Kari and Berg, Ida", "title": "Om støtte i arbeid", "date": "2019", "doi": DOI}
    lines = [f"  {name} = {{{value}}}," for name, value in {**usual, **fields}.items() if value]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "references.bib"
        file.write_text("\n".join(("@article{aas2019,", *lines, "}", "")), encoding="utf-8")
        works, problems = read_references(file, file.name)
    assert set(works) == {"aas2019"}, problems
    return works["aas2019"]


def crossref(**fields) -> Served:
    message = {
        "title": ["Om støtte i arbeid"],
        "author": [{"given": "Kari", "family": "Ås"}, {"given": "Ida", "family": "Berg"}],
        "issued": {"date-parts": [[2019, 3]]},
        "created": {"date-parts": [[2021, 1, 1]]},
    }
    return Served(json.dumps({"status": "ok", "message": {**message, **fields}}).encode())


def datacite(**fields) -> Served:
    attributes = {
        "titles": [{"title": "Om støtte i arbeid"}],
        "publicationYear": 2019,
        "creators": [{"name": "Ås, Kari", "familyName": "Ås"}, {"name": "Berg, Ida"}],
    }
    return Served(json.dumps({"data": {"attributes": {**attributes, **fields}}}).encode())


def notice(kind: str, doi: str = "10.1000/notice") -> list[dict]:
    return [{"type": kind, "DOI": doi, "updated": {"date-parts": [[2024, 1, 1]]}}]


def related(how: str) -> list[dict]:
    return [{"relationType": how, "relatedIdentifier": "10.1000/ny"}]


def ask(served, of=None, pause=0.0):
    """Return the finding for one work, the requests, and how long the asker would have waited each time."""
    waits: list[float] = []
    with serving({f"/works/{PATH}": served} if not isinstance(served, dict) else served) as (address, asked):
        found = check_works(
            [of or work()], f"{address}/works", f"{address}/dois", pause, Patience(1, 2), sleep=waits.append
        )
    return found[0], asked, waits


@pytest.mark.parametrize(
    ("ours", "theirs", "kind", "said"),
    [
        ({}, {}, "same", ""),
        ({}, {"title": ["Om støtte i <i>arbeid</i>"]}, "same", ""),
        ({"title": "Om støtte i arbeid: En oversikt"}, {"subtitle": ["En oversikt"]}, "same", ""),
        ({"title": "Om støtte i arbeid: En oversikt"}, {}, "same", ""),
        ({"date": "2020"}, {"published-print": {"date-parts": [[2020]]}}, "same", ""),
        ({"author": "Ås, Kari and others"}, {}, "same", ""),
        ({"author": "Berg, Ida and others"}, {}, "other", "authors: Berg, Ida and others here, Ås; Berg there"),
        ({"author": ""}, {}, "same", ""),
        ({}, {"author": [{"family": "As"}, {"family": "BERG"}]}, "same", ""),
        ({}, {"title": ["Noe helt annet"]}, "other", "title: «Om støtte i arbeid» here, «Noe helt annet» there"),
        ({"date": "2021"}, {}, "other", "year: 2021 here, 2019 there"),
        ({}, {"author": [{"family": "Hansen"}]}, "other", "authors: Ås, Kari; Berg, Ida here, Hansen there"),
        ({}, {"author": [{"family": "Berg"}, {"family": "Ås"}]}, "other", "Berg; Ås there"),
        ({}, {"updated-by": notice("retraction")}, "retracted", "notice: retraction, https://doi.org/10.1000/notice"),
        ({}, {"updated-by": notice("correction") + notice("retraction", "10.1000/r")}, "retracted", "10.1000/r"),
        ({}, {"updated-by": notice("expression_of_concern")}, "retracted", "notice: expression of concern"),
        ({}, {"title": ["RETRACTED: Om støtte i arbeid"]}, "retracted", "its title in the registry says so"),
        ({}, {"updated-by": notice("correction")}, "corrected", "notice: correction, https://doi.org/10.1000/notice"),
        ({}, {"updated-by": notice("erratum")}, "corrected", "notice: erratum"),
    ],
)  # fmt: skip
def test_what_crossref_holds_is_compared_with_the_bibliography(ours, theirs, kind, said):
    finding, asked, _ = ask(crossref(**theirs), work(**ours))
    assert finding.kind == kind and said in " | ".join(finding.details)
    assert [path for path, _ in asked] == [f"/works/{PATH}"]


@pytest.mark.parametrize(
    ("theirs", "kind"),
    [
        ({}, "same"),
        ({"titles": [{"title": "Noe helt annet"}]}, "other"),
        ({"relatedIdentifiers": related("IsObsoletedBy")}, "retracted"),
        ({"relatedIdentifiers": related("IsPreviousVersionOf")}, "corrected"),
    ],
)  # fmt: skip
def test_what_crossref_does_not_know_is_asked_of_datacite(theirs, kind):
    finding, asked, _ = ask({f"/dois/{PATH}": datacite(**theirs)})
    assert finding.kind == kind
    assert [path for path, _ in asked] == [f"/works/{PATH}", f"/dois/{PATH}"]


def test_a_doi_that_neither_knows_is_said():
    finding, _, _ = ask({})
    assert finding.kind == "unknown" and finding.details == [f"neither Crossref nor DataCite knows {DOI}"]


def test_a_registry_that_asks_for_time_gets_it():
    busy = Served(b"", 429, {"Retry-After": "7"})
    finding, asked, waits = ask({f"/works/{PATH}": [busy, busy, crossref()]}, pause=0.5)
    assert finding.kind == "same" and len(asked) == 3
    assert waits == [7, 0.5, 7, 0.5]


def test_a_registry_that_asks_for_an_hour_is_left_until_next_week():
    finding, asked, waits = ask(Served(b"", 429, {"Retry-After": "3600"}))
    assert finding.kind == "silent" and "answered 429" in finding.details[0]
    assert len(asked) == 1 and waits == []


@pytest.mark.parametrize(
    ("served", "said"),
    [
        (Served(b"<html>Velkommen</html>"), "answered nonsense: it is no JSON"),
        (Served(b'{"message": []}'), "answered nonsense: 'message' is no object"),
        (Served(b'{"message": {"title": "x", "author": 3}}'), "answered nonsense: it names no title"),
        (Served(b"", 500), "answered 500"),
        (cut_off(b"x" * 1000), "broke off"),
        (silent(2), "timed out"),
    ],
)
def test_an_answer_that_cannot_be_used_says_nothing_of_the_work(served, said):
    finding, _, _ = ask(served)
    assert finding.kind == "silent" and said in finding.details[0]


def test_one_question_at_a_time_with_a_pause_by_the_project_and_no_person():
    waits: list[float] = []
    with serving({f"/works/{PATH}": crossref()}) as (address, asked):
        check_works([work(), work(), work(doi="")], f"{address}/works", f"{address}/dois", 1.5, sleep=waits.append)
    assert waits == [1.5]
    assert [agent for _, agent in asked] == ["arbeidsinkludering-watch/1 (static site; weekly check)"] * 2


BIBLIOGRAPHY = """@article{aas2019,
  author = {Ås, Kari and Berg, Ida},
  title = {Om støtte i arbeid},
  year = {2019},
  doi = {10.1000/prove-1},
  verified = {yes},
}

@article{berg2020,
  author = {Berg, Ida},
  title = {Om samarbeid},
  year = {2020},
  doi = {10.1000/prove-2},
  verified = {yes},
}
"""


def test_the_command_says_what_is_retracted_first_and_loudly(tmp_path):
    (tmp_path / "bibliography").mkdir()
    (tmp_path / "bibliography" / "references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    other = crossref(title=["Om samarbeid"], author=[{"family": "Berg"}], issued={"date-parts": [[2020]]})
    paths = {f"/works/{PATH}": other, "/works/10.1000%2Fprove-2": crossref(**{"updated-by": notice("retraction")})}
    with serving(paths) as (address, _):
        options = ["--crossref", f"{address}/works", "--datacite", f"{address}/dois", "--pause", "0"]
        result = CliRunner().invoke(works, ["--project", str(tmp_path), *options], catch_exceptions=False)
    assert result.exit_code == 0
    retracted, other = result.output.index("## RETRACTED"), result.output.index("## The registry says otherwise")
    assert retracted < other
    assert "- **berg2020**, bibliography/references.bib:9, https://doi.org/10.1000/prove-2" in result.output


def test_only_this_machine_may_stand_in_for_a_registry():
    result = CliRunner().invoke(works, ["--crossref", "https://example.org/works"])
    assert result.exit_code == 2 and "only an address on this machine" in result.output
