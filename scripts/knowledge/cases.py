"""Cases: answers to a situation somebody stands in, each on a page of its own, in one form.

The form is held by ``checks.cases``. A page that leads to them asks for their list with a
comment on a line of its own: ``<!-- cases -->``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.pages.source import SourcePage

KIND = "case"
DIRECTIVE = "cases"


def of_group(library: Library, group: str) -> list[SourcePage]:
    """Return the cases of a group, in the order of the navigation, by path where that has none."""
    places = {path: number for number, path in enumerate(library.navigation.trail)}
    cases = [page for page in library.pages.values() if page.kind == KIND and page.meta.get("group") == group]
    return sorted(cases, key=lambda page: (places.get(page.path, len(places)), page.path))


def markdown(library: Library, path: str, words: str = "") -> str:
    """Return the list of cases in the directive's place: links to the groups, then each with its cases.

    A group is a heading, a case a link and its sentence; a group without any is left out.

    path: of the page it stands on; words: the directive's, which has none
    """
    groups = {group: cases for group in library.site.case_groups if (cases := of_group(library, group))}
    index = " · ".join(f"[{library.site.case_groups[group]}](#{group})" for group in groups)
    return parts.blocks(index, *(_group(library, path, group, cases) for group, cases in groups.items()))


def _group(library: Library, path: str, group: str, cases: list[SourcePage]) -> str:
    lines = [
        f"- {parts.page_link(library, path, page.path)}<br>{parts.one_line(page.meta.get('description', ''))}"
        for page in cases
    ]
    return parts.blocks(f"## {library.site.case_groups[group]} {{#{group}}}", "\n".join(lines))
