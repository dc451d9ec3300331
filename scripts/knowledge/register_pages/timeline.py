"""Events in order of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.library import Library


def render(library: Library) -> str:
    """Return every event in order of date, grouped by century and, after 2000, by decade."""
    sections, period = [], None
    for entry in sorted(library.timeline.values(), key=lambda event: (event["date"][:4], event["date"], event.id)):
        if _period(library.language, entry) != period:
            period = _period(library.language, entry)
            sections.append(f"## {period}")
        sections.append(_entry(library, entry))
    return parts.blocks(*sections)


def _period(language: Language, entry: Entry) -> str:
    year = int(entry["date"][:4])
    if year >= 2000:
        return language.say_as("decade", "The {year}s", year=year // 10 * 10)
    return language.say_as("century", "The {year}s", year=year // 100 * 100)


def written_date(language: Language, date: str) -> str:
    """Return a date of the timeline as a reader writes it («mars 2016», «1. januar 2026», «2017–2020»)."""
    if "–" in date or len(date) == 4:
        return date
    return language.month_and_year(date) if len(date) == 7 else language.date(date)


def _entry(library: Library, entry: Entry) -> str:
    here = library.register_page["timeline"]
    kind = library.site.event_kinds.get(entry["kind"], entry["kind"].capitalize())
    sources = parts.sources(library, here, entry["sources"])
    more = (
        " " + library.language.say("Read more: {page}.", page=parts.page_link(library, here, entry["page"]))
        if entry.get("page")
        else ""
    )
    return parts.blocks(
        f"### {written_date(library.language, entry['date'])}: {entry['title']} {{#{entry.id} .entry}}",
        f"{parts.one_line(entry['text'])} {sources} *{kind}.*{more}",
    )
