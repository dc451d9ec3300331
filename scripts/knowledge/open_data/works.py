"""A work of the bibliography as a record of open data."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from knowledge.citations.rendering import label_text
from knowledge.registers.references import Reference, bcp47

if TYPE_CHECKING:
    from knowledge.library import Library

_TAG = re.compile(r"<[^>]+>")
# Fields that are handed on under their BibLaTeX name.
STANDARD = (
    "title", "titleaddon", "shorttitle", "date", "pubstate", "journaltitle", "booktitle", "series", "volume",
    "volumes", "number", "chapter", "pages", "eid", "edition", "version", "publisher", "organization", "institution",
    "location", "pagetotal", "isbn", "doi", "url", "annotation", "remark", "unverified", "verified", "read",
    "pagesread",
)  # fmt: skip


def record(library: Library, work: Reference) -> dict[str, Any]:
    """Return a work's data by field name; fields that are not known are left out.

    The fields are described in ``schemas/reference.schema.json``.
    """
    fields = work.fields
    data: dict[str, Any] = {name: fields[name] for name in STANDARD if fields.get(name)}
    data |= {
        "id": work.key,
        "type": work.kind,
        "genre": fields.get("type"),
        "label": label_text(library.labels.groups[f"@{work.key}"]),
        "reference": html.unescape(_TAG.sub("", library.labels.references[work.key])),
        "authors": list(work.authors),
        "editors": list(work.editors),
        "year": int(work.year) if work.year else None,
        "language": bcp47(work),
        "topics": list(work.topics),
        "mentions": [{"source": source, "pages": list(pages)} for source, pages in work.mentions.items()],
        "former_ids": list(work.aliases),
    }
    return data
