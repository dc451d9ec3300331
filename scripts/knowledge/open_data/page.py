"""The part of the page of the open data that is made from the datasets themselves.

The page asks for it with a comment on a line of its own: ``<!-- open data -->``.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from knowledge.language import Language, to_say
from knowledge.open_data.csv_tables import kind_of
from knowledge.open_data.datasets import FOLDER, Dataset, shown
from knowledge.open_data.fields import description
from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library

# What is no text is said so, in the words of the page.
_KINDS = {
    "text": "",
    "integer": to_say("Whole number."),
    "boolean": to_say("Yes or no."),
    "list": to_say("List."),
    "json": to_say("Composite."),
}


def sections(library: Library, path: str, words: str = "") -> str:
    """Return the Markdown in the directive's place: a section for each dataset, what it is, its files, its fields.

    path: of the page it stands on; words: the directive's, which has none
    """
    return parts.blocks(*(_section(library, path, dataset) for dataset in shown(library)))


def _section(library: Library, path: str, dataset: Dataset) -> str:
    language = library.language
    say = language.say
    # These files exist only once the site is built: they are seen from the page's built address.
    folder = posixpath.relpath(FOLDER, library.pages[path].address or ".")
    files = " · ".join(
        f"[{name}]({folder}/{dataset.name}{suffix})"
        for name, suffix in (("JSON", ".json"), ("CSV", ".csv"), (say("schema"), ".schema.json"))
    )
    shown_on = parts.page_link(library, path, library.register_page[dataset.register])
    rows = [
        f"| `{name}` | {_kind(language, field)}{description(language, library.site, dataset, name)} |"
        for name, field in dataset.entry_schema["properties"].items()
    ]
    count = language.say_number("{number} entry.", "{number} entries.", len(library.register(dataset.register)))
    return parts.blocks(
        f"## {say(dataset.title)} {{#{dataset.name}}}",
        f"{dataset.said_about(library)} {count} {say('Shown on the page {page}.', page=shown_on)}",
        f"**{say('Fetch')}:** {files}",
        "\n".join([f"| {say('Field')} | {say('Content')} |", "|---|---|", *rows]),
    )


def _kind(language: Language, field: dict[str, Any]) -> str:
    kind = _KINDS[kind_of(field)]
    return f"*{language.say(kind)}* " if kind else ""
