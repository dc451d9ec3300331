"""What can be mended without asking a person: order, dashes, quotation marks, merged keys, known fields.

Each of ``MENDERS`` looks at one kind of fault and gives the files it would change, as text. What
it cannot mend with certainty it leaves, and the rules say what is wrong there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from knowledge import yaml_text
from knowledge.files import write_whole
from knowledge.registers.addresses import ADDRESSES, current, read_addresses, written
from knowledge.registers.files import BIBLIOGRAPHY
from knowledge.source_text import replace_outside_code

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.pages.source import SourcePage

_DASH = re.compile(r"(?<=\d)\s*[-‐‑—]\s*(?=\d)")
_PAGES = re.compile(r"[\d\s,‐‑–—-]+(?:\s+og\s+[\d\s‐‑–—-]+)?")
_PAGES_OF = re.compile(r"(\bs\.\s*)([\d\s,‐‑–—-]+(?:\bog\s[\d\s‐‑–—-]+)?)")
_ENTRY = re.compile(r"^@(?P<type>\w+)\{(?P<key>[^,\s}]+)", re.MULTILINE)
_BIB_PAGES = re.compile(r"^(\s*(?:pages|pagesread)\s*=\s*\{)([\d\s,‐‑–—-]+)(\},?)$", re.MULTILINE)
_NO_WORK = {"comment", "string", "preamble"}
# What is no running text: code, addresses and titles of links, attributes, HTML, and whole lines of boxes and the like.
_NOT_TEXT = re.compile(r"`+[^`]*`+|\]\([^)]*\)|^\s*\[[^\]]+\]:.*|\{[^}]*\}|<[^>]*>|https?://\S+")
_NO_TEXT_LINE = re.compile(r"^\s*(?:!!!|\?\?\?|<!--|```|~~~|\|?\s*:?-{3})")
_QUOTED = re.compile(r"[“„”\"]([^“„”\"]+)[”“\"]")


@dataclass(frozen=True)
class Mended:
    """A file with something mended: its path relative to the project folder, its new text, what was done."""

    file: str
    text: str
    what: str


def _always(text: str, _: re.Match[str]) -> str:
    """Return text to put in a match's place, letter by letter."""
    return text


def mend_citations(library: Library) -> Iterator[Mended]:
    """Cite merged works by the key they have now, and write ranges of pages with an en dash."""
    renamed = {alias: work.key for work in library.references.values() for alias in work.aliases}
    for page in library.pages.values():
        lines = page.text.split("\n")
        done: list[str] = []
        for group in page.groups:
            new = _PAGES_OF.sub(lambda found: found[1] + _DASH.sub("–", found[2]), group.raw)
            for citation in group.citations:
                if citation.key in renamed:
                    new = re.sub(rf"@{re.escape(citation.key)}(?![\w-])", f"@{renamed[citation.key]}", new)
            if new == group.raw:
                continue
            line, put = group.line - 1, f"[{new}]"
            written = re.compile(re.escape(f"[{group.raw}]"))
            lines[line], count = replace_outside_code(written, partial(_always, put), lines[line])
            if count:
                done.append(f"[{group.raw}] is {put}")
        if done:
            yield Mended(page.file, "\n".join(lines), "; ".join(done))


def mend_quotation_marks(library: Library) -> Iterator[Mended]:
    """Write «…» for the quotation marks of other languages and of typewriters."""
    for page in library.pages.values():
        lines, count = page.text.split("\n"), 0
        for block in page.blocks:
            if block.kind in ("code", "title") or not _QUOTED.search(block.text):
                continue
            number = block.line - 1
            while number < len(lines) and lines[number].strip() and not _NO_TEXT_LINE.match(lines[number]):
                lines[number], found = _quote(lines[number])
                count += found
                number += 1
        text = "\n".join(lines)
        if count and _reads_alike(library, page, text):
            yield Mended(page.file, text, f"{count} pair{'s' if count > 1 else ''} of quotation marks are « and »")


def _quote(line: str) -> tuple[str, int]:
    # What is no text is set aside, so that a quotation may hold a link.
    aside: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        aside.append(found[0])
        return f"\0{len(aside) - 1}\0"

    bare = _NOT_TEXT.sub(put_aside, line)
    if bare.count('"') % 2:
        return line, 0
    quoted, count = _QUOTED.subn(r"«\1»", bare)
    return re.sub("\0(\\d+)\0", lambda found: aside[int(found[1])], quoted), count


def _reads_alike(library: Library, page: SourcePage, text: str) -> bool:
    """Say whether a page's new text differs from the old in its quotation marks only."""
    body = "\n".join(text.split("\n")[page.body_line - 1 :])
    new, old = library.parse("\n" * (page.body_line - 1) + body), page.parsed
    plain = str.maketrans(dict.fromkeys('“„”"«»', "'"))
    return (
        [block.text.translate(plain) for block in new.blocks] == [block.text.translate(plain) for block in old.blocks]
        and [(mark.raw, mark.line) for mark in new.citations] == [(mark.raw, mark.line) for mark in old.citations]
        and [mark.target for mark in new.links] == [mark.target for mark in old.links]
        and new.directives == old.directives
        and new.boxes == old.boxes
        and [heading.anchor for heading in new.headings] == [heading.anchor for heading in old.headings]
    )


