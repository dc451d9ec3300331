"""From a page's tree to plain CommonMark (https://spec.commonmark.org/)."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.citations.rendering import CITE
from knowledge.html_tree import Node, attribute, classes

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "ul", "ol", "table", "blockquote", "div", "details", "pre", "figure", "figcaption", "section", "hr"}
_BLOCKS |= _HEADINGS
# What stands beside the text, or is drawn.
_LEFT_OUT = {"svg", "script", "style", "template", "button"}


class Writer:
    """Writes a tree as Markdown.

    address: gives the whole address of a link's target
    named: whether headings say their anchor (``{#id}``), which some readers follow
    """

    def __init__(self, address: Callable[[str], str], named: Callable[[Node], bool]):
        self._address, self._named = address, named

    def write(self, root: Node) -> str:
        """Return the Markdown of all that stands in an element, with one line end at its end."""
        return "\n\n".join(block for block in self.blocks(root) if block.strip()) + "\n"

    def blocks(self, parent: Node) -> list[str]:
        found: list[str] = []
        running: list[str] = []

        def finish() -> None:
            text = "".join(running).strip()
            if text:
                found.append(text)
            running.clear()

        child = parent.first_child
        while child is not None:
            if child.is_element_node and child.tag in _BLOCKS:
                finish()
                found += self._block(child)
            else:
                running.append(self.inline(child))
            child = child.next
        finish()
        return found

    def _block(self, node: Node) -> list[str]:
        tag = node.tag or ""
        if tag in _HEADINGS:
            name = f" {{#{attribute(node, 'id')}}}" if self._named(node) and attribute(node, "id") else ""
            return [f"{'#' * int(tag[1])} {self.text(node)}{name}"]
        if tag == "p":
            return [self.text(node)]
        if tag in ("ul", "ol"):
            return [self._list(node, tag == "ol")]
        if tag == "table":
            return [self._table(node)]
        if tag == "hr":
            return ["---"]
        if tag == "pre":
            code = (node.text(deep=True) or "").rstrip("\n")
            return [f"```\n{code}\n```"]
        if tag == "blockquote":
            return [_quoted("\n\n".join(self.blocks(node)))]
        if tag == "details" or "admonition" in classes(node):
            return [_quoted("\n\n".join(self._box(node)))]
        return self.blocks(node)

    def _box(self, node: Node) -> list[str]:
        parts = self.blocks(node)
        head = node.css_first("summary, .admonition-title")
        if head is None:
            return parts
        title = self.text(head)
        rest = parts[1:] if parts and parts[0] == title else parts
        return [f"**{title}**", *rest]

    def _list(self, node: Node, ordered: bool) -> str:
        lines: list[str] = []
        items = [child for child in _children(node) if child.tag == "li"]
        loose = any(child.tag == "p" for item in items for child in _children(item))
        for number, item in enumerate(items, int(node.attributes.get("start") or 1)):
            sign = f"{number}. " if ordered else "- "
            body = ("\n\n" if loose else "\n").join(self.blocks(item))
            first, *rest = body.split("\n") if body else [""]
            lines.append("\n".join([sign + first, *(" " * len(sign) + line if line else "" for line in rest)]))
        return ("\n\n" if loose else "\n").join(lines)

    def _table(self, node: Node) -> str:
        rows = [[self.text(cell).replace("|", "\\|") for cell in row.css("th, td")] for row in node.css("tr")]
        if not rows:
            return ""
        width = max(map(len, rows))
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])

    def text(self, node: Node) -> str:
        """Return what stands in an element as one line of Markdown."""
        parts, child = [], node.first_child
        while child is not None:
            if not (child.is_element_node and child.tag in _BLOCKS):
                parts.append(self.inline(child))
            child = child.next
        return " ".join("".join(parts).split())

    def inline(self, node: Node) -> str:
        if node.is_text_node:
            return node.text_content or ""
        if not node.is_element_node or node.tag in _LEFT_OUT or "headerlink" in classes(node):
            return ""
        tag = node.tag
        if attribute(node, CITE):
            return f"[{attribute(node, CITE)}]"
        if tag == "code":
            return _code(node.text(deep=True) or "")
        if tag == "br":
            return "\n"
        if tag == "img":
            return f"![{attribute(node, 'alt')}]({self._address(attribute(node, 'src'))})"
        inner, child = [], node.first_child
        while child is not None:
            inner.append(self.inline(child))
            child = child.next
        text = "".join(inner)
        if tag in ("em", "i") and text.strip():
            return _around("*", text)
        if tag in ("strong", "b") and text.strip():
            return _around("**", text)
        if tag == "a" and attribute(node, "href"):
            target = self._address(attribute(node, "href"))
            return f"<{target}>" if text == target else f"[{text}]({target})"
        return text


def _children(node: Node) -> list[Node]:
    found, child = [], node.first_child
    while child is not None:
        if child.is_element_node:
            found.append(child)
        child = child.next
    return found


def _around(sign: str, text: str) -> str:
    """Return emphasised text; white space at its ends stays outside, as CommonMark asks."""
    inner = text.strip()
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{sign}{inner}{sign}{text[len(text.rstrip()) :]}"


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
