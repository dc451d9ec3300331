"""The works of ``bibliography/references.bib``.

Standard fields are BibLaTeX's and hold only what has been confirmed. The fields
of our own are described at the top of the file itself; pandoc passes over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pybtex.errors
from pybtex.database import Entry, InvalidNameString
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from knowledge.citations.syntax import KEY
from knowledge.problems import Problem

VERIFIED = ("yes", "partly", "no")
# BibLaTeX's langid -> BCP 47 (RFC 5646) and the language's name in Bokmål.
LANGUAGES = {
    "norsk": ("nb", "bokmål"),
    "nynorsk": ("nn", "nynorsk"),
    "english": ("en", "engelsk"),
    "danish": ("da", "dansk"),
    "swedish": ("sv", "svensk"),
    "german": ("de", "tysk"),
    "french": ("fr", "fransk"),
}
_YEAR = re.compile(r"\d{4}")
_ENTRY = re.compile(r"^[ \t]*@(?P<type>\w+)[ \t]*\{[ \t]*(?P<key>[^,\s}]*)", re.MULTILINE)
# BibLaTeX's verbatim fields: what stands there is an address, letter by letter.
_VERBATIM = {"doi", "url"}
_NO_WORK = {"comment", "string", "preamble"}
_MENTION = re.compile(r"^\s*(?P<key>[a-z][a-z0-9-]*)\s*:\s*(?P<pages>[0-9][0-9,\s–-]*)$")
_DOI = re.compile(r"^10\.\d{4,9}/\S+$")
_SPAN = re.compile(r"^(\d+)\s*(?:--?|–)\s*(\d+)$")


@dataclass(frozen=True)
class Reference:
    """One work.

    key: its citation key
    kind: BibLaTeX entry type, lower case
    line: where its entry begins in the .bib file
    fields: every field as written, authors and editors apart
    authors, editors: as "Etternavn, Fornavn" (only the family name where no more is confirmed)
    verified: "yes", "partly" or "no": how far the entry was checked
    mentions: source text -> pages on which it names the work ("22", "30–31")
    aliases: keys the same work went by before
    """

    key: str
    kind: str
    line: int
    fields: dict[str, str]
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    verified: str = "no"
    mentions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.fields.get("title", "")

    @property
    def year(self) -> str:
        return self.fields.get("year", "")

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


def year_of(work: Reference) -> str:
    """Return the year a work is dated by, four digits, from ``year`` or ``date``; "" when neither says."""
    found = _YEAR.search(work.year or work.fields.get("date", ""))
    return found[0] if found else ""


def bcp47(work: Reference) -> str | None:
    """Return the language tag of a work (``nb``); None when its language is not known."""
    return LANGUAGES.get(work.fields.get("langid", ""), (None, ""))[0]


def _plain(value: str) -> str:
    """Return a field's text without BibTeX's protecting braces and escapes."""
    return " ".join(value.replace("\\&", "&").replace("{", "").replace("}", "").replace("--", "–").split())


def _person(person) -> str:
    last = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    first = " ".join([*person.first_names, *person.middle_names])
    return _plain(f"{last}, {first}" if first else last)


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
            problems.append(Problem(file, line, f"the key '{key}' is ill-formed", mend))
        if key in lines:
            what = f"the key '{key}' stands here and in line {lines[key]}"
            problems.append(Problem(file, line, what, "merge the two entries, or rename one of them"))
        lines.setdefault(key, line)
    return lines, problems


def _build(key: str, entry: Entry, line: int, file: str) -> tuple[Reference, list[Problem]]:
    problems = []
    fields = {
        name.lower(): value if name.lower() in _VERBATIM else _plain(value) for name, value in entry.fields.items()
    }
    verified = fields.get("verified", "")
    if verified not in VERIFIED:
        what = f"'{key}' does not say how far it was checked (verified = '{verified}')"
        problems.append(Problem(file, line, what, "add 'verified = {yes}', '{partly}' or '{no}'"))
    try:
        mentions = _mentions(fields.get("mentioned", ""))
    except ValueError as error:
        mentions = {}
        what = f"'mentioned' of '{key}' cannot be read at '{error}'"
        problems.append(Problem(file, line, what, "write 'mentioned = {kane2021kap1: 22; masteroppgave2022: 30, 31}'"))
    if "doi" in fields and not _DOI.match(fields["doi"]):
        what = f"the DOI '{fields['doi']}' of '{key}' is no DOI"
        problems.append(Problem(file, line, what, "write it bare, as in 10.3233/JVR-180989"))
    if "url" in fields and not fields["url"].startswith("https://"):
        what = f"the address '{fields['url']}' of '{key}' does not begin with https://"
        problems.append(Problem(file, line, what, "use the publisher's https address"))
    if fields.get("langid", "norsk") not in LANGUAGES:
        what = f"the language '{fields['langid']}' of '{key}' is not known"
        problems.append(Problem(file, line, what, f"use one of {', '.join(LANGUAGES)}, or add it to LANGUAGES"))
    persons = {role: tuple(map(_person, people)) for role, people in entry.persons.items()}
    reference = Reference(
        key=key,
        kind=entry.type.lower(),
        line=line,
        fields=fields,
        authors=persons.get("author", ()),
        editors=persons.get("editor", ()),
        verified=verified if verified in VERIFIED else "no",
        mentions=mentions,
        aliases=tuple(alias.strip() for alias in fields.get("ids", "").split(",") if alias.strip()),
    )
    return reference, problems


def read_references(path: Path, file: str) -> tuple[dict[str, Reference], list[Problem]]:
    """Read the bibliography; return the works by key, in the file's order, and what is wrong with it.

    path: the .bib file; file: its name in problems
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        return {}, [Problem(file, 1, f"the bibliography cannot be read ({error.strerror})", "restore the file")]
    except UnicodeDecodeError as error:
        return {}, [Problem(file, 1, f"the file is not UTF-8 ({error.reason})", "save it as UTF-8")]
    lines, problems = _entry_lines(text, file)
    if problems:
        return {}, problems
    try:
        with pybtex.errors.capture() as complaints:
            data = Parser().parse_string(text)
        if complaints:
            raise complaints[0]
    except (PybtexError, InvalidNameString) as error:
        line = getattr(error, "lineno", None) or 1
        what = f"the bibliography is broken BibTeX: {str(error).splitlines()[0].rstrip('.')}"
        mend = "look at this entry and the one before it for a missing comma, brace or quote"
        return {}, [Problem(file, line, what, mend)]
    references = {}
    for key, entry in data.entries.items():
        references[key], found = _build(key, entry, lines.get(key, 1), file)
        problems += found
    names = set(references)
    for reference in references.values():
        for alias in reference.aliases:
            if alias in names:
                what = f"the alias '{alias}' of '{reference.key}' is a key of its own"
                problems.append(Problem(file, reference.line, what, "merge the two entries, or remove the alias"))
        for source in reference.mentions:
            if source not in names:
                what = f"'{reference.key}' is mentioned in '{source}', which is no key"
                problems.append(Problem(file, reference.line, what, "name a text that stands in this file"))
    return references, problems
