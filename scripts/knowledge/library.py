"""Everything the site knows, read once from a project folder and checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from knowledge import register_pages
from knowledge.checks import content, passed
from knowledge.citations.labels import CitationStyleError, Labels, render_cached, stored
from knowledge.citations.syntax import find_groups
from knowledge.pages import navigation
from knowledge.pages.source import SourcePage, expand_register, mask, read_pages
from knowledge.problems import ContentError, Problem, stop_on
from knowledge.registers.entries import Entry, read_entries
from knowledge.registers.references import Reference, read_references
from knowledge.registers.usage import Usage, find_usage

BIBLIOGRAPHY = "bibliography/references.bib"
STYLE = "bibliography/norsk-forfatter-aar.csl"
CACHE = ".cache"
REGISTERS = {
    "provisions": ("bibliography/legal.yml", "provision.schema.json"),
    "concepts": ("bibliography/glossary.yml", "concept.schema.json"),
    "source-notes": ("bibliography/source_notes.yml", "source_note.schema.json"),
    "figures": ("bibliography/figures.yml", "figure.schema.json"),
    "timeline": ("bibliography/timeline.yml", "event.schema.json"),
}


@dataclass
class Library:
    """The pages and registers of one project folder.

    root: the project folder
    pages: source pages by path relative to ``docs/``
    references: works by citation key
    provisions, concepts, source_notes, figures, timeline: register entries by id
    unchanged: True when this very content passed every check before
    """

    root: Path
    pages: dict[str, SourcePage] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    provisions: dict[str, Entry] = field(default_factory=dict)
    concepts: dict[str, Entry] = field(default_factory=dict)
    source_notes: dict[str, Entry] = field(default_factory=dict)
    figures: dict[str, Entry] = field(default_factory=dict)
    timeline: dict[str, Entry] = field(default_factory=dict)
    unchanged: bool = False
    _rendered: dict[str, str] = field(default_factory=dict)

    @cached_property
    def register_page(self) -> dict[str, str]:
        """Register name -> path of the page that shows it."""
        return {page.register: page.path for page in self.pages.values() if page.register}

    @cached_property
    def usage(self) -> Usage:
        """Which pages use which work, provision and concept."""
        return find_usage(self)

    @cached_property
    def labels(self) -> Labels:
        """Labels of every citation group on the site; see ``citations.labels``."""
        files = (self.root / BIBLIOGRAPHY, self.root / STYLE, self.root / CACHE)
        if self.unchanged and (kept := stored(*files)).references:
            return kept
        # The literature page is made of the labels and holds no citation groups itself.
        groups = {f"@{key}" for key in self.references}
        for path, page in self.pages.items():
            if not page.register:
                groups |= {group.raw for group in page.groups}
            elif page.register != "references":
                groups |= {group.raw for group in find_groups(mask(self.markdown(path)))}
        try:
            return render_cached(groups, *files)
        except CitationStyleError as error:
            mend = "mend the entry or the style that pandoc names"
            raise ContentError([Problem(BIBLIOGRAPHY, 1, f"pandoc: {error}", mend)]) from error

    def register(self, name: str) -> dict[str, Reference] | dict[str, Entry]:
        """Return a register by the name its page asks for it with."""
        return getattr(self, name.replace("-", "_"))

    def markdown(self, path: str) -> str:
        """Return a page's Markdown as it is built: a register page with its register in place."""
        page = self.pages[path]
        if page.register not in register_pages.NAMES:
            return page.body
        return expand_register(page.body, page.register, self._register_markdown(page.register))

    def _register_markdown(self, name: str) -> str:
        if name not in self._rendered:
            self._rendered[name] = register_pages.render(self, name)
        return self._rendered[name]


def read_library(root: Path, nav: list | None = None) -> Library:
    """Read and check the project folder ``root``; return its library.

    nav: the navigation of mkdocs.yml where the caller has it, else it is read from there

    Content that passed every check before, and has not changed since, is not checked again
    (``checks.passed``). Raises ContentError with every problem found, not only the first.
    """
    library = Library(root)
    state = passed.fingerprint(root)
    library.unchanged = passed.has_passed(root / CACHE, state)
    library.references, problems = read_references(root / BIBLIOGRAPHY, BIBLIOGRAPHY)
    for name, (file, schema) in REGISTERS.items():
        entries, found = read_entries(root / file, file, None if library.unchanged else schema)
        setattr(library, name.replace("-", "_"), entries)
        problems += found
    library.pages, found = read_pages(root, root / "docs")
    problems += found
    # What follows looks things up in the registers: with a broken one it would
    # report every page that uses it, and bury the cause.
    stop_on(problems)
    if library.unchanged:
        return library
    config = root / "mkdocs.yml"
    listed = navigation.read_navigation(config) if nav is None else nav
    text = config.read_text(encoding="utf-8")
    stop_on([*navigation.check(listed, library.pages, text), *content.check(library)])
    # What pandoc refuses has not passed either.
    _ = library.labels
    passed.note(root / CACHE, state)
    return library
