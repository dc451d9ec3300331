"""What the pages of each kind promise a reader."""

import re

from knowledge.checks import structure


def test_a_method_page_with_other_parts_is_found(library):
    page = library.pages["metoder/ips.md"]
    assert library.site.sections["method"]
    assert list(structure.method_sections(library)) == []
    kept = page.parsed
    try:
        page.parsed = library.pages["metoder/virkning.md"].parsed
        assert [problem.file for problem in structure.method_sections(library)] == [page.file]
    finally:
        page.parsed = kept


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
            boxes = [box for made in library.made(page.path) for box in made.parsed.boxes]
            part = f"kane2021kap{page.meta['chapter']}" in page.meta["sources"]  # an extract of the chapter was read
            said = "Bygger på et utdrag og på omtalen i kapittel 1" if part else "Bygger på omtalen i kapittel 1"
            assert [box.title for box in boxes] == [said], page.path


def test_there_are_at_least_120_questions_each_with_a_sourced_answer(library):
    page = library.pages["oppslag/sporsmal.md"]
    questions = [box for box in page.parsed.boxes if box.kind == "sporsmal"]
    assert len(questions) >= 120
    register = library.register_page["provisions"]
    for number, box in enumerate(questions, 1):
        assert box.title.startswith(f"{number}. "), box
        answer = [block for block in page.blocks if block.box_line == box.line and block.kind != "title"]
        links = [page.links[link].path for block in answer for link in block.links]
        assert any(block.citations for block in answer) or register in links, box


def test_every_law_page_says_when_it_was_checked_and_that_it_is_no_advice(library):
    for page in library.pages.values():
        if page.meta["kind"] == "law" and not page.register:
            assert "Ikke juridisk rådgivning" in page.body, page.path
            shown = [page.body, *(made.markdown for made in library.made(page.path))]
            assert any(re.search(r"\d{1,2}\. (?:juli|november) 2026", text) for text in shown), page.path


def test_the_content_is_as_large_as_was_promised(library):
    from language import words

    assert len(library.pages) >= 75
    assert sum(len(words(page.body)) for page in library.pages.values() if not page.register) >= 45_000
