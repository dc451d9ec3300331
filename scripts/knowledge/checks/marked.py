"""Rules for what is marked in a page: boxes, directives, HTML, and markup that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.markup.directives import FORMS
from knowledge.problems import Problem, suggestion

if TYPE_CHECKING:
    from knowledge.library import Library

# Kinds of boxes: those that stand open, and those that fold out.
BOXES = ("kort", "omstridt", "slutning", "merk")
FOLDED = ("sporsmal", "tall", "beskrivelse", "mer")
# HTML a page may hold, by tag: what Markdown has no sign for and no browser runs or fetches.
_TAGS = {"br", "sub", "sup", "kbd", "span", "i", "wbr"}
_TAG = re.compile(r"</?(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>[^>]*)>")
_LANGUAGE = re.compile(r'\s*(?:lang="[a-z-]+")?\s*/?')
# What a leftover was meant as -> how it is written.
_MENDS = {
    "a citation that is not in a bracket": "write it as [@{key}, s. 12], closed on the same line, or in `code`",
    "a footnote": "say it in the text, or cite the source: pages here have no footnotes",
    "a box": 'begin with !!! or ???, the kind and a title in quotes: !!! kort "Kort sagt"',
    "a list of attributes": "put it right after what it belongs to, without a space in between, or remove it",
    "a link": "write [text](address), without a space in between",
    "a comment": "put it on a line of its own, closed with -->",
    "bold or italic text": "close it, without a space inside the signs",
    "a table": "put a blank line before it and the same number of cells in each row",
    "a fence": "close it with as many signs as it opens with",
    "a template expression": "remove it, or put it in `code`",
}


def boxes_are_known(library: Library) -> Iterator[Problem]:
    """Every box is of a known kind and, but for the silent ones, has a title."""
    for page in library.pages.values():
        for box in page.parsed.boxes:
            known = FOLDED if box.folds else BOXES
            if box.kind not in known:
                mend = suggestion(box.kind, (*BOXES, *FOLDED), f"use one of {', '.join(known)}")
                yield page.problem(box.line, f"unknown box '{box.kind}'", mend, "box")
            elif not box.title:
                yield page.problem(
                    box.line, f"the box '{box.kind}' has no title", 'write one: !!! kort "Kort sagt"', "box"
                )


def directives_are_known(library: Library) -> Iterator[Problem]:
    """Every comment is a directive, or a note to maintainers that says so; pairs are closed."""
    for page in library.pages.values():
        for mark in page.parsed.directives:
            name = mark.name.removeprefix("/")
            form = FORMS.get(name)
            if form is None:
                what = f"unknown directive '{mark.name}'" if mark.name else "a comment that is no directive"
                mend = suggestion(
                    name, FORMS, f"use one of {', '.join(FORMS)}; a note to maintainers is <!-- note: … -->"
                )
                yield page.problem(mark.line, what, mend, "directive")
            elif mark.name.startswith("/"):
                what = f"'<!-- {mark.name} -->' closes what was not opened"
                yield page.problem(mark.line, what, f"open it with '<!-- {name} -->', or remove it", "directive")
            elif not mark.closed:
                mend = f"add '<!-- /{name} -->' on a line of its own"
                yield page.problem(mark.line, f"'<!-- {name} -->' is not closed", mend, "directive")
            elif form.words and not mark.words:
                mend = f"write '<!-- {name}: … -->'"
                yield page.problem(
                    mark.line, f"the directive '{name}' does not say what it asks for", mend, "directive"
                )
            elif not form.words and mark.words:
                mend = f"write '<!-- {name} -->'"
                yield page.problem(mark.line, f"the directive '{name}' takes no words", mend, "directive")
            elif name == "register" and mark.words not in library.register_names:
                mend = suggestion(mark.words, library.register_names, "name a register")
                yield page.problem(mark.line, f"unknown register '{mark.words}'", mend, "directive")


def markup_is_whole(library: Library) -> Iterator[Problem]:
    """Nothing in the text looks like markup that was not taken for it."""
    for page in library.pages.values():
        for left in page.parsed.leftovers:
            key = left.words.lstrip("@")
            if left.what == "a citation that is not in a bracket":
                what = f"'{left.words}' stands outside a citation"
            else:
                what = f"'{left.words}' looks like {left.what} and is shown as it stands"
            yield page.problem(left.line, what, _MENDS[left.what].replace("{key}", key), "markup")


def html_is_left_out(library: Library) -> Iterator[Problem]:
    """A page holds no HTML but a few harmless signs: what runs, fetches or frames has no way in."""
    for page in library.pages.values():
        for raw in page.parsed.raw_html:
            if raw.words.startswith("{:"):
                what = f"an attribute list sets what runs or dresses the page: {_short(raw.words)}"
                yield page.problem(raw.line, what, "keep an id there alone; the rest goes below docs/assets/", "html")
                continue
            if raw.words.startswith(("<?", "<!")):
                yield page.problem(raw.line, f"HTML in the page: {_short(raw.words)}", "remove it", "html")
                continue
            for found in _TAG.finditer(raw.words):
                tag = found["tag"].lower()
                if tag not in _TAGS or not _LANGUAGE.fullmatch(found["attributes"]):
                    mend = "write it in Markdown or as a directive; code goes to a file below docs/assets/"
                    yield page.problem(raw.line, f"HTML in the page: {_short(found[0])}", mend, "html")
                    break


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"
