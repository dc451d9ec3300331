"""What machines are given of the built site: twins, llms.txt, feed, sitemap, pictures."""

import datetime
import gzip
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from urllib.parse import unquote

import pytest
import yaml
from knowledge.citations.syntax import citations_of
from knowledge.exports.published import Site
from knowledge.machines import feed, markdown_twin, opengraph
from knowledge.markup.parse import parse
from knowledge.open_data.datasets import DATASETS
from knowledge.reading import read_library
from PIL import Image

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = Site("Prøvested", "https://example.org/sted/", "Et sted for prøver.")


@pytest.fixture(scope="module")
def address(library):
    return re.search(r"^site_url: (.+)$", (library.root / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)[1]


@pytest.fixture(scope="module")
def twins(library, site):
    return {
        path: (site / page.address / "index.md").read_text(encoding="utf-8") for path, page in library.pages.items()
    }


# --- Markdown twins ------------------------------------------------------------------------------


def test_every_page_has_its_twin_and_no_twin_is_without_a_page(library, site):
    expected = {f"{page.address}index.md" for page in library.pages.values()}
    assert {file.relative_to(site).as_posix() for file in site.rglob("*.md")} == expected


def test_a_twin_begins_with_what_it_is(library, twins, address):
    for path, page in library.pages.items():
        front = yaml.safe_load(twins[path].split("---\n")[1])
        assert front["title"] == page.title
        assert front["reviewed"] == str(page.meta["reviewed"])
        assert front["address"] == address + page.address
        assert front["license"] == "CC-BY-4.0"


def test_a_twin_has_every_heading_and_every_citation_of_its_page(library, twins):
    for path, page in library.pages.items():
        for heading in page.headings:
            assert f"{'#' * heading.level} {heading.text}" in re.sub(r"[*`]|\]\([^)]*\)|\[", "", twins[path]), path
        for group in page.groups:
            assert f"[{group.raw}]" in twins[path], (path, group.raw)


def test_the_works_a_twin_cites_follow_at_its_end_by_their_keys(library, twins):
    for path, text in twins.items():
        body, _, sources = text.partition("\n## Kilder\n")
        cited = {c.key for mark in parse(body).citations for c in citations_of(mark.raw)}
        assert set(re.findall(r"^- `([a-z0-9-]+)`: ", sources, re.MULTILINE)) == cited & set(library.references), path


def test_a_twin_is_plain_markdown(twins):
    for path, text in twins.items():
        plain = re.sub(r"`[^`]*`", "", text.split("---\n", 2)[2])
        assert not re.search("[\ue000-\ue00f]|<!--|^ *(?:!!!|\\?\\?\\?)|\\{:|\\{\\.|\\{lang=", plain, re.MULTILINE), (
            path
        )
        assert not re.search(r"</?(?:em|a|span|i)\b", plain), path
        targets = re.findall(r"(?<!!)\]\(([^()\s]*)", plain)
        assert not [target for target in targets if "://" not in target], path


def test_a_register_is_in_its_twin_entry_by_entry(library, twins):
    for name in ("references", "provisions", "concepts", "source-notes", "figures", "timeline"):
        text = twins[library.register_page[name]]
        for entry in library.register(name):
            assert f"{{#{entry}}}" in text, entry


def test_code_boxes_and_attributes_of_a_small_page_become_plain(example):
    example.add(
        "docs/stotte.md",
        '\n??? tall "Tall *her*"\n\n    Første [@lipsky2010, s. 3].\n\n    !!! merk\n        Innerst.\n\n'
        "Etter *agency*{lang=en} <!-- note: borte --> og `<!-- kode --> {lang=en}`.\n\n"
        "![Bilde](assets/mark.svg) [hit](#hva-er-usikkert) [ut](https://example.com/a_(b)).\n\n"
        "7. Sju.\n8. Åtte.\n",
    )
    text = markdown_twin.twin(read_library(example.folder), SITE, "stotte.md")
    assert "> **Tall *her***\n>\n> Første [@lipsky2010, s. 3].\n>\n> > **Merk**\n> >\n> > Innerst.\n\nEtter" in text
    assert "Etter *agency* og `<!-- kode --> {lang=en}`." in text
    assert "![Bilde](https://example.org/sted/assets/mark.svg)" in text
    assert "[hit](https://example.org/sted/stotte/#hva-er-usikkert)" in text
    assert "[ut](https://example.com/a_(b))" in text
    assert "7. Sju.\n8. Åtte." in text
    assert "[innlåsing](https://example.org/sted/ordliste/#innlasing)" in text
    assert "- `lipsky2010`: Lipsky, M. (2010). *Street-Level Bureaucracy*" in text
    assert "Skriv `[@lipsky2010, s. 1]` slik." in text


# --- llms.txt ------------------------------------------------------------------------------------


def test_llms_txt_has_the_form_and_names_every_page_once_and_only_what_is_there(library, site, address):
    text = (site / "llms.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == "# Arbeidsinkludering"
    assert lines[2].startswith("> ")
    targets = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): .{20,}$", text, re.MULTILINE)
    assert len(targets) == len(set(targets)) == len([line for line in lines if line.startswith("- ")])
    assert {f"{address}{page.address}index.md" for page in library.pages.values()} <= set(targets)
    for target in targets:
        assert (site / target.removeprefix(address)).is_file(), target


# --- Sitemap and feed ----------------------------------------------------------------------------


def test_the_sitemap_gives_every_page_the_day_it_was_checked(library, site, address):
    root = ET.parse(site / "sitemap.xml").getroot()
    dates = {url.find(f"{SITEMAP}loc").text: url.find(f"{SITEMAP}lastmod").text for url in root}
    assert dates == {address + page.address: str(page.meta["reviewed"]) for page in library.pages.values()}
    with gzip.open(site / "sitemap.xml.gz") as packed:
        assert packed.read() == (site / "sitemap.xml").read_bytes()


def test_a_new_date_of_review_reaches_sitemap_and_feed_and_nothing_else_dates_them(example):
    example.replace("docs/stotte.md", "reviewed: 2026-11-22", "reviewed: 2027-02-03")
    assert example.build().returncode == 0
    assert re.search(r"/stotte/</loc>\s*<lastmod>2027-02-03<", example.read("site/sitemap.xml"))
    assert example.read("site/sitemap.xml").count("2026-11-22") == 5
    root = ET.fromstring(example.read("site/feed.xml"))
    assert root.find(f"{ATOM}updated").text == "2027-02-03T00:00:00Z"
    assert root.find(f"{ATOM}entry/{ATOM}title").text == "Kontrollert: Støtte"


def test_the_feed_is_atom_with_an_entry_for_each_page_and_each_change_in_the_law(library, site, address):
    root = ET.parse(site / "feed.xml").getroot()
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    changed = [entry for entry in library.provisions.values() if entry.get("changes")]
    assert changed
    assert len(entries) == len(library.pages) + len(changed)
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(ids) == len(set(ids))
    for element in (root, *entries):
        datetime.datetime.fromisoformat(element.find(f"{ATOM}updated").text)
        assert element.find(f"{ATOM}title").text
    moments = [entry.find(f"{ATOM}updated").text for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert root.find(f"{ATOM}updated").text == moments[0]
    for entry in entries:
        target, _, anchor = entry.find(f"{ATOM}link").get("href").removeprefix(address).partition("#")
        assert (site / target / "index.html").is_file()
        assert not anchor or anchor in library.provisions


def test_a_page_checked_again_is_a_new_entry_with_the_old_address(example):
    def entries():
        root = ET.fromstring(feed.atom(read_library(example.folder), SITE))
        return {
            entry.find(f"{ATOM}id").text: entry.find(f"{ATOM}link").get("href") for entry in root.iter(f"{ATOM}entry")
        }

    before = entries()
    example.replace("docs/stotte.md", "reviewed: 2026-11-22", "reviewed: 2027-02-03")
    after = entries()
    assert sorted(before.values()) == sorted(after.values())
    assert after.keys() - before.keys() == {"https://example.org/sted/stotte/?kontrollert=2027-02-03"}


# --- Pictures ------------------------------------------------------------------------------------


def test_every_page_has_a_picture_of_its_own_that_is_small_and_of_the_right_size(library, site):
    digests = {}
    for page in library.pages.values():
        file = site / page.address / "og.png"
        assert file.stat().st_size < 40_000, page.path
        digests[hashlib.sha256(file.read_bytes()).hexdigest()] = page.path
        with Image.open(file) as picture:
            assert (picture.size, picture.format) == ((1200, 630), "PNG")
    assert len(digests) == len(library.pages)


def test_the_font_has_a_shape_of_its_own_for_every_letter_of_every_title(library):
    font = opengraph._font(opengraph._SEMIBOLD, 54)
    missing = bytes(font.getmask("\uffff"))
    letters = set("".join(page.title for page in library.pages.values()) + "æøåÆØÅ«»–§é") - {" "}
    assert [letter for letter in sorted(letters) if bytes(font.getmask(letter)) == missing] == []
    assert bytes(font.getmask("\u4e2d")) == missing, "a letter the font lacks would be seen"


def test_a_long_title_stays_within_the_picture():
    title = "Arbeidsinkluderingskompetanse og tilretteleggingsplikt i arbeidslivet hos NAV i dag"
    font, lines = opengraph._fitted(title)
    assert " ".join(lines) == title
    assert len(lines) <= 3
    assert max(font.getlength(line) for line in lines) <= 1024


def test_a_kept_picture_is_the_same_as_a_drawn_one_and_a_broken_one_is_drawn_again(tmp_path):
    drawn = opengraph.picture("Støtte", "Perspektiver", "Sted", "Ikke NAVs.")
    kept = opengraph.Kept(tmp_path)
    assert kept.picture("Støtte", "Perspektiver", "Sted", "Ikke NAVs.") == drawn
    (file,) = tmp_path.iterdir()
    assert opengraph.Kept(tmp_path).picture("Støtte", "Perspektiver", "Sted", "Ikke NAVs.") == drawn
    file.write_bytes(drawn[:100])
    assert opengraph.Kept(tmp_path).picture("Støtte", "Perspektiver", "Sted", "Ikke NAVs.") == drawn
    unused = opengraph.Kept(tmp_path)
    unused.drop_unused()
    assert list(tmp_path.iterdir()) == []


def test_the_picture_has_the_colours_of_the_site(root):
    style = (root / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
    for name, colour in (("--md-primary-fg-color", opengraph._GROUND), ("--site-mark", opengraph._MARK)):
        assert re.search(rf"{name}: (#[0-9a-f]{{6}});", style)[1] == "#{:02x}{:02x}{:02x}".format(*colour)


# --- Open data on the site -----------------------------------------------------------------------


def test_the_files_the_data_package_names_are_there_and_the_page_links_to_them(site):
    package = json.loads((site / "data" / "datapackage.json").read_text(encoding="utf-8"))
    page = (site / "oppslag" / "apne-data" / "index.html").read_text(encoding="utf-8")
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert len(package["resources"]) == 2 * len(DATASETS)
    for resource in package["resources"]:
        assert (site / "data" / resource["path"]).is_file()
        assert f'href="../../data/{resource["path"]}"' in page
    assert (site / "data" / "references.csv").read_bytes().count(b"\r\n") == 1 + len(
        json.loads((site / "data" / "references.json").read_text(encoding="utf-8"))["entries"]
    )


# --- What a page says of the files beside it -----------------------------------------------------


def test_every_page_names_its_picture_its_twin_and_the_feed_and_they_are_there(library, site, address):
    for path, page in library.pages.items():
        text = (site / page.address / "index.html").read_text(encoding="utf-8")
        head = text.partition("</head>")[0]
        named = re.findall(r'property="og:image" content="([^"]+)"|rel="alternate " [^>]*href="([^"]+)"', head)
        files = [unquote("".join(pair)).removeprefix(address) for pair in named]
        assert files == [f"{page.address}og.png", f"{page.address}index.md", "feed.xml"], path
        assert all((site / file).is_file() for file in files), path
