"""Entries of a BibTeX or BibLaTeX file that another program wrote, as it has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.exceptions import PybtexError

# What stands before an entry's first comma, where programs let people write what they like.
_HEAD = re.compile(r"^([ \t]*@[A-Za-z]+[ \t]*[{(])([^,={}()\"\n]*),", re.MULTILINE)
_OPENING = re.compile(r"@[A-Za-z]+\s*[{(]")
# A field that stands after the end of its entry: a brace too many closed it.
_STRAY = re.compile(r"^[ \t]*[\w-]+[ \t]*=[ \t]*[{\"]", re.MULTILINE)
_NO_WORK = frozenset({"comment", "string", "preamble"})
# Sets and containers of data for other entries: no works themselves.
_CONTAINERS = frozenset({"set", "xdata", "bibnote", "control"})
_MONTHS = {**month_names, "sept": "September", "june": "June", "july": "July", "mai": "May", "okt": "October",
           "des": "December"}  # fmt: skip
# BibLaTeX manual, appendix B: field of the parent -> field of the child.
_FROM_PARENT = {"title": "booktitle", "subtitle": "booksubtitle"}
_NOT_FROM_PARENT_WORDS = """
crossref xdata ids options shorttitle titleaddon keywords file abstract note doi url pages pagetotal author
"""
_NOT_FROM_PARENT = frozenset(_NOT_FROM_PARENT_WORDS.split())


@dataclass
class ExportedEntry:
    """An entry as it stands in the file.

    key: its key there; kind: its type, lower case; line: where it begins
    fields: by name, lower case, as LaTeX; where a field stands twice, the first
    faults: what made it unreadable; empty for a sound one
    undefined: strings it uses that the file does not define
    """

    key: str
    kind: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    undefined: list[str] = field(default_factory=list)


def text_of(data: bytes) -> str:
    """Return the text of a file in UTF-8, in UTF-16 with its mark, or else in Windows' Western alphabet."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _head(found: re.Match[str]) -> str:
    if found[1].strip(" \t@{(").lower() in _NO_WORK:
        return found[0]
    key = re.sub(r"[^\w:.+/-]+", "_", found[2].strip()) or "no-key"
    return f"{found[1]}{key},"


def read(text: str) -> list[ExportedEntry]:
    """Return every entry of a file, in order, the broken ones with what is wrong with them."""
    entries: list[ExportedEntry] = []
    faults: list[PybtexError] = []
    parser = LowLevelParser(_HEAD.sub(_head, text), macros=dict(_MONTHS), handle_error=faults.append)
    commands = iter(parser)
    while True:
        faults.clear()
        try:
            command = next(commands, None)
        except (PybtexError, IndexError, RecursionError) as error:
            faults.append(error)
            command = None
        if command is None:
            # What broke before its fields were read gave no entry of its own.
            entries += [_broken(parser, fault) for fault in faults if _OPENING.match(parser.text, parser.command_start)]
            return _inherited(entries)
        kind, body = command
        line = parser.text.count("\n", 0, parser.command_start) + 1
        if kind.lower() in _NO_WORK | _CONTAINERS or not body[0]:
            if kind.lower() not in _NO_WORK | _CONTAINERS:
                entries += [_broken(parser, fault) for fault in faults]
            continue
        entry = ExportedEntry(str(body[0]), kind.lower(), line)
        for name, parts in body[1]:
            entry.fields.setdefault(name.lower(), "".join(parts))
        following = parser.text.find("@", parser.pos)
        if _STRAY.search(parser.text[parser.pos : following if following >= 0 else len(parser.text)]):
            entry.faults.append("a brace closes it before its last field")
        for fault in faults:
            if isinstance(fault, UndefinedMacro):
                entry.undefined.append(str(fault).partition("undefined string: ")[2].strip() or str(fault))
            else:
                entry.faults.append(str(fault).splitlines()[0])
        entries.append(entry)


def _broken(parser: LowLevelParser, fault: Exception) -> ExportedEntry:
    line = parser.text.count("\n", 0, parser.command_start or 0) + 1
    return ExportedEntry(parser.current_entry_key or "?", "?", line, faults=[str(fault).splitlines()[0]])


def _inherited(entries: list[ExportedEntry]) -> list[ExportedEntry]:
    """Give entries that refer to another of the file (``crossref``) what they have from it."""
    known = {entry.key.lower(): entry for entry in entries}
    for entry in entries:
        parent = known.get(entry.fields.get("crossref", "").strip().lower())
        if parent is None or parent is entry:
            continue
        for name, value in parent.fields.items():
            name = _FROM_PARENT.get(name, name)
            if name not in _NOT_FROM_PARENT and not (
                name in ("year", "date") and {"year", "date"} & entry.fields.keys()
            ):
                entry.fields.setdefault(name, value)
    return entries
