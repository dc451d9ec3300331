"""Moving a page: every link to it, and its own, lead where they led, and its old address leads on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from knowledge import yaml_text
from knowledge.checks.files import is_hard_to_write
from knowledge.evidence import records as evidence
from knowledge.files import write_whole
from knowledge.pages.links import Link, relative, resolve
from knowledge.pages.navigation import CONFIGURATION
from knowledge.pages.source import SourcePage
from knowledge.problems import nearest
from knowledge.source_text import replace_outside_code

if TYPE_CHECKING:
    from knowledge.library import Library

# Where a page may be named that only a person can judge: code, templates, tests, what is written of the project.
_LOOKED_AT = ("README.md", "CONTRIBUTING.md", "CITATION.cff", CONFIGURATION)
_FOLDERS = ("bibliography", "docs", "overrides", "scripts", "tests")
_KINDS = {".md", ".py", ".js", ".html", ".yml", ".json", ".css"}
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


class MoveError(ValueError):
    """A page cannot be moved as asked; the message says why and what to do."""


@dataclass(frozen=True)
class Move:
    """What moving a page changes.

    old, new: the page's path below ``docs/``
    texts: file relative to the project folder -> its text afterwards, the page under its new name
    places: the same files -> how many places in each were rewritten
    removed: files that stand under another name afterwards
    """

    old: str
    new: str
    texts: dict[str, str]
    places: dict[str, int]
    removed: tuple[str, ...] = ()


def plan(library: Library, old: str, new: str) -> Move:
    """Return what moving the page ``old`` to ``new`` (paths below ``docs/``) changes; nothing is written.

    Raises MoveError when there is no such page, when the new place is taken or no good name, or
    when a link is written in a way that cannot be rewritten with certainty.
    """
    _ask(library, old, new)
    texts: dict[str, str] = {}
    places: dict[str, int] = {}
    for page in library.pages.values():
        text, count = _page(library, page, old, new)
        if page.path == old:
            text = _with_former(library, page, text, new)
        if count or page.path == old:
            file = f"docs/{new}" if page.path == old else page.file
            texts[file], places[file] = text, count
    for file, text, count in _data(library.root, old, new):
        texts[file], places[file] = text, count
    removed = [f"docs/{old}"]
    ledger = library.root / evidence.file_of(old)
    if ledger.is_file():
        # The records of what a page says go with it.
        texts[evidence.file_of(new)] = texts.pop(evidence.file_of(old), "") or ledger.read_text(encoding="utf-8")
        removed.append(evidence.file_of(old))
    return Move(old, new, texts, places, tuple(removed))


def carry_out(root: Path, move: Move) -> None:
    """Write what a move changes, the page itself first; raise OSError when a file cannot be written."""
    for file in sorted(move.texts, key=lambda name: name != f"docs/{move.new}"):
        write_whole(root / file, move.texts[file], must=True)
    for name in move.removed:
        (root / name).unlink()
        for folder in (root / name).parents:
            if folder.parent == root or any(folder.iterdir()):
                break
            folder.rmdir()


def left(root: Path, move: Move) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and text of each place that still names the old path or address: for a person to judge."""
    path, address = re.escape(move.old), re.escape(SourcePage(move.old, "", "").address)
    named = re.compile(rf"(?<![\w./-])(?:docs/)?(?:{path}|{address})(?![\w-])" if address else rf"(?<![\w./-]){path}")
    files = [root / name for name in _LOOKED_AT]
    for folder in _FOLDERS:
        files += sorted(file for file in (root / folder).rglob("*") if file.suffix in _KINDS)
    for file in files:
        if not file.is_file():
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
            if named.search(line) and not line.startswith("former:"):
                yield file.relative_to(root).as_posix(), number, line.strip()


def _ask(library: Library, old: str, new: str) -> None:
    if old not in library.pages:
        near = nearest(old, library.pages)
        hint = f"did you mean '{near}'?" if near else "name it by its path below docs/, as in metoder/ips.md"
        raise MoveError(f"docs/{old} is no page: {hint}")
    if old == "index.md":
        raise MoveError("the front page stays where it is: the site begins there")
    if not new.endswith(".md"):
        raise MoveError(f"'{new}' is no name of a page: let it end in .md")
    for part in new.split("/"):
        if is_hard_to_write(part):
            raise MoveError(f"'{part}' makes an address that is hard to write: use lower-case a–z, digits and hyphens")
    if (library.root / "docs" / new).exists():
        raise MoveError(f"docs/{new} is there already: choose another name, or move that page first")
    address = SourcePage(new, "", "").address
    for page in library.pages.values():
        if page.path != old and page.address == address:
            raise MoveError(f"{page.file} has the address /{address} already: choose another name")
        if page.path != old and f"/{address}" in page.former:
            raise MoveError(
                f"{page.file} names /{address} as its former address: choose another name, or remove it there"
            )


# --- Pages ---


