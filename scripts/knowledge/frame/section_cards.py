"""Cards that lead on: the page's name and the one sentence its own front matter says of it.

They stand on every section front, and wherever a page asks for some with a comment on a
line of its own: ``<!-- cards: metoder/index.md praksis/index.md -->``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

ANCHOR = "sidene-her"
HEADING = "Sidene i denne delen"
_MARKER = re.compile(r"^<!-- cards: (?P<paths>[^>]+?) -->[ \t]*$", re.MULTILINE)
_FIRST_BOX = re.compile(r'<div class="admonition kort">.*?\n</div>\n?', re.DOTALL)


@dataclass(frozen=True)
class Card:
    """One card: the page's title, its address as seen from here, its sentence; all plain text."""

    title: str
    address: str
    sentence: str


@dataclass(frozen=True)
class CardGroup:
    """Cards that belong together; ``name`` is "" where they need no heading of their own."""

    name: str
    cards: tuple[Card, ...]


def marked_paths(text: str) -> Iterator[tuple[str, int]]:
    """Yield the page paths that card comments in ``text`` name, with the offset of the comment, in order."""
    for found in _MARKER.finditer(text):
        for path in found["paths"].split():
            yield path, found.start()


def replace_markers(text: str, card: Callable[[str], Card]) -> str:
    """Return HTML with each card comment replaced by its cards.

    card: makes the card of a page path; whatever it raises for an unknown path goes through
    """
    return _MARKER.sub(lambda found: card_list(map(card, found["paths"].split())), text)


def card_list(cards: Iterable[Card]) -> str:
    """Return the cards as an HTML list."""
    items = (
        f'<li><a href="{html.escape(card.address)}">{html.escape(card.title)}</a>'
        f"<p>{html.escape(card.sentence)}</p></li>"
        for card in cards
    )
    return f'<ul class="cards">{"".join(items)}</ul>'


def section(groups: Iterable[CardGroup]) -> str:
    """Return the cards of a section front under the heading ``HEADING``; "" without any card."""
    parts = []
    for group in groups:
        if group.cards:
            name = f"<h3>{html.escape(group.name)}</h3>" if group.name else ""
            parts.append(name + card_list(group.cards))
    if not parts:
        return ""
    return (
        f'<section class="section-cards" data-search-exclude aria-labelledby="{ANCHOR}"><h2 id="{ANCHOR}">{HEADING}'
        f'<a class="headerlink" href="#{ANCHOR}" title="Lenke hit">¶</a></h2>{"".join(parts)}</section>'
    )


def insert_section(text: str, cards: str) -> str:
    """Return a section front's HTML with its cards after the box «Kort sagt», or last without one."""
    box = _FIRST_BOX.search(text)
    place = box.end() if box else len(text)
    return text[:place] + cards + text[place:]
