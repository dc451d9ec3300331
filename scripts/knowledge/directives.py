"""What takes a directive's place on a page.

Some directives stand for Markdown that is made of data (a register, a figure's numbers); it
is parsed like a page's own, so that its citations and links are held to the same rules.
Others stand for HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import cases, chapters, illustrations, law_day, register_pages
from knowledge.citations.rendering import MADE
from knowledge.downloads import offer
from knowledge.evidence import shown as evidence
from knowledge.frame import search_button, section_cards
from knowledge.html_tree import attribute, replace
from knowledge.markup.directives import NAME, WORDS
from knowledge.markup.report import Parsed
from knowledge.open_data import page as open_data

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.page_steps import Shown

# Directive -> the Markdown made of data in its place: (library, path of the page, its words) -> Markdown.
MADE_OF_DATA: dict[str, Callable[[Library, str, str], str]] = {
    evidence.DIRECTIVE: evidence.markdown,
    cases.DIRECTIVE: cases.markdown,
    "chapter": chapters.built_on,
    "chapters": chapters.table,
    "figure": illustrations.beside,
    law_day.DIRECTIVE: law_day.markdown,
    "open data": open_data.sections,
    "register": register_pages.markdown,
}
# Directive -> the HTML in its place.
_HTML: dict[str, Callable[[Shown, str], str]] = {
    "cards": section_cards.chosen,
    "downloads": offer.shown,
    "search": search_button.button,
}


@dataclass(frozen=True)
class Made:
    """Markdown made of data for one directive of a page, and its parse; lines in it are its own."""

    name: str
    words: str
    markdown: str
    parsed: Parsed


def made_of_data(library: Library, path: str) -> tuple[Made, ...]:
    """Return what is made of data on the page at ``path``, in the order of its directives."""
    found = []
    for mark in library.pages[path].parsed.directives:
        make = MADE_OF_DATA.get(mark.name)
        if make:
            text = make(library, path, mark.words)
            found.append(Made(mark.name, mark.words, text, library.parse(text)))
    return tuple(found)


def fill(shown: Shown) -> None:
    """Put in what the directives of a page ask for."""
    made = iter(shown.library.made(shown.page.path))
    for node in shown.root.css(f"[{NAME}]"):
        name, words = attribute(node, NAME), attribute(node, WORDS)
        if name in MADE_OF_DATA:
            part = next(made)
            if name == "figure":
                illustrations.place(shown, node, words, f"<div {MADE}>{part.parsed.html}</div>")
            else:
                replace(node, f"<div {MADE}>{part.parsed.html}</div>")
        elif name in _HTML:
            replace(node, _HTML[name](shown, words))
        elif name == "columns":
            node.attrs["class"] = "columns"
            del node.attrs[NAME]
            del node.attrs[WORDS]
        else:
            node.remove()
