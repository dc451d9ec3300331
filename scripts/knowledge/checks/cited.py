"""Rules for citations: each is well formed, names a work there is, and a page that work has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.citations.locators import MEND, LocatorError, page_ranges
from knowledge.citations.syntax import KEY, Citation
from knowledge.pages.source import CitationGroup, SourcePage
from knowledge.problems import Problem, suggestion
from knowledge.registers.files import BIBLIOGRAPHY

if TYPE_CHECKING:
    from knowledge.library import Library

_PLACES = {"heading": "move it to the text", "link": "put it after the link"}


def citations_hold(library: Library) -> Iterator[Problem]:
    """Every citation of every page can be read, and leads to a work and a page of it."""
    renamed = {alias: work.key for work in library.references.values() for alias in work.aliases}
    for page in library.pages.values():
        for group in page.groups:
            if "\n" in group.raw:
                what = f"the citation '[{group.raw.split()[0]} …' is broken over lines"
                yield page.problem(group.line, what, "write the whole bracket on one line", "citation")
            elif not group.citations:
                mend = "write it as [@key, s. 12] or [@key, s. 12; @other, s. 3]"
                yield page.problem(group.line, f"the citation '[{group.raw}]' is ill-formed", mend, "citation")
            else:
                yield from _group(library, page, group, renamed)
            if group.place:
                what = f"a citation stands in a {group.place}"
                yield page.problem(group.line, what, _PLACES[group.place], "citation")


def _group(library: Library, page: SourcePage, group: CitationGroup, renamed: dict[str, str]) -> Iterator[Problem]:
    if len(group.citations) > 1 and any(citation.suppressed for citation in group.citations):
        what = f"'[{group.raw}]' leaves out an author among others: the year would read as another work's"
        mend = "write '-@key' alone in its bracket, right after the name it belongs to"
        yield page.problem(group.line, what, mend, "citation")
    seen: set[tuple[str, str]] = set()
    for citation in group.citations:
        if (citation.key, citation.suffix) in seen:
            what = f"'[{group.raw}]' cites '{citation.key}' twice at one place"
            yield page.problem(group.line, what, "remove one of them", "citation")
        seen.add((citation.key, citation.suffix))
        if citation.key in library.references:
            yield from _locator(library, page, group, citation)
        elif not library.broken("references"):
            if citation.key in renamed:
                what = f"the citation key '{citation.key}' has been merged"
                yield page.problem(group.line, what, f"cite '{renamed[citation.key]}'", "citation-key")
                continue
            fault = "unknown" if KEY.match(citation.key) else "ill-formed"
            mend = suggestion(citation.key, library.references, f"add the work to {BIBLIOGRAPHY}")
            yield page.problem(group.line, f"{fault} citation key '{citation.key}'", mend, "citation-key")


def _locator(library: Library, page: SourcePage, group: CitationGroup, citation: Citation) -> Iterator[Problem]:
    if not citation.suffix:
        return
    try:
        ranges = page_ranges(citation.suffix, library.language)
    except LocatorError as error:
        yield page.problem(group.line, f"in '[{group.raw}]': {error}", MEND, "locator")
        return
    yield from (
        page.problem(group.line, f"'[{group.raw}]' {what}", mend, "locator")
        for what, mend in outside(library, citation.key, ranges)
    )


def outside(library: Library, key: str, ranges: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, and the mend, for each range of pages that a work does not have."""
    span = library.references[key].page_span
    for first, last in ranges:
        if span and not span[0] <= first <= last <= span[1]:
            pages = str(first) if first == last else f"{first}–{last}"
            what = f"cites page {pages}, but '{key}' runs from {span[0]} to {span[1]}"
            yield what, "look the page up in the source"


def sources_are_listed(library: Library) -> Iterator[Problem]:
    """The front matter's ``sources`` are the works the page cites, no fewer and no more."""
    for page in library.pages.values():
        listed = page.meta.get("sources")
        if not isinstance(listed, list):
            continue
        # Keys that do not exist are reported where they stand.
        cited = page.keys & library.references.keys()
        line = page.meta_line("sources")
        for key in sorted(cited - set(map(str, listed))):
            what = f"the page cites '{key}' but 'sources' lacks it"
            yield Problem(page.file, line, what, f"add '{key}' to 'sources'", "sources-field", "make fix")
        for key in sorted(set(map(str, listed)) - cited):
            if key in library.references or not library.broken("references"):
                what = f"'sources' names '{key}', which the page does not cite"
                yield Problem(page.file, line, what, "remove or cite it", "sources-field", "make fix")


def works_are_used(library: Library) -> Iterator[Problem]:
    """A work that no page cites and no source text mentions is of no use to a reader (site file says if it is held)."""
    if not library.site.every_work_is_cited:
        return
    for work in library.references.values():
        if not library.usage.references.get(work.key) and not work.mentions and work.key not in library.keys_in_data:
            what = f"no page cites '{work.key}', and no source text mentions it"
            yield Problem(BIBLIOGRAPHY, work.line, what, "cite it, or remove the entry", "unused-work")
