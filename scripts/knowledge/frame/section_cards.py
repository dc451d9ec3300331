"""Cards that lead on: the page's name and the one sentence its own front matter says of it.

They stand on every section front, and wherever a page asks for some with a comment on a
line of its own: ``<!-- cards: metoder/index.md praksis/index.md -->``.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.html_tree import append, classes, insert_after
from knowledge.pages.links import relative_address
from knowledge.pages.navigation import Section

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.page_steps import Shown

ANCHOR = "sidene-her"


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


def chosen(shown: Shown, words: str) -> str:
    """Return the cards of the pages a directive names, as HTML."""
    return card_list(_card(shown, path) for path in words.split() if path in shown.library.pages)


def _card(shown: Shown, path: str) -> Card:
    library = shown.library
    source = library.pages[path]
    # A section's front is known by the section's name in the menu.
    title = library.navigation.section_titles.get(path, source.title)
    return Card(title, relative_address(shown.page.address, source.address), str(source.meta["description"]))


def groups(shown: Shown, section: Section) -> list[CardGroup]:
    """Return the cards of a section's pages in its order; a part within it is a group unless it has a front."""
    # The heading of pages that follow a section's parts.
    found, last = [CardGroup("", ())], shown.library.language.say("Finally")
    for child in section.children:
        if isinstance(child, Section) and child.front is None:
            found.append(CardGroup(child.title, tuple(_card(shown, path) for path in child.own_pages)))
            continue
        path = child.front if isinstance(child, Section) else child
        if path is None or path == shown.page.path or path not in shown.library.pages:
            continue
        # A page after the parts belongs to none of them.
        if found[-1].name not in ("", last):
            found.append(CardGroup(last, ()))
        found[-1] = CardGroup(found[-1].name, (*found[-1].cards, _card(shown, path)))
    return found


def card_list(cards: Iterable[Card]) -> str:
    """Return the cards as an HTML list."""
    items = (
        f'<li><a href="{html.escape(card.address)}">{html.escape(card.title)}</a>'
        f"<p>{html.escape(card.sentence)}</p></li>"
        for card in cards
    )
    return f'<ul class="cards">{"".join(items)}</ul>'


def section_html(language: Language, groups: Iterable[CardGroup]) -> str:
    """Return the cards of a section front under a heading; "" without any card."""
    parts = []
    for group in groups:
        if group.cards:
            name = f"<h3>{html.escape(group.name)}</h3>" if group.name else ""
            parts.append(name + card_list(group.cards))
    if not parts:
        return ""
    return (
        f'<section class="section-cards" data-search-exclude aria-labelledby="{ANCHOR}"><h2 id="{ANCHOR}">'
        f"{language.say('The pages of this part')}"
        f'<a class="headerlink" href="#{ANCHOR}" title="{language.say("Link to this")}">¶</a></h2>'
        f"{''.join(parts)}</section>"
    )


def show_section(shown: Shown) -> None:
    """Put a section front's cards after its box of the answer in short, or last without one, and into its contents."""
    section = shown.library.navigation.section_of_front.get(shown.page.path)
    if shown.page.kind != "section" or section is None:
        return
    cards = section_html(shown.library.language, groups(shown, section))
    if not cards:
        return
    box = next((node for node in shown.root.css("div.admonition") if "kort" in classes(node)), None)
    if box is not None:
        insert_after(box, cards)
    else:
        append(shown.root, cards)
