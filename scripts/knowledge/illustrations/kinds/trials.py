"""Trials side by side, by whom they are of: the share in work with the method and with what it was compared with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import SMALL, Canvas, name
from knowledge.illustrations.tables import table as markdown_table
from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

_TICKS = (0, 25, 50, 75, 100)


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    y = _legend(canvas, content["legend"])
    left, right = edges(canvas)
    scale = _scale(left, right)
    ticks = [(scale(tick), "grid", f"{tick} %") for tick in _TICKS]
    for group in content["groups"]:
        trials = [library.trials[key] for key in group["trials"]]
        y = section(
            canvas,
            y,
            group["name"],
            trials,
            [] if all(trial.get("control") is None for trial in trials) else ticks,
            lambda trial, at: _row(canvas, trial, at, scale, library.language),
            library.language,
            lambda trial: trial["result"] if trial.get("control") is None else None,
        )


def edges(canvas: Canvas) -> tuple[float, float]:
    """Return where the axis of a chart of trials begins and ends."""
    return (300, canvas.width - 24) if canvas.wide else (14, canvas.width - 22)


def section(
    canvas: Canvas,
    y: float,
    title: str,
    trials: list[Entry],
    ticks: list[tuple[float, str, str]],
    row: Callable[[Entry, float], None],
    language: Language,
    words: Callable[[Entry], str | None],
    more: Callable[[Entry], str] = lambda trial: "",
) -> float:
    """Draw one group's heading, axis and rows from the height ``y`` down; return the height below them.

    ticks: place, class and label of each line of the axis, none for no axis; row: draws a trial's marks at a height;
    words: what stands in place of the marks, None where there are some; more: what is said below a trial's name
    """
    left, right = edges(canvas)
    y = canvas.lines(1, y, canvas.width - 2, [name(title)]) + 4
    if ticks:
        for at, _, label in ticks:
            canvas.text(at, y, label, SMALL, anchor="middle", kind="soft")
        y += 20
    top, marks = y, []
    for trial in trials:
        said = words(trial)
        room = left - 30 if canvas.wide else canvas.width - 30
        below = canvas.text(1, y + 6, trial["name"], bold=True, room=room)
        below = canvas.text(1, below, about(language, trial), SMALL, kind="soft", room=room)
        if more(trial):
            below = canvas.text(1, below, more(trial), SMALL, room=room)
        if said and canvas.wide:
            below = max(below, canvas.text(left + 8, y + 6, said, room=right - left - 8, kind="onrow"))
            y = below + 8
        elif said:
            y = canvas.text(1, below + 2, said, room=room) + 8
        elif canvas.wide:
            marks.append((trial, (y + 6 + below) / 2))
            y = max(below, y + 40) + 8
        else:
            marks.append((trial, below + 17))
            y = below + 40
        canvas.line(1, y - 2, canvas.width - 1, y - 2, "rule")
    # The lines of the axis run all the way down where the text stands beside the rows, and within each row where it
    # stands above; they pass over rows of words, which have nothing to be measured on them.
    for at, kind, _ in ticks:
        spans = [(mark - 13, mark + 13) for _, mark in marks]
        if canvas.wide and len(marks) == len(trials):
            spans = [(top, y - 2)]
        for start, end in spans:
            canvas.line(at, start, at, end, kind)
    for trial, at in marks:
        row(trial, at)
    return y + 20


def _scale(left: float, right: float) -> Callable[[float], float]:
    return lambda percent: left + percent / 100 * (right - left)


def _legend(canvas: Canvas, names: dict[str, Any]) -> float:
    return legend(canvas, [(names["method"], "circle"), (names["control"], "diamond")])


def legend(canvas: Canvas, marks: list[tuple[str, str]]) -> float:
    """Draw what each mark means, a filled circle or an open diamond; return the height below."""
    top = bottom = 0.0
    for place, (said, shape) in enumerate(marks):
        x, y = (8 + place * 340, top) if canvas.wide else (8, bottom)
        if shape == "circle":
            canvas.circle(x, y + 10, 7, "fill-1")
        else:
            canvas.diamond(x, y + 10, 7, "hollow")
        below = canvas.text(x + 16, y, said, room=310 if canvas.wide else canvas.width - 30)
        bottom = max(bottom, below + 6)
    return bottom + 14


def _row(canvas: Canvas, trial: Entry, at: float, scale: Callable[[float], float], language: Language) -> None:
    control, groups = trial["control"], trial["groups"]
    least, most = min([control, *groups]), max([control, *groups])
    canvas.line(scale(least), at, scale(most), at, "span")
    canvas.diamond(scale(control), at, 8, "hollow")
    for percent in groups:
        canvas.circle(scale(percent), at, 7, "fill-1")
    canvas.text(scale(control) - 13, at - 9, language.number(control), anchor="end", kind="onrow")
    canvas.text(scale(most) + 12, at - 9, _shares(language, groups), bold=True, kind="onrow")


def about(language: Language, trial: Entry) -> str:
    """Return where, how many, when, what counted and what it was compared with, in a line below a trial's name."""
    people = trial.get("participants")
    number = {"count": language.number(people)} if people else {}
    many = f", {language.say_number('{count} person', '{count} people', people, **number)}" if people else ""
    compared = language.say("Compared with {what}.", what=_lower(trial))
    return f"{trial['country']}{many}. {trial['after']}. {trial['outcome']}. {compared}"


def _lower(trial: Entry) -> str:
    """Return what a trial compared with within a sentence; a name keeps its capital."""
    words: str = trial["compared"]
    return words if trial.get("compared_is_name") else words[0].lower() + words[1:]


def _shares(language: Language, groups: list[float]) -> str:
    return language.joined([language.number(share) for share in dict.fromkeys(groups)])


def result(language: Language, trial: Entry) -> str:
    """Return the result of a trial in words: its shares where they were seen."""
    if trial.get("control") is None:
        return trial["result"]
    said = language.say(
        "{shares} against {control} per cent",
        shares=_shares(language, trial["groups"]),
        control=language.number(trial["control"]),
    )
    return f"{said}. {trial['result']}" if trial.get("result") else said


def table(library: Library, entry: Entry, here: str) -> str:
    language, rows = library.language, []
    for trial in _trials(library, entry):
        named, said = study(language, trial), result(language, trial)
        rows.append((named, trial["population"], trial["compared"], trial["after"], trial["outcome"], said))
    say = language.say
    heads = (say("Study"), say("Who"), say("Compared with"), say("When"), say("What counts"), say("Result"))
    return markdown_table(heads, rows)


def study(language: Language, trial: Entry) -> str:
    """Return the name of a trial with its citation, as it stands in a table."""
    return f"{trial['name']} {parts.citation(language, trial['reference'], None, trial['locator'])}"


def _trials(library: Library, entry: Entry) -> list[Entry]:
    return [library.trials[key] for key in trial_ids(entry["content"])]


def keys(library: Library, entry: Entry) -> list[str]:
    """Return the citation keys the table of a drawing cites."""
    return [trial["reference"] for trial in _trials(library, entry)]


def trial_ids(content: dict[str, Any]) -> list[str]:
    """Return the ids of the trials a drawing shows."""
    return [key for group in content["groups"] for key in group["trials"]]
