"""Which registers are published, and what one record of each holds.

A record is the entry as its register has it, always with every field of its schema, in
the schema's order (``null`` or ``[]`` where there is nothing), and with what only the
whole site knows: the entry's address and the addresses of the pages that use it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.language import to_say
from knowledge.open_data import works
from knowledge.registers.entries import SCHEMAS

if TYPE_CHECKING:
    from knowledge.exports.published import Site
    from knowledge.library import Library

FOLDER = "data"
_OWN_SCHEMAS = Path(__file__).with_name("schemas")
_ADDRESS = {"type": "string", "format": "uri", "description": "the entry's address on the site"}
_USED_ON = {
    "type": "array",
    "items": {"type": "string", "format": "uri"},
    "description": "addresses of the pages that use it",
}
_PAGE = {
    "anyOf": [{"type": "string", "format": "uri"}, {"type": "null"}],
    "description": "address of the page that tells more",
}
# Words and forms are for the project's own tests of the pages' text.
_PRIVATE = {"watch", "forms"}


@dataclass(frozen=True)
class Dataset:
    """One published register.

    name: stem of its files; register: its name in the library; schema: file of its entries' schema
    title, about: what a reader is told of it, as messages (``knowledge.language``)
    counts_uses: whether the library knows which pages use an entry
    links_page: whether its field ``page`` is a page of the site (in other registers it is a page number)
    anchor: of an entry on the page it is shown on; "" for one that goes by its id
    """

    name: str
    register: str
    schema: Path
    title: str
    about: str
    counts_uses: bool = False
    links_page: bool = False
    anchor: str = ""

    def said_about(self, library: Library) -> str:
        """Return what a reader is told of it: in the site's own words where it has some."""
        return library.site.data_about.get(self.name) or library.language.say(self.about)

    @cached_property
    def entry_schema(self) -> dict[str, Any]:
        """JSON Schema (2020-12) of one record."""
        schema = json.loads(self.schema.read_text(encoding="utf-8"))
        properties = {name: value for name, value in schema["properties"].items() if name not in _PRIVATE}
        if self.links_page:
            properties["page"] = _PAGE
        properties["address"] = _ADDRESS
        if self.counts_uses:
            properties["used_on"] = _USED_ON
        return {
            "title": schema["title"],
            "type": "object",
            "additionalProperties": False,
            "required": list(properties),
            "properties": properties,
        }


DATASETS = (
    Dataset(
        "references", "references", _OWN_SCHEMAS / "reference.schema.json", to_say("Literature"),
        to_say("The works the site rests on or tells of, with how far each entry has been checked."),
        counts_uses=True,
    ),
    Dataset(
        "provisions", "provisions", SCHEMAS / "provision.schema.json", to_say("Legal sources"),
        to_say("Provisions and legal documents in our own words, with what has changed and the day of the check."),
        counts_uses=True,
    ),
    Dataset(
        "concepts", "concepts", SCHEMAS / "concept.schema.json", to_say("Concepts"),
        to_say("The glossary: a short explanation, the English name, synonyms and the source of each concept."),
        counts_uses=True, links_page=True,
    ),
    Dataset(
        "figures", "figures", SCHEMAS / "figure.schema.json", to_say("Numbers"),
        to_say("Each number of the source texts, with its year, whom it holds for, its page and its reservations."),
    ),
    Dataset(
        "timeline", "timeline", SCHEMAS / "event.schema.json", to_say("Timeline"),
        to_say("Events that the sources name."),
        links_page=True,
    ),
    Dataset(
        "evidence", "evidence", _OWN_SCHEMAS / "evidence.schema.json", to_say("Evidence"),
        to_say("What each claim with a page rests on: the words or the place in the source, and when it was read."),
        links_page=True, anchor="belegg",
    ),
    Dataset(
        "source-notes", "source-notes", SCHEMAS / "source_note.schema.json", to_say("Errors in the sources"),
        to_say("Corrections and open questions: what is written, what is right, and how we know."),
    ),
)  # fmt: skip


def shown(library: Library) -> list[Dataset]:
    """Return the datasets whose register a page of ``library`` shows; only those are published."""
    return [dataset for dataset in DATASETS if dataset.register in library.register_page]


def records(library: Library, site: Site, dataset: Dataset) -> list[dict[str, Any]]:
    """Return the records of a dataset that ``shown`` lists, in the register's order."""
    page = library.pages[library.register_page[dataset.register]]
    made = []
    if dataset.register == "references":
        known = {name: works.record(library, work) for name, work in library.references.items()}
    else:
        known = {name: dict(entry.data) for name, entry in library.entries(dataset.register).items()}
    for name, data in known.items():
        if dataset.links_page and data.get("page"):
            data["page"] = site.address + library.pages[data["page"]].address
        data["address"] = (
            f"{data['page']}#{dataset.anchor}" if dataset.anchor else f"{site.address}{page.address}#{name}"
        )
        if dataset.counts_uses:
            used = getattr(library.usage, dataset.register)[name]
            data["used_on"] = [site.address + library.pages[path].address for path in sorted(used)]
        properties = dataset.entry_schema["properties"]
        made.append({field: _value(data.get(field), schema) for field, schema in properties.items()})
    return made


def _value(value: Any, schema: dict[str, Any]) -> Any:
    if value is None and schema.get("type") == "array":
        return []
    # Folded YAML and hand-broken lines leave line ends that mean nothing.
    return " ".join(value.split()) if isinstance(value, str) else value
