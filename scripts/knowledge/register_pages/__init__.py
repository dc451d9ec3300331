"""Markdown of the register pages, made from the data.

A page asks for a register with a comment on a line of its own, which any other
renderer passes over: ``<!-- register: concepts -->``. The Markdown made here takes
the comment's place before the page is rendered, so that its headings, links and
citations are treated like those of any other page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knowledge.register_pages import concepts, figures, provisions, references, source_notes, timeline

if TYPE_CHECKING:
    from knowledge.library import Library

_RENDERERS: dict[str, Callable[[Library], str]] = {
    "concepts": concepts.render,
    "figures": figures.render,
    "provisions": provisions.render,
    "references": references.render,
    "source-notes": source_notes.render,
    "timeline": timeline.render,
}
NAMES = frozenset(_RENDERERS)


def markdown(library: Library, path: str, words: str) -> str:
    """Return the Markdown of the register a directive names; "" when there is none of that name.

    path: of the page it stands on; words: the register's name
    """
    return _RENDERERS[words](library) if words in _RENDERERS else ""
