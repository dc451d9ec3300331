"""What is said of the chapters of a book, once: made from their pages' front matter and the bibliography.

A page asks with a comment on a line of its own. ``<!-- chapters -->`` gives the table of every
chapter with a page below the folder of the one that asks; ``<!-- chapter: KEY -->``, on the page of
a chapter that has not been read whole, says what the page builds on and how to get to the chapter,
KEY being the chapter's entry in the bibliography.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.pages.source import SourcePage
    from knowledge.registers.references import Reference


def table(library: Library, path: str, words: str = "") -> str:
    """Return the table of a book's chapters as Markdown, by number: part, chapter, authors, theme.

    path: of the page it stands on; words: the directive's, which has none
    """
    say = library.language.say
    heads = (say("Part"), say("Chapter"), say("Theme"), say("Authors"))
    rows = [
        f"| {page.meta.get('part', '–')} | {page.meta['chapter']} "
        f"| {parts.page_link(library, path, page.path, text=str(page.meta.get('theme', page.title)))} "
        f"| {', '.join(_given_first(name) for name in page.meta['authors'])} |"
        for page in pages_of(library, path)
    ]
    return "\n".join([f"| {' | '.join(heads)} |", "|---|---|---|---|", *rows])


def pages_of(library: Library, path: str) -> list[SourcePage]:
    """Return the pages of chapters, by number, below the folder of the page at ``path``."""
    folder = posixpath.dirname(path)
    pages = [
        page
        for page in library.pages.values()
        if page.path.startswith(f"{folder}/") and "authors" in page.meta and "chapter" in page.meta
    ]
    return sorted(pages, key=lambda page: page.meta["chapter"])


def _given_first(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{given} {family}"


def built_on(library: Library, path: str, words: str) -> str:
    """Return the box that says what the page of a chapter builds on, as Markdown; "" without such an entry.

    path: of the page it stands on, in the folder of the book's page; words: the chapter's key
    """
    work = library.references.get(words)
    told = _told_in(library, work) if work else None
    if not work or not told:
        return ""
    key, page = told
    say, told_in = library.language.say, library.references[key].fields.get("chapter", "1")
    cited = parts.citation(library.language, key, page)
    known = (
        say("We have read an excerpt of the chapter and what chapter {number} tells of it {cited}, not the rest.",
            number=told_in, cited=cited)
        if work.fields.get("read")
        else say("We have not read the chapter, only what chapter {number} tells of it {cited}. The title above is "
                 "ours.", number=told_in, cited=cited)
    )  # fmt: skip
    book = posixpath.join(posixpath.dirname(path), "index.md")
    ways = [parts.page_link(library, path, book, library.site.chapter_anchor, say("How to find the chapter"))]
    if "references" in library.register_page:
        ways.append(
            parts.page_link(library, path, library.register_page["references"], words, say("About the publication"))
        )
    names = [_given_first(name) for name in library.pages[path].meta.get("authors", ())]
    by = say("The chapter is written by {names}.", names=library.language.joined(names)) + " " if names else ""
    rests = (
        say("Rests on an excerpt and what chapter {number} tells", number=told_in)
        if work.fields.get("read")
        else say("Rests on what chapter {number} tells", number=told_in)
    )
    return f'!!! merk "{rests}"\n    {by}{known} {" · ".join(ways)}'


def _told_in(library: Library, work: Reference) -> tuple[str, str] | None:
    """Return the chapter of the same book that tells of ``work``, and the page; None when none does."""
    for key, pages in work.mentions.items():
        other = library.references.get(key)
        if other and pages and other.fields.get("booktitle") == work.fields.get("booktitle", ""):
            return key, pages[0]
    return None
