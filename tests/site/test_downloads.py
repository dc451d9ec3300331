"""The site to take along: one book as PDF and EPUB, and a copy that works from disk."""

from __future__ import annotations

import html
import io
import posixpath
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import make_downloads
import pikepdf
import pytest
from example_project import ExampleProject
from get_tools import EPUB, EPUBCHECK, PDF
from knowledge.checks.built_site import read_site
from knowledge.downloads.book import make_book
from knowledge.downloads.chapter import chapter_id
from knowledge.downloads.epub import write_epub
from knowledge.downloads.figures import stand_alone
from knowledge.downloads.offer import DOWNLOADS, read_manifest
from knowledge.downloads.offline import pack
from knowledge.downloads.outline import Place, outline
from knowledge.downloads.pdf import write_pdf
from knowledge.downloads.setting import lay_out
from knowledge.pages.navigation import read_navigation
from knowledge.reading import read_library
from knowledge.site_file import read_site_file

ADDRESS = "https://arbeidsinkludering.github.io/arbeidsinkludering/"
needs_poppler = pytest.mark.skipif(not PDF.there, reason=PDF.missing)
needs_epubcheck = pytest.mark.skipif(not EPUB.there, reason=EPUB.missing)
# A run of some seconds is not worth the compiler that makes long runs fast.
JAVA = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar")
QUESTIONS = '??? sporsmal "1. Hvor gis støtten?"\n    På arbeidsplassen [@lipsky2010, s. 12].\n'


def pdf_pages(data: bytes) -> list[str]:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode("utf-8").split("\f")


def bookmarks(items, level=1):
    for item in items:
        yield level, item.title
        yield from bookmarks(item.children, level + 1)


def structure(data: bytes):
    """Yield the structure elements of a tagged PDF, as dictionaries."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem":
                yield thing


def check_epub(path: Path) -> str:
    run = subprocess.run([*JAVA, str(EPUBCHECK), str(path)], capture_output=True, text=True)
    return run.stdout + run.stderr


def broken_links(archive: zipfile.ZipFile) -> list[str]:
    """Return the local links of the archive's pages that lead to no file in it."""
    names, broken = set(archive.namelist()), []
    for name in sorted(names):
        if not name.endswith(".html"):
            continue
        for address in re.findall(r'\s(?:href|src)="([^"]*)"', archive.read(name).decode("utf-8")):
            parts = urlsplit(html.unescape(address))
            if not (parts.scheme or parts.netloc) and parts.path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                if target not in names:
                    broken.append(f"{name}: {address}")
    return broken


@pytest.fixture(scope="module")
def small(tmp_path_factory, root, chromium):
    """The example project with questions and a page that offers downloads, and its downloads made."""
    project = ExampleProject.create(tmp_path_factory.mktemp("downloads") / "project", root)
    project.page("sporsmal.md", "Spørsmål", QUESTIONS, "lipsky2010")
    project.page("nedlastinger.md", "Nedlastinger", "Ta med deg alt.\n\n<!-- downloads -->\n")
    project.add(
        "docs/stotte.md",
        "\nDette er også hos [forlaget](https://doi.org/10.33673/OOA20211). Se [filene](nedlastinger.md).\n",
    )
    pages = ["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md"]
    project.navigation([*pages, "sporsmal.md", "nedlastinger.md"])
    make_downloads.make(project.folder, chromium)
    return project


@pytest.fixture(scope="module")
def made(small):
    return {download.ending: small.folder / "build/downloads" / f"eksempel.{download.ending}" for download in DOWNLOADS}


