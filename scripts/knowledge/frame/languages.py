"""What is not in the site's language: screen readers are told of references and words in others (WCAG 3.1.2)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.html_tree import Node, attribute, has, replace_text
from knowledge.registers.references import bcp47

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.page_steps import Shown

ENGLISH_WORDS = "bibliography/english_words.txt"
# What is drawn, run or quoted letter by letter.
_LEFT_ALONE = frozenset({"svg", "script", "style", "code", "pre", "template"})


# What the build puts into a page's text, in the site's language whatever the page's is.
_BUILT = "a.citation, a.headerlink, .section-cards, .sources, .card-store"


def mark(shown: Shown) -> None:
    """Mark a page's references in other languages, and the English words of its text.

    A page in another language carries it as a whole (overrides/main.html); what the build has put
    into it is in the site's language and says so.
    """
    _mark_references(shown)
    own = shown.library.language.code
    if shown.page.language != own:
        for node in shown.root.css(_BUILT):
            node.attrs["lang"] = own
        return
    words = shown.library.english
    if words is not None:
        mark_english(shown.root, words)


def mark_frame(root: Node, library: Library, path: str) -> None:
    """Say in the menus of a rendered page which of their entries are in another language than the site.

    root: of the whole page; path: the page's, relative to ``docs/``
    """
    for page in library.pages.values():
        if page.language == library.language.code:
            continue
        here = page.path == path
        # The page one is on is led to by an address that does not name it; its contents stand in the menus too.
        own = ".md-nav__link--active, .md-nav--secondary .md-nav__list, .md-nav[data-md-level] .md-nav--secondary"
        for node in root.css(own if here else f'.md-nav a[href$="{page.address}"], .md-tabs a[href$="{page.address}"]'):
            node.attrs["lang"] = page.language


def _mark_references(shown: Shown) -> None:
    """Mark the works in «Kilder», and on the literature page those with an entry."""
    works, site = shown.library.references, shown.library.language.code
    for node in shown.root.css('li[id^="kilde-"] > .source-text'):
        assert node.parent is not None
        key = attribute(node.parent, "id").removeprefix("kilde-")
        _mark_language(node, bcp47(works[key]), site)
    if shown.page.register == "references":
        for heading in shown.root.css("h3.entry"):
            key = attribute(heading, "id")
            reference = heading.next
            while reference is not None and not reference.is_element_node:
                reference = reference.next
            if key in works and reference is not None:
                _mark_language(reference, bcp47(works[key]), site)


def _mark_language(node: Node, tag: str | None, site: str) -> None:
    """Put the reference that begins an element into a span with its language; what follows in the site's stays out."""
    if tag in (None, site):
        return
    note = node.css_first("em.verified, .Z3988")
    own = node.inner_html or ""
    rest = ""
    if note is not None and note.html and note.html in own:
        start = own.index(note.html)
        own, rest = own[:start], own[start:]
    space = own[len(own.rstrip()) :]
    node.inner_html = f'<span lang="{tag}">{own.rstrip()}</span>{space}{rest}'


def read_english(root: Path, names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of the English words of a project's pages; None when there are none.

    root: the project folder, whose ``ENGLISH_WORDS`` lists them; names: English names from the glossary
    """
    file = root / ENGLISH_WORDS
    lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines() if file.exists() else []
    listed = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    words = sorted({word.lower() for word in listed | set(names)}, key=lambda word: (-len(word), word))
    if not words:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def mark_english(root: Node, words: re.Pattern[str]) -> None:
    """Mark English words in the text below ``root``, save within what has its language marked already."""
    for node in list(_unmarked_texts(root)):
        text = node.text_content or ""
        if words.search(text):
            # The text is escaped piece by piece: a word of the list holds no sign that HTML reads.
            replace_text(node, words.sub(r'<span lang="en">\g<0></span>', html.escape(text, quote=False)))


def _unmarked_texts(root: Node) -> Iterable[Node]:
    child = root.first_child
    while child is not None:
        following = child.next
        if child.is_text_node:
            yield child
        elif child.is_element_node and child.tag not in _LEFT_ALONE and not has(child, "lang"):
            yield from _unmarked_texts(child)
        child = following
