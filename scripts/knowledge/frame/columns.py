"""Paragraphs side by side where the screen is wide: between ``<!-- columns -->`` and ``<!-- /columns -->``."""

from __future__ import annotations

import re

_PART = re.compile(r"^<!-- columns -->[ \t]*\n(?P<inner>.*?)^<!-- /columns -->[ \t]*$", re.MULTILINE | re.DOTALL)


def set_columns(text: str) -> str:
    """Return HTML with what stands between the two comments in a box that has columns."""
    return _PART.sub(lambda found: f'<div class="columns">\n{found["inner"]}</div>', text)
