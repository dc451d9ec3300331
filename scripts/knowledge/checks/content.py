"""Rules the content keeps before anything is built."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge import illustrations
from knowledge.checks import uncited
from knowledge.checks.addresses import address_fault
from knowledge.citations.syntax import KEY, find_strays
from knowledge.frame import section_cards
from knowledge.pages import front_matter
from knowledge.pages.links import find_links, relative
from knowledge.pages.source import SourcePage
from knowledge.problems import Problem, nearest, suggestion
from knowledge.registers.entries import Entry
from knowledge.registers.files import file_of

if TYPE_CHECKING:
    from knowledge.library import Library

# Register -> what an entry of it is called in a message.
_NOUNS = {
    "references": "work",
    "provisions": "provision",
    "concepts": "concept",
    "source-notes": "note on the sources",
    "figures": "figure",
    "timeline": "event",
    "trials": "trial",
}


def check(library: Library) -> list[Problem]:
    """Return every breach of the rules for pages and registers."""
    problems: list[Problem] = []
    anchors = _anchors(library)
    for page in library.pages.values():
        problems += front_matter.check(page)
        problems += _check_citations(library, page)
        problems += _check_links(library, page, anchors)
        problems += _check_headings(page)
        problems += _check_sources_field(library, page)
        problems += _check_cards(library, page)
        problems += uncited.check(page)
    problems += _check_registers(library)
    problems += illustrations.check(library)
    return problems


def _check_citations(library: Library, page: SourcePage) -> Iterator[Problem]:
    known = library.references
    renamed = {alias: work.key for work in known.values() for alias in work.aliases}
    for group in page.groups:
        if "\n" in group.raw:
            mend = "write the whole bracket on one line"
            yield page.problem(group.start, f"the citation '[{group.raw.split()[0]} …' is broken over lines", mend)
            continue
        if not group.citations:
            mend = "write it as [@key, s. 12] or [@key, s. 12; @other, s. 3]"
            yield page.problem(group.start, f"the citation '[{group.raw}]' is ill-formed", mend)
        for citation in group.citations:
            if citation.key in known:
                span, pages = known[citation.key].page_span, citation.pages
                if span and pages and not span[0] <= pages[0] <= pages[1] <= span[1]:
                    what = (
                        f"'[{group.raw}]' cites page {pages[0]}, but '{citation.key}' runs from {span[0]} to {span[1]}"
                    )
                    yield page.problem(group.start, what, "look the page up in the source")
            elif citation.key in renamed:
                what = f"the citation key '{citation.key}' has been merged"
                yield page.problem(group.start, what, f"cite '{renamed[citation.key]}'")
            else:
                fault = "unknown" if KEY.match(citation.key) else "ill-formed"
                mend = suggestion(citation.key, known, "add the work to bibliography/references.bib")
                yield page.problem(group.start, f"{fault} citation key '{citation.key}'", mend)
    for offset, key in find_strays(page.masked, page.groups):
        mend = f"write it as [@{key}, s. 12], closed on the same line, or put an address in `code`"
        yield page.problem(offset, f"'@{key}' stands outside a citation", mend)


def _anchors(library: Library) -> dict[str, set[str]]:
    """Return the anchors of every page: headings, and entries on register pages."""
    anchors = {}
    for path, page in library.pages.items():
        anchors[path] = {heading.anchor for heading in page.headings}
        if page.register in _NOUNS:
            anchors[path] |= set(library.register(page.register))
    return anchors


def _check_links(library: Library, page: SourcePage, anchors: dict[str, set[str]]) -> Iterator[Problem]:
    registers = {path: name for name, path in library.register_page.items()}
    docs = library.root / "docs"
    for link in find_links(page):
        if link.external:
            fault = address_fault(link.target)
            if fault:
                yield page.problem(link.offset, f"the address '{link.target}' {fault[0]}", fault[1])
        elif link.path in library.pages:
            if not link.anchor or link.anchor in anchors[link.path]:
                continue
            if registers.get(link.path) in _NOUNS:
                kind, file = _NOUNS[registers[link.path]], file_of(registers[link.path])
                mend = suggestion(link.anchor, anchors[link.path], f"add it to {file}")
                yield page.problem(link.offset, f"unknown {kind} '{link.anchor}'", mend)
            else:
                mend = suggestion(link.anchor, anchors[link.path], f"look at the headings of docs/{link.path}")
                yield page.problem(link.offset, f"broken anchor '#{link.anchor}' in docs/{link.path}", mend)
        elif not (docs / link.path).is_file():
            near = nearest(link.path, library.pages)
            hint = f"did you mean '{relative(page.path, near)}'? Otherwise " if near else ""
            hint += "write the page or remove the link" if link.path.endswith(".md") else "link to a .md file"
            yield page.problem(link.offset, f"broken link '{link.target}': docs/{link.path} does not exist", hint)


def _check_cards(library: Library, page: SourcePage) -> Iterator[Problem]:
    for path, offset in section_cards.marked_paths(page.text):
        if path not in library.pages:
            mend = suggestion(path, library.pages, "name a page by its path below docs/")
            yield page.problem(offset, f"the comment «cards:» names '{path}', which is no page", mend)


def _check_headings(page: SourcePage) -> Iterator[Problem]:
    if page.meta.get("kind") == "front":
        return
    headings = page.headings
    firsts = [heading for heading in headings if heading.level == 1]
    if len(firsts) != 1:
        what = f"the page has {len(firsts)} first-level headings"
        yield page.problem(page.body_start, what, "write exactly one '# ' heading, equal to 'title'")
    elif firsts[0].text != page.title:
        what = f"the heading '{firsts[0].text}' differs from the title '{page.title}'"
        yield page.problem(firsts[0].offset, what, "make them equal")
    for before, heading in pairwise(headings):
        if heading.level > before.level + 1:
            what = f"the heading '{heading.text}' skips from level {before.level} to {heading.level}"
            yield page.problem(heading.offset, what, f"use {'#' * (before.level + 1)}")
    for heading in headings:
        if "[@" in heading.text or "@" in heading.text:
            yield page.problem(heading.offset, "a citation stands in a heading", "move it to the text")


def _check_sources_field(library: Library, page: SourcePage) -> Iterator[Problem]:
    listed = page.meta.get("sources")
    if not isinstance(listed, list):
        return
    # Keys that do not exist are reported where they stand.
    cited = {citation.key for group in page.groups for citation in group.citations} & library.references.keys()
    line = page.meta_line("sources")
    for key in sorted(cited - set(listed)):
        yield Problem(page.file, line, f"the page cites '{key}' but 'sources' lacks it", f"add '{key}' to 'sources'")
    for key in sorted(set(map(str, listed)) - cited):
        yield Problem(page.file, line, f"'sources' names '{key}', which the page does not cite", "remove or cite it")


def _check_registers(library: Library) -> Iterator[Problem]:
    """Entries name works, provisions, concepts, notes and pages that exist."""
    for name in _NOUNS:
        if name == "references":
            continue
        file = file_of(name)
        for entry in library.register(name).values():
            for what, mend in _entry_faults(library, entry):
                yield Problem(file, entry.line, f"entry '{entry.id}': {what}", mend)


def _named_by(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield register and id of everything an entry points to, whatever register it is in itself."""
    for source in entry.get("sources", []):
        yield ("references", source["key"]) if "key" in source else ("provisions", source["provision"])
    for use in entry.get("used_in", []):
        yield "references", use["source"]
    for field, register in (("source", "references"), ("reference", "references"), ("note", "source-notes")):
        # In other registers than that of figures, 'note' is a text.
        if entry.get(field) and (field != "note" or "watch" in entry.data):
            yield register, entry[field]
    for field, register in (
        ("references", "references"), ("provisions", "provisions"), ("see_also", "provisions"), ("related", "concepts"),
    ):  # fmt: skip
        for name in entry.get(field, []):
            yield register, name


def _entry_faults(library: Library, entry: Entry) -> Iterator[tuple[str, str]]:
    for register, name in _named_by(entry):
        known = library.register(register)
        if name not in known:
            kind, file = _NOUNS[register], file_of(register)
            word = "citation key" if register == "references" else kind
            yield f"unknown {word} '{name}'", suggestion(name, known, f"add it to {file}")
    path = entry.get("page")
    if path and path.endswith(".md") and path not in library.pages:
        yield f"the page '{path}' does not exist", suggestion(path, library.pages, "write null")
