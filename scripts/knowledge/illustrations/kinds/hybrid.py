"""The hybrid model: one adviser with two roles, who follows up two at the workplace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import Box, Canvas, Line, name

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry


_ROOM = 280  # of each of the two frames, where they stand side by side
_BETWEEN_PEOPLE = 34
_PAD = 12


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    office, workplace = content["office"], content["workplace"]
    if canvas.wide:
        height = max(_office_height(canvas, _ROOM, office), _workplace_height(canvas, _ROOM, workplace))
        adviser = _office(canvas, 1, _ROOM, height, office)
        people = _workplace(canvas, canvas.width - 1 - _ROOM, 1, _ROOM, height, workplace)
        for person, label in zip(people, (content["to_user"], content["to_mentor"]), strict=True):
            level = person.middle[1]
            canvas.arrow((adviser.right + 3, level), (person.x - 5, level), both=True)
            room = person.x - adviser.right - 30
            canvas.text(canvas.width / 2, level + 7, label, anchor="middle", room=room)
        y = height + 22
    else:
        room = canvas.width - 2
        height = _office_height(canvas, room, office)
        _office(canvas, 1, room, height, office)
        canvas.arrow((24, height + 6), (24, height + 62), both=True)
        canvas.text(40, height + 12, content["to_both"], room=room - 44)
        y = height + 68
        height = _workplace_height(canvas, room, workplace)
        _workplace(canvas, 1, y, room, height, workplace)
        y += height + 20
    around = [Line(content["around"]["name"], bold=True), Line(content["around"]["text"])]
    canvas.box(1, y, canvas.width - 2, around, "dashed", centred=True)


def _head(canvas: Canvas, room: float, part: dict[str, Any]) -> float:
    return canvas.lines_height([name(part["name"])], room - 2 * _PAD)


def _note(part: dict[str, Any]) -> list[Line]:
    return [Line(part["note"], kind="soft")]


def _note_height(canvas: Canvas, room: float, part: dict[str, Any]) -> float:
    return canvas.lines_height(_note(part), room - 2 * _PAD)


def _roles(office: dict[str, Any]) -> list[list[Line]]:
    return [[Line(role, bold=True)] for role in office["roles"]]


def _role_room(room: float) -> float:
    return (room - 2 * _PAD - 30) / 2


def _office_height(canvas: Canvas, room: float, office: dict[str, Any]) -> float:
    title = canvas.lines_height([name(office["adviser"])], room - 2 * _PAD - 20)
    roles = max(canvas.box_height(_role_room(room), role, 8) for role in _roles(office))
    adviser = 10 + title + 8 + roles + _PAD
    return _PAD + _head(canvas, room, office) + 10 + adviser + 10 + _note_height(canvas, room, office) + 10


def _office(canvas: Canvas, x: float, room: float, height: float, office: dict[str, Any]) -> Box:
    """Draw the office with the adviser, who has two roles; return the adviser's box."""
    inner, y = room - 2 * _PAD, 1.0
    canvas.frame(x, y, room, height, "part-1")
    top = canvas.lines(x + _PAD, y + _PAD, inner, [name(office["name"])]) + 10
    foot = y + height - 10 - _note_height(canvas, room, office)
    adviser = canvas.frame(x + _PAD, top, inner, foot - 10 - top, "node")
    level = canvas.lines(adviser.x + 10, top + 10, inner - 20, [name(office["adviser"])]) + 8
    for place, role in enumerate(_roles(office)):
        left = adviser.x + 10 + place * (_role_room(room) + 10)
        tall = adviser.bottom - _PAD - level
        canvas.box(left, level, _role_room(room), role, "part-3", height=tall, pad=8, centred=True)
    canvas.lines(x + _PAD, foot, inner, _note(office))
    return adviser


def _people(workplace: dict[str, Any]) -> list[list[Line]]:
    return [[name(person["name"]), Line(person["text"])] for person in workplace["people"]]


def _workplace_height(canvas: Canvas, room: float, workplace: dict[str, Any]) -> float:
    people = sum(canvas.box_height(room - 2 * _PAD, person) for person in _people(workplace)) + _BETWEEN_PEOPLE
    return _PAD + _head(canvas, room, workplace) + 10 + people + 10 + _note_height(canvas, room, workplace) + 10


def _workplace(
    canvas: Canvas, x: float, y: float, room: float, height: float, workplace: dict[str, Any]
) -> tuple[Box, Box]:
    """Draw the workplace with user and mentor; return their boxes."""
    inner = room - 2 * _PAD
    canvas.frame(x, y, room, height, "part-2")
    top = canvas.lines(x + _PAD, y + _PAD, inner, [name(workplace["name"])]) + 10
    user, mentor = _people(workplace)
    first = canvas.box(x + _PAD, top, inner, user, "node")
    second = canvas.box(x + _PAD, first.bottom + _BETWEEN_PEOPLE, inner, mentor, "node")
    canvas.arrow((x + 40, first.bottom + 5), (x + 40, second.y - 5), both=True)
    canvas.text(x + 54, first.bottom + _BETWEEN_PEOPLE / 2 - 9, workplace["between"], kind="soft")
    canvas.lines(x + _PAD, y + height - 10 - _note_height(canvas, room, workplace), inner, _note(workplace))
    return first, second
