"""Rules for a page as a whole: its front matter, its title, its headings, its answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.checks.linked import GIVEN
from knowledge.pages import front_matter
from knowledge.problems import Problem, suggestion

if TYPE_CHECKING:
    from knowledge.library import Library

# Kinds of pages that answer no question of their own.
_WITHOUT_ANSWER = {"front", "about"}
ANSWER_BOX = "kort"


def front_matter_holds(library: Library) -> Iterator[Problem]:
    """Front matter keeps its schema."""
    for page in library.pages.values():
        if page.meta:
            yield from front_matter.check(page, library.site)


def titles_differ(library: Library) -> Iterator[Problem]:
    """No two pages have one title: a reader of a list of results could not tell them apart."""
    first: dict[str, str] = {}
    for page in library.pages.values():
        title = page.title.casefold()
        if page.meta and title in first:
            what = f"the title «{page.title}» is also that of {first[title]}"
            yield page.problem(page.meta_line("title"), what, "make the titles differ", "title")
        first.setdefault(title, page.file)


def headings_hold(library: Library) -> Iterator[Problem]:
    """One first heading, equal to the title; no level skipped; anchors that say something and stand once."""
    for page in library.pages.values():
        headings = page.headings
        firsts = [heading for heading in headings if heading.level == 1]
        if page.kind != "front" and page.meta:
            if len(firsts) != 1:
                what = f"the page has {len(firsts)} first-level headings"
                line = firsts[1].line if len(firsts) > 1 else page.body_line
                yield page.problem(line, what, "write exactly one '# ' heading, equal to 'title'", "first-heading")
            elif firsts[0].text != page.title:
                what = f"the heading '{firsts[0].text}' differs from the title '{page.title}'"
                yield page.problem(firsts[0].line, what, "make them equal", "first-heading")
        for before, heading in pairwise(headings):
            if heading.level > before.level + 1:
                what = f"the heading '{heading.text}' skips from level {before.level} to {heading.level}"
                yield page.problem(heading.line, what, f"use {'#' * (before.level + 1)}", "heading-level")
        anchors: dict[str, int] = {}
        for heading in headings:
            if not heading.anchor.strip("_0123456789-"):
                what = f"the heading '{heading.text}' has no letters to make an address of"
                yield page.problem(heading.line, what, "write it in words, or give it one: {#navn}", "heading-anchor")
            if heading.anchor in GIVEN:
                what = f"the anchor '#{heading.anchor}' is the site's own, of what it adds to the page"
                yield page.problem(heading.line, what, "give the heading another: {#navn}", "heading-anchor")
            if heading.anchor in anchors:
                what = f"the anchor '#{heading.anchor}' stands here and in line {anchors[heading.anchor]}"
                yield page.problem(heading.line, what, "give one of the headings another anchor", "heading-anchor")
            anchors.setdefault(heading.anchor, heading.line)


def answer_first(library: Library) -> Iterator[Problem]:
    """A page of content opens with its answer, in the box for it, once."""
    for page in library.pages.values():
        if not page.meta or page.kind in _WITHOUT_ANSWER:
            continue
        boxes = [box for box in page.parsed.boxes if box.kind == ANSWER_BOX]
        texts = [block for block in page.blocks if block.kind != "heading"]
        first = texts[0] if texts else None
        if not boxes:
            mend = f"write '!!! {ANSWER_BOX} \"Kort sagt\"' below the heading, and the answer in two or three sentences"
            yield page.problem(page.body_line, "the page lacks its answer in short", mend, "answer-first")
        elif len(boxes) > 1:
            mend = "keep the first, and give the other another kind"
            yield page.problem(boxes[1].line, "the page has two boxes with its answer", mend, "answer-first")
        elif first is not None and first.box_line != boxes[0].line:
            mend = "move the box up, right below the heading"
            yield page.problem(
                boxes[0].line, "the answer in short is not the first the page says", mend, "answer-first"
            )


def method_sections(library: Library) -> Iterator[Problem]:
    """Pages of a kind that has a fixed set of parts have them, in their order (site file: ``sections``)."""
    for page in library.pages.values():
        wanted = list(library.site.sections.get(page.kind, ()))
        if not wanted or page.path in library.site.free_pages:
            continue
        found = [heading.text for heading in page.headings if heading.level == 2]
        if found != wanted:
            mend = f"use these, in this order: {', '.join(wanted)}"
            what = f"the parts of the page are not those of its kind ({page.kind})"
            yield page.problem(page.body_line, what, mend, "sections")


def asked_parts_exist(library: Library) -> Iterator[Problem]:
    """Everyday words that the front matter gives to a part of the page (``ask``) name a part it has."""
    for page in library.pages.values():
        asked = page.meta.get("ask")
        anchors = {heading.anchor for heading in page.headings}
        for entry in asked if isinstance(asked, list) else ():
            section = entry.get("section") if isinstance(entry, dict) else None
            if isinstance(section, str) and section not in anchors:
                what = f"'ask' names the part '{section}', which the page does not have"
                mend = suggestion(section, anchors, f"look at the headings of {page.file}")
                yield page.problem(page.meta_line("ask"), what, mend, "ask")
