"""The open data: nothing of the registers is lost, and what is published says what it is."""

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from knowledge.exports.published import Site
from knowledge.open_data import csv_tables
from knowledge.open_data.datasets import DATASETS, FOLDER, records, shown
from knowledge.open_data.fields import description
from knowledge.open_data.publish import files
from knowledge.reading import read_library

SITE = Site("Prøvested", "https://example.org/sted/", "Et sted for prøver.")
NAMES = [dataset.name for dataset in DATASETS]


@pytest.fixture(scope="module")
def published(library):
    return files(library, SITE)


@pytest.fixture(params=DATASETS, ids=NAMES)
def dataset(request):
    return request.param


def read_json(published, dataset, suffix=""):
    return json.loads(published[f"{FOLDER}/{dataset.name}{suffix}.json"])


def value(cell, field):
    """Read a cell as the data package describes its column; our own code is not asked."""
    match field["type"]:
        case "list":
            return cell.split(field["delimiter"]) if cell else []
        case "array":
            return json.loads(cell) if cell else []
        case "any" | "integer" | "boolean":
            return json.loads(cell) if cell else None
        case "string":
            return cell or None


def test_every_dataset_keeps_the_schema_beside_it(published, dataset):
    schema = read_json(published, dataset, ".schema")
    Draft202012Validator.check_schema(schema)
    document = read_json(published, dataset)
    assert document["$schema"] == schema["$id"] == f"{SITE.address}data/{dataset.name}.schema.json"
    errors = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(document)
    assert [(list(error.absolute_path), error.message) for error in errors] == []


def test_a_wrong_entry_does_not_keep_the_schema(published, dataset):
    validator = Draft202012Validator(read_json(published, dataset, ".schema"))
    document = read_json(published, dataset)
    del document["entries"][0]["id"]
    document["entries"][1]["ukjent"] = "x"
    assert len(list(validator.iter_errors(document))) == 2


def test_every_dataset_says_its_licence_its_date_and_its_page(published, dataset, library):
    document = read_json(published, dataset)
    page = library.pages[library.register_page[dataset.register]]
    assert document["license"] == "CC-BY-4.0"
    assert document["license_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert document["reviewed"] == str(page.meta["reviewed"])
    assert document["page"] == SITE.address + page.address


def test_csv_read_back_with_the_descriptor_gives_the_same_entries_as_json(published, dataset):
    package = json.loads(published[f"{FOLDER}/datapackage.json"])
    resource = next(found for found in package["resources"] if found["path"] == f"{dataset.name}.csv")
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    rows = list(csv.DictReader(io.StringIO(published[f"{FOLDER}/{dataset.name}.csv"], newline="")))
    read = [{name: value(cell, fields[name]) for name, cell in row.items()} for row in rows]
    assert read == read_json(published, dataset)["entries"]


def test_no_cell_is_a_formula_to_a_spreadsheet(published, dataset):
    for row in csv.reader(io.StringIO(published[f"{FOLDER}/{dataset.name}.csv"], newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t"))]


def test_every_entry_of_the_register_is_there_in_its_order_with_its_address(published, dataset, library):
    entries = read_json(published, dataset)["entries"]
    assert [entry["id"] for entry in entries] == list(library.register(dataset.register))
    page = library.pages[library.register_page[dataset.register]]
    if dataset.anchor:
        assert entries[0]["address"] == f"{entries[0]['page']}#{dataset.anchor}"
    else:
        assert entries[0]["address"] == f"{SITE.address}{page.address}#{entries[0]['id']}"


def test_no_field_of_a_register_is_lost_but_those_for_the_projects_own_tests(published, dataset, library):
    if dataset.register == "references":
        return
    entries = {entry["id"]: entry for entry in read_json(published, dataset)["entries"]}
    for entry in library.register(dataset.register).values():
        for name, data in entry.data.items():
            if name in ("watch", "forms") or (name == "page" and dataset.links_page):
                continue
            expected = " ".join(data.split()) if isinstance(data, str) else data
            assert entries[entry.id][name] == expected, (entry.id, name)


def test_no_field_of_the_bibliography_is_lost(published, library):
    document = json.loads(published[f"{FOLDER}/references.json"])
    entries = {entry["id"]: entry for entry in document["entries"]}
    elsewhere = {"type": "genre", "langid": "language", "keywords": "topics", "mentioned": "mentions",
                 "ids": "former_ids"}  # fmt: skip
    for work in library.references.values():
        entry = entries[work.key]
        for name, text in work.fields.items():
            kept = entry[elsewhere.get(name, name)]
            assert kept, (work.key, name)
            if name not in elsewhere:
                assert str(kept) == text, (work.key, name)
        assert entry["authors"] == list(work.authors)
        assert entry["editors"] == list(work.editors)
        assert entry["topics"] == list(work.topics)
        assert {place["source"]: tuple(place["pages"]) for place in entry["mentions"]} == work.mentions
        assert "<" not in entry["reference"]


def test_an_entry_names_the_pages_that_use_it_and_no_other(published, library):
    for dataset in DATASETS:
        if not dataset.counts_uses:
            continue
        usage = getattr(library.usage, dataset.register)
        for entry in read_json(published, dataset)["entries"]:
            expected = {SITE.address + library.pages[path].address for path in usage[entry["id"]]}
            assert set(entry["used_on"]) == expected, entry["id"]


def test_every_field_is_explained_in_bokmaal_and_stands_on_the_page(dataset, library):
    (made,) = library.made("oppslag/apne-data.md")
    text = made.markdown
    section = text.partition(f"{{#{dataset.name}}}")[2].partition("\n## ")[0]
    assert f"data/{dataset.name}.csv" in section
    for name in dataset.entry_schema["properties"]:
        assert len(description(library.language, library.site, dataset, name)) > 3, name
        assert f"| `{name}` |" in section, name


def test_the_site_explains_no_field_that_is_not_there(library, dataset):
    assert set(library.site.data_fields.get(dataset.name, ())) <= set(dataset.entry_schema["properties"])


def test_a_list_is_never_broken_by_its_own_separator(library, dataset):
    for row in records(library, SITE, dataset):
        for name, field in dataset.entry_schema["properties"].items():
            if csv_tables.kind_of(field) == "list":
                assert not [item for item in row[name] if csv_tables.SEPARATOR.strip() in item], (row["id"], name)


def test_a_register_that_no_page_shows_is_not_published(example):
    library = read_library(example.folder)
    assert [dataset.name for dataset in shown(library)] == ["references", "provisions", "concepts", "source-notes"]
    published = files(library, SITE)
    assert f"{FOLDER}/figures.json" not in published
    assert [entry["id"] for entry in json.loads(published[f"{FOLDER}/concepts.json"])["entries"]] == ["innlasing"]


def test_what_is_published_does_not_depend_on_the_order_of_uses(library):
    assert files(library, SITE) == files(library, SITE)
