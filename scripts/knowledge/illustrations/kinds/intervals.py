"""How sure an effect is, by whom it is of: ratios with the interval the source gives, on a scale of equal factors.

A relative probability and an odds ratio both say 1 for no difference, and so can share an axis; an odds ratio lies
further from 1 for the same difference, and so has a mark of its own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import SMALL, Canvas
from knowledge.illustrations.kinds import trials as trials_of
from knowledge.illustrations.tables import table as markdown_table

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.library import Library
    from knowledge.registers.entries import Entry


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    y = trials_of.legend(canvas, [(content["legend"]["RR"], "circle"), (content["legend"]["OR"], "diamond")])
    left, right = trials_of.edges(canvas)
    low, high = content["ticks"][0], content["ticks"][-1]

    def scale(ratio: float) -> float:
        return left + math.log(ratio / low) / math.log(high / low) * (right - left)

    canvas.text(scale(1) - 8, y, content["less"], SMALL, anchor="end", kind="soft")
    canvas.text(scale(1) + 8, y, content["more"], SMALL, kind="soft")
    y += 22

    def row(trial: Entry, at: float) -> None:
        ratio = trial["ratio"]
        for end in ("low", "high"):
            canvas.line(scale(ratio[end]), at - 6, scale(ratio[end]), at + 6, "span")
        canvas.line(scale(ratio["low"]), at, scale(ratio["high"]), at, "span")
        if ratio["measure"] == "RR":
            canvas.circle(scale(ratio["value"]), at, 6, "fill-1")
        else:
            canvas.diamond(scale(ratio["value"]), at, 7, "hollow")

    ticks = [
        (scale(tick), "even-odds" if tick == 1 else "grid", library.language.number(tick)) for tick in content["ticks"]
    ]
    for group in content["groups"]:
        trials = [library.trials[key] for key in group["trials"]]
        y = trials_of.section(
            canvas,
            y,
            group["name"],
            trials,
            ticks if any(trial.get("ratio") for trial in trials) else [],
            row,
            library.language,
            lambda trial: None if trial.get("ratio") else trials_of.result(library.language, trial),
            lambda trial: number(library.language, trial["ratio"]) if trial.get("ratio") else "",
        )


def number(language: Language, ratio: dict[str, Any]) -> str:
    """Return a ratio with its interval as the pages print it."""
    value, low, high = (language.number(f"{ratio[part]:.2f}") for part in ("value", "low", "high"))
    return f"{ratio['measure']} {value} ({low}–{high})"


def table(library: Library, entry: Entry, here: str) -> str:
    language = library.language
    say, rows = language.say, []
    for group in entry["content"]["groups"]:
        for key in group["trials"]:
            trial = library.trials[key]
            said = number(language, trial["ratio"]) if trial.get("ratio") else trials_of.result(language, trial)
            rows.append((group["name"], trials_of.study(language, trial), trial["compared"], trial["after"], said))
    heads = (say("Group"), say("Study"), say("Compared with"), say("When"), say("Value (uncertainty)"))
    return markdown_table(heads, rows)


keys = trials_of.keys
