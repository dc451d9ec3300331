"""What a page's templates show of it: metadata for machines, how to cite it, the works it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.citations.rendering import label_text
from knowledge.exports import lists, page_citation, page_metadata
from knowledge.exports.published import PublishedPage, Site, day

if TYPE_CHECKING:
    from knowledge.library import Library


def context(library: Library, site: Site, path: str) -> dict[str, Any]:
    """Return the names that overrides/main.html and its parts use, for the page at ``path``."""
    published = publish(library, site, path)
    found: dict[str, Any] = {
        "page_metadata": page_metadata.tags(published),
        "page_structured": _structured(library, published, path),
        "page_coins": page_citation.as_coins(published),
    }
    if published.path:
        found["page_citation"] = {
            "apa": page_citation.apa(published),
            "bibtex": page_citation.as_bibtex(published),
            "ris": page_citation.as_ris(published),
        }
        found["page_works"] = lists.page_list(library, path)
    return found


def publish(library: Library, site: Site, path: str) -> PublishedPage:
    """Return a page as the world sees it."""
    page = library.pages[path]
    meta = page.meta
    return PublishedPage(
        site=site,
        path=page.address,
        address=site.address + page.address,
        title=page.title,
        description=str(meta.get("description", "")),
        kind=page.kind,
        reviewed=day(meta.get("reviewed")),
        keywords=tuple(map(str, meta.get("keywords", ()))),
        trail=_trail(library, site, path),
        language=page.language,
    )


def _trail(library: Library, site: Site, path: str) -> tuple[tuple[str, str], ...]:
    """Return what stands above a page in the navigation, with the page that presents it."""
    steps = [(library.language.say("Front page"), site.address)]
    for section in library.navigation.trail.get(path, ()):
        front = section.front
        if front != path:
            steps.append((section.title, site.address + library.pages[front].address if front else ""))
    return tuple(steps)


def _structured(library: Library, published: PublishedPage, path: str) -> str:
    """Return the JSON-LD of a page, with the works it cites or the terms it defines."""
    register = library.pages[path].register
    works = lists.page_list(library, path)
    literature = library.register_page.get("references")
    cited = []
    for key in works.keys if works and register != "references" else ():
        name = {"name": label_text(library.labels.groups[f"@{key}"])}
        address = f"{published.site.address}{library.pages[literature].address}#{key}" if literature else ""
        cited.append({**({"@id": address} if address else {}), **name, **library.records[key].schema_org})
    defined = page_metadata.terms(library.concepts, published.address) if register == "concepts" else ()
    return page_metadata.structured(published, register, cited, defined, library.site.content_kinds)
