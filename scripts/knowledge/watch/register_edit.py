"""Writes single fields of a register's entries and leaves every other byte as it stands.

A YAML writer that keeps comments would still set quotes, folds and lists its own way
here and there, and a diff of a legal register must show what was changed and nothing
else. The fields written are plain words on one line, so the line is replaced or put in;
afterwards both texts are read as YAML, and must differ in just these fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

import yaml

from knowledge.problems import ContentError, Problem

_ENTRY = re.compile(r"^- id: *['\"]?(?P<id>[a-z0-9-]+)['\"]? *(?:#.*)?$", re.MULTILINE)
_PLAIN = re.compile(r"^[A-Za-z0-9:.-]+$")
# Where a new field goes: after the first of these that the entry has.
_AFTER = ("text_as_of", "checked", "section", "id")


def set_fields(text: str, changes: Mapping[str, Mapping[str, str]], file: str) -> str:
    """Return a register's text with fields of entries set: id -> field -> plain value on one line.

    file: its name in problems. Raises ContentError when an entry is not there, or the result would read otherwise than
    meant; ValueError for a value that would need quotes.
    """
    for fields in changes.values():
        for value in fields.values():
            if not _PLAIN.match(value):
                raise ValueError(f"{value!r} cannot be written without quotes")
    starts = [(found["id"], found.start()) for found in _ENTRY.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    blocks = {id: (start, end) for (id, start), end in zip(starts, ends, strict=True)}
    unknown = sorted(set(changes) - blocks.keys())
    if unknown:
        mend = "name an entry by its id"
        raise ContentError([Problem(file, 1, f"there is no entry '{id}'", mend, "register") for id in unknown])
    result = text
    # From the last entry to the first, so that the places of the others stay.
    for id in sorted(changes, key=lambda id: blocks[id][0], reverse=True):
        start, end = blocks[id]
        result = result[:start] + _set(result[start:end], changes[id]) + result[end:]
    _verify(text, result, changes, file)
    return result


def _always(text: str, _: re.Match[str]) -> str:
    """Return text to put in a match's place, letter by letter."""
    return text


def _set(block: str, fields: Mapping[str, str]) -> str:
    for name, value in fields.items():
        line = f"  {name}: {value}\n"
        own = re.compile(rf"^  {name}:.*\n", re.MULTILINE)
        if own.search(block):
            block = own.sub(partial(_always, line), block, count=1)
            continue
        places = (re.search(rf"^(?:- |  ){before}:.*\n", block, re.MULTILINE) for before in _AFTER)
        place = next(filter(None, places)).end()
        block = block[:place] + line + block[place:]
    return block


def _verify(old: str, new: str, changes: Mapping[str, Mapping[str, str]], file: str) -> None:
    before, after = ({entry["id"]: entry for entry in yaml.load(text, yaml.BaseLoader)} for text in (old, new))
    meant = {id: {**entry, **changes.get(id, {})} for id, entry in before.items()}
    if meant != after:
        wrong = sorted(id for id in meant.keys() | after.keys() if meant.get(id) != after.get(id))
        what = f"the fields of {', '.join(wrong)} cannot be set line by line"
        raise ContentError(
            [Problem(file, 1, what, "write each field of an entry on a line of its own, and try again", "register")]
        )
