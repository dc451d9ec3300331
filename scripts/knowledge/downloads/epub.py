"""The book as EPUB 3 (https://www.w3.org/TR/epub-33/), made by pandoc."""

from __future__ import annotations

import html
import io
import json
import os
import re
import subprocess
import uuid
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypandoc

from knowledge.downloads.book import Book
from knowledge.frame.hyphens import SOFT
from knowledge.language import to_say

STYLE = Path(__file__).with_name("epub.css")
_SUMMARY = to_say(
    "The book can be read with a screen reader. It has headings, a table of contents, links between the chapters and "
    "text for each figure."
)

_TITLE = re.compile(r"<title>.*?</title>")


def write_epub(book: Book, body: str, folder: Path) -> bytes:
    """Return the EPUB of a book.

    body: the chapters' HTML (``setting.lay_out``), whose pictures are in ``folder``

    The bytes depend on the book alone, not on the clock. Raises RuntimeError with what pandoc
    says when it fails or warns.
    """
    target, source, metadata = folder / "book.epub", folder / "epub-source.html", folder / "epub-metadata.json"
    text = _keep_paragraph_attributes(_quiet_headings(book, body))
    source.write_text(f"<body>{_title_page(book)}{text}</body>", encoding="utf-8")
    metadata.write_text(json.dumps(_metadata(book), ensure_ascii=False), encoding="utf-8")
    command = [
        pypandoc.get_pandoc_path(), "--from=html-native_divs+native_divs", "--to=epub3", "--toc", "--toc-depth=3",
        "--split-level=3", "--epub-title-page=false", f"--css={STYLE}", f"--metadata-file={metadata}",
        f"--resource-path={folder}", f"--output={target}", str(source),
    ]  # fmt: skip
    epoch = int(datetime(book.edition.year, book.edition.month, book.edition.day, tzinfo=UTC).timestamp())
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=folder)
    if run.returncode != 0 or run.stderr.strip():
        mend = "mend what pandoc names on the page it stands on; the book's HTML is made of the built site"
        raise RuntimeError(f"the EPUB: pandoc says {run.stderr.strip() or run.returncode}. Mend: {mend}.")
    return _name_files(target.read_bytes())


def _name_files(data: bytes) -> bytes:
    """Return the EPUB with its text files as a reader of books wants them.

    Each is called by its heading in ``title`` (pandoc puts the file's name there).
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("EPUB/text/"):
                # A reader of books breaks words itself; pandoc makes every cell of a head a heading, empty or not.
                text = content.decode("utf-8").replace(SOFT, "").replace("<th></th>", "<td></td>")
                content = text.encode("utf-8")
                heading = re.search(r"<h[1-6][^>]*>(.*?)</h[1-6]>", text, re.DOTALL)
                if heading:
                    title = f"<title>{re.sub(r'<[^>]+>', '', heading[1])}</title>"
                    content = _TITLE.sub(title.replace("\\", r"\\"), text, count=1).encode("utf-8")
            # The OCF container wants its type first and uncompressed; pandoc wrote it so.
            new.writestr(entry, content, compress_type=entry.compress_type)
    return written.getvalue()


def _metadata(book: Book) -> dict[str, Any]:
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{book.address}#{book.edition.isoformat()}")
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "lang": book.language.code,
        "date": book.edition.isoformat(),
        "identifier": f"urn:uuid:{identifier}",
        "publisher": book.title,
        "rights": "CC BY 4.0",
        "description": book.subtitle,
        "toc-title": book.language.say("Contents"),
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": ["structuralNavigation", "tableOfContents", "alternativeText", "readingOrder"],
        "accessibilityHazards": ["none"],
        "accessibilitySummary": book.language.say(_SUMMARY),
    }


def _title_page(book: Book) -> str:
    colophon = "".join(f"<p>{paragraph}</p>" for paragraph in book.colophon)
    title, subtitle = html.escape(book.title), html.escape(book.subtitle)
    return f'<h1 id="tittelside">{title}</h1><p><em>{subtitle}</em></p><div class="colophon">{colophon}</div>'


def _quiet_headings(book: Book, body: str) -> str:
    """Return the HTML with every heading that opens no chapter kept out of the table of contents."""
    opening = {chapter.id for chapter in book.chapters}

    def mark(found: re.Match[str]) -> str:
        name = re.search(r'\bid="([^"]*)"', found["attributes"])
        if name and name[1] in opening:
            return found[0]
        plain = re.sub(r'\bclass="[^"]*"', "", found["attributes"])
        return f'<h{found["level"]}{plain} class="unnumbered unlisted">'

    return re.sub(r"<h(?P<level>[1-6])(?P<attributes>[^>]*)>", mark, body)


def _keep_paragraph_attributes(text: str) -> str:
    """Return the HTML with each paragraph that has an id or a class in a ``div`` that has it: pandoc's have none."""
    return re.sub(
        r"<p (?P<attributes>[^>]+)>(?P<words>.*?)</p>",
        r"<div \g<attributes>><p>\g<words></p></div>",
        text,
        flags=re.DOTALL,
    )
