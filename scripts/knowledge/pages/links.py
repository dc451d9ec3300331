"""Links in a page's Markdown and where they lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from knowledge.pages.source import SourcePage

_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")


@dataclass(frozen=True)
class Link:
    """A link as written, with its offset in the page.

    path: the file it leads to, relative to ``docs/``; "" for an external address
    anchor: what follows ``#``, decoded; "" without one
    """

    text: str
    target: str
    offset: int
    path: str
    anchor: str

    @property
    def external(self) -> bool:
        return not self.path


def find_links(page: SourcePage) -> Iterator[Link]:
    """Yield the links and images of ``page``, in order, those in code and comments left out."""
    for found in _LINK.finditer(page.masked):
        target = found["target"]
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            yield Link(found["text"], target, found.start(), "", unquote(parts.fragment))
            continue
        folder = posixpath.dirname(page.path)
        path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page.path
        yield Link(found["text"], target, found.start(), path, unquote(parts.fragment))


def relative(source: str, target: str) -> str:
    """Return the link to write in page ``source`` for page ``target``, both relative to ``docs/``."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".")
