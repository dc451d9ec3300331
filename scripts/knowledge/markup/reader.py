"""Reads the tree of a parsed page: its blocks, citations, links, headings, directives and boxes.

The tree is Python-Markdown's own, right before it is written out as HTML, so that what is
reported is what is shown. Marks that were only for us are taken out of it on the way.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field, replace

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from knowledge.citations.syntax import STRAY
from knowledge.markup.directives import EXEMPT, FORMS, NAME, OPEN, WORDS, read_comment
from knowledge.markup.lines import LINE, LineKeepingParser
from knowledge.markup.report import Block, BoxMark, CitationMark, DirectiveMark, Heading, Leftover, LinkMark, Parsed

# What a citation says in the HTML: what stands in its bracket, and its number among those of the text, from 0.
CITE, NUMBER = "data-cite", "data-number"
# What the tables extension writes on a cell; any other style comes from an attribute list.
_ALIGNED = re.compile(r"text-align: (left|right|center);?")
_BEFORE_SIGN = re.compile(r" ([.,;:!?)»])")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What begins a block of its own within a block.
_BLOCKS = {"p", "ul", "ol", "dl", "table", "blockquote", "div", "details", "pre", "figure", *_HEADINGS}
# Signs that Markdown would have taken, had they been written as they should: what they are, by how they look.
# These are the places where text of the tree, never of the file, is searched by pattern.
_LEFTOVERS = (
    ("a citation that is not in a bracket", STRAY),
    ("a footnote", re.compile(r"\[\^[^\]\s]*\]:?")),
    ("a box", re.compile(r"^\s*(?:!!+|\?\?+)\+? ?\w*", re.MULTILINE)),
    ("a list of attributes", re.compile(r"\{:?\s*(?:[#.][\w-]|[\w-]+=[\"'])[^{}]*\}")),
    ("a link", re.compile(r"\]\(|\]\[")),
    ("a comment", re.compile(r"<!--|-->")),
    ("bold or italic text", re.compile(r"\*\*")),
    ("a table", re.compile(r"\|\s*:?-{3,}")),
    ("a fence", re.compile(r"^\s*(?:`{3,}|~{3,}|:{3,})", re.MULTILINE)),
    ("a template expression", re.compile(r"\{\{|\}\}|\{%|%\}")),
)


@dataclass
class _Place:
    """Where the walk is: boxes around it, what the next block is let off for, the list or table it is in."""

    boxes: tuple[str, ...] = ()
    box_line: int = 0
    exempt: str = ""
    group: int = 0
    depth: int = 0
    kind: str = "paragraph"


@dataclass
class _Found:
    """What one block holds, as it is gathered."""

    text: list[str] = field(default_factory=list)
    citations: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    exempt: str = ""


class _Walk:
    def __init__(self, md: Markdown):
        parser = md.parser
        assert isinstance(parser, LineKeepingParser)
        self.md, self.parser = md, parser
        self.blocks: list[Block] = []
        self.citations: list[CitationMark] = []
        self.links: list[LinkMark] = []
        self.headings: list[Heading] = []
        self.directives: list[DirectiveMark] = []
        self.boxes: list[BoxMark] = []
        self.raw: list[Leftover] = []
        self.leftovers: list[Leftover] = []
        self.section = ""
        self.groups = 0
        self.line = 1

    # --- blocks ---

    def children(self, parent: etree.Element, place: _Place) -> None:
        exempt = ""
        for child in list(parent):
            if child.get(NAME) == EXEMPT:
                self._directive(child, place)
                exempt = child.get(WORDS) or "?"
                _remove(parent, child)
                continue
            self.element(child, replace(place, exempt=exempt or place.exempt), parent)
            exempt = ""

    def attributes(self, root: etree.Element) -> None:
        """Report what an attribute list has put on an element that would run, or dress it: {: onclick="…" }."""
        for element in root.iter():
            for name, value in element.attrib.items():
                dresses = name.lower() == "style" and not (element.tag in {"td", "th"} and _ALIGNED.fullmatch(value))
                if name.lower().startswith("on") or dresses:
                    line = self.parser.line_of(f"{name}=", 1)
                    self.raw.append(Leftover("html", f"{{: {name}={value!r} }}", line))

    def element(self, element: etree.Element, place: _Place, parent: etree.Element) -> None:
        self.line = max(1, int(element.attrib.pop(LINE, self.line)))
        tag = element.tag if isinstance(element.tag, str) else ""
        if element.get(NAME) is not None:
            self._directive(element, place)
            if FORMS.get(element.get(NAME) or "") and FORMS[element.get(NAME) or ""].silent:
                _remove(parent, element)
        elif tag in _HEADINGS:
            self._heading(element, place)
        elif tag == "details" or (tag == "div" and "admonition" in (element.get("class") or "").split()):
            self._box(element, place)
        elif tag in ("ul", "ol", "dl", "table"):
            self.groups += 1
            self.children(element, replace(place, group=self.groups, depth=place.depth + (tag != "table")))
        elif tag in ("thead", "tbody", "tfoot", "blockquote", "figure", "div"):
            if tag in ("blockquote", "div", "figure"):
                self._block(element, place, place.kind)
            self.children(element, place)
        elif tag == "tr":
            head = all(cell.tag == "th" for cell in element)
            self._row(element, replace(place, kind="head" if head else "row"))
        elif tag in ("li", "dt", "dd"):
            inner = replace(place, kind="item")
            self._block(element, inner, "item")
            self.children(element, inner)
        elif tag == "pre":
            self.blocks.append(Block("code", self.line, "", self.section, place.boxes, place.box_line))
        elif tag == "summary" or "admonition-title" in (element.get("class") or "").split():
            self._block(element, place, "title")
        elif tag == "p":
            self._block(element, place, place.kind)

    def _block(self, element: etree.Element, place: _Place, kind: str) -> None:
        line, found = self.line, _Found()
        self.gather(element, found, "heading" if kind == "heading" else "")
        self._add(kind, line, found, place)

    def _add(self, kind: str, line: int, found: _Found, place: _Place) -> None:
        # Where a citation stood, a space is left before what follows it.
        text = _BEFORE_SIGN.sub(r"\1", " ".join("".join(found.text).split()))
        if text or found.citations or found.links:
            self.blocks.append(
                Block(
                    kind, line, text, self.section, place.boxes, place.box_line,
                    tuple(found.citations), tuple(found.links), found.exempt or place.exempt, place.group, place.depth,
                )
            )  # fmt: skip

    def _row(self, row: etree.Element, place: _Place) -> None:
        line, found = self.line, _Found()
        for number, cell in enumerate(row):
            cell.attrib.pop(LINE, None)
            found.text.append(" | " if number else "")
            self.gather(cell, found, "")
        self._add(place.kind, line, found, place)

    def _heading(self, element: etree.Element, place: _Place) -> None:
        level, anchor, line, found = _HEADINGS[element.tag], element.get("id") or "", self.line, _Found()
        self.gather(element, found, "heading")
        text = " ".join("".join(found.text).split())
        self.section = "" if level == 1 else anchor
        self.headings.append(Heading(level, text, anchor, line))
        self._add("heading", line, found, place)

    def _box(self, element: etree.Element, place: _Place) -> None:
        classes = [name for name in (element.get("class") or "").split() if name != "admonition"]
        kind = classes[0] if classes else ""
        line, folds = self.line, element.tag == "details"
        first = element[0] if len(element) else None
        title = ""
        if first is not None and (first.tag == "summary" or "admonition-title" in (first.get("class") or "")):
            title = " ".join("".join(first.itertext()).split())
        self.boxes.append(BoxMark(kind, title, line, folds))
        self.children(element, replace(place, boxes=(*place.boxes, kind), box_line=line))

    def _directive(self, element: etree.Element, place: _Place) -> None:
        name, words, line = element.get(NAME) or "", element.get(WORDS) or "", self.line
        element.attrib.pop(LINE, None)
        open_ended = element.attrib.pop(OPEN, None) is not None
        before = len(self.blocks)
        form = FORMS.get(name)
        self.children(element, replace(place, kind="caption") if form and form.caption else place)
        caption = " ".join(block.text for block in self.blocks[before:]) if form and form.caption else ""
        self.directives.append(DirectiveMark(name, words, line, not open_ended, caption))

    # --- what stands within a block ---

    def gather(self, element: etree.Element, found: _Found, where: str) -> None:
        """Read the text of an element, and what is marked in it, save what begins a block of its own."""
        element.text = self._text(element, element.text, found, where)
        for child in list(element):
            tag = child.tag if isinstance(child.tag, str) else ""
            child_line = child.attrib.pop(LINE, None) if tag not in _BLOCKS else None
            if child_line:
                self.line = max(self.line, int(child_line))
            if tag in _BLOCKS:
                pass
            elif child.get(CITE) is not None:
                self._citation(child, found, where)
            elif "headerlink" in (child.get("class") or ""):
                pass
            elif tag == "a":
                self._link(child, found, where)
            elif tag == "img":
                self._image(child, found)
            elif tag == "code":
                found.text.append("".join(child.itertext()))
            else:
                self.gather(child, found, where)
            if child.tail:
                tail = self._text(element, child.tail, found, where)
                child.tail = tail

    def _line_of(self, words: str) -> int:
        self.line = self.parser.line_of(words, self.line)
        return self.line

    def _citation(self, element: etree.Element, found: _Found, where: str) -> None:
        raw = element.get(CITE) or ""
        line = self._line_of(raw.split("\n")[0].strip())
        element.set(NUMBER, str(len(self.citations)))
        found.citations.append(len(self.citations))
        self.citations.append(CitationMark(raw, line, where))

    def _link(self, element: etree.Element, found: _Found, where: str) -> None:
        target = element.get("href") or ""
        inner = _Found()
        plain = "".join(element.itertext()) == target or target.startswith("mailto:")
        if plain:
            inner.text.append("".join(element.itertext()))
        else:
            self.gather(element, inner, where or "link")
        text = " ".join("".join(inner.text).split())
        line = self._line_of(target) if target else self.line
        found.links.append(len(self.links))
        self.links.append(LinkMark(text, target, line))
        found.text += inner.text
        found.citations += inner.citations
        found.links += inner.links

    def _image(self, element: etree.Element, found: _Found) -> None:
        target = element.get("src") or ""
        line = self._line_of(target) if target else self.line
        found.links.append(len(self.links))
        self.links.append(LinkMark((element.get("alt") or "").strip(), target, line, image=True))

    def _text(self, parent: etree.Element, text: str | None, found: _Found, where: str) -> str | None:
        """Read a piece of text: what was set aside as HTML is reported, comments are taken out."""
        if not text:
            return text
        kept, end = [], 0
        for placeholder in HTML_PLACEHOLDER_RE.finditer(text):
            number = int(placeholder[1])
            kept.append(text[end : placeholder.start()])
            end = placeholder.end()
            raw = self.md.htmlStash.rawHtmlBlocks[number]
            if number in self.md.written_html and isinstance(raw, str):  # type: ignore[attr-defined]
                if raw.startswith("<!--"):
                    self._comment(raw, found)
                    continue
                line = self._line_of(next((part for part in raw.split("\n") if part.strip()), raw).strip())
                self.raw.append(Leftover("html", raw, line))
            kept.append(placeholder[0])
        kept.append(text[end:])
        made = "".join(kept)
        plain = HTML_PLACEHOLDER_RE.sub("", made)
        if not isinstance(text, AtomicString):
            for what, pattern in _LEFTOVERS:
                for sign in pattern.finditer(plain):
                    words = sign[0].strip()
                    self.leftovers.append(Leftover(what, words, self.parser.line_of(words, self.line)))
        found.text.append(plain)
        return made

    def _comment(self, raw: str, found: _Found) -> None:
        closing, name, words = read_comment(raw.removeprefix("<!--").removesuffix("-->").strip("-"))
        line = self._line_of(raw.split("\n")[0].strip())
        form = FORMS.get(name)
        if form and form.silent and not closing:
            # Within a line, what lets a block off stands in the block itself.
            found.exempt = words if name == EXEMPT else found.exempt
            self.directives.append(DirectiveMark(name, words, line))
        else:
            # What shows something stands on a line of its own.
            self.leftovers.append(Leftover("a comment", raw, line))


def _remove(parent: etree.Element, child: etree.Element) -> None:
    if child in list(parent):
        parent.remove(child)


def read_tree(root: etree.Element, md: Markdown) -> Parsed:
    """Return what stands in the tree of a page; ``html`` is for the caller to add."""
    walk = _Walk(md)
    walk.attributes(root)
    walk.children(root, _Place())
    for element in root.iter():
        element.attrib.pop(LINE, None)
    return Parsed(
        html="",
        blocks=tuple(walk.blocks),
        citations=tuple(walk.citations),
        links=tuple(walk.links),
        headings=tuple(walk.headings),
        directives=tuple(walk.directives),
        boxes=tuple(walk.boxes),
        raw_html=tuple(walk.raw),
        leftovers=tuple(walk.leftovers),
    )
