"""The navigation of mkdocs.yml held against the pages there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from knowledge.problems import Problem, suggestion


class _TolerantLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without running what its ``!!python/name`` tags point to."""


_TolerantLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_navigation(config: Path) -> list:
    """Return the ``nav`` of an mkdocs.yml; [] when it has none."""
    return yaml.load(config.read_text(encoding="utf-8"), _TolerantLoader).get("nav") or []


def page_paths(navigation: list | dict | str) -> Iterator[str]:
    """Yield the page paths of a navigation tree, in reading order."""
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, dict):
        for entry in navigation.values():
            yield from page_paths(entry)
    else:
        for entry in navigation:
            yield from page_paths(entry)


def check(navigation: list, pages: Collection[str], text: str = "", config: str = "mkdocs.yml") -> list[Problem]:
    """Return where the navigation and the pages do not list each other.

    navigation: the ``nav`` of mkdocs.yml; pages: paths relative to ``docs/``;
    text: the configuration's text, for line numbers; config: its name in problems
    """

    def line(path: str) -> int:
        return text.count("\n", 0, text.index(path)) + 1 if path in text else 1

    listed = list(page_paths(navigation))
    problems = [
        Problem(f"docs/{path}", 1, "the page is not in the navigation", f"add '{path}' to 'nav' in {config}")
        for path in sorted(set(pages) - set(listed))
    ]
    for path in sorted(set(listed) - set(pages)):
        if "://" not in path:
            mend = suggestion(path, pages, "write the page or remove the line")
            problems.append(Problem(config, line(path), f"the navigation names '{path}', which does not exist", mend))
    for path in sorted({path for path in listed if listed.count(path) > 1}):
        problems.append(Problem(config, line(path), f"the navigation names '{path}' twice", "remove one of the lines"))
    return problems
