"""The folder a book is set in: its HTML, and its pictures as files beside it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote

from knowledge.downloads.book import Book
from knowledge.downloads.chapter import Chapter, figure_title
from knowledge.downloads.figures import stand_alone

_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^":]+)(")')


def lay_out(book: Book, site: Path, folder: Path) -> str:
    """Return the book's chapters as HTML whose pictures are files below ``folder``.

    site: the built site, where pictures and style sheets are read; folder: is made. Addresses of
    pictures in the HTML are relative to ``folder``. Raises OSError when a picture is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sheets = [sheet.read_text(encoding="utf-8") for sheet in sorted((site / "assets").glob("*.css"))]

    def write(chapter: Chapter, number: int, svg: str) -> str:
        name = f"{chapter.id}-{number}.svg"
        (folder / name).write_text(stand_alone(svg, sheets), encoding="utf-8")
        return f'<img class="inline-figure" src="{quote(name)}" alt="{html.escape(figure_title(svg))}">'

    text = book.body(write)

    def bring(found: re.Match[str]) -> str:
        source = html.unescape(found[2])
        if (folder / source).exists():
            return found[0]
        name = source.replace("/", "__")
        (folder / name).write_bytes((site / source).read_bytes())
        return f"{found[1]}{quote(name)}{found[3]}"

    return _IMAGE.sub(bring, text)
