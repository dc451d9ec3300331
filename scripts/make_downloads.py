"""Make the whole site to take along, as PDF, EPUB and ZIP, into ``build/downloads/``.

The next ``make build`` puts them on the site. Needs the Chromium that
scripts/setup/get_chromium.py found. Exit status 1, and what was made before left as it
was, when anything is wrong. Usage: make_downloads.py [project folder]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import build_site
from chromium import launched
from knowledge.checks.passed import fingerprint
from knowledge.downloads.book import make_book
from knowledge.downloads.epub import write_epub
from knowledge.downloads.offer import DOWNLOADS, MADE, MARKER, size, write_manifest
from knowledge.downloads.offline import pack
from knowledge.downloads.pdf import write_pdf
from knowledge.downloads.setting import lay_out
from knowledge.problems import ContentError
from knowledge.reading import read_library
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).resolve().parents[1]


def make(root: Path, browser: Browser) -> Path:
    """Make the downloads of the project ``root``; return the folder they are in.

    Raises RuntimeError when the site does not build or a maker fails.
    """
    content = fingerprint(root)
    config = load_config(str(root / "mkdocs.yml"))
    library = read_library(root, config.nav)
    with tempfile.TemporaryDirectory(prefix="downloads-") as temporary:
        work = Path(temporary)
        site, setting, made = work / "site", work / "setting", work / "made"
        if build_site.build(root, site) != 0:
            raise RuntimeError("the site does not build. Mend: what stands above")
        book = make_book(library, config.nav, site, config.site_name, config.site_description, config.site_url)
        body = lay_out(book, site, setting)
        made.mkdir()
        pdf, pages = write_pdf(book, body, setting, browser)
        offering = frozenset(page.address for page in library.pages.values() if MARKER in page.body)
        files = {
            ".pdf": pdf,
            ".epub": write_epub(book, body, setting),
            ".zip": pack(site, "arbeidsinkludering", config.site_url, offering),
        }
        for download in DOWNLOADS:
            (made / download.name).write_bytes(files[Path(download.name).suffix])
        write_manifest(made, content, pages)
        target = root / MADE
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(exist_ok=True)
        shutil.move(made, target)
    return target


def main() -> int:
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    try:
        with launched() as browser:
            target = make(root, browser)
    except (ContentError, MkDocsException, PlaywrightError, RuntimeError, OSError, ValueError) as error:
        print(f"make_downloads: {error}", file=sys.stderr)
        return 1
    for download in DOWNLOADS:
        print(f"Made {target / download.name} ({size((target / download.name).stat().st_size)}).")
    print("The next 'make build' puts them on the site.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
