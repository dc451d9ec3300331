"""Our registry for mkdocs-bibtex: the plugin finds and replaces, the library knows.

mkdocs-bibtex 4.4.0 asks its registry for the text of each citation block. Ours
answers with a token; ``knowledge.citations.rendering`` makes HTML of the tokens once
Markdown is done (docs of the plugin: https://github.com/shyamd/mkdocs-bibtex).
"""

from __future__ import annotations

from types import SimpleNamespace

from knowledge.citations.rendering import group_token
from knowledge.library import Library
from mkdocs_bibtex.citation import Citation, CitationBlock, InlineReference
from mkdocs_bibtex.registry import ReferenceRegistry


class LibraryRegistry(ReferenceRegistry):
    """A reference registry over a checked library; it parses and renders nothing itself."""

    def __init__(self, library: Library):
        # The base class would parse the .bib file once more; the plugin only asks
        # for the keys.
        self.bib_data = SimpleNamespace(entries=library.references)
        self.footnote_format = "{key}"

    def validate_citation_blocks(self, citation_blocks: list[CitationBlock]) -> None:
        """Nothing to do: the library was checked before the first page."""

    def validate_inline_references(self, inline_references: list[InlineReference]) -> set[InlineReference]:
        """Return none: a bare @key is an error the library has already reported."""
        return set()

    def inline_text(self, citation_block: CitationBlock) -> str:
        return group_token(citation_block.raw)

    def reference_text(self, citation: Citation | InlineReference) -> str:
        """Return nothing: «Kilder» is put at the page's end by the hooks."""
        return ""
