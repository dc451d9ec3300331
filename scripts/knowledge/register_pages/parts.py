"""Pieces the register pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from knowledge.pages.links import relative

if TYPE_CHECKING:
    from knowledge.library import Library

# How the two source texts are named to a reader.
SOURCE_NAMES = {"kane2021kap1": "antologien, kapittel 1", "masteroppgave2022": "masteroppgaven"}


def one_line(text: str) -> str:
    """Return text with its white space folded: a citation group may not break over lines."""
    return " ".join(str(text).split())


def page_link(library: Library, source: str, target: str, anchor: str = "", text: str = "") -> str:
    """Return a Markdown link from page ``source`` to page ``target``, by its title unless ``text`` is given."""
    address = relative(source, target) + (f"#{anchor}" if anchor else "")
    return f"[{text or library.pages[target].title}]({address})"


def used_on(library: Library, source: str, paths: Iterable[str]) -> str:
    """Return the line «Brukt på disse sidene», in the order of the pages' paths; "" when no page does."""
    links = [page_link(library, source, path) for path in sorted(paths)]
    if not links:
        return ""
    return f"**Brukt på {'disse sidene' if len(links) > 1 else 'denne siden'}:** {', '.join(links)}."


def letter_of(word: str) -> str:
    """Return the letter a word is filed under, upper case; «0–9» for figures.

    A name that begins with Aa is filed under Å, as Norwegian sorting has it.
    """
    if word.lower().startswith("aa"):
        return "Å"
    first = next((character for character in word if character.isalnum()), "#").upper()
    return "0–9" if first.isdigit() else first


def letter_anchor(letter: str) -> str:
    return f"bokstav-{re.sub('[^a-zæøå0-9]+', '-', letter.lower())}"


def letter_index(letters: Sequence[str]) -> str:
    """Return a line of links to the letters' headings."""
    return " · ".join(f"[{letter}](#{letter_anchor(letter)})" for letter in letters)


def citation(key: str, page: str | None = None, locator: str | None = None) -> str:
    """Return the citation of a work, with its page where there is one."""
    if page:
        pages = one_line(page)
        return f"[@{key}, s. {pages}]"
    return f"[@{key}, {locator}]" if locator else f"[@{key}]"


def sources(library: Library, here: str, named: Sequence[dict]) -> str:
    """Return the citations and register links of an entry's ``sources``.

    here: path of the page they stand on; named: ``{key, page | locator}`` or ``{provision}``
    """
    bodies = [
        citation(source["key"], source.get("page"), source.get("locator"))[1:-1] for source in named if "key" in source
    ]
    register = library.register_page.get("provisions", here)
    links = [
        page_link(library, here, register, name, library.provisions[name]["label"])
        for name in (source["provision"] for source in named if "provision" in source)
    ]
    cited = f"[{'; '.join(bodies)}]" if bodies else ""
    return " ".join(filter(None, [cited, f"(jf. {', '.join(links)})" if links else ""]))


def blocks(*parts: str) -> str:
    """Return Markdown blocks with a blank line between them, empty ones left out."""
    return "\n\n".join(part for part in parts if part)
