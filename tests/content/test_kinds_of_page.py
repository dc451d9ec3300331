"""What the pages of each kind promise a reader."""

import re

from knowledge.pages.headings import find_headings

METHOD_SECTIONS = [
    "Målgruppe",
    "Kjerneelementer",
    "Slik brukes det i NAV",
    "Hva forskningen viser",
    "Kritikk og grenser",
    "Lov og tiltak",
    "Les videre",
]
FREE_METHOD_PAGES = {"metoder/navs-tiltak.md", "metoder/virkning.md"}


def test_every_page_of_content_opens_with_the_answer(library):
    for page in library.pages.values():
        if page.meta["kind"] in ("front", "about"):
            continue
        first = page.body.split("\n# ", 1)[1].split("\n", 1)[1].lstrip()
        assert first.startswith('!!! kort "Kort sagt"'), page.path


def test_every_method_page_has_the_same_sections(library):
    for page in library.pages.values():
        if page.meta["kind"] == "method" and page.path not in FREE_METHOD_PAGES:
            sections = [heading.text for heading in find_headings(page.text, page.masked) if heading.level == 2]
            assert sections == METHOD_SECTIONS, page.path


def test_every_chapter_of_both_texts_has_its_page(library):
    chapters = {kind: set() for kind in ("anthology", "thesis")}
    for page in library.pages.values():
        folder = page.path.split("/")[0]
        kind = {"antologien": "anthology", "masteroppgaven": "thesis"}.get(folder)
        if kind and "chapter" in page.meta:
            chapters[kind].add(page.meta["chapter"])
    assert chapters == {"anthology": set(range(1, 17)), "thesis": set(range(1, 8))}


def test_pages_on_chapters_not_read_say_so(library):
    for page in library.pages.values():
        if page.meta["kind"] == "anthology" and page.meta.get("chapter", 1) > 1:
            assert "Bygger på omtalen i kapittel 1" in page.body, page.path


def test_there_are_at_least_120_questions_each_with_a_sourced_answer(library):
    page = library.pages["oppslag/sporsmal.md"]
    boxes = re.split(r"^\?\?\? ", page.body, flags=re.MULTILINE)[1:]
    assert len(boxes) >= 120
    for number, box in enumerate(boxes, 1):
        answer = re.match(r'sporsmal "(\d+)\. [^"]+"\n((?:    .*\n|\n)+)', box)
        assert answer, box[:80]
        assert int(answer[1]) == number
        assert "[@" in answer[2] or "[-@" in answer[2] or "lovregister.md#" in answer[2], box[:80]


def test_every_law_page_says_when_it_was_checked_and_that_it_is_no_advice(library):
    for page in library.pages.values():
        if page.meta["kind"] == "law" and not page.register:
            assert "Ikke juridisk rådgivning" in page.body, page.path
            assert re.search(r"\d{1,2}\. (?:juli|november) 2026", page.body), page.path


def test_the_content_is_as_large_as_was_promised(library):
    from knowledge.checks.language import words

    assert len(library.pages) >= 75
    assert sum(len(words(page.body)) for page in library.pages.values() if not page.register) >= 45_000
