"""``llms.txt``: an overview of the site for language models (https://llmstxt.org/).

A title, a summary in a quotation, then lists of links with a sentence on each. The links lead
to the Markdown twins.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.exports.published import Site
from knowledge.language import to_say
from knowledge.open_data.datasets import FOLDER, shown
from knowledge.pages.navigation import Section

if TYPE_CHECKING:
    from knowledge.library import Library

_USE = to_say(
    "Every page is there as Markdown: put “index.md” after its address. Citations stand as [@key, p. 12], and the "
    "references follow at the end. Page numbers are those of the work cited. “reviewed” is the day the page was last "
    "checked against its sources. {independence} The content may be used under CC BY 4.0 when its source is named."
)


def overview(library: Library, site: Site) -> str:
    """Return the text of ``llms.txt``."""
    say = library.language.say
    use = " ".join(say(_USE, independence=library.site.independence).split())
    parts = [f"# {site.name}", f"> {' '.join(site.description.split())}", use]
    for heading, paths in _sections(library):
        lines = [
            f"- [{page.title}]({site.address}{page.address}index.md): {page.meta.get('description', '')}"
            for page in (library.pages[path] for path in paths if path in library.pages)
        ]
        if lines:
            parts += [f"## {heading}", "\n".join(lines)]
    datasets = [
        f"- [{say(dataset.title)}]({site.address}{FOLDER}/{dataset.name}.json): {dataset.said_about(library)}"
        for dataset in shown(library)
    ]
    if datasets:
        parts += [f"## {say('Data')}", "\n".join(datasets)]
    return "\n\n".join(parts) + "\n"


def _sections(library: Library) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of the navigation with their pages; pages outside any come first."""
    loose = [entry for entry in library.navigation.top if isinstance(entry, str)]
    if loose:
        yield library.language.say("Pages"), loose
    for entry in library.navigation.top:
        if isinstance(entry, Section):
            yield entry.title, list(entry.all_pages)
