"""What the engine says, gathered from where it says it, and the catalogues held against that.

A message stands in Python as ``say("…")``, ``say_number("…", "…", n)``, ``say_as("context", "…")`` or, where it is
said later, ``to_say("…")``; in templates and scripts as ``say("…")`` and ``say_number``/``sayNumber``. What a published
field holds is said by its schema.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from knowledge.language import FOLDER, MESSAGES

HEADER = """\
# What the engine says, in one language. The English text is the id of a message; what stands in braces is put in.
# Written by `maintain.py messages`, which adds what is new and takes out what is no longer said.
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plural}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
# Calls that say something -> the places of their messages: one text, two for the forms of a number, or a context first.
_CALLS = {"say": 1, "to_say": 1, "say_number": 2, "sayNumber": 2, "say_as": 2}


class Message(NamedTuple):
    """A message: its text in English, its text for more than one, what tells it from another of the same text."""

    text: str
    many: str = ""
    context: str = ""


def _message(call: str, texts: list[Any]) -> Message | None:
    """Return the message of a call from its first arguments; None when it is given one by a name."""
    needed = texts[: _CALLS[call]]
    if len(needed) < _CALLS[call] or not all(isinstance(text, str) for text in needed):
        return None
    if call == "say_as":
        return Message(needed[1], context=needed[0])
    return Message(*needed)


def of_python(text: str) -> Iterator[tuple[Message, int]]:
    """Yield the messages of a module, with their lines."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _CALLS:
                found = _message(name, [getattr(one, "value", None) for one in node.args])
                if found:
                    yield found, node.lineno


def of_template(text: str) -> Iterator[tuple[Message, int]]:
    """Yield the messages of a template, with their lines."""
    tree = Environment(extensions=["jinja2.ext.do"]).parse(text)
    for line, name, said in extract_from_ast(tree, ("say", "say_number"), babel_style=False):
        found = _message(name, [*(said if isinstance(said, tuple) else [said])])
        if found:
            yield found, line


def of_script(text: str) -> Iterator[tuple[Message, int]]:
    """Yield the messages of a script, with their lines."""
    for line, name, said, _ in extract_javascript(
        io.BytesIO(text.encode()), dict.fromkeys(("say", "sayNumber")), (), {"parse_template_string": True}
    ):
        found = _message(str(name), [*(said if isinstance(said, tuple) else [said])])
        if found:
            yield found, line


def of_schemas() -> Iterator[Message]:
    """Yield what the schemas say of the fields that are published."""
    from knowledge.open_data.datasets import DATASETS

    for dataset in DATASETS:
        for field in dataset.entry_schema["properties"].values():
            yield Message(field["description"], context=dataset.name)


_READ = (
    ("scripts/knowledge", ".py", of_python),
    ("overrides", ".html", of_template),
    ("docs/assets", ".js", of_script),
)


def gathered(root: Path) -> dict[Message, set[str]]:
    """Return every message of the engine in the project folder ``root`` -> the files that say it."""
    found: dict[Message, set[str]] = {}
    for folder, ending, read in _READ:
        for file in (root / folder).rglob(f"*{ending}"):
            for message, _ in read(file.read_text(encoding="utf-8")):
                found.setdefault(message, set()).add(file.relative_to(root).as_posix())
    for message in of_schemas():
        found.setdefault(message, set()).add("scripts/knowledge/open_data/datasets.py")
    return found


def catalogue(code: str) -> Catalog:
    """Return the catalogue of a language."""
    with (FOLDER / code / MESSAGES).open("rb") as file:
        return read_po(file, locale=code)


def translated(code: str) -> dict[Message, tuple[str, ...]]:
    """Return each message of a language's catalogue -> its forms in that language, "" for what is missing."""
    found: dict[Message, tuple[str, ...]] = {}
    for entry in catalogue(code):
        if entry.id:
            text, many = (str(part) for part in (entry.id if isinstance(entry.id, (list, tuple)) else (entry.id, "")))
            forms = entry.string if isinstance(entry.string, (tuple, list)) else (entry.string,)
            found[Message(text, many, entry.context or "")] = tuple(str(form or "") for form in forms)
    return found


def renew(root: Path, code: str) -> tuple[list[Message], list[Message]]:
    """Write the catalogue of a language anew from what the engine says; return the new messages and those that went.

    New ones stand with an empty text. Messages are in order of their text, so that the order of files has no say.
    """
    file = FOLDER / code / MESSAGES
    known = translated(code) if file.exists() else {}
    said = gathered(root)
    made = Catalog(locale=code, fuzzy=False, charset="utf-8")
    for message in sorted(said):
        made.add(
            (message.text, message.many) if message.many else message.text,
            string=known.get(message, ("",)) if message.many else known.get(message, ("",))[0],
            locations=[(name, 0) for name in sorted(said[message])],
            context=message.context or None,
        )
    text = io.BytesIO()
    write_po(text, made, width=120, omit_header=True, include_lineno=False)
    # Babel's own header would tell the day it was written.
    head = HEADER.format(code=code, plural=made.plural_forms)
    file.write_text(f"{head}\n{text.getvalue().decode().strip()}\n", encoding="utf-8")
    return [message for message in sorted(said) if message not in known], [
        message for message in sorted(known) if message not in said
    ]
