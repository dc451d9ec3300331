"""What stands at addresses that pages had before: a page that leads on, a map for servers, a list for the lost.

- ``<old>/index.html`` names the new address as the canonical one (RFC 6596) and leads there: by a
  link, by a refresh (https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh),
  and with JavaScript at once, keeping what follows ``#``.
- ``redirects.map`` is for nginx, which reads it inside a ``map`` block
  (https://nginx.org/en/docs/http/ngx_http_map_module.html); the file says how.
- ``assets/addresses.json`` is what the page for lost readers (404.html) looks in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from knowledge.exports.lists import FOLDER, FORMATS
from knowledge.pages.links import relative_address

if TYPE_CHECKING:
    from knowledge.exports.published import Site
    from knowledge.library import Library
    from knowledge.pages.source import SourcePage

MAP, LIST = "redirects.map", "assets/addresses.json"
_SCRIPT = "assets/moved.js"
# A generated file ends where its map does; the first lines say what a server's keeper writes.
_MAP_HEAD = """\
# Former addresses of pages and where they lead now, for nginx: one "from to;" a line. In its configuration:
#   map $uri $moved_to { include /path/to/site/redirects.map; }        # beside the server blocks
#   server { ... if ($moved_to) { return 301 $moved_to; } ... }
"""
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{heading}</title>
<link rel="canonical" href="{canonical}">
<script src="{script}" data-to="{new}"></script>
<meta http-equiv="refresh" content="0; url={new}">
</head>
<body>
<h1>{moved}</h1>
<p>{now}</p>
</body>
</html>
"""


def _moves(library: Library) -> list[tuple[str, SourcePage]]:
    """Return each former address, without its first slash, and its page, in order."""
    return sorted(
        ((address.removeprefix("/"), page) for page in library.pages.values() for address in page.former),
        key=lambda move: move[0],
    )


def files(library: Library, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield path relative to the site's root and content of each file."""
    moves = _moves(library)
    for old, page in moves:
        yield f"{old}index.html", _page(site, old, page).encode()
    yield MAP, _map(library, site, moves).encode()
    listed = {
        "former": {old: page.address for old, page in moves},
        "pages": {page.address: page.title for page in library.pages.values()},
    }
    yield LIST, (json.dumps(listed, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _page(site: Site, old: str, page: SourcePage) -> str:
    say = site.language.say
    new = escape(relative_address(old, page.address))
    link = f'<a href="{new}">{escape(page.title)}</a>'
    return _PAGE.format(
        language=site.language.code,
        heading=escape(say("{title} – the page has moved from {old}", title=page.title, old=f"/{old}")),
        moved=say("The page has moved"),
        now=say("It is here now: {page}.", page=link),
        canonical=escape(site.address + page.address),
        script=escape(relative_address(old, _SCRIPT)),
        new=new,
    )


def _map(library: Library, site: Site, moves: list[tuple[str, SourcePage]]) -> str:
    """Return the map for nginx: pages, and what is published beside each (its Markdown, its works)."""
    base = urlsplit(site.address).path
    lines = []
    for old, page in moves:
        lines.append((old, page.address))
        lines.append((f"{old}index.md", f"{page.address}index.md"))
        works = library.work_lists.get(page.path)
        if works and works.stem == f"{FOLDER}/{page.address.rstrip('/')}":
            lines += [(f"{FOLDER}/{old.rstrip('/')}.{end}", f"{works.stem}.{end}") for end in FORMATS]
    return _MAP_HEAD + "".join(f"{base}{old} {base}{new};\n" for old, new in lines)
