"""What the drawings are made of: boxes of wrapped text, arrows, marks; written as SVG by drawsvg.

Coordinates are in units of the drawing's own width, y downward. Nothing here has a colour:
every part carries a class, and docs/assets/illustrations.css gives it the theme's colours.
drawsvg (https://cduck.github.io/drawsvg/) escapes text and numbers the ids it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import drawsvg

from knowledge.illustrations.text import wrap

WIDE, NARROW = 720, 328
LEADING = 1.32  # distance between baselines, in font sizes
NAME, TEXT, SMALL = 15, 13, 12.5


@dataclass(frozen=True)
class Line:
    """A paragraph in a box: its text, its font size, whether it is bold, and a class for its colour."""

    text: str
    size: float = TEXT
    bold: bool = False
    kind: str = ""


@dataclass(frozen=True)
class Box:
    """Where a box stands."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


class _Link(drawsvg.DrawingParentElement):
    TAG_NAME = "a"


class _Description(drawsvg.Title):
    TAG_NAME = "desc"


class Canvas:
    """A drawing of a given width that grows downward.

    room: its width, WIDE or NARROW; page: path of the page it is for, from which its links lead
    bottom: how far down anything reaches, in the same unit
    """

    def __init__(self, room: float, page: str = ""):
        self.width, self.page = room, page
        self.bottom = 0.0
        self._parts: list[drawsvg.DrawingElement] = []
        self._open: list[list[drawsvg.DrawingElement]] = [self._parts]
        self._tip = drawsvg.Marker(-4, -4, 4, 4, scale=1, orient="auto-start-reverse", markerUnits="userSpaceOnUse")
        self._tip.append(drawsvg.Lines(-4, -4, 4, 0, -4, 4, close=True, class_="tip"))

    @property
    def wide(self) -> bool:
        return self.width >= WIDE

    def _add(self, part: drawsvg.DrawingElement, bottom: float) -> None:
        self._open[-1].append(part)
        self.bottom = max(self.bottom, bottom)

    # --- Text ------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = TEXT,
        *,
        bold: bool = False,
        kind: str = "",
        anchor: str = "start",
        room: float | None = None,
    ) -> float:
        """Write text from the height ``y`` down; return the height below it.

        anchor: start, middle or end, of ``x``; room: width to wrap it to, None for one line
        """
        lines = wrap(words, room, size, bold) if room else [words]
        for number, line in enumerate(lines):
            baseline = y + size * (0.95 + number * LEADING)
            names = " ".join(filter(None, ["bold" if bold else "", kind]))
            part = drawsvg.Text(line, size, _short(x), _short(baseline), class_=names or None)
            if anchor != "start":
                part.args["text-anchor"] = anchor
            self._add(part, baseline + size * 0.3)
        return y + len(lines) * size * LEADING

    def lines_height(self, lines: Sequence[Line], room: float) -> float:
        """Return the height of paragraphs set below each other in ``room``."""
        return sum(len(wrap(line.text, room, line.size, line.bold)) * line.size * LEADING for line in lines) + 3 * (
            len(lines) - 1
        )

    def lines(self, x: float, y: float, room: float, lines: Sequence[Line], anchor: str = "start") -> float:
        """Write paragraphs below each other from the height ``y``; return the height below the last."""
        for line in lines:
            y = self.text(x, y, line.text, line.size, bold=line.bold, kind=line.kind, anchor=anchor, room=room) + 3
        return y - 3

    # --- Shapes ----------------------------------------------------------------------------------

    def box_height(self, room: float, lines: Sequence[Line], pad: float = 10) -> float:
        return self.lines_height(lines, room - 2 * pad) + 2 * pad

    def box(
        self,
        x: float,
        y: float,
        room: float,
        lines: Sequence[Line],
        kind: str,
        *,
        height: float | None = None,
        pad: float = 10,
        centred: bool = False,
        top: float | None = None,
        radius: float = 6,
    ) -> Box:
        """Draw a box of text; return where it stands.

        room: its width; height: None for as high as the text needs; centred: text in the middle
        of each line; top: how far below its upper edge the text begins, None for half-way down
        """
        needed = self.lines_height(lines, room - 2 * pad)
        height = max(height or 0, needed + 2 * pad)
        group = drawsvg.Group(class_="box")
        group.append(drawsvg.Rectangle(_short(x), _short(y), _short(room), _short(height), rx=radius, class_=kind))
        self._add(group, y + height + 1)
        self._open.append(group.children)
        start = y + (height - needed) / 2 if top is None else y + top
        self.lines(x + room / 2 if centred else x + pad, start, room - 2 * pad, lines, "middle" if centred else "start")
        self._open.pop()
        return Box(x, y, room, height)

    def frame(
        self, x: float, y: float, room: float, height: float, kind: str, radius: float = 8, *, behind: bool = False
    ) -> Box:
        """Draw an empty rectangle, to put other parts into; ``behind`` all that is drawn already, where asked."""
        part = drawsvg.Rectangle(_short(x), _short(y), _short(room), _short(height), rx=radius, class_=kind)
        self._add(part, y + height + 1)
        if behind:
            self._parts.insert(0, self._parts.pop())
        return Box(x, y, room, height)

    def line(self, x: float, y: float, to_x: float, to_y: float, kind: str = "line") -> None:
        part = drawsvg.Line(_short(x), _short(y), _short(to_x), _short(to_y), class_=kind)
        self._add(part, max(y, to_y) + 1)

    def arrow(self, *points: tuple[float, float], both: bool = False, kind: str = "line") -> None:
        """Draw an arrow along ``points``; with ``both``, a tip at each end."""
        flat = [_short(number) for point in points for number in point]
        part = drawsvg.Lines(*flat, class_=f"{kind} open", marker_end=self._tip)
        if both:
            part.args["marker-start"] = self._tip
        self._add(part, max(point[1] for point in points) + 4)

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        self._add(drawsvg.Circle(_short(x), _short(y), radius, class_=kind), y + radius)

    def diamond(self, x: float, y: float, radius: float, kind: str) -> None:
        points = (x, y - radius, x + radius, y, x, y + radius, x - radius, y)
        self._add(drawsvg.Lines(*map(_short, points), close=True, class_=kind), y + radius)

    def number(self, x: float, y: float, number: int, kind: str) -> None:
        """Draw a number in a circle of radius 12."""
        self.circle(x, y, 12, kind)
        self.text(x, y - TEXT * 0.6, str(number), TEXT, bold=True, anchor="middle")

    def link(self, target: str) -> _Linked:
        """Return a context in which what is drawn is one link to ``target``."""
        return _Linked(self, target)

    # --- Out -------------------------------------------------------------------------------------

    def svg(self, name: str, title: str, summary: str, *, links: bool = False) -> str:
        """Return the drawing as an ``<svg>`` element for an HTML page.

        name: what its ids begin with; title, summary: its name and its description for a
        screen reader; links: True when it holds links, which an image may not
        """
        height = self.bottom + 2
        drawing = drawsvg.Drawing(
            self.width,
            _short(height),
            id_prefix=f"{name}-",
            **{
                "class": "drawing",
                "role": "group" if links else "img",
                "aria-labelledby": f"{name}-name",
                "aria-describedby": f"{name}-about",
            },
        )
        # The page's style says how large it is shown.
        drawing.svg_args |= {"width": None, "height": None}
        drawing.append(drawsvg.Title(title, id=f"{name}-name"))
        drawing.append(_Description(summary, id=f"{name}-about"))
        drawing.extend(self._parts)
        return drawing.as_svg(header="")


class _Linked:
    def __init__(self, canvas: Canvas, target: str):
        self.canvas, self.group = canvas, _Link(href=target)

    def __enter__(self) -> None:
        self.canvas._add(self.group, 0)
        self.canvas._open.append(self.group.children)

    def __exit__(self, *error: object) -> None:
        self.canvas._open.pop()


def _short(number: float) -> float | int:
    """Return a number with one decimal at most, so that equal drawings are equal bytes."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def name(text: str) -> Line:
    """Return the heading of a box."""
    return Line(text, NAME, bold=True)


def small(text: str) -> Line:
    """Return a side remark in a box."""
    return Line(text, SMALL, kind="soft")
