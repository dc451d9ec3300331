"""Trials side by side: the share in work with the method and with what it was compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.illustrations.canvas import SMALL, Canvas
from knowledge.illustrations.tables import table as markdown_table
from knowledge.illustrations.tables import written
from knowledge.illustrations.text import width
from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

_TICKS = (0, 25, 50, 75, 100)


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    trials = [library.trials[key] for key in content["trials"]]
    y = _legend(canvas, content["legend"])
    left = 290 if canvas.wide else 14
    scale = _scale(left, canvas.width - 22)
    top = y + 20
    rows = []
    y = top
    for trial in trials:
        room = left - 30 if canvas.wide else canvas.width - 30
        below = canvas.text(1, y + 6, trial["name"], bold=True, room=room)
        below = canvas.text(1, below, _about(trial), SMALL, kind="soft", room=room)
        if canvas.wide:
            rows.append((trial, (y + 6 + below) / 2))
            y = max(below, y + 40) + 8
        else:
            rows.append((trial, below + 17))
            y = below + 40
        canvas.line(1, y - 2, canvas.width - 1, y - 2, "rule")
    for tick in _TICKS:
        canvas.text(scale(tick), top - 20, f"{tick} %", SMALL, anchor="middle", kind="soft")
    grid(canvas, [(scale(tick), "grid") for tick in _TICKS], top, y, [at for _, at in rows])
    for trial, at in rows:
        _row(canvas, trial, at, scale, left)


def grid(canvas: Canvas, ticks: list[tuple[float, str]], top: float, bottom: float, rows: list[float]) -> None:
    """Draw the lines of an axis, given as place and class.

    They run all the way down where the text stands beside the rows, and within each row where it stands above.
    """
    for place, kind in ticks:
        for start, end in [(top, bottom)] if canvas.wide else [(at - 13, at + 13) for at in rows]:
            canvas.line(place, start, place, end, kind)


def _scale(left: float, right: float):
    return lambda percent: left + percent / 100 * (right - left)


def _legend(canvas: Canvas, names: dict) -> float:
    y = 0.0
    for place, key in enumerate(("method", "control")):
        x = 8 + place * 230 if canvas.wide else 8
        y = y if canvas.wide and place else (0 if not place else y + 24)
        (canvas.circle if key == "method" else canvas.diamond)(x, y + 10, 7, "fill-1" if key == "method" else "hollow")
        canvas.text(x + 16, y, names[key])
    return y + 30


def _row(canvas: Canvas, trial: Entry, at: float, scale, left: float) -> None:
    control, groups = trial.get("control"), trial.get("groups", [])
    if control is None:
        room = canvas.width - left - 24
        canvas.text(
            left + 8, at - (16 if width(trial["result"], 13) > room else 8), trial["result"], room=room, kind="onrow"
        )
        return
    most = max(groups)
    canvas.line(scale(control), at, scale(most), at, "span")
    canvas.diamond(scale(control), at, 8, "hollow")
    for percent in groups:
        canvas.circle(scale(percent), at, 7, "fill-1")
    canvas.text(scale(control) - 13, at - 9, written(control), anchor="end", kind="onrow")
    canvas.text(scale(most) + 12, at - 9, _shares(groups), bold=True, kind="onrow")


def _about(trial: Entry) -> str:
    many = f", {written(trial['participants'])} personer" if trial.get("participants") else ""
    return f"{trial['country']}{many}. {trial['after']}. {trial['outcome']}."


def _shares(groups: list[float]) -> str:
    return " og ".join(written(share) for share in dict.fromkeys(groups))


def _result(trial: Entry) -> str:
    if trial.get("control") is None:
        return trial["result"]
    return f"{_shares(trial['groups'])} mot {written(trial['control'])} prosent. {trial['outcome']}"


def table(library: Library, entry: Entry, here: str) -> str:
    rows = []
    for key in entry["content"]["trials"]:
        trial = library.trials[key]
        study = f"{trial['name']} {parts.citation(trial['reference'], None, trial['locator'])}"
        rows.append((study, trial["population"], trial["compared"], trial["after"], _result(trial)))
    return markdown_table(("Studie", "Hvem", "Sammenlignet med", "Når", "Resultat"), rows)


def keys(library: Library, entry: Entry) -> list[str]:
    """Return the citation keys the table of a drawing cites."""
    return [library.trials[key]["reference"] for key in _ids(entry["content"])]


def _ids(content: dict) -> list[str]:
    return [*content.get("trials", []), *(key for group in content.get("groups", []) for key in group["trials"])]


def trial_ids(content: dict) -> list[str]:
    """Return the ids of the trials a drawing shows."""
    return _ids(content)
