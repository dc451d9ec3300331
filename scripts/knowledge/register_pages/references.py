"""The literature list."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.citations.rendering import label_text, reference_token
from knowledge.register_pages import parts
from knowledge.registers.references import Reference

if TYPE_CHECKING:
    from knowledge.library import Library

VERIFIED = {"yes": "kontrollert", "partly": "delvis kontrollert", "no": "bare kjent fra kilden"}


def render(library: Library) -> str:
    """Return every work in the order of the citation style, under its letter."""
    labels = library.labels
    works = [library.references[key] for key in labels.references if key in library.references]
    named = [(label_text(labels.groups[f"@{work.key}"]), work) for work in works]
    grouped = [(letter, list(group)) for letter, group in groupby(named, lambda pair: parts.letter_of(pair[0]))]
    sections = [parts.letter_index([letter for letter, _ in grouped])]
    for letter, group in grouped:
        sections.append(f"## {letter} {{#{parts.letter_anchor(letter)}}}")
        sections += [_entry(library, name, work) for name, work in group]
    return parts.blocks(*sections)


def _mentions(work: Reference) -> str:
    places = [
        f"{parts.SOURCE_NAMES.get(source, source)} (s. {', '.join(pages)})" for source, pages in work.mentions.items()
    ]
    return " og ".join(places)


def _entry(library: Library, name: str, work: Reference) -> str:
    here = library.register_page["references"]
    mentioned = _mentions(work)
    unverified = work.fields.get("unverified", "")
    status = f"**Kontroll:** {VERIFIED[work.verified]}{{.verified .verified-{work.verified}}}"
    status = status.replace(VERIFIED[work.verified], f"*{VERIFIED[work.verified]}*")
    return parts.blocks(
        f"### {name} {{#{work.key} .entry}}",
        reference_token(work.key),
        f"{status}." + (f" Omtalt i {mentioned}." if mentioned else ""),
        work.fields.get("annotation", ""),
        f"**Ikke kontrollert:** {unverified}" if unverified else "",
        f"**Merk:** {work.fields['remark']}" if work.fields.get("remark") else "",
        f"**Emner:** {', '.join(work.topics)}." if work.topics else "",
        parts.used_on(library, here, library.usage.references[work.key]),
    )
