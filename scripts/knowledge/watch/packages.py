"""Streams Lovdata's open packages and reads the acts that are asked for, one document at a time in memory.

``…/v1/publicData/list`` gives a JSON list of objects with ``filename`` and ``lastModified``; the package itself lies
at ``…/v1/publicData/get/<filename>``: a ``.tar.bz2`` of XML files (``knowledge.watch.lovdata``). NLOD 2.0, no key.
https://api.lovdata.no/
"""

from __future__ import annotations

import bz2
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import quote

from knowledge.watch.asking import Answer, NoAnswer, Patience, asked, read_whole
from knowledge.watch.law_text import LawText
from knowledge.watch.lovdata import HEAD, document_id, read_xml

BASE = "https://api.lovdata.no/v1/publicData"
# Beginning of an id -> the package that has such documents as they stand today.
PACKAGES = {"LOV": "gjeldende-lover.tar.bz2", "FOR": "gjeldende-sentrale-forskrifter.tar.bz2"}
_LIST_LIMIT = 1_000_000
# The largest act has some megabytes; more is no act, and unpacking stops before it fills the memory.
_DOCUMENT_LIMIT = 40_000_000
_PACKAGE_LIMIT = 4_000_000_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Reading:
    """What came of reading the packages.

    texts: acts by id; dates: id -> the day its package was made; faults: what went wrong, in words, by the beginning
    of the ids it concerns ("LOV", "FOR"); broken: id -> why that document could not be read
    """

    texts: dict[str, LawText] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)


class _Unpacked:
    """The bytes of a bzip2 stream as they come; raises NoAnswer when it is none, or ends too early."""

    def __init__(self, answer: Answer):
        self._answer, self._decompressor = answer, bz2.BZ2Decompressor()
        self._total, self._begun = 0, False

    def read(self, size: int) -> bytes:
        while True:
            if self._decompressor.eof:
                # A package may be several streams, one after the other.
                rest = self._decompressor.unused_data or self._answer.read(64 * 1024)
                if not rest:
                    return b""
                self._decompressor = bz2.BZ2Decompressor()
            elif self._decompressor.needs_input:
                rest = self._answer.read(64 * 1024)
                if not rest:
                    raise NoAnswer("the package is empty" if not self._begun else "the package is cut off")
            else:
                rest = b""
            self._begun = True
            try:
                data = self._decompressor.decompress(rest, max_length=size)
            except (OSError, EOFError) as error:
                raise NoAnswer("the package is no bzip2 archive") from error
            self._total += len(data)
            if self._total > _PACKAGE_LIMIT:
                raise NoAnswer(f"the package unpacks to more than {_PACKAGE_LIMIT} bytes")
            if data:
                return data


class _Whole:
    """Fills each read to its size, as tarfile expects of a file."""

    def __init__(self, source: _Unpacked):
        self._source, self._left = source, b""

    def read(self, size: int) -> bytes:
        pieces, wanted = [self._left], size - len(self._left)
        while wanted > 0 and (data := self._source.read(wanted)):
            pieces.append(data)
            wanted -= len(data)
        data = b"".join(pieces)
        self._left = data[size:]
        return data[:size]


def _documents(answer: Answer) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Yield each XML file of a package, and the file to read it from."""
    source: Any = _Whole(_Unpacked(answer))
    try:
        with tarfile.open(fileobj=source, mode="r|") as archive:
            for member in archive:
                # tarfile remembers every member, and a package has thousands.
                archive.members = []  # type: ignore[attr-defined]
                if not member.isfile() or not member.name.endswith(".xml"):
                    continue
                file = archive.extractfile(member)
                if file is not None:
                    yield member, file
    except tarfile.TarError as error:
        raise NoAnswer(f"the package is no tar archive, or is cut off ({error})") from error
    while source.read(1 << 16):
        pass


def available(base: str, patience: Patience) -> dict[str, str]:
    """Return file name -> the day it was made of every package; raise NoAnswer when the list cannot be had."""
    with asked(f"{base}/list", patience, "application/json") as answer:
        text = read_whole(answer, _LIST_LIMIT)
    try:
        listed = json.loads(text)
        packages = {str(item["filename"]): str(item.get("lastModified", "")) for item in listed}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoAnswer(f"{base}/list is no list of packages") from error
    return {name: found[0] if (found := _DATE.search(day)) else "" for name, day in packages.items()}


def read_packages(wanted: set[str], base: str = BASE, patience: Patience | None = None) -> Reading:
    """Read the acts with these ids from the packages; what fails is said in the result, the rest is read."""
    patience = patience or Patience()
    reading = Reading()
    kinds = {kind: {id for id in wanted if id.startswith(f"{kind}-")} for kind in PACKAGES}
    kinds = {kind: ids for kind, ids in kinds.items() if ids}
    try:
        packages = available(base, patience)
    except NoAnswer as fault:
        reading.faults = dict.fromkeys(kinds, fault.what)
        return reading
    for kind, ids in kinds.items():
        name = PACKAGES[kind]
        if name not in packages:
            reading.faults[kind] = (
                f"{base}/list does not name '{name}'; it names {', '.join(sorted(packages)) or 'none'}"
            )
            continue
        part = Reading()
        try:
            with asked(f"{base}/get/{quote(name)}", patience) as answer:
                _read_package(answer, ids, part)
        except NoAnswer as fault:
            reading.faults[kind] = f"{name}: {fault.what}"
            continue
        gone = ids - part.texts.keys() - part.broken.keys()
        # A package that lacks most of what it had is not whole; nobody repeals so much in a week.
        if len(gone) > max(3, len(ids) // 2) or gone == ids:
            reading.faults[kind] = f"{name}: it lacks {len(gone)} of {len(ids)} acts, so it is not whole"
            continue
        reading.texts |= part.texts
        reading.broken |= part.broken
        reading.dates |= dict.fromkeys(part.texts, packages[name])
    return reading


def _read_package(answer: Answer, wanted: set[str], reading: Reading) -> None:
    languages: dict[str, str] = {}
    for member, file in _documents(answer):
        head = file.read(HEAD)
        id = document_id(head)
        if id not in wanted:
            continue
        if member.size > _DOCUMENT_LIMIT:
            reading.broken[id] = f"'{member.name}' has {member.size} bytes"
            continue
        try:
            law, language = read_xml(head + file.read())
        except ValueError as error:
            reading.broken[id] = f"'{member.name}' cannot be read: {error}"
            continue
        # The Constitution stands there in Bokmål and in Nynorsk, with the same id.
        if id not in reading.texts or languages[id] == "nn":
            reading.texts[id], languages[id] = law, language
