"""The day of the law a page tells: ``<!-- law-date -->``, from the provisions the page links to.

Every entry of the register keeps the day of the text that was read, so the page says it by itself, and says
the new day once the entries are read again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

DIRECTIVE = "law-date"


def markdown(library: Library, path: str, words: str = "") -> str:
    """Return the sentence in the directive's place; "" where the page links to no provision with a day.

    Where the days differ, the day of most of them comes first, and the acts read on another are named.

    path: of the page it stands on; words: the directive's, which has none
    """
    by_day: dict[str, list[Entry]] = defaultdict(list)
    for entry in linked_provisions(library, path):
        if entry.get("text_as_of"):
            by_day[str(entry["text_as_of"])].append(entry)
    if not by_day:
        return ""
    say, date = library.language.say, library.language.date
    first = max(by_day, key=lambda day: (len(by_day[day]), day))
    acts = {str(entry["act"]) for entry in by_day[first]}
    others = [
        say("{act} as it stood on {day}", act=act, day=date(day))
        for day, entries in sorted(by_day.items(), reverse=True)
        if day != first
        for act in sorted({str(entry["act"]) for entry in entries} - acts)
    ]
    if not others:
        return say("The rules were read as they stood on {day}.", day=date(first))
    return say(
        "The rules were read as they stood on {day}, {others}.",
        day=date(first), others=library.language.joined(others),
    )  # fmt: skip


def linked_provisions(library: Library, path: str) -> list[Entry]:
    """Return the provisions the page at ``path`` links to."""
    return [library.provisions[name] for name, pages in library.usage.provisions.items() if path in pages]
