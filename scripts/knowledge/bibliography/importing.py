"""From what reference managers and DOI registries export to an entry of the register.

What is taken is what the register has a field for; the rest is named. Nothing is marked as checked:
an export is no record, and what was not seen stays ``verified = {no}``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.bibliography import dates, entry, names, schema, tex
from knowledge.bibliography.dates import Date
from knowledge.bibliography.export_file import ExportedEntry
from knowledge.bibliography.names import NameFault, Names

_ENDS_ITSELF = ("?", "!", ":", "–", "—")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_ADDRESS = re.compile(r"^https?://(?:dx\.|www\.)?doi\.org/(?P<doi>10\..+)$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s{}]+")
_LANGUAGES = {
    "norsk": "norsk norwegian bokmål bokmal nb nob no nor nb-no no-no nb_no",
    "nynorsk": "nynorsk nn nno nn-no",
    "english": "english en eng american british usenglish ukenglish australian canadian newzealand en-us en-gb en_us "
    "en_gb en-au en-ca",
    "danish": "danish dansk da dan da-dk",
    "swedish": "swedish svenska svensk sv swe sv-se",
    "german": "german ngerman austrian naustrian swissgerman nswissgerman deutsch tysk de ger deu de-de",
    "french": "french français francais fransk fr fre fra fr-fr",
}
_LANGUAGE = {word: name for name, words in _LANGUAGES.items() for word in words.split()}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "første": 1, "andre": 2, "annen": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6,
}  # fmt: skip
_EDITION = re.compile(
    r"^(\d+)\s*(?:st|nd|rd|th|\.|:a|a|e)?\.?\s*(?:edition|edn?|ed|utg(?:ave|åve)?|oppl(?:ag)?|aufl)?\.?$", re.I
)
_GENRES = (
    (re.compile(r"ph\.?\s?d|doctor|doktor|dr\.", re.IGNORECASE), "phdthesis"),
    (re.compile(r"master|m\.?\s?sc|m\.?\s?a\b|hovedfag", re.IGNORECASE), "mathesis"),
    (re.compile(r"bachelor", re.IGNORECASE), "bathesis"),
)
_PUBSTATES = {"inpress": "inpress", "in press": "inpress", "forthcoming": "forthcoming", "to appear": "forthcoming",
              "accepted": "forthcoming", "kommer": "forthcoming", "under utgivelse": "inpress"}  # fmt: skip
_DATES = frozenset({"date", "year", "month", "day"})
# What is taken as text, where nothing else is said below.
_TEXTS = ("series", "volume", "volumes", "number", "chapter", "eid", "pagetotal", "version", "titleaddon", "location")
# Fields that say nothing of the work to a reader, and that need no mention when they are left out.
_SILENT_WORDS = """
urldate lastchecked options ids entrysubtype issn shortjournal eprintclass archiveprefix primaryclass copyright
rights urlyear urlmonth urlday crossref related relatedtype shortauthor shorteditor sortname sortkey sorttitle
presort annotator eissn issn-l coden lccn mrnumber zblnumber pmid pmcid citeulike-article-id
"""
_SILENT = frozenset(_SILENT_WORDS.split())
_PLACES = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Imported:
    """An entry made of an export's.

    was: its key and line in the export
    kind, key, fields: as they go into the register, fields with protecting braces, without TeX
    people: role -> names; date: when it came out, None when it does not say
    left: what is left to look up or to decide, in words; dropped: fields that were not taken
    """

    was: tuple[str, int]
    kind: str
    key: str
    fields: dict[str, str]
    people: dict[str, Names]
    date: Date | None
    left: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return tex.plain(self.fields.get("title", ""))

    @property
    def year(self) -> str:
        return self.date.year if self.date else ""

    @property
    def first(self) -> str:
        """The surname it is filed under; "" when it has none."""
        people = self.people.get("author") or self.people.get("editor")
        return people.people[0].surname if people and people.people else ""

    def text(self) -> str:
        """Return the entry as the register holds it."""
        values = {role: names.write(people) for role, people in self.people.items()}
        values |= {name: entry.written(name, value) for name, value in self.fields.items()}
        if self.date:
            plain_year = len(self.date.start) == 1 and self.date.end is None
            values["year" if plain_year else "date"] = str(self.date)
        values["verified"] = "no"
        return entry.write(self.kind, self.key, entry.in_order(values))


@dataclass(frozen=True)
class Refused:
    """An entry that cannot be taken: its key and line in the export, why, and what to do."""

    was: tuple[str, int]
    why: str
    mend: str


@dataclass
class _Work:
    """An entry on its way: what the export has, what was taken, what is to be said of it."""

    given: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def text(self, *fields: str) -> str:
        """Return the first of these fields that says something, as text with protecting braces."""
        for name in fields:
            raw = self.given.get(name, "")
            self.used.add(name)
            if unknown := tex.unknown_commands(raw):
                self.left.append(f"'{name}' had the LaTeX command \\{unknown[0]}, which was left out")
            if text := _unwrapped(tex.without_html(tex.decode(raw))):
                return text
        return ""

    def raw(self, *fields: str) -> str:
        self.used.update(fields)
        return next((self.given[name] for name in fields if self.given.get(name, "").strip()), "")

    def put(self, name: str, value: str) -> None:
        if value and tex.plain(value):
            self.fields[name] = value


def _unwrapped(text: str) -> str:
    """Return text out of braces that enclose the whole of it: they protect nothing in particular."""
    while text.startswith("{") and text.endswith("}"):
        depth, inner = 0, text[1:-1]
        for sign in inner:
            depth += (sign == "{") - (sign == "}")
            if depth < 0:
                return text
        text = inner.strip()
    return text


def convert(given: ExportedEntry, taken: Iterable[str]) -> Imported | Refused:
    """Return an export's entry as the register has it, or why it cannot be taken.

    taken: keys that are in use
    """
    was = (given.key, given.line)
    if given.faults:
        return Refused(
            was, f"the entry is broken ({given.faults[0]})", "look there for a missing comma, brace or quote"
        )
    fields = dict(given.fields)
    for old, new in schema.RENAMED.items():
        if old in fields and not fields.get(new, "").strip():
            fields[new] = fields.pop(old)
    work = _Work(fields)
    work.left += [f"the string '{name}' is not defined in the export" for name in given.undefined]
    try:
        people = _people(work)
    except NameFault as fault:
        return Refused(was, str(fault), fault.mend)
    kind = _kind(given.kind, work)
    _titles(kind, work)
    if not people and not work.fields.get("title"):
        return Refused(was, "the entry has neither a name nor a title", "complete it where it was exported")
    date = _date(work)
    _publishers(kind, work)
    _numbers(kind, work)
    _addresses(work)
    _language(work)
    return Imported(
        was=was,
        kind=kind,
        key=new_key(people, work.fields.get("title", ""), date, taken),
        fields=work.fields,
        people=people,
        date=date,
        left=tuple(dict.fromkeys([*work.left, *_missing(kind, work, people, date)])),
        dropped=tuple(sorted(name for name in fields if name not in work.used | _SILENT and fields[name].strip())),
    )


def _people(work: _Work) -> dict[str, Names]:
    people = {}
    for role in schema.NAMES:
        raw = work.raw(role)
        read = names.parse(tex.without_html(tex.decode(raw)), strict=False) if raw else Names()
        if read.people:
            people[role] = read
        for name in read.guessed:
            what = "an institution" if name.literal else "a person"
            work.left.append(f"'{name.shown}' ({role}) was taken for {what}; its commas and braces did not say")
    role = tex.plain(work.raw("editortype")) or "editor"
    if role not in ("editor", "compiler", "redactor") and "editor" in people:
        named = "; ".join(name.shown for name in people.pop("editor").people)
        work.left.append(f"the export names {named} as {role}, which the site has no field for")
    return people


def _kind(written: str, work: _Work) -> str:
    try:
        kind, genre = schema.type_of(written)
    except KeyError:
        kind, genre = "misc", ""
        work.left.append(f"the type: the export says '{written}', which the site does not have; it stands as misc")
    if kind == "legislation":
        # In the register that is a document of the government's, which readers cite by its number.
        kind = "report"
        work.left.append("the type: an act goes into legal.yml; a NOU or Meld. St. is 'legislation' with 'shorttitle'")
    said = work.text("type")
    if kind == "thesis":
        key = tex.plain(said or genre).lower()
        found = key if key in schema.GENRES else next((name for form, name in _GENRES if form.search(key)), "")
        work.put("type", schema.GENRES[found] if found else said)
        if not key:
            work.left.append("the type: master's or doctoral thesis, as in 'type = {Masteroppgave}'")
    elif kind == "report":
        work.put("type", schema.GENRES.get(tex.plain(said or genre).lower(), said))
    return kind


def _joined(title: str, subtitle: str) -> str:
    if not (title and subtitle):
        return title or subtitle
    return f"{title}{'' if tex.plain(title).endswith(_ENDS_ITSELF) else ':'} {subtitle}"


def _titles(kind: str, work: _Work) -> None:
    work.put("title", _joined(work.text("title"), work.text("subtitle")))
    book = _joined(work.text("booktitle"), work.text("booksubtitle"))
    journal = _joined(work.text("journaltitle"), work.text("journalsubtitle"))
    if kind in ("incollection", "inproceedings"):
        work.put("booktitle", book or work.text("maintitle") or journal or work.text("eventtitle"))
    elif kind == "article":
        work.put("journaltitle", journal or work.text("shortjournal") or book)
        if not journal and work.fields.get("journaltitle"):
            work.left.append("the journal's full name")
    else:
        for name, value in (("booktitle", book), ("journaltitle", journal)):
            if value:
                work.used.discard(name)
    if not work.fields.get("title") and work.text("maintitle", "issuetitle"):
        work.put("title", work.text("maintitle", "issuetitle"))


def _date(work: _Work) -> Date | None:
    said = work.text("date")
    date = None
    work.used.update(_DATES)
    year, month, day = (tex.plain(tex.decode(work.given.get(name, ""))) for name in ("year", "month", "day"))
    state = _PUBSTATES.get(tex.plain(work.text("pubstate")).lower())
    ways: tuple[tuple[Callable[[], Date | None], str], ...] = ((lambda: dates.parse_loosely(tex.plain(said)), said),
            (lambda: dates.from_parts(year, month, day), year))  # fmt: skip
    for read, written in ways:
        if not written or date:
            continue
        try:
            date = read()
        except ValueError:
            state = state or _PUBSTATES.get(tex.plain(written).lower())
            if not state:
                work.left.append(f"the date: '{tex.plain(written)}' could not be read")
        else:
            if date and date and not date.certain:
                work.left.append(f"the date: of '{tex.plain(written)}' {date} was kept")
    if state and not date:
        work.put("pubstate", state)
    return date


def _publishers(kind: str, work: _Work) -> None:
    said = {name: work.text(name) for name in ("publisher", "institution", "organization")}
    order = {
        "thesis": ("institution", "publisher", "organization"),
        "report": ("publisher", "institution", "organization"),
        "online": ("organization", "publisher", "institution"),
    }.get(kind, ("publisher", "organization", "institution"))
    found = next((name for name in order if said[name]), "")
    if found:
        work.put({"thesis": "institution", "online": "organization"}.get(kind, "publisher"), said[found])
    work.used -= {name for name, value in said.items() if value and name != found}
    for name in _TEXTS:
        work.put(name, work.text(name))
    if kind != "article":
        work.fields.pop("eid", None)
    chapter = tex.plain(work.fields.get("chapter", ""))
    if chapter and not schema.FIELDS["chapter"].fits(chapter):
        del work.fields["chapter"]
        work.left.append(f"the chapter: '{chapter}' is no number")
    volumes = tex.plain(work.fields.get("volumes", ""))
    if volumes and not schema.FIELDS["volumes"].fits(volumes):
        del work.fields["volumes"]
        work.left.append(f"the number of volumes: '{volumes}' is no number")


def _numbers(kind: str, work: _Work) -> None:
    pages = tex.plain(work.text("pages"))
    work.put("pages", re.sub(r"(?<=\w)\s*(?:-+|–|—|‐|‑|‒)\s*(?=\w)", "–", pages))
    edition = tex.plain(work.text("edition"))
    number = _EDITION.match(edition)
    first = edition.lower().split()[0] if edition else ""
    if number:
        work.put("edition", number[1])
    elif first in _ORDINALS and len(edition.split()) <= 2:
        work.put("edition", str(_ORDINALS[first]))
    else:
        work.put("edition", tex.literal(edition))
    isbn = tex.plain(work.text("isbn"))
    found = re.findall(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]", isbn)
    if found:
        work.put("isbn", found[0].strip())
    elif isbn:
        work.left.append(f"the ISBN: '{isbn}' is none")


def _addresses(work: _Work) -> None:
    doi, url = tex.verbatim(work.raw("doi")), _first_address(work)
    if found := _DOI_ADDRESS.match(url):
        # The same in another form.
        doi, url = doi or found["doi"], ""
    if found := _DOI.search(doi):
        work.fields["doi"] = found[0].rstrip(".,;")
    elif doi:
        work.left.append(f"the DOI: '{doi}' is none")
    if url.startswith("http://"):
        url = f"https://{url[7:]}"
        work.left.append("the address: it began with http://; see that it answers with https://")
    if url:
        work.fields["url"] = url.replace("{", "%7B").replace("}", "%7D")


def _first_address(work: _Work) -> str:
    for name in ("url", "howpublished"):
        raw = work.given.get(name, "")
        # Several addresses stand with a space or a semicolon between them.
        for part in re.split(r"\s+|;\s", re.sub(r"\\(?:url|href)\s*\{([^{}]*)\}(?:\{[^{}]*\})?", r" \1 ", raw)):
            address = tex.verbatim(part)
            if address.startswith("www."):
                address = f"https://{address}"
            if _ADDRESS.match(address):
                work.used.add(name)
                return address
    if work.raw("url"):
        work.left.append(f"the address: '{tex.verbatim(work.raw('url'))[:80]}' is none of the web")
    eprint, kind = tex.verbatim(work.given.get("eprint", "")), work.given.get("eprinttype", "").lower()
    if eprint and (kind == "arxiv" or work.given.get("archiveprefix", "").lower() == "arxiv"):
        work.used.update({"eprint", "eprinttype"})
        return f"https://arxiv.org/abs/{eprint}"
    if eprint and kind == "jstor":
        work.used.update({"eprint", "eprinttype"})
        return f"https://www.jstor.org/stable/{eprint}"
    return ""


def _language(work: _Work) -> None:
    said = tex.plain(work.text("langid")).lower().split(",")[0].split(";")[0].strip()
    if said in _LANGUAGE:
        work.fields["langid"] = _LANGUAGE[said]
    elif said:
        work.left.append(f"the language: '{said}' is none of {', '.join(schema.LANGUAGES)}")


def _missing(kind: str, work: _Work, people: Mapping[str, Names], date: Date | None) -> list[str]:
    """Return what a reader needs and the export does not have."""
    left = []
    if not people:
        left.append("author: who wrote it")
    if not date and "pubstate" not in work.fields:
        left.append("year: when it came out")
    if "title" not in work.fields:
        left.append("title")
    wanted = {
        "article": ("journaltitle",), "book": ("publisher",), "incollection": ("booktitle", "publisher"),
        "inproceedings": ("booktitle",), "report": ("publisher",), "thesis": ("institution",), "online": ("url",),
    }  # fmt: skip
    left += [f"{name}: {schema.FIELDS[name].meaning}" for name in wanted.get(kind, ()) if name not in work.fields]
    if kind == "article" and not {"pages", "eid"} & work.fields.keys():
        left.append("pages: first and last page, or 'eid' for an article's number")
    if "langid" not in work.fields and not any("language" in said for said in work.left):
        left.append(f"langid: {schema.FIELDS['langid'].meaning}, one of {', '.join(schema.LANGUAGES)}")
    return left


def slug(text: str) -> str:
    """Return text in the letters a key has."""
    spelled = text.lower().replace("æ", "ae").replace("ø", "o").replace("ß", "ss").replace("đ", "d").replace("ł", "l")
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def new_key(people: Mapping[str, Names], title: str, date: Date | None, taken: Iterable[str]) -> str:
    """Return a key that is not in use: the first name (or the title's first words) and the year."""
    known = people.get("author") or people.get("editor")
    words = slug(known.people[0].surname) if known else ""
    words = words or "-".join(slug(tex.plain(title)).split("-")[:3])
    base = re.sub(r"^[^a-z]+", "", words)[:40].strip("-") or "verk"
    key = f"{base}{date.year}" if date and date.year else f"{base}-udatert"
    used, letters = set(taken), "bcdefghijklmnopqrstuvwxyz"
    choices = [key, *(f"{key}{letter}" for letter in letters), *(f"{key}-{number}" for number in range(2, 10000))]
    return next(choice for choice in choices if choice not in used)


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles are one, but for case, signs, and a subtitle that one of them lacks."""
    first, second = (_letters(title) for title in (one, other))
    if not first or not second:
        return False
    mains = (_letters(re.split(r"[:?.–]\s", title)[0]) for title in (one, other))
    return first == second or (
        len(min(first, second, key=len)) > 20 and (first, second) != ("", "") and _is_main(first, second, mains)
    )


def _is_main(first: str, second: str, mains: Iterable[str]) -> bool:
    main_of_first, main_of_second = mains
    return first == main_of_second or second == main_of_first


def _letters(title: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", title).casefold() if sign.isalnum())
