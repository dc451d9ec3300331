"""What must hold of the HTML a reader gets.

Each check takes the parsed pages of a built site and yields what is wrong, as
``Problem`` with the HTML file's path relative to the site. Standard library only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from knowledge.language import known
from knowledge.problems import Problem

# What pandoc, the citation plugin or a template language leave behind when something went wrong.
LEFTOVERS = {
    r"\[-?@": "a raw citation",
    r"\?\*\*|\*\*\w+\?": "an unknown citation key",
    r"\{\{|\}\}|\{%": "a template expression",
    "[\ue000-\ue00f]": "a citation token",
    r"\\_": "an escaped underscore",
}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Where an address makes the browser fetch something by itself.
_FETCHING = {
    ("script", "src"), ("img", "src"), ("iframe", "src"), ("link", "href"), ("source", "src"), ("audio", "src"),
    ("video", "src"), ("object", "data"), ("embed", "src"), ("use", "href"), ("image", "href"),
}  # fmt: skip
# Link relations that name an address without fetching it.
_NAMING = {"canonical", "prev", "next", "license", "author", "alternate", "search"}


@dataclass
class Element:
    """An element as opened: its tag, its attributes, its line."""

    tag: str
    attributes: dict[str, str]
    line: int


@dataclass
class HtmlPage:
    """One HTML file: its path in the site, its elements, its ids, its visible text by line."""

    path: str
    elements: list[Element] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    inline_scripts: list[int] = field(default_factory=list)
    labels: list[tuple[str, str, int]] = field(default_factory=list)

    def with_tag(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]


class _Reader(HTMLParser):
    def __init__(self, page: HtmlPage):
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[tuple[str, list[str]]] = []
        self.listens = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        self.page.elements.append(Element(tag, attributes, line))
        if "id" in attributes:
            self.page.ids.append(attributes["id"])
        if (
            tag == "script"
            and "src" not in attributes
            and attributes.get("type") not in ("application/json", "application/ld+json")
        ):
            self.page.inline_scripts.append(line)
        if "citation" in attributes.get("class", "").split():
            # A page listed after another of the same work has its whole label for those who hear it.
            self.page.labels.append((attributes.get("href", ""), attributes.get("aria-label", ""), line))
            self.listens = "aria-label" not in attributes
        if tag not in _VOID:
            self.open.append((tag, attributes.get("class", "").split()))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self.open}
        if tags & {"script", "style"}:
            return
        if not tags & {"code", "pre"}:
            self.page.texts.append((self.getpos()[0], data))
        if self.listens and any(tag == "a" and "citation" in classes for tag, classes in self.open):
            target, text, line = self.page.labels[-1]
            self.page.labels[-1] = (target, text + data, line)


def read_site(site: Path) -> list[HtmlPage]:
    """Return every HTML file below ``site``, parsed, in order of path."""
    pages = []
    for file in sorted(site.rglob("*.html"), key=lambda found: found.as_posix()):
        page = HtmlPage(file.relative_to(site).as_posix())
        reader = _Reader(page)
        reader.feed(file.read_text(encoding="utf-8"))
        reader.close()
        pages.append(page)
    return pages


def leftovers(pages: Iterable[HtmlPage]) -> Iterator[Problem]:
    """Text a reader should never see."""
    for page in pages:
        for line, text in page.texts:
            for pattern, name in LEFTOVERS.items():
                if re.search(pattern, text):
                    what = f"{name} is left in the page: «{text.strip()[:60]}»"
                    yield Problem(page.path, line, what, "look at the hooks and at the page's source")


def missing_targets(pages: Iterable[HtmlPage]) -> Iterator[Problem]:
    """Links within a page whose target is not there: citations, ways back, tables of contents."""
    for page in pages:
        ids = set(page.ids)
        for element in page.with_tag("a"):
            address = element.attributes.get("href", "")
            if address.startswith("#") and len(address) > 1 and address[1:] not in ids:
                what = f"the link '{address}' has no target on the page"
                yield Problem(page.path, element.line, what, "look at the hooks and at the page's source")


def repeated_ids(pages: Iterable[HtmlPage]) -> Iterator[Problem]:
    """Ids used twice on one page."""
    for page in pages:
        for name in sorted({name for name in page.ids if page.ids.count(name) > 1}):
            yield Problem(page.path, 1, f"the id '{name}' is used twice", "rename one of the headings or entries")


def scripts_in_page(pages: Iterable[HtmlPage]) -> Iterator[Problem]:
    """Inline scripts and event attributes."""
    for page in pages:
        for line in page.inline_scripts:
            yield Problem(page.path, line, "an inline script", "move it to a file below docs/assets/")
        for element in page.elements:
            for name, value in element.attributes.items():
                if name.startswith("on") or value.startswith("javascript:"):
                    what = f"<{element.tag}> runs code from its attribute '{name}'"
                    yield Problem(page.path, element.line, what, "use an event listener in docs/assets/")


def fetched_from_elsewhere(pages: Iterable[HtmlPage]) -> Iterator[Problem]:
    """Resources a browser would fetch from another host."""
    for page in pages:
        for element in page.elements:
            for name, address in element.attributes.items():
                if (element.tag, name) not in _FETCHING or not re.match(r"(?:https?:)?//", address):
                    continue
                if element.tag == "link" and set(element.attributes.get("rel", "").split()) <= _NAMING:
                    continue
                what = f"<{element.tag}> fetches {address}"
                yield Problem(page.path, element.line, what, "keep a copy below docs/assets/, or leave it out")


def differing_labels(pages: Iterable[HtmlPage]) -> Iterator[Problem]:
    """Works cited under more than one name or year anywhere on the site.

    A label is «Name, 2021a, s. 26» or, after a name in the text, «2021a, s. 26».
    """
    names: dict[str, set[str]] = defaultdict(set)
    places: dict[tuple[str, str], tuple[str, int]] = {}
    for page in pages:
        for target, text, line in page.labels:
            # «antologien, s. 26 (Name, 2021a)»: what is seen first, the label after it.
            seen = re.fullmatch(r".*\((?P<label>[^()]+)\)", text)
            label = seen["label"] if seen else text
            base = re.split(r",\s*(?:s|p|kap|ch)\.", label.replace("\xa0", " "))[0].strip()
            names[target].add(base)
            places.setdefault((target, base), (page.path, line))
    for target, bases in sorted(names.items()):
        full = sorted(base for base in bases if not re.fullmatch(r"\d{4}[a-z]?|(?:u\.å\.|n\.d\.)(?:-[a-z])?", base))
        short = [base for base in bases if base not in full]
        wrong = full[1:] + [base for base in short if full and not full[0].endswith(base)]
        for base in wrong:
            path, line = places[target, base]
            what = f"{target} is labelled «{base}» here and «{full[0]}» elsewhere"
            yield Problem(path, line, what, "delete .cache/ and build again; then look at citations/labels.py")


def headings_and_language(pages: Iterable[HtmlPage]) -> Iterator[Problem]:
    """One first-level heading a page, the site's language as its own, a title of its own."""
    titles: dict[str, str] = {}
    spoken = ""
    for page in pages:
        html = page.with_tag("html")
        language = html[0].attributes.get("lang", "") if html else ""
        spoken = spoken or language
        if language not in known() or language != spoken:
            what = f"the page does not say it is in the site's language (lang={spoken or known()[0]})"
            yield Problem(page.path, 1, what, "look at theme.language in mkdocs.yml")
        firsts = page.with_tag("h1")
        if len(firsts) != 1:
            yield Problem(page.path, 1, f"the page has {len(firsts)} <h1>", "keep one first-level heading")
        level = 1
        for element in page.with_tag("h1", "h2", "h3", "h4", "h5", "h6"):
            found = int(element.tag[1])
            if found > level + 1:
                yield Problem(page.path, element.line, f"<{element.tag}> follows <h{level}>", "use the next level")
            level = found
        text = _title(page)
        if text in titles:
            yield Problem(page.path, 1, f"the title «{text}» is also that of {titles[text]}", "make the titles differ")
        titles.setdefault(text, page.path)


def _title(page: HtmlPage) -> str:
    line = next((element.line for element in page.elements if element.tag == "title"), 0)
    return next((text.strip() for place, text in page.texts if place == line and text.strip()), "")


CHECKS = (
    leftovers,
    missing_targets,
    repeated_ids,
    scripts_in_page,
    fetched_from_elsewhere,
    differing_labels,
    headings_and_language,
)
