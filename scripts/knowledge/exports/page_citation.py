"""How to cite a page of this site: APA 7, BibTeX, RIS.

APA: Publication Manual, 7th ed., 10.16 (webpages): group author, full date, title in italics,
address; the site's name is left out where it is the author's. Dates as the site's language writes them.
"""

from __future__ import annotations

import html
import re

from knowledge.bibliography import schema
from knowledge.exports import bibtex, coins, ris
from knowledge.exports.published import PublishedPage

# A BibTeX key ends at a space, a comma, a brace.
_NOT_IN_KEYS = re.compile(r"[^\w]+")
_ENDS_ITSELF = ("?", "!", ".", "…")


def _apa_parts(page: PublishedPage) -> tuple[str, str, str]:
    """Return what stands before the title, the title, and what follows it."""
    day, language = page.reviewed, page.site.language
    date = f"{day.year}, {language.day_and_month(day)}" if day else language.say("n.d.")
    stop = "" if page.title.endswith(_ENDS_ITSELF) else "."
    site = "" if page.site.name == page.author else f" {page.site.name}."
    return f"{page.author}. ({date}). ", page.title, f"{stop}{site} {page.address}"


def apa(page: PublishedPage) -> str:
    """Return the reference in APA 7 as HTML: the title in italics, no link."""
    before, title, after = map(html.escape, _apa_parts(page))
    return f"{before}<em>{title}</em>{after}"


def key(page: PublishedPage) -> str:
    """Return a BibTeX key of the page's own: the site's name and the page's address."""
    path = page.path.strip("/").replace("/", "-")
    return "-".join(filter(None, (_NOT_IN_KEYS.sub("-", page.site.name.lower()).strip("-"), path)))


def _langid(code: str) -> str:
    """Return the name BibLaTeX has for the language of a page."""
    return next((langid for langid, (tag, _) in schema.LANGUAGES.items() if tag == code), "english")


def as_bibtex(page: PublishedPage) -> str:
    """Return the page as a BibTeX entry of the type online."""
    fields = [
        # Braces inside braces: a name not to be parted, a title whose capitals stay.
        ("author", f"{{{{{bibtex.escape(page.author)}}}}}"),
        ("title", f"{{{{{bibtex.escape(page.title)}}}}}"),
        *(bibtex.date_fields(page.reviewed.isoformat()) if page.reviewed else []),
        ("organization", f"{{{bibtex.escape(page.site.name)}}}"),
        ("url", f"{{{page.address}}}"),
        ("langid", f"{{{_langid(page.language)}}}"),
    ]
    return bibtex.entry("online", key(page), fields)


def as_coins(page: PublishedPage) -> str:
    """Return the page's COinS span, as HTML: Zotero offers first what stands first on a page."""
    day = page.reviewed
    item = {
        "type": "webpage",
        "title": page.title,
        "container-title": page.site.name,
        "author": [{"literal": page.author}],
        "URL": page.address,
        "language": page.language,
        **({"issued": {"date-parts": [[day.year, day.month, day.day]]}} if day else {}),
    }
    return coins.span(item)


def as_ris(page: PublishedPage) -> str:
    """Return the page as a RIS record of the type ELEC."""
    date = page.reviewed
    tags = [
        ("ID", key(page)),
        ("AU", page.author),
        ("TI", page.title),
        ("T2", page.site.name),
        ("PY", str(date.year) if date else ""),
        ("DA", f"{date.year}/{date.month:02d}/{date.day:02d}" if date else ""),
        ("UR", page.address),
        ("LA", page.language),
    ]
    return ris.record("ELEC", tags)
