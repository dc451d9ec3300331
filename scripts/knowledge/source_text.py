"""Changes to a line of Markdown as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable

_CODE = re.compile(r"(`+).+?\1")


def replace_outside_code(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], line: str) -> tuple[str, int]:
    """Return a line with what ``pattern`` finds replaced, save in `code`, and how often."""
    code = [found.span() for found in _CODE.finditer(line)]
    count = 0

    def put(found: re.Match[str]) -> str:
        nonlocal count
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        count += 1
        return new(found)

    return pattern.sub(put, line), count
