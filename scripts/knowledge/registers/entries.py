"""Registers kept as a YAML list of entries, each with an id, checked against a JSON Schema."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.problems import Problem, suggestion

SCHEMAS = Path(__file__).with_name("schemas")
MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Safe YAML in which dates stay text, as JSON has them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Entry:
    """One entry of a register: its id, its data as the schema describes them, its line in the file."""

    id: str
    data: dict
    line: int

    def __getitem__(self, name: str):
        return self.data[name]

    def get(self, name: str, default=None):
        value = self.data.get(name)
        return default if value is None else value


def _items(node: yaml.Node, loader: _Loader) -> Iterator[tuple[dict, int]]:
    for item in node.value:
        yield loader.construct_object(item, deep=True), item.start_mark.line + 1


def read_entries(path: Path, file: str, schema: str | None) -> tuple[dict[str, Entry], list[Problem]]:
    """Read a register; return its entries by id, in the file's order, and what is wrong with it.

    path: the YAML file; file: its name in problems; schema: a file name in ``schemas/``, or
    None for data that passed before
    """
    try:
        text = path.read_text(encoding="utf-8")
        loader = _Loader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            return {}, [Problem(file, 1, "the register is no list", "begin each entry with '- id: …'")]
        items = list(_items(node, loader))
    except OSError as error:
        return {}, [Problem(file, 1, f"the register cannot be read ({error.strerror})", "restore the file")]
    except UnicodeDecodeError as error:
        return {}, [Problem(file, 1, f"the file is not UTF-8 ({error.reason})", "save it as UTF-8")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the register is no YAML ({getattr(error, 'problem', None) or 'cannot be read'})"
        line = mark.line + 1 if mark else 1
        return {}, [Problem(file, line, what, "put texts with ':' or '#' in quotes and indent with spaces")]
    entries: dict[str, Entry] = {}
    problems = _schema_problems(items, file, schema) if schema else []
    for data, line in items:
        name = _name(data)
        if name in entries:
            what = f"the id '{name}' stands here and in line {entries[name].line}"
            problems.append(Problem(file, line, what, "merge the two entries, or rename one of them"))
        elif isinstance(data, dict):
            entries[name] = Entry(name, data, line)
    return entries, problems


def _name(data: object) -> str:
    return str(data.get("id", "?")) if isinstance(data, dict) else "?"


def _schema_problems(items: list[tuple[dict, int]], file: str, schema: str) -> list[Problem]:
    # Not at the top: it takes longer to load than an unchanged site takes to check.
    from jsonschema import Draft202012Validator, FormatChecker

    description = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    validator = Draft202012Validator(description, format_checker=FormatChecker())
    problems = []
    for data, line in items:
        for error in validator.iter_errors(data):
            place = ".".join(map(str, error.absolute_path))
            mend = f"see {schema} for what '{place or 'an entry'}' holds"
            if error.validator == "additionalProperties":
                unknown = sorted(set(error.instance) - set(error.schema.get("properties", {})))
                mend = suggestion(unknown[0], description["properties"], "remove it") if unknown else mend
            problems.append(Problem(file, line, f"entry '{_name(data)}': {error.message}", mend))
    return problems


def norwegian_date(iso: str) -> str:
    """Return ``2026-11-22`` as ``22. november 2026``; independent of the machine's locale."""
    date = datetime.date.fromisoformat(str(iso))
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"


_ALPHABET = {letter: place for place, letter in enumerate("0123456789abcdefghijklmnopqrstuvwxyzæøå")}
_FOLDED = str.maketrans({"é": "e", "è": "e", "ü": "y", "ä": "æ", "ö": "ø", "á": "a", "à": "a", "ó": "o"})


def norwegian_order(word: str) -> tuple[int, ...]:
    """Return a sort key that puts words in Norwegian order (æ, ø, å last), whatever the locale."""
    return tuple(_ALPHABET.get(letter, -1) for letter in word.lower().translate(_FOLDED))
