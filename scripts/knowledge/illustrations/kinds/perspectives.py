"""Three ways to look at the same thing: at the person, at the workplace, at what lies between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import Box, Canvas, Line, name

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    whole, parts = content["whole"], content["parts"]
    edge = 18 if canvas.wide else 30
    room = canvas.width - 2 * edge
    y = canvas.lines(edge, 14, room, [name(whole["name"]), Line(whole["text"])]) + 14
    if canvas.wide:
        between = 120
        half = (room - between) / 2
        height = max(_height(canvas, half, part) for part in parts)
        left = _part(canvas, edge, y, half, height, parts[0], "part-2")
        right = _part(canvas, edge + half + between, y, half, height, parts[1], "part-3")
        level = left.bottom - 30
        canvas.arrow((left.right + 6, level), (right.x - 6, level), both=True)
        canvas.text(canvas.width / 2, level - 46, content["between"], anchor="middle", room=between - 16, kind="soft")
        y = left.bottom + 40
        base = canvas.box(210, y, 300, [Line(content["base"], bold=True)], "node", centred=True)
        canvas.arrow((base.x + 60, base.y - 2), (left.right - 60, left.bottom + 4), both=True)
        canvas.arrow((base.right - 60, base.y - 2), (right.x + 60, right.bottom + 4), both=True)
    else:
        left = _part(canvas, edge, y, room, 0, parts[0], "part-2")
        right = _part(canvas, edge, left.bottom + 46, room, 0, parts[1], "part-3")
        canvas.arrow((edge + 20, left.bottom + 5), (edge + 20, right.y - 5), both=True)
        canvas.text(edge + 36, left.bottom + 14, content["between"], kind="soft")
        base = canvas.box(edge, right.bottom + 34, room, [Line(content["base"], bold=True)], "node", centred=True)
        canvas.arrow((canvas.width / 2, base.y - 2), (canvas.width / 2, right.bottom + 4), both=True)
        up = edge - 14
        canvas.arrow(
            (base.x - 4, base.middle[1]),
            (up, base.middle[1]),
            (up, left.middle[1]),
            (left.x - 4, left.middle[1]),
            both=True,
        )
    canvas.frame(1, 1, canvas.width - 2, base.bottom + 14, "part-1", behind=True)


def _texts(part: dict[str, Any]) -> list[Line]:
    return [name(part["name"]), Line(part["text"])]


def _height(canvas: Canvas, room: float, part: dict[str, Any]) -> float:
    return canvas.box_height(room, [*_texts(part), Line(part["node"], bold=True)]) + 34


def _part(canvas: Canvas, x: float, y: float, room: float, height: float, part: dict[str, Any], kind: str) -> Box:
    height = max(height, _height(canvas, room, part))
    outer = canvas.frame(x, y, room, height, kind)
    canvas.lines(x + 12, y + 12, room - 24, _texts(part))
    node = [Line(part["node"], bold=True)]
    tall = canvas.box_height(room - 24, node)
    canvas.box(x + 12, outer.bottom - 12 - tall, room - 24, node, "node", centred=True)
    return outer
