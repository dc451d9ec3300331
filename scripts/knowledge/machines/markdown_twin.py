"""The Markdown twin of a page: what a reader meets, as text a machine or a person can take along.

A twin stands beside its page (``<address>index.md``) and is plain CommonMark: registers are in
place, links are whole addresses, boxes are quotations, comments and attribute lists are gone.
Citations stay as the source has them, and the works they name follow at the end by their keys.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from knowledge.citations.rendering import reference_token
from knowledge.citations.syntax import find_groups
from knowledge.exports.published import LICENCE_ID, Site
from knowledge.pages.source import mask

if TYPE_CHECKING:
    from knowledge.library import Library

_REFERENCE = re.compile(reference_token("(?P<key>[a-z0-9-]+)"))
_EMPHASIS = re.compile(r"</?(?:em|i)>")
_ANCHOR = re.compile(r'<a href="([^"]*)"[^>]*>.*?</a>')
_TAG = re.compile(r"<[^>]+>")
_CODE_OR_COMMENT = re.compile(
    r"(?P<code>^[ \t]*(?P<ticks>`{3,}|~{3,})[^\n]*\n.*?^[ \t]*(?P=ticks)[`~]*[ \t]*$"
    r"|(?<!`)(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`))"
    r"|(?:^[ \t]*)?<!--.*?-->(?:[ \t]*\n)?",
    re.DOTALL | re.MULTILINE,
)
_LINK_TARGET = re.compile(r"(?<=\]\()(?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?=\))")
_HEADING_LIST = re.compile(r"^(?P<heading>#{1,6} .*?)[ \t]*\{:?[ \t]*#(?P<id>[\w-]+)[^{}\n]*\}[ \t]*$", re.MULTILINE)
_BLOCK_LIST = re.compile(r"\n[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_INLINE_LIST = re.compile(r"(?<=[*_)\]`])\{:?[ \t]*(?:[.#]|[\w-]+=)[^{}\n]*\}")
_GAP = re.compile(r"\n{3,}")
_BOX = re.compile(r'^(?P<indent> *)(?:!!!|\?\?\?\+?) (?P<kind>[\w-]+)(?: "(?P<title>.*)")?[ \t]*$')


def twin(library: Library, site: Site, path: str) -> str:
    """Return the Markdown twin of the page at ``path`` (relative to ``docs/``)."""
    page = library.pages[path]
    body = library.markdown(path)
    cited = {citation.key for group in find_groups(mask(body)) for citation in group.citations}
    body = _CODE_OR_COMMENT.sub(lambda found: found[0] if found["code"] else "", body)
    body = _in_text(_HEADING_LIST, body, lambda found: f"{found['heading']} {{#{found['id']}}}")
    for attributes in (_BLOCK_LIST, _INLINE_LIST):
        body = _in_text(attributes, body, lambda found: "")
    addresses: dict[str, str] = {}

    def whole_address(found: re.Match) -> str:
        target = found["target"]
        if target not in addresses:
            addresses[target] = _whole_address(library, site, path, target)
        return addresses[target]

    body = _in_text(_LINK_TARGET, body, whole_address)
    body = _in_text(_GAP, body, lambda found: "\n\n")
    body = _REFERENCE.sub(lambda found: as_markdown(library.labels.references[found["key"]]), _quoted_boxes(body))
    front = {
        "title": page.title,
        "description": str(page.meta.get("description", "")),
        "address": site.address + page.address,
        "reviewed": str(page.meta["reviewed"]),
        "language": "nb",
        "license": LICENCE_ID,
    }
    # JSON's strings are YAML's too.
    fields = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items())
    return f"---\n{fields}\n---\n\n{body.strip()}\n{_sources(library, cited)}"


def as_markdown(reference: str) -> str:
    """Return a reference's HTML as one line of Markdown."""
    text = _ANCHOR.sub(lambda found: f"<{found[1]}>" if "://" in found[1] else found[0], reference)
    text = _EMPHASIS.sub("*", text)
    return html.unescape(_TAG.sub(lambda found: found[0] if "://" in found[0] else "", text))


def _in_text(pattern: re.Pattern, text: str, replacement) -> str:
    """Return ``text`` with the matches outside code replaced."""
    pieces, end = [], 0
    for found in pattern.finditer(mask(text)):
        # Matched again in the text itself: the mask blanks code within the match.
        whole = pattern.search(text, found.start())
        if whole and whole.start() == found.start():
            pieces += [text[end : whole.start()], replacement(whole)]
            end = whole.end()
    return "".join([*pieces, text[end:]])


def _whole_address(library: Library, site: Site, path: str, target: str) -> str:
    """Return the whole address of a link's target as page ``path`` writes it."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return target
    here = site.address + library.pages[path].address
    anchor = f"#{parts.fragment}" if parts.fragment else ""
    if not parts.path:
        return here + anchor
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    if file in library.pages:
        return site.address + library.pages[file].address + anchor
    if (library.root / "docs" / file).is_file():
        return site.address + file + anchor
    # What exists only on the built site is written as seen from the page's address.
    return urljoin(here, target)


def _quoted_boxes(text: str) -> str:
    """Return Markdown with admonitions, folded ones too, as quotations under their title in bold."""
    lines, made, place = text.split("\n"), [], 0
    while place < len(lines):
        box = _BOX.match(lines[place])
        place += 1
        if not box:
            made.append(lines[place - 1])
            continue
        indent = box["indent"] + "    "
        inside = []
        while place < len(lines) and (not lines[place].strip() or lines[place].startswith(indent)):
            inside.append(lines[place].removeprefix(indent))
            place += 1
        after = []
        while inside and not inside[-1].strip():
            after.append(inside.pop())
        title = box["title"] if box["title"] is not None else box["kind"].capitalize()
        quoted = [*([f"**{title}**", ""] if title else []), *_quoted_boxes("\n".join(inside)).strip("\n").split("\n")]
        made += [f"{box['indent']}> {line}".rstrip() for line in quoted] + after
    return "\n".join(made)


def _sources(library: Library, cited: set[str]) -> str:
    works = [f"- `{key}`: {as_markdown(text)}" for key, text in library.labels.references.items() if key in cited]
    return "\n## Kilder\n\n" + "\n".join(works) + "\n" if works else ""
