"""Puts the drawings into the pages, after the search has read them: the words in a drawing stand beside it too.

Listed under ``hooks`` in mkdocs.yml after hooks.py; the work is done in ``knowledge.illustrations``.
"""

from __future__ import annotations

import site_state
from knowledge import illustrations
from mkdocs.plugins import event_priority


@event_priority(-90)
def on_page_context(context, page, config, nav):
    page.content = illustrations.place(page.content, site_state.library(), page.file.src_uri)
    return context
