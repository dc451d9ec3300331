"""What MkDocs calls for open data and for machines; the work is done in the package ``knowledge``.

Listed under ``hooks`` in mkdocs.yml after ``hooks.py``, which reads the library.
"""

from __future__ import annotations

from pathlib import Path

import site_state
from knowledge.exports.published import Site
from knowledge.machines import publish as machines
from knowledge.open_data import publish as open_data


def on_page_markdown(markdown, page, config, files):
    """Date the page in the sitemap by the day it was last checked; MkDocs takes the day of the build."""
    source = site_state.library().pages.get(page.file.src_uri)
    if source:
        page.update_date = str(source.meta["reviewed"])


def on_post_build(config):
    """Write the files that stand beside the pages."""
    library = site_state.library()
    site = Site(config.site_name, config.site_url, config.site_description or "")
    made = {path: text.encode() for path, text in open_data.files(library, site).items()}
    made.update(machines.files(library, site, config.nav or []))
    for path, content in made.items():
        file = Path(config.site_dir, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