def mend_front_matter(library: Library) -> Iterator[Mended]:
    """Write ``sources`` as the works a page cites, in order of key, and ``title`` where only the heading has it."""
    for page in library.pages.values():
        if page.body_line == 1 or not page.meta:
            continue
        lines = page.text.split("\n")
        front = "\n".join(lines[1 : page.body_line - 2]) + "\n"
        done = []
        firsts = [heading.text for heading in page.headings if heading.level == 1]
        if "title" not in page.meta and len(firsts) == 1:
            front = f"title: {_plain_or_quoted(firsts[0])}\n{front}"
            done.append("'title' is the first heading")
        listed = page.meta.get("sources")
        # A key that does not exist is for a person to judge; until then the field stays as it is.
        if not library.broken("references") and page.keys <= library.references.keys():
            cited = sorted(page.keys)
            if listed != cited:
                front = yaml_text.set_list(front, "sources", cited)
                done.append("'sources' holds the works the page cites, in order")
        if done:
            text = "\n".join([lines[0], *front.rstrip("\n").split("\n"), *lines[page.body_line - 2 :]])
            yield Mended(page.file, text, "; ".join(done))


def _plain_or_quoted(text: str) -> str:
    """Return a text as YAML writes it on one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n").removesuffix("\n...")


def mend_bibliography(library: Library) -> Iterator[Mended]:
    """Put the works in order of key, and write ranges of pages as BibLaTeX does (``--``)."""
    if library.broken("references"):
        return
    file = library.root / BIBLIOGRAPHY
    text = file.read_text(encoding="utf-8-sig")
    done = []
    dashed = _BIB_PAGES.sub(
        lambda found: found[1] + re.sub(r"(?<=\d)\s*[-‐‑–—]+\s*(?=\d)", "--", found[2]) + found[3], text
    )
    if dashed != text:
        done.append("ranges of pages have two hyphens")
    ordered = _ordered(dashed)
    if ordered != dashed:
        done.append("the works stand in order of key")
    if done:
        yield Mended(BIBLIOGRAPHY, ordered, "; ".join(done))


def _ordered(text: str) -> str:
    """Return a bibliography with its works in order of key; comments right above a work go with it."""
    places = [found for found in _ENTRY.finditer(text) if found["type"].lower() not in _NO_WORK]
    if not places:
        return text
    starts = [_with_comment(text, found.start()) for found in places]
    ends = [*starts[1:], len(text)]
    works = [
        (found["key"], text[start:end].strip("\n")) for found, start, end in zip(places, starts, ends, strict=True)
    ]
    if [key for key, _ in works] == sorted(key for key, _ in works):
        return text
    head = text[: starts[0]].rstrip("\n")
    body = "\n\n".join(work for _, work in sorted(works, key=lambda work: work[0]))
    return (f"{head}\n\n" if head else "") + body + "\n"


def _with_comment(text: str, start: int) -> int:
    """Return where an entry begins when the lines of comment right above it are counted; the file's head is not."""
    begins = start
    while begins:
        line = text.rfind("\n", 0, begins - 1) + 1
        if not text[line:begins].startswith("%"):
            break
        begins = line
    return start if begins == 0 else begins


def mend_registers(library: Library) -> Iterator[Mended]:
    """Write ranges of pages in the registers with an en dash."""

    def dash(value: str, field: str) -> str:
        return _DASH.sub("–", value) if field in ("page", "pages") and _PAGES.fullmatch(value) else value

    for file in sorted((library.root / BIBLIOGRAPHY).parent.glob("*.yml")):
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        if not re.search(r"\bpages?: .*\d\s*[-‐‑—]\s*\d", text):
            continue
        try:
            changed = yaml_text.change(text, dash)
        except yaml.YAMLError:
            continue
        if changed != text:
            yield Mended(file.relative_to(library.root).as_posix(), changed, "ranges of pages have an en dash")


def mend_addresses(library: Library) -> Iterator[Mended]:
    """Add the addresses the pages have, and had, to the list of those that were published."""
    known = read_addresses(library.root)
    new = current(library) - known.keys()
    text = written([*known, *new])
    file = library.root / ADDRESSES
    if new or (file.exists() and file.read_text(encoding="utf-8") != text):
        yield Mended(ADDRESSES, text, f"{len(new)} address{'es' if len(new) != 1 else ''} added")


MENDERS: dict[str, Callable[[Library], Iterator[Mended]]] = {
    "citations": mend_citations,
    "quotation-marks": mend_quotation_marks,
    "front-matter": mend_front_matter,
    "bibliography": mend_bibliography,
    "registers": mend_registers,
    "addresses": mend_addresses,
}


def mend(read: Callable[[], Library], names: list[str], write: bool = True) -> Iterator[tuple[str, Mended]]:
    """Mend what the menders of those names can, and yield each one's name and what it did.

    read: reads the project; it is asked again after each mender that wrote, as one may follow from another
    write: False to say only what would be done now
    """
    library = read()
    for name in names:
        found = list(MENDERS[name](library))
        for mended in found:
            if write:
                file: Path = library.root / mended.file
                write_whole(file, mended.text, must=True)
            yield name, mended
        if found and write:
            library = read()
