"""What the site says that perishes, and the day by which each must be looked at again.

A page is due twelve months after it was reviewed, or on the day its own ``due`` names; an entry on its ``due``; what a
provision has as adopted and not in force on the day it enters into force, or half a year after it was so when no day
is set.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.registers.files import REGISTERS, file_of

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

PAGE_MONTHS = 12
PENDING_MONTHS = 6


@dataclass(frozen=True, order=True)
class Due:
    """One thing to look at again.

    date: by when (ISO 8601); place: file and line; what: what it is; pages: paths of the pages that say it
    """

    date: str
    place: str
    what: str
    pages: tuple[str, ...] = ()


def months_after(day: str, months: int) -> str:
    """Return the day so many months after an ISO date; the last of the month where it has no such day."""
    date = datetime.date.fromisoformat(day)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for number in (date.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, number).isoformat()
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def perishables(library: Library) -> list[Due]:
    """Return everything on the site that has a day by which it must be looked at again, soonest first."""
    return sorted([*_pages(library), *_entries(library)])


def _pages(library: Library) -> Iterator[Due]:
    for page in library.pages.values():
        for field, date in (
            ("reviewed", months_after(str(page.meta["reviewed"]), PAGE_MONTHS)),
            ("due", str(page.meta["due"]) if page.meta.get("due") else ""),
        ):
            if date:
                what = f"the page was reviewed {page.meta['reviewed']}" if field == "reviewed" else "the page has 'due'"
                yield Due(date, f"{page.file}:{page.meta_line(field)}", what, (page.path,))


def _entries(library: Library) -> Iterator[Due]:
    for name in REGISTERS:
        for entry in library.entries(name).values():
            place = f"{file_of(name)}:{entry.line}"
            pages = _pages_with(library, name, entry)
            if entry.get("due"):
                yield Due(entry["due"], place, f"'{entry.id}' has 'due'", pages)
            for change in entry.get("pending", []):
                date = change.get("in_force")
                when = f"in force {date}" if date else f"no day set as of {change['as_of']}"
                what = f"'{entry.id}' has {change['act']} as adopted and not in force ({when})"
                yield Due(date or months_after(change["as_of"], PENDING_MONTHS), place, what, pages)


def _pages_with(library: Library, name: str, entry: Entry) -> tuple[str, ...]:
    usage = getattr(library.usage, name.replace("-", "_"), {})
    shown = library.register_page.get(name)
    return tuple(dict.fromkeys([*([shown] if shown else []), *sorted(usage.get(entry.id, ()))]))


def stale_report(found: list[Due], on: str, ahead: int) -> str:
    """Return what is due on a day, and what becomes due within ``ahead`` days of it, as Markdown."""
    until = (datetime.date.fromisoformat(on) + datetime.timedelta(days=ahead)).isoformat()
    due = [item for item in found if item.date <= on]
    soon = [item for item in found if on < item.date <= until]
    lines = [f"# What is due on {on}: {len(due)} of {len(found)} dated things", ""]
    for heading, items in (("Due", due), (f"Due within {ahead} days", soon)):
        lines += [f"## {heading} ({len(items)})", ""]
        for item in items:
            lines.append(f"- **{item.date}** {item.what}, {item.place}")
            if item.pages:
                lines.append(f"  - on {', '.join(item.pages)}")
        if items:
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"
