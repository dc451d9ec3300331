"""``llms.txt``: an overview of the site for language models (https://llmstxt.org/).

A title, a summary in a quotation, then lists of links with a sentence on each. The links lead
to the Markdown twins.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.exports.published import Site
from knowledge.open_data.datasets import FOLDER, shown
from knowledge.pages.navigation import page_paths

if TYPE_CHECKING:
    from knowledge.library import Library

_USE = (
    "Hver side finnes som Markdown: sett «index.md» etter adressen. Siteringer står som [@nøkkel, s. 12], og "
    "referansene følger til slutt. Sidetallene gjelder verket som er sitert. «reviewed» er dagen siden sist ble "
    "kontrollert mot kildene. Nettstedet er uavhengig av NAV og gir ikke juridiske råd. Innholdet kan brukes etter "
    "CC BY 4.0 når kilden oppgis."
)


def overview(library: Library, site: Site, navigation: list) -> str:
    """Return the text of ``llms.txt``; ``navigation`` is the ``nav`` of mkdocs.yml."""
    parts = [f"# {site.name}", f"> {' '.join(site.description.split())}", _USE]
    for heading, paths in _sections(navigation):
        lines = [
            f"- [{page.title}]({site.address}{page.address}index.md): {page.meta.get('description', '')}"
            for page in (library.pages[path] for path in paths if path in library.pages)
        ]
        if lines:
            parts += [f"## {heading}", "\n".join(lines)]
    datasets = [
        f"- [{dataset.title}]({site.address}{FOLDER}/{dataset.name}.json): {dataset.about}"
        for dataset in shown(library)
    ]
    if datasets:
        parts += ["## Data", "\n".join(datasets)]
    return "\n\n".join(parts) + "\n"


def _sections(navigation: list) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of a navigation with their pages; pages outside any come first."""
    loose, named = [], []
    for entry in navigation:
        name, inside = next(iter(entry.items())) if isinstance(entry, dict) else ("", entry)
        if isinstance(inside, str):
            loose.append(inside)
        else:
            named.append((name, list(page_paths(inside))))
    if loose:
        yield "Sider", loose
    yield from named
