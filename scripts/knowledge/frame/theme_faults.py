"""Faults in the theme's HTML, mended after a page is rendered.

Material for MkDocs 9.8.1 operates its menus with labels and hidden checkboxes, nests
landmark within landmark, and leaves some attributes that HTML does not allow. Each entry of
``FAULTS`` is one of them. A test renders pages without this module and asks that every
pattern is found: when the theme changes, the test says which entry to look at.

Without JavaScript the menus are operated by their checkboxes, which have a name and are in
reach of the keyboard. With it, ``docs/assets/frame.js`` opens the menu of a narrow screen from
a button. ``docs/assets/site.css`` shows the one or the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A fault of the theme: what it is, how it is recognised, and what takes its place."""

    name: str
    pattern: re.Pattern[str]
    mend: str | Callable[[re.Match[str]], str]

    def mended(self, text: str) -> str:
        return self.pattern.sub(self.mend, text)


def _fault(name: str, pattern: str, mend: str | Callable[[re.Match[str]], str]) -> Fault:
    return Fault(name, re.compile(pattern, re.DOTALL), mend)


def _titled_menu(found: re.Match[str]) -> str:
    title = " ".join(found["title"].split())
    return f'{found["before"]} aria-label="Vis sidene under {title}"{found["between"]}{found["title"]}</label>'


def _skip_link_first(found: re.Match[str]) -> str:
    return found["skip"] + "\n    " + found["toggles"]


FAULTS: tuple[Fault, ...] = (
    _fault(
        "the first thing the keyboard reaches is not the skip link",
        r'(?P<toggles><input class="md-toggle" data-md-toggle="drawer".*?)'
        r'(?P<skip><div data-md-component="skip">.*?</div>)',
        _skip_link_first,
    ),
    _fault(
        "a checkbox has an attribute checkboxes do not have",
        r'(<input [^>]*type="checkbox"[^>]*?) autocomplete="off"',
        r"\1",
    ),
    _fault(
        "the switch of the menu has no name",
        r'(<input [^>]*data-md-toggle="drawer"[^>]*id="__drawer")',
        r'\1 aria-label="Vis menyen"',
    ),
    _fault(
        # The theme's script stops when it is not there at all.
        "the switch of the theme's search is there where that search is not",
        r'(<input [^>]*data-md-toggle="search"[^>]*id="__search")',
        r"\1 hidden",
    ),
    _fault(
        "the menu opens from a label, which the keyboard does not reach",
        r'(<label class="md-header__button md-icon" for="__drawer">)(.*?)</label>',
        r'\1\2</label><button type="button" class="md-header__button md-icon" data-opens-menu aria-label="Meny"'
        r' title="Meny" aria-expanded="false">\2</button>',
    ),
    _fault(
        "the switch of a part of the menu has no name",
        r'(?P<before><input class="md-nav__toggle[^>]*id="(?P<id>__nav_[\d_]+)")(?P<between>[^>]*>'
        r'(?:(?!<input ).)*?<label class="md-nav__title" for="(?P=id)">\s*<span class="md-nav__icon md-icon"></span>)'
        r"(?P<title>.*?)</label>",
        _titled_menu,
    ),
    _fault(
        "the switch of the page's own contents has no name",
        r'(<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc")',
        r'\1 aria-label="Vis innholdet på siden"',
    ),
    _fault(
        "a label takes the keyboard's focus in its checkbox's place",
        r'(<label [^>]*?) tabindex="0?"',
        r"\1",
    ),
    _fault(
        "the contents at the side are titled by the label of a checkbox that may not be there",
        r'(<div class="md-sidebar md-sidebar--secondary"(?:(?!</nav>).)*?)'
        r'<label class="md-nav__title" for="__toc">(.*?)</label>',
        r'\1<div class="md-nav__title">\2</div>',
    ),
    _fault(
        "the colour choice is two radio buttons, each named by what the other one does",
        r'<input class="md-option"([^>]*?) aria-label="[^"]*"([^>]*?)>\s*'
        r'<label class="(?P<class>[^"]*)" title="(?P<title>[^"]*)" for="(?P<for>[^"]*)" hidden>(?P<icon>.*?)</label>',
        r'<input class="md-option"\1\2 hidden>'
        r'<button type="button" class="\g<class>" title="\g<title>" aria-label="\g<title>"'
        r' data-chooses="\g<for>" hidden>\g<icon></button>',
    ),
    _fault(
        "the header calls itself navigation",
        r'<nav class="md-header__inner md-grid" aria-label="[^"]*">(.*?)</nav>(\s*)(?=</header>|<nav class="md-tabs)',
        r'<div class="md-header__inner md-grid">\1</div>\2',
    ),
    _fault(
        "the way to the page has the same name as the menu",
        r'<nav class="md-path" aria-label="[^"]*"',
        '<nav class="md-path" aria-label="Du er her"',
    ),
    _fault(
        "the menu does not say which page one is on",
        r'(<a href="[^"]*" class="md-nav__link md-nav__link--active")',
        r'\1 aria-current="page"',
    ),
    _fault(
        "the tabs do not say which part one is in",
        r'(<li class="md-tabs__item md-tabs__item--active">\s*<a href="[^"]*")',
        r'\1 aria-current="true"',
    ),
)

_NAV = re.compile(r"<nav\b[^>]*>|</nav>")
_NAV_ONLY = re.compile(r' aria-(?:label|labelledby|expanded)="[^"]*"')


def plain_inner_navigation(text: str) -> str:
    """Return HTML in which a ``<nav>`` within a ``<nav>`` is a ``<div>`` without a name.

    The theme nests one landmark for each level of the menu and of the contents, some with
    no name and with ``aria-expanded``, which a landmark may not have. The lists remain.
    """
    depth = 0

    def part(found: re.Match[str]) -> str:
        nonlocal depth
        if found[0] == "</nav>":
            depth -= 1
            return "</div>" if depth else found[0]
        depth += 1
        return _NAV_ONLY.sub("", "<div" + found[0][len("<nav") :]) if depth > 1 else found[0]

    return _NAV.sub(part, text)


def mend(text: str) -> str:
    """Return a rendered page of the theme with every fault of ``FAULTS`` mended, and inner navigation plain."""
    for fault in FAULTS:
        text = fault.mended(text)
    return plain_inner_navigation(text)
