"""Errors and doubts found in the two source texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry

if TYPE_CHECKING:
    from knowledge.library import Library

_CERTAINTY = {
    "sikker": "sikker rettelse",
    "sannsynlig": "sannsynlig rettelse",
    "uavklart": "uavklart",
}


def render(library: Library) -> str:
    """Return every note, grouped by source, in the file's order (by page)."""
    sections = []
    for source in dict.fromkeys(entry["source"] for entry in library.source_notes.values()):
        name = parts.SOURCE_NAMES.get(source, source)
        entries = [entry for entry in library.source_notes.values() if entry["source"] == source]
        sections.append(f"## I {name} {{#i-{source}}}")
        sections += [_entry(library, entry) for entry in entries]
    return parts.blocks(*sections)


def _entry(library: Library, entry: Entry) -> str:
    here = library.register_page["source-notes"]
    register = library.register_page
    works = [
        parts.page_link(library, here, register["references"], key, parts.one_line(_work_name(library, key)))
        for key in entry.get("references", [])
    ]
    provisions = [
        parts.page_link(library, here, register["provisions"], name, library.provisions[name]["label"])
        for name in entry.get("provisions", [])
    ]
    proof_links = [f"[{parts.one_line(link['title'])}]({link['url']})" for link in entry.get("links", [])]
    concerned = [*works, *provisions]
    return parts.blocks(
        f"### {entry['title']} {{#{entry.id} .entry}}",
        f"**Skrevet:** {parts.one_line(entry['written'])} {parts.citation(entry['source'], entry['page'])}",
        f"**{'Tvilen' if entry['certainty'] == 'uavklart' else 'Riktig'}:** {parts.one_line(entry['correct'])}",
        f"**Slik vet vi det:** {parts.one_line(entry['proof'])}",
        f"**Belegg:** {'; '.join(proof_links)}." if proof_links else "",
        f"**Følge:** {parts.one_line(entry['consequence'])}" if entry.get("consequence") else "",
        f"*{_verdict(entry)}.*" + (f" Gjelder: {', '.join(concerned)}." if concerned else ""),
    )


def _verdict(entry: Entry) -> str:
    kind, certainty = entry["kind"].capitalize(), _CERTAINTY[entry["certainty"]]
    return kind if kind.lower() == certainty else f"{kind}, {certainty}"


def _work_name(library: Library, key: str) -> str:
    work = library.references[key]
    people = [name.split(",")[0] for name in (work.authors or work.editors)]
    who = people[0] + (" mfl." if len(people) > 2 else f" og {people[1]}" if len(people) == 2 else "") if people else ""
    return f"{who} ({work.year or 'u.å.'})" if who else work.fields.get("shorttitle") or work.title or key
