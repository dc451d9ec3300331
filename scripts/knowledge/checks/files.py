"""Rules for the files below ``docs/``: their names, their addresses, what does not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from knowledge.pages.source import address_of, is_page
from knowledge.problems import Problem, nearest
from knowledge.registers.addresses import ADDRESSES, read_addresses

if TYPE_CHECKING:
    from knowledge.library import Library

# What a page may be published with; anything else below docs/ is a note somebody forgot.
_PUBLISHED = {".css", ".js", ".svg", ".png", ".jpg", ".webp", ".ico", ".woff2", ".json", ".txt"}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
# What editors and systems leave behind; they are neither published nor a fault.
_LEFT_BEHIND = re.compile(r"^(?:\.|#|~)|(?:~|\.(?:bak|orig|rej|swp|swo|tmp|part))$")


def docs_files(library: Library) -> Iterator[str]:
    """Yield every file below ``docs/``, relative to it, in order; broken links too."""
    docs = library.root / "docs"
    for path in sorted(docs.rglob("*"), key=lambda found: found.relative_to(docs).as_posix()):
        if not path.is_dir() or path.is_symlink():
            yield path.relative_to(docs).as_posix()


def is_left_behind(path: str) -> bool:
    """Say whether a file below ``docs/`` is an editor's or a system's own: not published, and no fault."""
    return any(_LEFT_BEHIND.search(part) for part in path.split("/"))


def is_published(path: str) -> bool:
    """Say whether a file below ``docs/`` goes to the site: a page, or a file below ``assets/`` of a known kind."""
    if is_left_behind(path):
        return False
    return is_page(path) or (path.startswith("assets/") and PurePosixPath(path).suffix in _PUBLISHED)


def strays(library: Library) -> Iterator[Problem]:
    """Files below ``docs/`` that are neither pages nor anything a page is published with."""
    for path in docs_files(library):
        if not is_left_behind(path) and not is_published(path):
            mend = "move it out of docs/, give a page the ending .md, or put what pages use in docs/assets/"
            yield Problem(f"docs/{path}", 1, "the file is no page and would not be published", mend, "stray-file")


def is_hard_to_write(name: str) -> bool:
    """Say whether a part of a page's path makes an address that cannot be written as it is."""
    return not _NAME.fullmatch(name)


def names(library: Library) -> Iterator[Problem]:
    """Names that an address cannot carry as they are."""
    for path in library.pages:
        for part in path.split("/"):
            if is_hard_to_write(part):
                mend = "use lower-case a–z, digits and hyphens, as in 'nar-tida-er-trang.md'"
                what = f"the name '{part}' makes an address that is hard to write"
                yield Problem(f"docs/{path}", 1, what, mend, "file-name", f"make move OLD='{path}' NEW=…")


def one_address_each(library: Library) -> Iterator[Problem]:
    """Two pages that would be published at one address: one of them would be lost."""
    first: dict[str, str] = {}
    for path, page in library.pages.items():
        address = page.address.casefold()
        if address in first:
            what = f"the page would be published at the same address as docs/{first[address]} (/{page.address})"
            yield Problem(page.file, 1, what, "give one of them another name", "one-address")
        first.setdefault(address, path)


def former_addresses_are_free(library: Library) -> Iterator[Problem]:
    """An address a page says it had before is no page's now, and one page's only."""
    pages = {f"/{page.address}".casefold(): page for page in library.pages.values()}
    claimed: dict[str, str] = {}
    for page in library.pages.values():
        for address in page.former:
            line = page.meta_line("former")
            if (there := pages.get(address.casefold())) is not None:
                what = f"the former address '{address}' is that of {there.file}"
                yield page.problem(line, what, "remove it from 'former', or move that page", "former")
            elif address.casefold() in claimed:
                what = f"the former address '{address}' stands in {claimed[address.casefold()]} too"
                yield page.problem(line, what, "keep it on the page a reader of the old one would want", "former")
            claimed.setdefault(address.casefold(), page.file)


def addresses_are_kept(library: Library) -> Iterator[Problem]:
    """An address that was published still leads somewhere.

    A page that is not on the list yet is no problem: until it is published nobody can have its
    address, and it may be renamed freely. ``make fix`` puts it there; publishing asks for it.
    """
    pages = {f"/{page.address}": page for page in library.pages.values()}
    former = {address for page in library.pages.values() for address in page.former}
    unread = {f"/{address_of(path)}" for path in library.unread_pages}
    for address, line in read_addresses(library.root).items():
        if address in pages or address in former or address in unread:
            continue
        near = nearest(address, pages)
        mend = f"add it to 'former' of the page that took its place{f' ({pages[near].file}?)' if near else ''}"
        what = f"the address '{address}' was published, and no page has it any more"
        yield Problem(ADDRESSES, line, what, mend, "address-lost")


def addresses_are_listed(library: Library) -> Iterator[Problem]:
    """Every address that is about to be published is on the list; asked for at publishing only."""
    known = read_addresses(library.root)
    for page in library.pages.values():
        for address in (f"/{page.address}", *page.former):
            if address not in known:
                what = f"the address '{address}' is not on the list of published ones"
                yield Problem(page.file, 1, what, f"add it to {ADDRESSES}", "address-new", "make fix")
