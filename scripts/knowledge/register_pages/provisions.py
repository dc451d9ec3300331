"""The register of provisions and legal documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry, pending_heading, pending_sentence

if TYPE_CHECKING:
    from knowledge.library import Library


def render(library: Library) -> str:
    """Return an index by theme, then every provision by the level of the legal source, in the file's order."""
    sections = [*_themes(library), _acts(library)]
    for level, heading in _levels(library).items():
        entries = [entry for entry in library.provisions.values() if entry["kind"] == level]
        if entries:
            sections.append(f"## {heading} {{#{library.language.say('level-{level}', level=level)}}}")
            sections += [_entry(library, entry) for entry in entries]
    return parts.blocks(*sections)


def _levels(library: Library) -> dict[str, str]:
    """Return kind of provision -> its heading, highest first; kinds the site does not name come last."""
    named = library.site.provision_kinds
    others = {kind: kind.capitalize() for entry in library.provisions.values() if (kind := entry["kind"]) not in named}
    return {**named, **others}


def _acts(library: Library) -> str:
    """Return a line of links to the first provision of each act, and to the levels where each entry is a document."""
    links: dict[str, str] = {}
    site, say = library.site, library.language.say
    for level, heading in _levels(library).items():
        for entry in library.provisions.values():
            if entry["kind"] == level:
                name, anchor = entry["act"], entry.id
                if level not in site.kinds_by_act:
                    name, anchor = site.short_kinds.get(level, heading), say("level-{level}", level=level)
                links.setdefault(name[0].upper() + name[1:], anchor)
    return parts.index(list(links.items()))


def _themes(library: Library) -> list[str]:
    lines, say = [], library.language.say
    for theme, name in library.site.provision_themes.items():
        links = [
            f"[{entry['label']}](#{entry.id})"
            for entry in library.provisions.values()
            if theme in entry.get("themes", [])
        ]
        if links:
            lines.append(f"- **{name}:** {', '.join(links)}")
    return [f"## {say('By topic')} {{#{say('by-topic')}}}", "\n".join(lines)] if lines else []


def _pending(library: Library, entry: Entry) -> str:
    by_heading: dict[str, list[str]] = {}
    for change in entry.get("pending", []):
        heading = pending_heading(library.language, change)
        by_heading.setdefault(heading, []).append(f"    - {pending_sentence(library.language, change)}")
    return parts.blocks(*("\n".join([f'!!! merk "{heading}"', *items]) for heading, items in by_heading.items()))


def _entry(library: Library, entry: Entry) -> str:
    here, language = library.register_page["provisions"], library.language
    say = language.say
    label = entry["label"]
    collection = next(
        (name for start, name in library.site.law_collections.items() if entry["url"].startswith(start)), ""
    )
    # Addresses of a collection have one form; the register's page says once that they are not tried one by one.
    unchecked = f" ({say('the address is not tried')})" if not entry["url_checked"] and not collection else ""
    read_at = say("Read at {collection}", collection=collection) if collection else say("Read at the official page")
    uses = [
        f"- {parts.one_line(use['purpose'])} {parts.citation(language, use['source'], use['page'])}"
        for use in entry["used_in"]
    ]
    related = [
        f"[{library.provisions[name]['label']}](#{name})"
        for name in entry.get("see_also", [])
        if name in library.provisions
    ]
    note = entry.get("note")
    checked = f"**{say('Checked')}:** {language.date(entry['checked'])}."
    if entry.get("text_as_of"):
        checked += " " + say(
            "The text of the law was read as it stood on {day}.", day=language.date(entry["text_as_of"])
        )
    if entry.get("due"):
        checked += " " + say("It must be read again from {day}.", day=language.date(entry["due"]))
    return parts.blocks(
        f"### {label[0].upper()}{label[1:]} {{#{entry.id} .entry}}",
        f"{parts.one_line(entry['paraphrase'])}",
        parts.blocks(f"**{say('Conditions and limits')}:**", _numbered(entry["conditions"]))
        if entry.get("conditions")
        else "",
        f"**{library.site.in_field}:** {parts.one_line(entry['meaning'])}" if entry.get("meaning") else "",
        _pending(library, entry),
        f"**{say('Full name')}:** {parts.one_line(entry['name'])}"
        + (f", {entry['section']}" if entry.get("section") else "")
        + f". [{read_at}]({entry['url']}){unchecked}.",
        parts.blocks(f"**{say('How the sources use it')}:**", "\n".join(uses))
        if uses
        else f"**{say('The sources do not name it.')}** {say('It is here for the connection it makes.')}",
        f"**{say('Note')}:** {parts.one_line(note)}" if note else "",
        parts.notes_on(library, here, "provisions", entry.id),
        f"**{say('Changed since the sources were written')}:** {parts.one_line(entry['changes'])}"
        if entry.get("changes")
        else "",
        checked,
        f"**{say('See also')}:** {', '.join(related)}." if related else "",
        parts.used_on(library, here, library.usage.provisions[entry.id]),
    )


def _numbered(items: list[str]) -> str:
    return "\n".join(f"{number}. {parts.one_line(item)}" for number, item in enumerate(items, 1))
