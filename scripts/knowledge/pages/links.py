"""Links of a page and where they lead."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Link:
    """A link or a picture as written, with its line in the file.

    text: what stands in it (a picture's alternative text)
    path: the file it leads to, relative to ``docs/``; "" for an external address
    anchor: what follows ``#``, decoded; "" without one
    """

    text: str
    target: str
    line: int
    path: str
    anchor: str
    image: bool = False

    @property
    def external(self) -> bool:
        return not self.path


def resolve(page: str, target: str) -> tuple[str, str]:
    """Return the file below ``docs/`` and the anchor that ``target`` means on page ``page``.

    The file is "" for an address elsewhere; it may lead out of ``docs/`` (``../x.md``), which no file there does.
    Raises ValueError when the target cannot be read as an address.
    """
    parts = urlsplit(target)
    anchor = unquote(parts.fragment)
    if parts.scheme or parts.netloc:
        return "", anchor
    if not parts.path:
        return page, anchor
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))), anchor


def relative(source: str, target: str) -> str:
    """Return the link to write in page ``source`` for page ``target``, both relative to ``docs/``."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".")


def relative_address(here: str, there: str) -> str:
    """Return how the page at address ``here`` links to ``there``, both relative to the site's root.

    A page's address is a folder (``metoder/ips/``), the front page's "".
    """
    path = posixpath.relpath(f"/{there}", f"/{here}")
    return f"{path}/" if there.endswith("/") or not there else path
