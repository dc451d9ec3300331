"""Every file for machines, by the path it is published under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.machines import feed, llms_txt, markdown_twin, opengraph
from knowledge.pages.source import SourcePage
from knowledge.registers.files import CACHE

if TYPE_CHECKING:
    from knowledge.exports.published import Site
    from knowledge.library import Library


def files(library: Library, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield path relative to the site's root and content of each file."""
    yield "llms.txt", llms_txt.overview(library, site).encode()
    yield feed.PATH, feed.atom(library, site).encode()
    sections = section_names(library)
    pictures = opengraph.Kept(library.root / CACHE / "pictures")
    for path, page in library.pages.items():
        yield f"{page.address}index.md", markdown_twin.twin(library, site, path).encode()
        above = _section(page, site, sections.get(path, ""))
        picture = pictures.picture(page.title, above, site.name, library.site.whose)
        yield f"{page.address}{opengraph.NAME}", picture
    pictures.drop_unused()


def section_names(library: Library) -> dict[str, str]:
    """Return path of a page -> the top-level heading of the navigation it stands under."""
    return {path: trail[0].title for path, trail in library.navigation.trail.items() if trail}


def _section(page: SourcePage, site: Site, heading: str) -> str:
    """Return what stands above a page's title in its picture: nothing that repeats the title itself."""
    above = heading or site.name
    return "" if page.title in (above, site.name) else above
