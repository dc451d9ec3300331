"""Hover cards: what a link to a provision or a concept shows before it is followed.

The link itself leads to the register entry and works without any script. The cards
stand at the end of the page, hidden; ``docs/assets/cards.js`` shows them on hover
and on keyboard focus. Citations need no card here: theirs is their line in «Kilder».
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin

from knowledge.registers.entries import Entry, norwegian_date

_LINK = re.compile(r'<a href="(?P<address>[^"#]*)#(?P<anchor>[^"]+)">')
CLASSES = {"provisions": "provision", "concepts": "concept"}


class Cards:
    """The cards one page needs.

    addresses: register name -> address of its page relative to the site's root
    entries: register name -> its entries by id
    """

    def __init__(self, addresses: Mapping[str, str], entries: Mapping[str, Mapping[str, Entry]]):
        self._registers = {address: name for name, address in addresses.items() if name in CLASSES}
        self._entries = entries
        self._used: dict[tuple[str, str], Entry] = {}

    def mark_links(self, text: str, address: str) -> str:
        """Return a page's HTML with its links to register entries marked by kind.

        address: the page's own address relative to the site's root
        """

        def mark(found: re.Match) -> str:
            target = urljoin(f"/{address}", found["address"]).lstrip("/")
            name, anchor = self._registers.get(target), unquote(found["anchor"])
            if not name or anchor not in self._entries[name]:
                return found[0]
            self._used[name, anchor] = self._entries[name][anchor]
            return f'<a class="{CLASSES[name]}" href="{found["address"]}#{found["anchor"]}">'

        return _LINK.sub(mark, text)

    def html(self) -> str:
        """Return the hidden cards of every entry the page links to; "" when it links to none."""
        cards = [
            f'<div id="kort-{CLASSES[name]}-{anchor}" class="card-text">{_card(name, entry)}</div>'
            for (name, anchor), entry in sorted(self._used.items(), key=lambda item: item[0])
        ]
        return f'<div class="card-store" hidden data-search-exclude>{"".join(cards)}</div>' if cards else ""


def _card(name: str, entry: Entry) -> str:
    if name == "concepts":
        english = entry.get("english")
        term = f"<strong>{html.escape(entry['term'])}</strong>"
        foreign = f' (<i lang="en">{html.escape(english)}</i>)' if english else ""
        return f"<p>{term}{foreign}</p><p>{html.escape(' '.join(entry['definition'].split()))}</p>"
    label = entry["label"]
    heading = f"<strong>{html.escape(label[0].upper() + label[1:])}</strong>"
    changed = entry.get("changes")
    news = f"<p>Endringer siden kildene ble skrevet: {html.escape(' '.join(changed.split()))}</p>" if changed else ""
    return (
        f"<p>{heading}</p><p>{html.escape(' '.join(entry['paraphrase'].split()))}</p>{news}"
        f"<p>Kontrollert {norwegian_date(entry['checked'])}.</p>"
    )
