"""The long registers as rows that open: the entry's name and a few words of it, the rest folded.

The row is a ``details``, so it opens without any script, and the browser's own search opens what it
finds. Its heading keeps the entry's address; ``docs/assets/frame.js`` opens the row an address names.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING

from knowledge.html_tree import Node, attribute, classes, escape
from knowledge.registers.entries import Entry
from knowledge.registers.references import Reference, bcp47

if TYPE_CHECKING:
    from knowledge.page_steps import Shown

# Register -> what a closed row says beside the entry's name.
_GISTS: dict[str, Callable[[Entry | Reference], str]] = {
    "concepts": lambda entry: entry["definition"] if isinstance(entry, Entry) else "",
    "provisions": lambda entry: entry["paraphrase"] if isinstance(entry, Entry) else "",
    "references": lambda entry: entry.title if isinstance(entry, Reference) else "",
}
_GIST = 110  # characters
_GIST_OF_PHONE = 66  # of them, about two lines of a narrow screen
# What ends an entry besides the heading of the next.
_ENDS = {"h2", "section"}


def fold_entries(shown: Shown) -> None:
    """Fold each entry of a long register into a row; other pages are left as they are."""
    register = shown.page.register or ""
    if register not in _GISTS:
        return
    entries = shown.library.register(register)
    made: list[str] = []
    row = False
    child = shown.root.first_child
    while child is not None:
        if child.is_element_node and "entry" in classes(child):
            made.append("</div></details>" if row else "")
            entry = entries[attribute(child, "id")]
            language = bcp47(entry) if isinstance(entry, Reference) else None
            other = language if language != shown.library.language.code else None
            made.append(_opening(child, _GISTS[register](entry), other))
            row = True
        else:
            if (
                row
                and child.is_element_node
                and (child.tag in _ENDS or classes(child)[:1] in (["evidence"], ["card-store"]))
            ):
                made.append("</div></details>")
                row = False
            made.append((child.html if child.is_element_node else escape(child.text_content or "")) or "")
        child = child.next
    made.append("</div></details>" if row else "")
    shown.root.inner_html = "".join(made)


def _opening(heading: Node, gist: str, language: str | None) -> str:
    # A work without an author stands under its title: only what follows that is left to say.
    name = heading.text().rpartition(",")[0]
    if name and gist.startswith(name):
        gist = gist[len(name) :].lstrip(": ")
    said = f'<i lang="{language}">{_parted(gist)}</i>' if language else _parted(gist)
    said = f' <span class="entry-gist" data-search-exclude>{said}</span>' if gist else ""
    # A link within what opens the row would be one control in another (WCAG 4.1.2): it stands in the row.
    own = "".join(link.html or "" for link in heading.css("a.headerlink"))
    for link in heading.css("a.headerlink"):
        link.decompose()
    return f'<details class="entry-row"><summary>{heading.html}{said}</summary><div class="entry-body">{own}'


def _parted(text: str) -> str:
    """Return the beginning of a text as HTML; what a narrow screen has no room for is marked."""
    cut = _cut(text)
    if len(cut) <= _GIST_OF_PHONE:
        return html.escape(cut, quote=False)
    lead, _, _ = cut[:_GIST_OF_PHONE].rpartition(" ")
    rest = html.escape(cut[len(lead) :], quote=False)
    return f'{html.escape(lead, quote=False)}<span class="entry-more">{rest}</span>'


def _cut(text: str) -> str:
    """Return the beginning of a text, cut between two words."""
    folded = " ".join(text.split())
    return folded if len(folded) <= _GIST else f"{folded[:_GIST].rpartition(' ')[0].rstrip(',;:.')} …"
