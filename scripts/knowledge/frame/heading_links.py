"""The sign at a heading that gives its address, for who points at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.page_steps import Shown


def keep_for_the_eye(shown: Shown) -> None:
    """Leave the signs at headings out of what is read aloud, and out of the stops of the keyboard.

    A page has one for every heading: a screen reader would say each heading with its sign, and who walks with the
    keyboard would stop twice at every part. The address stands in the table of contents as well.
    """
    for link in shown.root.css("a.headerlink"):
        # Nobody links to a part of the way in.
        if shown.page.kind == "front":
            link.decompose()
            continue
        link.attrs["aria-hidden"] = "true"
        link.attrs["tabindex"] = "-1"
