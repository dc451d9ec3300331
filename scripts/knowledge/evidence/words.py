"""Words of a text, so that a passage is found whatever its lines, hyphens and quotation marks."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# A word broken over two lines.
_BROKEN = re.compile(r"(?<=\w)-[ \t]*\n\s*(?=[a-zæøå])")
_SOFT = str.maketrans({"\u00ad": "", "’": "'", "‑": "-", "‐": "-"})


def joined(text: str) -> str:
    """Return a text with the words that its line breaks have broken whole again."""
    return _BROKEN.sub("", text)


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, in small letters; numbers are words."""
    return [found[0].lower() for found in _WORD.finditer(joined(text).translate(_SOFT))]


def spans(text: str) -> list[tuple[str, int, int]]:
    """Return word, start and end in ``joined(text)`` of each word."""
    return [(found[0].lower(), found.start(), found.end()) for found in _WORD.finditer(text.translate(_SOFT))]


def places(needle: list[str], within: list[str]) -> list[int]:
    """Return each index at which the words ``needle`` stand in a row in ``within``."""
    if not needle:
        return []
    first, length = needle[0], len(needle)
    return [index for index, word in enumerate(within) if word == first and within[index : index + length] == needle]
