"""The way to the search in a page's own text: ``<!-- search -->`` on a line of its own.

The button opens the search, like the one in the header (``docs/assets/search.js``). The search runs in the
browser, so a browser without scripts is not shown a button that could do nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.page_steps import Shown


def button(shown: Shown, words: str) -> str:
    """Return the button as HTML; a page's words for it are not used."""
    return (
        '<p class="search-way"><button type="button" class="search-button" data-opens-search>'
        f"<span>{shown.library.language.say('Search all pages')}</span></button></p>"
    )
