"""Which pages use which entry: every source knows its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.pages.source import SourcePage


@dataclass
class Usage:
    """Entry -> paths of the pages that use it, register pages themselves left out."""

    references: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    provisions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    concepts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def find_usage(pages: Mapping[str, SourcePage], register_page: Mapping[str, str]) -> Usage:
    """Return the usage of references, provisions and concepts.

    pages: by path; register_page: register name -> path of the page that shows it
    """
    usage = Usage()
    by_page = {
        register_page.get("provisions"): usage.provisions,
        register_page.get("concepts"): usage.concepts,
    }
    for path, page in pages.items():
        if page.register:
            continue
        for group in page.groups:
            for citation in group.citations:
                usage.references[citation.key].add(path)
        for link in page.links:
            if link.anchor and link.path in by_page:
                by_page[link.path][link.anchor].add(path)
    return usage