class TestOutline:
    def test_a_section_that_opens_with_an_index_page_is_that_page(self):
        nav = ["index.md", {"Metoder": ["metoder/index.md", {"IPS": "metoder/ips.md"}]}]
        assert list(outline(nav)) == [Place(1, "index.md"), Place(1, "metoder/index.md"), Place(2, "metoder/ips.md")]

    def test_a_section_without_one_is_a_heading(self):
        assert list(outline([{"Del 1": ["a.md"]}])) == [Place(1, "", "Del 1"), Place(2, "a.md")]

    def test_what_is_left_out_leaves_no_empty_heading(self):
        assert list(outline([{"Del 1": ["a.md"]}, {"Ut": "https://nav.no"}], {"a.md"})) == []


class TestFigures:
    SHEET = (
        ":root { --ink: #112233; --edge: var(--ink) } [data-md-color-scheme='slate'] { --ink: #fff }"
        " .drawing .part { fill: var(--edge) } .other { fill: red } @media print { .part { fill: blue } }"
    )

    def test_a_figure_takes_its_light_colours_along(self):
        alone = stand_alone('<svg class="drawing" role="graphics-document"><rect class="part"/></svg>', [self.SHEET])
        assert "fill: #112233" in alone
        assert "var(" not in alone and "blue" not in alone and "red" not in alone

    def test_a_figure_alone_is_an_image_without_links(self):
        alone = stand_alone('<svg role="graphics-document"><a href="../ips/"><text>IPS</text></a></svg>', [])
        assert 'role="img"' in alone and "href" not in alone and "<text>IPS</text>" in alone

    def test_what_a_style_says_of_every_drawing_is_not_of_the_figure(self):
        alone = stand_alone('<svg class="drawing"></svg>', ["svg{transform:scaleX(-1)}.drawing{color:red}"])
        assert "scaleX" not in alone and "color:red" in alone

    def test_a_no_break_space_is_one_in_xml_too(self):
        assert "§&#160;5" in stand_alone("<svg><text>§&nbsp;5</text></svg>", [])

    def test_a_variable_nobody_set_is_the_text_colour(self):
        assert "fill: currentColor" in stand_alone('<svg><rect style="fill: var(--unknown)"/></svg>', [])


class TestPdf:
    def test_it_has_title_and_language_and_is_tagged(self, made):
        with pikepdf.open(made["pdf"]) as document:
            assert document.docinfo.Title == "Arbeidsinkludering"
            assert document.Root.Lang == "nb-NO"
            assert document.Root.MarkInfo.Marked
            assert document.Root.ViewerPreferences.DisplayDocTitle

    def test_its_bookmarks_are_the_pages_in_order(self, made):
        with pikepdf.open(made["pdf"]) as document, document.open_outline() as outline:
            top = [title for level, title in bookmarks(outline.root) if level == 1]
        pages = ["Innledning", "Støtte", "Lovregister", "Ordliste", "Litteratur", "Feil i kildene", "Spørsmål"]
        assert top == ["Innhold", *pages, "Kilder"]

    def test_headings_are_headings(self, made):
        kinds = {str(element.S) for element in structure(made["pdf"].read_bytes())}
        assert {"/H1", "/H2", "/H3", "/P", "/Link", "/L"} <= kinds

    def test_every_link_says_where_it_leads(self, made):
        """ISO 14289-1 (PDF/UA), 7.18.1."""
        with pikepdf.open(made["pdf"]) as document:
            links = [link for page in document.pages for link in page.obj.get("/Annots", ())]
            said = [str(link.get("/Contents", "")) for link in links if str(link.Subtype) == "/Link"]
        assert len(said) > 30 and all(said)
        assert "Til et sted i boka" in said and "https://doi.org/10.33673/OOA20211" in said

    @needs_poppler
    def test_the_contents_name_the_page_a_chapter_begins_on(self, made):
        pages = pdf_pages(made["pdf"].read_bytes())
        contents = next(page for page in pages if page.lstrip().startswith("Innhold"))
        listed = re.findall(r"^ *(\S.*?) {2,}(\d+)$", contents, re.MULTILINE)
        assert listed.pop()[0] == "Arbeidsinkludering"  # the foot of the page
        assert len(listed) == 8
        for title, number in listed:
            assert pages[int(number) - 1].lstrip().startswith(title)

    @needs_poppler
    def test_every_page_but_the_first_has_its_number(self, made):
        pages = pdf_pages(made["pdf"].read_bytes())[:-1]
        assert "Arbeidsinkludering\n" not in pages[0].rstrip()[-20:]
        for number, page in enumerate(pages[1:], 2):
            assert re.search(rf"Arbeidsinkludering +{number}$", page.rstrip()), number

    @needs_poppler
    def test_the_works_cited_stand_at_the_end_and_only_they(self, made):
        last = pdf_pages(made["pdf"].read_bytes())[-2]
        assert last.lstrip().startswith("Kilder")
        assert "Street-Level Bureaucracy" in last and "Om støtte" in last and "Om samarbeid" in last
        assert last.count("Lipsky") == 1

    @needs_poppler
    def test_answers_are_open_and_addresses_shown(self, made):
        text = " ".join(" ".join(pdf_pages(made["pdf"].read_bytes())).split())
        assert "1. Hvor gis støtten? På arbeidsplassen (Lipsky, 2010, s. 12)" in text
        assert "forlaget (https://doi.org/10.33673/OOA20211)" in text
        assert text.count(f"{ADDRESS} ({ADDRESS})") == 0


