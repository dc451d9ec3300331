"""The works the site leans on most, and where on the site they are cited; every row and column is a link."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from knowledge.citations.rendering import label_text
from knowledge.illustrations.canvas import LEADING, SMALL, TEXT, Canvas
from knowledge.illustrations.tables import table as markdown_table
from knowledge.illustrations.text import width, wrap
from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.registers.entries import Entry

LINKS = True


def works(library: Library, content: dict[str, Any]) -> list[tuple[str, list[int]]]:
    """Return the works cited on enough pages, most pages first, each with its number of pages in each column."""
    found = []
    for key, paths in library.usage.references.items():
        if key in content["without"] or len(paths) < content["least"] or key not in library.references:
            continue
        counts = [
            sum(column_of(path, content) == number for path in paths) for number in range(len(content["columns"]))
        ]
        found.append((key, counts))
    return sorted(found, key=lambda work: (-sum(work[1]), work[0]))


def column_of(path: str, content: dict[str, Any]) -> int | None:
    """Return which column a page belongs to; pages in no column's folder belong to the column without one."""
    folders = [column.get("folder", "") for column in content["columns"]]
    folder = path.partition("/")[0]
    for wanted in (folder, ""):
        if wanted in folders:
            return folders.index(wanted)
    return None


def draw(canvas: Canvas, entry: Entry, library: Library) -> None:
    content = entry["content"]
    columns = content["columns"]
    left = 200 if canvas.wide else 4
    pitch = (canvas.width - left - 24) / len(columns)
    tops = 58 if canvas.wide else -(-len(columns) // 2) * 27 + 8
    rows = works(library, content)
    most = max((count for _, counts in rows for count in counts), default=1)
    for number, column in enumerate(columns):
        x = left + pitch * (number + 0.5)
        _head(
            canvas,
            column,
            x,
            number,
            _address(library, canvas, f"{column['folder']}/index.md" if column.get("folder") else "index.md"),
        )
    y = float(tops)
    if canvas.wide:
        bottom = tops + sum(_row_height(library, key, left) for key, _ in rows)
        for number in range(len(columns)):
            x = left + pitch * (number + 0.5)
            canvas.line(x, 26 if number % 2 == 0 else 53, x, bottom, "grid")
    for number, (key, counts) in enumerate(rows):
        y = _row(canvas, library, key, counts, y, left, pitch, most, number)
    canvas.line(1, y, canvas.width - 1, y, "rule")


def _address(library: Library, canvas: Canvas, path: str, anchor: str = "") -> str:
    """Return the address of page ``path`` as seen from the page the drawing is for."""
    here = library.pages[canvas.page].address
    to = library.pages[path].address if path in library.pages else ""
    if path == canvas.page and anchor:
        return f"#{anchor}"
    address = posixpath.relpath(f"/{to}", f"/{here}") + "/"
    return f"{address}#{anchor}" if anchor else address


def _head(canvas: Canvas, column: dict[str, Any], x: float, number: int, target: str) -> None:
    """Write a column's name: above it, at one of two heights; on a phone in a list, by the column's number."""
    with canvas.link(target):
        if canvas.wide:
            high = number % 2 == 0
            room = width(column["name"], SMALL) + 8
            canvas.frame(x - room / 2, 0 if high else 27, room, 26, "target", 3)
            canvas.text(x, 5 if high else 32, column["name"], SMALL, anchor="middle", kind="linked")
        else:
            left, top = number % 2 * 164, number // 2 * 27
            canvas.frame(left + 1, top, 162, 26, "target", 3)
            canvas.text(left + 6, top + 5, f"{number + 1} {column['name']}", SMALL, kind="linked")


def _row_height(library: Library, key: str, left: float) -> float:
    lines = wrap(label_text(library.labels.groups[f"@{key}"]), left - 16, TEXT)
    return max(30, len(lines) * TEXT * LEADING + 10)


def _row(
    canvas: Canvas, library: Library, key: str, counts: Any, y: float, left: float, pitch: float, most: int, number: int
) -> float:
    label = label_text(library.labels.groups[f"@{key}"])
    total = sum(counts)
    canvas.line(1, y, canvas.width - 1, y, "rule")
    lines = wrap(label, left - 16 if canvas.wide else canvas.width - 60, TEXT)
    height = _row_height(library, key, left if canvas.wide else canvas.width - 44)
    with canvas.link(_address(library, canvas, library.register_page["references"], key)):
        room = left - 6 if canvas.wide else canvas.width - 2
        canvas.frame(1, y + 1.5, room, height - 3 if canvas.wide else len(lines) * TEXT * LEADING + 9, "target", 3)
        at = y + (height - len(lines) * TEXT * LEADING) / 2 if canvas.wide else y + 5
        below = canvas.text(6, at, label, room=left - 16 if canvas.wide else canvas.width - 60, kind="linked")
        if not canvas.wide:
            pages = library.language.say_number("{number} page", "{number} pages", total)
            canvas.text(canvas.width - 6, y + 5, pages, SMALL, anchor="end", kind="soft")
    middle = y + height / 2 if canvas.wide else below + 20
    for column, count in enumerate(counts):
        x = left + pitch * (column + 0.5)
        if count:
            canvas.circle(x, middle, 6 + 9 * (count / most) ** 0.5, "part-1")
            canvas.text(x, middle - TEXT * 0.6, str(count), TEXT, bold=True, anchor="middle")
            if not canvas.wide:
                canvas.text(x, middle + 17, str(column + 1), SMALL, anchor="middle", kind="soft")
        elif not canvas.wide:
            canvas.text(x, middle - SMALL * 0.6, "·", SMALL, anchor="middle", kind="soft")
    return y + height if canvas.wide else middle + 38


def table(library: Library, entry: Entry, here: str) -> str:
    content, register = entry["content"], library.register_page["references"]
    say = library.language.say
    rows = []
    for key, counts in works(library, content):
        name = parts.page_link(library, here, register, key, label_text(library.labels.groups[f"@{key}"]))
        named = zip(content["columns"], counts, strict=True)
        where = ", ".join(f"{column['name']} {count}" for column, count in named if count)
        rows.append((name, where, str(sum(counts))))
    return markdown_table((say("Work"), say("Pages in each part"), say("Pages in all")), rows)
