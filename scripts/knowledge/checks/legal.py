"""Rules for the entries of the law register: what each must say so that a change in the law can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from knowledge.problems import Problem
from knowledge.registers.entries import Entry
from knowledge.registers.files import file_of
from knowledge.watch.coverage import WATCHED, Coverage, read_coverage
from knowledge.watch.law_text import normal_number

if TYPE_CHECKING:
    from knowledge.library import Library

_ID = {"forskrift": "FOR", "lov": "LOV", "grunnlov": "LOV", "internasjonal": "LOV"}
_DOCUMENTS = ("forarbeid", "stortingsmelding", "nou")
_PUBLISHERS = ("regjeringen.no", "stortinget.no")
_LOVDATA_ID = re.compile(r"^(?P<kind>LOV|FOR)-(?P<number>\d{4}-\d{2}-\d{2}(?:-\d+)?)$")
_KRONER = re.compile(r"\d[\d\s.,]*(?:kroner|kr)\b|\bkr\.?\s?\d[\d\s]*")
_OF_G = re.compile(
    r"\d(?:,\d+)?\s*(?:ganger\s+)?G\b|\b(?:prosent|ganger)\s+(?:av\s+)?(?:G\b|(?:folketrygdens\s+)?grunnbeløp)"
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«])")


def provisions_can_be_watched(library: Library) -> Iterator[Problem]:
    """Every entry of the law register says what text it was written from, and where that stands."""
    return check(library.provisions.values(), file_of("provisions"))


def check(provisions: Iterable[Entry], file: str) -> Iterator[Problem]:
    """Yield every breach of the rules by the entries of the law register; ``file`` is its name in problems."""
    for entry in provisions:
        for what, mend in (*_identity(entry), *_date_of_text(entry), *_section_and_address(entry), *_amounts(entry)):
            yield Problem(file, entry.line, f"entry '{entry.id}': {what}", mend, "provision")


def _has_text(entry: Entry) -> bool:
    """Say whether an entry is of a text at Lovdata that can change."""
    return entry["kind"] in WATCHED and bool(entry.get("lovdata_id"))


def _identity(entry: Entry) -> Iterator[tuple[str, str]]:
    kind, id = entry["kind"], entry.get("lovdata_id")
    if kind in ("grunnlov", "lov", "forskrift") and not id:
        yield "it has no 'lovdata_id'", f"write Lovdata's id, as {_ID[kind]}-2005-06-17-62"
    elif id and kind in _ID:
        found = _LOVDATA_ID.match(id)
        if not found or found["kind"] != _ID[kind]:
            yield f"'{id}' is no Lovdata id of a {kind}", f"write it as {_ID[kind]}-2005-06-17-62"


def _date_of_text(entry: Entry) -> Iterator[tuple[str, str]]:
    if _has_text(entry) and not entry.get("text_as_of"):
        yield "it does not say which day's text was read", "write 'text_as_of: 2026-07-02', the day of the text"


def _section_and_address(entry: Entry) -> Iterator[tuple[str, str]]:
    if not _has_text(entry):
        yield from _publisher(entry)
        return
    try:
        coverage = read_coverage(entry.get("section"))
    except ValueError as error:
        mend = "write it as «§§ 2 og 3», «§§ 29–35», «kapittel 11 A» or «artikkel 6, 9 og 11»"
        yield f"'section' cannot be read at '{error}'", mend
        return
    found = _LOVDATA_ID.match(entry["lovdata_id"])
    if found:
        yield from _lovdata_address(entry, found["number"], coverage)


def _lovdata_address(entry: Entry, number: str, coverage: Coverage) -> Iterator[tuple[str, str]]:
    kind = "forskrift" if entry["kind"] == "forskrift" else "lov"
    parts = urlsplit(entry["url"])
    good = f"https://lovdata.no/{kind}/{number}"
    path = re.match(rf"^/(?:dokument/[A-Z]+/)?{kind}/{re.escape(number)}(?P<rest>(?:/.*)?)$", unquote(parts.path))
    if parts.netloc != "lovdata.no" or not path:
        yield f"the address '{entry['url']}' is not that of {entry['lovdata_id']}", f"write {good}, or a section of it"
        return
    section = re.match(r"^/§(?P<number>.+)$", path["rest"])
    if section and not coverage.names(normal_number(section["number"])):
        what = f"the address is that of § {section['number']}, which 'section' does not name"
        yield what, f"link to a section of '{entry['section']}'"


def _publisher(entry: Entry) -> Iterator[tuple[str, str]]:
    host = urlsplit(entry["url"]).netloc.removeprefix("www.")
    if entry["kind"] in _DOCUMENTS and host not in _PUBLISHERS:
        what = f"the address '{entry['url']}' is not at the publisher of a {entry['kind']}"
        yield what, f"link to the document at {' or '.join(_PUBLISHERS)}"


def _texts(entry: Entry) -> Iterator[str]:
    for field in ("paraphrase", "meaning", "changes", "note"):
        if entry.get(field):
            yield entry[field]
    yield from entry.get("conditions", [])


def _amounts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield amounts that nobody would know were old: no year in the sentence, no day to look again.

    A share of G stands in the provision itself, whose day is ``text_as_of``; kroner are mostly set anew each year.
    """
    if entry.get("due"):
        return
    amounts = [_KRONER] if entry.get("text_as_of") else [_KRONER, _OF_G]
    for text in _texts(entry):
        for sentence in _SENTENCE_END.split(" ".join(text.split())):
            found = next(filter(None, (amount.search(sentence) for amount in amounts)), None)
            if found and not _YEAR.search(sentence):
                what = f"the amount «{found[0].strip()}» stands without a date"
                yield what, "say since when in the same sentence, or add 'due', the day to look at it again"
