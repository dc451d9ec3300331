"""The parts of a rendered page: each heading with its anchor and the text below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

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
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Lines the register pages add to an entry: they name other pages and would find this one for them.
_CROSS_REFERENCE = re.compile(r"(?:Brukt på (?:disse sidene|denne siden)|Se også|Les mer):")


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


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.sections = [Section(1, "", "")]
        self.open: list[tuple[str, bool]] = []
        self.silent = 0
        self.in_heading = False
        self.paragraph: list[str] | None = None

    @property
    def target(self) -> list[str]:
        return self.sections[-1].parts if self.paragraph is None else self.paragraph

    def handle_starttag(self, tag, attrs):
        if tag in _BLOCKS:
            self.target.append(" ")
        if tag in _VOID:
            return
        attributes = {name: value or "" for name, value in attrs}
        classes = tuple(attributes.get("class", "").split())
        quiet = tag in _SILENT or "data-search-exclude" in attributes or not _UNREAD.isdisjoint(classes)
        self.open.append((tag, quiet))
        self.silent += quiet
        if self.silent:
            return
        if tag in _HEADINGS:
            level = int(tag[1])
            self.sections.append(Section(level, "" if level == 1 else attributes.get("id", ""), "", classes))
            self.in_heading = True
        elif tag == "p":
            self.paragraph = []

    def handle_endtag(self, tag):
        if tag in _VOID or tag not in (name for name, _ in self.open):
            return
        while self.open:
            name, quiet = self.open.pop()
            self.silent -= quiet
            if not self.silent and not quiet:
                self._close(name)
            if name == tag:
                break

    def _close(self, tag):
        if tag in _HEADINGS and self.in_heading:
            section = self.sections[-1]
            section.heading, section.parts = " ".join("".join(section.parts).split()), []
            self.in_heading = False
        elif tag == "p" and self.paragraph is not None:
            text, self.paragraph = "".join(self.paragraph), None
            if not _CROSS_REFERENCE.match(text.lstrip()):
                self.sections[-1].parts.append(text)
        if tag in _BLOCKS:
            self.target.append(" ")

    def handle_data(self, data):
        if not self.silent:
            self.target.append(data)


def read_sections(html: str) -> list[Section]:
    """Return the sections of a page's rendered content, in order; those without heading and text are left out.

    Text in elements marked ``data-search-exclude`` is passed over.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for section in reader.sections:
        section.text = " ".join("".join(section.parts).split())
    return [section for section in reader.sections if section.heading or section.text]
