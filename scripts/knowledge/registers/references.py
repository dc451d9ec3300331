"""The works of ``bibliography/references.bib``.

Standard fields are BibLaTeX's and hold only what has been confirmed; ``bibliography.schema``
lists them, with the fields of our own, which are described at the top of the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pybtex.errors
from pybtex.database import Entry
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from knowledge.bibliography import dates, names, schema, tex
from knowledge.bibliography.dates import Date
from knowledge.bibliography.names import NameFault, Names
from knowledge.bibliography.schema import LANGUAGES
from knowledge.citations.syntax import KEY
from knowledge.problems import Problem, nearest, suggestion

__all__ = ["LANGUAGES", "VERIFIED", "Reference", "bcp47", "read_references"]

VERIFIED = ("yes", "partly", "no")
_ENTRY = re.compile(r"^[ \t]*@(?P<type>\w+)[ \t]*[{(][ \t]*(?P<key>[^,\s}]*)", re.MULTILINE)
_NO_WORK = {"comment", "string", "preamble"}
_MENTION = re.compile(r"^\s*(?P<key>[a-z][a-z0-9-]*)\s*:\s*(?P<pages>[0-9][0-9,\s–-]*)$")
_SPAN = re.compile(r"^(\d+)\s*(?:--?|–)\s*(\d+)$")


@dataclass(frozen=True)
class Reference:
    """One work.

    key: its citation key
    kind: BibLaTeX entry type, lower case, one of ``schema.TYPES``
    line: where its entry begins in the .bib file
    fields: every field as a reader sees it, without TeX; authors and editors apart
    source: the same with the braces that protect letters' case
    names: role ("author", "editor") -> its people
    date: when it came out; None when not known
    verified: "yes", "partly" or "no": how far the entry was checked
    mentions: source text -> pages on which it names the work ("22", "30–31")
    aliases: keys the same work went by before
    """

    key: str
    kind: str
    line: int
    fields: dict[str, str]
    source: dict[str, str] = field(default_factory=dict)
    names: dict[str, Names] = field(default_factory=dict)
    date: Date | None = None
    verified: str = "no"
    mentions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """As "Etternavn, Fornavn" (only the family name where no more is confirmed), institutions as they stand."""
        return self._shown("author")

    @property
    def editors(self) -> tuple[str, ...]:
        """As ``authors``."""
        return self._shown("editor")

    def _shown(self, role: str) -> tuple[str, ...]:
        return tuple(name.shown for name in self.names[role].people) if role in self.names else ()

    @property
    def title(self) -> str:
        return self.fields.get("title", "")

    @property
    def year(self) -> str:
        """Four digits; "" when not known."""
        return self.date.year if self.date else ""

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.fields.get("keywords", "").split(",") if word.strip())

    @property
    def page_span(self) -> tuple[int, int] | None:
        """First and last page a citation of this work can name; None when not known.

        For a text read in a copy of its own (field ``pagesread``) that copy's pages count.
        """
        found = _SPAN.match(self.fields.get("pagesread", self.fields.get("pages", "")))
        return (int(found[1]), int(found[2])) if found else None


def bcp47(work: Reference) -> str | None:
    """Return the language tag of a work (``nb``); None when its language is not known."""
    return LANGUAGES.get(work.fields.get("langid", ""), (None, ""))[0]


def _mentions(value: str) -> dict[str, tuple[str, ...]]:
    """Parse ``kane2021kap1: 22; masteroppgave2022: 30, 31``; raise ValueError with the part that does not fit."""
    mentions = {}
    for part in filter(str.strip, value.split(";")):
        found = _MENTION.match(part)
        if not found:
            raise ValueError(part.strip())
        mentions[found["key"]] = tuple(page.strip().replace("-", "–") for page in found["pages"].split(","))
    return mentions


def _entry_lines(text: str, file: str) -> tuple[dict[str, int], list[Problem]]:
    """Return the line of each key, and the problems with keys that a parser would not place."""
    lines: dict[str, int] = {}
    problems = []
    for found in _ENTRY.finditer(text):
        if found["type"].lower() in _NO_WORK:
            continue
        key, line = found["key"], text.count("\n", 0, found.start("type")) + 1
        if not KEY.match(key):
            mend = "use lower-case a–z, digits and hyphens, a letter first, as in 'lipsky2010'"
            problems.append(Problem(file, line, f"the key '{key}' is ill-formed", mend, "citation-key"))
        if key in lines:
            what = f"the key '{key}' stands here and in line {lines[key]}"
            mend = "merge the two entries, or rename one of them"
            problems.append(Problem(file, line, what, mend, "one-entry"))
        lines.setdefault(key, line)
    return lines, problems


class _Places:
    """Where the entries and their fields stand in the file."""

    def __init__(self, text: str, file: str, lines: dict[str, int]):
        self._rows = text.splitlines()
        self._starts = sorted(lines.values())
        self._lines = lines
        self.file = file

    def line(self, key: str, name: str = "") -> int:
        """Return the line of a field of an entry; the entry's own when the field is not found there."""
        start = self._lines.get(key, 1)
        if name:
            end = next((line for line in self._starts if line > start), len(self._rows) + 1)
            pattern = re.compile(rf"(?:^|[,{{])\s*{re.escape(name)}\s*=", re.IGNORECASE)
            for number in range(start, end):
                if pattern.search(self._rows[number - 1]):
                    return number
        return start

    def problem(self, key: str, name: str, what: str, mend: str) -> Problem:
        return Problem(self.file, self.line(key, name), what, mend, "bibliography")


