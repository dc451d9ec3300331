"""Every file for machines, by the path it is published under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.machines import feed, llms_txt, markdown_twin, opengraph
from knowledge.pages.navigation import page_paths
from knowledge.pages.source import SourcePage
from knowledge.registers.files import CACHE

if TYPE_CHECKING:
    from knowledge.exports.published import Site
    from knowledge.library import Library


def files(library: Library, site: Site, navigation: list) -> Iterator[tuple[str, bytes]]:
    """Yield path relative to the site's root and content of each file; ``navigation`` is mkdocs.yml's ``nav``."""
    yield "llms.txt", llms_txt.overview(library, site, navigation).encode()
    yield feed.PATH, feed.atom(library, site).encode()
    sections = section_names(navigation)
    pictures = opengraph.Kept(library.root / CACHE / "pictures")
    for path, page in library.pages.items():
        yield f"{page.address}index.md", markdown_twin.twin(library, site, path).encode()
        picture = pictures.picture(page.title, _section(page, site, sections.get(path, "")), site.name)
        yield f"{page.address}{opengraph.NAME}", picture
    pictures.drop_unused()


def section_names(navigation: list) -> dict[str, str]:
    """Return path of a page -> the top-level heading of the navigation it stands under."""
    return {
        path: heading
        for entry in navigation
        if isinstance(entry, dict)
        for heading, inside in entry.items()
        if not isinstance(inside, str)
        for path in page_paths(inside)
    }


def _section(page: SourcePage, site: Site, heading: str) -> str:
    """Return what stands above a page's title in its picture: nothing that repeats the title itself."""
    above = heading or site.name
    return "" if page.title in (above, site.name) else above
