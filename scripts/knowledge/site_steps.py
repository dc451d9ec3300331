"""What is written beside the pages of a built site: an ordered list of steps.

Each step gives files by their path relative to the site's root. None needs MkDocs: whatever
has built the pages, ``write_beside`` adds the rest (``maintain.py beside`` from a shell).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.downloads import offer
from knowledge.exports import lists
from knowledge.frame.hyphens import without_soft_hyphens
from knowledge.html_tree import Page
from knowledge.machines import former
from knowledge.machines import publish as machines
from knowledge.open_data import publish as open_data
from knowledge.search.documents import read_documents
from knowledge.search.index import build_index

if TYPE_CHECKING:
    from knowledge.exports.published import Site
    from knowledge.library import Library

Files = Iterator[tuple[str, bytes]]


def _words(library: Library, site: Site, folder: Path) -> Files:
    yield "assets/words.js", library.language.script().encode()
    for file in sorted((folder / "assets").glob("*.js")):
        script = file.read_text(encoding="utf-8")
        if (said := library.language.in_script(script)) != script:
            yield f"assets/{file.name}", said.encode()


def _works(library: Library, site: Site, folder: Path) -> Files:
    for works in dict.fromkeys([lists.whole(library), *library.work_lists.values()]):
        for address, text in lists.files(works, library.records).items():
            yield address, text.encode()


def _open_data(library: Library, site: Site, folder: Path) -> Files:
    for path, text in open_data.files(library, site).items():
        yield path, text.encode()


def _machines(library: Library, site: Site, folder: Path) -> Files:
    yield from machines.files(library, site)


def _former(library: Library, site: Site, folder: Path) -> Files:
    yield from former.files(library, site)


def _search(library: Library, site: Site, folder: Path) -> Files:
    documents = read_documents(library, dict(_contents(library, folder)))
    index = build_index(documents, library.search_words, language=library.language)
    for path, text in index.items():
        yield path, text.encode()


def _contents(library: Library, folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield path -> address and content of each built page."""
    for path, page in library.pages.items():
        file = folder / page.address / "index.html"
        if file.is_file():
            body = Page(without_soft_hyphens(file.read_text(encoding="utf-8"))).root.css_first("div.page-body")
            yield path, (page.address, (body.inner_html or "") if body is not None else "")


def _downloads(library: Library, site: Site, folder: Path) -> Files:
    made = library.root / offer.MADE
    if offer.read_manifest(made, library.site):
        for download in offer.DOWNLOADS:
            name = download.name(library.site)
            yield f"{offer.FOLDER}/{name}", (made / name).read_bytes()


Steps = tuple[tuple[str, Callable[["Library", "Site", Path], Files]], ...]
STEPS: Steps = (
    ("what the scripts say, in the site's language", _words),
    ("the bibliography and each page's works, in every format", _works),
    ("the registers as open data", _open_data),
    ("what machines read: Markdown twins, llms.txt, feed, pictures for links", _machines),
    ("what stands at addresses that pages had before", _former),
    ("the index of the search", _search),
    ("the downloads made before", _downloads),
)


# For a few pages that are looked at while the rest is being built.
WORDS_ONLY: Steps = STEPS[:1]


def write_beside(library: Library, site: Site, folder: Path, steps: Steps = STEPS) -> int:
    """Write the files that stand beside the pages into the built site in ``folder``; return how many."""
    written = 0
    for _, step in steps:
        for path, content in step(library, site, folder):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            written += 1
    return written
