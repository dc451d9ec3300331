"""The real content: registers and pages hold each other."""

import re

from knowledge.pages.links import find_links


def test_every_entry_of_a_register_page_comes_from_its_data(library):
    for name in ("references", "provisions", "concepts", "source-notes", "figures", "timeline"):
        assert name in library.register_page, f"no page shows the register {name}"
        assert library.register(name), f"the register {name} is empty"


def test_backlinks_name_every_page_that_uses_an_entry_and_no_other(library):
    kinds = {
        "references": library.usage.references,
        "provisions": library.usage.provisions,
        "concepts": library.usage.concepts,
    }
    for name, usage in kinds.items():
        path = library.register_page[name]
        sections = re.split(r"^### .*\{#([a-z0-9-]+) \.entry\}$", library.markdown(path), flags=re.MULTILINE)
        shown = {}
        for entry, text in zip(sections[1::2], sections[2::2], strict=True):
            line = next((row for row in text.splitlines() if row.startswith("**Brukt på")), "")
            shown[entry] = set(re.findall(r"\]\(([^)]+)\)", line))
        for entry in library.register(name):
            used = {target for target in shown[entry]}
            assert len(used) == len(usage[entry]), (name, entry)


def test_every_page_is_linked_from_another(library):
    """Section fronts apart: the navigation's tabs and the front page's cards lead to them."""
    linked = {link.path for page in library.pages.values() for link in find_links(page)}
    fronts = {page.path for page in library.pages.values() if page.meta["kind"] in ("front", "section")}
    assert sorted(set(library.pages) - linked - fronts) == []


def test_the_number_of_works_provisions_and_concepts_is_what_the_sources_give(library):
    merged = sum(len(work.aliases) for work in library.references.values())
    assert len(library.references) + merged >= 194
    assert len(library.provisions) >= 46
    assert len(library.concepts) >= 60


def test_both_source_texts_say_what_pages_they_have(library):
    assert library.references["kane2021kap1"].page_span == (17, 36)
    assert library.references["masteroppgave2022"].page_span == (1, 72)


def test_unverified_works_carry_no_doi_and_show_where_they_are_mentioned(library):
    for work in library.references.values():
        if work.verified == "no":
            assert "doi" not in work.fields, work.key
            assert work.mentions or library.usage.references[work.key] or "url" in work.fields, work.key


def test_the_thesis_has_no_named_author(library):
    assert library.references["masteroppgave2022"].authors == ()
