"""What the site offers for download, as the page that offers it says it at build time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

MARKER = "<!-- downloads -->"
# Where `make downloads` leaves the files, below the project folder.
MADE = "build/downloads"
# Where the site has them: an address that stays.
FOLDER = "nedlastinger"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Download:
    """A file to take along.

    name: of the file; title, text: what it is and what it is good for, in Bokmål
    """

    name: str
    title: str
    text: str


DOWNLOADS = (
    Download(
        "arbeidsinkludering.pdf",
        "PDF",
        "til utskrift og til å lese på skjerm, med bokmerker, sidetall og merking for skjermleser",
    ),
    Download(
        "arbeidsinkludering.epub",
        "EPUB",
        "til lesebrett, telefon og opplesing, med innholdsliste og tekst som følger skjermen",
    ),
    Download(
        "arbeidsinkludering.zip",
        "ZIP",
        "hele nettstedet til bruk uten nett: pakk ut og åpne <code>index.html</code> i nettleseren",
    ),
)


def write_manifest(folder: Path, content: str, pages: int) -> None:
    """Write what ``folder`` holds: size and SHA-256 of each download, and what it was made of.

    content: fingerprint of the project it was made of (``checks.passed.fingerprint``)
    pages: of the PDF
    """
    files = {}
    for download in DOWNLOADS:
        data = (folder / download.name).read_bytes()
        files[download.name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    text = json.dumps({"content": content, "pages": pages, "files": files}, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> dict | None:
    """Return what ``write_manifest`` wrote, or None when it, or a file it names, is missing or cut short."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = all(
            (folder / download.name).stat().st_size == manifest["files"][download.name]["bytes"]
            for download in DOWNLOADS
        )
        return manifest if whole and manifest["pages"] and manifest["content"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def size(number: int) -> str:
    """Return a number of bytes as a reader says it: ``850 kB``, ``4,2 MB``."""
    if number < 1_000_000:
        return f"{max(1, round(number / 1000))} kB"
    return f"{number / 1_000_000:.1f} MB".replace(".", ",")


def offer(manifest: dict | None, content: str, to_root: str) -> str:
    """Return the HTML that stands in the marker's place.

    manifest: from ``read_manifest``; content: fingerprint of the project being built
    to_root: from the page to the site's root (``../../``)

    The search passes it over: what it finds must not depend on what was made before.
    """
    if manifest is None:
        return (
            "<p data-search-exclude>Filene følger ikke med denne utgaven av nettstedet. "
            "Den som bygger nettstedet selv, lager dem med <code>make downloads</code>.</p>"
        )
    items = "".join(
        f'<li><a href="{to_root}{FOLDER}/{download.name}" download>Last ned {download.title}</a> '
        f"({_facts(manifest, download)}): {download.text}.</li>"
        for download in DOWNLOADS
    )
    older = (
        ""
        if manifest["content"] == content
        else "<p data-search-exclude>Filene er laget før den siste endringen på nettstedet. "
        "Teksten kan derfor være litt eldre i dem.</p>"
    )
    return f"<ul data-search-exclude>{items}</ul>{older}"


def _facts(manifest: dict, download: Download) -> str:
    pages = f"{manifest['pages']} sider, " if download.name.endswith(".pdf") else ""
    return pages + size(manifest["files"][download.name]["bytes"])
