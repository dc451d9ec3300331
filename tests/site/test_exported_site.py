"""Citing a page, taking its sources along, and what machines read: on the built site and in Chromium."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urljoin

import axe_playwright_python
import pytest
import rispy
from pybtex.database import parse_string
from seen import is_seen

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
PAGE = "perspektiver/stotte/"
# The kinds of page that present or list; the others argue from sources.
NO_ARTICLES = {"front", "section", "reference", "guide", "about"}


class Page(HTMLParser):
    """What these tests look at on one page."""

    def __init__(self, text):
        super().__init__()
        self.meta, self.links, self.coins, self.texts, self.scripts = {}, [], [], {}, []
        self.sources, self.tools = [], 0
        self._name, self._into, self._open, self._in_tools = "", None, [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        classes = attributes.get("class", "").split()
        if tag == "meta" and (name := attributes.get("name") or attributes.get("property")):
            self.meta.setdefault(name, []).append(attributes["content"])
        self._in_tools = self._in_tools or "page-files" in classes
        if tag == "a" and "download" in attributes and self._in_tools:
            self.links.append(attributes["href"])
        if "Z3988" in classes:
            self.coins.append(parse_qs(attributes["title"], strict_parsing=True))
        if tag == "li" and attributes.get("id", "").startswith("kilde-"):
            self.sources.append(attributes["id"].removeprefix("kilde-"))
        self.tools += "page-tools" in classes
        if "data-name" in attributes:
            self._name = attributes["data-name"]
        if "cite-text" in classes or attributes.get("type") == "application/ld+json":
            self._into, self._open = [], [tag]
        elif self._into is not None:
            self._open.append(tag)

    def handle_data(self, data):
        if self._into is not None:
            self._into.append(data)

    def handle_endtag(self, tag):
        if tag == "details":
            self._in_tools = False
        if self._into is None:
            return
        self._open.pop()
        if not self._open:
            text, self._into = "".join(self._into), None
            if tag == "script":
                self.scripts.append(json.loads(text))
            else:
                self.texts[self._name] = text


@pytest.fixture(scope="module")
def pages(library, site):
    """Path of the source -> its built page."""
    return {
        path: Page((site / source.address / "index.html").read_text(encoding="utf-8"))
        for path, source in library.pages.items()
    }


def keys_of(file):
    """Return the keys of the works in an exported file, as a parser of its format reads them."""
    text = file.read_bytes().decode("utf-8")
    match file.suffix:
        case ".bib":
            return list(parse_string(text, "bibtex").entries)
        case ".ris":
            return [entry["id"] for entry in rispy.loads(text)]
        case ".json":
            return [item["id"] for item in json.loads(text)]
    raise AssertionError(file)


def test_every_page_but_the_front_page_can_be_cited(library, pages, site):
    for path, page in pages.items():
        front = path == "index.md"
        assert page.tools == (0 if front else 1), path
        assert set(page.texts) == (set() if front else {"APA 7", "BibTeX", "RIS"}), path
    assert "page-tools" not in (site / "404.html").read_text(encoding="utf-8")


def test_the_three_ways_to_cite_a_page_say_the_same(library, pages):
    for path, page in pages.items():
        if path == "index.md":
            continue
        source = library.pages[path]
        address = page.meta["og:url"][0]
        assert address.endswith(f"/{source.address}")
        year = str(source.meta["reviewed"])[:4]
        (entry,) = parse_string(page.texts["BibTeX"], "bibtex").entries.values()
        (record,) = rispy.loads(page.texts["RIS"])
        assert (entry.fields["year"], entry.fields["url"]) == (year, address), path
        assert (record["title"], record["year"], record["urls"]) == (source.title, year, [address]), path
        assert page.texts["APA 7"].startswith(f"Arbeidsinkludering. ({year}, "), path
        assert source.title in page.texts["APA 7"] and page.texts["APA 7"].endswith(address), path


def test_no_two_pages_have_the_same_key(pages):
    found = [re.search(r"\{([^,]+),", page.texts["BibTeX"])[1] for page in pages.values() if page.texts]
    assert len(found) == len(set(found))


def test_each_page_gives_just_the_works_of_its_kilder_in_three_formats(library, pages, site):
    for path, page in pages.items():
        if path == "index.md":
            continue
        address = library.pages[path].address
        shown = list(library.references) if library.pages[path].register == "references" else page.sources
        files = [site / urljoin(f"/{address}", link).lstrip("/") for link in page.links]
        assert [file.suffix for file in files] == ([".bib", ".ris", ".json"] if shown else []), path
        for file in files:
            assert sorted(keys_of(file)) == sorted(shown), (path, file)


def test_the_whole_bibliography_stands_under_its_stable_addresses(library, site):
    for ending in ("bib", "ris", "json"):
        assert sorted(keys_of(site / "eksport" / f"litteratur.{ending}")) == sorted(library.references)


def test_no_file_of_works_is_without_a_page_that_links_to_it(library, pages, site):
    linked = {
        urljoin(f"/{library.pages[path].address}", link).lstrip("/")
        for path, page in pages.items()
        for link in page.links
    }
    written = {file.relative_to(site).as_posix() for file in (site / "eksport").rglob("*") if file.is_file()}
    assert written == {link for link in linked if link.startswith("eksport/")}


def test_every_page_has_its_coins_first_and_then_those_of_its_references(library, pages):
    for path, page in pages.items():
        works = len(page.sources)
        if library.pages[path].register == "references":
            works += len(library.references)
        assert len(page.coins) == 1 + works, path
        assert all(context["ctx_ver"] == ["Z39.88-2004"] for context in page.coins)
        assert page.coins[0]["rft.title"] == [library.pages[path].title], path
        assert page.coins[0]["rft_id"] == page.meta["citation_public_url"], path
        assert page.coins[0]["rft.language"] == page.meta["citation_language"], path


def test_every_page_names_itself_to_search_engines_and_reference_managers(library, pages):
    for path, page in pages.items():
        source = library.pages[path]
        for name in ("citation_title", "DC.title", "og:title"):
            assert page.meta[name] == [source.title], (path, name)
        for name in ("citation_author", "DC.creator", "og:site_name"):
            assert page.meta[name] == ["Arbeidsinkludering"], (path, name)
        for name in ("DC.description", "og:description"):
            assert page.meta[name] == [source.meta["description"]], (path, name)
        day = str(source.meta["reviewed"])
        assert page.meta["DC.date"] == [day] and page.meta["citation_publication_date"] == [day.replace("-", "/")]
        assert page.meta["citation_language"] == page.meta["DC.language"] == [source.language], path
        assert page.meta["citation_public_url"] == page.meta["DC.identifier"] == page.meta["og:url"], path


def test_the_structured_data_of_every_page_fits_its_kind(library, pages):
    for path, page in pages.items():
        source = library.pages[path]
        ((document),) = page.scripts
        assert document["@context"] == "https://schema.org"
        nodes = {node["@type"]: node for node in document["@graph"]}
        if path == "index.md":
            assert set(nodes) == {"WebSite"}
            continue
        kind = {"concepts": "DefinedTermSet", "references": "CollectionPage"}.get(source.register)
        if not kind:
            kind = "WebPage" if source.meta["kind"] in NO_ARTICLES else "ScholarlyArticle"
        assert set(nodes) == {kind, "BreadcrumbList", "WebSite"}, path
        assert (nodes[kind]["name"], nodes[kind]["url"]) == (source.title, page.meta["og:url"][0]), path
        steps = nodes["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["name"] == "Forside" and steps[-1]["item"] == nodes[kind]["url"], path
        assert len({step.get("item", step["name"]) for step in steps}) == len(steps), path
        cited = {work["@id"].partition("#")[2] for work in nodes[kind].get("citation", ())}
        assert cited == (set() if source.register == "references" else set(page.sources)), path
        assert all(work["name"] for work in nodes[kind].get("citation", ())), path
        if source.register == "concepts":
            assert len(nodes[kind]["hasDefinedTerm"]) == len(library.concepts)


def test_a_project_without_a_literature_page_builds_and_has_its_files(example):
    (example.folder / "docs" / "litteratur.md").unlink()
    example.navigation(["index.md", "stotte.md", "lovregister.md", "ordliste.md", "feil.md"])
    run = example.build()
    assert run.returncode == 0, run.stderr
    assert '"eksport/stotte.bib"' not in example.read("site/index.html")
    assert 'href="../eksport/stotte.bib" download' in example.read("site/stotte/index.html")
    assert len(parse_string(example.read("site/eksport/litteratur.bib"), "bibtex").entries) == 3


# --- In Chromium -----------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_copy_button_copies_and_says_so(open_page):
    page = open_page(PAGE, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".page-tools > summary").click()
    buttons = page.get_by_role("button", name="Kopier")
    assert buttons.all_inner_texts() == ["Kopier APA 7", "Kopier BibTeX", "Kopier RIS"]
    for number, parse in enumerate([None, lambda text: parse_string(text, "bibtex").entries, rispy.loads]):
        buttons.nth(number).click()
        status = page.locator(".cite-status:not(:empty)")
        status.wait_for()
        assert (status.count(), status.inner_text()) == (1, "Kopiert")
        assert (status.get_attribute("role"), status.get_attribute("aria-live")) == ("status", "polite")
        copied = page.evaluate("navigator.clipboard.readText()")
        if parse:
            assert len(parse(copied)) == 1
        else:
            assert re.fullmatch(r"Arbeidsinkludering\. \(\d{4}, .+\)\. Støtteperspektivet\. https://\S+/", copied)


@pytest.mark.browser
def test_the_copy_button_works_from_the_keyboard(open_page):
    page = open_page(PAGE, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".page-tools > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Kopier APA 7"
    page.keyboard.press("Space")
    page.locator(".cite-status", has_text="Kopiert").wait_for()


@pytest.mark.browser
def test_where_nothing_may_be_copied_the_text_is_selected_and_the_reader_told(open_page):
    page = open_page(PAGE)
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('no')); document.execCommand = () => false"
    )
    page.locator(".page-tools > summary").click()
    page.get_by_role("button", name="Kopier BibTeX").click()
    page.locator(".cite-status", has_text="Ctrl + C").wait_for()
    assert page.evaluate("getSelection().toString()").startswith("@online{")


@pytest.mark.browser
def test_without_script_the_box_opens_and_shows_every_text_and_no_button(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    texts = page.locator(".page-tools .cite-text")
    assert not is_seen(texts.first)
    page.locator(".page-tools > summary").click()
    assert [is_seen(texts.nth(number)) for number in range(3)] == [True] * 3
    assert page.locator(".page-tools button").count() == 0
    assert page.locator(".page-files a[download]").count() == 3


@pytest.mark.browser
def test_on_paper_there_is_no_box(open_page):
    page = open_page(PAGE)
    page.locator(".page-tools > summary").click()
    assert is_seen(page.locator(".page-tools"))
    page.emulate_media(media="print")
    assert page.locator(".page-tools").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_box_fits_a_narrow_screen_and_axe_finds_nothing(open_page, scheme):
    page = open_page(PAGE, 360, scheme)
    page.locator(".page-tools > summary").click()
    page.get_by_role("button", name="Kopier APA 7").click()
    page.locator(".cite-status:not(:empty)").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".cite-copy").first.bounding_box()["height"] >= 24
    page.evaluate(AXE)
    result = page.evaluate("axe.run('.page-tools', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    assert [rule["id"] for rule in result["violations"]] == []
    assert result["passes"]