class TestEpub:
    @needs_epubcheck
    def test_epubcheck_finds_nothing(self, made):
        assert "No errors or warnings detected" in check_epub(made["epub"])

    def test_chapters_are_files_named_by_their_headings_and_linked(self, made):
        with zipfile.ZipFile(made["epub"]) as archive:
            texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if "/text/" in name}
            contents = archive.read("EPUB/nav.xhtml").decode("utf-8")
        titles = {re.search("<title>(.*?)</title>", text)[1]: name for name, text in texts.items()}
        assert set(re.findall(r"<a href=[^>]*>([^<]+)</a>", contents.split("</nav>")[0])) == titles.keys()
        support = texts[titles["Støtte"]]
        assert f'href="{Path(titles["Ordliste"]).name}#ordliste--innlasing"' in support
        assert f'href="{Path(titles["Kilder"]).name}#kilde-lipsky2010"' in support
        assert 'lang="nb"' in support

    def test_its_words_are_whole_and_no_heading_of_a_table_is_empty(self, small, made):
        """A reader of books breaks words by itself; soft hyphens are for the narrow columns of the site."""
        long = "| | Arbeidsinkluderingstiltak |\n|---|---|\n| A | Arbeidsmarkedsopplæring |\n"
        before = small.read("docs/index.md")
        try:
            small.add("docs/index.md", f"\n{long}")
            assert small.build().returncode == 0
            assert "\u00ad" in small.read("site/index.html"), "the site has them"
            library = read_library(small.folder)
            book = make_book(
                library, read_navigation(small.folder / "mkdocs.yml"), small.folder / "site", "A", "B", ADDRESS
            )
            with tempfile.TemporaryDirectory() as folder:
                epub = write_epub(book, lay_out(book, small.folder / "site", Path(folder)), Path(folder))
        finally:
            small.write("docs/index.md", before)
            assert small.build().returncode == 0
        with zipfile.ZipFile(io.BytesIO(epub)) as archive:
            text = "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if "/text/" in name)
        assert "Arbeidsinkluderingstiltak" in text and "\u00ad" not in text
        assert "<th></th>" not in text

    def test_a_link_to_what_is_not_in_the_book_leads_to_the_site(self, made):
        with zipfile.ZipFile(made["epub"]) as archive:
            text = "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if "/text/" in name)
        assert f'href="{ADDRESS}nedlastinger/"' in text
        assert "Ta med deg alt" not in text


