"""COinS: a work's data in an empty span beside its reference, for Zotero and link resolvers.

The span's title is an OpenURL 1.0 ContextObject in key/encoded-value form (ANSI/NISO
Z39.88-2004, matrices journal, book, dissertation and dc). COinS' own description:
https://web.archive.org/web/20170119212134/http://ocoins.info/
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from urllib.parse import quote

from knowledge.exports.csl_json import Item, date_parts, name_text

_JOURNAL, _BOOK, _THESIS, _OTHER = (
    f"info:ofi/fmt:kev:mtx:{name}" for name in ("journal", "book", "dissertation", "dc")
)
# CSL type -> matrix, genre (in dc: type), key of the title, key of the container's title
_FORMS = {
    "article-journal": (_JOURNAL, "article", "atitle", "jtitle"),
    "book": (_BOOK, "book", "btitle", ""),
    "chapter": (_BOOK, "bookitem", "atitle", "btitle"),
    "paper-conference": (_BOOK, "proceeding", "atitle", "btitle"),
    "report": (_BOOK, "report", "btitle", ""),
    "thesis": (_THESIS, "", "title", ""),
    "webpage": (_OTHER, "webpage", "title", "source"),
}
_DOCUMENT = (_OTHER, "document", "title", "source")


def _people(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the authors, each once, then the editors.

    Zotero makes a person of ``aulast`` and ``aufirst`` and one more of every ``au``, so the first stands in the
    former alone. It parts an ``au`` at its comma: a name that has none, an institution's say, ends in one, and
    keeps its words and its place (``aucorp`` would put it first). After a point within an ``au`` it sets a space
    («Regjeringen. no»); in ``aulast`` it does not. Of an author who is an editor too, Zotero would drop the one in
    ``aulast``.
    """
    names, editors = item.get("author", []), item.get("editor", [])
    for place, name in enumerate(names):
        first = place == 0 and name not in editors
        if first and "given" in name:
            yield "aulast", name_text({part: value for part, value in name.items() if part != "given"})
            yield "aufirst", name["given"]
        elif first and "." in name.get("literal", ""):
            yield "aulast", name["literal"]
        else:
            yield "au", _parted(name)
    for name in editors:
        yield "contributor", _parted(name)


def _parted(name: dict[str, str]) -> str:
    text = name_text(name)
    return text if "given" in name else f"{text},"


def _pairs(item: Item) -> Iterator[tuple[str, str]]:
    matrix, genre, title, container = _FORMS.get(item["type"], _DOCUMENT)
    date = date_parts(item)
    yield "rft_val_fmt", matrix
    if doi := item.get("DOI"):
        yield "rft_id", f"info:doi/{doi}"
    if url := item.get("URL"):
        yield "rft_id", url
    described = [
        ("type" if matrix == _OTHER else "genre", genre),
        (title, item.get("title", "")),
        (container, item.get("container-title", "")),
        ("series" if matrix == _BOOK else "", item.get("collection-title", "")),
        *_people(item),
        ("date", "-".join(f"{part:02d}" for part in date)),
        ("volume", item.get("volume", "")),
        ("issue", item.get("issue", "")),
        ("artnum" if matrix == _JOURNAL else "", item.get("number", "")),
        ("pages", item.get("page", "").replace("–", "-")),
        ("tpages", item.get("number-of-pages", "")),
        ("edition", item.get("edition", "")),
        ("place", item.get("publisher-place", "")),
        ("inst" if matrix == _THESIS else "publisher" if matrix == _OTHER else "pub", item.get("publisher", "")),
        ("degree" if matrix == _THESIS else "", item.get("genre", "")),
        ("isbn", item.get("ISBN", "")),
        ("language", item.get("language", "")),
    ]
    yield from ((f"rft.{key}", str(value)) for key, value in described if key and value)


def span(item: Item) -> str:
    """Return the span of a CSL item as HTML; it shows nothing and says nothing aloud."""
    pairs = [("ctx_ver", "Z39.88-2004"), *_pairs(item)]
    context = "&".join(f"{key}={quote(value, safe='')}" for key, value in pairs)
    return f'<span class="Z3988" title="{html.escape(context)}" aria-hidden="true"></span>'
