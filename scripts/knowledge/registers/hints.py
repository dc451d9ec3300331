"""What a schema says of a register beyond the form of its entries, for this program: its ``x-`` keywords.

JSON Schema lets a schema carry keywords of its own (2020-12, section 4.3.1); other programs pass over them.

- ``x-register``: the value is the id of an entry of that register, and the entry must be there.
- ``x-names``: the value is one of those the site names under that field of its file (``site_file``).
- ``x-name``: the value is the one the site names there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from knowledge.registers.entries import SCHEMAS
from knowledge.registers.files import REGISTERS

if TYPE_CHECKING:
    from knowledge.site_file import SiteFile


def resolved(schema: Any, site: SiteFile) -> Any:
    """Return a schema, or a part of one, as any program reads it: what the site names stands in the hints' place.

    Where the site names nothing any text will do.
    """
    if isinstance(schema, list):
        return [resolved(part, site) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: resolved(part, site) for name, part in schema.items() if not name.startswith("x-")}
    if names := list(getattr(site, schema.get("x-names", ""), ())):
        made["enum"] = names
    if "x-name" in schema:
        made["const"] = getattr(site, schema["x-name"])
    return made


@cache
def schema_of(register: str) -> dict[str, Any]:
    """Return the schema of a register's entries, with its hints."""
    schema: dict[str, Any] = json.loads((SCHEMAS / REGISTERS[register][1]).read_text(encoding="utf-8"))
    return schema


def named_by(value: Any, schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield register and id of everything that an entry, or a part of one, points to by its schema."""
    if "x-register" in schema and isinstance(value, str):
        yield schema["x-register"], value
    for option in schema.get("anyOf", ()):
        yield from named_by(value, option)
    if isinstance(value, dict):
        for name, part in schema.get("properties", {}).items():
            if value.get(name) is not None:
                yield from named_by(value[name], part)
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for item in value:
            yield from named_by(item, schema["items"])
