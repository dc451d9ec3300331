"""Reads a project folder into a library, and checks it as a whole."""

from __future__ import annotations

from pathlib import Path

import yaml

from knowledge.checks import content, passed
from knowledge.directives import made_of_data
from knowledge.evidence.records import read_ledger
from knowledge.evidence.texts import read_texts
from knowledge.frame.languages import read_english
from knowledge.language import Language, read_language
from knowledge.library import Library
from knowledge.markup.cache import ParseCache
from knowledge.pages import navigation
from knowledge.pages.navigation import CONFIGURATION
from knowledge.pages.source import is_page, read_pages
from knowledge.problems import ContentError, Problem, stop_on
from knowledge.registers.entries import read_entries
from knowledge.registers.files import BIBLIOGRAPHY, CACHE, OPTIONAL, REGISTERS
from knowledge.registers.references import read_references
from knowledge.search.site_words import read_search_words
from knowledge.site_file import read_site_file


def read_library(root: Path) -> Library:
    """Read and check the project folder ``root``; return its library.

    Content that passed every check before, and has not changed since, is not checked again
    (``checks.passed``). Raises ContentError with every problem found, not only the first.
    """
    library, problems = read_unchecked(root)
    if library.unchanged and not problems:
        return library
    problems += content.check(library)
    library.passed.keep()
    stop_on(problems)
    # What pandoc refuses has not passed either.
    _ = library.labels
    passed.note(root / CACHE, library.state)
    return library


def problems_of(root: Path) -> list[Problem]:
    """Return every problem of the project folder ``root``, sorted; [] when there is none."""
    try:
        library, problems = read_unchecked(root)
        stop_on([*problems, *content.check(library)])
        _ = library.labels
    except ContentError as error:
        return list(error.problems)
    return []


def read_unchecked(root: Path) -> tuple[Library, list[Problem]]:
    """Read the project folder ``root``; return its library and what could not be read whole."""
    language, style = _settings(root)
    cache = ParseCache(root / CACHE / "parsed", language)
    library = Library(root, parse=cache.parse, forget_parses=cache.forget_the_rest, make=made_of_data)
    library.state = passed.fingerprint(root)
    library.unchanged = passed.has_passed(root / CACHE, library.state)
    library.passed = passed.PassedFiles(root / CACHE / "passed")
    library.site, problems = read_site_file(root)
    library.language, library.style = language, style
    broken = set()
    library.references, found = read_references(root / BIBLIOGRAPHY, BIBLIOGRAPHY)
    if found:
        broken.add("references")
    problems += found
    for name, (file, schema) in REGISTERS.items():
        if name in OPTIONAL and not (root / file).exists():
            continue
        entries, found = read_entries(
            root / file, file, None if library.unchanged else schema, library.site, library.passed
        )
        setattr(library, name.replace("-", "_"), entries)
        if found:
            broken.add(name)
        problems += found
    library.search_words, found = read_search_words(root, check=not library.unchanged)
    problems += found
    library.broken_registers = frozenset(broken)
    library.pages, found = read_pages(root, root / "docs", cache)
    told = {problem.file.removeprefix("docs/") for problem in found}
    library.unread_pages = frozenset(path for path in told if path not in library.pages and is_page(path))
    for page in library.pages.values():
        page.site_language = library.language.code
    problems += found
    nav, found = _navigation(root, library)
    library.navigation = nav
    problems += found
    library.texts, found = read_texts(root)
    problems += found
    library.ledger, found = read_ledger(root, library.unchanged, library.passed)
    problems += found
    english = [concept["english"] for concept in library.concepts.values() if concept.get("english")]
    library.english = read_english(root, english)
    return library, problems


def _settings(root: Path) -> tuple[Language, str]:
    """Return what mkdocs.yml says of a site's language and its citation style."""
    try:
        configuration = navigation.read_configuration(root / CONFIGURATION)
        return navigation.language_of(configuration), navigation.style_of(configuration)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        # What is wrong with the file is told when its navigation is read.
        return read_language(), ""


def _navigation(root: Path, library: Library) -> tuple[navigation.Navigation, list[Problem]]:
    try:
        listed = navigation.read_navigation(root / CONFIGURATION)
        text = (root / CONFIGURATION).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return navigation.Navigation(), [navigation.cannot_be_read(error)]
    tree = navigation.read_tree(listed if isinstance(listed, list) else [])
    return tree, navigation.check(listed, {*library.pages, *library.unread_pages}, text)
