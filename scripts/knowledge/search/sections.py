"""The parts of a rendered page: each heading with its anchor and the text below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.html_tree import Fragment, Node, attribute, classes, has
from knowledge.language import Language, read_language

_HEADINGS = {"h1", "h2", "h3"}
# What is no text of the page, or is drawn rather than read.
_SILENT = {"script", "style", "svg", "template"}
# Signs beside headings, and the labels of boxes («Kort sagt»), which every page has.
_UNREAD = {"headerlink", "admonition-title"}
# A space stands where one of these begins or ends.
_BLOCKS = {
    "p", "li", "ul", "ol", "dl", "dt", "dd", "div", "section", "table", "tr", "td", "th", "caption", "blockquote",
    "details", "summary", "figure", "figcaption", "pre", "br", "hr", "h4", "h5", "h6",
}  # fmt: skip


# Between the cells of a table, so that an excerpt does not read as one sentence.
_CELLS, _BETWEEN_CELLS = {"td", "th"}, "·"
_SOME_EMPTY = re.compile(rf"{_BETWEEN_CELLS}(?:\s*{_BETWEEN_CELLS})+")


@dataclass
class Section:
    """A part of a page.

    level: 1–3, that of its heading (1 also for what stands before the first heading)
    anchor: the heading's id, "" for the page's beginning
    heading: the heading's text
    classes: the heading's CSS classes
    text: what stands below it, up to the next heading, white space folded
    """

    level: int
    anchor: str
    heading: str
    classes: tuple[str, ...] = ()
    text: str = ""
    parts: list[str] = field(default_factory=list, repr=False)


class _Reader:
    def __init__(self, cross_reference: re.Pattern[str]) -> None:
        self.cross_reference = cross_reference
        self.sections = [Section(1, "", "")]
        self.paragraph: list[str] | None = None

    @property
    def target(self) -> list[str]:
        return self.sections[-1].parts if self.paragraph is None else self.paragraph

    def read(self, parent: Node) -> None:
        child = parent.first_child
        while child is not None:
            if child.is_text_node:
                self.target.append(child.text_content or "")
            elif child.is_element_node:
                self._element(child)
            child = child.next

    def _element(self, node: Node) -> None:
        tag, names = node.tag or "", classes(node)
        if tag in _BLOCKS:
            self.target.append(f" {_BETWEEN_CELLS} " if tag in _CELLS else " ")
        if tag in _SILENT or has(node, "data-search-exclude") or not _UNREAD.isdisjoint(names):
            return
        if tag in _HEADINGS:
            level = int(tag[1])
            anchor = "" if level == 1 else attribute(node, "id")
            section = Section(level, anchor, "", tuple(names))
            self.sections.append(section)
            self.read(node)
            section.heading, section.parts = " ".join("".join(section.parts).split()), []
        elif tag == "p":
            self.paragraph = []
            self.read(node)
            text, self.paragraph = "".join(self.paragraph or ()), None
            if not self.cross_reference.match(text.lstrip()):
                self.sections[-1].parts.append(text)
        else:
            self.read(node)
        if tag in _BLOCKS:
            self.target.append(" ")


def read_sections(html: str, language: Language | None = None) -> list[Section]:
    """Return the sections of a page's rendered content, in order; those without heading and text are left out.

    Text in elements marked ``data-search-exclude`` is passed over.
    """
    return read_tree(Fragment(html).root, language)


def read_tree(root: Node, language: Language | None = None) -> list[Section]:
    """The same of a tree."""
    language = language or read_language()
    say = language.say
    # Lines the register pages add to an entry: they name other pages and would find this one for them.
    used = (language.say_number("Used on this page", "Used on these pages", number) for number in (1, 2))
    added = (*used, say("See also"), say("Read more"))
    reader = _Reader(re.compile(f"(?:{'|'.join(map(re.escape, added))}):"))
    reader.read(root)
    for section in reader.sections:
        # Soft hyphens tell browsers where a word may be broken, and say nothing.
        text = _SOME_EMPTY.sub(_BETWEEN_CELLS, "".join(section.parts).replace("\u00ad", ""))
        section.text = " ".join(text.split()).removeprefix(f"{_BETWEEN_CELLS} ")
    return [section for section in reader.sections if section.heading or section.text]
