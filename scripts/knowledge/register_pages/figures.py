"""Every number in the two source texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry

if TYPE_CHECKING:
    from knowledge.library import Library


# What most readers come for first; topics not named here follow in the file's order.
_FIRST = ("arbeidsmarked", "utdanning", "tiltak", "hybridprosjektet", "virkning", "veiledernes hverdag")


def render(library: Library) -> str:
    """Return every figure, grouped by topic, in the file's order within it."""
    sections = []
    topics = list(dict.fromkeys(entry["topic"] for entry in library.figures.values()))
    for topic in sorted(topics, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST)):
        entries = [entry for entry in library.figures.values() if entry["topic"] == topic]
        sections.append(f"## {topic[0].upper()}{topic[1:]}")
        sections += [_entry(library, entry) for entry in entries]
    return parts.blocks(*sections)


def _entry(library: Library, entry: Entry) -> str:
    here = library.register_page["figures"]
    reported = parts.one_line(entry["reports"]) if entry.get("reports") else ""
    if reported and entry.get("reference") and "references" in library.register_page:
        register = library.register_page["references"]
        reported = parts.page_link(library, here, register, entry["reference"], reported)
    origin = f" Kilden gjengir tallet fra {reported}." if reported else ""
    facts = [("Gjelder", "population"), ("År", "year")]
    notes = library.register_page.get("source-notes")
    more = (
        f" Se {parts.page_link(library, here, notes, entry['note'], 'merknaden')}."
        if entry.get("note") and notes
        else ""
    )
    return parts.blocks(
        f"### {entry['value'][0].upper()}{entry['value'][1:]}: {parts.one_line(entry['what'])} {{#{entry.id} .entry}}",
        f"**Riktig verdi:** {parts.one_line(entry['correct'])}.{more}" if entry.get("correct") else "",
        " ".join(f"**{name}:** {parts.one_line(entry[field])}." for name, field in facts if entry.get(field)),
        f"**Står i:** {parts.SOURCE_NAMES.get(entry['source'], entry['source'])} "
        f"{parts.citation(entry['source'], entry['page'])}.{origin}",
        f"**Vær varsom:** {parts.one_line(entry['caution'])}{'' if entry.get('correct') else more}"
        if entry.get("caution")
        else "",
    )
