"""Every event of the timeline, in one lane for each kind; those the entry names are labelled, and lead to their text.

Below the years stands how long each stretch of the axis is, for it is not even.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import SMALL, Canvas
from knowledge.illustrations.tables import table as markdown_table
from knowledge.illustrations.text import width

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

_MARK = 5  # radius
_APART = 11  # between the middles of two marks beside each other
_PITCH = 14  # between the rows of a lane
_LABEL = 26  # height of a label: a finger hits it
LINKS = True


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

    def __init__(self, ticks: list[dict[str, Any]], start: float, room: float):
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


@dataclass(frozen=True)
class _Mark:
    """A mark along the axis: where it begins and ends, its row in the lane, its event, and its label if it has one."""

    start: float
    end: float
    row: int
    event: str
    label: str = ""


def labels(content: dict[str, Any]) -> dict[str, str]:
    """Return event -> what it is called in the drawing, for those that are called by name."""
    return {label["event"]: label["name"] for label in content.get("labels", ())}


def _lanes(
    content: dict[str, Any], library: Library, scale: _Scale
) -> Iterator[tuple[dict[str, Any], list[_Mark], int]]:
    """Yield each lane with its marks, in rows so that none covers another."""
    names = labels(content)
    for lane in content["lanes"]:
        events = sorted(
            (*years(event["date"]), event.id) for event in library.timeline.values() if event["kind"] == lane["kind"]
        )
        ends: list[float] = []
        marks = []
        for begins, stops, event in events:
            start, end = scale(begins), max(scale(stops), scale(begins))
            row = next((number for number, taken in enumerate(ends) if start - taken >= _APART), len(ends))
            ends[row : row + 1] = [end]
            marks.append(_Mark(start, end, row, event, names.get(event, "")))
        yield lane, marks, max(len(ends), 1)


# A label: its mark, where it begins, and its row below the marks.
_Label = tuple[_Mark, float, int]


def _placed(marks: list[_Mark], left: float, right: float) -> tuple[list[_Label], int]:
    """Return a place for the label of each mark that has one, in as few rows as will do; and how many rows.

    No label lies over another, nor over the line that leads from a mark to its label further down.
    """
    named = [mark for mark in marks if mark.label]
    for rows in range(len(named) + 1):
        found = _fitted(named, rows, left, right, [])
        if found is not None:
            return found, rows
    raise ValueError(f"no room for the labels {', '.join(mark.label for mark in named)}")


def _fitted(named: list[_Mark], rows: int, left: float, right: float, placed: list[_Label]) -> list[_Label] | None:
    """Return ``placed`` with a label for each of ``named`` in so many rows; None when that cannot be."""
    if not named:
        return placed
    mark, room = named[0], _room(named[0])
    for row in range(rows):
        # About its mark, after it, before it.
        for begins in (mark.start - room / 2, mark.start - 6, mark.start - room + 6):
            label = (mark, min(max(begins, left), right - room), row)
            if all(_clear(label, other) and _clear(other, label) for other in placed):
                found = _fitted(named[1:], rows, left, right, [*placed, label])
                if found is not None:
                    return found
    return None


def _clear(label: _Label, other: _Label) -> bool:
    """Say whether a label lies neither over another nor over the other's line."""
    (mark, begins, row), (above, start, below) = label, other
    ends = begins + _room(mark)
    if row == below:
        return ends <= start or start + _room(above) <= begins
    return row > below or not begins - 2 <= above.start <= ends + 2


def _room(mark: _Mark) -> float:
    return width(mark.label, SMALL) + 10


def _stretches(language: Language, scale: _Scale) -> Iterator[tuple[float, str]]:
    """Yield the middle of each stretch of the axis and how long it is, in words."""
    for (first, start), (last, end) in pairwise(scale.places):
        yield (start + end) / 2, language.say_number("{number} year", "{number} years", last - first)


