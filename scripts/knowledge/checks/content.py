"""Rules the content keeps before anything is built: which there are, and in which order they are asked.

Each rule is a function from the library to the problems it finds, in the module of what it is
about. All are asked, whatever others find, so that every fault is told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from knowledge import illustrations
from knowledge.checks import (
    assets,
    cases,
    cited,
    files,
    legal,
    linked,
    marked,
    register_rules,
    structure,
    uncited,
    written,
)
from knowledge.evidence import ledger
from knowledge.problems import Problem

if TYPE_CHECKING:
    from knowledge.library import Library

RULES: tuple[Callable[[Library], Iterable[Problem]], ...] = (
    written.texts_are_readable,
    written.keys_stand_once,
    files.strays,
    assets.scripts_and_styles_can_be_read,
    files.names,
    files.one_address_each,
    files.former_addresses_are_free,
    files.addresses_are_kept,
    structure.front_matter_holds,
    structure.titles_differ,
    structure.headings_hold,
    structure.answer_first,
    structure.method_sections,
    structure.asked_parts_exist,
    cases.cases_keep_their_form,
    marked.boxes_are_known,
    marked.directives_are_known,
    marked.markup_is_whole,
    marked.html_is_left_out,
    cited.citations_hold,
    cited.sources_are_listed,
    cited.works_are_used,
    linked.links_lead_somewhere,
    linked.pictures_say_what_they_show,
    linked.cards_name_pages,
    linked.pages_are_reached,
    uncited.facts_have_sources,
    register_rules.entries_name_what_exists,
    register_rules.pages_are_within_works,
    legal.provisions_can_be_watched,
    ledger.problems,
    illustrations.check,
)


def check(library: Library) -> list[Problem]:
    """Return every breach of the rules for pages and registers."""
    return [problem for rule in RULES for problem in rule(library)]
