"""Which works go into which file, and the address it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.exports import csl_json
from knowledge.exports.records import Record
from knowledge.problems import ContentError, Problem

if TYPE_CHECKING:
    from knowledge.library import Library

FOLDER = "eksport"
# The whole bibliography: addresses others link to, so they stay.
WHOLE = f"{FOLDER}/litteratur"
FORMATS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


@dataclass(frozen=True)
class WorkList:
    """Works that are downloaded together.

    stem: address of its files relative to the site's root, without their endings
    keys: the works, in the order the citation style sorts them
    """

    stem: str
    keys: tuple[str, ...]

    @property
    def addresses(self) -> dict[str, str]:
        """Name of the format -> address of the file."""
        return {name: f"{self.stem}.{ending}" for ending, name in FORMATS.items()}


def cited_on(library: Library, path: str) -> tuple[str, ...]:
    """Return the keys of the works a page cites, as the citation style sorts them.

    The literature page shows every work.
    """
    page = library.pages[path]
    if page.register == "references":
        return whole(library).keys
    cited = library.cited_on(path) if page.register else page.keys
    return tuple(key for key in library.labels.references if key in cited)


def page_list(library: Library, path: str) -> WorkList | None:
    """Return the list of a page, or None when it cites nothing or is the front page.

    The literature page's list is the whole bibliography. Raises ContentError when another
    page would take the whole bibliography's address.
    """
    page = library.pages[path]
    keys = cited_on(library, path)
    if not keys or not page.address:
        return None
    if page.register == "references":
        return whole(library)
    stem = f"{FOLDER}/{page.address.rstrip('/')}"
    if stem == WHOLE:
        what = f"the page's list of works would take the address {WHOLE}, which is the whole bibliography's"
        raise ContentError([Problem(page.file, 1, what, "give the page another name", "one-address")])
    return WorkList(stem, keys)


def page_lists(library: Library) -> dict[str, WorkList]:
    """Return the list of each page that has one, by the page's path; raise as ``page_list`` does."""
    return {path: found for path in library.pages if (found := page_list(library, path))}


def whole(library: Library) -> WorkList:
    """Return the whole bibliography."""
    return WorkList(WHOLE, tuple(key for key in library.labels.references if key in library.references))


def files(works: WorkList, records: dict[str, Record]) -> dict[str, str]:
    """Return the files of a list: address relative to the site's root -> text."""
    chosen = [records[key] for key in works.keys]
    return {
        f"{works.stem}.bib": "\n".join(record.bibtex for record in chosen),
        f"{works.stem}.ris": "".join(record.ris for record in chosen),
        f"{works.stem}.json": csl_json.file(record.csl for record in chosen),
    }
