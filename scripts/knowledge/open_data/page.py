"""The part of the page «Åpne data» that is made from the datasets themselves.

The page asks for it with a comment on a line of its own: ``<!-- open data -->``.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from knowledge.open_data.csv_tables import kind_of
from knowledge.open_data.datasets import FOLDER, Dataset, shown
from knowledge.open_data.fields import description
from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library

_MARKER = "<!-- open data -->"
# What is no text is said so, in the words of the section «Slik er filene».
_KINDS = {
    "text": "",
    "integer": "*Heltall.* ",
    "boolean": "*Ja eller nei.* ",
    "list": "*Liste.* ",
    "json": "*Sammensatt.* ",
}


def expand(library: Library, path: str, body: str) -> str:
    """Return the Markdown of page ``path`` with a section for each dataset: what it is, its files, its fields."""
    if _MARKER not in body:
        return body
    return body.replace(_MARKER, parts.blocks(*(_section(library, path, dataset) for dataset in shown(library))))


def _section(library: Library, path: str, dataset: Dataset) -> str:
    # These files exist only once the site is built: they are seen from the page's built address.
    folder = posixpath.relpath(FOLDER, library.pages[path].address or ".")
    files = " · ".join(
        f"[{name}]({folder}/{dataset.name}{suffix})"
        for name, suffix in (("JSON", ".json"), ("CSV", ".csv"), ("skjema", ".schema.json"))
    )
    shown_on = parts.page_link(library, path, library.register_page[dataset.register])
    rows = [
        f"| `{name}` | {_KINDS[kind_of(field)]}{description(dataset, name)} |"
        for name, field in dataset.entry_schema["properties"].items()
    ]
    return parts.blocks(
        f"## {dataset.title} {{#{dataset.name}}}",
        f"{dataset.about} {len(library.register(dataset.register))} oppføringer. Vist på siden {shown_on}.",
        f"**Hent:** {files}",
        "\n".join(["| Felt | Innhold |", "|---|---|", *rows]),
    )
