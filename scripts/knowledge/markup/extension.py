"""The Python-Markdown extension: which extensions a page is written with, and our own beside them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor, InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.slugs import slugify

from knowledge.citations.syntax import GROUP
from knowledge.language import read_language
from knowledge.markup.directives import DirectiveProcessor
from knowledge.markup.lines import LineKeepingParser
from knowledge.markup.reader import read_tree

# What pages are written with besides our own; æ, ø and å stay in the anchors.
EXTENSIONS = ("admonition", "attr_list", "tables", "toc", "pymdownx.details", "pymdownx.superfences")
CITE = "data-cite"


class _SourceLines(Preprocessor):
    """Tells the block parser the lines it will meet, before anything is taken out of them."""

    def run(self, lines: list[str]) -> list[str]:
        parser = self.md.parser
        assert isinstance(parser, LineKeepingParser)
        parser.begin(lines)
        return lines


class _RawBlocks(HtmlBlockPreprocessor):
    """Sets HTML aside as Python-Markdown does, and remembers which of what is set aside is HTML as written."""

    def run(self, lines: list[str]) -> list[str]:
        first = self.md.htmlStash.html_counter
        made = super().run(lines)
        self.md.written_html = set(range(first, self.md.htmlStash.html_counter))  # type: ignore[attr-defined]
        return made


class _RawInline(HtmlInlineProcessor):
    """The same for HTML within a line."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:
        self.md.written_html.add(self.md.htmlStash.html_counter)  # type: ignore[attr-defined]
        return super().handleMatch(m, data)


class CitationProcessor(InlineProcessor):
    """Turns a bracket with citations into ``<span data-cite="…">``; the grammar is ``citations.syntax``."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        element = etree.Element("span", {CITE: m["body"]})
        element.text = AtomicString(f"[{m['body']}]")
        return element, m.start(0), m.end(0)


class _Report(Treeprocessor):
    """Reads the finished tree, last of all."""

    def run(self, root: etree.Element) -> None:
        self.md.report = read_tree(root, self.md)  # type: ignore[attr-defined]


class KnowledgeExtension(Extension):
    """Everything a page is written with: the extensions named above, and our own.

    Option ``permalink_title``: what the link beside a heading says it does.
    """

    def __init__(self, **options: Any):
        self.config = {"permalink_title": [read_language().say("Link to this"), "title of the link beside a heading"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        parser = LineKeepingParser(md)
        parser.blockprocessors = md.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        md.parser = parser
        contents = {
            "permalink": "¶",
            "permalink_title": self.getConfig("permalink_title"),
            "toc_depth": 3,
            "slugify": slugify(case="lower"),
        }
        md.registerExtensions(list(EXTENSIONS), {"toc": contents})
        md.written_html = set()  # type: ignore[attr-defined]
        md.preprocessors.register(_SourceLines(md), "source_lines", 29)
        md.preprocessors.register(_RawBlocks(md), "html_block", 20)
        parser.blockprocessors.register(DirectiveProcessor(parser), "directive", 110)
        # A list goes on from the number it is written with: one that runs over several headings keeps its count.
        parser.blockprocessors["olist"].LAZY_OL = False
        # After code (190) and escapes (180), before links (170 and below), which have brackets too.
        md.inlinePatterns.register(CitationProcessor(GROUP.pattern, md), "citation", 175)
        md.inlinePatterns.register(_RawInline(HTML_RE, md), "html", 90)
        # After the anchors of headings are set (toc, 5) and escapes are undone (unescape, 0).
        md.treeprocessors.register(_Report(md), "report", -20)
