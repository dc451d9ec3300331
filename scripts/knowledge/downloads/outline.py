"""The order and depth of a book's chapters, from the navigation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """A chapter's place in the book.

    level: 1 for a part, 2 for a chapter in it, and so on
    path: the page, relative to ``docs/``; "" for a heading of the navigation that has no page
    title: the heading of the navigation; "" where the page's own title counts
    """

    level: int
    path: str
    title: str = ""


def outline(navigation: list[Any], left_out: Collection[str] = ()) -> Iterator[Place]:
    """Yield the places of a book in reading order.

    navigation: the ``nav`` of mkdocs.yml; left_out: pages that are no part of the book

    A section that opens with an index page is that page, with the rest of the section below it;
    another is a heading. Addresses outside the site, and headings without a page, are left out.
    """
    yield from _places(navigation, 1, frozenset(left_out))


def _places(entries: list[Any], level: int, left_out: frozenset[str]) -> Iterator[Place]:
    for entry in entries:
        title, target = ("", entry) if isinstance(entry, str) else next(iter(entry.items()))
        if isinstance(target, str):
            if "://" not in target and target not in left_out:
                yield Place(level, target)
            continue
        opening = target[0] if target and isinstance(target[0], str) else ""
        if opening.endswith("index.md") and opening not in left_out:
            yield Place(level, opening)
            yield from _places(target[1:], level + 1, left_out)
            continue
        below = list(_places(target, level + 1, left_out))
        if below:
            yield Place(level, "", title)
            yield from below
