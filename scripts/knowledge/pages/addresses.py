"""Links as a reader follows them: from the files a page names to the addresses they are published at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.html_tree import Node, attribute, plain
from knowledge.pages.links import relative_address, resolve

if TYPE_CHECKING:
    from knowledge.page_steps import Shown


def lead_links(shown: Shown) -> None:
    """Lead every link to a page or a file below ``docs/`` to its address, as seen from this page's."""
    for node in shown.root.css("a[href], img[src]"):
        name = "href" if node.tag == "a" else "src"
        address = _address(shown, attribute(node, name))
        if address is not None:
            node.attrs[name] = address


def _address(shown: Shown, target: str) -> str | None:
    """Return where a target leads, or None for one that is right as it is."""
    if target.startswith("#"):
        return None
    path, anchor = resolve(shown.page.path, target)
    suffix = f"#{anchor}" if anchor else ""
    here = shown.page.address
    if path in shown.library.pages:
        return relative_address(here, shown.library.pages[path].address) + suffix
    if path and (shown.library.root / "docs" / path).is_file():
        return relative_address(here, path) + suffix
    # Elsewhere, or a file that exists only on the built site, named as seen from the page's address.
    return None


def mark_bare(shown: Shown) -> None:
    """Mark links whose text is their address: the print style writes it after every other link that leaves."""
    for node in shown.root.css('a[href^="http"]'):
        if attribute(node, "href") == plain(node) and not attribute(node, "class"):
            _add_class(node, "bare-address")


def _add_class(node: Node, name: str) -> None:
    node.attrs["class"] = f"{attribute(node, 'class')} {name}".strip()
