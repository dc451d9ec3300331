"""Events from 1814 until today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import MONTHS, Entry, norwegian_date

if TYPE_CHECKING:
    from knowledge.library import Library

_KINDS = {
    "rett": "Rett",
    "forskning": "Forskning",
    "politikk": "Politikk",
    "metode": "Metode",
    "kildene": "Kildene",
}


def render(library: Library) -> str:
    """Return every event in order of date, grouped by century and, after 2000, by decade."""
    sections, period = [], None
    for entry in sorted(library.timeline.values(), key=lambda event: (event["date"][:4], event["date"], event.id)):
        if _period(entry) != period:
            period = _period(entry)
            sections.append(f"## {period}")
        sections.append(_entry(library, entry))
    return parts.blocks(*sections)


def _period(entry: Entry) -> str:
    year = int(entry["date"][:4])
    return f"{year // 10 * 10}-årene" if year >= 2000 else f"{year // 100 * 100}-tallet"


def written_date(date: str) -> str:
    """Return a date of the timeline as a reader writes it («mars 2016», «1. januar 2026», «2017–2020»)."""
    if "–" in date or len(date) == 4:
        return date
    if len(date) == 7:
        return f"{MONTHS[int(date[5:]) - 1]} {date[:4]}"
    return norwegian_date(date)


def _entry(library: Library, entry: Entry) -> str:
    here = library.register_page["timeline"]
    sources = parts.sources(library, here, entry["sources"])
    more = f" Les mer: {parts.page_link(library, here, entry['page'])}." if entry.get("page") else ""
    return parts.blocks(
        f"### {written_date(entry['date'])}: {entry['title']} {{#{entry.id} .entry}}",
        f"{parts.one_line(entry['text'])} {sources} *{_KINDS[entry['kind']]}.*{more}",
    )
