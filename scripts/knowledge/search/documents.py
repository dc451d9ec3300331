"""What the search can find, and by which names.

A document is a page, or one entry of a register. Its names are what a reader may call
it: the page's title, the concepts it explains with their synonyms, English names and
abbreviations, its keywords, the authors it presents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from knowledge.language import to_say
from knowledge.search.sections import Section, read_sections

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.pages.source import SourcePage
    from knowledge.registers.entries import Entry
    from knowledge.registers.references import Reference

# How results are grouped: by the page's kind, or by the register an entry stands in.
GROUPS = {
    "front": to_say("Front page"),
    "section": to_say("Overviews"),
    "basis": to_say("Foundations"),
    "perspective": to_say("Perspectives"),
    "method": to_say("Methods"),
    "case": to_say("Cases"),
    "practice": to_say("In practice"),
    "law": to_say("Law"),
    "theory": to_say("Theory"),
    "anthology": to_say("The anthology"),
    "thesis": to_say("The thesis"),
    "guide": to_say("Guides"),
    "reference": to_say("Reference"),
    "about": to_say("About the site"),
    "concepts": to_say("Concepts"),
    "provisions": to_say("Provisions of law"),
    "references": to_say("Literature"),
    "figures": to_say("Numbers"),
    "timeline": to_say("Events"),
    "source-notes": to_say("Errors in the sources"),
}

# How well a name names its document, 1–10; 11 marks a question the document answers.
ASKED, FULL, ENGLISH, SYNONYM, AUTHOR, LONG, KEYWORD, DESCRIPTION = 11, 10, 9, 8, 7, 6, 5, 2

# On a guide each part answers a question of its own; on other pages of questions, those that say what is asked.
_GUIDE = "guide"
_QUESTIONS = {_GUIDE, "case"}
# Between the heading of a part and that of the part it stands in.
_INSIDE = " › "
_PARENTHESIS = re.compile(r"\s*\(([^()]+)\)")


@dataclass(frozen=True)
class Name:
    """What a reader may call a document, and how well it names it (1–10, or 11: it asks what it answers).

    anchor: of the part that bears the name, "" when it is the whole document's
    """

    text: str
    strength: int
    anchor: str = ""


@dataclass
class Document:
    """Something the search can find.

    address: relative to the site's root, with an anchor for an entry
    title: as a reader sees it
    group: a key of ``GROUPS``
    names: what it may be called
    sections: its parts; an anchor is given for those below the beginning
    here: the anchor of what every page has of it, which serves better than the address where it stands
    audience: whom its page is written for, as the front matter says; language: that of its page
    part: the part of the menu its page stands in, where that says more to a reader than the kind of page; or ""
    """

    address: str
    title: str
    group: str
    names: list[Name] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    here: str = ""
    audience: tuple[str, ...] = ()
    language: str = ""
    part: str = ""

    @property
    def asks(self) -> bool:
        """Whether its page answers what somebody asks, and so is written to who asks first of its audience."""
        return self.group in _QUESTIONS


def read_documents(library: Library, rendered: dict[str, tuple[str, str]]) -> list[Document]:
    """Return every page and every register entry as a document, pages first, in order of path.

    rendered: path below ``docs/`` -> the page's address in the site and its content as HTML,
    with citations in place and without «Kilder»
    """
    pages, questions, entries = [], [], []
    explained = _names_of_explaining_pages(library)
    for path in sorted(set(rendered) & set(library.pages)):
        page, (address, html) = library.pages[path], rendered[path]
        sections = _within(library, read_sections(html, library.language))
        if page.register in GROUPS:
            register = library.register(page.register)
            for section in sections:
                if "entry" in section.classes and section.anchor in register:
                    entries.append(_entry(library, page.register, address, section))
            sections = [section for section in sections if "entry" not in section.classes and section.text]
        names = [*_page_names(library, page, sections), *explained.get(path, ())]
        kind = str(page.meta.get("kind", ""))
        apart: list[Document] = []
        if kind in _QUESTIONS:
            apart, sections, names = _questions(library, address, kind, sections, names)
            questions += apart
        pages.append(Document(address, page.title, kind, names, sections))
        for document in (pages[-1], *apart):
            document.audience, document.language = tuple(page.meta.get("audience", ())), page.language
            if document.asks:
                trail = library.navigation.trail.get(path, ())
                document.part = trail[0].title if trail else ""
    return [*pages, *questions, *_tools(library, rendered), *entries]


def _questions(
    library: Library, address: str, kind: str, sections: list[Section], names: list[Name]
) -> tuple[list[Document], list[Section], list[Name]]:
    """Return the parts of a page that answer on their own, as documents; and the parts and names left to the page."""
    last_parts = library.search_words.get("last_parts", ())
    named = {name.anchor for name in names}
    documents: list[Document] = []
    left: list[Section] = []
    # Anchor -> the document of the part it stands in.
    within: dict[str, Document] = {}
    inside: Document | None = None
    for section in sections:
        if section.level == 2:
            inside = None
            if section.anchor and section.heading not in last_parts and (kind == _GUIDE or section.anchor in named):
                answer = Section(1, "", section.heading, text=section.text)
                place = f"{address}#{section.anchor}"
                inside = Document(place, section.heading, kind, [Name(section.heading, FULL)], [answer])
                documents.append(inside)
        elif inside:
            inside.sections[0].text += f" {section.heading.rpartition(_INSIDE)[2]} {section.text}"
        if inside:
            within[section.anchor] = inside
        else:
            left.append(section)
    for name in names:
        if name.anchor in within:
            within[name.anchor].names.append(replace(name, anchor=""))
    return documents, left, [name for name in names if name.anchor not in within]


def _tools(library: Library, rendered: dict[str, tuple[str, str]]) -> Iterator[Document]:
    """Yield what every page offers below its text, where the page that explains it is one of the site."""
    for tool in library.search_words.get("tools", ()):
        if tool["page"] in rendered:
            names = [Name(tool["title"], FULL), *(Name(asked, ASKED) for asked in tool["ask"])]
            address = f"{rendered[tool['page']][0]}#{tool['section']}"
            yield Document(address, tool["title"], "guide", names, [Section(1, "", tool["title"])], tool["anchor"])


def _within(library: Library, sections: list[Section]) -> list[Section]:
    """Name each part after the one it stands in («Kjerneelementer › Åtte prinsipper»); drop what leads on."""
    kept, outer = [], ""
    # Sections of a page that only lead on to others.
    leading_on = {library.language.say("Read on"), library.language.say("See also")}
    for section in sections:
        if section.heading in leading_on:
            continue
        if section.level == 2:
            outer = section.heading
        elif section.level == 3 and outer and "entry" not in section.classes:
            section.heading = outer + _INSIDE + section.heading
        kept.append(section)
    return kept


def _forms_of_title(title: str) -> Iterator[str]:
    """Yield «Individuell jobbstøtte (IPS)», «Individuell jobbstøtte» and «IPS»; of «AAP: hvor lenge?» also «AAP»."""
    yield title
    subject, colon, _ = title.partition(": ")
    if colon:
        yield subject
    if inside := _PARENTHESIS.findall(title):
        yield _PARENTHESIS.sub("", title)
        yield from inside


def _chapter(library: Library, heading: str) -> re.Match[str] | None:
    """Return the match of a heading that begins with a chapter of an act; its first group is the number."""
    return re.match(rf"(?:{library.language.search['chapter']}) (\d+)", heading)


def _page_names(library: Library, page: SourcePage, sections: list[Section]) -> Iterator[Name]:
    folder, _, file = page.path.rpartition("/")
    chapter, say = page.meta.get("chapter"), library.language.say
    numbered = re.compile(rf"{re.escape(say('Chapter'))} \d+:\s*")
    if chapter:
        book = folder.partition("/")[0]
        yield Name(say("chapter {number} in {book}", number=chapter, book=book), FULL)
    elif file == "index.md" and folder:
        # A section's first page goes by the section's name.
        yield Name(folder.rpartition("/")[2], FULL)
    for title in {page.title: None, numbered.sub("", page.title): None}:
        yield from (Name(part, FULL) for part in _forms_of_title(title))
    if page.meta.get("kind") == "law":
        for act, short in library.search_words.get("acts", {}).items():
            if act.lower() in page.title.lower():
                yield from (Name(name, FULL) for name in (act, *short))
        for section in sections:
            # A section of a chapter that is told of as a whole leads to the chapter.
            if section.level == 2 and (chapter := _chapter(library, section.heading)):
                yield Name(f"§ {chapter[1]}-*", FULL, section.anchor)
    yield from (Name(word, KEYWORD) for word in page.meta.get("keywords", ()))
    for asked in page.meta.get("ask", ()):
        if isinstance(asked, str):
            yield Name(asked, ASKED)
        else:
            yield from (Name(word, ASKED, asked["section"]) for word in asked["words"])
    yield from (Name(author.partition(",")[0], AUTHOR) for author in page.meta.get("authors", ()))
    yield Name(str(page.meta.get("description", "")), DESCRIPTION)


def _concept_names(concept: Entry) -> Iterator[Name]:
    yield Name(concept["term"], FULL)
    if abbreviation := concept.get("abbreviation"):
        yield Name(abbreviation, FULL)
    if english := concept.get("english"):
        yield Name(english, ENGLISH)
    yield from (Name(word, SYNONYM) for field in ("synonyms", "keywords") for word in concept.get(field, ()))


def _names_of_explaining_pages(library: Library) -> dict[str, list[Name]]:
    """Return, for each page, the names of the concepts the glossary says it explains."""
    names: dict[str, list[Name]] = {}
    for concept in library.concepts.values():
        if page := concept.get("page"):
            names.setdefault(page, []).extend(_concept_names(concept))
    return names


def _provision_names(library: Library, provision: Entry) -> Iterator[Name]:
    yield Name(provision["label"], FULL)
    yield from (Name(part, FULL) for part in _PARENTHESIS.findall(provision["label"]))
    act, section = provision.get("act", ""), provision.get("section", "")
    for name in (act, *library.search_words.get("acts", {}).get(act, ())):
        yield Name(f"{name} {section}".strip(), FULL)
        if chapter := _chapter(library, section or ""):
            yield Name(f"{name} § {chapter[1]}-*", FULL)
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
    if register == "concepts":
        names = list(_concept_names(library.concepts[section.anchor]))
    elif register == "provisions":
        names = list(_provision_names(library, library.provisions[section.anchor]))
    elif register == "references":
        names = list(_reference_names(library.references[section.anchor]))
    else:
        names = [Name(section.heading, LONG)]
    whole = Section(1, "", section.heading, text=section.text)
    return Document(f"{address}#{section.anchor}", section.heading, register, names, [whole])
