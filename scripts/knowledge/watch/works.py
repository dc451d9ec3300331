"""Asks the DOI registries what they hold of each work, and compares it with the bibliography.

Crossref: ``/works/<doi>`` gives ``message`` with ``title``, ``author``, dates, and in ``updated-by`` the notices that
retract or correct the work (https://api.crossref.org/swagger-ui/index.html). What Crossref does not know is asked of
DataCite: ``/dois/<doi>`` (https://support.datacite.org/docs/api-get-doi).
"""

from __future__ import annotations

import difflib
import html
import json
import re
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from knowledge.bibliography.names import Names
from knowledge.registers.references import Reference
from knowledge.watch.asking import NoAnswer, Patience, asked, read_whole

CROSSREF = "https://api.crossref.org/works"
DATACITE = "https://api.datacite.org/dois"
# Worst first.
KINDS = ("retracted", "corrected", "other", "unknown", "silent", "same")
_HEADINGS = {
    "retracted": "RETRACTED or withdrawn: take it out, or say so wherever it is used",
    "corrected": "Corrected: read the notice, and what the pages say of the work",
    "other": "The registry says otherwise: look the work up",
    "unknown": "No registry knows the DOI: look the work up",
    "silent": "No usable answer: look again next week",
    "same": "As in the bibliography",
}
_RETRACTING = {"retraction", "partial_retraction", "withdrawal", "removal", "expression_of_concern"}
_RETRACTED_TITLE = re.compile(r"^\W*(?:retracted|withdrawn|retraction|tilbaketrukket)\b(?: article)?\W*", re.IGNORECASE)
_LIMIT = 5_000_000
_ALIKE = 0.9
_DATES = ("issued", "published", "published-print", "published-online", "created")
_TRIES = 3
_LONGEST_WAIT = 120


@dataclass(frozen=True)
class Record:
    """What a registry holds: titles (with and without subtitle), years, family names, notices as (type, DOI)."""

    titles: tuple[str, ...]
    years: tuple[str, ...]
    families: tuple[str, ...]
    notices: tuple[tuple[str, str], ...] = ()


