"""Gives the search its pages and writes its index.

Listed under ``hooks`` in mkdocs.yml after hooks.py; the work is done in ``knowledge.search``.
"""

from __future__ import annotations

from pathlib import Path

import site_state
from knowledge.search.documents import read_documents
from knowledge.search.index import build_index
from mkdocs.plugins import event_priority

# Where the way to the search leads without JavaScript; a project without the page has its front page.
_FALLBACK = "oppslag/index.md"
# The theme's own search, which nothing starts any more.
_THEME_SEARCH = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
_rendered: dict[str, tuple[str, str]] = {}


def on_files(files, config):
    for file in [file for file in files if file.src_uri.startswith(_THEME_SEARCH)]:
        files.remove(file)
    return files


def on_env(env, config, files):
    page = files.get_file_from_path(_FALLBACK)
    env.globals["search_fallback"] = page.url if page else "."
    return env


@event_priority(-50)
def on_page_context(context, page, config, nav):
    """Keep the page as it is rendered, before «Kilder» and the cards are added."""
    _rendered[page.file.src_uri] = (page.url, page.content)
    return context


def on_post_build(config):
    documents = read_documents(site_state.library(), _rendered)
    for path, content in build_index(documents).items():
        target = Path(config.site_dir, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    _rendered.clear()
