"""How wide text gets, and where its lines break.

A reader's font is not known at build time, so widths are those of a wide one (DejaVu
Sans, in thousandths of the font size), with half the letter spacing of WCAG 1.4.12 on
top: most fonts are that much narrower, and with the whole spacing their text still fits.
"""

from __future__ import annotations

_WIDTHS = {
    **dict.fromkeys("ijl'|", 300),
    **dict.fromkeys("ft.,:;()[]! ", 385),
    **dict.fromkeys("rs-«»", 520),
    **dict.fromkeys("mMwWæÆ%", 960),
    **dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZØÅ", 720),
    "I": 300,
}
_OTHER = 630
_BOLD = 1.12
_SPACING = 60
# In a word: where it may be broken when it is too long for the line. A soft hyphen one can see.
BREAK = "~"


def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line of text, in the unit of ``size`` (the font size)."""
    thousandths = sum(_WIDTHS.get(letter, _OTHER) + _SPACING for letter in text)
    return thousandths / 1000 * size * (_BOLD if bold else 1)


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Return the lines of ``text`` that fit into ``room``; a word too long for it is broken at a tilde.

    Lines break at spaces and after hyphens. A word that fits nowhere stands on a line of its own.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        for part in _fitting(piece, room, size, bold):
            if line and width((line + part).rstrip(), size, bold) > room:
                lines.append(line)
                line = ""
            line += part
    return [row.rstrip() for row in [*lines, line] if row.strip()]


def _fitting(piece: str, room: float, size: float, bold: bool) -> list[str]:
    """Return a word whole, without its tildes, or broken at them where it is too long for a line."""
    whole = piece.replace(BREAK, "")
    if BREAK not in piece or width(whole.rstrip(), size, bold) <= room:
        return [whole]
    *starts, end = piece.split(BREAK)
    return [*(f"{start}-" for start in starts), end]


def _pieces(text: str) -> list[str]:
    """Return the text cut where a line may end, each piece with the space or hyphen that ends it.

    A no-break space is no such place.
    """
    pieces = []
    for word in text.split(" "):
        *starts, end = word.split("-")
        pieces += [f"{start}-" for start in starts if start]
        pieces.append(f"{end} ")
    return pieces
