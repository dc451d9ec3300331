"""A dataset as JSON, and the JSON Schema (draft 2020-12) of that very document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from knowledge.exports.published import LICENCE, LICENCE_ID, Site
from knowledge.open_data.datasets import FOLDER, Dataset
from knowledge.registers.hints import resolved
from knowledge.site_file import SiteFile

if TYPE_CHECKING:
    from knowledge.library import Library


def write(data: dict[str, Any]) -> str:
    """Return data as JSON text that differs line by line when one value does."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def document(library: Library, site: Site, dataset: Dataset, rows: list[dict[str, Any]]) -> str:
    """Return a dataset's records with what one must know to use them: title, licence, date, address."""
    page = library.pages[library.register_page[dataset.register]]
    return write(
        {
            "$schema": f"{site.address}{FOLDER}/{dataset.name}.schema.json",
            "title": library.language.say(dataset.title),
            "description": dataset.said_about(library),
            "license": LICENCE_ID,
            "license_url": LICENCE,
            "attribution": f"{site.name}, {site.address}",
            "page": site.address + page.address,
            "reviewed": str(page.meta["reviewed"]),
            "entries": rows,
        }
    )


def schema_document(site: Site, own: SiteFile, dataset: Dataset) -> str:
    """Return the schema that ``document`` keeps."""
    address, name = {"type": "string", "format": "uri"}, site.language.english_name
    properties = {
        "$schema": {**address, "description": "this schema"},
        "title": {"type": "string", "description": f"the dataset's name in {name}"},
        "description": {"type": "string", "description": f"what it holds, in {name}"},
        "license": {"const": LICENCE_ID, "description": "SPDX identifier of the licence"},
        "license_url": {"const": LICENCE, "description": "the licence's text"},
        "attribution": {"type": "string", "description": "whom to name as the source"},
        "page": {**address, "description": "the page that shows the register to readers"},
        "reviewed": {"type": "string", "format": "date", "description": "the day that page was last checked"},
        "entries": {"type": "array", "items": {"$ref": "#/$defs/entry"}},
    }
    return write(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{site.address}{FOLDER}/{dataset.name}.schema.json",
            "title": f"{dataset.name} of {site.name}",
            "type": "object",
            "additionalProperties": False,
            "required": list(properties),
            "properties": properties,
            "$defs": {"entry": resolved(dataset.entry_schema, own)},
        }
    )
