"""What each published field holds, for the page of the open data and the data package.

It is what the field's schema says of it, in the site's language; the site may say it in its own words
(``data_fields`` in its file).
"""

from __future__ import annotations

from knowledge.language import Language
from knowledge.open_data.datasets import Dataset
from knowledge.site_file import SiteFile


def description(language: Language, site: SiteFile, dataset: Dataset, field: str) -> str:
    """Return what a field of a dataset holds, as sentences; raise KeyError when its schema does not say."""
    own = site.data_fields.get(dataset.name, {}).get(field)
    said = own or language.say_as(dataset.name, dataset.entry_schema["properties"][field]["description"])
    return said if said.endswith(".") else f"{said[0].upper()}{said[1:]}."
