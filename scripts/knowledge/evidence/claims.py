"""What a claim is: a block, or an entry of a register, with a page-cited citation to a source text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.citations.locators import EVERY, LocatorError, page_ranges, read_ranges
from knowledge.evidence.words import words_of
from knowledge.registers.entries import Entry
from knowledge.registers.files import file_of

if TYPE_CHECKING:
    from knowledge.library import Library

Ranges = tuple[tuple[int, int], ...]
# Register -> the fields of an entry that say something of the matter.
_SAYING = {
    "concepts": ("term", "definition"),
    "figures": ("value", "what", "year", "population", "caution"),
    "timeline": ("date", "title", "text", "what"),
    "source-notes": ("title", "written", "correct"),
}
HELD_REGISTERS = tuple(_SAYING)


@dataclass(frozen=True)
class Cited:
    """A source text cited by a claim: its key, and the pages it names."""

    key: str
    ranges: Ranges

    @property
    def pages(self) -> tuple[int, ...]:
        """Every page named, in order."""
        return tuple(page for first, last in self.ranges for page in range(first, last + 1))

    @property
    def shown(self) -> str:
        return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in self.ranges)


@dataclass(frozen=True)
class Claim:
    """Something the site says on the word of a source text.

    id: fingerprint of its words and of what it cites: it changes when they do, not when the claim moves
    owner: the page's path, or ``registers/NAME``; file, line: where it stands
    block: index of the page's block; -1 for an entry of a register
    text: what it says, as it is read
    cited: the source texts it cites with a page
    entry: id of the register's entry, else ""
    """

    id: str
    owner: str
    file: str
    line: int
    block: int
    text: str
    cited: tuple[Cited, ...]
    entry: str = ""

    @property
    def begins(self) -> str:
        """Its first words, for whoever reads the ledger."""
        words = self.text.split()
        return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def fingerprint(text: str, cited: tuple[Cited, ...]) -> str:
    """Return the id of a claim: a hash of its words, and of the works and pages it cites."""
    places = [f"{one.key}:{one.shown}" for one in cited]
    return hashlib.sha256("\0".join([" ".join(words_of(text)), *places]).encode()).hexdigest()[:12]


def claims_of_page(library: Library, path: str) -> Iterator[Claim]:
    """Yield the claims of a page, in order."""
    page, keys = library.pages[path], library.texts.keys
    for number, block in enumerate(page.blocks):
        found = [
            Cited(citation.key, citation.pages)
            for index in block.citations
            for citation in page.groups[index].citations
            if citation.key in keys and citation.pages
        ]
        if found:
            cited = _merged(found)
            name = fingerprint(block.text, cited)
            yield Claim(name, path, page.file, block.line, number, block.text, cited)


def claims_of_register(library: Library, name: str) -> Iterator[Claim]:
    """Yield the claims of a register, in order."""
    for entry in library.register(name).values():
        if not isinstance(entry, Entry):
            continue
        cited = _merged(list(_cited_by(entry, library.texts.keys)))
        if not cited:
            continue
        text = ". ".join(
            " ".join(str(entry[field]).split()) for field in _SAYING[name] if entry.get(field) not in (None, "")
        )
        yield Claim(fingerprint(text, cited), f"registers/{name}", file_of(name), entry.line, -1, text, cited, entry.id)


def _cited_by(entry: Entry, keys: frozenset[str]) -> Iterator[Cited]:
    for source in entry.get("sources", []):
        if source.get("key") in keys:
            yield from _cited(source["key"], source.get("page"), source.get("locator"))
    if entry.get("source") in keys:
        yield from _cited(entry["source"], entry.get("page"), None)


def _cited(key: str, page: object, locator: object) -> Iterator[Cited]:
    try:
        ranges = read_ranges(str(page), "", *EVERY) if page else page_ranges(str(locator), *EVERY) if locator else ()
    except LocatorError:
        return
    if ranges:
        yield Cited(key, ranges)


def _merged(found: list[Cited]) -> tuple[Cited, ...]:
    """Return one of each work, with every range it is cited for once, in order."""
    ranges: dict[str, dict[tuple[int, int], None]] = {}
    for one in found:
        ranges.setdefault(one.key, {}).update(dict.fromkeys(one.ranges))
    return tuple(Cited(key, tuple(each)) for key, each in ranges.items())


def all_claims(library: Library) -> dict[str, list[Claim]]:
    """Return the claims of the site by owner, in the order they stand; owners without any are left out."""
    found = {path: list(claims_of_page(library, path)) for path, page in library.pages.items() if not page.register}
    found |= {f"registers/{name}": list(claims_of_register(library, name)) for name in HELD_REGISTERS}
    return {owner: claims for owner, claims in found.items() if claims}