def _decoded(key: str, entry: Entry, places: _Places) -> tuple[dict[str, str], list[Problem]]:
    """Return the fields an entry may have, decoded; and what is wrong with their names and their text."""
    fields, problems = {}, []
    for written, value in entry.fields.items():
        name = written.lower()
        if name in schema.NAMES:
            continue
        if fault := _field_fault(name):
            problems.append(places.problem(key, written, f"'{key}' has the field '{written}', {fault[0]}", fault[1]))
            continue
        known = schema.FIELDS[name]
        if known.verbatim:
            fields[name] = tex.verbatim(value)
        else:
            fields[name] = tex.decode(value)
            if unknown := tex.unknown_commands(value):
                what = f"the command '\\{unknown[0]}' in '{name}' of '{key}' is not known"
                problems.append(places.problem(key, name, what, "write the character itself"))
        if not known.verbatim and tex.has_entities(fields[name]):
            what = f"HTML stands in '{name}' of '{key}'"
            mend = f"write '{tex.plain(tex.without_html(fields[name]))[:60]}'"
            problems.append(places.problem(key, name, what, mend))
        elif not known.fits(tex.plain(fields[name])):
            what = f"'{name}' of '{key}' is '{tex.plain(fields[name])}', which is not {_article(name)}"
            problems.append(places.problem(key, name, what, f"{known.meaning}: write it as in {known.example}"))
    return fields, problems


def _article(name: str) -> str:
    return {"doi": "a DOI", "url": "an https address", "isbn": "an ISBN", "year": "a year"}.get(name, "what it holds")


def _field_fault(name: str) -> tuple[str, str] | None:
    """Return what is wrong with a field of that name, and the mend; None when an entry may have it."""
    if name in schema.FIELDS:
        return None
    if name in schema.PRIVATE:
        return "which is its owner's alone", "remove it; what readers need goes into 'annotation' or 'remark'"
    if name in schema.RENAMED:
        return f"which is called '{schema.RENAMED[name]}' here", f"rename it to '{schema.RENAMED[name]}'"
    if name in ("month", "day"):
        return "which is a part of 'date' here", "write 'date = {2021-05-31}' or 'date = {2021-05}' in place of 'year'"
    if name in ("subtitle", "booksubtitle"):
        return "which is a part of the title here", "write it after the title and a colon"
    return "which is not known", suggestion(name, schema.FIELDS, "remove it, or add it to bibliography/schema.py")