class TestZip:
    def test_every_link_leads_to_a_file_or_to_the_site(self, made):
        with zipfile.ZipFile(made["zip"]) as archive:
            assert broken_links(archive) == []
            page = archive.read("eksempel/stotte/index.html").decode("utf-8")
        assert f'href="{ADDRESS}nedlastinger/"' in page
        assert 'href="../ordliste/index.html#innlasing"' in page

    def test_it_opens_from_disk_and_leads_on(self, made, tmp_path, chromium):
        with zipfile.ZipFile(made["zip"]) as archive:
            archive.extractall(tmp_path)
        faults = []
        page = chromium.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("requestfailed", lambda request: faults.append(request.url))
        page.goto((tmp_path / "eksempel/index.html").as_uri())
        page.get_by_role("link", name="støtte", exact=True).first.click()
        page.wait_for_url("**/stotte/index.html*")
        assert page.locator("h1").inner_text().startswith("Støtte")
        # A link made by a script, as a search result is.
        page.evaluate(
            "document.body.insertAdjacentHTML('afterbegin', '<a id=\"made\" href=\"../ordliste/#innlasing\">x</a>')"
        )
        page.locator("#made").click()
        page.wait_for_url("**/ordliste/index.html#innlasing")
        assert faults == []
        page.close()


class TestOffer:
    def test_without_the_files_the_page_says_how_to_make_them(self, example):
        example.page("nedlastinger.md", "Nedlastinger", "Her.\n\n<!-- downloads -->\n")
        example.add("mkdocs.yml", "  - nedlastinger.md\n")
        assert example.build().returncode == 0
        text = example.read("site/nedlastinger/index.html")
        assert "<code>make downloads</code>" in text and ".epub" not in text and "Bokmerker" not in text

    def test_with_them_the_site_has_them_and_links_to_them(self, small, made):
        assert small.build().returncode == 0
        page = next(page for page in read_site(small.folder / "site") if page.path == "nedlastinger/index.html")
        links = {link.attributes["href"] for link in page.with_tag("a") if "download" in link.attributes}
        for path in made.values():
            assert (small.folder / "site/nedlastinger" / path.name).read_bytes() == path.read_bytes()
            target = posixpath.normpath(posixpath.join("nedlastinger", next(x for x in links if x.endswith(path.name))))
            assert (small.folder / "site" / target).exists()
        text = small.read("site/nedlastinger/index.html")
        assert re.search(r"\(\d+ sider, \d+ kB\)", text) and "Bokmerker" in text
        assert "litt eldre" not in text

    def test_after_a_change_it_says_that_they_are_older(self, small, made):
        before = small.read("docs/index.md")
        try:
            small.add("docs/index.md", "\nEt nytt avsnitt.\n")
            assert small.build().returncode == 0
            assert "litt eldre" in small.read("site/nedlastinger/index.html")
        finally:
            small.write("docs/index.md", before)

    def test_a_file_cut_short_is_not_offered(self, small, made, tmp_path):
        for path in (small.folder / "build/downloads").iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        own = read_site_file(small.folder)[0]
        assert read_manifest(tmp_path, own)
        (tmp_path / made["pdf"].name).write_bytes(made["pdf"].read_bytes()[:-100])
        assert read_manifest(tmp_path, own) is None

    def test_what_is_made_twice_is_equal_byte_for_byte(self, small, made, chromium):
        first = {name: path.read_bytes() for name, path in made.items()}
        make_downloads.make(small.folder, chromium)
        assert [name for name, path in made.items() if path.read_bytes() != first[name]] == []


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    return tmp_path_factory.mktemp("book")


@pytest.fixture(scope="module")
def book(library, root, site):
    return make_book(library, read_navigation(root / "mkdocs.yml"), site, "Arbeidsinkludering", "Prøve.", ADDRESS)


@pytest.fixture(scope="module")
def body(book, site, work):
    return lay_out(book, site, work)


@pytest.fixture(scope="module")
def pdf(book, body, work, chromium):
    return write_pdf(book, body, work, chromium)[0]


