"""What the site offers for download, as the page that offers it says it at build time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.language import Language, to_say
from knowledge.pages.links import relative_address
from knowledge.site_file import SiteFile

if TYPE_CHECKING:
    from knowledge.page_steps import Shown

# The directive of the page that offers them.
DIRECTIVE = "downloads"
# Where `make downloads` leaves the files, below the project folder.
MADE = "build/downloads"
# Where the site has them: an address that stays.
FOLDER = "nedlastinger"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Download:
    """A file to take along.

    ending: of the file; title: its format; text: what it is good for, as a message
    """

    ending: str
    title: str
    text: str

    def name(self, site: SiteFile) -> str:
        """Return the name of the file."""
        return f"{site.file_name}.{self.ending}"


DOWNLOADS = (
    Download(
        "pdf",
        "PDF",
        to_say("for print and for reading on a screen, with bookmarks, page numbers and tags for screen readers"),
    ),
    Download(
        "epub",
        "EPUB",
        to_say("for readers, phones and reading aloud, with contents and text that follows the screen"),
    ),
    Download(
        "zip",
        "ZIP",
        to_say("the whole site without a network: unpack it and open <code>index.html</code> in a browser"),
    ),
)


def write_manifest(folder: Path, site: SiteFile, content: str, pages: int) -> None:
    """Write what ``folder`` holds: size and SHA-256 of each download, and what it was made of.

    content: fingerprint of the project it was made of (``checks.passed.fingerprint``)
    pages: of the PDF
    """
    files = {}
    for download in DOWNLOADS:
        data = (folder / download.name(site)).read_bytes()
        files[download.name(site)] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    text = json.dumps({"content": content, "pages": pages, "files": files}, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path, site: SiteFile) -> dict[str, Any] | None:
    """Return what ``write_manifest`` wrote, or None when it, or a file it names, is missing or cut short."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = all(
            (folder / download.name(site)).stat().st_size == manifest["files"][download.name(site)]["bytes"]
            for download in DOWNLOADS
        )
        return manifest if whole and manifest["pages"] and manifest["content"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def size(language: Language, number: int) -> str:
    """Return a number of bytes as a reader says it: ``850 kB``, ``4,2 MB``."""
    if number < 1_000_000:
        return f"{max(1, round(number / 1000))} kB"
    return f"{language.number(f'{number / 1_000_000:.1f}')} MB"


def offer(language: Language, site: SiteFile, manifest: dict[str, Any] | None, content: str, to_root: str) -> str:
    """Return the HTML that stands in the marker's place.

    manifest: from ``read_manifest``; content: fingerprint of the project being built
    to_root: from the page to the site's root (``../../``)

    What is said of the files is said here and not on the page, so that nothing is promised that is not there.
    The search passes it over: what it finds must not depend on what was made before.
    """
    if manifest is None:
        absent = language.say(
            "The files are not with this edition of the site. Who builds the site makes them with "
            "<code>make downloads</code>."
        )
        return f"<p data-search-exclude>{absent}</p>"
    items = "".join(
        f'<li><a href="{to_root}{FOLDER}/{download.name(site)}" download>'
        f"{language.say('Download {format}', format=download.title)}</a> "
        f"({_facts(language, site, manifest, download)}): {language.say(download.text)}.</li>"
        for download in DOWNLOADS
    )
    older = ""
    if manifest["content"] != content:
        said = language.say("The files were made before the last change of the site. Their text may be a little older.")
        older = f"<p data-search-exclude>{said}</p>"
    inside = language.say(
        "The book has the pages in the order of the menu and one list of sources at the end. Bookmarks and contents "
        "lead to each chapter, and links between the pages work in all three. Where the site shows another date than "
        "the front of the book, the site is newer."
    )
    return f"<ul data-search-exclude>{items}</ul><p data-search-exclude>{inside}</p>{older}"


def shown(page: Shown, words: str) -> str:
    """Return the offer for a page that asks for it, as HTML."""
    library = page.library
    manifest = read_manifest(library.root / MADE, library.site)
    content = library.state if manifest else ""
    return offer(library.language, library.site, manifest, content, relative_address(page.page.address, ""))


def _facts(language: Language, site: SiteFile, manifest: dict[str, Any], download: Download) -> str:
    count = language.say_number("{number} page", "{number} pages", manifest["pages"])
    pages = f"{count}, " if download.ending == "pdf" else ""
    return pages + size(language, manifest["files"][download.name(site)]["bytes"])
