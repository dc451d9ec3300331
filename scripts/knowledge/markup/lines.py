"""A block parser that knows which line of the source each block began on.

Python-Markdown hands its block processors text without places. Blocks are taken in the order
of the source, and the first line of a block is the end of a source line (what stands before
it is the mark of a list, a quotation or a box, or indentation), so each is found by looking
on from the one before. Elements made of a block carry its line in the attribute ``LINE`` until
the report has read it.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.util import HTML_PLACEHOLDER_RE

LINE = "data-source-line"
# Read as a whole: after one of these the search goes on below it.
_LEAVES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "hr", "pre"}


class LineKeepingParser(BlockParser):
    """The block parser of Python-Markdown, which also gives every element the line it began on."""

    def __init__(self, md: Markdown):
        super().__init__(md)
        self.source: list[str] = []
        self._place = 0

    def begin(self, source: Iterable[str]) -> None:
        """Take the lines of a new source, as the preprocessors get them."""
        self.source = [line.strip() for line in source]
        self._place = 0

    def line_of(self, words: str, otherwise: int) -> int:
        """Return the first line, from ``otherwise`` on, that holds ``words``; ``otherwise`` when none does."""
        for number in range(max(otherwise, 1) - 1, len(self.source)):
            if words in self.source[number]:
                return number + 1
        return otherwise

    def _first_line(self, block: str) -> str:
        first = next((line for line in block.split("\n") if line.strip()), "").strip()
        stashed = HTML_PLACEHOLDER_RE.match(first)
        if stashed:
            kept = self.md.htmlStash.rawHtmlBlocks[int(stashed[1])]
            first = next((line for line in str(kept).split("\n") if line.strip()), "").strip()
        return first

    def _find(self, block: str) -> int:
        """Return the index of the source line ``block`` begins on; the present place when it is not found."""
        first = self._first_line(block)
        if not first:
            return self._place
        for number in range(self._place, len(self.source)):
            if self.source[number].endswith(first):
                return number
        return self._place

    def parseBlocks(self, parent: etree.Element, blocks: list[str]) -> None:
        while blocks:
            block = blocks[0]
            self._place = self._find(block)
            line = self._place + 1
            before = len(parent)
            for processor in self.blockprocessors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break
            if LINE not in parent.attrib and parent is not self.root:
                parent.set(LINE, str(line))
            made = parent[before:]
            for element in made:
                # What was made of this block within began on a line of its own; the block's own element here.
                element.set(LINE, str(line))
                _give_lines(element, line)
            if len(made) == 1 and made[0].tag in _LEAVES:
                self._place = min(line - 1 + len(block.strip("\n").split("\n")), len(self.source))


def _give_lines(element: etree.Element, line: int) -> None:
    """Give what is in an element a line where it has none; the rows of a table one each."""
    if element.tag == "table":
        for number, row in enumerate(element.iter("tr")):
            # The line of dashes stands between the first row and the second.
            row.set(LINE, str(line + number + (number > 0)))
    for child in element:
        if LINE not in child.attrib:
            child.set(LINE, str(line))
            _give_lines(child, line)
        elif child.tag not in ("tr",):
            _give_lines(child, int(child.get(LINE) or line))