def _date(key: str, fields: dict[str, str], places: _Places) -> tuple[Date | None, list[Problem]]:
    if "date" in fields and "year" in fields:
        what = f"'{key}' has both 'date' and 'year'"
        return None, [places.problem(key, "year", what, "keep the one that says more")]
    if "year" in fields:
        year = tex.plain(fields["year"])
        return (Date((int(year),)) if re.fullmatch(r"\d{4}", year) else None), []
    if not fields.get("date"):
        return None, []
    try:
        return dates.parse(tex.plain(fields["date"])), []
    except ValueError:
        what = f"the date '{tex.plain(fields['date'])}' of '{key}' cannot be read"
        try:
            mend = f"write 'date = {{{dates.parse_loosely(tex.plain(fields['date']))}}}'"
        except ValueError:
            mend = "write it as in 2021, 2021-05, 2021-05-31 or 2021-05-31/2021-06-02"
        return None, [places.problem(key, "date", what, mend)]


def _names(key: str, entry: Entry, places: _Places) -> tuple[dict[str, Names], list[Problem]]:
    read, problems = {}, []
    for written, value in entry.fields.items():
        if written.lower() not in schema.NAMES:
            continue
        text = tex.decode(value)
        if tex.has_entities(text):
            mend = f"write '{tex.plain(tex.without_html(text))[:60]}'"
            problems.append(places.problem(key, written, f"HTML stands in '{written}' of '{key}'", mend))
            continue
        try:
            read[written.lower()] = names.parse(text, strict=True)
        except NameFault as fault:
            problems.append(places.problem(key, written, f"'{written}' of '{key}': {fault}", fault.mend))
    return read, problems


def _kind(key: str, entry: Entry, fields: dict[str, str], places: _Places) -> tuple[str, list[Problem]]:
    try:
        kind, genre = schema.type_of(entry.type)
    except KeyError:
        near = nearest(entry.type.lower(), [*schema.TYPES, *schema.ALIASES])
        mend = f"did you mean '{near}'? Otherwise use" if near else "use"
        what = f"'{key}' is of the type '{entry.type}', which is not known"
        return "misc", [places.problem(key, "", what, f"{mend} one of {', '.join(schema.TYPES)}")]
    if genre or "type" in fields:
        fields["type"] = schema.GENRES.get(tex.plain(fields.get("type") or genre).lower(), fields.get("type") or genre)
    return kind, []


def _build(key: str, entry: Entry, places: _Places) -> tuple[Reference, list[Problem]]:
    source, problems = _decoded(key, entry, places)
    kind, found = _kind(key, entry, source, places)
    problems += found
    people, found = _names(key, entry, places)
    problems += found
    date, found = _date(key, source, places)
    problems += found
    fields = {name: value if schema.FIELDS[name].verbatim else tex.plain(value) for name, value in source.items()}
    verified = fields.get("verified", "")
    if verified not in VERIFIED:
        what = f"'{key}' does not say how far it was checked (verified = '{verified}')"
        problems.append(places.problem(key, "verified", what, "add 'verified = {yes}', '{partly}' or '{no}'"))
    try:
        mentions = _mentions(fields.get("mentioned", ""))
    except ValueError as error:
        mentions = {}
        what = f"'mentioned' of '{key}' cannot be read at '{error}'"
        mend = "write 'mentioned = {kane2021kap1: 22; masteroppgave2022: 30, 31}'"
        problems.append(places.problem(key, "mentioned", what, mend))
    if fields.get("langid", "norsk") not in LANGUAGES:
        what = f"the language '{fields['langid']}' of '{key}' is not known"
        mend = f"use one of {', '.join(LANGUAGES)}, or add it to LANGUAGES"
        problems.append(places.problem(key, "langid", what, mend))
    written = {name.lower() for name, value in entry.fields.items() if value.strip()}
    if not written & {"author", "editor", "title"}:
        mend = "add 'author' or 'title'; a reader must be able to tell what is cited"
        problems.append(places.problem(key, "", f"'{key}' has neither a name nor a title", mend))
    if kind == "legislation" and not fields.get("shorttitle"):
        mend = "add what readers cite it by, as in 'shorttitle = {NOU 2012: 6}'"
        problems.append(places.problem(key, "", f"'{key}' lacks 'shorttitle'", mend))
    reference = Reference(
        key=key,
        kind=kind,
        line=places.line(key),
        fields=fields,
        source=source,
        names=people,
        date=date,
        verified=verified if verified in VERIFIED else "no",
        mentions=mentions,
        aliases=tuple(alias.strip() for alias in fields.get("ids", "").split(",") if alias.strip()),
    )
    return reference, problems


