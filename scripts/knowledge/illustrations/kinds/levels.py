"""The order of legal sources, with the provisions of the register in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowledge.illustrations.canvas import SMALL, Canvas, Line, name, small
from knowledge.illustrations.tables import table as markdown_table
from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

_MOST_NAMED = 5  # sections of an act; more of them would fill the drawing


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    levels = content["levels"]
    step = 22 if canvas.wide else 0
    left = 34 if canvas.wide else 26
    y = canvas.text(left, 0, content["highest"], SMALL, kind="soft", room=canvas.width - left - 8) + 6
    top = y
    for number, level in enumerate(levels, 1):
        indent = left + (len(levels) - number) * step
        found = placed(library, level)
        lines = [name(_title(number, level)), *(Line(text) for text in _acts(library, found))]
        if level.get("text"):
            lines.insert(1, small(level["text"]))
        kind = "part-3" if number <= 2 else "part-1" if number <= 4 else "node"
        y = canvas.box(indent, y, canvas.width - indent - 1 - (len(levels) - number) * step, lines, kind).bottom + 8
        if not level.get("unranked"):
            bottom = y
    canvas.arrow((12, bottom - 10), (12, top))
    outside = content["outside"]
    texts = outside.get("lines") or [library.provisions[key]["label"] for key in outside["provisions"]]
    lines = [name(outside["name"]), *(Line(text) for text in texts)]
    canvas.box(left, y + 10, canvas.width - left - 1, lines, "dashed")


def _title(number: int, level: dict[str, Any]) -> str:
    return level["name"] if level.get("unranked") else f"{number}. {level['name']}"


def placed(library: Library, level: dict[str, Any]) -> list[str]:
    """Return the ids of the provisions on a level: those it names, and those of its kinds not left out."""
    kinds, left_out = set(level.get("kinds", [])), set(level.get("but", []))
    named = list(level.get("provisions", []))
    return [
        key
        for key, provision in library.provisions.items()
        if key in named or (provision["kind"] in kinds and key not in left_out)
    ]


def unplaced(library: Library, entry: Entry) -> list[str]:
    """Return the ids of provisions that stand nowhere in the drawing and are not left out with a reason."""
    content = entry["content"]
    known = {key for level in content["levels"] for key in placed(library, level)}
    known |= set(content["outside"]["provisions"]) | {item["provision"] for item in content["left_out"]}
    return [key for key in library.provisions if key not in known]


def _acts(library: Library, ids: list[str]) -> list[str]:
    """Return one text for each act with its sections, in the register's order, and one for all whole documents.

    An act of many entries is given with their number: the table below the drawing lists them.
    """
    language = library.language
    above_all, parts_of_acts = language.say("above all"), "|".join((language.say("article"), language.say("chapter")))
    acts: dict[str, list[str]] = {}
    for key in ids:
        provision = library.provisions[key]
        section = (provision.get("section") or "").removeprefix(f"{above_all} ").split(f", {above_all}")[0]
        # A sign stays with its number, and a number like 1-8 on one line.
        section = re.sub(rf"(§§?|{parts_of_acts}) ", "\\1\u00a0", re.sub(r"(\d)-(\d)", "\\1\u2011\\2", section))
        acts.setdefault(provision["act"], []).append(section)

    def listed(sections: list[str]) -> str:
        if len(sections) <= _MOST_NAMED:
            return ", ".join(sections)
        return language.say_number("{number} entry", "{number} entries", len(sections))

    texts = [f"{act}: {listed(sections)}" for act, sections in acts.items() if any(sections)]
    whole = [act.replace(" ", "\u00a0") for act, sections in acts.items() if not any(sections)]
    texts += [", ".join(whole)] if whole else []
    return [text[0].upper() + text[1:] for text in texts]


def table(library: Library, entry: Entry, here: str) -> str:
    content = entry["content"]
    register = library.register_page.get("provisions", here)

    def links(ids: list[str]) -> str:
        return ", ".join(parts.page_link(library, here, register, key, library.provisions[key]["label"]) for key in ids)

    rows = [(_title(number, level), links(placed(library, level))) for number, level in enumerate(content["levels"], 1)]
    rows.append((content["outside"]["name"], links(content["outside"]["provisions"])))
    rows += [
        (library.language.say("Not drawn: {why}", why=item["why"]), links([item["provision"]]))
        for item in content["left_out"]
    ]
    return markdown_table((library.language.say("Level"), library.language.say("Provisions")), rows)
