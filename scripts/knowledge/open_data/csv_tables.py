"""A dataset as CSV (RFC 4180): one row a record, one column a field, nothing lost.

Text stands as it is. A list of texts is joined by `` | ``. What has parts of its own
(sources with pages, links with titles) is JSON in its cell. An empty cell is no value.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from knowledge.open_data.datasets import Dataset

SEPARATOR = " | "


def kind_of(field: dict[str, Any]) -> str:
    """Return how a field of a schema is written in a cell.

    One of "text", "integer", "boolean", "list" (texts joined by SEPARATOR) and "json".
    """
    options = [option for option in field.get("anyOf", [field]) if option.get("type") != "null"]
    if len(options) != 1:
        return "json"
    option = options[0]
    if "enum" in option or option.get("type") == "string":
        return "text"
    if option.get("type") == "array" and option.get("items", {}).get("type") == "string":
        return "list"
    return option["type"] if option.get("type") in ("integer", "boolean") else "json"


def _cell(value: Any, kind: str) -> str:
    if value is None or value == []:
        return ""
    match kind:
        case "text":
            return value
        case "list":
            return SEPARATOR.join(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def table(dataset: Dataset, rows: list[dict[str, Any]]) -> str:
    """Return the records as CSV text with a header row; lines end in CR LF."""
    kinds = {name: kind_of(field) for name, field in dataset.entry_schema["properties"].items()}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(kinds)
    writer.writerows([_cell(row[name], kind) for name, kind in kinds.items()] for row in rows)
    return text.getvalue()
