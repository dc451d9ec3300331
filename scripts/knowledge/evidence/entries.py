"""The ledger as a register, for the open data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.evidence.ledger import held
from knowledge.evidence.records import passage_data
from knowledge.registers.entries import Entry

if TYPE_CHECKING:
    from knowledge.library import Library


def ledger_entries(library: Library) -> dict[str, Entry]:
    """Return, by its id, what each claim rests on; a claim that stands on two pages is told of the first."""
    found: dict[str, Entry] = {}
    for owner in library.claims:
        page = owner if owner in library.pages else library.register_page.get(owner.removeprefix("registers/"))
        if page is None:
            continue
        for one in held(library, owner):
            passages = [passage_data(passage) for passage in one.record.passages]
            data = {
                "id": one.claim.id,
                "page": page,
                "begins": one.claim.begins,
                "verdict": one.record.verdict,
                "checked": one.record.checked or None,
                "passages": passages,
            }
            found.setdefault(one.claim.id, Entry(one.claim.id, data, one.record.line))
    return found
