"""A page's HTML without the marks that say a word is English, for tests that look for the words."""

import re

_MARK = re.compile(r'<span lang="en">([^<]*)</span>')


def without_marks(text: str) -> str:
    """Return HTML with every marked word as plain text, and no-break spaces as spaces."""
    return _MARK.sub(r"\1", text).replace("\u00a0", " ").replace("&nbsp;", " ")
