"""Every number in the two source texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry

if TYPE_CHECKING:
    from knowledge.library import Library


def render(library: Library) -> str:
    """Return every figure, grouped by topic, in the file's order within it.

    The topics the site names come first; the others follow in the file's order.
    """
    sections, first = [], list(library.site.figure_topics)
    topics = list(dict.fromkeys(entry["topic"] for entry in library.figures.values()))
    for topic in sorted(topics, key=lambda name: first.index(name) if name in first else len(first)):
        entries = [entry for entry in library.figures.values() if entry["topic"] == topic]
        sections.append(f"## {topic[0].upper()}{topic[1:]}")
        sections += [_entry(library, entry) for entry in entries]
    return parts.blocks(*sections)


def _entry(library: Library, entry: Entry) -> str:
    here, say = library.register_page["figures"], library.language.say
    reported = parts.one_line(entry["reports"]) if entry.get("reports") else ""
    if reported and entry.get("reference") and "references" in library.register_page:
        register = library.register_page["references"]
        reported = parts.page_link(library, here, register, entry["reference"], reported)
    origin = " " + say("The source has the number from {work}.", work=reported) if reported else ""
    facts = [(say("Holds for"), "population"), (say("Year"), "year")]
    notes = library.register_page.get("source-notes")
    more = (
        " " + say("See {note}.", note=parts.page_link(library, here, notes, entry["note"], say("the note")))
        if entry.get("note") and notes
        else ""
    )
    return parts.blocks(
        f"### {entry['value'][0].upper()}{entry['value'][1:]}: {parts.one_line(entry['what'])} {{#{entry.id} .entry}}",
        f"**{say('Right value')}:** {parts.one_line(entry['correct'])}.{more}" if entry.get("correct") else "",
        " ".join(f"**{name}:** {parts.one_line(entry[field])}." for name, field in facts if entry.get(field)),
        f"**{say('Stands in')}:** {library.site.source_names.get(entry['source'], entry['source'])} "
        f"{parts.citation(library.language, entry['source'], entry['page'])}.{origin}",
        f"**{say('Take care')}:** {parts.one_line(entry['caution'])}{'' if entry.get('correct') else more}"
        if entry.get("caution")
        else "",
    )
