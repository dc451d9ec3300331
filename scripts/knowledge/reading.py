"""Reads a project folder into a library, and checks it as a whole."""

from __future__ import annotations

from pathlib import Path

from knowledge import illustrations, register_pages
from knowledge.checks import content, passed
from knowledge.library import Library
from knowledge.open_data import page as open_data
from knowledge.pages import navigation
from knowledge.pages.source import expand_register, read_pages
from knowledge.problems import stop_on
from knowledge.registers.entries import read_entries
from knowledge.registers.files import BIBLIOGRAPHY, CACHE, OPTIONAL, REGISTERS
from knowledge.registers.references import read_references


def expand(library: Library, path: str) -> str:
    """Return a page's Markdown as it is built: with its register, and the data of its figures, in place."""
    page = library.pages[path]
    body = page.body
    if page.register in register_pages.NAMES:
        body = expand_register(body, page.register, register_pages.render(library, page.register))
    return open_data.expand(library, path, illustrations.expand(library, path, body))


def read_library(root: Path, nav: list | None = None) -> Library:
    """Read and check the project folder ``root``; return its library.

    nav: the navigation of mkdocs.yml where the caller has it, else it is read from there

    Content that passed every check before, and has not changed since, is not checked again
    (``checks.passed``). Raises ContentError with every problem found, not only the first.
    """
    library = Library(root, expand)
    state = passed.fingerprint(root)
    library.unchanged = passed.has_passed(root / CACHE, state)
    library.references, problems = read_references(root / BIBLIOGRAPHY, BIBLIOGRAPHY)
    for name, (file, schema) in REGISTERS.items():
        if name in OPTIONAL and not (root / file).exists():
            continue
        entries, found = read_entries(root / file, file, None if library.unchanged else schema)
        setattr(library, name.replace("-", "_"), entries)
        problems += found
    library.pages, found = read_pages(root, root / "docs")
    problems += found
    # What follows looks things up in the registers: with a broken one it would
    # report every page that uses it, and bury the cause.
    stop_on(problems)
    if library.unchanged:
        return library
    config = root / "mkdocs.yml"
    listed = navigation.read_navigation(config) if nav is None else nav
    text = config.read_text(encoding="utf-8")
    stop_on([*navigation.check(listed, library.pages, text), *content.check(library)])
    # What pandoc refuses has not passed either.
    _ = library.labels
    passed.note(root / CACHE, state)
    return library
