"""What MkDocs calls; the work is done in the package ``knowledge``.

Listed under ``hooks`` in mkdocs.yml. MkDocs puts this file's folder on the import
path while it loads it. Events: https://www.mkdocs.org/dev-guide/plugins/#events
"""

from __future__ import annotations

from pathlib import Path

import site_state
from citation_registry import LibraryRegistry
from knowledge.citations.cards import Cards
from knowledge.citations.rendering import Citations
from knowledge.pages.source import hide_code_citations, show_code_citations
from knowledge.problems import ContentError
from knowledge.reading import read_library
from knowledge.registers.entries import norwegian_date
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

_citations: dict[str, Citations] = {}
_cards: dict[str, Cards] = {}


@event_priority(100)
def on_config(config):
    """Read and check everything before MkDocs touches ``site/``; give the plugin our registry."""
    if not config.site_url:
        mend = "write the address the site is published at, as in 'site_url: https://example.org/'"
        raise Abort(f"mkdocs.yml:1: 'site_url' is missing. Mend: {mend}.")
    try:
        site_state.set_library(read_library(Path(config.config_file_path).parent, config.nav))
    except ContentError as error:
        raise Abort(str(error)) from None
    plugin = config.plugins["bibtex"]
    plugin.registry = LibraryRegistry(site_state.library())
    # The plugin makes a registry of its own unless the bibliography is older than this.
    plugin.last_configured = float("inf")
    return config


def on_env(env, config, files):
    env.filters["norwegian_date"] = norwegian_date
    return env


@event_priority(100)
def on_page_markdown(markdown, page, config, files):
    """Put registers in place, and citations in code out of the plugin's sight."""
    path, library = page.file.src_uri, site_state.library()
    return hide_code_citations(library.markdown(path) if path in library.pages else markdown)


def on_page_content(html, page, config, files):
    """Turn citation tokens into links and mark the links that have a hover card."""
    library = site_state.library()
    marks = {key: record.coins for key, record in library.records.items()}
    citations = _citations[page.file.src_uri] = Citations(marks=marks)
    pages = library.pages
    cards = _cards[page.file.src_uri] = Cards(
        {name: pages[path].address for name, path in library.register_page.items()},
        {"provisions": library.provisions, "concepts": library.concepts},
    )
    html = citations.replace_tokens(show_code_citations(html), library.labels)
    return cards.mark_links(html, page.url)


@event_priority(-100)
def on_page_context(context, page, config, nav):
    """Add «Kilder» and the cards, after hooks_search has kept the page."""
    path, library = page.file.src_uri, site_state.library()
    literature = library.register_page.get("references")
    address = get_relative_url(library.pages[literature].address, page.url) if literature else ""
    sources = _citations[path].sources(library.labels, library.references, address)
    page.content += sources + _cards[path].html()
    first = page.toc.items[0] if page.toc.items else None
    if first and path in library.register_page.values():
        # A register's letters and levels are enough: its entries would fill the screen.
        for section in first.children:
            section.children.clear()
    if sources and first:
        first.children.append(AnchorLink("Kilder", "kilder", 2))
    return context
