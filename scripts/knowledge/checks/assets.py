"""Rules for the site's own scripts and styles: a browser that cannot read one says so to nobody but the reader.

Scripts are read with tree-sitter's grammar of JavaScript (https://tree-sitter.github.io/), styles with Lightning CSS,
which also makes them small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.problems import Problem

if TYPE_CHECKING:
    from tree_sitter import Node

    from knowledge.library import Library

_PLACE = re.compile(r" at [^:]*:(?P<line>\d+):\d+$")


def scripts_and_styles_can_be_read(library: Library) -> Iterator[Problem]:
    """Every script and style sheet below ``docs/assets/`` can be read by a browser."""
    assets = library.root / "docs" / "assets"
    readers = {".js": _in_script, ".css": _in_style}
    for file in sorted(assets.rglob("*")):
        if file.suffix in readers and file.is_file():
            try:
                text = file.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                # That is told by the rules for files and texts.
                continue
            if fault := readers[file.suffix](text):
                line, what = fault
                where = file.relative_to(library.root).as_posix()
                yield Problem(where, line, what, "look for a bracket or a quotation mark too many or too few", "asset")


def _in_script(text: str) -> tuple[int, str] | None:
    """Return line and kind of the first fault of a script; None when it can be read."""
    import tree_sitter_javascript
    from tree_sitter import Language, Parser

    root = Parser(Language(tree_sitter_javascript.language())).parse(text.encode()).root_node
    fault = _first_fault(root)
    if fault is None:
        return None
    line = fault.start_point.row + 1
    return (
        line,
        f"'{fault.type}' is missing in the script" if fault.is_missing else "the script cannot be read from here",
    )


def _first_fault(node: Node) -> Node | None:
    if node.is_error or node.is_missing:
        return node
    if not node.has_error:
        return None
    return next((found for child in node.children if (found := _first_fault(child)) is not None), None)


def _in_style(text: str) -> tuple[int, str] | None:
    """Return line and kind of the first fault of a style sheet; None when it can be read."""
    import lightningcss

    try:
        lightningcss.process_stylesheet(text, filename="style")
    except ValueError as error:
        said = str(error)
        place = _PLACE.search(said)
        reason = _PLACE.sub("", said).removeprefix("Parsing stylesheet failed: ")
        # Lightning CSS counts lines from 0.
        return (
            int(place["line"]) + 1 if place else 1
        ), f"the style sheet cannot be read ({reason[0].lower()}{reason[1:]})"
    return None
