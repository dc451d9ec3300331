"""The literature list.

Each work's facts stand twice: as text for the reader, and as ``data-*`` attributes that
``docs/assets/literature.js`` filters by. Without the script the list is whole as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.bibliography import schema
from knowledge.citations.rendering import label_text, reference_mark
from knowledge.language import to_say
from knowledge.register_pages import parts
from knowledge.registers.references import LANGUAGES, Reference

if TYPE_CHECKING:
    from knowledge.library import Library

VERIFIED = {"yes": to_say("checked"), "partly": to_say("partly checked"), "no": to_say("known from the source only")}
# Entry types as a reader knows them.
TYPES = {name: kind.name for name, kind in schema.TYPES.items()}
NO_LANGUAGE = to_say("not told")


def render(library: Library) -> str:
    """Return every work in the order of the citation style, under its letter."""
    labels = library.labels
    works = [library.references[key] for key in labels.references if key in library.references]
    named = [(label_text(labels.groups[f"@{work.key}"]), work) for work in works]
    grouped = parts.by_letter(library.language, named, lambda pair: _filed_by(*pair))
    sections = [parts.letter_index(library.language, [letter for letter, _ in grouped])]
    for letter, group in grouped:
        sections.append(f"## {letter} {{#{parts.letter_anchor(library.language, letter)}}}")
        sections += [_entry(library, name, work) for name, work in group]
    return parts.blocks(*sections)


def _filed_by(label: str, work: Reference) -> str:
    """Return what the citation style sorts a work by: a name without the initials its label may begin with."""
    people = () if work.kind == "legislation" else work.authors or work.editors
    return people[0] if people else label


def _mentions(library: Library, work: Reference) -> str:
    places = [
        f"{library.site.source_names.get(source, source)} ({library.language.pages} {', '.join(pages)})"
        for source, pages in work.mentions.items()
    ]
    return library.language.joined(places)


def _facts(library: Library, work: Reference) -> str:
    """Return the line on type, language and check, with the same as attributes for the filter."""
    say = library.language.say
    kind = say(TYPES.get(work.kind, TYPES["misc"]))
    language = say(LANGUAGES.get(work.fields.get("langid", ""), ("", NO_LANGUAGE))[1])
    verified = say(VERIFIED[work.verified])
    attributes = {
        "type": kind,
        "year": work.year,
        "language": language,
        "verified": verified,
        # A semicolon, as a topic may hold a comma one day.
        "topics": "; ".join(work.topics),
    }
    data = " ".join(f'data-{name}="{value}"' for name, value in attributes.items())
    return (
        f"**{say('Type')}:** {kind}. **{say('Language')}:** {language}. "
        f"**{say('Check')}:** *{verified}*{{.verified .verified-{work.verified}}}.\n"
        f"{{: .work-facts {data} }}"
    )


def _entry(library: Library, name: str, work: Reference) -> str:
    here, say = library.register_page["references"], library.language.say
    mentioned = _mentions(library, work)
    unverified, about, remark = (
        parts.as_written(work.fields.get(field, "")) for field in ("unverified", "annotation", "remark")
    )
    return parts.blocks(
        f"### {parts.as_written(name)} {{#{work.key} .entry}}",
        f"{reference_mark(work.key)}\n{{: .work-reference }}",
        _facts(library, work),
        f"**{say('On the work')}:** {about}\n{{: .work-about }}" if about else "",
        f"**{say('Topics')}:** {', '.join(work.topics)}." if work.topics else "",
        f"**{say('Not checked')}:** {unverified}" if unverified else "",
        f"**{say('Note')}:** {remark}" if remark else "",
        parts.notes_on(library, here, "references", work.key),
        f"**{say('Told of in')}:** {mentioned}." if mentioned else "",
        parts.used_on(library, here, library.usage.references[work.key]),
    )
