"""What a page says of itself: what it builds on, how much of it is held to its sources, where to report a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from knowledge import register_pages
from knowledge.evidence.ledger import held
from knowledge.evidence.shown import ANCHOR, how_many
from knowledge.law_day import linked_provisions
from knowledge.registers.files import file_of

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.library import Library

# The form of .github/ISSUE_TEMPLATE: GitHub fills its fields from the query by their ids.
# https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue
FORM = "feil.yml"
BRANCH = "main"


def builds_on(library: Library, path: str) -> str:
    """Return what the page at ``path`` builds on, as a phrase; "" when it cites nothing.

    A page cites works and provisions («12 kilder og 3 rettskilder slik de lød 2. juli 2026»);
    a register page is its entries.
    """
    page, language = library.pages[path], library.language
    if page.register in register_pages.NAMES:
        return language.say_number("{number} entry", "{number} entries", len(library.register(page.register)))
    works = len(page.meta["sources"])
    provisions = linked_provisions(library, path)
    counts = [language.say_number("{number} source", "{number} sources", works)] if works else []
    if provisions:
        number = len(provisions)
        days = {entry["text_as_of"] for entry in provisions if entry.get("text_as_of")}
        # The day the page was read through says nothing of which day's law it tells.
        counts.append(
            language.say_number(
                "{number} legal source as it stood on {day}",
                "{number} legal sources as they stood on {day}",
                number,
                day=language.date(days.pop()),
            )
            if len(days) == 1
            else language.say_number("{number} legal source", "{number} legal sources", number)
        )
    return language.joined(counts)


def held_to_sources(library: Library, path: str) -> tuple[str, str]:
    """Return how many claims of the page are held to the words of their source, and where on the page that is shown.

    The clause is "" for a page without claims; the anchor is "" where the page has no list of them.
    """
    page = library.pages[path]
    register = page.register if page.register in register_pages.NAMES else ""
    claims = held(library, f"registers/{register}" if register else path)
    return (how_many(library, claims) if claims else ""), ("" if register else ANCHOR)


def report_address(language: Language, repository: str, title: str, address: str) -> str:
    """Return the address of the fault form at the repository with the page filled in.

    repository: https address without a final slash; address: the page's own, absolute
    """
    query = urlencode(
        {"template": FORM, "title": language.say("Fault: {title}", title=title), "side": address}, quote_via=quote
    )
    return f"{repository}/issues/new?{query}"


def edit_address(library: Library, repository: str, path: str) -> str:
    """Return where a change to the page is proposed: its file, or its register's data when it shows one."""
    page = library.pages[path]
    file = file_of(page.register) if page.register in register_pages.NAMES else page.file
    return f"{repository}/edit/{BRANCH}/{quote(file)}"
