"""The form of a case: the answer first, then law and research, what to do, what is unsettled, where to go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge import law_day
from knowledge.cases import KIND
from knowledge.checks.structure import ANSWER_BOX
from knowledge.markup.report import Block, DirectiveMark, Heading
from knowledge.pages.source import SourcePage
from knowledge.problems import Problem, suggestion

if TYPE_CHECKING:
    from knowledge.library import Library

# The parts the form asks something of, by their names in the site's file (``case_parts``).
LAW, RESEARCH, ADVICE = "law", "research", "advice"
LONGEST_ANSWER = 50  # words
# The box in which the site gives advice of its own.
OWN_ADVICE = "slutning"
_WORD = re.compile(r"\w+(?:[-–./]\w+)*")


def cases_keep_their_form(library: Library) -> Iterator[Problem]:
    """Every case has the parts of the form in their order, and in each what the part needs."""
    register = library.register_page.get("provisions")
    for page in library.pages.values():
        if page.kind == KIND:
            yield from _headings(page, library.site.case_parts)
            yield from _answer(page)
            yield from _parts(page, library.site.case_parts, register)


def _headings(page: SourcePage, parts: Mapping[str, str]) -> Iterator[Problem]:
    # What there is nothing to say of is left out.
    headings = list(parts.values())
    found = [heading for heading in page.headings if heading.level == 2]
    order = f"use these, in this order: {', '.join(headings)}"
    known = [heading for heading in found if heading.text in headings]
    for heading in found:
        if heading.text not in headings:
            what = f"the heading «{heading.text}» is none of those of a case"
            yield page.problem(heading.line, what, suggestion(heading.text, headings, order), "case")
    for before, heading in pairwise(known):
        if headings.index(heading.text) <= headings.index(before.text):
            what = f"the heading «{heading.text}» stands after «{before.text}»"
            yield page.problem(heading.line, what, order, "case")
    law, research = parts.get(LAW, ""), parts.get(RESEARCH, "")
    if not {law, research} & {heading.text for heading in found}:
        mend = f"say under «{law}» what the law says, or under «{research}» what research says"
        yield page.problem(page.body_line, "the case has neither law nor research", mend, "case")


def _answer(page: SourcePage) -> Iterator[Problem]:
    blocks = [block for block in page.blocks if ANSWER_BOX in block.boxes and block.kind != "title"]
    count = sum(len(_WORD.findall(block.text)) for block in blocks)
    if count > LONGEST_ANSWER:
        what = f"the answer in short has {count} words"
        mend = f"say it in {LONGEST_ANSWER} at most: the answer first, then the most important reservation"
        yield page.problem(blocks[0].line, what, mend, "case")


def _parts(page: SourcePage, parts: Mapping[str, str], register: str | None) -> Iterator[Problem]:
    for heading in page.headings:
        blocks = [block for block in page.blocks if block.section == heading.anchor and block.kind != "heading"]
        if heading.text == parts.get(LAW):
            yield from _law(page, heading, blocks, register)
        elif heading.text == parts.get(RESEARCH) and not any(block.citations for block in blocks):
            mend = "cite the work with its page, or leave the part out"
            yield page.problem(heading.line, "the part on research cites no work", mend, "case")
        elif heading.text == parts.get(ADVICE):
            yield from _advice(page, blocks, register)


def _law(page: SourcePage, heading: Heading, blocks: list[Block], register: str | None) -> Iterator[Problem]:
    if not any(_names_law(page, block, register) for block in blocks):
        mend = "link to the provision in the register of law, or leave the part out"
        yield page.problem(heading.line, "the part on law links to no provision", mend, "case")
    elif not any(blocks[-1].line < mark.line < _end(page, heading) for mark in _days(page)):
        mend = f"end it with '<!-- {law_day.DIRECTIVE} -->', which becomes the day of the provisions it links to"
        what = "the part on law does not end with the day of the text that was read"
        yield page.problem(blocks[-1].line, what, mend, "case")


def _days(page: SourcePage) -> list[DirectiveMark]:
    return [mark for mark in page.parsed.directives if mark.name == law_day.DIRECTIVE]


def _end(page: SourcePage, heading: Heading) -> float:
    """Return the line of the heading that ends a part; beyond every line for the last part."""
    return min((other.line for other in page.headings if other.line > heading.line), default=float("inf"))


def _advice(page: SourcePage, blocks: list[Block], register: str | None) -> Iterator[Problem]:
    """Each piece of advice says what it follows from, unless the site gives it as its own."""
    for block in blocks:
        if block.kind != "item" or block.depth > 1 or block.citations or OWN_ADVICE in block.boxes:
            continue
        if not _names_law(page, block, register):
            mend = "cite the finding or link the provision, or put it in the box '!!! slutning \"Nettstedets råd\"'"
            what = f"advice that says not what it follows from: «{' '.join(block.text.split()[:8])} …»"
            yield page.problem(block.line, what, mend, "case")


def _names_law(page: SourcePage, block: Block, register: str | None) -> bool:
    return any(page.links[number].path == register and page.links[number].anchor for number in block.links)
