"""Errors found in the two source texts, and questions about them left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry

if TYPE_CHECKING:
    from knowledge.library import Library


def render(library: Library) -> str:
    """Return every note in the file's order: the errors by source, then the open questions.

    A question says nothing against a text, and must not be read as if it did. It stands apart.
    """
    notes, say = list(library.source_notes.values()), library.language.say
    sections = []
    for source in dict.fromkeys(note["source"] for note in notes):
        name = library.site.source_names.get(source, source)
        errors = [note for note in notes if note["source"] == source and not parts.is_open(library, note)]
        if errors:
            sections.append(f"## {say('In {source}', source=name)} {{#{say('in-{source}', source=source)}}}")
            sections += [_entry(library, note) for note in errors]
    questions = [note for note in notes if parts.is_open(library, note)]
    if questions:
        sections.append(f"## {say('Open')} {{#{say('open')}}}")
        sections.append(
            say(
                "Here we have wondered and not found the answer. Nothing of this is shown to be wrong. Often the "
                "answer stands in a list of references or a book we have not read."
            )
        )
        sections += [_entry(library, note) for note in questions]
    return parts.blocks(*sections)


def _entry(library: Library, entry: Entry) -> str:
    here, say, site = library.register_page["source-notes"], library.language.say, library.site
    cited = parts.citation(library.language, entry["source"], entry["page"])
    how = say("What this rests on") if parts.is_open(library, entry) else say("How we know")
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
    concerned = ", ".join([*works, *provisions])
    verdict = (
        ""
        if parts.is_open(library, entry)
        else f"*{entry['kind'].capitalize()}, {site.note_certainty.get(entry['certainty'], entry['certainty'])}.*"
    )
    return parts.blocks(
        f"### {entry['title']} {{#{entry.id} .entry}}",
        f"**{say('Written')}:** {parts.one_line(entry['written'])} {cited}",
        f"**{site.note_against.get(entry['kind'], say('Right'))}:** {parts.one_line(entry['correct'])}",
        f"**{how}:** {parts.one_line(entry['proof'])}",
        f"**{say('Read')}:** {parts.one_line(entry['read'])}",
        f"**{say('Evidence')}:** {'; '.join(proof_links)}." if proof_links else "",
        f"**{say('Consequence')}:** {parts.one_line(entry['consequence'])}" if entry.get("consequence") else "",
        " ".join(filter(None, [verdict, f"{say('Holds for')}: {concerned}." if concerned else ""])),
    )


def _work_name(library: Library, key: str) -> str:
    work = library.references[key]
    people = [name.split(",")[0] for name in (work.authors or work.editors)]
    if not people:
        return work.fields.get("shorttitle") or work.title or key
    unnamed = any(names.more for names in work.names.values())
    say = library.language.say
    who = say("{name} et al.", name=people[0]) if len(people) > 2 or unnamed else library.language.joined(people)
    return f"{who} ({work.year or say('n.d.')})"
