"""A second subject in another language: the same engine, and no word of the first language in what it says."""

import json
import re

import pytest
from knowledge.html_tree import Page, attribute
from knowledge.language import messages
from knowledge.reading import read_library
from local_server import served
from second_project import PAGES, SecondProject

NAMED = ("title", "aria-label", "alt", "placeholder", "data-label", "data-name", "data-type", "data-verified")
_WORD = re.compile(r"[^\W\d_]{3,}")


def words(text: str) -> set[str]:
    """Return the words of a text, in lower case, without addresses."""
    return set(_WORD.findall(re.sub(r"https?://\S+|[\w/-]+\.\w+", " ", text).lower()))


@pytest.fixture(scope="module")
def bokmaal() -> set[str]:
    """The words of the Bokmål catalogue that are not words of its English messages too."""
    said = messages.translated("nb")
    english = {word for message in said for word in words(f"{message.text} {message.many} {message.context}")}
    return {word for texts in said.values() for text in texts for word in words(text)} - english


@pytest.fixture(scope="module")
def second(tmp_path_factory, root) -> SecondProject:
    project = SecondProject.create(tmp_path_factory.mktemp("second") / "project", root)
    built = project.build()
    assert built.returncode == 0, built.stderr
    return project


def seen(html: str) -> str:
    """Return what a reader sees or hears of a page."""
    root = Page(html).root
    parts = [attribute(node, name) for name in NAMED for node in root.css(f"[{name}]")]
    parts += [attribute(node, "content") for node in root.css("meta[name=description], meta[property^='og:']")]
    for node in root.css("script, style"):
        node.remove()
    return " ".join([*parts, root.text(deep=True, separator=" ") or ""])


def test_no_page_shows_a_word_of_the_other_language(second, bokmaal):
    pages = sorted((second.folder / "site").rglob("*.html"))
    assert len(pages) == len(PAGES) + 4  # the front page, hives, the open data, and the page for lost readers
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert '<html lang="en"' in html, page
        assert words(seen(html)) & bokmaal == set(), page


def test_no_file_beside_the_pages_holds_a_word_of_the_other_language(second, bokmaal):
    found = [
        file
        for file in sorted((second.folder / "site").rglob("*"))
        if file.suffix in (".md", ".txt", ".xml", ".csv", ".json", ".bib", ".ris", ".js") and "theme" not in file.name
    ]
    assert {"feed.xml", "llms.txt", "datapackage.json", "hives.ris", "hives.bib"} <= {file.name for file in found}
    for file in found:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".js":
            # Of scripts, what they say: the index's names of groups, and their messages.
            text = " ".join(re.findall(r'"groups":.*?\]\]|\bsay(?:Number)?\([\["].*?[\]"][,)]', text))
        if file.name.endswith(".schema.json"):
            text = " ".join(re.findall(r'"(?:title|description)": ("[^"]*")', text))
        assert words(text) & bokmaal == set(), file


def test_boxes_sources_and_cards_speak_the_language(second):
    text = seen(second.read("site/hives/index.html"))
    for said in (
        "Read through", "1 May 2026", "2 sources and 1 legal source", "1 minute to read", "Cite this page", "Sources",
        "From “Hives”, read through 1 May 2026: https://", "(Sand 1999, reported ",
        "Used in these places:", "Partly checked.", "Adopted, not in force", "Report a fault on this page", "Table: ",
        "pp.\u00a012–14", "On this page", "Town Bees. (2026, 1 May).",
    ):  # fmt: skip
        assert said in text, said


def test_registers_are_filed_and_told_in_the_language(second):
    library = read_library(second.folder)
    made = {path: "\n".join(part.markdown for part in library.made(path)) for path in PAGES}
    assert "## Acts {#level-act}" in made["law.md"] and "**In keeping bees:** A keeper" in made["law.md"]
    assert "[The Bees Act](#bees-act-3)\n{: .letter-index }" in made["law.md"]
    assert "ther words for the same: food of bees; neighbouring words: flowers" in made["glossary.md"]
    assert "## F {#letter-f}" in made["glossary.md"] and "**Read more:**" in made["glossary.md"]
    assert "### March 2009: The first count" in made["events.md"] and "## The 2000s" in made["events.md"]
    assert "**The question:** It does not say which." in made["errors.md"]
    assert "**Type:** article. **Language:** English. **Check:** *partly checked*" in made["literature.md"]


def test_a_kind_the_site_does_not_name_is_stopped(second):
    before = second.read("bibliography/legal.yml")
    try:
        second.write("bibliography/legal.yml", before.replace("kind: act", "kind: lov"))
        assert "'lov' is not one of ['act']" in second.build().stderr
    finally:
        second.write("bibliography/legal.yml", before)


def test_a_language_nothing_is_known_of_is_stopped_with_those_that_are(second):
    before = second.read("mkdocs.yml")
    try:
        second.write("mkdocs.yml", before.replace("language: en", "language: xx"))
        told = second.build().stderr
        assert "nothing is known of the language 'xx'" in told and "use one of en, nb" in told
    finally:
        second.write("mkdocs.yml", before)


def test_open_data_say_what_their_fields_hold(second):
    package = json.loads(second.read("site/data/datapackage.json"))
    provisions = next(resource for resource in package["resources"] if resource["name"] == "provisions-csv")
    fields = {field["name"]: field["description"] for field in provisions["schema"]["fields"]}
    assert package["name"] == "town-bees"
    assert fields["paraphrase"] == "What it says, in plain words of our own."
    schema = json.loads(second.read("site/data/provisions.schema.json"))["$defs"]["entry"]["properties"]["kind"]
    assert schema["enum"] == ["act"]


@pytest.fixture(scope="module")
def hives(second):
    with served(second.folder / "site", "/arbeidsinkludering") as address:
        yield address


@pytest.mark.browser
def test_the_search_finds_and_speaks_in_the_language(hives, open_page):
    page = open_page("hives/", start=hives)
    page.locator("a.search-open").click()
    assert "colleague" in page.locator(".search__hint").inner_text()
    assert page.locator(".search__example").all_inner_texts() == ["where do bees eat", "section 3"]
    page.locator("#search-field").fill("hive")
    page.wait_for_selector(".search__results a")
    assert "Hives" in page.locator(".search__results").inner_text()
    page.wait_for_function("/^\\d+ results?\\.$/.test(document.querySelector('.search__count').textContent)")
    assert page.locator(".search__close").inner_text() == "Close"
    page.locator("#search-field").fill("zzzz")
    page.wait_for_function("document.querySelector('.search__count').textContent.startsWith('No results.')")
    assert page.errors == []


@pytest.mark.browser
def test_the_literature_is_filtered_in_the_language(hives, open_page):
    page = open_page("literature/", start=hives)
    assert page.locator(".filter-status").inner_text() == "All 2 works are shown."
    page.locator("#filter-type").select_option("book")
    page.wait_for_function("document.querySelector('.filter-status').textContent === '1 of 2 works are shown.'")
    assert page.errors == []


def test_a_locator_in_the_words_of_another_language_is_stopped(second):
    before = second.read("docs/hives.md")
    try:
        second.write("docs/hives.md", before.replace("[@oak2010, p. 15]", "[@oak2010, s. 15]"))
        assert "'s. 15' is no locator" in second.build().stderr
    finally:
        second.write("docs/hives.md", before)
