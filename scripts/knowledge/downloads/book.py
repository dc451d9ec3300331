"""The whole site as one book: title page, chapters in the navigation's order, sources at the end."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.citations.rendering import VERIFIED_NOTE
from knowledge.downloads.chapter import SOURCES, Chapter, chapter_id, mend_links, read_chapter
from knowledge.downloads.offer import DIRECTIVE
from knowledge.downloads.outline import outline
from knowledge.language import Language
from knowledge.library import Library

_ID = re.compile(r'\bid="([^"]+)"')


@dataclass
class Book:
    """A book ready to be set.

    title, subtitle: as the site has them
    address: the site's own
    edition: the day of the newest review against the sources
    chapters: in reading order; the last one is the list of sources
    language: it is in; whose: the sentences on whose it is, and what it is no advice on
    """

    title: str
    subtitle: str
    address: str
    edition: date
    chapters: list[Chapter]
    language: Language
    whose: str

    @property
    def colophon(self) -> tuple[str, ...]:
        """What the title page says below the title, a paragraph each, as HTML."""
        address, say = html.escape(self.address), self.language.say
        edition = say(
            "This edition follows the site as it was checked against its sources {day}.",
            day=self.language.date(self.edition.isoformat()),
        )
        newest = say(
            "The newest edition is at {address}", address=f'<a class="bare-address" href="{address}">{address}</a>'
        )
        deed = f'<a href="{say("https://creativecommons.org/licenses/by/4.0/deed.en")}">CC BY 4.0</a>'
        said = (f"{edition} {newest}", self.whose, say("The texts may be used freely under {licence}.", licence=deed))
        return tuple(filter(None, said))

    def body(self, write_figure: Callable[[Chapter, int, str], str]) -> str:
        """Return the chapters as HTML, each its heading (``.chapter``) and a ``div.chapter-body``.

        write_figure: gives the HTML of an inline figure from its chapter, number and SVG
        """
        parts = []
        for chapter in self.chapters:

            def write(number: int, svg: str, chapter: Chapter = chapter) -> str:
                return write_figure(chapter, number, svg)

            tag, inner = f"h{chapter.level}", chapter.body_with_figures(write)
            # One box in another: pandoc takes a box that begins with a heading for a chapter.
            parts.append(
                f'<{tag} class="chapter" id="{chapter.id}">{html.escape(chapter.title)}</{tag}>\n'
                f'<div class="chapter-body">{inner and f"<div>{inner}</div>"}</div>'
            )
        text = "\n".join(parts)
        return mend_links(text, set(map(html.unescape, _ID.findall(text))))


def make_book(library: Library, navigation: list[Any], site: Path, title: str, subtitle: str, address: str) -> Book:
    """Return the book of the built site.

    navigation: the ``nav`` of mkdocs.yml; site: the folder of the built site
    title, subtitle, address: ``site_name``, ``site_description`` and ``site_url``

    The page that offers the downloads is left out. Raises OSError when a page is not in ``site``.
    """
    left_out = {page.path for page in library.pages.values() if page.parsed.directive(DIRECTIVE)}
    places = [place for place in outline(navigation, left_out) if not place.path or place.path in library.pages]
    ids = {library.pages[place.path].address: chapter_id(place.path) for place in places if place.path}
    chapters = []
    for number, place in enumerate(places, 1):
        if not place.path:
            chapters.append(Chapter(f"del-{number}", place.level, place.title))
            continue
        page = library.pages[place.path]
        text = (site / page.address / "index.html").read_text(encoding="utf-8")
        # The front page is called what the book is called.
        heading = library.language.say("Introduction") if page.address == "" else page.title
        chapter = read_chapter(text, place.path, page.address, place.level, heading, ids, address)
        reviewed = page.meta.get("reviewed")
        if reviewed:
            day = library.language.date(reviewed)
            said = library.language.say("Last checked against its sources {day}.", day=day)
            chapter.body += f'<p class="reviewed">{said}</p>'
        chapters.append(chapter)
    chapters.append(_sources(library, set().union(*(chapter.cited for chapter in chapters))))
    days = [page.meta["reviewed"] for page in library.pages.values() if isinstance(page.meta.get("reviewed"), date)]
    subtitle = " ".join(subtitle.split())
    return Book(title, subtitle, address, max(days), chapters, library.language, library.site.whose_in_full)


def _sources(library: Library, cited: set[str]) -> Chapter:
    """Return the common list: every work a chapter cites, as the citation style sorts them."""
    items = []
    for key, text in library.labels.references.items():
        if key not in cited:
            continue
        note = VERIFIED_NOTE[library.references[key].verified]
        said = f' <em class="verified">{library.language.say(note)}</em>' if note else ""
        items.append(f'<p class="source" id="kilde-{key}">{text}{said}</p>')
    return Chapter(SOURCES, 1, library.language.say("Sources"), f'<div class="book-sources">{"".join(items)}</div>')
