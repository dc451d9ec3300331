"""One page of the built site as a chapter of a book."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
from lxml.html import HtmlElement

# Of the page, but of no use in a book: tools, what only a screen shows, cards that lead to the
# chapters that follow, and the page's own list of sources, for the book has one for all.
_SCREEN_ONLY = (
    '//*[@hidden or contains(concat(" ", normalize-space(@class), " "), " headerlink ")'
    ' or contains(concat(" ", normalize-space(@class), " "), " screen-only ")'
    ' or contains(concat(" ", normalize-space(@class), " "), " page-facts ")'
    ' or contains(concat(" ", normalize-space(@class), " "), " section-cards ")'
    ' or contains(concat(" ", normalize-space(@class), " "), " sources ")]'
    "|//script|//style|//template|//form|//button|//input|//select|//dialog|//nav|//noscript|//comment()"
)
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# The id of the list of sources that all chapters share: no page of the site can have it.
SOURCES = "bokens-kilder"
_PLACEHOLDER = re.compile(r'<img class="inline-figure" data-number="(?P<number>\d+)"[^>]*>')
_NAMES_AN_ID = ("aria-labelledby", "aria-describedby", "for", "headers")
_HEADING = re.compile(r"^h[1-6]$")
# An address no page can have, to resolve links against; the site's own is not needed for that.
_HERE = "https://here.invalid/"


@dataclass
class Chapter:
    """A page as it stands in the book.

    id: what links to the chapter lead to
    level: of its heading, 1–6
    title: its heading's text
    body: HTML of what follows the heading; inline figures as ``img.inline-figure``
    figures: the inline SVG figures, by the number their place in ``body`` carries
    cited: keys of the works it cites
    """

    id: str
    level: int
    title: str
    body: str = ""
    figures: dict[int, str] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)

    def body_with_figures(self, write: Callable[[int, str], str]) -> str:
        """Return the body with each inline figure as ``write(number, svg)`` has it."""

        def put(found: re.Match[str]) -> str:
            number = int(found["number"])
            return write(number, self.figures[number])

        return _PLACEHOLDER.sub(put, self.body)


def chapter_id(path: str) -> str:
    """Return the id of the chapter made of a page (``metoder/ips.md`` gives ``metoder__ips``)."""
    stem = path.removesuffix(".md").removesuffix("index").strip("/")
    return stem.replace("/", "__") or "forside"


def figure_title(svg: str) -> str:
    """Return the text that stands for an SVG figure: its ``title``, else its ``aria-label``, else ""."""
    found = re.search(r"<title[^>]*>(.*?)</title>", svg, re.DOTALL) or re.search(r'aria-label="([^"]*)"', svg)
    return " ".join(html.unescape(found[1]).split()) if found else ""


def read_chapter(
    page: str, path: str, address: str, level: int, title: str, chapters: dict[str, str], site: str
) -> Chapter:
    """Return the chapter made of a built page.

    page: the HTML file's text; path: the page's, relative to ``docs/``
    address: the page's, relative to the site's root (``metoder/ips/``)
    chapters: address -> chapter id of every page in the book
    site: the site's own address, for links to what is not in the book; "" leaves those relative

    Raises ValueError when the page has no ``div.page-body``, the theme's place for its text.
    """
    chapter = Chapter(chapter_id(path), level, title)
    whole = _SVG.sub(lambda found: _keep_figure(chapter, found[0]), page)
    found = lxml.html.document_fromstring(whole).xpath(
        '//div[contains(concat(" ", normalize-space(@class), " "), " page-body ")]'
    )
    if not found:
        mend = "the template overrides/main.html sets it around every page"
        raise ValueError(f"{address}index.html has no div.page-body. Mend: {mend}.")
    body = found[0]
    for unwanted in body.xpath(f".{_SCREEN_ONLY.replace('|//', '|.//')}"):
        unwanted.drop_tree()
    for icon in body.xpath('.//img[@class="inline-figure"][@alt=""]'):
        icon.drop_tree()
    for unwanted in body.xpath('.//h1 | .//p[not(node()) or (not(*) and normalize-space() = "")]'):
        unwanted.drop_tree()
    _unfold(body)
    _shift_headings(body, level)
    _rewrite_links(body, chapter, address, chapters, site)
    _prefix_ids(body, chapter.id)
    # A page in another language than the book's: each of its parts says so, for the box around them is left behind.
    if language := body.get("lang"):
        for child in body.iterchildren("*"):
            child.set("lang", child.get("lang") or language)
    chapter.body = "".join(
        lxml.html.tostring(child, encoding="unicode") for child in body if isinstance(child.tag, str)
    )
    return chapter


def _keep_figure(chapter: Chapter, svg: str) -> str:
    """Set an SVG aside, for an HTML parser loses the case of its names; return what stands in its place."""
    number = len(chapter.figures) + 1
    chapter.figures[number] = svg
    return f'<img class="inline-figure" data-number="{number}" alt="{html.escape(figure_title(svg))}">'


def _unfold(body: HtmlElement) -> None:
    """Make what folds out (``details``) a box that is open: paper has nothing to click."""
    for details in body.xpath(".//details"):
        details.tag = "div"
        details.set("class", f"admonition unfolded {details.get('class') or ''}".strip())
        details.attrib.pop("open", None)
        for summary in details.xpath("./summary"):
            summary.tag = "p"
            summary.set("class", "admonition-title")


def _shift_headings(body: HtmlElement, level: int) -> None:
    for heading in body.iter():
        if isinstance(heading.tag, str) and _HEADING.match(heading.tag):
            heading.tag = f"h{min(6, int(heading.tag[1]) + level - 1)}"


def _rewrite_links(body: HtmlElement, chapter: Chapter, address: str, chapters: dict[str, str], site: str) -> None:
    for link in body.xpath(".//a[@href]"):
        target = urljoin(_HERE + address, link.get("href"))
        if not target.startswith(_HERE):
            continue
        parts = urlsplit(target)
        path, anchor = unquote(parts.path).lstrip("/").removesuffix("index.html"), unquote(parts.fragment)
        if path in chapters:
            link.set("href", f"#{_target(chapters[path], anchor)}")
            if anchor.startswith("kilde-"):
                chapter.cited.add(anchor.removeprefix("kilde-"))
        elif site:
            link.set("href", urljoin(site, target.removeprefix(_HERE)))
        for name in ("title", "target", "download"):
            link.attrib.pop(name, None)
    for image in body.xpath(".//img[@src]"):
        # Relative to the site's root, where the book's makers read it.
        image.set("src", unquote(urlsplit(urljoin(_HERE + address, image.get("src"))).path).lstrip("/"))


def _target(chapter: str, anchor: str) -> str:
    """Return the id in the book of an anchor on a page: sources are common to all chapters."""
    if anchor == "kilder":
        return SOURCES
    if anchor.startswith("kilde-"):
        return anchor
    return f"{chapter}--{anchor}" if anchor else chapter


def _prefix_ids(body: HtmlElement, chapter: str) -> None:
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        # Every use of a source has an id to lead back to; the common list does not lead back.
        if "citation" in (element.get("class") or "").split():
            element.attrib.pop("id", None)
        if "id" in element.attrib:
            element.set("id", f"{chapter}--{element.get('id')}")
        for name in _NAMES_AN_ID:
            if name in element.attrib:
                element.set(name, " ".join(f"{chapter}--{part}" for part in element.get(name).split()))


def mend_links(text: str, ids: Collection[str]) -> str:
    """Return a book's HTML in which a link to an anchor that did not come along leads to its chapter."""

    def mend(found: re.Match[str]) -> str:
        target = html.unescape(found["target"])
        return found[0] if target in ids else f'href="#{html.escape(target.split("--")[0])}"'

    return re.sub(r'href="#(?P<target>[^"]*)"', mend, text)
