"""Two orders: up the stairs to the job, or into the job with training and support beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import Canvas, Line, name, small

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    y = _stairs(canvas, entry["content"]["stairs"], 0)
    _beside(canvas, entry["content"]["beside"], y + 28)


def _stairs(canvas: Canvas, stairs: dict[str, Any], y: float) -> float:
    y = canvas.lines(1, y, canvas.width - 2, [name(stairs["name"]), Line(stairs["text"])]) + 12
    steps = stairs["steps"]
    indent = 120 if canvas.wide else 34
    top = y
    for place, step in reversed(list(enumerate(steps))):
        x = 1 + place * indent
        last = place == len(steps) - 1
        box = canvas.box(
            x,
            y,
            canvas.width - 1 - x,
            [Line(f"{place + 1}. {step}", bold=last)],
            "part-3" if last else "part-2",
            radius=0,
        )
        y = box.bottom
    if canvas.wide:
        canvas.arrow((20, y - 60), (20, top + 4), kind="line")
        canvas.text(32, top + 6, stairs["axis"], kind="soft", room=130)
    return canvas.box(1, y + 12, canvas.width - 2, [small(stairs["risk"])], "doubt").bottom


def _beside(canvas: Canvas, beside: dict[str, Any], y: float) -> None:
    y = canvas.lines(1, y, canvas.width - 2, [name(beside["name"]), Line(beside["text"])]) + 12
    first = [Line(f"1. {beside['first']}", bold=True)]
    rows = [[Line(text)] for text in beside["during"]]
    if canvas.wide:
        room = 490.0
        heights = [canvas.box_height(room, row) for row in rows]
        tall = sum(heights) + 8 * (len(rows) - 1)
        start = canvas.box(1, y, 180, first, "part-3", height=tall, centred=True, radius=0)
        x = canvas.width - 1 - room
    else:
        room = canvas.width - 30
        start = canvas.box(1, y, canvas.width - 2, first, "part-3", radius=0)
        x = canvas.width - 1 - room
        y = start.bottom + 22
    for row in rows:
        box = canvas.box(x, y, room, row, "part-1", radius=0)
        if canvas.wide:
            canvas.arrow((start.right + 2, box.middle[1]), (x - 5, box.middle[1]))
        y = box.bottom + 8
    if not canvas.wide:
        canvas.arrow((14, start.bottom + 2), (14, y - 10))
    y = canvas.text(x, y + 2, beside["together"], kind="soft", room=room)
    canvas.box(1, y + 12, canvas.width - 2, [small(beside["risk"])], "doubt")
