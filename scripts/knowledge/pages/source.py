"""A page as its author wrote it, read once: its front matter, and what the parse found in the rest."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from knowledge.citations.syntax import Citation, citations_of
from knowledge.language import DEFAULT
from knowledge.markup.cache import ParseCache
from knowledge.markup.report import Block, Heading, Parsed
from knowledge.pages.links import Link, resolve
from knowledge.problems import Problem
from knowledge.yaml_text import FAST_YAML

# The same safe subset of YAML, read in C where PyYAML was built with it.
_FENCE = "---"


@dataclass(frozen=True)
class CitationGroup:
    """A bracket with citations: what stands in it, its line, the works cited (none when it is ill-formed).

    place: where it stands, when that is where none may (``heading`` or ``link``)
    """

    raw: str
    line: int
    citations: tuple[Citation, ...]
    place: str = ""


@dataclass
class SourcePage:
    """One Markdown file below ``docs/``.

    path: relative to ``docs/``, forward slashes (``perspektiver/stotte.md``)
    file: relative to the project folder, as problems name it
    text: the whole file
    meta: its front matter (empty when there is none or it is no mapping)
    body_line: the line, from 1, of the Markdown after the front matter
    site_language: the language of the site, which is the page's where it does not say
    parsed: what the parse made of it and found in it; lines are those of the file
    """

    path: str
    file: str
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    body_line: int = 1
    site_language: str = DEFAULT
    parsed: Parsed = field(default_factory=lambda: Parsed(""))

    @property
    def body(self) -> str:
        """The Markdown after the front matter."""
        return "\n".join(self.text.split("\n")[self.body_line - 1 :])

    @property
    def title(self) -> str:
        return str(self.meta.get("title", self.path))

    @property
    def kind(self) -> str:
        return str(self.meta.get("kind", ""))

    @property
    def language(self) -> str:
        """The language its text is in (BCP 47); what the site puts around it is in the site's."""
        return str(self.meta.get("lang", self.site_language))

    @property
    def address(self) -> str:
        """The page's address relative to the site's root (``perspektiver/stotte/``)."""
        return address_of(self.path)

    @property
    def former(self) -> tuple[str, ...]:
        """The addresses it was published at before, as seen from the site's root (``/metoder/gammel/``)."""
        listed = self.meta.get("former")
        return tuple(map(str, listed)) if isinstance(listed, list) else ()

    @cached_property
    def groups(self) -> tuple[CitationGroup, ...]:
        """Its citation groups, in order."""
        return tuple(
            CitationGroup(mark.raw, mark.line, citations_of(mark.raw), mark.place) for mark in self.parsed.citations
        )

    @property
    def keys(self) -> set[str]:
        """The keys of the works its own text cites."""
        return {citation.key for group in self.groups for citation in group.citations}

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.parsed.headings

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.parsed.blocks

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Its links and pictures, in order; a target that is no address at all leads nowhere (path "?")."""
        found = []
        for mark in self.parsed.links:
            try:
                path, anchor = resolve(self.path, mark.target)
            except ValueError:
                path, anchor = "?", ""
            found.append(Link(mark.text, mark.target, mark.line, path, anchor, mark.image))
        return tuple(found)

    @property
    def register(self) -> str | None:
        """The register this page shows (``<!-- register: NAME -->``), or None."""
        mark = self.parsed.directive("register")
        return mark.words if mark else None

    def meta_line(self, name: str) -> int:
        """Return the line number of a front matter field, or 1 when it is not there."""
        for number, line in enumerate(self.text.split("\n")[: self.body_line - 1], 1):
            if line.partition(":")[0].rstrip() == name:
                return number
        return 1

    def problem(self, line: int, what: str, mend: str, rule: str = "") -> Problem:
        return Problem(self.file, line, what, mend, rule)


def _front_matter(text: str) -> tuple[str, int]:
    """Return a page's front matter and the line its Markdown begins on; ("", 1) when it has none."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return "", 1
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == _FENCE:
            return "\n".join(lines[1 : number - 1]), number + 1
    return "", 1


def read_page(root: Path, docs: Path, path: Path, cache: ParseCache) -> tuple[SourcePage | None, list[Problem]]:
    """Read one page; return it, or None when it is no text in UTF-8, and what is wrong with it."""
    file = path.relative_to(root).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem(file, 1, f"the page cannot be read ({error.strerror})", "restore the file", "file")]
    try:
        # A byte order mark, which some editors write, is no part of the text.
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        mend = "save the file as UTF-8 (iconv -f ISO-8859-1 -t UTF-8 converts an old one)"
        return None, [Problem(file, line, f"the file is not UTF-8 (byte 0x{data[error.start]:02x})", mend, "utf-8")]
    page = SourcePage(path.relative_to(docs).as_posix(), file, text)
    front, page.body_line = _front_matter(text)
    # Front matter is blank to the parse, so that lines are those of the file.
    try:
        page.parsed = cache.parse("\n" * (page.body_line - 1) + page.body)
    except RecursionError:
        what = "the page has lists, boxes or quotations within one another too deep to be read"
        return None, [Problem(file, page.body_line, what, "take some of the indents away", "markup")]
    if page.body_line == 1:
        mend = "begin the file with '---', the fields of CONTRIBUTING.md, and '---'"
        return page, [Problem(file, 1, "the page has no front matter", mend, "front-matter")]
    try:
        meta = yaml.load(front, FAST_YAML)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = f"the front matter is no YAML ({getattr(error, 'problem', None) or error})"
        mend = "put texts with ':' or '#' in quotes and indent with spaces"
        return page, [Problem(file, line, what, mend, "front-matter")]
    try:
        json.dumps(meta, default=str, skipkeys=True)
    except (ValueError, RecursionError):
        what = "a field of the front matter holds itself"
        return page, [Problem(file, 1, what, "write its value out, without & and *", "front-matter")]
    if not isinstance(meta, dict):
        mend = "write one 'field: value' a line"
        return page, [Problem(file, 1, "the front matter is no list of fields", mend, "front-matter")]
    page.meta = meta
    return page, []


def read_pages(root: Path, docs: Path, cache: ParseCache) -> tuple[dict[str, SourcePage], list[Problem]]:
    """Read every page below ``docs``, in order of path; return the pages by path, and the problems.

    What editors leave behind (``.#x.md``, ``#x.md#``) is no page; ``checks.files`` names it.
    """
    pages: dict[str, SourcePage] = {}
    problems: list[Problem] = []
    for path in sorted(docs.rglob("*.md"), key=lambda found: found.relative_to(docs).as_posix()):
        if not is_page(path.relative_to(docs).as_posix()):
            continue
        page, found = read_page(root, docs, path, cache)
        problems += found
        if page:
            pages[page.path] = page
    return pages, problems


def address_of(path: str) -> str:
    """Return the address, relative to the site's root, of the page at a path below ``docs/``."""
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem[: -len("index")]
    return f"{stem}/"


def is_page(path: str) -> bool:
    """Say whether a path below ``docs/`` is a page's: Markdown, and no part of it hidden or an editor's own."""
    return path.endswith(".md") and not any(part.startswith((".", "#", "~")) for part in path.split("/"))
