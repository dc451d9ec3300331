"""Numbered points: the steps of a process, with arrows, or principles side by side, without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.illustrations.canvas import Canvas, Line, small

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

_GAP = 16
_PAD = 8
_NAME = 14
_UNDER_NUMBER = 9  # the number reaches into the cell from above


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    columns = content["columns"] if canvas.wide else content["columns_narrow"]
    items = [
        [Line(item["name"], _NAME, bold=True), *([small(item["text"])] if item.get("text") else [])]
        for item in content["items"]
    ]
    if columns == 1:
        _list(canvas, items, content["ordered"])
    else:
        _grid(canvas, items, columns, content["ordered"])


def _list(canvas: Canvas, items: list[list[Line]], ordered: bool) -> None:
    y, before = 0.0, None
    for number, lines in enumerate(items, 1):
        box = canvas.box(36, y, canvas.width - 37, lines, "part-1")
        if ordered and before is not None:
            canvas.arrow((13, before + 14), (13, box.middle[1] - 16))
        canvas.number(13, box.middle[1], number, "part-3")
        y, before = box.bottom + 10, box.middle[1]


def _grid(canvas: Canvas, items: list[list[Line]], columns: int, ordered: bool) -> None:
    room = (canvas.width - 2 - _GAP * (columns - 1)) / columns
    y = 13.0
    for start in range(0, len(items), columns):
        row = items[start : start + columns]
        height = max(canvas.box_height(room, lines, _PAD) for lines in row) + _UNDER_NUMBER
        for place, lines in enumerate(row):
            x = 1 + place * (room + _GAP)
            box = canvas.box(x, y, room, lines, "part-1", height=height, pad=_PAD, top=_PAD + _UNDER_NUMBER)
            canvas.number(x + 22, y, start + place + 1, "part-3")
            if ordered and place + 1 < len(row):
                canvas.arrow((box.right + 1, y + height / 2), (box.right + _GAP - 2, y + height / 2))
        y += height + 11 + _GAP
