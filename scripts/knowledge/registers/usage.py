"""Which pages use which entry: every source knows its claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.pages.links import find_links

if TYPE_CHECKING:
    from knowledge.library import Library


@dataclass
class Usage:
    """Entry -> paths of the pages that use it, register pages themselves left out."""

    references: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    provisions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    concepts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def find_usage(library: Library) -> Usage:
    """Return the usage of references, provisions and concepts on the pages of ``library``."""
    usage = Usage()
    by_page = {
        library.register_page.get("provisions"): usage.provisions,
        library.register_page.get("concepts"): usage.concepts,
    }
    for path, page in library.pages.items():
        if page.register:
            continue
        for group in page.groups:
            for citation in group.citations:
                usage.references[citation.key].add(path)
        for link in find_links(page):
            if link.anchor and link.path in by_page:
                by_page[link.path][link.anchor].add(path)
    return usage
