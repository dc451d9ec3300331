"""The book as PDF, set by Chromium: tagged, with bookmarks, page numbers and a list of contents.

Why Chromium: scripts/decisions/0008. It numbers pages but cannot say in the list of contents on
which page a chapter begins; so the book is set twice, and the second time the numbers are known.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from knowledge.downloads.book import Book
from knowledge.language import Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLE = Path(__file__).with_name("book.css")
CONTENTS = "innhold"
# Chapters below this level are in the bookmarks, but not in the list of contents.
_LISTED = 3
# A4 less the margins of book.css, in CSS pixels (96 to the inch).
_TEXT_WIDTH = 612
_TOO_WIDE = """width => [...document.querySelectorAll("body *")]
  .filter((element) => element.getBoundingClientRect().right > width + 1)
  .map((element) => `${element.localName} «${element.textContent.trim().slice(0, 60)}»`)[0] ?? \"\""""
_ELEMENT_ID = re.compile(r"^node\d{8}$")


def write_pdf(book: Book, body: str, folder: Path, browser: Browser) -> tuple[bytes, int]:
    """Return the PDF of a book and the number of its pages.

    body: the chapters' HTML (``setting.lay_out``), whose pictures are in ``folder``
    browser: a running Chromium

    The bytes depend on the book, the Chromium and its fonts alone, not on the clock.
    Raises RuntimeError when something is wider than the page, for Chromium would shrink the whole
    book, and when the chapters move between the two settings.
    """
    source = folder / "book.html"
    first = _set(source, _document(book, body, {}), browser, book.language)
    numbers = _page_numbers(first)
    second = _set(source, _document(book, body, numbers), browser, book.language)
    if _page_numbers(second) != numbers:
        mend = "give .contents .number a fixed width in scripts/knowledge/downloads/book.css"
        raise RuntimeError(f"the PDF: chapters moved when their page numbers were filled in. Mend: {mend}.")
    return _finish(second, book)


