"""The way to the search in a page's own text: ``<!-- search -->`` on a line of its own.

The button opens the search, like the one in the header (``docs/assets/search.js``). The search runs in the
browser, so a browser without scripts is not shown a button that could do nothing.
"""

from __future__ import annotations

import re

_MARKER = re.compile(r"^<!-- search -->[ \t]*$", re.MULTILINE)
_BUTTON = (
    '<p class="search-way"><button type="button" class="search-button" data-opens-search>'
    "<span>Søk i alle sidene</span></button></p>"
)


def replace_marker(text: str) -> str:
    """Return HTML with each search comment replaced by the button."""
    return _MARKER.sub(_BUTTON, text)
