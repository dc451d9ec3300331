"""The glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry

if TYPE_CHECKING:
    from knowledge.library import Library


def render(library: Library) -> str:
    """Return every concept in alphabetical order, under its letter."""
    entries = sorted(library.concepts.values(), key=lambda entry: (library.language.order(entry["term"]), entry.id))
    grouped = parts.by_letter(library.language, entries, lambda entry: entry["term"])
    sections = [parts.letter_index(library.language, [letter for letter, _ in grouped])]
    for letter, group in grouped:
        sections.append(f"## {letter} {{#{parts.letter_anchor(library.language, letter)}}}")
        sections += [_entry(library, entry) for entry in group]
    return parts.blocks(*sections)


def _entry(library: Library, entry: Entry) -> str:
    here, say = library.register_page["concepts"], library.language.say
    definition = parts.one_line(entry["definition"])
    sources = parts.sources(library, here, entry["sources"])
    names = []
    if entry.get("abbreviation"):
        names.append(say("abbreviated {short}", short=entry["abbreviation"]))
    if entry.get("english"):
        names.append(f"{say('in English')}: *{entry['english']}*{{lang=en}}")
    if entry.get("synonyms"):
        names.append(f"{say('other words for the same')}: {', '.join(entry['synonyms'])}")
    if entry.get("keywords"):
        names.append(f"{say('neighbouring words')}: {', '.join(entry['keywords'])}")
    related = [
        f"[{library.concepts[name]['term']}](#{name})" for name in entry.get("related", []) if name in library.concepts
    ]
    explained = entry.get("page")
    return parts.blocks(
        f"### {entry['term']} {{#{entry.id} .entry}}",
        f"{definition} {sources}".strip(),
        f"{'; '.join(names)[0].upper()}{'; '.join(names)[1:]}." if names else "",
        f"**{say('Note')}:** {parts.one_line(entry['note'])}" if entry.get("note") else "",
        f"**{say('Read more')}:** {parts.page_link(library, here, explained)}." if explained else "",
        f"**{say('See also')}:** {', '.join(related)}." if related else "",
        parts.used_on(library, here, library.usage.concepts[entry.id]),
    )
