"""What the parse finds in a text, as plain data.

Every place is a line number, counted from 1, in the text that was parsed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Block:
    """A piece of text a reader takes in at once: a paragraph, a list item, a row of a table, a heading.

    kind: paragraph, item, row, head (a table's first row), heading, caption, code or title (a box's)
    line: of its first line
    text: as it is read, white space folded, without its citations
    section: the anchor of the heading it stands under; "" before the first
    boxes: kinds of the boxes it stands in, the outermost first
    box_line: the line of the innermost box, 0 outside one
    citations: indexes into ``Parsed.citations``
    links: indexes into ``Parsed.links``
    exempt: why it needs no source, as its author wrote (``<!-- uten kilde: why -->``); "" mostly
    group: a number common to the items of one list and the rows of one table; 0 for others
    depth: how many lists it stands in
    """

    kind: str
    line: int
    text: str
    section: str = ""
    boxes: tuple[str, ...] = ()
    box_line: int = 0
    citations: tuple[int, ...] = ()
    links: tuple[int, ...] = ()
    exempt: str = ""
    group: int = 0
    depth: int = 0


@dataclass(frozen=True)
class CitationMark:
    """A bracket with citations as written, without the brackets; ``place`` says where it may not stand
    (``heading`` or ``link``), else ""."""

    raw: str
    line: int
    place: str = ""


@dataclass(frozen=True)
class LinkMark:
    """A link or a picture as written: its text (a picture's alternative text), its target, its line."""

    text: str
    target: str
    line: int
    image: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading: its level 1–6, its text, its anchor, its line."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True)
class DirectiveMark:
    """A directive (``<!-- name: words -->``); ``closed`` is False for one that lacks its ``<!-- /name -->``."""

    name: str
    words: str
    line: int
    closed: bool = True
    caption: str = ""


@dataclass(frozen=True)
class BoxMark:
    """A box (``!!! kind "title"``, or ``???`` for one that folds out)."""

    kind: str
    title: str
    line: int
    folds: bool = False


@dataclass(frozen=True)
class Leftover:
    """Something in the text that was meant as markup and is none; ``what`` names it, ``words`` show it."""

    what: str
    words: str
    line: int


@dataclass(frozen=True)
class Parsed:
    """A text as it is shown and what stands in it.

    html: with directives as ``<div data-directive>`` and citations as ``<span data-cite>``, for the steps
        on a page to fill in (``knowledge.steps``)
    raw_html: tags written as HTML, with their line
    """

    html: str
    blocks: tuple[Block, ...] = ()
    citations: tuple[CitationMark, ...] = ()
    links: tuple[LinkMark, ...] = ()
    headings: tuple[Heading, ...] = ()
    directives: tuple[DirectiveMark, ...] = ()
    boxes: tuple[BoxMark, ...] = ()
    raw_html: tuple[Leftover, ...] = ()
    leftovers: tuple[Leftover, ...] = ()

    def directive(self, name: str) -> DirectiveMark | None:
        """Return the first directive of a name, or None."""
        return next((mark for mark in self.directives if mark.name == name), None)


_LISTS: Mapping[str, type] = {
    "blocks": Block,
    "citations": CitationMark,
    "links": LinkMark,
    "headings": Heading,
    "directives": DirectiveMark,
    "boxes": BoxMark,
    "raw_html": Leftover,
    "leftovers": Leftover,
}


def to_json(parsed: Parsed) -> str:
    """Return a parse as JSON, for a cache on disk."""
    return json.dumps(asdict(parsed), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Parsed:
    """Return what ``to_json`` wrote; raise ValueError, KeyError or TypeError when it is anything else."""
    data = json.loads(text)
    for name, kind in _LISTS.items():
        data[name] = tuple(
            kind(**{field: tuple(value) if isinstance(value, list) else value for field, value in one.items()})
            for one in data[name]
        )
    return Parsed(**data)
