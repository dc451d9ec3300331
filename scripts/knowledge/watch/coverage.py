"""Which sections of an act an entry covers: reads the register's ``section`` («§§ 29–35», «kapittel 11 A»).

Forms: «§ 4-2», «§§ 2 og 3», «§§ 18, 20 og 20 a», «§§ 11-5 til 11-9», «§§ 29–35», «§ 20 og § 20 a», «§ 29 tredje
ledd», «kapittel 11», «kapittel 2, 3 og 4», «kapittel 11 A», «artikkel 6, 9 og 11», «del II artikkel 1», several of
them together, words such as «særlig» and «flg.» among them; nothing (null) for the whole document. A hyphen belongs to
a number, a dash makes a range. Of a section the whole is watched, whatever paragraph the entry is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.watch.law_text import NUMBER, LawText, Section, normal_number

# The kinds of entries whose text is an act's or a regulation's; a convention is one where its act is named.
WATCHED = ("grunnlov", "lov", "forskrift", "internasjonal")
# What the annexes of menneskerettsloven are called there; the convention's name in the register says which one.
_ANNEXES = {
    "EMK": "menneskerettskonvensjon",
    "ØSK": "økonomiske, sosiale og kulturelle",
    "SP": "sivile og politiske",
    "barnekonvensjonen": "barnets rettigheter",
    "kvinnekonvensjonen": "diskriminering av kvinner",
    "CRPD": "nedsatt funksjonsevne",
}
_TRANSLATION = "norsk oversettelse"
_CHAPTER_NUMBER = r"\d+(?:\s?[A-ZÆØÅ](?!\w))?"
_TOKEN = re.compile(
    r"""(?P<sections>§§?)
    |(?P<chapters>\b(?:kapittel|kapitlene|kapitler|kap\.))
    |(?P<articles>\b(?:artikkel|artiklene|artikler|art\.))
    |(?P<part>\bdel\s+[IVX]+\b)
    |(?P<paragraph>\b(?:første|andre|annet|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|siste)
        (?:\s*(?:,|og|til|–)\s*(?:første|andre|annet|tredje|fjerde|femte|sjette|siste))*
        \s+(?:ledd|punktum)\b|\bbokstav\s+[a-zæøå]\b|\bnr\.\s*\d+)
    |(?P<to>\btil\b|–)
    |(?P<and>,|\bog\b|\bsamt\b)
    |(?P<aside>\bsærlig\b|\bny(?:tt|e)?\b|\bvedtatt\b|\b(?:ikke\s)?i\skraft\b|\bopphevet\b|\bflg\.|\bf\.|\bjf\.|\bmed\b|[()])
    |(?P<number>\d+)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Part:
    """One thing named: a section, an article or a chapter, or the range from one to another.

    kind: "§", "artikkel" or "kapittel"; first, last: normal numbers, the same for a single one
    """

    kind: str
    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.kind} {self.first}" + (f"–{self.last}" if self.last != self.first else "")


@dataclass(frozen=True)
class Coverage:
    """What an entry covers: its parts in the order they are named; none of them for the whole document."""

    parts: tuple[Part, ...]

    @property
    def whole(self) -> bool:
        return not self.parts

    def names(self, number: str) -> bool:
        """Say whether a section with this normal number may be among those covered, going by numbers alone."""
        return self.whole or any(_may_hold(part, number) for part in self.parts)


def _order(number: str) -> list[tuple[int, str]]:
    return [(int(digits), letter) for digits, letter in re.findall(r"(\d+)([a-zæøå]?)", number)]


def _may_hold(part: Part, number: str) -> bool:
    if part.kind == "kapittel":
        chapter, hyphen, _ = number.partition("-")
        # Where sections are not numbered by chapter, only the text can tell.
        return not hyphen or _order(part.first) <= _order(chapter) <= _order(part.last)
    return _order(part.first) <= _order(number) <= _order(part.last)


def read_coverage(section: str | None) -> Coverage:
    """Return what a register's ``section`` covers; raise ValueError with what cannot be read."""
    if not section:
        return Coverage(())
    parts: list[Part] = []
    kind, ranging, place = None, False, 0
    while place < len(section):
        if section[place].isspace():
            place += 1
            continue
        token = _TOKEN.match(section, place)
        if not token:
            raise ValueError(section[place:].strip())
        place = token.end()
        match token.lastgroup:
            case "sections":
                kind = "§"
            case "chapters":
                kind = "kapittel"
            case "articles":
                kind = "artikkel"
            case "to":
                ranging = bool(parts)
            case "number":
                form = _CHAPTER_NUMBER if kind == "kapittel" else NUMBER
                number = re.compile(form).match(section, token.start())
                if kind is None or not number:
                    raise ValueError(section[token.start() :].strip())
                place = number.end()
                name = normal_number(number[0])
                if ranging:
                    parts[-1] = Part(parts[-1].kind, parts[-1].first, name)
                else:
                    parts.append(Part(kind, name, name))
                ranging = False
    if not parts:
        raise ValueError(section)
    return Coverage(tuple(dict.fromkeys(parts)))


def find_sections(coverage: Coverage, law: LawText, act: str) -> tuple[list[Section], list[str]]:
    """Return the sections an entry covers, in the order of the act, and what it names that is not there.

    act: the entry's short name, which says which convention of an act's annexes is meant
    """
    among = _candidates(law, act)
    chosen: list[Section] = [] if not coverage.whole else list(among)
    missing = [] if among or not coverage.whole else ["any section"]
    for part in coverage.parts:
        found = _in_chapters(part, among) if part.kind == "kapittel" else _in_range(part, among)
        if found is None:
            missing.append(str(part))
        else:
            chosen += found
    places = {id(section): place for place, section in enumerate(law.sections)}
    unique = {id(section): section for section in chosen}
    return sorted(unique.values(), key=lambda section: places[id(section)]), missing


def _candidates(law: LawText, act: str) -> list[Section]:
    annex = _ANNEXES.get(act)
    if annex is None:
        # What is only annexed to an act has sections of its own, with the same numbers.
        return [section for section in law.sections if not (section.path and section.path[0].startswith("Vedlegg"))]
    inside = [
        section
        for section in law.sections
        if section.path and annex in section.path[0].lower() and _TRANSLATION in section.path[0].lower()
    ]
    # Protocols follow the convention in its annex, and number their articles anew.
    first = next(iter(inside), None)
    return [section for section in inside if section.path[:2] == first.path[:2]] if first else []


def _in_chapters(part: Part, among: Iterable[Section]) -> list[Section] | None:
    low, high = _order(part.first), _order(part.last)
    found = [section for section in among if section.chapter and low <= _order(section.chapter) <= high]
    return found or None


def _in_range(part: Part, among: list[Section]) -> list[Section] | None:
    """Return the sections from the first to the last; None when either is not there."""
    places: dict[str, int] = {}
    for place, section in enumerate(among):
        if section.kind == part.kind:
            places.setdefault(section.number, place)
    if part.first not in places or part.last not in places:
        return None
    return [section for section in among[places[part.first] : places[part.last] + 1] if section.kind == part.kind]
