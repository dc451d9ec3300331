"""What MkDocs calls for citing a page and taking sources along; the work is done in ``knowledge.exports``.

Listed under ``hooks`` in mkdocs.yml after hooks.py, which reads the library.
"""

from __future__ import annotations

import site_state
from knowledge.citations.rendering import label_text
from knowledge.exports import lists, page_citation, page_metadata
from knowledge.exports.published import PublishedPage, Site, day
from knowledge.problems import ContentError
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File

_lists: dict[str, lists.WorkList] = {}


def on_files(files, config):
    """Add the bibliography and each page's list of works in every format."""
    library = site_state.library()
    _lists.clear()
    try:
        _lists.update(lists.page_lists(library))
        for works in dict.fromkeys([lists.whole(library), *_lists.values()]):
            for address, text in lists.files(works, library.records).items():
                files.append(File.generated(config, address, content=text.encode()))
    except ContentError as error:
        raise Abort(str(error)) from None
    return files


def on_page_context(context, page, config, nav):
    """Give the theme parts page-head.html and page-tools.html what they show."""
    path, library = page.file.src_uri, site_state.library()
    if path not in library.pages:
        return context
    published = _published(page, config)
    works = _lists.get(path)
    context["page_metadata"] = page_metadata.tags(published)
    context["page_structured"] = _structured(published, path, works, config)
    if not page.is_homepage:
        context["page_citation"] = {
            "apa": page_citation.apa(published),
            "bibtex": page_citation.as_bibtex(published),
            "ris": page_citation.as_ris(published),
        }
        context["page_works"] = works
    return context


def _published(page, config) -> PublishedPage:
    meta = page.meta
    return PublishedPage(
        site=Site(config.site_name, config.site_url, config.site_description or ""),
        path="" if page.is_homepage else page.url,
        address=page.canonical_url or page.url,
        title=str(meta.get("title", page.title)),
        description=str(meta.get("description", "")),
        kind=str(meta.get("kind", "")),
        reviewed=day(meta.get("reviewed")),
        keywords=tuple(map(str, meta.get("keywords", ()))),
        trail=_trail(page, config),
    )


def _trail(page, config) -> tuple[tuple[str, str], ...]:
    """Return what stands above a page in the navigation, with the page that presents it."""
    steps = [("Forside", config.site_url)]
    for section in reversed(page.ancestors):
        index = next((child for child in section.children if child.is_page and child.is_index), None)
        if index is not page:
            steps.append((section.title, index.canonical_url if index else ""))
    return tuple(steps)


def _structured(published, path, works, config) -> str:
    """Return the JSON-LD of a page, with the works it cites or the terms it defines."""
    library = site_state.library()
    register = library.pages[path].register
    literature = library.register_page.get("references")
    cited = []
    for key in works.keys if works and register != "references" else ():
        name = {"name": label_text(library.labels.groups[f"@{key}"])}
        entry = {"@id": f"{config.site_url or ''}{library.pages[literature].address}#{key}"} if literature else {}
        cited.append({**entry, **name, **library.records[key].schema_org})
    defined = page_metadata.terms(library.concepts, published.address) if register == "concepts" else ()
    return page_metadata.structured(published, register, cited, defined)
