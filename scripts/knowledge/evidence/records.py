"""The ledger's entries: for each claim the passages it rests on, how it rests on them, and when that was read.

One file an owner (a page, a register), ``bibliography/evidence/<owner>.yml``, a list in the
order of the claims. Only ``maintain.py claims`` writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.checks.passed import PassedFiles
from knowledge.evidence.texts import Texts
from knowledge.evidence.words import places, words_of
from knowledge.problems import Problem
from knowledge.registers.entries import read_entries

FOLDER = "bibliography/evidence"
SCHEMA = "evidence.schema.json"
# How a claim rests on its passages.
SAID, REPORTED, SUMMED, CONCLUDED, UNCHECKED = "sagt", "gjengitt", "sammendrag", "slutning", "ikke kontrollert"
VERDICTS = (SAID, REPORTED, SUMMED, CONCLUDED, UNCHECKED)
MOST_WORDS = 40  # of a passage that is quoted


@dataclass(frozen=True)
class Passage:
    """A passage of a work.

    words: its words, of a text that may be quoted; else at and runs: its place among the page's runs of words,
    with their hash (``evidence.texts``)
    read: what was read of the work, where and when, for works the project has no text of
    """

    key: str
    page: int = 0
    words: str = ""
    at: int = -1
    runs: int = 0
    hash: str = ""
    read: str = ""


@dataclass(frozen=True)
class Record:
    """What is known of one claim: its id, its first words, the verdict, the day, the passages."""

    id: str
    begins: str
    verdict: str
    checked: str = ""
    passages: tuple[Passage, ...] = ()
    line: int = 1


@dataclass
class Ledger:
    """Every record of a project: owner -> its records in order; ``by_id`` finds one wherever it stands."""

    files: dict[str, list[Record]] = field(default_factory=dict)

    def by_id(self) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for records in self.files.values():
            for record in records:
                # A claim that stands on two pages may have been read for one of them only.
                if record.id not in found or found[record.id].verdict == UNCHECKED:
                    found[record.id] = record
        return found


def file_of(owner: str) -> str:
    """Return the file of an owner's records, relative to the project folder."""
    return f"{FOLDER}/{owner.removesuffix('.md')}.yml"


def owner_of(file: Path, root: Path) -> str:
    """Return whose records a file holds; the reverse of ``file_of``."""
    stem = file.relative_to(root / FOLDER).with_suffix("").as_posix()
    return stem if stem.startswith("registers/") else f"{stem}.md"


def read_ledger(
    root: Path, checked_before: bool = False, passed: PassedFiles | None = None
) -> tuple[Ledger, list[Problem]]:
    """Return a project's records, and what is wrong with their files; a project without the folder has none.

    checked_before: the files keep their schema, for nothing has changed since that was seen; passed: which of them do
    """
    ledger, problems = Ledger(), []
    folder = root / FOLDER
    for file in sorted(folder.rglob("*.yml")) if folder.is_dir() else ():
        name = file.relative_to(root).as_posix()
        entries, found = read_entries(file, name, None if checked_before else SCHEMA, None, passed)
        for problem in found:
            problems.append(Problem(problem.file, problem.line, problem.what, problem.mend, "evidence"))
        ledger.files[owner_of(file, root)] = [_record(entry.data, entry.line) for entry in entries.values()]
    return ledger, problems


def _record(data: Mapping[str, Any], line: int) -> Record:
    passages = tuple(Passage(**passage) for passage in data.get("passages") or () if isinstance(passage, dict)
                     and set(passage) <= set(Passage.__dataclass_fields__))  # fmt: skip
    return Record(
        str(data.get("id", "")), str(data.get("begins", "")), str(data.get("verdict", UNCHECKED)),
        str(data.get("checked", "")), passages, line,
    )  # fmt: skip


def faults(record: Record, texts: Texts) -> list[tuple[str, str]]:
    """Return what is wrong with a record's passages, and the mend: each must be on its page."""
    found = []
    for passage in record.passages:
        if passage.key in texts.closed:
            if passage.words:
                what = f"words of '{passage.key}' stand in the ledger; that text is not ours to publish"
                found.append((what, "keep its place instead: maintain.py claims record does"))
                continue
            expected = texts.closed[passage.key].hash_of(passage.page, passage.at, passage.runs)
            if expected is None:
                what = f"'{passage.key}' has no such place on page {passage.page}"
                found.append((what, "read the page again: maintain.py claims check"))
            elif expected != passage.hash:
                what = f"the passage on page {passage.page} of '{passage.key}' is not what was read"
                found.append((what, "read the page again: maintain.py claims check"))
        elif passage.key in texts.open:
            words = words_of(passage.words)
            if not words:
                found.append((f"the passage on page {passage.page} of '{passage.key}' has no words", "add them"))
            elif len(words) > MOST_WORDS:
                what = f"the passage on page {passage.page} has {len(words)} words"
                found.append((what, f"keep the {MOST_WORDS} that carry the claim, or split it in two"))
            elif not places(words, texts.open[passage.key].words(passage.page)):
                what = f"the words «{' '.join(words[:6])} …» are not on page {passage.page} of '{passage.key}'"
                found.append((what, "quote the page as it stands: maintain.py claims check shows the nearest"))
        elif not passage.read:
            what = f"'{passage.key}' is no text the project holds, and the passage does not say what was read of it"
            found.append((what, "restore bibliography/texts/, or say in 'read' what was read, where and when"))
    return found


def write_records(root: Path, owner: str, records: list[Record]) -> None:
    """Write an owner's records; without any, remove the file."""
    file = root / file_of(owner)
    if not records:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(written(records), encoding="utf-8")


def written(records: list[Record]) -> str:
    """Return the file of some records: nothing but what they hold, so that no other words find a way in."""
    head = "# Written by 'maintain.py claims'; see scripts/decisions/0012-the-ledger.md.\n"
    return head + yaml.dump([_data(record) for record in records], allow_unicode=True, sort_keys=False, width=110)


def passage_data(passage: Passage) -> dict[str, Any]:
    """Return the fields of a passage that say something: a closed text has no words, an open one no runs."""
    return {
        name: value
        for name, value in vars(passage).items()
        if value not in ("", 0, -1) or (name == "at" and passage.runs)
    }


def _data(record: Record) -> dict[str, Any]:
    data: dict[str, Any] = {"id": record.id, "begins": record.begins, "verdict": record.verdict}
    if record.checked:
        data["checked"] = record.checked
    if record.passages:
        data["passages"] = [passage_data(passage) for passage in record.passages]
    return data
