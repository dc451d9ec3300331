"""The words readers search with that stand on no page: ``bibliography/search_words.yml``.

Its fields are explained at its top; the schema is ``search_words.schema.json`` beside this module
(JSON Schema 2020-12).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from knowledge.problems import Problem

FILE = "bibliography/search_words.yml"
SCHEMA = Path(__file__).with_name("search_words.schema.json")


def read_search_words(root: Path, check: bool = True) -> tuple[dict[str, Any], list[Problem]]:
    """Return the words of the project folder ``root``, {} when it has none, and what is wrong with them.

    check: whether to look for faults; content that passed before need not be checked again
    """
    try:
        text = (root / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, []
    except UnicodeDecodeError:
        return {}, [Problem(FILE, 1, "the file is not UTF-8", "save the file as UTF-8", "utf-8")]
    try:
        found = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the file is no YAML ({getattr(error, 'problem', None) or 'cannot be read'})"
        mend = "put texts with ':' or '#' in quotes and indent with spaces"
        return {}, [Problem(FILE, mark.line + 1 if mark else 1, what, mend, "search-words")]
    problems = list(_faults(found, text)) if check else []
    return ({} if problems else found), problems


def _faults(found: object, text: str) -> Iterator[Problem]:
    # Not at the top: it takes longer to load than an unchanged site takes to check.
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for error in Draft202012Validator(schema).iter_errors(found):
        path = [str(step) for step in error.absolute_path]
        hint = schema["properties"].get(path[0], {}).get("description") if path else None
        what = f"'{' › '.join(path) or FILE}' does not fit: {error.message}"
        mend = hint or f"use one of: {', '.join(schema['properties'])}"
        yield Problem(FILE, _line(text, path), what, mend, "search-words")


def _line(text: str, path: list[str]) -> int:
    """Return the line of the last named step of a path that is found, 1 when none is."""
    line = 1
    for number, written in enumerate(text.splitlines(), 1):
        if path and written.strip().startswith(f"{path[0]}:"):
            line = number
            path = path[1:]
    return line