def _broken(error: PybtexError, file: str, places: _Places) -> Problem:
    """Return pybtex's complaint as a problem, at its line or at the entry it names."""
    said = str(error).splitlines()[0].rstrip(".")
    line = getattr(error, "lineno", None)
    if not line:
        named = re.search(r"entry with key (\S+)", said)
        line = places.line(named[1]) if named else 1
    mend = "look at this entry and the one before it for a missing comma, brace or quote"
    if "duplicate" in said:
        mend = "keep one of the two fields"
    return Problem(file, line, f"the bibliography is broken BibTeX: {said}", mend, "bibliography")


def read_references(path: Path, file: str) -> tuple[dict[str, Reference], list[Problem]]:
    """Read the bibliography; return the works by key, in the file's order, and what is wrong with it.

    path: the .bib file; file: its name in problems
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = f"the bibliography cannot be read ({error.strerror})"
        return {}, [Problem(file, 1, what, "restore the file", "file")]
    except UnicodeDecodeError as error:
        return {}, [Problem(file, 1, f"the file is not UTF-8 ({error.reason})", "save it as UTF-8", "utf-8")]
    lines, problems = _entry_lines(text, file)
    if problems:
        return {}, problems
    places = _Places(text, file, lines)
    try:
        with pybtex.errors.capture() as complaints:
            data = Parser(person_fields=()).parse_string(text)
    except PybtexError as error:
        return {}, [_broken(error, file, places)]
    if complaints:
        return {}, [_broken(error, file, places) for error in complaints]
    references = {}
    for key, entry in data.entries.items():
        references[key], found = _build(key, entry, places)
        problems += found
    return references, [*problems, *_between(references, places)]


def _between(references: dict[str, Reference], places: _Places) -> Iterator[Problem]:
    """Yield what is wrong between entries: keys that do not exist or stand twice, one work entered twice."""
    names = set(references)
    first: dict[str, Reference] = {}
    same: dict[tuple[str, ...], Reference] = {}
    for reference in references.values():
        key = reference.key
        for alias in reference.aliases:
            if alias in names:
                what = f"the alias '{alias}' of '{key}' is a key of its own"
                yield places.problem(key, "", what, "merge the two entries, or remove the alias")
        for source in reference.mentions:
            if source not in names:
                what = f"'{key}' is mentioned in '{source}', which is no key"
                yield places.problem(key, "", what, "name a text that stands in this file")
        doi = reference.fields.get("doi", "").lower()
        other = first.setdefault(doi, reference) if doi else reference
        if other is not reference:
            what = f"'{key}' has the DOI of '{other.key}' in line {places.line(other.key, 'doi')}"
            yield places.problem(key, "doi", what, "merge the two entries: the older key goes into 'ids' of the other")
        elif (other := same.setdefault(_identity(reference), reference)) is not reference and reference.title:
            what = f"'{key}' has title, names and year of '{other.key}' in line {places.line(other.key)}"
            mend = "merge the two entries, or say what tells them apart, as in 'titleaddon = {Del 2}'"
            yield places.problem(key, "title", what, mend)


def _identity(work: Reference) -> tuple[str, ...]:
    """Return what makes a work another than one of the same title."""
    apart = (
        "titleaddon",
        "doi",
        "volume",
        "number",
        "pages",
        "booktitle",
        "journaltitle",
        "series",
        "edition",
        "pubstate",
    )
    letters = "".join(sign for sign in work.title.casefold() if sign.isalnum())
    return (letters, str(work.date), *work.authors, *work.editors, *(work.fields.get(name, "") for name in apart))