def _page(library: Library, page: SourcePage, old: str, new: str) -> tuple[str, int]:
    """Return a page's text with its links and directives as they are to be after the move, and how many changed."""
    here = new if page.path == old else page.path
    lines = page.text.split("\n")
    count = 0
    done: set[tuple[int, str]] = set()
    given: dict[str, str] = {}
    for link in page.links:
        target = _target(link, page.path, here, old, new)
        if target == link.target or (link.line, link.target) in done:
            continue
        done.add((link.line, link.target))
        given[link.target] = target
        count += _relink(lines, link, target)
    count += sum(_regive(lines, written, target) for written, target in given.items())
    for mark in page.parsed.directives:
        if mark.name == "cards" and old in mark.words.split():
            count += _rename_in_directive(lines, mark.line, old, new)
    text = "\n".join(lines)
    if count or given:
        _verify(library, page, here, text, old, new)
    return text, count


def _target(link: Link, before: str, here: str, old: str, new: str) -> str:
    """Return how a link of the page that was ``before`` and is ``here`` is written after the move."""
    if link.external or link.target.startswith("#") or link.path.startswith("../") or link.path == "?":
        return link.target
    there = new if link.path == old else link.path
    written, sign, fragment = link.target.partition("#")
    if resolve(here, link.target)[0] == there or not written:
        return link.target
    return relative(here, there) + sign + fragment


def _relink(lines: list[str], link: Link, target: str) -> int:
    """Write ``target`` for a link where it stands in the text."""
    inline = re.compile(rf"(\]\(\s*<?){re.escape(link.target)}(?=[>\s)])")
    lines[link.line - 1], count = replace_outside_code(inline, lambda found: found[1] + target, lines[link.line - 1])
    return count


def _regive(lines: list[str], written: str, target: str) -> int:
    """Write ``target`` where an address is given for links elsewhere on the page (``[name]: address``)."""
    given = re.compile(rf"^(\s*(?:>\s*)*\[[^\]]+\]:\s*<?){re.escape(written)}(?=[>\s]|$)")
    count, fence = 0, ""
    for number, line in enumerate(lines):
        if sign := _FENCE.match(line):
            fence = "" if fence and line.strip().startswith(fence) else fence or sign[1]
        if fence:
            continue
        lines[number], found = given.subn(lambda sign: sign[1] + target, line)
        count += found
    return count


def _rename_in_directive(lines: list[str], first: int, old: str, new: str) -> int:
    named = re.compile(rf"(?<!\S){re.escape(old)}(?!\S)")
    count = 0
    for number in range(first - 1, len(lines)):
        lines[number], found = named.subn(new, lines[number])
        count += found
        if "-->" in lines[number]:
            break
    return count


def _verify(library: Library, page: SourcePage, here: str, text: str, old: str, new: str) -> None:
    """Read the page as it would be: every link leads where it led, and the text is what it was."""
    body = "\n".join(text.split("\n")[page.body_line - 1 :])
    after = replace(page, path=here, text=text, parsed=library.parse("\n" * (page.body_line - 1) + body))
    led = [(new if link.path == old else link.path, link.anchor, link.text) for link in page.links]
    leads = [(link.path, link.anchor, link.text) for link in after.links]
    if leads != led or [block.text for block in after.blocks] != [block.text for block in page.blocks]:
        place = next((link.line for link, was, now in zip(page.links, led, leads, strict=False) if was != now), 1)
        raise MoveError(f"{page.file}:{place}: a link cannot be rewritten with certainty: write it as [text](address)")


def _with_former(library: Library, page: SourcePage, text: str, new: str) -> str:
    """Return the page's text with its old address among its former ones, and the new one not."""
    now = f"/{SourcePage(new, '', '').address}"
    was = f"/{page.address}"
    former = [address for address in dict.fromkeys([*page.former, was]) if address != now]
    if page.body_line == 1:
        raise MoveError(f"{page.file}:1: the page has no front matter: write it first (CONTRIBUTING.md)")
    lines = text.split("\n")
    front = "\n".join(lines[1 : page.body_line - 2]) + "\n"
    try:
        front = yaml_text.set_list(front, "former", former) if former else yaml_text.remove(front, "former")
    except yaml.YAMLError as error:
        raise MoveError(f"{page.file}:1: the front matter is no YAML: mend it first") from error
    return "\n".join([lines[0], *front.rstrip("\n").split("\n"), *lines[page.body_line - 2 :]])


# --- Registers and the menu ---


def _data(root: Path, old: str, new: str) -> Iterator[tuple[str, str, int]]:
    """Yield file, text and number of places for each register, and the menu, that names the page."""
    count = 0

    def rename(value: str, field: str) -> str:
        nonlocal count
        count += value == old
        return new if value == old else value

    registers = [file for folder in ("bibliography", "tests") for file in sorted((root / folder).rglob("*.yml"))]
    for file in [*registers, root / CONFIGURATION]:
        name = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if old not in text:
            continue
        count = 0
        try:
            changed = yaml_text.change(text, rename, below="nav" if name == CONFIGURATION else "")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            raise MoveError(f"{name}:{line}: the file is no YAML: mend it first") from error
        if count:
            yield name, changed, count
