"""Three who work together, and what goes between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import Canvas, Line, name

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    top, left, right = content["corners"]
    sides = content["sides"]
    wide, edge = canvas.wide, 16 if canvas.wide else 10
    room = 250 if wide else 147
    middle = canvas.width / 2
    y = canvas.text(middle, 12, content["around"], kind="soft", anchor="middle", room=canvas.width - 2 * edge) + 10
    first = 250 if wide else 220
    above = canvas.box(middle - first / 2, y, first, _texts(top), "part-3", centred=True)
    y = above.bottom + (110 if wide else 84)
    below, pad = [_texts(left), _texts(right)], 10 if wide else 6
    height = max(canvas.box_height(room, lines, pad) for lines in below)
    one = canvas.box(edge, y, room, below[0], "part-1", height=height, pad=pad, centred=True)
    other = canvas.box(canvas.width - edge - room, y, room, below[1], "part-2", height=height, pad=pad, centred=True)
    foot = 70 if wide else 34
    one_end, other_end = one.x + room * 0.55, other.x + room * 0.45
    canvas.arrow((middle - foot, above.bottom + 5), (one_end, y - 5), both=True)
    canvas.arrow((middle + foot, above.bottom + 5), (other_end, y - 5), both=True)
    # Beside the arrows, on the outer side, where the triangle leaves room.
    beside, half_way = ((middle - foot) - one_end) / 2, (above.bottom + y) / 2 - (20 if wide else 26)
    left_of, right_of = one_end + beside - 12, other_end - beside + 12
    canvas.text(left_of, half_way, sides[0], anchor="end", room=left_of - edge)
    canvas.text(right_of, half_way, sides[1], room=canvas.width - edge - right_of)
    if wide:
        canvas.arrow((one.right + 6, one.middle[1]), (other.x - 6, one.middle[1]), both=True)
        bottom = canvas.text(middle, one.middle[1] + 12, sides[2], anchor="middle", room=180)
        bottom = max(bottom, one.bottom)
    else:
        level = one.bottom + 16
        canvas.arrow(
            (one.middle[0], one.bottom + 5),
            (one.middle[0], level),
            (other.middle[0], level),
            (other.middle[0], one.bottom + 5),
            both=True,
        )
        bottom = canvas.text(middle, level + 7, sides[2], anchor="middle", room=canvas.width - 2 * edge)
    canvas.frame(1, 1, canvas.width - 2, bottom + 12, "dashed")


def _texts(corner: dict[str, Any]) -> list[Line]:
    return [name(corner["name"]), Line(corner["text"])]
