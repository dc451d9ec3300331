"""What a page says of itself at its foot: what it was checked against, and where to report a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from knowledge import register_pages
from knowledge.registers.files import file_of

if TYPE_CHECKING:
    from knowledge.library import Library

# The form of .github/ISSUE_TEMPLATE: GitHub fills its fields from the query by their ids.
# https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue
FORM = "feil.yml"
BRANCH = "main"


def checked_against(library: Library, path: str) -> str:
    """Return what the page at ``path`` was checked against, as a phrase in Bokmål; "" when it cites nothing.

    A page cites works and provisions («mot 12 kilder og 3 rettskilder»); a register page is its entries.
    """
    page = library.pages[path]
    if page.register in register_pages.NAMES:
        return f"mot registeret, som har {len(library.register(page.register))} oppføringer"
    works = len(page.meta["sources"])
    provisions = sum(path in pages for pages in library.usage.provisions.values())
    counts = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in ((works, "kilde", "kilder"), (provisions, "rettskilde", "rettskilder"))
        if count
    ]
    return f"mot {' og '.join(counts)}" if counts else ""


def report_address(repository: str, title: str, address: str) -> str:
    """Return the address of the fault form at the repository with the page filled in.

    repository: https address without a final slash; address: the page's own, absolute
    """
    query = urlencode({"template": FORM, "title": f"Feil: {title}", "side": address}, quote_via=quote)
    return f"{repository}/issues/new?{query}"


def edit_address(library: Library, repository: str, path: str) -> str:
    """Return where a change to the page is proposed: its file, or its register's data when it shows one."""
    page = library.pages[path]
    file = file_of(page.register) if page.register in register_pages.NAMES else page.file
    return f"{repository}/edit/{BRANCH}/{quote(file)}"
