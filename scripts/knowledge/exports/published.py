"""A page as the world sees it: where it is and what is said of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

LANGUAGE = "nb"
# Of texts and data: its address, and its SPDX identifier (https://spdx.org/licenses/).
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_ID = "CC-BY-4.0"


@dataclass(frozen=True)
class Site:
    """The site: its name, its address with a final slash, what it says of itself."""

    name: str
    address: str
    description: str


@dataclass(frozen=True)
class PublishedPage:
    """A page with its full address.

    path: its address relative to the site's root ("metoder/ips/"); "" for the front page
    address: the whole address
    kind: as front matter has it
    reviewed: the day it was last read against its sources; None when it does not say
    keywords: words of its front matter
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