@dataclass
class Finding:
    """What is said of one work: a kind of ``KINDS`` and what to look at."""

    work: Reference
    kind: str
    details: list[str] = field(default_factory=list)


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _items(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def read_crossref(text: bytes) -> Record:
    """Return what Crossref holds; raise ValueError when the answer is not of its form."""
    message = _message(text, "message")
    titles, subtitles = _texts(message.get("title")), _texts(message.get("subtitle"))
    years: list[str] = []
    for name in _DATES:
        parts = (message.get(name) or {}).get("date-parts") if isinstance(message.get(name), dict) else None
        year = parts[0][0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else None
        # The day it was registered dates a work only where nothing else does.
        if year and (name != "created" or not years):
            years.append(str(year))
    people = _items(message.get("author")) or _items(message.get("editor"))
    families = tuple(str(person.get("family") or person.get("name") or "") for person in people)
    notices = tuple((str(item.get("type", "")), str(item.get("DOI", ""))) for item in _items(message.get("updated-by")))
    whole = [f"{title}: {subtitle}" for title in titles for subtitle in subtitles]
    if not titles:
        raise ValueError("it names no title")
    return Record((*titles, *whole), tuple(dict.fromkeys(years)), families, tuple(dict.fromkeys(notices)))


def read_datacite(text: bytes) -> Record:
    """Return what DataCite holds; raise ValueError when the answer is not of its form."""
    data = _message(text, "data").get("attributes")
    if not isinstance(data, dict):
        raise ValueError("it has no attributes")
    titles = [str(item.get("title", "")) for item in _items(data.get("titles")) if item.get("title")]
    main = titles[:1]
    whole = [f"{main[0]}: {title}" for title in titles[1:]] if main else []
    families = tuple(
        str(person.get("familyName") or str(person.get("name", "")).partition(",")[0])
        for person in _items(data.get("creators"))
    )
    notices = tuple(
        (
            "withdrawal" if item.get("relationType") == "IsObsoletedBy" else "new_version",
            str(item.get("relatedIdentifier")),
        )
        for item in _items(data.get("relatedIdentifiers"))
        if item.get("relationType") in ("IsObsoletedBy", "IsPreviousVersionOf")
    )
    if not titles:
        raise ValueError("it names no title")
    year = data.get("publicationYear")
    return Record((*titles, *whole), (str(year),) if year else (), families, notices)


def _message(text: bytes, name: str) -> dict[str, Any]:
    try:
        message = json.loads(text)[name]
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"it is no JSON with '{name}'") from error
    if not isinstance(message, dict):
        raise ValueError(f"'{name}' is no object")
    return message


def _plain(text: str) -> str:
    """Return a text in small letters without markup, accents and signs, for comparing."""
    text = re.sub(r"<[^>]*>", "", html.unescape(text)).casefold()
    text = text.replace("ø", "o").replace("æ", "ae").replace("đ", "d").replace("ł", "l").replace("&", " ")
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", text))


def _same_title(ours: str, theirs: Iterable[str]) -> bool:
    mine = _plain(ours)
    for title in map(_plain, (_RETRACTED_TITLE.sub("", title) for title in theirs)):
        # A registry often leaves the subtitle out, or joins it to the title.
        shorter, longer = sorted((mine, title), key=len)
        if shorter and (longer == shorter or longer.startswith(f"{shorter} ")):
            return True
        if difflib.SequenceMatcher(None, mine, title, autojunk=False).ratio() >= _ALIKE:
            return True
    return False


def _same_people(ours: Names, theirs: tuple[str, ...]) -> bool:
    if not ours.people or not theirs:
        return True
    mine = [_plain(name.surname) for name in ours.people]
    others = [_plain(name.partition(",")[0]) for name in theirs]
    if ours.more:
        # The list ends with «and others»: the rest was not seen.
        others = others[: len(mine)]
    return len(mine) == len(others) and all(
        a == b or a.endswith(f" {b}") or b.endswith(f" {a}") for a, b in zip(mine, others, strict=True)
    )


def compare(work: Reference, record: Record) -> Finding:
    """Return how a registry's record agrees with an entry of the bibliography."""
    details = []
    retracting = [(kind, doi) for kind, doi in record.notices if kind in _RETRACTING]
    if not retracting and any(_RETRACTED_TITLE.match(title) for title in record.titles):
        retracting = [("its title in the registry says so", "")]
    others = [(kind, doi) for kind, doi in record.notices if kind not in _RETRACTING]
    for kind, doi in (*retracting, *others):
        details.append(f"notice: {kind.replace('_', ' ')}" + (f", https://doi.org/{doi}" if doi else ""))
    ours = [work.title, *([f"{work.title}: {work.fields['subtitle']}"] if "subtitle" in work.fields else [])]
    different = []
    if work.title and not any(_same_title(title, record.titles) for title in ours):
        different.append(f"title: «{work.title}» here, «{record.titles[0]}» there")
    if work.year and record.years and work.year not in record.years:
        different.append(f"year: {work.year} here, {' or '.join(record.years)} there")
    people = next((work.names[role] for role in ("author", "editor") if role in work.names), Names())
    if not _same_people(people, record.families):
        here = "; ".join(name.shown for name in people.people) + (" and others" if people.more else "")
        different.append(f"authors: {here} here, {'; '.join(record.families)} there")
    kind = "retracted" if retracting else "corrected" if others else "other" if different else "same"
    return Finding(work, kind, details + different)


def check_works(
    works: Iterable[Reference],
    crossref: str = CROSSREF,
    datacite: str = DATACITE,
    pause: float = 1.0,
    patience: Patience | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Finding]:
    """Ask for each work with a DOI, one at a time; return a finding for each, in the given order.

    pause: seconds between two questions, well below what the registries allow; sleep: how to wait
    """
    asker = _Asker(pause, patience or Patience(30, 60), sleep)
    return [_check(work, asker, crossref, datacite) for work in works if work.fields.get("doi")]


def _check(work: Reference, asker: _Asker, crossref: str, datacite: str) -> Finding:
    doi = work.fields["doi"]
    for base, read in ((crossref, read_crossref), (datacite, read_datacite)):
        try:
            return compare(work, read(asker.ask(f"{base}/{quote(doi, safe='')}")))
        except NoAnswer as fault:
            if fault.status not in (404, 410):
                return Finding(work, "silent", [fault.what])
        except ValueError as fault:
            return Finding(work, "silent", [f"{base} answered nonsense: {fault}"])
    return Finding(work, "unknown", [f"neither Crossref nor DataCite knows {doi}"])


class _Asker:
    """Asks one question after the other, with a pause between, and again when the server asks for time."""

    def __init__(self, pause: float, patience: Patience, sleep: Callable[[float], None]):
        self._pause, self._patience, self._sleep, self._first = pause, patience, sleep, True

    def ask(self, address: str) -> bytes:
        for attempt in range(1, _TRIES + 1):
            if not self._first:
                self._sleep(self._pause)
            self._first = False
            try:
                with asked(address, self._patience, "application/json") as answer:
                    return read_whole(answer, _LIMIT)
            except NoAnswer as fault:
                passing = fault.status == 429 or (fault.status or 0) >= 500
                wait = fault.wait if fault.wait is not None else 2.0**attempt
                if not passing or attempt == _TRIES or wait > _LONGEST_WAIT:
                    raise
                self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")


def works_report(findings: list[Finding], file: str) -> str:
    """Return the findings as Markdown, worst first; ``file`` is the bibliography's name."""
    lines = [f"# Works: {len(findings)} DOIs asked", ""]
    for kind in KINDS:
        found = [finding for finding in findings if finding.kind == kind]
        if not found:
            continue
        lines += [f"## {_HEADINGS[kind]} ({len(found)})", ""]
        if kind == "same":
            lines.append(f"- {', '.join(finding.work.key for finding in found)}")
        else:
            for finding in found:
                lines.append(
                    f"- **{finding.work.key}**, {file}:{finding.work.line}, https://doi.org/{finding.work.fields['doi']}"
                )
                lines += [f"  - {detail}" for detail in finding.details]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
