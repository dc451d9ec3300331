"""Contrast of colours as a reader sees them: layers laid over one another, then compared.

Formulas: WCAG 2.2, relative luminance and contrast ratio
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), and simple alpha compositing
(https://www.w3.org/TR/compositing-1/#simplealphacompositing).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

TEXT = 4.5  # success criterion 1.4.3
LARGE_TEXT = 3.0  # 1.4.3: from 24 px, or 18.66 px when bold
PARTS = 3.0  # 1.4.11: borders and signs one needs to see

_NUMBER = re.compile(r"[-+]?[\d.]+(?:e-?\d+)?%?")


@dataclass(frozen=True)
class Colour:
    """A colour in sRGB: each channel and the opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


def parse(css: str) -> Colour:
    """Return the colour a browser writes as a computed value: ``rgb()``, ``rgba()`` or ``color(srgb …)``.

    Raises ValueError for any other form.
    """
    name, _, inner = css.partition("(")
    numbers = [float(part.rstrip("%")) / (100 if part.endswith("%") else 1) for part in _NUMBER.findall(inner)]
    if name in ("rgb", "rgba") and len(numbers) in (3, 4):
        channels, alpha = [value / 255 for value in numbers[:3]], numbers[3:]
    elif name == "color" and inner.startswith("srgb ") and len(numbers) in (3, 4):
        channels, alpha = numbers[:3], numbers[3:]
    else:
        raise ValueError(f"{css!r} is no computed colour in sRGB")
    return Colour(*channels, *alpha)


def over(top: Colour, bottom: Colour) -> Colour:
    """Return ``top`` laid over ``bottom``, which is opaque."""
    channels = (
        above * top.alpha + below * (1 - top.alpha)
        for above, below in ((top.red, bottom.red), (top.green, bottom.green), (top.blue, bottom.blue))
    )
    return Colour(*channels)


def compose(layers: Iterable[tuple[str, float]], canvas: Colour = Colour(1, 1, 1)) -> Colour:
    """Return what is seen through a stack of layers, from the page's ground upwards.

    layers: computed colour and opacity (0 to 1) of each; canvas: what lies below them all
    """
    seen = canvas
    for css, opacity in layers:
        layer = parse(css)
        seen = over(replace(layer, alpha=layer.alpha * opacity), seen)
    return seen


def luminance(colour: Colour) -> float:
    """Return the relative luminance of an opaque colour, from 0 (black) to 1 (white)."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)


def ratio(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21; their order does not matter."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def needed(size: float, weight: int) -> float:
    """Return the ratio text needs. size: pixels; weight: as in CSS, 400 is regular."""
    return LARGE_TEXT if size >= 24 or (size >= 18.66 and weight >= 700) else TEXT