class TestWholeBook:
    """The real site as a book, once."""

    def test_it_has_every_page_but_the_one_that_offers_it(self, book, library):
        chapters = {chapter.id for chapter in book.chapters}
        missing = [path for path in library.pages if chapter_id(path) not in chapters]
        assert missing == ["oppslag/nedlastinger.md"]

    def test_its_sources_are_those_of_all_pages(self, body, library):
        cited = {
            key for page in library.pages.values() for group in page.groups for key in (c.key for c in group.citations)
        }
        listed = set(re.findall(r'id="kilde-([^"]+)"', body))
        assert cited <= listed <= library.references.keys()

    def test_every_link_in_it_leads_to_a_place_in_it(self, body):
        ids = set(map(html.unescape, re.findall(r'\bid="([^"]+)"', body)))
        targets = {html.unescape(target) for target in re.findall(r'href="#([^"]*)"', body)}
        assert targets - ids == set()
        # Nothing that only works on the screen has come along.
        assert not re.search(r"<(button|form|input|select|details|nav|script)\b", body)

    def test_every_figure_has_a_text_in_its_place(self, body, pdf):
        images = re.findall(r"<img[^>]*>", body)
        assert len(images) >= 10
        assert [image for image in images if not re.search(r'alt="[^"]+"', image)] == []
        texts = [str(element.get("/Alt", "")) for element in structure(pdf) if str(element.S) == "/Figure"]
        assert len(texts) == len(images)
        assert all(texts)

    @needs_poppler
    def test_the_type_is_as_large_as_it_was_set(self, pdf, tmp_path):
        """A page too wide makes Chromium shrink the whole book."""
        (tmp_path / "book.pdf").write_bytes(pdf)
        command = ["pdftotext", "-bbox", "-f", "10", "-l", "14", str(tmp_path / "book.pdf"), "-"]
        boxes = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        heights = [float(low) - float(high) for high, low in re.findall(r'yMin="([\d.]+)".*?yMax="([\d.]+)"', boxes)]
        assert sorted(heights)[len(heights) // 2] == pytest.approx(9.2 * 1.164, rel=0.05)

    @needs_poppler
    def test_the_text_of_every_chapter_is_in_the_pdf(self, pdf, library):
        text = " ".join(" ".join(pdf_pages(pdf)).split())
        missing = [page.path for page in library.pages.values() if " ".join(page.title.split()) not in text]
        assert set(missing) <= {"index.md", "oppslag/nedlastinger.md"}

    @needs_epubcheck
    def test_epubcheck_finds_nothing(self, book, body, work):
        (work / "checked.epub").write_bytes(write_epub(book, body, work))
        assert "No errors or warnings detected" in check_epub(work / "checked.epub")

    def test_the_copy_for_disk_has_no_broken_link_and_its_search_finds(self, site, tmp_path, chromium):
        data = pack(site, "kopi", ADDRESS, frozenset({"oppslag/nedlastinger/"}))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert broken_links(archive) == []
            archive.extractall(tmp_path)
        page = chromium.new_page()
        page.goto((tmp_path / "kopi/metoder/ips/index.html").as_uri())
        page.locator("header [data-opens-search]").click()
        page.locator("#search-field").fill("hybridmodellen")
        page.locator("dialog .search__results a").first.click()
        page.wait_for_url("**/metoder/hybridmodellen/index.html*")
        # What the copy lacks is found too, and leads to the site.
        page.locator("header [data-opens-search]").click()
        # The excerpts come later and draw the results anew.
        page.wait_for_function("() => globalThis.searchText")
        page.locator("#search-field").fill("nedlastinger")
        found = page.locator("dialog .search__title", has_text="Nedlastinger").first
        found.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
        found.click()
        assert found.get_attribute("href") == f"{ADDRESS}oppslag/nedlastinger/"
        page.close()
