"""The glossary."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry, norwegian_order

if TYPE_CHECKING:
    from knowledge.library import Library


def render(library: Library) -> str:
    """Return every concept in Norwegian alphabetical order, under its letter."""
    entries = sorted(library.concepts.values(), key=lambda entry: (norwegian_order(entry["term"]), entry.id))
    grouped = [(letter, list(group)) for letter, group in groupby(entries, lambda e: parts.letter_of(e["term"]))]
    sections = [parts.letter_index([letter for letter, _ in grouped])]
    for letter, group in grouped:
        sections.append(f"## {letter} {{#{parts.letter_anchor(letter)}}}")
        sections += [_entry(library, entry) for entry in group]
    return parts.blocks(*sections)


def _entry(library: Library, entry: Entry) -> str:
    here = library.register_page["concepts"]
    definition = parts.one_line(entry["definition"])
    sources = parts.sources(library, here, entry["sources"])
    names = []
    if entry.get("abbreviation"):
        names.append(f"forkortes {entry['abbreviation']}")
    if entry.get("english"):
        names.append(f"engelsk: *{entry['english']}*{{lang=en}}")
    if entry.get("synonyms"):
        names.append("andre ord og søkeord: " + ", ".join(entry["synonyms"]))
    related = [
        f"[{library.concepts[name]['term']}](#{name})" for name in entry.get("related", []) if name in library.concepts
    ]
    explained = entry.get("page")
    return parts.blocks(
        f"### {entry['term']} {{#{entry.id} .entry}}",
        f"{definition} {sources}".strip(),
        f"{'; '.join(names)[0].upper()}{'; '.join(names)[1:]}." if names else "",
        f"**Merk:** {parts.one_line(entry['note'])}" if entry.get("note") else "",
        f"**Les mer:** {parts.page_link(library, here, explained)}." if explained else "",
        f"**Se også:** {', '.join(related)}." if related else "",
        parts.used_on(library, here, library.usage.concepts[entry.id]),
    )
