"""Rules for links and pictures: each leads to something that is there, and says what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge import cases, chapters
from knowledge.checks.addresses import address_fault
from knowledge.checks.files import is_published
from knowledge.pages.links import Link, relative
from knowledge.pages.source import SourcePage
from knowledge.problems import Problem, nearest, suggestion
from knowledge.registers.files import file_of

if TYPE_CHECKING:
    from knowledge.library import Library

# Register -> what an entry of it is called in a message.
NOUNS = {
    "references": "work",
    "provisions": "provision",
    "concepts": "concept",
    "source-notes": "note on the sources",
    "figures": "figure",
    "timeline": "event",
    "trials": "trial",
}
# What Kilder and section fronts have without being headings of the page.
GIVEN = frozenset({"kilder", "sidene-her"})


def _anchors(library: Library) -> dict[str, set[str]]:
    """Return the anchors of every page: headings, and entries on register pages."""
    anchors = {}
    for path, page in library.pages.items():
        anchors[path] = {heading.anchor for heading in page.headings} | GIVEN
        if page.register in NOUNS:
            anchors[path] |= set(library.register(page.register))
        if page.parsed.directive("open data") or page.parsed.directive(cases.DIRECTIVE):
            anchors[path] |= {heading.anchor for made in library.made(path) for heading in made.parsed.headings}
        anchors[path] |= {f"figur-{mark.words}" for mark in page.parsed.directives if mark.name == "figure"}
    return anchors


def links_lead_somewhere(library: Library) -> Iterator[Problem]:
    """Every link and picture of every page leads to something that will be on the site, or to an https address."""
    anchors = _anchors(library)
    for page in library.pages.values():
        for link in page.links:
            yield from _link(library, page, link, anchors)


def _link(library: Library, page: SourcePage, link: Link, anchors: dict[str, set[str]]) -> Iterator[Problem]:
    registers = {path: name for name, path in library.register_page.items()}
    if link.external:
        fault = address_fault(link.target)
        if link.image:
            mend = "keep a copy below docs/assets/, or leave it out: no page fetches from elsewhere"
            yield page.problem(link.line, f"the picture '{link.target}' lies elsewhere", mend, "picture")
        elif fault:
            yield page.problem(link.line, f"the address '{link.target}' {fault[0]}", fault[1], "address")
    elif link.text.startswith("^"):
        # Markdown reads «[^1]: …» as the address of a link.
        mend = "say it in the text, or cite the source: pages here have no footnotes"
        yield page.problem(link.line, f"'[{link.text}]' looks like a footnote", mend, "markup")
    elif not link.target:
        yield page.problem(link.line, f"the link «{link.text}» leads nowhere", "write where it leads", "link")
    elif link.path in library.pages:
        if not link.anchor or link.anchor in anchors[link.path]:
            return
        name = registers.get(link.path)
        if name in NOUNS and name is not None:
            if library.broken(name):
                return
            mend = suggestion(link.anchor, anchors[link.path], f"add it to {file_of(name)}")
            yield page.problem(link.line, f"unknown {NOUNS[name]} '{link.anchor}'", mend, "link")
        else:
            mend = suggestion(link.anchor, anchors[link.path], f"look at the headings of docs/{link.path}")
            what = f"broken anchor '#{link.anchor}' in docs/{link.path}"
            yield page.problem(link.line, what, mend, "link")
    elif not (library.root / "docs" / link.path).is_file() or not is_published(link.path):
        what = f"broken link '{link.target}': docs/{link.path} does not exist"
        if (library.root / "docs" / link.path).is_file():
            what = f"the link '{link.target}' leads to docs/{link.path}, which is not published"
        near = nearest(link.path, library.pages)
        hint = f"did you mean '{relative(page.path, near)}'? Otherwise " if near else ""
        hint += "write the page or remove the link" if link.path.endswith(".md") else "link to a .md file"
        yield page.problem(link.line, what, hint, "link")


def pictures_say_what_they_show(library: Library) -> Iterator[Problem]:
    """A picture has a text in its place for those who do not see it, and a link has words."""
    for page in library.pages.values():
        for link in page.links:
            if link.image and not link.text:
                mend = "write what it shows between the brackets: ![…](…)"
                yield page.problem(link.line, f"the picture '{link.target}' has no text", mend, "picture")
            elif not link.image and link.target and not link.text and not _holds_picture(page, link):
                mend = "write what it leads to between the brackets: […](…)"
                yield page.problem(link.line, f"the link to '{link.target}' has no words", mend, "link")


def _holds_picture(page: SourcePage, link: Link) -> bool:
    return any(other.image and other.line == link.line for other in page.links)


def cards_name_pages(library: Library) -> Iterator[Problem]:
    """The directive for cards names pages there are."""
    for page in library.pages.values():
        for mark in page.parsed.directives:
            if mark.name != "cards":
                continue
            for path in mark.words.split():
                if path not in library.pages:
                    mend = suggestion(path, library.pages, "name a page by its path below docs/")
                    what = f"the comment «cards:» names '{path}', which is no page"
                    yield page.problem(mark.line, what, mend, "directive")


def pages_are_reached(library: Library) -> Iterator[Problem]:
    """A page is linked from another; the menu leads to fronts of sections, and the foot to pages about the site."""
    linked = {link.path for page in library.pages.values() for link in page.links if link.path != page.path}
    linked |= {path for page in library.pages.values() for mark in page.parsed.directives if mark.name == "cards"
               for path in mark.words.split()}  # fmt: skip
    if any(page.parsed.directive(cases.DIRECTIVE) for page in library.pages.values()):
        linked |= {path for path, page in library.pages.items() if page.kind == cases.KIND}
    linked |= {chapter.path for page in library.pages.values() if page.parsed.directive("chapters")
               for chapter in chapters.pages_of(library, page.path)}  # fmt: skip
    fronts = set(library.navigation.section_of_front)
    for path, page in library.pages.items():
        if page.kind in ("front", "section", "about") or path in fronts or path in linked:
            continue
        if not library.site.reach_every_page:
            continue
        mend = "link to it where a reader of another page would want it"
        yield Problem(page.file, 1, "no other page links to this one", mend, "unreached")
