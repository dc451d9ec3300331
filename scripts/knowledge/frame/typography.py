"""What a line may not be broken after: the sign of a section of an act stays with its number, and that with the
letter that belongs to it (Språkrådet). A number with a hyphen («§ 11-7») is one number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.html_tree import classes, escape, replace_text, texts

if TYPE_CHECKING:
    from knowledge.page_steps import Shown

_SECTION = re.compile(r"(§+) (?=\d)")
# «§ 14 a», but not «§ 14 i loven» or «§ 4 å …»; no act here has a section «i».
_LETTER = re.compile(r"(§+[ \u00a0]\d+(?:-\d+)?) (?=[a-hj-z]\b)")


# Browsers break a line after a hyphen, and a hyphen of another kind would be copied and searched for as another sign.
_WHOLE = re.compile(r"(?:§+\u00a0)?(?<![\d-])\d+-\d+(?![\d-])(?:\u00a0[a-hj-z]\b)?")


def keep_together(shown: Shown) -> None:
    """Put a no-break space between «§», the number and its letter in the page's text; keep chapter and number whole.

    What stands in a link to a provision is a number of its own («§§ 4-20 og 11-9»).
    """
    for node in texts(shown.root, frozenset({"code", "pre"})):
        text = node.text_content or ""
        named = node.parent is not None and "provision" in classes(node.parent)
        if not named and ("§" not in text or not _SECTION.search(text)):
            continue
        kept = _LETTER.sub("\\1\u00a0", _SECTION.sub("\\1\u00a0", text))
        if _WHOLE.search(kept):
            replace_text(node, _WHOLE.sub(r'<span class="whole">\g<0></span>', escape(kept)))
        elif kept != text:
            node.replace_with(kept)
