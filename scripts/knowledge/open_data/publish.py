"""Every file of the open data, by the path it is published under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.open_data import csv_tables, data_package, json_tables
from knowledge.open_data.datasets import FOLDER, records, shown

if TYPE_CHECKING:
    from knowledge.exports.published import Site
    from knowledge.library import Library


def files(library: Library, site: Site) -> dict[str, str]:
    """Return path relative to the site's root -> text, for every register that a page shows.

    Text is UTF-8; CSV lines end as RFC 4180 has it, so write it without translating line ends.
    """
    made = {f"{FOLDER}/datapackage.json": data_package.descriptor(library, site)}
    for dataset in shown(library):
        rows = records(library, site, dataset)
        made[f"{FOLDER}/{dataset.name}.json"] = json_tables.document(library, site, dataset, rows)
        made[f"{FOLDER}/{dataset.name}.schema.json"] = json_tables.schema_document(site, library.site, dataset)
        made[f"{FOLDER}/{dataset.name}.csv"] = csv_tables.table(dataset, rows)
    return made
