"""The schema of front matter and what to say when a page does not keep it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.pages.source import SourcePage
from knowledge.problems import Problem, suggestion
from knowledge.registers.hints import resolved
from knowledge.site_file import SiteFile

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

SCHEMA = Path(__file__).with_name("front_matter.schema.json")
# What a site names -> the schema made ready, which takes longer than to read a page.
_VALIDATORS: dict[tuple[str, ...], Draft202012Validator] = {}


def _validator(site: SiteFile) -> Draft202012Validator:
    # Not at the top: it takes longer to load than an unchanged site takes to check.
    from jsonschema import Draft202012Validator, FormatChecker

    groups = tuple(site.case_groups)
    if groups not in _VALIDATORS:
        schema = resolved(json.loads(SCHEMA.read_text(encoding="utf-8")), site)
        _VALIDATORS[groups] = Draft202012Validator(schema, format_checker=FormatChecker())
    return _VALIDATORS[groups]


def _plain(value: Any) -> Any:
    """Return front matter as JSON knows it: YAML reads 2026-11-22 as a date, JSON has text."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _say(error: ValidationError, known: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield field, what and mend for one schema error (one for each field it names)."""
    field = str(error.absolute_path[0]) if error.absolute_path else ""
    hint = known.get(field, {}).get("description", "see CONTRIBUTING.md")
    match error.validator:
        case "required":
            for name in error.validator_value:
                if name not in error.instance:
                    yield (
                        name,
                        f"the front matter lacks '{name}'",
                        f"add '{name}:' ({known[name]['description']})",
                    )
        case "additionalProperties":
            for name in sorted(set(error.instance) - set(known)):
                yield name, f"unknown front matter field '{name}'", suggestion(name, known, "remove it")
        case "enum":
            allowed = ", ".join(map(str, error.validator_value))
            yield field, f"'{error.instance}' is no value of '{field}'", f"use one of: {allowed}"
        case "not":
            yield field, f"'{error.schema.get('title', 'a field')}'", error.schema.get("description", hint)
        case _:
            yield field, f"the field '{field}' does not fit: {error.message}", hint


def check(page: SourcePage, site: SiteFile) -> list[Problem]:
    """Return how the front matter of ``page`` breaks the schema; [] when it keeps it.

    The schema is ``front_matter.schema.json`` beside this module: JSON Schema 2020-12.
    """
    problems = []
    validator = _validator(site)
    for error in validator.iter_errors(_plain(page.meta)):
        for field, what, mend in _say(error, validator.schema["properties"]):
            problems.append(Problem(page.file, page.meta_line(field), what, mend, "front-matter"))
    return problems
