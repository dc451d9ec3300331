"""What a page's head tells machines: Highwire, Dublin Core, OpenGraph, and JSON-LD.

Highwire as Google Scholar (https://scholar.google.com/intl/en/scholar/inclusion.html) and
Zotero read it; Dublin Core: https://www.dublincore.org/specifications/dublin-core/dcq-html/;
OpenGraph: https://ogp.me/; JSON-LD in the vocabulary of https://schema.org/.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from knowledge.exports.csl_json import Item, date_parts, name_text
from knowledge.exports.published import LICENCE, PublishedPage, Site
from knowledge.language import read_language
from knowledge.registers.entries import Entry
from knowledge.site_file import CONTENT_KINDS

_WORKS = {
    "article-journal": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "paper-conference": "ScholarlyArticle",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}

# Attribute that names the tag ("name" or "property"), its name, its content.
Tag = tuple[str, str, str]
Node = dict[str, object]


def tags(page: PublishedPage) -> list[Tag]:
    """Return the meta tags of a page, none of them empty."""
    day = page.reviewed.isoformat() if page.reviewed else ""
    found = [
        ("name", "citation_title", page.title),
        ("name", "citation_author", page.author),
        ("name", "citation_publication_date", day.replace("-", "/")),
        ("name", "citation_publisher", page.site.name),
        ("name", "citation_language", page.language),
        ("name", "citation_public_url", page.address),
        ("name", "citation_abstract_html_url", page.address),
        ("name", "citation_keywords", "; ".join(page.keywords)),
        ("name", "DC.title", page.title),
        ("name", "DC.creator", page.author),
        ("name", "DC.publisher", page.site.name),
        ("name", "DC.date", day),
        ("name", "DC.description", page.description),
        ("name", "DC.subject", "; ".join(page.keywords)),
        ("name", "DC.language", page.language),
        ("name", "DC.identifier", page.address),
        ("name", "DC.type", "Text"),
        ("name", "DC.format", "text/html"),
        ("name", "DC.rights", LICENCE),
        ("property", "og:title", page.title),
        ("property", "og:description", page.description),
        ("property", "og:url", page.address),
        # Zotero takes the type "article" for one in a journal.
        ("property", "og:type", "website"),
        ("property", "og:site_name", page.site.name),
        ("property", "og:locale", read_language(page.language).locale),
    ]
    return [tag for tag in found if tag[2]]


def _site(site: Site) -> Node:
    organisation = {"@type": "Organization", "name": site.name, "url": site.address}
    return {
        "@type": "WebSite",
        "@id": f"{site.address}#nettsted",
        "name": site.name,
        "url": site.address,
        "description": site.description,
        "inLanguage": site.language.code,
        "license": LICENCE,
        "publisher": organisation,
    }


def _breadcrumbs(page: PublishedPage) -> Node:
    steps = [*page.trail, (page.title, page.address)]
    items = [
        {"@type": "ListItem", "position": place, "name": name, **({"item": address} if address else {})}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{page.address}#brodsmuler", "itemListElement": items}


def work(item: Item) -> Node:
    """Return a work as a page that cites it names it: without a name where its title is not known."""
    people = [
        {"@type": "Organization" if "literal" in person else "Person", "name": name_text(person)}
        for person in item.get("author", [])
    ]
    doi = f"https://doi.org/{item['DOI']}" if "DOI" in item else ""
    found = {
        "@type": _WORKS.get(item["type"], "CreativeWork"),
        "name": item.get("title", ""),
        "author": people,
        "datePublished": "-".join(f"{part:02d}" for part in date_parts(item)),
        "sameAs": doi or item.get("URL", ""),
    }
    return {key: value for key, value in found.items() if value}


def terms(entries: Mapping[str, Entry], address: str) -> list[Node]:
    """Return the concepts of the glossary as defined terms; ``address``: of the page that lists them."""
    return [
        {
            "@type": "DefinedTerm",
            "@id": f"{address}#{name}",
            "name": entry["term"],
            "description": " ".join(entry["definition"].split()),
            **({"alternateName": entry["english"]} if entry.get("english") else {}),
        }
        for name, entry in entries.items()
    ]


def structured(
    page: PublishedPage,
    register: str | None,
    cited: Iterable[Node],
    defined: Iterable[Node],
    articles: Collection[str] = CONTENT_KINDS,
) -> str:
    """Return a page's JSON-LD, safe to stand inside a script element.

    register: the register the page shows, or None
    cited: the works it cites; defined: the terms it defines, when it is the glossary
    articles: the kinds of page that argue from sources, as an article does
    """
    site = _site(page.site)
    if not page.path:
        graph = [site]
    else:
        kind = {"concepts": "DefinedTermSet", "references": "CollectionPage"}.get(register or "")
        kind = kind or ("ScholarlyArticle" if page.kind in articles else "WebPage")
        author = {"@type": "Organization", "name": page.author, "url": page.site.address}
        main = {
            "@type": kind,
            "@id": page.address,
            "url": page.address,
            "name": page.title,
            "headline": page.title if kind == "ScholarlyArticle" else "",
            "description": page.description,
            "inLanguage": page.language,
            "dateModified": page.reviewed.isoformat() if page.reviewed else "",
            "keywords": list(page.keywords),
            "author": author,
            "publisher": author,
            "license": LICENCE,
            "isPartOf": {"@id": site["@id"]},
            "hasDefinedTerm": list(defined),
            "citation": list(cited),
        }
        graph = [{key: value for key, value in main.items() if value}, _breadcrumbs(page), site]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    # A title with "</script>" in it must not end the element.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
