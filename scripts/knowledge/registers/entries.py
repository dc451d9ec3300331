"""Registers kept as a YAML list of entries, each with an id, checked against a JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from knowledge.checks.passed import PassedFiles
from knowledge.problems import Problem, suggestion
from knowledge.site_file import SiteFile
from knowledge.yaml_text import FAST_YAML

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from knowledge.language import Language

SCHEMAS = Path(__file__).with_name("schemas")
# What an entry may break and still hold every field, each of its type.
STILL_READABLE = ("additionalProperties", "format", "maxLength", "minLength", "pattern", "uniqueItems")


class _Loader(FAST_YAML):
    """Safe YAML in which dates stay text, as JSON has them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Entry:
    """One entry of a register: its id, its data as the schema describes them, its line in the file."""

    id: str
    data: dict[str, Any]
    line: int

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def get(self, name: str, default: Any = None) -> Any:
        value = self.data.get(name)
        return default if value is None else value


def _items(node: yaml.Node, loader: _Loader) -> Iterator[tuple[dict[str, Any], yaml.Node]]:
    for item in node.value:
        yield loader.construct_object(item, deep=True), item


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def read_entries(
    path: Path, file: str, schema: str | None, site: SiteFile | None = None, passed: PassedFiles | None = None
) -> tuple[dict[str, Entry], list[Problem]]:
    """Read a register; return its entries by id, in the file's order, and what is wrong with it.

    An entry that lacks a field, or has something else in one than the schema says, is told of and left out:
    whoever reads the register may trust that what is in it can be read.

    path: the YAML file; file: its name in problems; schema: a file name in ``schemas/``, or
    None for data that passed before; site: says which kinds of things there are; passed: which files keep theirs
    """
    passed = passed or PassedFiles()
    try:
        # A byte order mark, which some editors write, is no part of the text.
        text = path.read_text(encoding="utf-8-sig")
        loader = _Loader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            return {}, [Problem(file, 1, "the register is no list", "begin each entry with '- id: …'", "register")]
        items = list(_items(node, loader))
    except OSError as error:
        return {}, [Problem(file, 1, f"the register cannot be read ({error.strerror})", "restore the file", "file")]
    except UnicodeDecodeError as error:
        return {}, [Problem(file, 1, f"the file is not UTF-8 ({error.reason})", "save it as UTF-8", "utf-8")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the register is no YAML ({getattr(error, 'problem', None) or 'cannot be read'})"
        line = mark.line + 1 if mark else 1
        return {}, [Problem(file, line, what, "put texts with ':' or '#' in quotes and indent with spaces", "register")]
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    unreadable: set[int] = set()
    # The schema's text is part of the package; what the site names in it is the site's.
    if schema and not passed.holds(check := f"{schema} {site}", text):
        problems, unreadable = _schema_problems(items, file, schema, site or SiteFile())
        if not problems:
            passed.note(check, text)
    for number, (data, node) in enumerate(items):
        name = _name(data)
        if name in entries:
            what = f"the id '{name}' stands here and in line {entries[name].line}"
            problems.append(
                Problem(file, _line(node), what, "merge the two entries, or rename one of them", "one-entry")
            )
        elif isinstance(data, dict) and number not in unreadable:
            entries[name] = Entry(name, data, _line(node))
    return entries, problems


def _name(data: object) -> str:
    return str(data.get("id", "?")) if isinstance(data, dict) else "?"


def _schema_problems(
    items: list[tuple[dict[str, Any], yaml.Node]], file: str, schema: str, site: SiteFile
) -> tuple[list[Problem], set[int]]:
    """Return what breaks the schema, and which items (by number) cannot be read for it."""
    # Not at the top: it takes longer to load than an unchanged site takes to check.
    from jsonschema import Draft202012Validator, FormatChecker

    from knowledge.registers.hints import resolved

    description = resolved(json.loads((SCHEMAS / schema).read_text(encoding="utf-8")), site)
    validator = Draft202012Validator(description, format_checker=FormatChecker())
    problems, unreadable = [], set()
    for number, (data, node) in enumerate(items):
        for error in validator.iter_errors(data):
            if error.validator not in STILL_READABLE:
                unreadable.add(number)
            for line, what, mend in _say(error, node, description):
                problems.append(Problem(file, line, f"entry '{_name(data)}': {what}", mend, "register-schema"))
    return problems, unreadable


def _say(error: ValidationError, node: yaml.Node, schema: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Yield line, what and mend for one schema error (one for each field it names)."""
    path = list(error.absolute_path)
    field = next((part for part in reversed(path) if isinstance(part, str)), "")
    fields = error.schema.get("properties", {})
    # A condition of the schema (if … then) says of a field only what it asks; what the field is stands outside.
    described = {**fields, **(schema["properties"] if len(path) == 0 else {})}
    says = _described(schema, error.absolute_schema_path)
    match error.validator:
        case "required":
            for name in error.validator_value:
                if name not in error.instance:
                    mend = f"add '{name}:'" + _in_brackets(described.get(name, {}).get("description", ""))
                    yield _line_at(node, path), f"'{name}' is a required property", mend
        case "additionalProperties":
            for name in sorted(set(map(str, error.instance)) - set(fields)):
                otherwise = f"remove it; the fields are {', '.join(fields)}"
                yield (
                    _line_at(node, [*path, name]),
                    f"the field '{name}' was unexpected",
                    suggestion(name, fields, otherwise),
                )
        case "enum":
            allowed = f"use one of: {', '.join(map(str, error.validator_value))}"
            yield _line_at(node, path), f"'{field}': {_shortened(error.message)}", allowed + _in_brackets(says)
        case _:
            # Of several forms a value may have, the message of the nearest one says the most.
            form = min(error.context, key=lambda inner: inner.validator == "type", default=error)
            what = f"'{field}': {_shortened(form.message)}" if field else _shortened(form.message)
            yield _line_at(node, path), what, f"write {says}" if says else "look at other entries"


def _described(schema: dict[str, Any], path: Iterable[str | int]) -> str:
    """Return what a schema says of a value, by the way to the part that it breaks; or else of what is around it."""
    says, field = "", ""
    part: Any = schema
    for before, step in pairwise(["", *path]):
        part = part[step]
        if before == "properties":
            field = str(step)
        if isinstance(part, dict) and isinstance(part.get("description"), str):
            says = f"what '{field}' holds: {part['description']}"
    outside = schema["properties"].get(field, {}).get("description")
    return says or (f"what '{field}' holds: {outside}" if outside else "")


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _shortened(text: str, most: int = 120) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _line_at(node: yaml.Node, path: Sequence[str | int]) -> int:
    """Return the line of what ``path`` leads to in an entry; of the last part there is when it ends before."""
    line = _line(node)
    for part in path:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                break
            line, node = _line(found[0]), found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = _line(node)
        else:
            break
    return line


def pending_heading(language: Language, change: dict[str, Any]) -> str:
    """Return what stands above an item of a provision's ``pending``.

    A day of coming into force passes while the page stays as it is: what has one is not called «not in force».
    """
    day = change["in_force"]
    return (
        language.say("Adopted, to apply from {day}", day=language.date(day))
        if day
        else language.say("Adopted, not in force")
    )


def pending_sentence(language: Language, change: dict[str, Any]) -> str:
    """Return what one item of a provision's ``pending`` says, as sentences of plain text.

    The last tell of the day the law was read: what came later is not known.
    """
    act, what = change["act"], " ".join(change["what"].split()).rstrip(".")
    say, as_of = language.say, language.date(change["as_of"])
    if change["in_force"]:
        read = say("It was read as of {day}, before that: check what applies now.", day=as_of)
    else:
        read = f"{say('As of {day}', day=as_of)}: {say('no day of coming into force is set')}."
    return f"{act[0].upper()}{act[1:]}: {what}. {read}"
