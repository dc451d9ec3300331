"""The navigation of mkdocs.yml held against the pages there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.language import DEFAULT, Language, known, read_language
from knowledge.problems import ContentError, Problem, suggestion

CONFIGURATION = "mkdocs.yml"


class _TolerantLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without running what its ``!!python/name`` tags point to."""


_TolerantLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_configuration(config: Path) -> dict[str, Any]:
    """Return an mkdocs.yml as data, its ``!!python`` tags as None; raise yaml.YAMLError when it is no YAML."""
    read = yaml.load(config.read_text(encoding="utf-8-sig"), _TolerantLoader) or {}
    if not isinstance(read, dict):
        raise yaml.YAMLError("it is no list of fields")
    return read


def cannot_be_read(error: Exception) -> Problem:
    """Return what to say when ``read_configuration`` has raised."""
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "strerror", None) or error
    mend = "restore the file" if isinstance(error, OSError) else "mend its YAML"
    what = f"the configuration cannot be read ({reason})"
    return Problem(CONFIGURATION, mark.line + 1 if mark else 1, what, mend, "configuration")


def language_of(configuration: dict[str, Any]) -> Language:
    """Return the language of a site: ``theme.language`` of its mkdocs.yml.

    Raises ContentError when nothing is known of that language.
    """
    theme = configuration.get("theme")
    code = str((theme.get("language") if isinstance(theme, dict) else None) or DEFAULT)
    try:
        return read_language(code)
    except KeyError:
        what = f"nothing is known of the language '{code}'"
        mend = f"use one of {', '.join(known())} in theme.language, or add a folder to scripts/knowledge/language"
        raise ContentError([Problem(CONFIGURATION, 1, what, mend, "configuration")]) from None


def style_of(configuration: dict[str, Any]) -> str:
    """Return the file of a site's citation style: ``csl_file`` of the plugin bibtex; "" when it names none."""
    for plugin in configuration.get("plugins") or []:
        if isinstance(plugin, dict) and isinstance(plugin.get("bibtex"), dict):
            return str(plugin["bibtex"].get("csl_file") or "")
    return ""


def read_navigation(config: Path) -> list[Any]:
    """Return the ``nav`` of an mkdocs.yml; [] when it has none."""
    return read_configuration(config).get("nav") or []


@dataclass
class Section:
    """A part of the navigation: its name, and its pages (paths) and parts in order.

    front: its first page when that presents it (an ``index.md``), else None
    """

    title: str
    children: list[str | Section] = field(default_factory=list)

    @property
    def front(self) -> str | None:
        first = self.children[0] if self.children else None
        return first if isinstance(first, str) and _is_index(first) else None

    @property
    def all_pages(self) -> Iterator[str]:
        """Its pages and those of its parts, in order."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.all_pages

    @property
    def own_pages(self) -> list[str]:
        return [child for child in self.children if isinstance(child, str)]


def _is_index(path: str) -> bool:
    return path == "index.md" or path.endswith("/index.md")


@dataclass
class Navigation:
    """The navigation as a tree, and what is asked of it.

    top: its pages and parts, in order
    section_of_front: path of a part's front -> the part
    section_titles: path of a part's front -> the part's name in the menu
    trail: path of a page -> the parts it stands in, the outermost first
    """

    top: list[str | Section] = field(default_factory=list)
    section_of_front: dict[str, Section] = field(default_factory=dict)
    section_titles: dict[str, str] = field(default_factory=dict)
    trail: dict[str, tuple[Section, ...]] = field(default_factory=dict)


def read_tree(nav: Sequence[Any]) -> Navigation:
    """Return the ``nav`` of mkdocs.yml as a tree.

    An entry is a path, ``{title: path}`` or ``{title: [entries]}``; anything else is passed over.
    """
    navigation = Navigation()

    def read(entries: Sequence[Any], around: tuple[Section, ...], into: list[str | Section]) -> None:
        for entry in entries:
            pairs = entry.items() if isinstance(entry, dict) else [("", entry)]
            for title, value in pairs:
                if isinstance(value, str):
                    into.append(value)
                    navigation.trail.setdefault(value, around)
                elif isinstance(value, list):
                    section = Section(str(title))
                    into.append(section)
                    read(value, (*around, section), section.children)
                    if section.front:
                        navigation.section_of_front[section.front] = section
                        navigation.section_titles[section.front] = section.title

    read(nav, (), navigation.top)
    return navigation


def page_paths(navigation: list[Any] | dict[str, Any] | str) -> Iterator[str]:
    """Yield the page paths of a navigation tree, in reading order."""
    if isinstance(navigation, str):
        yield navigation
    elif navigation is None:
        return
    elif isinstance(navigation, dict):
        for entry in navigation.values():
            yield from page_paths(entry)
    else:
        for entry in navigation:
            yield from page_paths(entry)


def check(navigation: list[Any], pages: Collection[str], text: str = "", config: str = "mkdocs.yml") -> list[Problem]:
    """Return where the navigation and the pages do not list each other.

    navigation: the ``nav`` of mkdocs.yml; pages: paths relative to ``docs/``;
    text: the configuration's text, for line numbers; config: its name in problems
    """

    def line(path: str) -> int:
        return next((number for number, one in enumerate(text.split("\n"), 1) if path in one), 1)

    if not navigation or not isinstance(navigation, list):
        # Said once, not once for each page.
        what = f"{config} has no list of pages under 'nav'"
        where = next((number for number, one in enumerate(text.split("\n"), 1) if one.startswith("nav:")), 1)
        return [Problem(config, where, what, "add 'nav:' with a line for each page", "navigation")]
    listed = list(page_paths(navigation))
    problems = [
        Problem(
            f"docs/{path}", 1, "the page is not in the navigation", f"add '{path}' to 'nav' in {config}", "navigation"
        )
        for path in sorted(set(pages) - set(listed))
    ]
    for path in sorted(set(listed) - set(pages)):
        if "://" not in path:
            mend = suggestion(path, pages, "write the page or remove the line")
            what = f"the navigation names '{path}', which does not exist"
            problems.append(Problem(config, line(path), what, mend, "navigation"))
    for path in sorted({path for path in listed if listed.count(path) > 1}):
        what = f"the navigation names '{path}' twice"
        problems.append(Problem(config, line(path), what, "remove one of the lines", "navigation"))
    return problems
