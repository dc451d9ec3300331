"""A work as an entry of BibLaTeX: as the register keeps it, and as pandoc reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.bibliography import names, tex
from knowledge.bibliography.names import Name, Names
from knowledge.bibliography.schema import FIELDS, NAMES

if TYPE_CHECKING:
    from knowledge.registers.references import Reference

# Fields that pandoc takes as they stand, letter by letter.
_UNREAD = frozenset({"type", "isbn"})
_LISTS = frozenset({"publisher", "institution", "organization", "location"})


def write(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """Return one entry as the register lays it out; values come as BibTeX writes them, without the outer braces."""
    return f"@{kind}{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields) + "}\n"


def in_order(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return fields in the order an entry of the register has them; unknown ones last."""
    places = {name: place for place, name in enumerate(FIELDS)}
    return sorted(fields.items(), key=lambda field: places.get(field[0], len(places)))


def written(name: str, value: str) -> str:
    """Return a decoded value (protecting braces stay) as an entry holds it."""
    if name in FIELDS and FIELDS[name].verbatim:
        return value.replace("{", "%7B").replace("}", "%7D")
    if name in ("pages", "pagesread"):
        value = value.replace("–", "--")
    if name in _LISTS:
        # BibLaTeX parts these at «and»; the register names one publisher, whose name may hold the word.
        value = re.sub(r"(?<!\{)\band\b(?!\})", "{and}", value) if "{" not in value else value
    return tex.encode(value if tex.balanced(value) else tex.literal(tex.plain(value)))


def for_pandoc(works: Iterable[Reference]) -> str:
    """Return works as BibLaTeX that pandoc reads whole, whatever characters their fields hold.

    The site's own fields are left out, but for the topics.
    """
    works = list(works)
    given = _given_names(works)
    return "\n".join(_for_pandoc(work, given) for work in works)


def _initials(name: Name) -> tuple[str, ...]:
    """Return what tells people of one surname apart: the surname and the first letters of the given names."""
    words = re.split(r"[\s.-]+", name.given)
    return (name.surname.casefold(), *(word[0].casefold() for word in words if word))


def _given_names(works: Iterable[Reference]) -> dict[tuple[str, ...], str]:
    """Return given names that hold a word in small letters, in their longest writing, by ``_initials``.

    Such a word is not shortened: «Wenche ten Velden» and «W. t. V.» would be two people.
    """
    found: dict[tuple[str, ...], str] = {}
    for name in (name for work in works for people in work.names.values() for name in people.people):
        if any(word[0].islower() for word in name.given.split()):
            found[_initials(name)] = max(
                found.get(_initials(name), ""), name.given, key=lambda given: (len(given), given)
            )
    return found


def _for_pandoc(work: Reference, given: Mapping[tuple[str, ...], str]) -> str:
    fields: dict[str, str] = {}
    for role in NAMES:
        if role in work.names:
            fields[role] = names.write(_as_cited(work.names[role], given))
    for name, value in work.source.items():
        if name in _UNREAD:
            fields[name] = tex.plain(work.fields[name])
        elif name in ("year", "date"):
            # Seasons and marks of doubt are not shown; a year is.
            fields["date"] = str(work.date)
        elif name == "keywords" or not FIELDS[name].own:
            fields[name] = written(name, value)
    if "eid" in fields and "pages" not in fields:
        # pandoc passes over eid; the style prints pages where there are any.
        fields["pages"] = f"artikkel {fields['eid']}"
    if any(name.prefix for people in work.names.values() for name in people.people):
        fields["options"] = "useprefix=true"
    return write(work.kind, work.key, in_order(fields))


def _as_cited(people: Names, given: Mapping[tuple[str, ...], str]) -> Names:
    """Return names with those of which only the family name is known as they stand.

    Initials tell people of one surname apart. Who has none in the register may be either of them.
    """
    alone = [not (name.given or name.prefix or name.suffix or name.literal) for name in people.people]
    cited = [
        Name(literal=name.family) if is_alone else replace(name, given=given.get(_initials(name), name.given))
        for name, is_alone in zip(people.people, alone, strict=True)
    ]
    return replace(people, people=tuple(cited))


def named_in(complaint: str, text: str, works: Mapping[str, Reference]) -> Reference | None:
    """Return the work pandoc complains of; None when its words do not tell.

    complaint: what pandoc said, which names a key, or a line of the text it read
    text: what ``for_pandoc`` gave it
    """
    words = re.findall(r"[a-z][a-z0-9-]*", complaint)
    if named := next((works[word] for word in words if word in works), None):
        return named
    line = re.search(r"line (\d+)", complaint)
    for one in reversed(text.splitlines()[: int(line[1])] if line else []):
        if one.startswith("@"):
            return works.get(one.partition("{")[2].rstrip(","))
    return None
