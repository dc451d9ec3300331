"""Claims and records held together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.evidence.claims import Claim
from knowledge.evidence.records import UNCHECKED, Record, faults, file_of, written
from knowledge.problems import Problem

if TYPE_CHECKING:
    from knowledge.library import Library


@dataclass(frozen=True)
class Held:
    """A claim and what is known of it; a claim without a record, or changed since, is not checked."""

    claim: Claim
    record: Record

    @property
    def checked(self) -> bool:
        return self.record.verdict != UNCHECKED

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Key and pages of each citation of the claim that no passage answers for."""
        answered = {(passage.key, passage.page) for passage in self.record.passages}
        return [
            (cited.key, str(first) if first == last else f"{first}–{last}")
            for cited in self.claim.cited
            for first, last in cited.ranges
            if not any((cited.key, page) in answered for page in range(first, last + 1))
        ]


def held(library: Library, owner: str) -> list[Held]:
    """Return the claims of an owner with their records, in order."""
    known = library.records_by_claim
    return [
        Held(claim, known.get(claim.id) or Record(claim.id, claim.begins, UNCHECKED))
        for claim in library.claims.get(owner, [])
    ]


def problems(library: Library) -> Iterator[Problem]:
    """Yield what stops a build: passages that are not on their page, two records for one claim.

    A claim without a record, or changed since it was read, stops nothing: it is shown as not checked,
    so that nobody without the source at hand is kept from contributing.
    """
    for owner, records in library.ledger.files.items():
        file = file_of(owner)
        if owner not in library.claims and owner not in library.pages and not _unread(library, owner):
            what = "the ledger has records of a page that does not exist"
            yield Problem(file, 1, what, "move the file along with its page, or remove it", "evidence", _update(owner))
        seen: dict[str, int] = {}
        for record in records:
            if record.id in seen:
                what = f"the claim '{record.id}' has a record here and in line {seen[record.id]}"
                yield Problem(file, record.line, what, "remove one of them", "evidence", _update(owner))
            seen.setdefault(record.id, record.line)
            for what, mend in faults(record, library.texts):
                yield Problem(file, record.line, f"record '{record.id}': {what}", mend, "evidence", _check(owner))
    for owner in library.claims:
        for one in held(library, owner):
            if one.checked:
                for key, pages in one.missing:
                    what = f"record '{one.claim.id}' («{one.claim.begins}»): no passage for '{key}', s. {pages}"
                    mend = "name the words there that carry the claim, or cite another page"
                    yield Problem(file_of(owner), one.record.line, what, mend, "evidence", _check(owner))


def _unread(library: Library, owner: str) -> bool:
    """Return whether an owner is there and could not be read, which is told of it already."""
    return owner in library.unread_pages or library.broken(owner.removeprefix("registers/"))


def _update(owner: str) -> str:
    return f"maintain.py claims update {owner}"


def _check(owner: str) -> str:
    return f"maintain.py claims check {owner}"


def astray(library: Library) -> Iterator[Problem]:
    """Yield what a whole ledger does not have: claims without a record, records without a claim.

    ``make test`` asks for none; ``maintain.py claims update`` mends them.
    """
    for owner, claims in library.claims.items():
        own = {record.id for record in library.ledger.files.get(owner, [])}
        for claim in claims:
            if claim.id not in own:
                what = f"the claim «{claim.begins}» has no record"
                yield Problem(claim.file, claim.line, what, "read it against its source", "evidence", _update(owner))
    for owner, records in library.ledger.files.items():
        if (library.root / file_of(owner)).read_text(encoding="utf-8") != written(records):
            what = "the file holds more than its records, or not as they are written"
            yield Problem(file_of(owner), 1, what, "remove what was added", "evidence", _update(owner))
        known = {claim.id: claim for claim in library.claims.get(owner, [])}
        for record in records:
            if record.id not in known:
                what = f"the record '{record.id}' («{record.begins}») is of a claim that is gone"
                yield Problem(file_of(owner), record.line, what, "remove it", "evidence", _update(owner))
            elif record.begins != known[record.id].begins:
                # Nothing but the claim's own first words: a text that is not ours to publish has no way in here.
                what = f"the record '{record.id}' does not begin as its claim does («{known[record.id].begins}»)"
                yield Problem(file_of(owner), record.line, what, "write the claim's words", "evidence", _update(owner))


def updated(library: Library, owner: str) -> list[Record]:
    """Return an owner's records as they should be: one for each claim, in order, those of gone claims left out.

    A claim that moved from elsewhere brings its record; one that is new or has changed is not checked.
    """
    records, seen = [], set()
    for one in held(library, owner):
        if one.claim.id not in seen:
            seen.add(one.claim.id)
            records.append(replace(one.record, begins=one.claim.begins))
    return records


def totals(library: Library) -> dict[str, Counter[str]]:
    """Return owner -> verdict -> how many claims."""
    return {owner: Counter(one.record.verdict for one in held(library, owner)) for owner in library.claims}
