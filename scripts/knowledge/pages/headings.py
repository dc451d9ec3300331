"""Headings of a page and the anchors they get."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import unique
from pymdownx.slugs import slugify

# The function mkdocs.yml names under toc.slugify: æ, ø and å stay.
_slug = slugify(case="lower")
_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_ID = re.compile(r"\s*\{:?[^{}]*?#(?P<id>[\w-]+)[^{}]*\}\s*$")
_MARKUP = re.compile(r"!?\[(?P<text>[^\]]*)\]\([^)]*\)|[*_`]")


@dataclass(frozen=True)
class Heading:
    """A heading: its level 1–6, its text, its anchor, and its offset in the text."""

    level: int
    text: str
    anchor: str
    offset: int


def find_headings(text: str, masked: str) -> Iterator[Heading]:
    """Yield the headings of Markdown ``text`` with the anchors Python-Markdown's toc gives them.

    masked: the same text with code and comments blanked, in which headings are looked for
    """
    used: set[str] = set()
    for found in _HEADING.finditer(masked):
        words = text[found.start("text") : found.end("text")]
        given = _ID.search(words)
        words = _ID.sub("", words)
        plain = _MARKUP.sub(lambda part: part["text"] or "", words).strip()
        anchor = given["id"] if given else unique(_slug(plain, "-"), used)
        used.add(anchor)
        yield Heading(len(found["marks"]), plain, anchor, found.start())
