"""Numbers of the register bibliography/figures.yml: units of a whole, shares of a hundred, bars, a part of a whole.

Which of them an entry shows is said by its ``form``. No number is written here or in the entry:
all are the register's, except a rest, which is what is left of the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import Canvas
from knowledge.illustrations.tables import table as markdown_table
from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    {"units": _units, "bars": _bars, "shares": _shares, "part": _part}[entry["content"]["form"]](
        canvas, entry["content"], library
    )


def rest(library: Library, content: dict[str, Any]) -> float:
    """Return what is left of the whole when the parts are taken away."""
    return library.figures[content["whole"]]["number"] - sum(
        library.figures[part["figure"]]["number"] for part in content["parts"]
    )


def _units(canvas: Canvas, content: dict[str, Any], library: Library) -> None:
    """One mark for each person, in rows of ten; each group its own form of mark."""
    counts = [(library.figures[part["figure"]]["number"], part["name"]) for part in content["parts"]]
    counts.append((rest(library, content), content["rest"]))
    marks = [group for group, (count, _) in enumerate(counts) for _ in range(count)]
    size: float = 30 if canvas.wide else 32
    for place, group in enumerate(marks):
        _person(canvas, (place % 10) * size + size / 2, place // 10 * size + size / 2, group)
    if canvas.wide:
        x, y, room = 10 * size + 40.0, 4.0, canvas.width - 10 * size - 75
    else:
        x, y, room = 0.0, -(-len(marks) // 10) * size + 16, canvas.width - 35
    for group, (count, name) in enumerate(counts):
        _person(canvas, x + 13, y + 10, group)
        y = canvas.text(x + 34, y, f"{library.language.number(count)} {name}", bold=group == 0, room=room) + 10


def _person(canvas: Canvas, x: float, y: float, group: int) -> None:
    if group == 0:
        canvas.frame(x - 10, y - 10, 20, 20, "fill-1", 3)
    elif group == 1:
        canvas.diamond(x, y, 12, "fill-2")
    elif group == 2:
        canvas.circle(x, y, 10, "fill-3")
    else:
        canvas.frame(x - 10, y - 10, 20, 20, "dashed", 3)


def _bars(canvas: Canvas, content: dict[str, Any], library: Library) -> None:
    entries = [library.figures[key] for key in content["figures"]]
    most = max(entry["number"] for entry in entries)
    y = 0.0
    for entry in entries:
        y = canvas.text(1, y, f"{entry['year']}: {entry['value']}", bold=True, room=canvas.width - 2) + 4
        canvas.frame(1, y, (canvas.width - 2) * entry["number"] / most, 26, "fill-1", 0)
        y += 44


def _shares(canvas: Canvas, content: dict[str, Any], library: Library) -> None:
    """A strip for each number, the whole strip being a hundred per cent of that number's own population."""
    y = 0.0
    for key in content["figures"]:
        entry = library.figures[key]
        y = canvas.text(1, y, f"{entry['value']} ({entry['year']})", bold=True, room=canvas.width - 2)
        y = canvas.text(1, y, f"{entry['what']}. {content['of']}: {entry['population']}.", room=canvas.width - 2) + 5
        canvas.frame(1, y, canvas.width - 2, 24, "empty", 0)
        canvas.frame(1, y, (canvas.width - 2) * entry["number"] / 100, 24, "fill-1", 0)
        y += 48


def _part(canvas: Canvas, content: dict[str, Any], library: Library) -> None:
    whole, part = library.figures[content["whole"]], library.figures[content["part"]]
    room = canvas.width - 2
    y = canvas.text(1, 0, f"{whole['value']}: {whole['what']}", bold=True, room=room) + 5
    canvas.frame(1, y, room, 28, "empty", 0)
    canvas.frame(1, y, room * part["number"] / whole["number"], 28, "fill-1", 0)
    canvas.text(1, y + 36, f"{part['value']}: {part['what']}", bold=True, room=room)


def _ids(content: dict[str, Any]) -> list[str]:
    named = [content[name] for name in ("whole", "part") if name in content]
    return [*named, *(part["figure"] for part in content.get("parts", [])), *content.get("figures", [])]


def figure_ids(content: dict[str, Any]) -> list[str]:
    """Return the ids of the register's numbers a drawing shows."""
    return _ids(content)


def table(library: Library, entry: Entry, here: str) -> str:
    content, register = entry["content"], library.register_page.get("figures")
    say, number_of = library.language.say, library.language.number
    rows = []
    for key in _ids(content):
        number = library.figures[key]
        about = parts.page_link(library, here, register, key, number["value"]) if register else number["value"]
        rows.append(
            (about, number["what"], number["population"] or "", number["year"] or "", number.get("caution", ""))
        )
    if content["form"] == "units":
        rows.append(
            (number_of(rest(library, content)), content["rest"], say("Worked out here"), "", content["rest_caution"])
        )
    return markdown_table((say("Number"), say("What"), say("Holds for"), say("Year"), say("Take care")), rows)


def reading(library: Library, entry: Entry) -> str:
    content = entry["content"]
    named = [f"{library.figures[key]['value']}: {library.figures[key]['what']}" for key in _ids(content)]
    if content["form"] == "units":
        named.append(f"{library.language.number(rest(library, content))} {content['rest']}")
    return library.language.say("The numbers are {numbers}.", numbers="; ".join(named))
