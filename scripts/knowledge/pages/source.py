"""A page as its author wrote it, read once, with the places of things in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from knowledge.citations.syntax import CitationGroup, find_groups
from knowledge.pages.headings import Heading, find_headings
from knowledge.problems import Problem

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HIDDEN = re.compile(
    r"(?P<fence>^[ \t]*(?P<ticks>`{3,}|~{3,})[^\n]*\n.*?^[ \t]*(?P=ticks)[`~]*[ \t]*$)"
    r"|(?P<comment><!--.*?-->)"
    r"|(?P<span>(?<!`)(?P<tick>`+)(?!`)(?:(?!\n\n).)*?(?<!`)(?P=tick)(?!`))",
    re.DOTALL | re.MULTILINE,
)
_MARKER = re.compile(r"^<!-- register: (?P<name>[a-z-]+) -->[ \t]*$", re.MULTILINE)


def mask(text: str) -> str:
    """Return ``text`` with code and comments blanked, every other character in its place."""
    if not any(opening in text for opening in ("`", "~~~", "<!--")):
        return text
    return _HIDDEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


# The same safe subset of YAML, read in C where PyYAML was built with it.
_FAST_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Stands for @ inside code while citations are being replaced; a private-use character.
_CODE_AT = "\ue002"


def hide_code_citations(text: str) -> str:
    """Return Markdown in which no ``@`` in code can be taken for a citation."""
    return _HIDDEN.sub(lambda found: found[0].replace("@", _CODE_AT), text)


def show_code_citations(text: str) -> str:
    """Undo ``hide_code_citations``."""
    return text.replace(_CODE_AT, "@")


@dataclass
class SourcePage:
    """One Markdown file below ``docs/``.

    path: relative to ``docs/``, forward slashes (``perspektiver/stotte.md``)
    file: relative to the project folder, as problems name it
    text: the whole file
    meta: its front matter (empty when there is none or it is no mapping)
    body_start: offset of the Markdown after the front matter
    """

    path: str
    file: str
    text: str
    meta: dict = field(default_factory=dict)
    body_start: int = 0

    @cached_property
    def masked(self) -> str:
        """The text with front matter, code and comments blanked; offsets as in ``text``."""
        blank = re.sub(r"[^\n]", " ", self.text[: self.body_start])
        return blank + mask(self.text[self.body_start :])

    @property
    def body(self) -> str:
        return self.text[self.body_start :]

    @property
    def title(self) -> str:
        return str(self.meta.get("title", self.path))

    @property
    def address(self) -> str:
        """The page's address relative to the site's root (``perspektiver/stotte/``)."""
        stem = self.path.removesuffix(".md")
        if stem == "index" or stem.endswith("/index"):
            return stem[: -len("index")]
        return f"{stem}/"

    @cached_property
    def groups(self) -> tuple[CitationGroup, ...]:
        return tuple(find_groups(self.masked))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(find_headings(self.text, self.masked))

    @property
    def register(self) -> str | None:
        """The register this page shows (``<!-- register: NAME -->``), or None."""
        found = _MARKER.search(self.text)
        return found["name"] if found else None

    def line(self, offset: int) -> int:
        """Return the line number, from 1, of an offset in ``text``."""
        return self.text.count("\n", 0, offset) + 1

    def meta_line(self, name: str) -> int:
        """Return the line number of a front matter field, or 1 when it is not there."""
        found = re.search(rf"^{re.escape(name)}[ \t]*:", self.text[: self.body_start], re.MULTILINE)
        return self.line(found.start()) if found else 1

    def problem(self, offset: int, what: str, mend: str) -> Problem:
        return Problem(self.file, self.line(offset), what, mend)


def expand_register(body: str, register: str, markdown: str) -> str:
    """Return a page's Markdown with its register marker replaced by the register's Markdown."""
    return _MARKER.sub(lambda found: markdown if found["name"] == register else found[0], body)


def read_page(root: Path, docs: Path, path: Path) -> tuple[SourcePage | None, list[Problem]]:
    """Read one page; return it, or None when its bytes are no UTF-8, and what is wrong with it."""
    file = path.relative_to(root).as_posix()
    data = path.read_bytes()
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        mend = "save the file as UTF-8 (iconv -f ISO-8859-1 -t UTF-8 converts an old one)"
        return None, [Problem(file, line, f"the file is not UTF-8 (byte 0x{data[error.start]:02x})", mend)]
    page = SourcePage(path.relative_to(docs).as_posix(), file, text)
    found = _FRONT_MATTER.match(text)
    if not found:
        mend = "begin the file with '---', the fields of CONTRIBUTING.md, and '---'"
        return page, [Problem(file, 1, "the page has no front matter", mend)]
    page.body_start = found.end()
    try:
        meta = yaml.load(found["yaml"], _FAST_YAML)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = f"the front matter is no YAML ({getattr(error, 'problem', None) or 'cannot be read'})"
        return page, [Problem(file, line, what, "put texts with ':' or '#' in quotes and indent with spaces")]
    if not isinstance(meta, dict):
        return page, [Problem(file, 1, "the front matter is no list of fields", "write one 'field: value' a line")]
    page.meta = meta
    return page, []


def read_pages(root: Path, docs: Path) -> tuple[dict[str, SourcePage], list[Problem]]:
    """Read every ``*.md`` below ``docs``, in order of path; return the pages by path, and the problems."""
    pages, problems = {}, []
    for path in sorted(docs.rglob("*.md"), key=lambda found: found.relative_to(docs).as_posix()):
        page, found = read_page(root, docs, path)
        problems += found
        if page:
            pages[page.path] = page
    return pages, problems
