"""Where the words of a table may be broken: narrow columns need it, and few browsers know a small language.

Soft hyphens (U+00AD) are put into the words of table cells, by the patterns of the site's language that Pyphen carries
(https://pyphen.org/). They are for the eye only: what is copied, found or carried to another format is without them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pyphen

from knowledge.html_tree import Node, classes, has

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.page_steps import Shown

SOFT = "\u00ad"
# A word that is shorter stays whole, and so many letters of it stand before and after a hyphen.
_SHORTEST, _KEPT = 9, 3
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")
_LEFT_ALONE = frozenset({"svg", "script", "style", "code", "pre", "template"})


def hyphenate_tables(shown: Shown) -> None:
    """Put soft hyphens into the words of the page's tables, where they are in the site's language."""
    language = shown.library.language
    if shown.page.language != language.code:
        return
    for cell in shown.root.css("td, th"):
        _hyphenate(language, cell)


def _hyphenate(language: Language, element: Node) -> None:
    child = element.first_child
    while child is not None:
        following = child.next
        if child.is_text_node:
            text = child.text_content or ""
            broken = with_soft_hyphens(language, text)
            if broken != text:
                child.replace_with(broken)
        elif child.is_element_node and child.tag not in _LEFT_ALONE and not _is_name(child):
            _hyphenate(language, child)
        child = following


def _is_name(element: Node) -> bool:
    """Say whether the patterns do not hold for an element's words: of another language, or names of authors."""
    return has(element, "lang") or "citation" in classes(element)


def with_soft_hyphens(language: Language, text: str) -> str:
    """Return text with a soft hyphen at each place where one of its longer words may be broken."""
    return _WORD.sub(lambda found: _word(language.locale, language.first_parts, found[0]), text)


def without_soft_hyphens(text: str) -> str:
    """Return text as it is searched, copied and carried on."""
    return text.replace(SOFT, "").replace("&shy;", "")


@lru_cache(maxsize=10_000)
def _word(locale: str, first_parts: tuple[str, ...], word: str) -> str:
    for first in first_parts:
        rest = word[len(first) :]
        if word.lower().startswith(first) and len(rest) > _KEPT:
            return f"{word[: len(first)]}{SOFT}{_patterns(locale).inserted(rest, SOFT)}"
    return _patterns(locale).inserted(word, SOFT)


@lru_cache
def _patterns(locale: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=locale, left=_KEPT, right=_KEPT)
