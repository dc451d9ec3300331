"""The real content: registers and pages hold each other."""

import re
from dataclasses import replace

from knowledge.checks import linked


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
        made = next(made for made in library.made(path) if made.name == "register")
        sections = re.split(r"^### .*\{#([a-z0-9-]+) \.entry\}$", made.markdown, flags=re.MULTILINE)
        shown = {}
        for entry, text in zip(sections[1::2], sections[2::2], strict=True):
            line = next((row for row in text.splitlines() if row.startswith("**Brukt på")), "")
            shown[entry] = set(re.findall(r"\]\(([^)]+)\)", line))
        for entry in library.register(name):
            used = {target for target in shown[entry]}
            assert len(used) == len(usage[entry]), (name, entry)


def test_a_page_no_other_leads_to_is_found(library):
    assert list(linked.pages_are_reached(library)) == []
    page = library.pages["teori/skjonn.md"]
    others = {
        path: other for path, other in library.pages.items() if page.path not in {link.path for link in other.links}
    }
    alone = replace(library, pages={**others, page.path: page})
    assert page.file in [problem.file for problem in linked.pages_are_reached(alone)]


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


def test_a_word_is_the_name_of_one_concept_and_never_a_name_and_a_neighbouring_word_at_once(library):
    named = {}
    for concept in library.concepts.values():
        names = [concept["term"], concept.get("english"), concept.get("abbreviation"), *concept.get("synonyms", [])]
        own = {name.lower() for name in names if name}
        assert not own & {word.lower() for word in concept.get("keywords", [])}, concept.id
        for name in own:
            assert named.setdefault(name, concept.id) == concept.id, (name, concept.id, named[name])
