"""One descriptor of all datasets, a Data Package (https://datapackage.org/standard/data-package/, version 2).

CSV cannot say what its columns hold or under which licence it is; this file does, in a form
that data catalogues and table readers know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.exports.published import LICENCE, LICENCE_ID, Site
from knowledge.open_data import csv_tables
from knowledge.open_data.datasets import Dataset, shown
from knowledge.open_data.fields import description
from knowledge.open_data.json_tables import write

if TYPE_CHECKING:
    from knowledge.library import Library

# Table Schema's name of each kind of cell.
_TYPES = {"text": "string", "integer": "integer", "boolean": "boolean", "list": "list", "json": "any"}


def descriptor(library: Library, site: Site) -> str:
    """Return ``datapackage.json`` for the datasets the site publishes."""
    datasets = shown(library)
    data = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": library.site.file_name,
        "title": site.name,
        "description": site.description,
        "homepage": site.address,
        "licenses": [
            {"name": LICENCE_ID, "path": LICENCE, "title": library.language.say("Creative Commons Attribution 4.0")}
        ],
        "sources": [{"title": site.name, "path": site.address}],
        "resources": [resource for dataset in datasets for resource in _resources(library, dataset)],
    }
    return write(data)


def _resources(library: Library, dataset: Dataset) -> list[dict[str, Any]]:
    common = {
        "title": library.language.say(dataset.title),
        "description": dataset.said_about(library),
        "encoding": "utf-8",
    }
    return [
        {
            "name": f"{dataset.name}-csv",
            "path": f"{dataset.name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            **common,
            "schema": {
                "fields": [
                    _field(library, dataset, name, field) for name, field in dataset.entry_schema["properties"].items()
                ],
                "primaryKey": ["id"],
            },
        },
        {
            "name": dataset.name,
            "path": f"{dataset.name}.json",
            "format": "json",
            "mediatype": "application/json",
            **common,
            "jsonSchema": f"{dataset.name}.schema.json",
        },
    ]


def _field(library: Library, dataset: Dataset, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    kind = csv_tables.kind_of(schema)
    # A JSON array has a type of its own there; what may also be a bare number has none.
    type_ = "array" if kind == "json" and schema.get("type") == "array" else _TYPES[kind]
    said = description(library.language, library.site, dataset, name)
    field = {"name": name, "type": type_, "description": said}
    if kind == "list":
        field |= {"delimiter": csv_tables.SEPARATOR, "itemType": "string"}
    return field
