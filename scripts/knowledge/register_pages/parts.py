"""Pieces the register pages share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge.pages.links import relative
from knowledge.registers.entries import Entry

if TYPE_CHECKING:
    from knowledge.language import Language
    from knowledge.library import Library

Item = TypeVar("Item")
# Signs that mean something to Markdown where they stand, and that a backslash makes plain.
_MARKDOWN = re.compile(r"[\\`*_{}]|\](?=[(\[:])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def one_line(text: str) -> str:
    """Return text with its white space folded: a citation group may not break over lines."""
    return " ".join(str(text).split())


def page_link(library: Library, source: str, target: str, anchor: str = "", text: str = "") -> str:
    """Return a Markdown link from page ``source`` to page ``target``, by its title unless ``text`` is given."""
    address = relative(source, target) + (f"#{anchor}" if anchor else "")
    return f"[{text or library.pages[target].title}]({address})"


def used_on(library: Library, source: str, paths: Iterable[str]) -> str:
    """Return the line «Used on these pages», in the order of the pages' paths; "" when no page does."""
    links = [page_link(library, source, path) for path in sorted(paths)]
    if not links:
        return ""
    used = library.language.say_number("Used on this page", "Used on these pages", len(links))
    return f"**{used}:** {', '.join(links)}."


def is_open(library: Library, note: Entry) -> bool:
    """Return whether a note on the sources is a question left open, and no error."""
    return note["kind"] == library.site.open_note


def notes_on(library: Library, here: str, register: str, name: str) -> str:
    """Return the lines that lead from an entry to the notes on the sources that concern it; "" when there is none.

    What is wrong in a source is said in its note only. The registers lead there and do not repeat it.

    here: path of the page the lines stand on; register: "references" or "provisions"; name: the entry's id
    """
    page = library.register_page.get("source-notes")
    if not page:
        return ""
    notes = [note for note in library.source_notes.values() if name in note.get(register, [])]
    lines = []
    for label, kept in (
        (library.language.say("Wrong in the sources"), [note for note in notes if not is_open(library, note)]),
        (library.language.say("Open in the sources"), [note for note in notes if is_open(library, note)]),
    ):
        links = [page_link(library, here, page, note.id, one_line(note["title"])) for note in kept]
        lines.append(f"**{label}:** {'; '.join(links)}." if links else "")
    return blocks(*lines)


def by_letter(
    language: Language, entries: Iterable[Item], name_of: Callable[[Item], str]
) -> list[tuple[str, list[Item]]]:
    """Return entries by the letter they are filed under: each letter once, in the order of the alphabet.

    name_of: gives what an entry is filed by
    """
    groups: dict[str, list[Item]] = {}
    for entry in entries:
        groups.setdefault(language.first_letter(name_of(entry)), []).append(entry)
    return sorted(groups.items(), key=lambda group: (group[0] != "#", group[0] != "0–9", language.order(group[0])))


def letter_anchor(language: Language, letter: str) -> str:
    """Return the id of a letter's heading; letters of other alphabets by their number in Unicode."""
    small = letter.lower()
    stem = language.say("letter-{letter}", letter="{letter}")
    if letter == "0–9":
        return stem.format(letter="0-9")
    return stem.format(letter=small if small in language.alphabet else format(ord(letter), "x"))


def letter_index(language: Language, letters: Sequence[str]) -> str:
    """Return a line of links to the letters' headings."""
    return index([(letter, letter_anchor(language, letter)) for letter in letters])


def index(links: Sequence[tuple[str, str]]) -> str:
    """Return a line of links to parts of a register (name, anchor), which stays in sight while one reads it."""
    line = " ".join(f"[{name}](#{anchor})" for name, anchor in links)
    return f"{line}\n{{: .letter-index }}"


def citation(language: Language, key: str, page: str | None = None, locator: str | None = None) -> str:
    """Return the citation of a work, with its page where there is one."""
    if page:
        pages = one_line(page)
        return f"[@{key}, {language.pages} {pages}]"
    return f"[@{key}, {locator}]" if locator else f"[@{key}]"


def sources(library: Library, here: str, named: Sequence[dict[str, Any]]) -> str:
    """Return the citations and register links of an entry's ``sources``.

    here: path of the page they stand on; named: ``{key, page | locator}`` or ``{provision}``
    """
    bodies = [
        citation(library.language, source["key"], source.get("page"), source.get("locator"))[1:-1]
        for source in named
        if "key" in source
    ]
    register = library.register_page.get("provisions", here)
    links = [
        page_link(library, here, register, name, library.provisions[name]["label"])
        for name in (source["provision"] for source in named if "provision" in source)
    ]
    cited = f"[{'; '.join(bodies)}]" if bodies else ""
    return " ".join(
        filter(None, [cited, f"({library.language.say('cf. {links}', links=', '.join(links))})" if links else ""])
    )


def as_written(text: str) -> str:
    """Return plain text as Markdown that shows it sign by sign: nothing in it is emphasis, HTML or a citation."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text).replace("<", "&lt;"))
    return escaped.replace("@", "&#64;")


def blocks(*parts: str) -> str:
    """Return Markdown blocks with a blank line between them, empty ones left out."""
    return "\n\n".join(part for part in parts if part)
