"""Dates of works: ISO 8601-2 (EDTF level 1) as BibLaTeX takes it, and what people write instead.

BibLaTeX manual, section 2.3.8: https://ctan.org/pkg/biblatex
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_POINT = re.compile(
    r"^(?P<year>-?\d{4}|y-?\d{5,}|\d{2}XX|\d{3}X)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?P<time>T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?(?P<mark>[?~%]?)$"
)
# Months 21–24 are seasons, 25–41 finer divisions of the year.
_SEASONS = range(21, 42)
_MONTH_NAMES = {
    "jan": 1, "januar": 1, "january": 1, "feb": 2, "februar": 2, "february": 2, "mar": 3, "mars": 3, "march": 3,
    "apr": 4, "april": 4, "mai": 5, "may": 5, "jun": 6, "juni": 6, "june": 6, "jul": 7, "juli": 7, "july": 7,
    "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10, "oct": 10, "oktober": 10, "october": 10,
    "nov": 11, "november": 11, "des": 12, "dec": 12, "desember": 12, "december": 12,
}  # fmt: skip
_NAME = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))
_WRITTEN = (
    re.compile(rf"^(?P<day>\d{{1,2}})\.?\s+(?P<name>{_NAME})\.?,?\s+(?P<year>\d{{4}})$", re.IGNORECASE),
    re.compile(rf"^(?P<name>{_NAME})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})$", re.IGNORECASE),
    re.compile(rf"^(?P<name>{_NAME})\.?,?\s+(?P<year>\d{{4}})$", re.IGNORECASE),
    re.compile(rf"^(?P<year>\d{{4}}),?\s+(?P<name>{_NAME})\.?(?:\s+(?P<day>\d{{1,2}}))?$", re.IGNORECASE),
    re.compile(r"^(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})$"),
    re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})$"),
    re.compile(r"^(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T].*)?$"),
)
# The date the register keeps of one: nothing a reader must know EDTF to read.
KEPT = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?)?$")


@dataclass(frozen=True)
class Date:
    """A date or a span of dates.

    start, end: year, month and day, as many as are known; ``end`` is None for one date, () for an open end
    certain: False when marked as uncertain or approximate, or when some of it could not be kept
    """

    start: tuple[int, ...]
    end: tuple[int, ...] | None = None
    certain: bool = True

    @property
    def year(self) -> str:
        """The year it is known by, four digits (the end's when only that is known)."""
        parts = self.start or self.end or ()
        return f"{parts[0]:04d}" if parts else ""

    def __str__(self) -> str:
        """The date as BibLaTeX writes it."""
        if self.end is None:
            return _iso(self.start)
        return f"{_iso(self.start)}/{_iso(self.end)}"


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:02d}" if place else f"{part:04d}" for place, part in enumerate(parts))


def _real(parts: tuple[int, ...]) -> bool:
    """Tell whether there is such a day or month."""
    try:
        datetime.date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True


def _point(text: str) -> tuple[tuple[int, ...], bool]:
    """Return year, month, day of one date, and whether that is all it says; raise ValueError when it is none."""
    found = _POINT.match(text)
    if not found or "X" in found["year"] or found["year"].startswith(("y", "-")):
        raise ValueError(text)
    certain = not found["mark"]
    parts = [int(found["year"])]
    if found["month"] and found["month"] != "XX":
        if int(found["month"]) in _SEASONS:
            return tuple(parts), False
        parts.append(int(found["month"]))
        if found["day"] and found["day"] != "XX":
            parts.append(int(found["day"]))
    if not _real(tuple(parts)):
        raise ValueError(text)
    return tuple(parts), certain and "X" not in (found["month"] or "") + (found["day"] or "")


def parse(text: str) -> Date:
    """Return a date written as BibLaTeX has it; raise ValueError when it is not.

    Of a season its year is kept, of a time its day; neither, nor a mark of doubt, is certain.
    Years before 1000 and years with unknown digits (``199X``) are refused.
    """
    first, slash, last = text.strip().partition("/")
    if not slash:
        parts, certain = _point(first)
        return Date(parts, certain=certain)
    start, one = ((), True) if first in ("", "..") else _point(first)
    end, other = ((), True) if last in ("", "..") else _point(last)
    if not start and not end:
        raise ValueError(text)
    if start and end and end < start[: len(end)]:
        raise ValueError(text)
    return Date(start, end if end != start else None, one and other)


def parse_loosely(text: str) -> Date:
    """Return a date as people and programs write it (``3. mai 2021``, ``May 2021``, ``2021-5-3``, ``[2021]``).

    A lone year within other words is taken, and marked as not certain. Raises ValueError when there is none.
    """
    text = " ".join(text.split())
    try:
        return parse(text)
    except ValueError:
        pass
    for pattern in _WRITTEN:
        if found := pattern.match(text):
            groups = found.groupdict()
            month = _MONTH_NAMES[groups["name"].lower()] if "name" in groups else int(groups["month"])
            parts = (int(groups["year"]), month, *([int(groups["day"])] if groups.get("day") else []))
            if _real(parts):
                return Date(parts)
            return Date(parts[:1], certain=False)
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
    # Before our era, or with unknown digits: another year than the one its digits say.
    if not years or re.match(r"^-\d|^y?-", text) or int(years[0]) == 0:
        raise ValueError(text)
    return Date((int(years[0]),), certain=False)


def from_parts(year: str, month: str, day: str) -> Date:
    """Return the date of ``year``, ``month`` (a name or number) and ``day``; raise as ``parse_loosely``."""
    date = parse_loosely(year)
    number = _MONTH_NAMES.get(month.strip(" .").lower()) or (int(month) if month.strip().isdigit() else 0)
    if len(date.start) != 1 or date.end is not None or not number:
        # «month = {3~May}» and «month = {March 5}» are old habits.
        if month and not number and date.end is None and len(date.start) == 1:
            try:
                longer = parse_loosely(f"{month.replace('~', ' ')} {year}")
                return longer if longer.year == date.year and len(longer.start) > 1 else date
            except ValueError:
                return date
        return date
    parts = (date.start[0], number, *([int(day)] if day.strip().isdigit() else []))
    return Date(parts, certain=date.certain) if _real(parts) else Date(date.start, certain=False)
