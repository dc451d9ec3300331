"""Everything the site knows of one project folder; ``knowledge.reading`` reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.checks.passed import PassedFiles
from knowledge.citations.labels import CitationStyleError, Labels, render_cached, stored
from knowledge.evidence import records
from knowledge.evidence.claims import Claim, all_claims
from knowledge.evidence.entries import ledger_entries
from knowledge.evidence.texts import Texts
from knowledge.exports.csl_json import ConversionError
from knowledge.exports.lists import WorkList, page_lists
from knowledge.exports.published import read_site
from knowledge.exports.records import Record, read_records
from knowledge.language import Language, read_language
from knowledge.markup.parse import parse
from knowledge.markup.report import Parsed
from knowledge.pages.navigation import Navigation
from knowledge.pages.source import SourcePage
from knowledge.problems import ContentError, Problem
from knowledge.registers.entries import Entry
from knowledge.registers.files import BIBLIOGRAPHY, CACHE, REGISTERS
from knowledge.registers.references import Reference
from knowledge.registers.usage import Usage, find_usage
from knowledge.site_file import SiteFile

if TYPE_CHECKING:
    from knowledge.directives import Made


@dataclass
class Library:
    """The pages and registers of one project folder.

    root: the project folder
    site: what is the site's own: names of its sources, and such
    language: what the site is in
    style: the file of its citation style, relative to the project folder
    pages: source pages by path relative to ``docs/``
    navigation: the menu of mkdocs.yml
    references: works by citation key
    provisions, concepts, source_notes, figures, timeline, trials, illustrations: register entries by id
    search_words: what readers call things, beside what pages and registers say (``search.site_words``)
    english: what the English words of the pages look like; None when none are known
    texts: the source texts that claims are held to
    ledger: what passages each claim was read against
    state: fingerprint of all that the pages are made of (``checks.passed``)
    unchanged: True when this very content passed every check before
    passed: which files passed the checks that look at nothing else
    parse: parses Markdown that is made of data
    forget_parses: removes the kept parses that nothing has asked for; to be called when every page is made
    make: makes that Markdown for a page, by its path
    broken_registers: registers that could not be read whole; nothing is said of what they may lack
    unread_pages: paths of pages that are there and could not be read; nothing is said of what leads to them
    """

    root: Path
    site: SiteFile = field(default_factory=SiteFile)
    language: Language = field(default_factory=read_language)
    style: str = ""
    pages: dict[str, SourcePage] = field(default_factory=dict)
    navigation: Navigation = field(default_factory=Navigation)
    references: dict[str, Reference] = field(default_factory=dict)
    provisions: dict[str, Entry] = field(default_factory=dict)
    concepts: dict[str, Entry] = field(default_factory=dict)
    source_notes: dict[str, Entry] = field(default_factory=dict)
    figures: dict[str, Entry] = field(default_factory=dict)
    timeline: dict[str, Entry] = field(default_factory=dict)
    trials: dict[str, Entry] = field(default_factory=dict)
    illustrations: dict[str, Entry] = field(default_factory=dict)
    search_words: dict[str, Any] = field(default_factory=dict[str, Any])
    english: re.Pattern[str] | None = None
    texts: Texts = field(default_factory=Texts)
    ledger: records.Ledger = field(default_factory=records.Ledger)
    state: str = ""
    unchanged: bool = False
    passed: PassedFiles = field(default_factory=PassedFiles)
    parse: Callable[[str], Parsed] = parse
    forget_parses: Callable[[], None] = lambda: None
    make: Callable[[Library, str], tuple[Made, ...]] = lambda library, path: ()
    broken_registers: frozenset[str] = frozenset()
    unread_pages: frozenset[str] = frozenset()
    _made: dict[str, tuple[Made, ...]] = field(default_factory=dict)

    @cached_property
    def register_page(self) -> dict[str, str]:
        """Register name -> path of the page that shows it."""
        found = {page.register: page.path for page in self.pages.values() if page.register}
        # The ledger is shown page by page; one page sums it up.
        ledger = next((page.path for page in self.pages.values() if page.parsed.directive("evidence")), None)
        return found | ({"evidence": ledger} if ledger else {})

    @cached_property
    def usage(self) -> Usage:
        """Which pages use which work, provision and concept."""
        return find_usage(self.pages, self.register_page)

    @cached_property
    def labels(self) -> Labels:
        """Labels of every citation group on the site; see ``citations.labels``."""
        files = (self.root / BIBLIOGRAPHY, self.root / self.style, self.root / CACHE, self.language)
        if self.unchanged and (kept := stored(*files)).references:
            return kept
        groups = {f"@{key}" for key in self.references}
        for path, page in self.pages.items():
            groups |= {group.raw for group in page.groups}
            # The literature page is made of the labels and holds no citation groups itself.
            if page.register != "references":
                groups |= {mark.raw for made in self.made(path) for mark in made.parsed.citations}
        try:
            return render_cached(groups, *files)
        except CitationStyleError as error:
            mend = "mend the entry or the style that pandoc names"
            raise ContentError([Problem(BIBLIOGRAPHY, error.line, f"pandoc: {error}", mend, "pandoc")]) from error

    @cached_property
    def work_lists(self) -> dict[str, WorkList]:
        """The list of works of each page that has one, by the page's path."""
        return page_lists(self)

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """What the site says on the word of the source texts, by the page or register it stands in."""
        return all_claims(self)

    @cached_property
    def evidence(self) -> dict[str, Entry]:
        """The ledger as a register: id of a claim -> what it rests on and where it stands."""
        return ledger_entries(self)

    @cached_property
    def records_by_claim(self) -> dict[str, records.Record]:
        """Id of a claim -> its record in the ledger, wherever it is kept."""
        return self.ledger.by_id()

    @cached_property
    def works_by_label(self) -> dict[str, str]:
        """«Kjørstad 2005» -> the key of the work with that label; labels that two works share are left out."""
        from knowledge.citations.rendering import label_text

        keys: dict[str, str] = {}
        shared: set[str] = set()
        for key in self.references:
            name = label_text(self.labels.groups[f"@{key}"]).replace(",", "")
            if name in keys:
                shared.add(name)
            keys[name] = key
        return {name: key for name, key in keys.items() if name not in shared}

    @cached_property
    def records(self) -> dict[str, Record]:
        """Every work in the formats others read, by key; see ``exports.records``."""
        try:
            return read_records(self.root / BIBLIOGRAPHY, self.references, self.root / CACHE, read_site(self.root))
        except ConversionError as error:
            mend = "mend the entry that pandoc names"
            raise ContentError([Problem(BIBLIOGRAPHY, error.line, f"pandoc: {error}", mend, "pandoc")]) from error

    def broken(self, name: str) -> bool:
        """Say whether a register could not be read whole."""
        return name in self.broken_registers

    @cached_property
    def keys_in_data(self) -> set[str]:
        """Keys of the works that entries of other registers name as their source."""
        found: set[str] = set()
        for name in REGISTERS:
            for entry in self.register(name).values():
                if isinstance(entry, Entry):
                    found |= {source["key"] for source in entry.get("sources", []) if "key" in source}
                    found |= {str(entry[field]) for field in ("source", "reference") if entry.get(field)}
                    found |= set(entry.get("references", []))
        return found

    @property
    def register_names(self) -> tuple[str, ...]:
        """The names a page asks for a register by."""
        return ("references", *(name for name in REGISTERS if name not in ("trials", "illustrations")))

    def register(self, name: str) -> dict[str, Reference] | dict[str, Entry]:
        """Return a register by the name its page asks for it with."""
        return getattr(self, name.replace("-", "_"))

    def entries(self, name: str) -> dict[str, Entry]:
        """Return a register of entries (any but the bibliography) by its name."""
        found: dict[str, Entry] = getattr(self, name.replace("-", "_"))
        return found

    def made(self, path: str) -> tuple[Made, ...]:
        """Return what is made of data on a page, in the order of its directives."""
        if path not in self._made:
            self._made[path] = self.make(self, path)
        return self._made[path]

    def cited_on(self, path: str) -> set[str]:
        """Return the keys of the works a page cites, in its own text and in what is made of data on it."""
        page = self.pages[path]
        raws = [mark.raw for made in self.made(path) for mark in made.parsed.citations]
        from knowledge.citations.syntax import citations_of

        in_data = {citation.key for raw in raws for citation in citations_of(raw)}
        return {citation.key for group in page.groups for citation in group.citations} | in_data
