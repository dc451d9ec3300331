"""Figures drawn from data: pictures, and charts of the registers' numbers.

A page asks for one with a directive, and writes its caption, with the source, right below it::

    <!-- figure: tre-perspektiver -->
    Tegningen er nettstedets, etter antologien [@kane2021kap1, s. 26].

``beside`` makes the Markdown of what stands beside the drawing (its data, its description);
``place`` puts everything but the drawing into the page's tree, and ``draw`` the drawing
itself, so that no step on text meets the words in it. What a figure shows is an entry of
bibliography/illustrations.yml; how each kind is drawn is a module of ``kinds``.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from knowledge.html_tree import Node, attribute, replace
from knowledge.illustrations.canvas import NARROW, WIDE, Canvas
from knowledge.problems import Problem, suggestion
from knowledge.registers.files import REGISTERS

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.page_steps import Shown
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
SLOT = "data-drawing"


def beside(library: Library, path: str, words: str) -> str:
    """Return the Markdown of a figure's data and description; "" when there is no figure of that name.

    path: of the page it stands on; words: the figure's name
    """
    entry = library.illustrations.get(words)
    if entry is None:
        return ""
    kind, say = KINDS[entry["kind"]], library.language.say
    data = kind.table(library, entry, path) if hasattr(kind, "table") else ""
    reading = kind.reading(library, entry) if hasattr(kind, "reading") else ""
    parts = [
        _folded("tall", entry.get("data_title", say("The numbers of the figure")), data) if data else "",
        _folded("beskrivelse", say("Description of the figure"), " ".join(f"{entry['description']} {reading}".split())),
    ]
    return "\n\n".join(part for part in parts if part)


def _folded(kind: str, title: str, markdown: str) -> str:
    lines = "\n".join(f"    {line}".rstrip() for line in markdown.splitlines())
    return f'??? {kind} "{title}"\n\n{lines}'


def place(shown: Shown, directive: Node, name: str, beside: str) -> None:
    """Put a figure in its directive's place, with room for the drawing.

    beside: the HTML of what ``beside`` made. The directive holds the caption.
    """
    entry = shown.library.illustrations.get(name)
    if entry is None:
        directive.remove()
        return
    caption = directive.inner_html or ""
    title = f"<strong>{html.escape(entry['title'], quote=False)}.</strong>"
    caption = caption.replace("<p>", f"<p>{title} ", 1) if "<p>" in caption else f"<p>{title}</p>{caption}"
    # A caption is the last thing in a figure (https://html.spec.whatwg.org/#the-figure-element); data and
    # description follow it.
    replace(
        directive,
        f'<div class="illustration" id="figur-{name}"><figure><div {SLOT}="{name}"></div>'
        f"<figcaption>{caption}</figcaption></figure>{beside}</div>",
    )


def draw(shown: Shown) -> None:
    """Put the drawings of a page into the places ``place`` left for them."""
    for slot in shown.root.css(f"[{SLOT}]"):
        replace(slot, drawings(shown.library, attribute(slot, SLOT), shown.page.path))


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
        links = getattr(KINDS[entry["kind"]], "LINKS", False)
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
            if name not in known and not library.broken(register):
                what = f"entry '{entry.id}': '{name}' is not in the register of {register}"
                yield Problem(FILE, entry.line, what, suggestion(name, known, "correct the id"), "figure")
        if entry["kind"] == "levels":
            for name in KINDS["levels"].unplaced(library, entry):
                what = f"entry '{entry.id}': the provision '{name}' stands on no level"
                mend = "put it on a level, or under 'left_out' with the reason"
                yield Problem(FILE, entry.line, what, mend, "figure")


def _check_page(library: Library, page: SourcePage) -> Iterator[Problem]:
    seen = set()
    for mark in page.parsed.directives:
        if mark.name != "figure":
            continue
        name = mark.words
        if name not in library.illustrations:
            mend = suggestion(name, library.illustrations, f"add it to {FILE}")
            yield page.problem(mark.line, f"unknown figure '{name}'", mend, "figure")
            continue
        if name in seen:
            what = f"the figure '{name}' stands twice on the page"
            yield page.problem(mark.line, what, "remove one of them", "figure")
        seen.add(name)
        if not mark.caption:
            mend = "write what it shows and its source on the line below the comment"
            yield page.problem(mark.line, f"the figure '{name}' has no caption", mend, "figure")
        missing = cited(library, library.illustrations[name]) - set(map(str, page.meta.get("sources") or []))
        for key in sorted(missing):
            what = f"the figure '{name}' cites '{key}', which the page does not"
            mend = "cite it in the text too, or put the figure on another page"
            yield page.problem(mark.line, what, mend, "figure")


def _named(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield register and id of everything an entry takes from the registers."""
    content, kind = entry["content"], entry["kind"]
    if kind == "numbers":
        yield from (("figures", name) for name in KINDS["numbers"].figure_ids(content))
    elif kind in ("trials", "intervals"):
        yield from (("trials", name) for name in KINDS["trials"].trial_ids(content))
    elif kind == "literature":
        yield from (("references", name) for name in content["without"])
    elif kind == "timeline":
        yield from (("timeline", name) for name in KINDS["timeline"].labels(content))
    elif kind == "levels":
        for level in [*content["levels"], content["outside"]]:
            yield from (("provisions", name) for name in [*level.get("provisions", []), *level.get("but", [])])
        yield from (("provisions", item["provision"]) for item in content["left_out"])


__all__ = ["FILE", "KINDS", "beside", "check", "cited", "draw", "drawings", "place"]
