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
from knowledge.downloads.offer import DIRECTIVE, DOWNLOADS, MADE, size, write_manifest
from knowledge.downloads.offline import pack
from knowledge.downloads.pdf import write_pdf
from knowledge.downloads.setting import lay_out
from knowledge.language import read_language
from knowledge.pages.navigation import read_configuration
from knowledge.problems import ContentError
from knowledge.reading import read_library
from knowledge.site_file import read_site_file
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).resolve().parents[1]


def make(root: Path, browser: Browser) -> Path:
    """Make the downloads of the project ``root``; return the folder they are in.

    Raises RuntimeError when the site does not build or a maker fails.
    """
    content = fingerprint(root)
    config = read_configuration(root / "mkdocs.yml")
    name, about, address = (str(config.get(field) or "") for field in ("site_name", "site_description", "site_url"))
    library = read_library(root)
    with tempfile.TemporaryDirectory(prefix="downloads-") as temporary:
        work = Path(temporary)
        site, setting, made = work / "site", work / "setting", work / "made"
        if build_site.build(root, site) != 0:
            raise RuntimeError("the site does not build. Mend: what stands above")
        book = make_book(library, config.get("nav") or [], site, name, about, address)
        body = lay_out(book, site, setting)
        made.mkdir()
        pdf, pages = write_pdf(book, body, setting, browser)
        offering = frozenset(page.address for page in library.pages.values() if page.parsed.directive(DIRECTIVE))
        files = {
            ".pdf": pdf,
            ".epub": write_epub(book, body, setting),
            ".zip": pack(site, library.site.file_name, address, offering),
        }
        for download in DOWNLOADS:
            (made / download.name(library.site)).write_bytes(files[f".{download.ending}"])
        write_manifest(made, library.site, content, pages)
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
    except (ContentError, PlaywrightError, RuntimeError, OSError, ValueError) as error:
        print(f"make_downloads: {error}", file=sys.stderr)
        return 1
    site, _ = read_site_file(root)
    for download in DOWNLOADS:
        file = target / download.name(site)
        print(f"Made {file} ({size(read_language(), file.stat().st_size)}).")
    print("The next 'make build' puts them on the site.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
