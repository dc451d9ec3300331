"""HTML as a tree: what the steps on a page share.

The parser is Lexbor (through selectolax), which reads and writes HTML as browsers do
(https://html.spec.whatwg.org/multipage/parsing.html): names of SVG keep their case, and what
is written out is what was read.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

Node = LexborNode


class Fragment:
    """A piece of HTML as a tree; ``root`` is the element around it, which is no part of it."""

    def __init__(self, text: str):
        self._document = LexborHTMLParser(f"<!DOCTYPE html><body>{text}</body>")
        assert self._document.body is not None
        self.root: Node = self._document.body

    @property
    def html(self) -> str:
        return self.root.inner_html or ""


class Page:
    """A whole HTML page as a tree."""

    def __init__(self, text: str):
        self._document = LexborHTMLParser(text)
        assert self._document.root is not None
        self.root: Node = self._document.root

    @property
    def html(self) -> str:
        return f"{self._document.html}\n"


def replace(node: Node, text: str) -> None:
    """Put HTML in an element's place."""
    node.inner_html = text
    node.unwrap()


def _wrapper(node: Node, text: str) -> Node:
    wrapper = node.parser.create_node("div")
    wrapper.inner_html = text
    return wrapper


def insert_after(node: Node, text: str) -> None:
    """Put HTML after a node, be it an element or text."""
    node.insert_after(_wrapper(node, text))
    made = node.next
    assert made is not None
    made.unwrap()


def insert_before(node: Node, text: str) -> None:
    """Put HTML before a node, be it an element or text."""
    node.insert_before(_wrapper(node, text))
    made = node.prev
    assert made is not None
    made.unwrap()


def replace_text(node: Node, text: str) -> None:
    """Put HTML in the place of a text node."""
    insert_before(node, text)
    node.remove()


def append(parent: Node, text: str) -> None:
    """Put HTML last in an element."""
    parent.insert_child(_wrapper(parent, text))
    made = parent.last_child
    assert made is not None
    made.unwrap()


def classes(node: Node) -> list[str]:
    """Return the classes of an element."""
    return (node.attributes.get("class") or "").split()


def attribute(node: Node, name: str) -> str:
    """Return an attribute's value; "" when it is missing or empty."""
    return node.attributes.get(name) or ""


def has(node: Node, name: str) -> bool:
    """Say whether an element has an attribute, with a value or without."""
    return name in node.attributes


def plain(node: Node) -> str:
    """Return an element's text on one line, without the links beside headings."""
    pieces = [
        text.text_content or "" for text in texts(node) if not (text.parent and "headerlink" in classes(text.parent))
    ]
    return " ".join("".join(pieces).split())


def texts(root: Node, skip: frozenset[str] = frozenset()) -> Iterator[Node]:
    """Yield the text nodes below an element in order, those within tags of ``skip`` left out."""
    child = root.first_child
    while child is not None:
        # The next is asked for first: whoever is given the text may replace it.
        following = child.next
        if child.is_text_node:
            yield child
        elif child.is_element_node and child.tag not in skip:
            yield from texts(child, skip)
        child = following


def elements(root: Node) -> Iterator[Node]:
    """Yield the elements below an element in order, each before those in it."""
    for node in root.traverse(include_text=False):
        if node.is_element_node and node.mem_id != root.mem_id:
            yield node


def escape(text: str) -> str:
    """Return text as it stands in HTML."""
    return html.escape(text, quote=True)


__all__ = [
    "Fragment", "Node", "Page", "append", "attribute", "classes", "elements", "escape", "has", "insert_after",
    "insert_before", "plain", "replace", "replace_text", "texts",
]  # fmt: skip
