"""The frame around a page: readable tables, cards on section fronts, the foot, the theme's faults.

Listed under ``hooks`` in mkdocs.yml after hooks.py; the work is done in ``knowledge.frame``.
"""

from __future__ import annotations

from functools import partial

import site_state
from knowledge.frame import columns, languages, page_facts, search_button, section_cards, theme_faults, typography
from knowledge.frame.section_cards import Card, CardGroup
from knowledge.frame.tables import readable_tables
from mkdocs.plugins import event_priority
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

_english = None
# The heading of pages that follow a section's parts.
_LAST = "Til slutt"


def on_env(env, config, files):
    global _english
    library, repository = site_state.library(), config.extra["repository"]
    env.globals["checked_against"] = partial(page_facts.checked_against, library)
    env.globals["edit_address"] = partial(page_facts.edit_address, library, repository)
    env.globals["report_address"] = partial(page_facts.report_address, repository)
    # What the foot of every page leads to: the pages about the site itself.
    env.globals["about_pages"] = [
        page for page in library.pages.values() if page.meta["kind"] == "about" and page.path != "index.md"
    ]
    _english = languages.read_english(
        library.root, [concept["english"] for concept in library.concepts.values() if concept.get("english")]
    )
    return env


def _card(path, page, nav) -> Card:
    source = site_state.library().pages[path]
    # A section's front is known by the section's name in the menu.
    sections = {one.file.src_uri: one.parent.title for one in nav.pages if one.is_index and one.parent}
    title = sections.get(path, source.title)
    return Card(title, get_relative_url(source.address, page.url), source.meta["description"])


def _groups(section, front, nav):
    """Return the cards of a section's pages in its order; a part within it is a group unless it has a front."""
    groups = [CardGroup("", ())]
    for child in section.children:
        if child.is_page and child is not front:
            card = _card(child.file.src_uri, front, nav)
        elif child.is_section and (first := child.children[0]).is_page and first.is_index:
            card = _card(first.file.src_uri, front, nav)
        else:
            if child.is_section:
                cards = tuple(_card(page.file.src_uri, front, nav) for page in child.children if page.is_page)
                groups.append(CardGroup(child.title, cards))
            continue
        # A page after the parts belongs to none of them.
        if groups[-1].name not in ("", _LAST):
            groups.append(CardGroup(_LAST, ()))
        groups[-1] = CardGroup(groups[-1].name, (*groups[-1].cards, card))
    return groups


@event_priority(-150)
def on_page_context(context, page, config, nav):
    """After hooks_search has kept the page and «Kilder» stands: what is shown is not what is searched."""
    page.content = section_cards.replace_markers(page.content, lambda path: _card(path, page, nav))
    if page.meta.get("kind") == "section" and page.parent:
        cards = section_cards.section(_groups(page.parent, page, nav))
        page.content = section_cards.insert_section(page.content, cards)
        if cards and page.toc.items:
            page.toc.items[0].children.insert(0, AnchorLink(section_cards.HEADING, section_cards.ANCHOR, 2))
    page.content = columns.set_columns(search_button.replace_marker(page.content))
    page.content = typography.keep_together(readable_tables(page.content, page.title))
    library = site_state.library()
    page.content = languages.mark_references(page.content, library.labels.references, library.references)
    page.content = languages.mark_english(page.content, _english)
    return context


def on_post_page(output, page, config):
    return theme_faults.mend(output)


def on_post_template(output_content, template_name, config):
    return theme_faults.mend(output_content) if template_name.endswith(".html") else output_content
