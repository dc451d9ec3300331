"""Tables that can be read on any screen.

A wide table lies in a frame that scrolls, reached with the keyboard. On a narrow screen
each row becomes a short list: every cell carries its column's name in ``data-label``, and
``docs/assets/site.css`` shows it. No ARIA roles are added: HTML forbids them on the cells of
a table (https://www.w3.org/TR/html-aria/), and browsers keep a table a table when its rows
are displayed in another way; a test asks Chromium whether it does.
"""

from __future__ import annotations

import html
import re
from collections import Counter

_PART = re.compile(r"<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|<table>(?P<table>.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>t[hd])(?P<attributes>[^>]*)>(?P<content>.*?)</(?P=tag)>", re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ALIGN = re.compile(r"text-align:\s*(left|right|center)")


def plain(text: str) -> str:
    """Return HTML as one line of plain text, without permalinks."""
    return " ".join(html.unescape(_TAG.sub("", _PERMALINK.sub("", text))).split())


def readable_tables(text: str, title: str) -> str:
    """Return a page's HTML with every plain ``<table>`` (one without attributes) made readable.

    title: the page's title, which names a table that stands under no heading

    A table's frame is named by the heading it stands under, with a number from the second on.
    Alignment moves from a style attribute to a class, so that a page can forbid inline styles.
    """
    heading, used = title, Counter()

    def part(found: re.Match) -> str:
        nonlocal heading
        if found["table"] is None:
            heading = plain(found["heading"])
            return found[0]
        used[heading] += 1
        number = f" ({used[heading]})" if used[heading] > 1 else ""
        return _table(found["table"], f"Tabell: {heading}{number}")

    return _PART.sub(part, text)


def _table(inner: str, name: str) -> str:
    head, closing, body = inner.partition("</thead>")
    if not closing:
        head, body = "", inner
    labels = [plain(cell["content"]) for cell in _CELL.finditer(head)]
    head = _ROW.sub(lambda row: f"<tr>{_head_cells(row[1])}</tr>", head)
    columns = len(labels) or len(_CELL.findall(body.partition("</tr>")[0]))
    body = _ROW.sub(lambda row: f"<tr>{_body_cells(row[1], labels)}</tr>", body)
    return (
        f'<div class="table-frame" role="region" tabindex="0" aria-label="{html.escape(name)}">'
        f'<table class="table columns-{columns}">{head}{closing}{body}</table></div>'
    )


def _class(attributes: str) -> str:
    found = _ALIGN.search(attributes)
    return f' class="align-{found[1]}"' if found else ""


def _head_cells(row: str) -> str:
    def cell(found: re.Match) -> str:
        align, content = _class(found["attributes"]), found["content"]
        # A corner without a name heads nothing.
        return f'<th scope="col"{align}>{content}</th>' if content.strip() else f"<td{align}></td>"

    return _CELL.sub(cell, row)


def _body_cells(row: str, labels: list[str]) -> str:
    columns = iter(labels)

    def cell(found: re.Match) -> str:
        label = next(columns, "")
        named = f' data-label="{html.escape(label)}"' if label else ""
        return f"<td{_class(found['attributes'])}{named}>{found['content']}</td>"

    return _CELL.sub(cell, row)
