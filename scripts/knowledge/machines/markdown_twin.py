"""The Markdown twin of a page: what a reader meets, as text a machine or a person can take along.

A twin stands beside its page (``<address>index.md``) and is plain CommonMark: registers are in
place, links are whole addresses, boxes are quotations. Citations stay as the source has them,
and the works they name follow at the end by their keys.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from knowledge.citations.rendering import REFERENCE
from knowledge.exports.published import LICENCE_ID, Site
from knowledge.html_tree import Fragment, Node, attribute, classes, replace
from knowledge.machines.markdown_writer import Writer
from knowledge.markup.directives import NAME, WORDS
from knowledge.pages.links import resolve

if TYPE_CHECKING:
    from knowledge.library import Library


def twin(library: Library, site: Site, path: str) -> str:
    """Return the Markdown twin of the page at ``path`` (relative to ``docs/``)."""
    page = library.pages[path]
    fragment = Fragment(page.parsed.html)
    _fill(library, path, fragment.root)
    # An anchor that its heading's words do not give away is told.
    given = {heading.anchor for made in library.made(path) for heading in made.parsed.headings}
    writer = Writer(
        lambda target: _whole_address(library, site, path, target),
        lambda node: "entry" in classes(node) or attribute(node, "id") in given,
    )
    body = writer.write(fragment.root)
    front = {
        "title": page.title,
        "description": str(page.meta.get("description", "")),
        "address": site.address + page.address,
        "reviewed": str(page.meta["reviewed"]),
        "language": page.language,
        "license": LICENCE_ID,
    }
    # JSON's strings are YAML's too.
    fields = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items())
    return f"---\n{fields}\n---\n\n{body.strip()}\n{_sources(library, library.cited_on(path))}"


def _fill(library: Library, path: str, root: Node) -> None:
    """Put in what directives stand for, as far as text can."""
    made = iter(library.made(path))
    for node in root.css(f"[{NAME}]"):
        name, words = attribute(node, NAME), attribute(node, WORDS)
        if name == "figure":
            part = next(made)
            entry = library.illustrations.get(words)
            title = f"<p><strong>{entry['title']}.</strong></p>" if entry else ""
            replace(node, f"{title}{node.inner_html or ''}{part.parsed.html}")
        elif name in ("cases", "chapter", "chapters", "evidence", "open data", "register"):
            replace(node, next(made).parsed.html)
        elif name == "cards":
            pages = [library.pages[named] for named in words.split() if named in library.pages]
            items = "".join(
                f'<li><a href="{page.address or "."}" data-from-root>{page.title}</a></li>' for page in pages
            )
            replace(node, f"<ul>{items}</ul>")
        elif name == "columns":
            node.unwrap()
        else:
            node.remove()
    for node in root.css("a[data-from-root]"):
        node.attrs["href"] = f"/{attribute(node, 'href').removeprefix('.')}"
    for node in root.css(f"[{REFERENCE}]"):
        replace(node, library.labels.references[attribute(node, REFERENCE)])


def as_markdown(reference: str) -> str:
    """Return a reference's HTML as one line of Markdown."""
    return Writer(lambda target: target, lambda node: False).text(Fragment(reference).root)


def _whole_address(library: Library, site: Site, path: str, target: str) -> str:
    """Return the whole address of a link's target as page ``path`` writes it; one from the root begins with /."""
    here = site.address + library.pages[path].address
    if target.startswith("/"):
        return site.address + target.lstrip("/")
    file, anchor = resolve(path, target)
    suffix = f"#{anchor}" if anchor else ""
    if not file:
        return target
    if file in library.pages:
        return site.address + library.pages[file].address + suffix
    if (library.root / "docs" / file).is_file():
        return site.address + file + suffix
    # What exists only on the built site is written as seen from the page's address.
    return urljoin(here, target)


def _sources(library: Library, cited: set[str]) -> str:
    works = [f"- `{key}`: {as_markdown(text)}" for key, text in library.labels.references.items() if key in cited]
    return f"\n## {library.language.say('Sources')}\n\n" + "\n".join(works) + "\n" if works else ""