def _across(canvas: Canvas, content: dict[str, Any], library: Library) -> None:
    left, top = 96, 42
    scale = _Scale(content["ticks"], left + 10, canvas.width - left - 34)
    lanes = list(_lanes(content, library, scale))
    tops, y = [], top
    named = [_placed(marks, left + 4, canvas.width - 4) for _, marks, _ in lanes]
    for number, (lane, _, rows) in enumerate(lanes):
        tops.append(y)
        height = rows * _PITCH + 14 + named[number][1] * _LABEL
        canvas.frame(left, y, canvas.width - left - 1, height, "band" if number % 2 else "band even", 0)
        canvas.text(1, y + height / 2 - 9, lane["name"], bold=True)
        y += height
    for year, place in scale.places:
        canvas.line(place, top - 22, place, y, "grid")
        canvas.text(place, top - 40, str(year), SMALL, anchor="middle")
    for place, words in _stretches(library.language, scale):
        canvas.text(place, top - 20, words, SMALL, anchor="middle", kind="soft")
    for number, (_, marks, rows) in enumerate(lanes):
        below = tops[number] + 7 + _PITCH * rows
        for mark, _, row in named[number][0]:
            canvas.line(mark.start, tops[number] + 7 + _PITCH * (mark.row + 0.5), mark.start, below + row * _LABEL + 6)
        for mark in marks:
            at = tops[number] + 7 + _PITCH * (mark.row + 0.5)
            _mark(canvas, (mark.start, at), (mark.end, at), number)
        for mark, begins, row in named[number][0]:
            _label(canvas, mark, mark.label, begins, below + row * _LABEL, _room(mark))


def _down(canvas: Canvas, content: dict[str, Any], library: Library) -> None:
    left, top = 48, 40
    scale = _Scale(content["ticks"], top + 10, 470)
    lanes = list(_lanes(content, library, scale))
    room = (canvas.width - left - 1) / (sum(rows for _, _, rows in lanes) + len(lanes) * 1.6)
    lefts: list[float] = []
    x, bottom = float(left), scale.places[-1][1] + 10
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
    for place, words in _stretches(library.language, scale):
        canvas.text(1, place - 9, words, SMALL, kind="soft")
    for number, (_, marks, _) in enumerate(lanes):
        for mark in marks:
            at = lefts[number] + room * (mark.row + 1.3)
            _mark(canvas, (at, mark.start), (at, mark.end), number)
            if mark.label:
                canvas.circle(at, mark.start, _MARK + 4, "ring")
    # No room for names beside the marks: those with a ring are listed below, as they come.
    y = bottom + 14
    named = [mark for _, marks, _ in lanes for mark in marks if mark.label]
    for mark in sorted(named, key=lambda mark: (mark.start, mark.event)):
        year = library.timeline[mark.event]["date"][:4]
        _label(canvas, mark, f"{year} {mark.label}", 1, y, canvas.width - 2)
        y += _LABEL + 2


def _label(canvas: Canvas, mark: _Mark, words: str, x: float, y: float, room: float) -> None:
    """Write an event's name as a link to its text in the list below the drawing."""
    with canvas.link(f"#{mark.event}"):
        canvas.frame(x, y, room, _LABEL, "target", 3)
        if canvas.wide:
            canvas.text(x + room / 2, y + 5, words, SMALL, anchor="middle", kind="linked")
        else:
            canvas.text(x + 5, y + 5, words, SMALL, kind="linked")


def _mark(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], lane: int) -> None:
    if start != end:
        canvas.line(*start, *end, f"stretch fill-{lane % 3 + 1}")
    elif lane % 2:
        canvas.diamond(*start, _MARK + 1, f"mark fill-{lane % 3 + 1}")
    else:
        canvas.circle(*start, _MARK, f"mark fill-{lane % 3 + 1}")


def table(library: Library, entry: Entry, here: str) -> str:
    content, say = entry["content"], library.language.say
    ticks = [tick["year"] for tick in content["ticks"]]
    heads = [say("Events"), *(f"{first}–{last - 1}" for first, last in pairwise(ticks)), say("In all")]
    rows = []
    for lane in content["lanes"]:
        begins = [int(event["date"][:4]) for event in library.timeline.values() if event["kind"] == lane["kind"]]
        counts = [sum(first <= year < last for year in begins) for first, last in pairwise(ticks)]
        rows.append((lane["name"], *map(str, counts), str(len(begins))))
    return markdown_table(heads, rows)
