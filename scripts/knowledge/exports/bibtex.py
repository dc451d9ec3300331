r"""BibTeX with every field of the register, in names that BibTeX and BibLaTeX both know.

The register is BibLaTeX. Where old BibTeX has another name that BibLaTeX still takes
(``journal``, ``address``, ``@techreport`` …), that one is written, so that the same file
serves both, and Zotero, JabRef and pandoc. Fields that are the register's own
(``verified``, ``mentioned`` …) go along: every one of these tools passes over what it does
not know. Characters are UTF-8. The aliases: BibLaTeX manual, sections 2.1.2 and 2.2.5.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from knowledge.bibliography import entry as entries
from knowledge.bibliography import names, tex
from knowledge.bibliography.schema import NAMES, TYPES

if TYPE_CHECKING:
    from knowledge.registers.references import Reference

_FIELDS = {"journaltitle": "journal", "location": "address"}
# Who published it: in BibTeX the field's name depends on the type.
_PUBLISHER = {"techreport": "institution", "thesis": "school", "mastersthesis": "school", "phdthesis": "school"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Field = tuple[str, str]


def escape(text: str) -> str:
    """Return plain text with the characters that TeX reads as commands written out."""
    return tex.encode(tex.literal(text))


def date_fields(date: str) -> list[Field]:
    """Return ``year``, ``month`` and ``day`` of a date written YYYY, YYYY-MM or YYYY-MM-DD."""
    year, month, day = [*date.split("-"), "", ""][:3]
    fields = [("year", f"{{{year}}}")]
    if month:
        fields.append(("month", _MONTHS[int(month) - 1]))
    if day:
        fields.append(("day", f"{{{int(day)}}}"))
    return fields


def entry(kind: str, key: str, fields: Iterable[Field]) -> str:
    """Return one entry; values come as BibTeX writes them, braces and all."""
    return f"@{kind}{{{key},\n" + "".join(f"  {name} = {value},\n" for name, value in fields) + "}\n"


def _kind(work: Reference) -> str:
    if work.kind == "thesis":
        genre = work.fields.get("type", "").lower()
        # Without a type, @phdthesis says itself that it is a PhD; @thesis, which BibLaTeX and Zotero know, does not.
        return "mastersthesis" if "master" in genre else "phdthesis" if genre else "thesis"
    return TYPES[work.kind].bibtex or work.kind


def _fields(work: Reference, kind: str) -> Iterable[Field]:
    for role in NAMES:
        if role in work.names:
            yield role, f"{{{names.write(work.names[role])}}}"
    publisher = _PUBLISHER.get(kind)
    for name, value in work.source.items():
        if name in ("year", "date"):
            continue
        text = f"{{{entries.written(name, value)}}}"
        if publisher and name in ("publisher", "institution"):
            yield publisher, text
        else:
            yield _FIELDS.get(name, name), text
    if work.kind == "legislation" and "number" not in work.fields:
        yield "number", f"{{{entries.written('shorttitle', work.source['shorttitle'])}}}"
    if work.date and work.date.end is not None:
        # BibLaTeX takes the whole from here; BibTeX passes over it and has its year below.
        yield "date", f"{{{work.date}}}"
        yield "year", f"{{{work.year}}}"
    elif work.date:
        yield from date_fields(str(work.date))


def from_work(work: Reference) -> str:
    """Return a work as BibTeX; its year comes last, as the other fields stand in the register's order."""
    kind = _kind(work)
    return entry(kind, work.key, _fields(work, kind))
