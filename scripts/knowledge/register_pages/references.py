"""The literature list.

Each work's facts stand twice: as text for the reader, and as ``data-*`` attributes that
``docs/assets/literature.js`` filters by. Without the script the list is whole as it is.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.citations.rendering import label_text, reference_token
from knowledge.register_pages import parts
from knowledge.registers.references import LANGUAGES, Reference, year_of

if TYPE_CHECKING:
    from knowledge.library import Library

VERIFIED = {"yes": "kontrollert", "partly": "delvis kontrollert", "no": "bare kjent fra kilden"}
# BibLaTeX entry types as a reader knows them. The file uses "legislation" for reports to and from
# the government, and "misc" where it is not known what the work is.
TYPES = {
    "article": "artikkel",
    "book": "bok",
    "incollection": "kapittel i bok",
    "legislation": "offentlig dokument",
    "online": "nettside",
    "report": "rapport",
    "thesis": "avhandling eller masteroppgave",
    "misc": "annet eller ukjent",
}
NO_LANGUAGE = "ikke oppgitt"


def render(library: Library) -> str:
    """Return every work in the order of the citation style, under its letter."""
    labels = library.labels
    works = [library.references[key] for key in labels.references if key in library.references]
    named = [(label_text(labels.groups[f"@{work.key}"]), work) for work in works]
    grouped = [(letter, list(group)) for letter, group in groupby(named, lambda pair: parts.letter_of(pair[0]))]
    sections = [parts.letter_index([letter for letter, _ in grouped]) + "\n{: .letter-index }"]
    for letter, group in grouped:
        sections.append(f"## {letter} {{#{parts.letter_anchor(letter)}}}")
        sections += [_entry(library, name, work) for name, work in group]
    return parts.blocks(*sections)


def _mentions(work: Reference) -> str:
    places = [
        f"{parts.SOURCE_NAMES.get(source, source)} (s. {', '.join(pages)})" for source, pages in work.mentions.items()
    ]
    return " og ".join(places)


def _facts(work: Reference) -> str:
    """Return the line on type, language and check, with the same as attributes for the filter."""
    kind = TYPES.get(work.kind, TYPES["misc"])
    language = LANGUAGES.get(work.fields.get("langid", ""), ("", NO_LANGUAGE))[1]
    verified = VERIFIED[work.verified]
    attributes = {
        "type": kind,
        "year": year_of(work),
        "language": language,
        "verified": verified,
        # A semicolon, as a topic may hold a comma one day.
        "topics": "; ".join(work.topics),
    }
    data = " ".join(f'data-{name}="{value}"' for name, value in attributes.items())
    return (
        f"**Type:** {kind}. **Språk:** {language}. "
        f"**Kontroll:** *{verified}*{{.verified .verified-{work.verified}}}.\n"
        f"{{: .work-facts {data} }}"
    )


def _entry(library: Library, name: str, work: Reference) -> str:
    here = library.register_page["references"]
    mentioned = _mentions(work)
    unverified = work.fields.get("unverified", "")
    about = work.fields.get("annotation", "")
    return parts.blocks(
        f"### {name} {{#{work.key} .entry}}",
        f"{reference_token(work.key)}\n{{: .work-reference }}",
        _facts(work),
        f"**Om verket:** {about}\n{{: .work-about }}" if about else "",
        f"**Emner:** {', '.join(work.topics)}." if work.topics else "",
        f"**Ikke kontrollert:** {unverified}" if unverified else "",
        f"**Merk:** {work.fields['remark']}" if work.fields.get("remark") else "",
        f"**Omtalt i:** {mentioned}." if mentioned else "",
        parts.used_on(library, here, library.usage.references[work.key]),
    )
