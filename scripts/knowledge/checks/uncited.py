"""Text that states something and names no source.

A block of text (a paragraph, a list item, a row of a table, a caption) carries a citation or a
link to the provision it paraphrases. Let off, each for its reason:

- blocks of up to ``SHORTEST`` words without a number, a year or a section: transitions and labels;
- a lead-in that ends in a colon: the list or table it introduces states the matter;
- the list or table after a lead-in that ends in a colon and carries a citation: it says of whom
  all that follows is said;
- the list within a list item that carries a source: it sets out what the item says;
- a paragraph that begins with ``OWN_WORDS``, and boxes of the site's own: they say who speaks;
- sections that only hold links;
- headings, titles of boxes and the head of a table: what stands under them is held to the rule;
- on pages about an act, a part that links the provision speaks of that provision;
- blocks marked ``<!-- uten kilde: why -->`` on the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.markup.report import Block
from knowledge.pages.source import SourcePage
from knowledge.problems import Problem

if TYPE_CHECKING:
    from knowledge.library import Library

OWN_BOXES = frozenset({"slutning", "merk"})
SHORTEST = 25  # words; up to it a block without a number is a transition or a label
_HELD = {"paragraph", "item", "row", "caption"}
_FIGURE = re.compile(r"§|\d")
# A number that counts nothing of the matter: a chapter, a point of a list, a name with a number in it.
_ORDINAL = re.compile(
    r"\b(?:[Kk]apittel|[Dd]el|[Ss]pørsmål|[Tt]rinn|[Pp]unkt|kap\.|WCAG|artikkel) \d+(?:[.–,]\d+)*(?: og \d+)?"
)


def facts_have_sources(library: Library) -> Iterator[Problem]:
    """Every block that states something on a page of content carries its source."""
    register = library.register_page.get("provisions")
    for page in library.pages.values():
        if page.kind in library.site.content_kinds and not page.register:
            yield from _page(library, page, register)


def _page(library: Library, page: SourcePage, register: str | None) -> Iterator[Problem]:
    say, own_words = library.language.say, library.site.own_words
    # Parts that lead on and state nothing.
    leading_on = {say("Read on"), say("Read more"), say("See also")}
    names = {heading.anchor: heading.text for heading in page.headings}
    before: Block | None = None
    spoken_for: set[int] = set()
    item: tuple[int, bool] = (0, False)
    law_in = ""
    for block in page.blocks:
        if block.kind == "heading":
            before = None
            continue
        law = any(page.links[number].path == register and page.links[number].anchor for number in block.links)
        sourced = bool(block.citations) or law
        if law:
            law_in = block.section
        if block.group and before is not None and before.group == 0 and before.text.endswith(":") and before.citations:
            spoken_for.add(block.group)
        if block.depth > item[0] and item[1] and item[0]:
            spoken_for.add(block.group)
        if block.kind == "item" and block.group not in spoken_for:
            item = (block.depth, sourced)
        elif not block.depth:
            item = (0, False)
        if block.group == 0 and block.kind != "title":
            before = block
        if block.kind not in _HELD or sourced or block.exempt or block.group in spoken_for:
            continue
        if names.get(block.section, "") in leading_on or OWN_BOXES & set(block.boxes):
            continue
        if (own_words and block.text.startswith(own_words)) or block.text.endswith(":") or _only_links(page, block):
            continue
        # On a page about an act, a part that links the provision speaks of that provision.
        if page.kind == "law" and law_in == block.section and law_in:
            continue
        words = re.findall(r"\w+", block.text)
        figures = _FIGURE.search(_ORDINAL.sub("", block.text))
        if len(words) <= SHORTEST and not figures:
            continue
        mend = "cite the source with its page, or put '<!-- uten kilde: why -->' on the line above"
        what = f"a paragraph without a source: «{' '.join(block.text.split()[:8])} …»"
        yield page.problem(block.line, what, mend, "uncited")


def _only_links(page: SourcePage, block: Block) -> bool:
    """Say whether a block leads on and says no more: its links make up most of its text."""
    text = sum(len(page.links[number].text) for number in block.links)
    return bool(block.links) and text * 2 >= len(block.text)
