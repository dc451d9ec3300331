"""The text of the register's file: where an entry belongs in it, and what is there already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.bibliography import importing
from knowledge.bibliography.importing import Imported

if TYPE_CHECKING:
    from knowledge.registers.references import Reference

_ENTRY = re.compile(r"^@(?P<type>\w+)\{(?P<key>[^,\s}]*)", re.MULTILINE)
_NO_WORK = frozenset({"comment", "string", "preamble"})


@dataclass(frozen=True)
class Twin:
    """A work that is there already: its key, its line in the register, and by what it was known."""

    key: str
    line: int
    by: str


def insert(text: str, key: str, entry: str) -> str:
    """Return the file's text with an entry in its place in the order of keys; nothing else of it changes.

    entry: as ``entry.write`` gives it, with its last line end
    """
    for found in _ENTRY.finditer(text):
        if found["type"].lower() not in _NO_WORK and found["key"] > key:
            return f"{text[: found.start()]}{entry}\n{text[found.start() :]}"
    return f"{text.rstrip()}\n\n{entry}" if text.strip() else entry


def line_of(text: str, key: str) -> int:
    """Return the line on which the entry of a key begins; raise KeyError when there is none."""
    for found in _ENTRY.finditer(text):
        if found["key"] == key:
            return text.count("\n", 0, found.start()) + 1
    raise KeyError(key)


def find_twin(new: Imported, works: Mapping[str, Reference]) -> Twin | None:
    """Return the work of the register that an imported entry is once more; None when it is new.

    Known by its DOI, whatever its case; or by its title, where year and first name, as far as
    both have them, do not speak against it.
    """
    doi = new.fields.get("doi", "").lower()
    for work in works.values():
        if doi and work.fields.get("doi", "").lower() == doi:
            return Twin(work.key, work.line, f"the DOI {doi}")
    for work in works.values():
        people = work.names.get("author") or work.names.get("editor")
        first = people.people[0].surname if people and people.people else ""
        if (
            importing.same_title(new.title, work.title)
            and _agree(new.year, work.year)
            and _agree(importing.slug(new.first), importing.slug(first))
            and _agree(doi, work.fields.get("doi", "").lower())
        ):
            return Twin(work.key, work.line, f"the title «{work.title}»")
    return None


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def as_reference(new: Imported) -> Reference:
    """Return an imported entry as a work, so that the next of the same export can be held to it."""
    from knowledge.registers.references import Reference

    fields = {name: value for name, value in new.fields.items()}
    fields["title"] = new.title
    return Reference(new.key, new.kind, new.was[1], fields, names=dict(new.people), date=new.date)


def taken_keys(works: Iterable[Reference]) -> set[str]:
    """Return every key in use, older ones included."""
    return {key for work in works for key in (work.key, *work.aliases)}
