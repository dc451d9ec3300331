"""The one parse: Python-Markdown with our extensions, which renders a page and reports what is in it.

``parse.parse`` gives the HTML and, from the same tree, every block, citation, link, heading,
directive and box with its line (``report.Parsed``). What is shown and what is checked are
therefore the same thing. As a Python-Markdown extension (``markdown_extensions`` in
mkdocs.yml) the package is named ``knowledge.markup``.
"""

from __future__ import annotations

from typing import Any

from knowledge.markup.extension import KnowledgeExtension


def makeExtension(**options: Any) -> KnowledgeExtension:
    """Return the extension; see https://python-markdown.github.io/extensions/api/#makeextension."""
    return KnowledgeExtension(**options)
