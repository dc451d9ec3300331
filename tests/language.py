"""What can be counted of a text's language: its words, and how heavy it is to read."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:[-’'][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n\s*-|\|")
_NOT_TEXT = re.compile(
    r"<!--.*?-->|```.*?```|`[^`]*`|\[[^\[\]]*@[^\[\]]*\]|\]\([^)]*\)|\{[#.:][^}]*\}|^[!?]{3}\+? \w+|https?://\S+",
    re.DOTALL | re.MULTILINE,
)
_LONG = 6  # letters; a word longer than this counts as long


def running_text(markdown: str) -> str:
    """Return Markdown without what is not read as text: code, citations, link targets, marks."""
    return _NOT_TEXT.sub(" ", markdown)


def words(markdown: str) -> list[str]:
    """Return the words of a page's Markdown, in order."""
    return _WORD.findall(running_text(markdown))


def lix(markdown: str) -> int:
    """Return the readability index of a page's Markdown, rounded; 0 for a page without text.

    LIX (Björnsson 1968) is the mean number of words in a sentence plus the percentage of
    words of more than six letters. List items, table cells and paragraphs end a sentence.
    """
    text = running_text(re.sub(r"^#.*$", "", markdown, flags=re.MULTILINE))
    found = _WORD.findall(text)
    if not found:
        return 0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    share = sum(1 for word in found if len(word) > _LONG) / len(found)
    return round(len(found) / max(sentences, 1) + 100 * share)
