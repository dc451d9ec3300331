"""Rules for the registers: what an entry names exists, and a page it cites is one the work has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.checks.cited import outside
from knowledge.checks.linked import NOUNS
from knowledge.citations.locators import LocatorError, page_ranges, read_ranges
from knowledge.problems import Problem, suggestion
from knowledge.registers.entries import Entry
from knowledge.registers.files import file_of
from knowledge.registers.hints import named_by, schema_of

if TYPE_CHECKING:
    from knowledge.library import Library


def _entries(library: Library) -> Iterator[tuple[str, Entry]]:
    for name in NOUNS:
        if name != "references":
            for entry in library.register(name).values():
                if isinstance(entry, Entry):
                    yield name, entry


def entries_name_what_exists(library: Library) -> Iterator[Problem]:
    """Entries name works, provisions, concepts, notes and pages that exist."""
    for register, entry in _entries(library):
        for what, mend in _unknown(library, register, entry):
            yield Problem(file_of(register), entry.line, f"entry '{entry.id}': {what}", mend, "register")


def _unknown(library: Library, own: str, entry: Entry) -> Iterator[tuple[str, str]]:
    for register, name in named_by(entry.data, schema_of(own)):
        if library.broken(register):
            continue
        known = library.register(register)
        if name not in known:
            word = "citation key" if register == "references" else NOUNS[register]
            yield f"unknown {word} '{name}'", suggestion(name, known, f"add it to {file_of(register)}")
    path = entry.get("page")
    if isinstance(path, str) and path.endswith(".md") and path not in {*library.pages, *library.unread_pages}:
        yield f"the page '{path}' does not exist", suggestion(path, library.pages, "write null")


def pages_are_within_works(library: Library) -> Iterator[Problem]:
    """Every page number of a register, and every page a work says it is mentioned on, is within its work."""
    for register, entry in _entries(library):
        for key, page, locator in _places(entry):
            for what, mend in _place_faults(library, key, page, locator):
                yield Problem(file_of(register), entry.line, f"entry '{entry.id}': {what}", mend, "locator")
    for work in library.references.values():
        for source, pages in work.mentions.items():
            if source in library.references:
                for what, mend in _place_faults(library, source, ", ".join(pages), ""):
                    what = f"'mentioned' of '{work.key}' {what}"
                    yield Problem(file_of("references"), work.line, what, mend, "locator")


def _places(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield key, pages and locator of every place in a work that an entry names."""
    for source in entry.get("sources", []):
        if "key" in source:
            yield source["key"], str(source.get("page") or ""), str(source.get("locator") or "")
    for use in entry.get("used_in", []):
        yield use["source"], str(use.get("page") or ""), ""
    key = entry.get("source") or entry.get("reference")
    if key:
        page = str(entry.get("page") or "")
        # In the glossary, 'page' is the path of a page of the site.
        yield key, "" if page.endswith(".md") else page, str(entry.get("locator") or "")


def _place_faults(library: Library, key: str, page: str, locator: str) -> Iterator[tuple[str, str]]:
    if key not in library.references:
        return
    try:
        ranges = read_ranges(page, "", library.language) if page else ()
        if locator:
            ranges = (*ranges, *page_ranges(locator, library.language))
    except LocatorError as error:
        yield str(error), "write pages as '12', '12–14' or '12, 14–16'; a part as 'sammendraget' or 'tabell 4'"
        return
    yield from outside(library, key, ranges)
