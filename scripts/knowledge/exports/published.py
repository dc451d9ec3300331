"""A page as the world sees it: where it is and what is said of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from knowledge.language import DEFAULT, Language, read_language
from knowledge.pages.navigation import CONFIGURATION, cannot_be_read, language_of, read_configuration
from knowledge.problems import ContentError, Problem

# Of texts and data: its address, and its SPDX identifier (https://spdx.org/licenses/).
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_ID = "CC-BY-4.0"


@dataclass(frozen=True)
class Site:
    """The site: its name, its address with a final slash, what it says of itself, the language it is in."""

    name: str
    address: str
    description: str
    language: Language = field(default_factory=read_language)


def read_site(root: Path) -> Site:
    """Return the site of a project folder, as its mkdocs.yml names it.

    Raises ContentError when the file cannot be read or lacks the name or the address.
    """
    try:
        configuration = read_configuration(root / CONFIGURATION)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError([cannot_be_read(error)]) from error
    name, address = configuration.get("site_name"), configuration.get("site_url")
    if not name or not address:
        what = f"'{'site_url' if name else 'site_name'}' is missing"
        mend = "write the site's name and the address it is published at, as in 'site_url: https://example.org/'"
        raise ContentError([Problem(CONFIGURATION, 1, what, mend, "configuration")])
    # MkDocs gives every address a final slash too.
    description = str(configuration.get("site_description") or "")
    return Site(str(name), f"{str(address).rstrip('/')}/", description, language_of(configuration))


@dataclass(frozen=True)
class PublishedPage:
    """A page with its full address.

    path: its address relative to the site's root ("metoder/ips/"); "" for the front page
    address: the whole address
    kind: as front matter has it
    reviewed: the day it was last read against its sources; None when it does not say
    keywords: words of its front matter
    language: of its text (BCP 47)
    trail: title and whole address ("" where a section has no page) of what stands above it,
        the front page first
    """

    site: Site
    path: str
    address: str
    title: str
    description: str
    kind: str
    reviewed: datetime.date | None
    keywords: tuple[str, ...] = ()
    trail: tuple[tuple[str, str], ...] = ()
    language: str = DEFAULT

    @property
    def author(self) -> str:
        """Who answers for the text: the site itself, under its name."""
        return self.site.name


def day(value: object) -> datetime.date | None:
    """Return a date of front matter, which YAML reads as a date or as text; None for anything else."""
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None
