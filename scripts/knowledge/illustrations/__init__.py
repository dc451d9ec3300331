"""Figures drawn from data: pictures, and charts of the registers' numbers.

A page asks for one with a comment on a line of its own, which any other renderer passes
over, and writes its caption, with the source, right below it::

    <!-- figure: tre-perspektiver -->
    Tegningen er nettstedets, etter antologien [@kane2021kap1, s. 26].

``expand`` puts caption, data and description in place as Markdown before the page is
rendered; ``place`` puts the drawing itself into the finished HTML, so that neither
Markdown nor the search index meets the words in it. What a figure shows is an entry of
bibliography/illustrations.yml; how each kind is drawn is a module of ``kinds``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from knowledge.illustrations.canvas import NARROW, WIDE, Canvas
from knowledge.problems import Problem, suggestion
from knowledge.registers.files import REGISTERS

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.pages.source import SourcePage
    from knowledge.registers.entries import Entry

FILE = REGISTERS["illustrations"][0]
KINDS: dict[str, ModuleType] = {
    name: import_module(f"knowledge.illustrations.kinds.{name}")
    for name in (
        "cells",
        "hybrid",
        "intervals",
        "levels",
        "literature",
        "numbers",
        "perspectives",
        "relation",
        "stairs",
        "timeline",
        "trials",
    )
}
_MARKER = re.compile(r"^<!-- figure: (?P<name>\S+) -->[ \t]*\n?(?P<caption>(?:[ \t]*\S[^\n]*\n?)*)", re.MULTILINE)
# A caption is the last thing in a figure (https://html.spec.whatwg.org/#the-figure-element); data and
# description follow it.
_CLOSING = {"caption": "<figcaption>", "/caption": "</figcaption></figure>", "end": "</div>"}
_PLACE = re.compile(r"<!-- illustration (?P<part>begin|drawing|caption|/caption|end)(?: (?P<name>\S+))? -->")


def find(page: SourcePage) -> Iterator[tuple[str, str, int]]:
    """Yield name, caption and offset of every figure a page asks for."""
    for found in _MARKER.finditer(page.text):
        yield found["name"], " ".join(found["caption"].split()), found.start()


def expand(library: Library, path: str, body: str) -> str:
    """Return the Markdown of page ``path`` with each figure's caption, data and description in place."""

    def markdown(found: re.Match) -> str:
        entry = library.illustrations.get(found["name"])
        return _markdown(library, path, entry, found["caption"]) if entry else found[0]

    return _MARKER.sub(markdown, body) if "<!-- figure:" in body else body


def _markdown(library: Library, path: str, entry: Entry, caption: str) -> str:
    kind = KINDS[entry["kind"]]
    data = kind.table(library, entry, path) if hasattr(kind, "table") else ""
    reading = kind.reading(library, entry) if hasattr(kind, "reading") else ""
    parts = [
        f"<!-- illustration begin {entry.id} -->",
        f"<!-- illustration drawing {entry.id} -->",
        "<!-- illustration caption -->",
        f"**{entry['title']}.** {' '.join(caption.split())}",
        "<!-- illustration /caption -->",
        _folded("tall", entry.get("data_title", "Tallene i figuren"), data) if data else "",
        _folded("beskrivelse", "Beskrivelse av figuren", " ".join(f"{entry['description']} {reading}".split())),
        "<!-- illustration end -->",
    ]
    return "\n\n".join(part for part in parts if part) + "\n\n"


def _folded(kind: str, title: str, markdown: str) -> str:
    lines = "\n".join(f"    {line}".rstrip() for line in markdown.splitlines())
    return f'??? {kind} "{title}"\n\n{lines}'


def place(content: str, library: Library, path: str) -> str:
    """Return the HTML of page ``path`` with its drawings in the places ``expand`` left for them."""

    def element(found: re.Match) -> str:
        part, name = found["part"], found["name"]
        if part == "begin":
            return f'<div class="illustration" id="figur-{name}"><figure>'
        if part == "drawing":
            return drawings(library, name, path)
        return _CLOSING[part]

    return _PLACE.sub(element, content)


def drawings(library: Library, name: str, path: str) -> str:
    """Return a figure as SVG for page ``path``, laid out twice: wide, and for a phone.

    The style shows the one there is room for; paper has room for the wide one. Raises KeyError
    when there is no such figure.
    """
    entry = library.illustrations[name]
    both = []
    for room, layout, kind in ((WIDE, "bred", "wide"), (NARROW, "smal", "narrow screen-only")):
        canvas = Canvas(room, path)
        KINDS[entry["kind"]].draw(canvas, entry, library)
        links = entry["kind"] == "literature"
        svg = canvas.svg(f"figur-{name}-{layout}", entry["title"], entry["summary"], links=links)
        both.append(f'<div class="illustration-{kind}" data-search-exclude>{svg}</div>')
    return "\n".join(both)


def cited(library: Library, entry: Entry) -> set[str]:
    """Return the citation keys the data of a figure cites, apart from its caption."""
    kind = KINDS[entry["kind"]]
    return set(kind.keys(library, entry)) if hasattr(kind, "keys") else set()


def check(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the figures: those the pages ask for, and what the entries name."""
    for page in library.pages.values():
        yield from _check_page(library, page)
    for entry in library.illustrations.values():
        for register, name in _named(entry):
            known = library.register(register)
            if name not in known:
                what = f"entry '{entry.id}': '{name}' is not in the register of {register}"
                yield Problem(FILE, entry.line, what, suggestion(name, known, "correct the id"))


def _check_page(library: Library, page: SourcePage) -> Iterator[Problem]:
    seen = set()
    for name, caption, offset in find(page):
        if name not in library.illustrations:
            mend = suggestion(name, library.illustrations, f"add it to {FILE}")
            yield page.problem(offset, f"unknown figure '{name}'", mend)
            continue
        if name in seen:
            yield page.problem(offset, f"the figure '{name}' stands twice on the page", "remove one of them")
        seen.add(name)
        if not caption:
            mend = "write what it shows and its source on the line below the comment"
            yield page.problem(offset, f"the figure '{name}' has no caption", mend)
        missing = cited(library, library.illustrations[name]) - set(map(str, page.meta.get("sources") or []))
        for key in sorted(missing):
            what = f"the figure '{name}' cites '{key}', which the page does not"
            yield page.problem(offset, what, "cite it in the text too, or put the figure on another page")


def _named(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield register and id of everything an entry takes from the registers."""
    content, kind = entry["content"], entry["kind"]
    if kind == "numbers":
        yield from (("figures", name) for name in KINDS["numbers"].figure_ids(content))
    elif kind in ("trials", "intervals"):
        yield from (("trials", name) for name in KINDS["trials"].trial_ids(content))
    elif kind == "literature":
        yield from (("references", name) for name in content["without"])
    elif kind == "levels":
        for level in [*content["levels"], content["outside"]]:
            yield from (("provisions", name) for name in [*level.get("provisions", []), *level.get("but", [])])
        yield from (("provisions", item["provision"]) for item in content["left_out"])


__all__ = ["FILE", "KINDS", "check", "cited", "drawings", "expand", "find", "place"]
