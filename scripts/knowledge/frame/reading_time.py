"""How long a page takes to read, counted when it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.html_tree import Node, has

if TYPE_CHECKING:
    from knowledge.page_steps import Shown

# A calm pace: the text has terms and references.
WORDS_A_MINUTE = 200
_NOT_READ = frozenset({"svg", "script", "style", "template"})


def reading_minutes(shown: Shown) -> int:
    """Return how many minutes the page takes to read, at least 1; 0 for a register, which is looked up in."""
    if shown.page.register:
        return 0
    return max(1, round(count_words(shown.root) / WORDS_A_MINUTE))


def count_words(root: Node) -> int:
    """Return how many words there are below ``root``: no drawings, and nothing the search passes over as no text."""
    count = 0
    child = root.first_child
    while child is not None:
        if child.is_text_node:
            count += sum(any(sign.isalnum() for sign in word) for word in (child.text_content or "").split())
        elif child.is_element_node and child.tag not in _NOT_READ and not has(child, "data-search-exclude"):
            count += count_words(child)
        child = child.next
    return count
