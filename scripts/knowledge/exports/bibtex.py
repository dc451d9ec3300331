r"""BibTeX with every field of the register, in names that BibTeX and BibLaTeX both know.

The register is BibLaTeX. Where old BibTeX has another name that BibLaTeX still takes
(``journal``, ``address``, ``@techreport`` …), that one is written, so that the same file
serves both, and Zotero, JabRef and pandoc. Fields that are the register's own
(``verified``, ``mentioned`` …) go along: every one of these tools passes over what it does
not know. Characters are UTF-8. The aliases: BibLaTeX manual, sections 2.1.2 and 2.2.5.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pybtex.database import Entry
from pybtex.database.input.bibtex import Parser

_TYPES = {"report": "techreport"}
_FIELDS = {"journaltitle": "journal", "location": "address"}
# Who published it: in BibTeX the field's name depends on the type.
_PUBLISHER = {"techreport": "institution", "mastersthesis": "school", "phdthesis": "school"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip

Field = tuple[str, str]


def escape(text: str) -> str:
    """Return plain text with the characters that TeX reads as commands written out."""
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


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


def _kind(source: Entry) -> str:
    kind = source.type.lower()
    if kind == "thesis":
        return "mastersthesis" if "master" in source.fields.get("type", "").lower() else "phdthesis"
    return _TYPES.get(kind, kind)


def _fields(source: Entry, kind: str) -> Iterable[Field]:
    for role, people in source.persons.items():
        yield role.lower(), "{" + " and ".join(map(str, people)) + "}"
    publisher = _PUBLISHER.get(kind)
    for name, value in ((name.lower(), value) for name, value in source.fields.items()):
        if name == "date":
            yield from date_fields(value)
        elif publisher and name in ("publisher", "institution"):
            yield publisher, f"{{{value}}}"
        else:
            yield _FIELDS.get(name, name), f"{{{value}}}"


def read_entries(bibliography: Path) -> dict[str, str]:
    """Return each work of a BibLaTeX file as BibTeX, by key, in the file's order.

    The file has been read by the register before: pybtex raises what it raises otherwise.
    """
    data = Parser().parse_string(bibliography.read_text(encoding="utf-8"))
    return {key: entry(_kind(source), key, _fields(source, _kind(source))) for key, source in data.entries.items()}
