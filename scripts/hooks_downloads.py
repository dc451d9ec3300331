"""Offers what ``make downloads`` has made, and marks links that say their own address for the print style.

Listed under ``hooks`` in mkdocs.yml after hooks.py; the work is done in ``knowledge.downloads``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import site_state
from knowledge.checks.passed import fingerprint
from knowledge.downloads.addresses import mark_bare_addresses
from knowledge.downloads.offer import DOWNLOADS, FOLDER, MADE, MARKER, offer, read_manifest
from mkdocs.plugins import event_priority
from mkdocs.utils import get_relative_url


@event_priority(-100)
def on_page_markdown(markdown, page, config, files):
    if MARKER not in markdown:
        return markdown
    root = site_state.library().root
    manifest = read_manifest(root / MADE)
    content = fingerprint(root) if manifest else ""
    return markdown.replace(MARKER, offer(manifest, content, get_relative_url("./", page.url)))


def on_post_page(output, page, config):
    return mark_bare_addresses(output)


def on_post_build(config):
    made = site_state.library().root / MADE
    if read_manifest(made):
        target = Path(config.site_dir) / FOLDER
        target.mkdir(exist_ok=True)
        for download in DOWNLOADS:
            shutil.copyfile(made / download.name, target / download.name)
