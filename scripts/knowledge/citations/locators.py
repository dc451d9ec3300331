"""Locators: the place in a work that a citation names.

A locator is pages (``s. 12``, ``s. 12–14, 20 og 31``) or a named part of a work that has no
pages (``sammendraget``, ``tabell 4``, ``kap. 2``). Every number of it is read, so that every
number can be held to the work. Ranges may be written with any dash.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from knowledge.language import Language, known, read_language

_RANGE = re.compile(r"(?P<first>\d+)(?:\s*[-‐‑–—]\s*(?P<last>\d+))?")
_NUMBER = r"\d+[A-Za-z]?(?:\.\d+)*"
# For code that has no site at hand; a site's pages are held to the site's own language by the checks.
EVERY = tuple(read_language(code) for code in known())


class _Grammar:
    """The words of locators in one language or more.

    parts: parts of works by name; numbered: by name and number
    about: a part of a text without pages or numbers, by what it is about or its heading
    """

    def __init__(self, languages: Sequence[Language]):
        labels = "|".join(language.page_labels for language in languages)
        names = "|".join(re.escape(name) for language in languages for name in language.numbered)
        both = "|".join(re.escape(language.both) for language in languages)
        one = _RANGE.pattern.replace("?P<first>", "").replace("?P<last>", "")
        self.pages = re.compile(rf"(?:{labels})\s*(?P<list>{one}.*)")
        self.between = re.compile(rf"\s*(?:,|\b(?:{both})\b)\s*")
        self.parts = frozenset(part for language in languages for part in language.parts)
        self.numbered = re.compile(
            rf"(?:{names})\s+{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?(?:(?:,\s*|\s+(?:{both})\s+){_NUMBER})*"
        )
        self.about = re.compile("|".join(language.about for language in languages))


@cache
def _grammar(languages: tuple[Language, ...]) -> _Grammar:
    return _Grammar(languages)


MEND = (
    "write pages as 's. 12', 's. 12–14' or 's. 12, 14–16 og 20', or a part as 'kap. 3', 'tabell 4', "
    "'sammendraget' or 'avsnittet om mentor'"
)


class LocatorError(ValueError):
    """A locator in no form that is read; the message says which."""


def page_ranges(locator: str, *languages: Language) -> tuple[tuple[int, int], ...]:
    """Return first and last page of every range a locator names, in order; () when it names a part instead.

    languages: those it may be in; the default one when none is given

    Raises LocatorError when the locator is in neither form, or a range runs backwards.
    """
    grammar = _grammar(languages or (read_language(),))
    text = " ".join(locator.split())
    # Several parts: «sammendraget og tabell 4», «s. 12, tabell 2».
    if text in grammar.parts or grammar.numbered.fullmatch(text) or grammar.about.fullmatch(text):
        return ()
    pages = grammar.pages.fullmatch(text)
    if not pages:
        pieces = [piece for piece in grammar.between.split(text) if piece]
        if len(pieces) > 1 and all(piece in grammar.parts or grammar.numbered.fullmatch(piece) for piece in pieces):
            return ()
        raise LocatorError(f"'{locator}' is no locator")
    return read_ranges(pages["list"], locator, *languages)


def read_ranges(pages: str, shown: str = "", *languages: Language) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a list of pages without its «s.» (``20–21, 30 og 33``).

    shown: what a message calls the locator. Raises LocatorError when it is no such list.
    """
    ranges = []
    for piece in _grammar(languages or (read_language(),)).between.split(pages.strip()):
        found = _RANGE.fullmatch(piece.strip())
        if not found:
            raise LocatorError(f"'{shown or pages}' is no locator")
        first, last = int(found["first"]), int(found["last"] or found["first"])
        if last < first:
            raise LocatorError(f"'{shown or pages}' runs backwards, from {first} to {last}")
        ranges.append((first, last))
    return tuple(ranges)
