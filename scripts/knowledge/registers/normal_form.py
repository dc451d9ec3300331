"""An entry of the bibliography as the schema wants it: what can be mended without knowing the work.

LaTeX and HTML become characters, types and fields get the names they have here, month and day
join the date, a subtitle its title, private fields go. Entries that are so already stay letter by letter.
"""

from __future__ import annotations

import re

from knowledge.bibliography import dates, entry, export_file, names, schema, tex
from knowledge.bibliography.export_file import ExportedEntry
from knowledge.bibliography.names import NameFault

_ESCAPED = re.compile(r"\\([%#$_&])")
_ENTRY = re.compile(r"^@\w+\{.*?^\}[ \t]*$", re.MULTILINE | re.DOTALL)


def mend(text: str) -> str:
    """Return the text of a .bib file with every entry in its normal form.

    What is only wrong with the facts (a date that cannot be read, a name without a comma) stays as it
    is: ``read_references`` names it.
    """
    return _ENTRY.sub(lambda found: mend_entry(found[0]), text)


def mend_entry(text: str) -> str:
    """Return the text of one entry in its normal form; the same text when it is so already, or cannot be read."""
    read = export_file.read(text)
    if len(read) != 1 or read[0].faults or read[0].undefined:
        return text
    given = read[0]
    try:
        kind, genre = schema.type_of(given.kind)
    except KeyError:
        kind, genre = given.kind, ""
    fields = _fields(given)
    if genre and "type" not in fields:
        fields["type"] = schema.GENRES.get(genre, genre)
    if kind == given.kind and _bare(fields) == _bare(given.fields):
        return text
    return entry.write(kind, given.key, entry.in_order(fields)).rstrip("\n")


def _bare(fields: dict[str, str]) -> dict[str, str]:
    """Return fields with the signs that may stand escaped or not as they are."""
    return {name: " ".join(_ESCAPED.sub(r"\1", value).split()) for name, value in fields.items()}


def _fields(given: ExportedEntry) -> dict[str, str]:
    fields = {name: value for name, value in given.fields.items() if name not in schema.PRIVATE}
    for old, new in schema.RENAMED.items():
        if old in fields and new not in fields:
            fields[new] = fields.pop(old)
    for name, of in (("subtitle", "title"), ("booksubtitle", "booktitle")):
        if name in fields and of in fields:
            fields[of] = f"{fields[of]}: {fields.pop(name)}"
    if {"month", "day"} & fields.keys() and "year" in fields:
        parts = [tex.plain(tex.decode(fields.get(name, ""))) for name in ("year", "month", "day")]
        date = dates.from_parts(*parts)
        if date.certain and len(date.start) > 1:
            fields = {name: value for name, value in fields.items() if name not in ("year", "month", "day")}
            fields["date"] = str(date)
    return {name: _value(name, value) for name, value in fields.items()}


def _value(name: str, value: str) -> str:
    if name in schema.FIELDS and schema.FIELDS[name].verbatim:
        return tex.verbatim(value)
    text = tex.without_html(tex.decode(value))
    if name in schema.NAMES:
        try:
            return names.write(names.parse(text, strict=True))
        except NameFault:
            return entry.written(name, text)
    return entry.written(name, text)
