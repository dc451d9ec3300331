"""Everything the site knows of one project folder; ``knowledge.reading`` reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from knowledge.citations.labels import CitationStyleError, Labels, render_cached, stored
from knowledge.citations.syntax import find_groups
from knowledge.exports.csl_json import ConversionError
from knowledge.exports.records import Record, read_records
from knowledge.pages.source import SourcePage, mask
from knowledge.problems import ContentError, Problem
from knowledge.registers.entries import Entry
from knowledge.registers.files import BIBLIOGRAPHY, CACHE, STYLE
from knowledge.registers.references import Reference
from knowledge.registers.usage import Usage, find_usage


@dataclass
class Library:
    """The pages and registers of one project folder.

    root: the project folder
    expand: gives a page's Markdown, by its path, with what is made of data in place
    pages: source pages by path relative to ``docs/``
    references: works by citation key
    provisions, concepts, source_notes, figures, timeline, trials, illustrations: register entries by id
    unchanged: True when this very content passed every check before
    """

    root: Path
    expand: Callable[[Library, str], str]
    pages: dict[str, SourcePage] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    provisions: dict[str, Entry] = field(default_factory=dict)
    concepts: dict[str, Entry] = field(default_factory=dict)
    source_notes: dict[str, Entry] = field(default_factory=dict)
    figures: dict[str, Entry] = field(default_factory=dict)
    timeline: dict[str, Entry] = field(default_factory=dict)
    trials: dict[str, Entry] = field(default_factory=dict)
    illustrations: dict[str, Entry] = field(default_factory=dict)
    unchanged: bool = False
    _markdown: dict[str, str] = field(default_factory=dict)

    @cached_property
    def register_page(self) -> dict[str, str]:
        """Register name -> path of the page that shows it."""
        return {page.register: page.path for page in self.pages.values() if page.register}

    @cached_property
    def usage(self) -> Usage:
        """Which pages use which work, provision and concept."""
        return find_usage(self.pages, self.register_page)

    @cached_property
    def labels(self) -> Labels:
        """Labels of every citation group on the site; see ``citations.labels``."""
        files = (self.root / BIBLIOGRAPHY, self.root / STYLE, self.root / CACHE)
        if self.unchanged and (kept := stored(*files)).references:
            return kept
        groups = {f"@{key}" for key in self.references}
        for path, page in self.pages.items():
            # The literature page is made of the labels and holds no citation groups itself.
            if page.register != "references":
                text = self.markdown(path)
                found = page.groups if text == page.body else find_groups(mask(text))
                groups |= {group.raw for group in found}
        try:
            return render_cached(groups, *files)
        except CitationStyleError as error:
            mend = "mend the entry or the style that pandoc names"
            raise ContentError([Problem(BIBLIOGRAPHY, 1, f"pandoc: {error}", mend)]) from error

    @cached_property
    def records(self) -> dict[str, Record]:
        """Every work in the formats others read, by key; see ``exports.records``."""
        try:
            return read_records(self.root / BIBLIOGRAPHY, self.references, self.root / CACHE)
        except ConversionError as error:
            mend = "mend the entry that pandoc names"
            raise ContentError([Problem(BIBLIOGRAPHY, 1, f"pandoc: {error}", mend)]) from error

    def register(self, name: str) -> dict[str, Reference] | dict[str, Entry]:
        """Return a register by the name its page asks for it with."""
        return getattr(self, name.replace("-", "_"))

    def markdown(self, path: str) -> str:
        """Return a page's Markdown as it is built: with its register, and the data of its figures, in place."""
        if path not in self._markdown:
            self._markdown[path] = self.expand(self, path)
        return self._markdown[path]
