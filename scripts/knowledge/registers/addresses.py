"""Every address a page was ever published at: ``bibliography/addresses.txt``.

One address a line, as seen from the site's root (``/metoder/ips/``), in order; lines that begin
with ``#`` are for people. ``make fix`` (``knowledge.mending``) is the only writer: an address goes in when its
page is about to be published, and never out.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.library import Library

ADDRESSES = "bibliography/addresses.txt"
_HEAD = """\
# Every address a page of this site was published at. Written by `make fix`; an address is never taken out:
# when its page moves or goes, the page that takes its place names it under `former`.
"""


def read_addresses(root: Path) -> dict[str, int]:
    """Return the addresses of a project folder with the line each stands on; none when nothing was published yet."""
    try:
        lines = (root / ADDRESSES).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    return {line.strip(): number for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")}


def written(addresses: Iterable[str]) -> str:
    """Return the text of the list."""
    return _HEAD + "".join(f"{address}\n" for address in sorted(set(addresses)))


def current(library: Library) -> set[str]:
    """Return the addresses a library's pages are published at, or lead on from."""
    found = {f"/{page.address}" for page in library.pages.values()}
    return found | {address for page in library.pages.values() for address in page.former}
