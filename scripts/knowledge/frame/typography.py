"""What a line may not be broken after: the sign of a section of an act stays with its number, and that with the
letter that belongs to it (Språkrådet)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.html_tree import texts

if TYPE_CHECKING:
    from knowledge.page_steps import Shown

_SECTION = re.compile(r"(§+) (?=\d)")
# «§ 14 a», but not «§ 14 i loven» or «§ 4 å …»; no act here has a section «i».
_LETTER = re.compile(r"(§+[ \u00a0]\d+(?:-\d+)?) (?=[a-hj-z]\b)")


def keep_together(shown: Shown) -> None:
    """Put a no-break space between «§», the number and its letter in the page's text."""
    for node in texts(shown.root, frozenset({"code", "pre"})):
        text = node.text_content or ""
        if "§" in text and _SECTION.search(text):
            node.replace_with(_LETTER.sub("\\1\u00a0", _SECTION.sub("\\1\u00a0", text)))
