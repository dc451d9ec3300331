"""The picture other sites show beside a link to a page (https://ogp.me/, 1200 × 630 pixels).

It is drawn with Pillow in one font that comes with a package, so that neither the machine's
fonts nor the network have a say. PNG with sixteen colours, some 12 kB a page. Drawing a
hundred takes a second, so pictures are kept by content. Why this way: scripts/decisions/0006.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from font_source_serif_pro import font_files_ttf
from PIL import Image, ImageDraw, ImageFont, __version__

SIZE = (1200, 630)
NAME = "og.png"
# docs/assets/site.css: --md-primary-fg-color, white, --site-mark.
_GROUND, _TEXT, _MARK = (0x14, 0x42, 0x4A), (0xFF, 0xFF, 0xFF), (0xF2, 0xB7, 0x05)
_REGULAR, _SEMIBOLD = "SourceSerifPro", "SourceSerifProSemibold"
_LEFT, _WIDTH = 88, 1024
_SHADES = 15  # of text on ground; the sixteenth colour is the mark's
_TITLE_SIZES = (88, 76, 64, 54)  # pixels, the first in which the title takes at most three lines
# The last chunk of every PNG: a picture without it was cut off while it was written.
_PNG_END = b"IEND\xaeB`\x82"


def picture(title: str, section: str, site: str, whose: str) -> bytes:
    """Return the PNG for a page.

    title: the page's name, drawn large; section: what stands above it, "" for nothing;
    site: the site's name, which stands below, with a line on whose it is
    """
    shades = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(shades)
    small = _font(_REGULAR, 34)
    draw.text((_LEFT, 96), section, fill=255, font=small)
    font, lines = _fitted(title)
    top = 190
    for line in lines:
        draw.text((_LEFT, top), line, fill=255, font=font)
        top += round(font.size * 1.16)
    draw.text((_LEFT, 520), whose if title == site else f"{site}. {whose}".strip(), fill=255, font=small)
    # Grey values become places in the palette: quicker and steadier than counting colours.
    indexed = shades.point([round(value * (_SHADES - 1) / 255) for value in range(256)])
    ImageDraw.Draw(indexed).rectangle((_LEFT, 164, _LEFT + 96, 171), fill=_SHADES)
    indexed.putpalette(_palette())
    data = io.BytesIO()
    indexed.save(data, "PNG", bits=4, compress_level=6)
    return data.getvalue()


class Kept:
    """Pictures kept in a folder from one build to the next; the folder is safe to delete."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._used: set[str] = set()
        # Whatever draws differently gives other names.
        drawn_with = f"{__version__} {version('font-source-serif-pro')}\0"
        self._base = hashlib.sha256(drawn_with.encode() + Path(__file__).read_bytes())

    def picture(self, title: str, section: str, site: str, whose: str) -> bytes:
        """Return what ``picture`` returns, drawn only when it is not kept."""
        digest = self._base.copy()
        digest.update("\0".join((title, section, site, whose)).encode())
        file = self._folder / f"{digest.hexdigest()[:32]}.png"
        self._used.add(file.name)
        if file.is_file() and (kept := file.read_bytes()).endswith(_PNG_END):
            return kept
        drawn = picture(title, section, site, whose)
        self._folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(drawn)
        return drawn

    def drop_unused(self) -> None:
        """Remove the pictures that were not asked for since this object was made."""
        for file in self._folder.glob("*.png"):
            if file.name not in self._used:
                file.unlink(missing_ok=True)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout needs no library of the machine's; European languages ask for no more.
    return ImageFont.truetype(font_files_ttf[name], size, layout_engine=ImageFont.Layout.BASIC)


def _fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font in which the title fits, and its lines."""
    for size in _TITLE_SIZES:
        font = _font(_SEMIBOLD, size)
        lines = broken(title, font)
        if len(lines) <= 3 and all(font.getlength(line) <= _WIDTH for line in lines):
            break
    return font, lines


def broken(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Return ``text`` in lines no wider than the picture's text, broken between words only."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= _WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _palette() -> Sequence[int]:
    steps = [place / (_SHADES - 1) for place in range(_SHADES)]
    mixed = [round(g + (t - g) * step) for step in steps for g, t in zip(_GROUND, _TEXT, strict=True)]
    return [*mixed, *_MARK]