def _document(book: Book, body: str, numbers: Mapping[str, int]) -> str:
    # Chromium knows a link with another role as no link in the tree of a tagged PDF.
    body = body.replace(' role="doc-biblioref"', "")
    colophon = "".join(f"<p>{paragraph}</p>" for paragraph in book.colophon)
    lines = "".join(
        f'<li class="contents-{chapter.level}"><a href="#{chapter.id}"><span>{html.escape(chapter.title)}</span>'
        f' <span class="number">{numbers.get(chapter.id, "000")}</span></a></li>'
        for chapter in book.chapters
        if chapter.level <= _LISTED
    )
    return (
        f'<!doctype html>\n<html lang="{book.language.code}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(book.title)}</title>\n"
        f"<style>\n{STYLE.read_text(encoding='utf-8')}\n</style>\n</head>\n<body>\n"
        f'<header class="title-page"><p class="book-title">{html.escape(book.title)}</p>'
        f'<p class="book-subtitle">{html.escape(book.subtitle)}</p><div class="colophon">{colophon}</div></header>\n'
        f'<h1 id="{CONTENTS}" class="chapter">{book.language.say("Contents")}</h1>\n<ul class="contents">{lines}</ul>\n'
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _set(source: Path, document: str, browser: Browser, language: Language) -> bytes:
    source.write_text(document, encoding="utf-8")
    page = browser.new_page(
        locale=language.style, java_script_enabled=False, viewport={"width": _TEXT_WIDTH, "height": 900}
    )
    try:
        page.emulate_media(media="print")
        page.goto(source.resolve().as_uri())
        if wide := page.evaluate(_TOO_WIDE, _TEXT_WIDTH):
            mend = "break it on its page, or give it a width in scripts/knowledge/downloads/book.css"
            raise RuntimeError(f"the PDF: {wide} is wider than the paper. Mend: {mend}.")
        return page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    finally:
        page.close()


def _page_numbers(data: bytes) -> dict[str, int]:
    """Return on which page, from 1, each link target of a PDF stands, by its id."""
    with pikepdf.open(io.BytesIO(data)) as document:
        order = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        targets = pikepdf.NameTree(document.Root.Names.Dests) if "/Names" in document.Root else document.Root.Dests
        found = {}
        for name, target in targets.items():
            place = target.D if isinstance(target, pikepdf.Dictionary) else target
            found[str(name).lstrip("/")] = order[place[0].objgen]
        return found


def _name_links(document: pikepdf.Pdf, language: Language) -> None:
    """Say of each link where it leads, as ISO 14289-1, 7.18.1 asks: the address, or that it stays in the book."""
    for page in document.pages:
        for link in page.obj.get("/Annots", ()):
            if link.get("/Subtype") == "/Link" and "/Contents" not in link:
                address = link.A.URI if "/A" in link and "/URI" in link.A else None
                place = language.say("To a place in the book") if address is None else str(address)
                link.Contents = pikepdf.String(place)


def _finish(data: bytes, book: Book) -> tuple[bytes, int]:
    """Return the PDF made smaller, without the clock's traces, described for readers and machines."""
    with pikepdf.open(io.BytesIO(data)) as document:
        day = f"D:{book.edition:%Y%m%d}000000Z"
        document.docinfo = document.make_indirect(
            pikepdf.Dictionary(
                Title=book.title,
                Subject=book.subtitle,
                CreationDate=pikepdf.String(day),
                ModDate=pikepdf.String(day),
            )
        )
        document.Root.Lang = pikepdf.String(book.language.style)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        document.Root.PageMode = pikepdf.Name.UseOutlines
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = book.title
            metadata["dc:language"] = [book.language.style]
            metadata["dc:rights"] = "CC BY 4.0"
        # Chromium writes these two of PDF 2.0 into a file of PDF 1; readers of that learn here what they are.
        document.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(Em=pikepdf.Name.Span, Strong=pikepdf.Name.Span)
        _leave_figures_to_pictures(document)
        _name_links(document, book.language)
        _renumber_ids(document)
        if "/Outlines" in document.Root:
            _fold(document.Root.Outlines)
        written = io.BytesIO()
        document.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
        return written.getvalue(), len(document.pages)


def _fold(outlines: pikepdf.Object) -> None:
    """Show the parts only when the bookmarks are first seen; ISO 32000-1, 12.3.3: a negative Count is folded."""
    entry = outlines.get("/First")
    while entry is not None:
        if "/Count" in entry:
            entry.Count = -abs(int(entry.Count))
        _fold(entry)
        entry = entry.get("/Next")


def _leave_figures_to_pictures(document: pikepdf.Pdf) -> None:
    """Make HTML's ``figure`` a plain part: Chromium tags it as a picture without a text around the one that has it."""
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure and "/Alt" not in thing:
            thing.S = pikepdf.Name.Div


def _renumber_ids(document: pikepdf.Pdf) -> None:
    """Number the elements that table cells name as their headers from 1: Chromium's numbers go on from run to run."""
    dictionaries = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
    named = sorted({str(element.ID) for element in dictionaries if _ELEMENT_ID.match(str(element.get("/ID", "")))})
    numbers = {name: f"node{number:08}" for number, name in enumerate(named, 1)}

    def renamed(texts: pikepdf.Array) -> pikepdf.Array:
        return pikepdf.Array(
            [
                pikepdf.String(numbers.get(str(text), str(text))) if isinstance(text, pikepdf.String) else text
                for text in texts
            ]
        )

    for element in dictionaries:
        if str(element.get("/ID", "")) in numbers:
            element.ID = pikepdf.String(numbers[str(element.ID)])
        if element.get("/S") is not None and isinstance(element.get("/A"), pikepdf.Array):
            for attributes in element.A:
                if isinstance(attributes, pikepdf.Dictionary) and "/Headers" in attributes:
                    attributes.Headers = renamed(pikepdf.Array(attributes.Headers))
    if "/IDTree" in document.Root.StructTreeRoot:
        branches = [document.Root.StructTreeRoot.IDTree]
        while branches:
            branch = branches.pop()
            branches += list(branch.get("/Kids", []))
            for name in ("/Names", "/Limits"):
                if name in branch:
                    branch[name] = renamed(pikepdf.Array(branch[name]))
