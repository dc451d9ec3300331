"""Tables that can be read on any screen.

A wide table lies in a frame that scrolls, reached with the keyboard. On a narrow screen
each row becomes a short list: every cell carries its column's name in ``data-label``, and
``docs/assets/site.css`` shows it. No ARIA roles are added: HTML forbids them on the cells of
a table (https://www.w3.org/TR/html-aria/), and browsers keep a table a table when its rows
are displayed in another way; a test asks Chromium whether it does.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from knowledge.html_tree import Node, attribute, elements, plain

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.page_steps import Shown

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def make_readable(shown: Shown) -> None:
    """Make every plain ``<table>`` of a page (one without attributes) readable."""
    readable_tables(shown.library.language, shown.root, shown.page.title)


def readable_tables(language: Language, root: Node, title: str) -> None:
    """Frame the plain tables below ``root`` and label their cells.

    title: the page's title, which names a table that stands under no heading

    A table's frame is named by the heading it stands under, with a number from the second on.
    Alignment moves from a style attribute to a class, so that a page can forbid inline styles.
    """
    heading, used = title, Counter[str]()
    for node in list(elements(root)):
        if node.tag in _HEADINGS:
            heading = plain(node)
        elif node.tag == "table" and not node.attributes:
            used[heading] += 1
            number = f" ({used[heading]})" if used[heading] > 1 else ""
            _make_readable(node, language.say("Table: {heading}", heading=f"{heading}{number}"))


def _make_readable(table: Node, name: str) -> None:
    head = table.css("thead tr > *")
    labels = [plain(cell) for cell in head]
    for cell in head:
        _align(cell)
        if plain(cell):
            cell.attrs["scope"] = "col"
        else:
            # A corner without a name heads nothing.
            cell.insert_after(_empty_cell(cell))
            cell.remove()
    columns = len(labels)
    for row in table.css("tbody tr"):
        cells = row.css("td")
        columns = columns or len(cells)
        for cell, label in zip(cells, labels, strict=False):
            if label:
                cell.attrs["data-label"] = label
        for cell in cells:
            _align(cell)
    table.attrs["class"] = f"table columns-{columns}"
    frame = table.parser.create_node("div")
    table.insert_before(frame)
    made = table.prev
    assert made is not None
    for attribute_name, value in (
        ("class", "table-frame"), ("role", "region"), ("tabindex", "0"), ("aria-label", name),
    ):  # fmt: skip
        made.attrs[attribute_name] = value
    made.insert_child(table)
    # What is put in is a copy.
    table.remove()


def _empty_cell(cell: Node) -> Node:
    made = cell.parser.create_node("td")
    if attribute(cell, "class"):
        made.attrs["class"] = attribute(cell, "class")
    return made


def _align(cell: Node) -> None:
    style = attribute(cell, "style").replace(" ", "").rstrip(";")
    if style.startswith("text-align:"):
        cell.attrs["class"] = f"align-{style.removeprefix('text-align:')}"
        del cell.attrs["style"]
