"""RIS, the tagged format that EndNote, Zotero, Mendeley and library systems read.

Tags and types as Reference Manager's specification has them, and where it leaves a choice,
as EndNote and Zotero place them: a report's number is in SN, the editors of a chapter in A2,
of a whole book in A3, and the title of proceedings in C3 besides T2. Lines end with CR LF, as
the specification says.
Specification: https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp
"""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.exports.csl_json import Item, date_parts, name_text
from knowledge.language import Language

TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    # Zotero takes GEN for an article in a journal; a report claims least.
    "document": "RPRT",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
_EDITORS = {"book": "A3", "chapter": "A2", "paper-conference": "A2"}
# Types whose SN holds the number of the report or document; their ISBN goes into a note.
_NUMBERED = {"document", "report"}
# Types whose SP is how many pages they have. Of the others it is where they begin; how many goes into a note.
_COUNTED = {"book", "thesis"}

Tag = tuple[str, str]


def record(kind: str, tags: Iterable[Tag]) -> str:
    """Return one record: its type, its tags in the order given (empty ones left out), its end."""
    # A line break inside a value would begin a new tag.
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in [("TY", kind), *tags] if value]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])


def from_csl(item: Item, language: Language) -> str:
    """Return the record of a CSL item of one of ``TYPES``; ``language``: of the site, for what goes into a note."""
    kind = item["type"]
    container, series = item.get("container-title", ""), item.get("collection-title", "")
    isbn = item.get("ISBN", "")
    number = item.get("number", "")
    total = item.get("number-of-pages", "")
    date = date_parts(item)
    first, _, last = item.get("page", "").partition("–" if "–" in item.get("page", "") else "-")
    return record(
        TYPES[kind],
        [
            ("ID", item["id"]),
            *[("AU", name_text(name)) for name in item.get("author", [])],
            *[(_EDITORS.get(kind, "ED"), name_text(name)) for name in item.get("editor", [])],
            ("TI", item.get("title", "")),
            ("ST", item.get("title-short", "")),
            ("T2", container or series),
            ("T3", series if container else ""),
            ("C3", container if kind == "paper-conference" else ""),
            ("PY", f"{date[0]:04d}" if date else ""),
            ("DA", "/".join(f"{part:02d}" for part in date) if len(date) > 1 else ""),
            ("VL", item.get("volume", "")),
            ("NV", item.get("number-of-volumes", "")),
            ("IS", item.get("issue", "")),
            ("C7", number if kind == "article-journal" else ""),
            # M1 of a chapter is how many volumes its book has.
            ("SV" if kind == "chapter" else "M1", item.get("collection-number", "")),
            ("SE", item.get("chapter-number", "")),
            ("SP", first or (total if kind in _COUNTED else "")),
            ("EP", last),
            ("ET", item.get("edition", "") or item.get("version", "")),
            ("PB", item.get("publisher", "")),
            ("CY", item.get("publisher-place", "")),
            ("SN", number if kind in _NUMBERED else isbn),
            ("M3", item.get("genre", "")),
            ("DO", item.get("DOI", "")),
            # Some readers split UR at semicolons.
            ("UR", item.get("URL", "").replace(";", "%3B")),
            ("LA", item.get("language", "")),
            *[("KW", word.strip()) for word in item.get("keyword", "").split(",")],
            ("N1", f"ISBN {isbn}" if isbn and kind in _NUMBERED else ""),
            ("N1", f"{total} {language.pages}" if total and (first or kind not in _COUNTED) else ""),
            ("N1", item.get("note", "")),
        ],
    )
