"""What the search can find, and by which names.

A document is a page, or one entry of a register. Its names are what a reader may call
it: the page's title, the concepts it explains with their synonyms, English names and
abbreviations, its keywords, the authors it presents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.search.sections import Section, read_sections

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.pages.source import SourcePage
    from knowledge.registers.entries import Entry
    from knowledge.registers.references import Reference

# How results are grouped: by the page's kind, or by the register an entry stands in.
GROUPS = {
    "front": "Forside",
    "section": "Oversikter",
    "basis": "Grunnlag",
    "perspective": "Perspektiver",
    "method": "Metoder",
    "practice": "I praksis",
    "law": "Rett",
    "theory": "Teori",
    "anthology": "Antologien",
    "thesis": "Masteroppgaven",
    "guide": "Veivisere",
    "reference": "Oppslag",
    "about": "Om nettstedet",
    "concepts": "Begreper",
    "provisions": "Lovbestemmelser",
    "references": "Litteratur",
    "figures": "Tall",
    "timeline": "Hendelser",
    "source-notes": "Feil i kildene",
}

# How well a name names its document, 1–10.
FULL, ENGLISH, SYNONYM, AUTHOR, LONG, KEYWORD, DESCRIPTION = 10, 9, 8, 7, 6, 5, 2

# What lawyers write for an act; the register holds the names as they stand in running text.
ACTS = {
    "arbeidsmarkedsloven": ("arbml", "amarkl"),
    "arbeidsmiljøloven": ("aml",),
    "folketrygdloven": ("ftrl",),
    "forvaltningsloven": ("fvl", "forvl"),
    "Grunnloven": ("grl", "grunnlova"),
    "integreringsloven": ("intl",),
    "introduksjonsloven": ("introl",),
    "likestillings- og diskrimineringsloven": ("ldl", "likestillingsloven", "diskrimineringsloven"),
    "menneskerettsloven": ("mrl", "menneskerettighetsloven"),
    "NAV-loven": ("navl", "arbeids- og velferdsforvaltningsloven"),
    "sosialtjenesteloven": ("sotjl", "stjl", "lov om sosiale tjenester"),
    "EMK": ("den europeiske menneskerettskonvensjonen",),
    "CRPD": ("FNs konvensjon om rettighetene til mennesker med nedsatt funksjonsevne",),
    "ØSK": ("FNs konvensjon om økonomiske, sosiale og kulturelle rettigheter",),
}
# Sections of a page that only lead on to others.
_LEADING_ON = {"Les videre", "Se også"}
_PARENTHESIS = re.compile(r"\s*\(([^()]+)\)")
_NUMBERED = re.compile(r"Kapittel \d+:\s*")


@dataclass(frozen=True)
class Name:
    """What a reader may call a document, and how well it names it (1–10)."""

    text: str
    strength: int


@dataclass
class Document:
    """Something the search can find.

    address: relative to the site's root, with an anchor for an entry
    title: as a reader sees it
    group: a key of ``GROUPS``
    names: what it may be called
    sections: its parts; an anchor is given for those below the beginning
    """

    address: str
    title: str
    group: str
    names: list[Name] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def read_documents(library: Library, rendered: dict[str, tuple[str, str]]) -> list[Document]:
    """Return every page and every register entry as a document, pages first, in order of path.

    rendered: path below ``docs/`` -> the page's address in the site and its content as HTML,
    with citations in place and without «Kilder»
    """
    pages, entries = [], []
    explained = _names_of_explaining_pages(library)
    for path in sorted(set(rendered) & set(library.pages)):
        page, (address, html) = library.pages[path], rendered[path]
        sections = _within(read_sections(html))
        if page.register in GROUPS:
            register = library.register(page.register)
            for section in sections:
                if "entry" in section.classes and section.anchor in register:
                    entries.append(_entry(library, page.register, address, section))
            sections = [section for section in sections if "entry" not in section.classes and section.text]
        names = [*_page_names(page), *explained.get(path, ())]
        pages.append(Document(address, page.title, str(page.meta.get("kind", "")), names, sections))
    return pages + entries


def _within(sections: list[Section]) -> list[Section]:
    """Name each part after the one it stands in («Kjerneelementer › Åtte prinsipper»); drop what leads on."""
    kept, outer = [], ""
    for section in sections:
        if section.heading in _LEADING_ON:
            continue
        if section.level == 2:
            outer = section.heading
        elif section.level == 3 and outer and "entry" not in section.classes:
            section.heading = f"{outer} › {section.heading}"
        kept.append(section)
    return kept


def _without_parentheses(title: str) -> Iterator[str]:
    """Yield «Individuell jobbstøtte (IPS)», «Individuell jobbstøtte» and «IPS»."""
    yield title
    if inside := _PARENTHESIS.findall(title):
        yield _PARENTHESIS.sub("", title)
        yield from inside


def _page_names(page: SourcePage) -> Iterator[Name]:
    folder, _, file = page.path.rpartition("/")
    chapter = page.meta.get("chapter")
    if chapter:
        yield Name(f"kapittel {chapter} i {folder.partition('/')[0]}", FULL)
    elif file == "index.md" and folder:
        # A section's first page goes by the section's name.
        yield Name(folder.rpartition("/")[2], FULL)
    for title in {page.title: None, _NUMBERED.sub("", page.title): None}:
        yield from (Name(part, FULL) for part in _without_parentheses(title))
    for act, short in ACTS.items():
        if page.meta.get("kind") == "law" and act.lower() in page.title.lower():
            yield from (Name(name, FULL) for name in (act, *short))
    yield from (Name(word, KEYWORD) for word in page.meta.get("keywords", ()))
    yield from (Name(author.partition(",")[0], AUTHOR) for author in page.meta.get("authors", ()))
    yield Name(str(page.meta.get("description", "")), DESCRIPTION)


def _concept_names(concept: Entry) -> Iterator[Name]:
    yield Name(concept["term"], FULL)
    if abbreviation := concept.get("abbreviation"):
        yield Name(abbreviation, FULL)
    if english := concept.get("english"):
        yield Name(english, ENGLISH)
    yield from (Name(synonym, SYNONYM) for synonym in concept.get("synonyms", ()))


def _names_of_explaining_pages(library: Library) -> dict[str, list[Name]]:
    """Return, for each page, the names of the concepts the glossary says it explains."""
    names: dict[str, list[Name]] = {}
    for concept in library.concepts.values():
        if page := concept.get("page"):
            names.setdefault(page, []).extend(_concept_names(concept))
    return names


def _provision_names(provision: Entry) -> Iterator[Name]:
    yield Name(provision["label"], FULL)
    yield from (Name(part, FULL) for part in _PARENTHESIS.findall(provision["label"]))
    act, section = provision.get("act", ""), provision.get("section", "")
    for name in (act, *ACTS.get(act, ())):
        yield Name(f"{name} {section}".strip(), FULL)
    yield Name(provision.get("name", ""), LONG)
    yield from (Name(word, KEYWORD) for word in provision.get("keywords", ()))


def _reference_names(reference: Reference) -> Iterator[Name]:
    people = reference.authors or reference.editors
    surnames = [person.partition(",")[0] for person in people]
    yield Name(f"{' '.join(surnames[:2])} {reference.year}", FULL)
    yield from (Name(surname, AUTHOR) for surname in surnames)
    yield Name(reference.title, LONG)
    yield from (Name(topic, DESCRIPTION) for topic in reference.topics)


def _entry(library: Library, register: str, address: str, section: Section) -> Document:
    data = library.register(register)[section.anchor]
    if register == "concepts":
        names = list(_concept_names(data))
    elif register == "provisions":
        names = list(_provision_names(data))
    elif register == "references":
        names = list(_reference_names(data))
    else:
        names = [Name(section.heading, LONG)]
    whole = Section(1, "", section.heading, text=section.text)
    return Document(f"{address}#{section.anchor}", section.heading, register, names, [whole])
