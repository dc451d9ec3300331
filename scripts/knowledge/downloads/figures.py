"""A figure of the site as a picture file of its own.

On the site a figure is SVG inside the page and takes its colours from the page's style. In
a book it is an image: what the style sheets say of its parts is put into it, with the light
scheme's colours in place of the variables (https://www.w3.org/TR/css-variables-1/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?P<selectors>[^{}]+)\{(?P<declarations>[^{}]*)\}")
_DECLARATION = re.compile(r"(?P<name>--[\w-]+)\s*:\s*(?P<value>[^;]+)")
_VARIABLE = re.compile(r"var\(\s*(?P<name>--[\w-]+)\s*(?:,\s*(?P<fallback>[^()]*(?:\([^()]*\))?[^()]*))?\)")
_LIGHT = (":root", '[data-md-color-scheme="default"]', "[data-md-color-scheme=default]")
_CLASS = re.compile(r"\.([\w-]+)")
_TAG = re.compile(r"^[a-zA-Z][\w-]*")
_TEXT_COLOUR = "--md-default-fg-color"


def _plain_rules(sheet: str) -> Iterator[tuple[list[str], str]]:
    """Yield selectors and declarations of a sheet's rules, those under conditions (``@media``) left out."""
    text, depth, start, kept = _COMMENT.sub("", sheet), 0, 0, []
    for found in re.finditer(r"[{}]", text):
        if found[0] == "{":
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            block = text[start : found.end()]
            start = found.end()
            if not block.lstrip().startswith("@"):
                kept.append(block)
    for rule in _RULE.finditer("".join(kept)):
        yield [selector.strip() for selector in rule["selectors"].split(",")], rule["declarations"].strip()


def light_colours(sheets: Iterable[str]) -> dict[str, str]:
    """Return the custom properties the style sheets give the light scheme, by name."""
    values: dict[str, str] = {}
    for sheet in sheets:
        for selectors, declarations in _plain_rules(sheet):
            if any(selector in _LIGHT for selector in selectors):
                values |= {found["name"]: found["value"].strip() for found in _DECLARATION.finditer(declarations)}
    return values


def resolve(text: str, values: Mapping[str, str]) -> str:
    """Return CSS or SVG with every ``var()`` replaced by its value, its fallback, or ``currentColor``."""
    for _ in range(8):  # a variable may be made of variables; one made of itself ends here
        text, count = _VARIABLE.subn(
            lambda found: values.get(found["name"], (found["fallback"] or "currentColor").strip()), text
        )
        if not count:
            break
    return text


def _inside(selector: str, classes: set[str], tags: set[str]) -> str:
    """Return the part of a selector that names things inside the figure; "" when it names none or others."""
    parts = selector.split()
    while parts and not (set(_CLASS.findall(parts[0])) & classes or ((tag := _TAG.match(parts[0])) and tag[0] in tags)):
        parts.pop(0)
    rest = " ".join(parts)
    # What the theme says of every drawing (``svg``) is of its signs and buttons.
    named = set(_CLASS.findall(rest))
    return rest if named and named <= classes and ":" not in rest else ""


def stand_alone(svg: str, sheets: Iterable[str]) -> str:
    """Return an SVG element of a page as the text of an SVG file that looks the same.

    sheets: the texts of the site's style sheets, in order
    """
    sheets = list(sheets)
    values = light_colours(sheets)
    classes = set(" ".join(re.findall(r'\bclass="([^"]*)"', svg)).split())
    tags = set(re.findall(r"<([a-zA-Z][\w-]*)", svg))
    rules = [f"svg {{ color: {values.get(_TEXT_COLOUR, '#000')}; font-family: sans-serif; }}"]
    for sheet in sheets:
        for selectors, declarations in _plain_rules(sheet):
            inner = [part for selector in selectors if (part := _inside(selector, classes, tags))]
            if inner and declarations:
                rules.append(f"{', '.join(inner)} {{ {' '.join(declarations.split())} }}")
    # A link in a picture leads nowhere: the same links stand beside the figure.
    svg = re.sub(r"</a>", "</g>", re.sub(r"<a\b[^>]*>", "<g>", svg))
    # XML knows no names of signs but five.
    svg = svg.replace("&nbsp;", "&#160;")
    svg = re.sub(r'(<svg\b[^>]*?\srole=")[^"]*"', r'\g<1>img"', svg, count=1)
    found = re.match(r"<svg\b[^>]*>", svg)
    assert found is not None  # what is set is an svg element
    opening = found[0]
    named = opening if "xmlns=" in opening else opening.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    style = "\n".join(rules).replace("&", "&amp;").replace("<", "&lt;")
    return resolve(f"{named}<style>\n{style}\n</style>{svg[len(opening) :]}", values) + "\n"
