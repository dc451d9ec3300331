"""Check lists: on paper each on a sheet of its own, with boxes to tick, the page's address and its day.

Which parts of the pages are check lists, the site's own file says (``checklists``: what their headings
begin with). Marked here, laid out by ``docs/assets/print.css``; ``docs/assets/tools.js`` prints one alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.html_tree import Node, append, escape, insert_before, plain

if TYPE_CHECKING:
    from knowledge.page_steps import Shown

# Where the frame of the page, which knows it, puts the page's address.
ADDRESS = '<span data-page-address=""></span>'
_ENDS = {"h1", "h2", "section"}


def mark(shown: Shown) -> None:
    """Mark the heading and the lists of each check list of the page, and say below it where it is from."""
    begins = tuple(shown.library.site.checklists)
    for heading in shown.root.css("h2"):
        if not plain(heading).startswith(begins):
            continue
        heading.attrs["class"] = "checklist"
        node = heading.next
        while node is not None and node.tag not in _ENDS:
            if node.tag == "ul":
                node.attrs["class"] = "checklist-items"
            node = node.next
        _sign(shown, heading, node)
        if node is not None:
            after = node.attributes.get("class")
            node.attrs["class"] = f"{after} after-checklist" if after else "after-checklist"


def _sign(shown: Shown, heading: Node, end: Node | None) -> None:
    """Say last in a check list, on paper only, what page it is from, when that was read through and where it is."""
    page, language = shown.page, shown.library.language
    said = language.say(
        "From “{title}”, read through {day}: {address}",
        title=escape(page.title),
        day=language.date(page.meta["reviewed"]),
        address=ADDRESS,
    )
    text = f'<p class="checklist-origin" hidden data-search-exclude>{said}</p>'
    if end is not None:
        insert_before(end, text)
    elif heading.parent is not None:
        append(heading.parent, text)
