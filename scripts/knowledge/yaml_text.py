"""Changes to YAML as text: one value is put in another's place, and every other byte stays as its author wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

# The parser in C where it can be had.
FAST_YAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def scalars(text: str, below: str = "") -> Iterator[tuple[yaml.ScalarNode, str]]:
    """Yield every scalar of a YAML text with the field it stands in, in the order of the text.

    below: a field of the outermost mapping; only what stands there is looked at. Raises yaml.YAMLError.
    """
    # Composed, not constructed: nothing a tag names is run. The loader in Python, as its marks count characters.
    root = yaml.compose(text, yaml.SafeLoader)
    if below and isinstance(root, yaml.MappingNode):
        root = next((value for key, value in root.value if key.value == below), None)
    yield from _walk(root, below)


def _walk(node: yaml.Node | None, field: str) -> Iterator[tuple[yaml.ScalarNode, str]]:
    if isinstance(node, yaml.ScalarNode):
        yield node, field
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _walk(part, field)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, str(key.value))


def repeated_keys(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each key that stands twice in one mapping of a YAML text: the key, its line, the line of the first.

    Lines count from 1. Raises yaml.YAMLError.
    """
    root = yaml.compose(text, FAST_YAML)
    seen: set[int] = set()
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        # An anchor may hold itself, or be named many times.
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, value in node.value:
                line = key.start_mark.line + 1
                if isinstance(key, yaml.ScalarNode):
                    if key.value in first and key.value != "<<":
                        yield key.value, line, first[key.value]
                    first.setdefault(key.value, line)
                waiting.append(value)


def change(text: str, new: Callable[[str, str], str], below: str = "") -> str:
    """Return a YAML text with scalars on one line changed: ``new(value, field)`` gives each its value.

    Quotes stay as they are; a new value is one that needs no others.
    """
    made, end = [], 0
    for node, field in scalars(text, below):
        value = new(node.value, field)
        if value == node.value or node.style in ("|", ">"):
            continue
        start, stop = node.start_mark.index, node.end_mark.index
        quote = node.style or ""
        made += [text[end:start], quote, value, quote]
        end = stop
    return "".join([*made, text[end:]])


def set_list(text: str, field: str, values: list[str]) -> str:
    """Return a YAML mapping with ``field: [values]``, in the place of the field or as its last line."""
    flow = f"{field}: [{', '.join(values)}]"
    root = yaml.compose(text, yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    for key, value in pairs:
        if key.value == field:
            start, end = key.start_mark.index, value.end_mark.index
            # A list over several lines ends where the next field begins.
            kept = text[start:end].rstrip()
            return text[:start] + flow + text[start + len(kept) :]
    return f"{text.rstrip()}\n{flow}\n"


def remove(text: str, field: str) -> str:
    """Return a YAML mapping without a field."""
    root = yaml.compose(text, yaml.SafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else []:
        if key.value == field:
            end = key.start_mark.index + len(text[key.start_mark.index : value.end_mark.index].rstrip())
            return text[: key.start_mark.index] + text[end:].lstrip("\n")
    return text
