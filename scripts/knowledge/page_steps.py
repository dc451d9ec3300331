"""From a page as it was parsed to the page as it is shown: an ordered list of steps on its tree.

Each step does one thing to the same tree; read ``STEPS`` to see what is done to a page, and
in which order. A step lives in the module of what it is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge import illustrations
from knowledge.citations import cards, rendering
from knowledge.directives import fill
from knowledge.evidence import shown as evidence
from knowledge.frame import checklists, heading_links, hyphens, languages, section_cards, tables, typography
from knowledge.frame.reading_time import reading_minutes
from knowledge.html_tree import Fragment, Node, attribute, classes, escape, plain
from knowledge.pages import addresses
from knowledge.register_pages import rows

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.pages.source import SourcePage
    from knowledge.registers.entries import Entry


# The deepest level of heading in a table of contents.
DEEPEST = 3


@dataclass
class Shown:
    """A page on its way to the reader.

    root: the tree of its content
    uses: key of a work -> ids of the links that cite it, filled by the citations' step
    reported: key of a work -> the works it is cited for reporting, in order
    entries: register and id of the entries it links to, filled by the links' step
    """

    library: Library
    page: SourcePage
    root: Node
    uses: dict[str, list[str]] = field(default_factory=dict)
    reported: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)


STEPS: tuple[tuple[str, Callable[[Shown], None]], ...] = (
    ("put in what directives ask for", fill),
    ("lead links to the addresses of pages", addresses.lead_links),
    ("mark links to register entries", cards.mark_links),
    ("turn citations into links", rendering.link_citations),
    ("show a section's pages as cards", section_cards.show_section),
    ("make tables readable on any screen", tables.make_readable),
    ("keep § and number together", typography.keep_together),
    ("draw the figures", illustrations.draw),
    ("list the sources", rendering.list_sources),
    ("mark check lists", checklists.mark),
    ("list what each claim rests on", evidence.list_evidence),
    ("add the cards of register entries", cards.add_cards),
    ("say what is not in the site's language", languages.mark),
    ("say where words of tables may be broken", hyphens.hyphenate_tables),
    ("fold the entries of long registers", rows.fold_entries),
    ("mark addresses that say themselves", addresses.mark_bare),
    ("keep the signs at headings for the eye", heading_links.keep_for_the_eye),
)


@dataclass(frozen=True)
class Part:
    """A part of a page in its table of contents: its heading's level, anchor and text (as HTML), its own parts."""

    level: int
    anchor: str
    name: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Content:
    """A page's content as it is shown, its table of contents, and how many minutes it takes to read (0: not told)."""

    html: str
    contents: tuple[Part, ...]
    minutes: int = 0


def show(library: Library, path: str) -> Content:
    """Return the content of the page at ``path`` (relative to ``docs/``) as a reader meets it."""
    page = library.pages[path]
    fragment = Fragment(page.parsed.html)
    shown = Shown(library, page, fragment.root)
    for _, step in STEPS:
        step(shown)
    return Content(fragment.html, contents(fragment.root), reading_minutes(shown))


def contents(root: Node) -> tuple[Part, ...]:
    """Return the table of contents of a page: its headings with an anchor, down to ``DEEPEST``.

    The entries of a register are left out: they would fill the screen.
    """
    headings = [
        (int(str(node.tag)[1]), attribute(node, "id"), escape(plain(node)))
        for node in root.css(", ".join(f"h{level}[id]" for level in range(1, DEEPEST + 1)))
        if "entry" not in classes(node)
    ]

    def parts(start: int, level: int) -> tuple[list[Part], int]:
        found: list[Part] = []
        while start < len(headings) and headings[start][0] > level:
            own, anchor, name = headings[start]
            inner, start = parts(start + 1, own)
            found.append(Part(own, anchor, name, tuple(inner)))
        return found, start

    return tuple(parts(0, 0)[0])
