"""Hover cards: what a link to a provision or a concept shows before it is followed.

The link itself leads to the register entry and works without any script. The cards
stand at the end of the page, hidden; ``docs/assets/cards.js`` shows them on hover
and on keyboard focus. Citations need no card here: theirs is their line in «Kilder».
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from knowledge.html_tree import append, attribute, classes
from knowledge.registers.entries import Entry, pending_heading, pending_sentence

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.page_steps import Shown

CLASSES = {"provisions": "provision", "concepts": "concept"}


def mark_links(shown: Shown) -> None:
    """Mark links to entries of the registers by kind, and note which entries the page needs a card for."""
    library = shown.library
    registers = {library.pages[path].address: name for name, path in library.register_page.items() if name in CLASSES}
    for node in shown.root.css("a[href]"):
        address, _, anchor = attribute(node, "href").partition("#")
        # A register's own line of letters leads within the page: what it leads to needs no card.
        if not anchor or attribute(node, "class") or (node.parent and "letter-index" in classes(node.parent)):
            continue
        name = registers.get(urljoin(f"/{shown.page.address}", address).lstrip("/"))
        entry = library.register(name).get(unquote(anchor)) if name else None
        if name and isinstance(entry, Entry):
            shown.entries[name, entry.id] = entry
            node.attrs["class"] = CLASSES[name]


def add_cards(shown: Shown) -> None:
    """Add the hidden cards of every entry the page links to."""
    cards = [
        f'<div id="kort-{CLASSES[name]}-{anchor}" class="card-text">{_card(shown.library.language, name, entry)}</div>'
        for (name, anchor), entry in sorted(shown.entries.items(), key=lambda item: item[0])
    ]
    if cards:
        append(shown.root, f'<div class="card-store" hidden data-search-exclude>{"".join(cards)}</div>')


def _card(language: Language, name: str, entry: Entry) -> str:
    if name == "concepts":
        english = entry.get("english")
        term = f"<strong>{html.escape(entry['term'])}</strong>"
        foreign = f' (<i lang="en">{html.escape(english)}</i>)' if english else ""
        return f"<p>{term}{foreign}</p><p>{html.escape(' '.join(entry['definition'].split()))}</p>"
    label = entry["label"]
    heading = f"<strong>{html.escape(label[0].upper() + label[1:])}</strong>"
    changed = entry.get("changes")
    since = language.say("Changed since the sources were written")
    news = f"<p>{since}: {html.escape(' '.join(changed.split()))}</p>" if changed else ""
    coming = "".join(
        f"<p><strong>{html.escape(pending_heading(language, change))}:</strong> "
        f"{html.escape(pending_sentence(language, change))}</p>"
        for change in entry.get("pending", [])
    )
    # The day of the text is what a reader must know; the day somebody looked at the entry says less.
    if entry.get("text_as_of"):
        read = language.say(
            "The text of the law was read as it stood on {day}.", day=language.date(entry["text_as_of"])
        )
    else:
        read = language.say("Checked {day}.", day=language.date(entry["checked"]))
    return f"<p>{heading}</p><p>{html.escape(' '.join(entry['paraphrase'].split()))}</p>{news}{coming}<p>{read}</p>"
