"""How sure an effect is: ratios with the interval the source gives, on a scale of equal factors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from knowledge.illustrations.canvas import SMALL, Canvas, name
from knowledge.illustrations.kinds import trials as trials_of
from knowledge.illustrations.tables import table as markdown_table
from knowledge.illustrations.tables import written
from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    y = 0.0
    for group in entry["content"]["groups"]:
        y = _group(canvas, group, library, y) + 30


def _group(canvas: Canvas, group: dict, library: Library, y: float) -> float:
    y = canvas.lines(1, y, canvas.width - 2, [name(group["name"])])
    y = canvas.text(1, y + 2, group["text"], room=canvas.width - 30)
    left, right = (290, canvas.width - 24) if canvas.wide else (14, canvas.width - 22)
    low, high = group["ticks"][0], group["ticks"][-1]

    def scale(ratio: float) -> float:
        return left + math.log(ratio / low) / math.log(high / low) * (right - left)

    top = y + 30
    y, rows = top, []
    for key in group["trials"]:
        trial = library.trials[key]
        ratio = trial["ratio"]
        room = left - 30 if canvas.wide else canvas.width - 30
        below = canvas.text(1, y + 6, trial["name"], bold=True, room=room)
        below = canvas.text(1, below, _number(ratio), SMALL, kind="soft", room=room)
        rows.append((ratio, (y + 6 + below) / 2 if canvas.wide else below + 14))
        y = max(below, y + 36) + 8 if canvas.wide else below + 32
        canvas.line(1, y - 2, canvas.width - 1, y - 2, "rule")
    ticks = [(scale(tick), "even-odds" if tick == 1 else "grid") for tick in group["ticks"]]
    trials_of.grid(canvas, ticks, top, y, [at for _, at in rows])
    for tick in group["ticks"]:
        canvas.text(scale(tick), top - 20, written(tick), SMALL, anchor="middle", kind="soft")
    for ratio, at in rows:
        for end in ("low", "high"):
            canvas.line(scale(ratio[end]), at - 6, scale(ratio[end]), at + 6, "span")
        canvas.line(scale(ratio["low"]), at, scale(ratio["high"]), at, "span")
        canvas.circle(scale(ratio["value"]), at, 6, "fill-1")
    return y


def _number(ratio: dict) -> str:
    return f"{_two(ratio['value'])} ({_two(ratio['low'])}–{_two(ratio['high'])})"


def _two(number: float) -> str:
    """Return a ratio as its source prints it, with two decimals."""
    return f"{number:.2f}".replace(".", ",")


def table(library: Library, entry: Entry, here: str) -> str:
    rows = []
    for group in entry["content"]["groups"]:
        for key in group["trials"]:
            trial = library.trials[key]
            rows.append(
                (
                    f"{trial['name']} {parts.citation(trial['reference'], None, trial['locator'])}",
                    trial["population"],
                    trial["after"],
                    group["name"],
                    _number(trial["ratio"]),
                )
            )
    return markdown_table(("Studie", "Hvem", "Når", "Mål", "Verdi (usikkerhet)"), rows)


keys = trials_of.keys
