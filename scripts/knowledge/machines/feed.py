"""``feed.xml``: what changed, as an Atom feed (RFC 4287).

Two things are news here: a page that was checked against its sources, dated by ``reviewed`` in
its front matter, and a provision that has changed since the sources were written, dated by
``checked`` in the register. The clock has no say.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.exports.published import LICENCE, Site

if TYPE_CHECKING:
    from knowledge.library import Library

PATH = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class News:
    """One entry: its date (ISO), where it leads, its title, what it says, its category."""

    date: str
    address: str
    title: str
    text: str
    category: str


def news(library: Library, site: Site) -> list[News]:
    """Return everything the feed tells, newest first, then by address."""
    say = library.language.say
    told = [
        News(
            str(page.meta["reviewed"]),
            site.address + page.address,
            say("Checked: {title}", title=page.title),
            str(page.meta.get("description", "")),
            say("page"),
        )
        for page in library.pages.values()
    ]
    register = library.register_page.get("provisions")
    for entry in library.provisions.values():
        if register and entry.get("changes"):
            address = f"{site.address}{library.pages[register].address}#{entry.id}"
            text = " ".join(entry["changes"].split())
            title = say("Checked in the register of law: {title}", title=entry["label"])
            told.append(News(entry["checked"], address, title, text, say("law")))
    told.sort(key=lambda item: item.address)
    return sorted(told, key=lambda item: item.date, reverse=True)


def atom(library: Library, site: Site) -> str:
    """Return the feed as XML."""
    items = news(library, site)
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: library.language.code})
    _add(feed, "id", site.address)
    _add(feed, "title", site.name)
    _add(feed, "subtitle", " ".join(site.description.split()))
    _add(feed, "updated", _moment(max((item.date for item in items), default="1970-01-01")))
    _add(feed, "link", rel="self", type="application/atom+xml", href=site.address + PATH)
    _add(feed, "link", rel="alternate", type="text/html", hreflang=library.language.code, href=site.address)
    _add(feed, "link", rel="license", href=LICENCE)
    _add(_add(feed, "author"), "name", site.name)
    for item in items:
        entry = _add(feed, "entry")
        # An entry is what its address showed as of a day: checked again, it is news again.
        page, mark, anchor = item.address.partition("#")
        _add(entry, "id", f"{page}?{library.language.say('checked')}={item.date}{mark}{anchor}")
        _add(entry, "title", item.title)
        _add(entry, "updated", _moment(item.date))
        _add(entry, "link", rel="alternate", type="text/html", href=item.address)
        _add(entry, "category", term=item.category)
        _add(entry, "summary", item.text)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _moment(date: str) -> str:
    """Return a day as RFC 3339 has it; the hour is not known and stands as midnight."""
    return f"{date}T00:00:00Z"


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    element.text = text
    return element
