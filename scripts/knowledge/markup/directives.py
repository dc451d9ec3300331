"""Directives: what a page asks for with a comment on a line of its own.

``<!-- name -->`` or ``<!-- name: words -->``; any other renderer passes over a comment. Some
hold what follows: a figure its caption (the lines right below), columns everything up to
``<!-- /columns -->``. In the HTML a directive is ``<div data-directive="name" data-words="…">``
until the steps on the page put in what it asks for.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass

from markdown.blockprocessors import BlockProcessor
from markdown.util import HTML_PLACEHOLDER_RE

NAME, WORDS, OPEN = "data-directive", "data-words", "data-open"
# The form of a directive; what a comment says otherwise is not in this form.
_FORM = re.compile(r"(?P<closing>/?)(?P<name>[^\W\d_][\w -]*?)\s*(?::\s*(?P<words>.*))?", re.DOTALL)
_COMMENT = re.compile(r" {0,3}<!--(?P<inner>.*?)-->[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(frozen=True)
class Form:
    """What a directive may be.

    words: whether words follow its name; caption: whether the lines below it are its caption
    pair: whether it is closed by ``<!-- /name -->``; silent: whether it shows nothing
    """

    words: bool = False
    caption: bool = False
    pair: bool = False
    silent: bool = False


FORMS: dict[str, Form] = {
    "cards": Form(words=True),
    "cases": Form(),
    "chapter": Form(words=True),
    "chapters": Form(),
    "columns": Form(pair=True),
    "downloads": Form(),
    "evidence": Form(),
    "figure": Form(words=True, caption=True),
    "law-date": Form(),
    "note": Form(words=True, silent=True),
    "open data": Form(),
    "prøve": Form(words=True, silent=True),
    "register": Form(words=True),
    "search": Form(),
    "uten kilde": Form(words=True, silent=True),
}
EXEMPT = "uten kilde"


def read_comment(inner: str) -> tuple[bool, str, str]:
    """Return whether a comment closes a directive, its name and its words; the name is "" for another form."""
    found = _FORM.fullmatch(inner.strip())
    if not found:
        return False, "", " ".join(inner.split())
    return bool(found["closing"]), found["name"], " ".join((found["words"] or "").split())


class DirectiveProcessor(BlockProcessor):
    """Turns a comment that stands by itself into an element, with what belongs to it inside."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return self._comment(block) is not None

    def _comment(self, block: str) -> tuple[str, str, bool] | None:
        """Return a comment's inside, what follows it in the block, and whether a blank line does."""
        placeholder = HTML_PLACEHOLDER_RE.match(block.strip())
        if placeholder and placeholder.end() == len(block.strip()):
            kept = self.parser.md.htmlStash.rawHtmlBlocks[int(placeholder[1])]
            found = _COMMENT.fullmatch(kept.rstrip("\n")) if isinstance(kept, str) else None
            return (found["inner"], "", kept.endswith("\n")) if found else None
        found = _COMMENT.match(block)
        if not found:
            return None
        rest = block[found.end() :]
        return found["inner"], rest, not rest.strip()

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        read = self._comment(blocks.pop(0))
        assert read is not None  # test() has seen it
        inner, rest, alone = read
        closing, name, words = read_comment(inner)
        element = etree.SubElement(parent, "div", {NAME: f"/{name}" if closing else name, WORDS: words})
        form = FORMS.get(name, Form())
        if form.caption and not closing:
            caption = rest
            if not alone and not rest and blocks:
                caption = blocks.pop(0)
            if caption.strip():
                paragraph = etree.SubElement(element, "p")
                paragraph.text = caption.strip()
            rest = ""
        elif form.pair and not closing:
            end = self._closing(name, blocks)
            if rest.strip():
                blocks.insert(0, rest)
                end, rest = (None if end is None else end + 1), ""
            if end is None:
                element.set(OPEN, "yes")
            else:
                inside = blocks[:end]
                del blocks[: end + 1]
                self.parser.parseBlocks(element, inside)
        if rest.strip():
            blocks.insert(0, rest)

    def _closing(self, name: str, blocks: list[str]) -> int | None:
        for number, block in enumerate(blocks):
            read = self._comment(block)
            if read and read_comment(read[0])[:2] == (True, name):
                return number
        return None
