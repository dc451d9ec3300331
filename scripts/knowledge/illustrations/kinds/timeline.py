"""Every event of the timeline, in one lane for each kind."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.illustrations.canvas import SMALL, Canvas
from knowledge.illustrations.tables import table as markdown_table

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

_MARK = 5  # radius
_APART = 11  # between the middles of two marks beside each other
_PITCH = 14  # between the rows of a lane


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    (_across if canvas.wide else _down)(canvas, entry["content"], library)


def years(date: str) -> tuple[float, float]:
    """Return where an event begins and ends, in years with a decimal part («2016–2019» ends with 2019)."""
    first, _, last = date.partition("–")
    begins = int(first[:4])
    if last:
        return begins, int(last[:4]) + 1
    parts = [int(part) for part in first.split("-")[1:]]
    share = ((parts[0] - 1) + ((parts[1] - 1) / 31 if len(parts) > 1 else 0)) / 12 if parts else 0.5
    return begins + share, begins + share


class _Scale:
    """Years to a place along the axis: even within each stretch, each stretch as long as its share."""

    def __init__(self, ticks: list[dict], start: float, room: float):
        whole = sum(tick.get("share", 0) for tick in ticks)
        self.places, place = [], start
        for tick in ticks:
            self.places.append((tick["year"], place))
            place += tick.get("share", 0) / whole * room

    def __call__(self, year: float) -> float:
        for (first, start), (last, end) in pairwise(self.places):
            if first <= year <= last:
                return start + (year - first) / (last - first) * (end - start)
        raise ValueError(f"{year} lies outside the ticks")


def _lanes(content: dict, library: Library, scale: _Scale):
    """Yield each lane with its marks: (begin, end, row) along the axis, rows so that none covers another."""
    for lane in content["lanes"]:
        events = sorted(years(event["date"]) for event in library.timeline.values() if event["kind"] == lane["kind"])
        ends, marks = [], []
        for begins, stops in events:
            start, end = scale(begins), max(scale(stops), scale(begins))
            row = next((number for number, taken in enumerate(ends) if start - taken >= _APART), len(ends))
            ends[row : row + 1] = [end]
            marks.append((start, end, row))
        yield lane, marks, max(len(ends), 1)


def _across(canvas: Canvas, content: dict, library: Library) -> None:
    left, top = 96, 26
    scale = _Scale(content["ticks"], left + 10, canvas.width - left - 34)
    lanes = list(_lanes(content, library, scale))
    tops, y = [], top
    for number, (lane, _, rows) in enumerate(lanes):
        tops.append(y)
        height = rows * _PITCH + 14
        canvas.frame(left, y, canvas.width - left - 1, height, "band" if number % 2 else "band even", 0)
        canvas.text(1, y + height / 2 - 9, lane["name"], bold=True)
        y += height
    for year, place in scale.places:
        canvas.line(place, top - 6, place, y, "grid")
        canvas.text(place, top - 24, str(year), SMALL, anchor="middle")
    for number, (_, marks, _) in enumerate(lanes):
        for start, end, row in marks:
            at = tops[number] + 7 + _PITCH * (row + 0.5)
            _mark(canvas, (start, at), (end, at), number)


def _down(canvas: Canvas, content: dict, library: Library) -> None:
    left, top = 40, 40
    scale = _Scale(content["ticks"], top + 10, 470)
    lanes = list(_lanes(content, library, scale))
    room = (canvas.width - left - 1) / (sum(rows for _, _, rows in lanes) + len(lanes) * 1.6)
    lefts, x, bottom = [], left, scale.places[-1][1] + 10
    for number, (lane, _, rows) in enumerate(lanes):
        lefts.append(x)
        breadth = room * (rows + 1.6)
        canvas.frame(x, top, breadth, bottom - top, "band" if number % 2 else "band even", 0)
        # Names of neighbouring lanes stand at two heights: side by side they would meet.
        canvas.text(x + breadth / 2, 0 if number % 2 else 18, lane["name"], SMALL, bold=True, anchor="middle")
        x += breadth
    for year, place in scale.places:
        canvas.line(left - 4, place, canvas.width - 1, place, "grid")
        canvas.text(1, place - 9, str(year), SMALL)
    for number, (_, marks, _) in enumerate(lanes):
        for start, end, row in marks:
            at = lefts[number] + room * (row + 1.3)
            _mark(canvas, (at, start), (at, end), number)


def _mark(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], lane: int) -> None:
    if start != end:
        canvas.line(*start, *end, f"stretch fill-{lane % 3 + 1}")
    elif lane % 2:
        canvas.diamond(*start, _MARK + 1, f"mark fill-{lane % 3 + 1}")
    else:
        canvas.circle(*start, _MARK, f"mark fill-{lane % 3 + 1}")


def table(library: Library, entry: Entry, here: str) -> str:
    content = entry["content"]
    ticks = [tick["year"] for tick in content["ticks"]]
    heads = ["Hendelser", *(f"{first}–{last - 1}" for first, last in pairwise(ticks)), "I alt"]
    rows = []
    for lane in content["lanes"]:
        begins = [int(event["date"][:4]) for event in library.timeline.values() if event["kind"] == lane["kind"]]
        counts = [sum(first <= year < last for year in begins) for first, last in pairwise(ticks)]
        rows.append((lane["name"], *map(str, counts), str(len(begins))))
    return markdown_table(heads, rows)
