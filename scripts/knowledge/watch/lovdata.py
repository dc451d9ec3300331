"""Reads one document of Lovdata's open packages: HTML that is well-formed XML.

Form: «XML-dokumentasjon», https://api.lovdata.no/xmldocs, and documents of the packages themselves. The head is a
``dl`` whose ``dd`` have the field as class (``legacyID``, ``dateInForce``); in ``main.documentBody`` a chapter is a
``section`` with a heading, a section of the act an ``article.legalArticle`` with ``.legalArticleHeader``, paragraphs
``legalP`` or ``numberedLegalP``, notes on changes ``changesToParent``. What is repealed has ``data-repealeddate``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from knowledge.watch.law_text import LawText, Section, is_repealed, split_heading

# An act stands in the head's first kilobytes; what is not asked for need not be parsed.
HEAD = 16 * 1024
_ID = re.compile(rb'<dd class="legacyID">\s*([^<\s]+)\s*</dd>')
_ARTICLES = {"legalArticle", "marginIdArticle"}
# Not the provision: what was changed when, footnotes, the gazette's remarks.
_BESIDE = {"changesToParent", "footnotes", "footnote", "gazettenote"}
_PARAGRAPHS = {"legalP", "numberedLegalP"}
_BLOCKS = {"article", "p", "li", "ol", "ul", "div", "tr", "table", "br", "section", "h1", "h2", "h3", "h4", "h5", "h6"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def document_id(head: bytes) -> str | None:
    """Return Lovdata's id from the first ``HEAD`` bytes of a document; None when it has none."""
    found = _ID.search(head)
    return found[1].decode("utf-8", "replace") if found else None


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _classes(element: ElementTree.Element) -> set[str]:
    return set(element.get("class", "").split())


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    """Yield an element's text, with a line break around whatever is a block.

    What a paragraph says after a list in it comes before that list: copies in Markdown
    have it so, and cannot be put right without knowing where the list ended the sentence.
    """
    lists = []
    yield element.text or ""
    for child in element:
        if _classes(child) & _BESIDE:
            yield child.tail or ""
        elif _tag(child) in ("ol", "ul") and _classes(element) & _PARAGRAPHS:
            lists.append(child)
            yield f" {child.tail or ''}"
        else:
            inside = bool(_classes(child) & {"leddfortsettelse"} and _classes(element) & _PARAGRAPHS)
            edge = " " if inside or _tag(child) in ("td", "th") else "\n" if _tag(child) in _BLOCKS else ""
            yield edge
            yield from _pieces(child)
            yield edge
            yield child.tail or ""
    for listed in lists:
        yield "\n"
        yield from _pieces(listed)
        yield "\n"


def _text(element: ElementTree.Element) -> str:
    lines = (" ".join(line.split()) for line in "".join(_pieces(element)).split("\n"))
    return "\n".join(filter(None, lines))


def _header(article: ElementTree.Element) -> ElementTree.Element | None:
    for child in article:
        if "legalArticleHeader" in _classes(child) or _tag(child) in _HEADINGS:
            return child
    return None


def _sections(element: ElementTree.Element, path: tuple[str, ...]) -> Iterator[Section]:
    for child in element:
        classes = _classes(child)
        # A «futureLegalArticle» is what an amending act wants another act to say.
        if classes & _BESIDE or "futureLegalArticle" in classes:
            continue
        header = _header(child) if classes & _ARTICLES else None
        parts = split_heading(_text(header)) if header is not None else None
        if parts:
            yield _section(child, header, parts, path)
        elif _tag(child) == "section":
            heading = next((_text(part) for part in child if _tag(part) in _HEADINGS), "")
            yield from _sections(child, (*path, " ".join(heading.split())) if heading else path)
        elif len(child):
            yield from _sections(child, path)


def _section(article: Any, header: Any, parts: tuple[str, str, str, str], path: tuple[str, ...]) -> Section:
    kind, number, printed, title = parts
    notes = tuple(
        " ".join("".join(note.itertext()).split()) for note in article.iter() if "changesToParent" in _classes(note)
    )
    body = ElementTree.Element("article")
    body.extend(child for child in article if child is not header)
    text = _text(body)
    repealed_from = article.get("data-repealeddate")
    repealed = is_repealed(title, text, notes) or bool(repealed_from and not text)
    return Section(kind, number, printed, title, text, notes, path, repealed, repealed_from)


def read_xml(data: bytes) -> tuple[LawText, str]:
    """Return the act a document holds, and its language («nb», «nn», «no»; "" when it names none).

    Raises ValueError when it is no well-formed XML, or has no id or body.
    """
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ValueError(f"it is no well-formed XML ({error})") from error
    fields: dict[str, str] = {}
    body = None
    for element in root.iter():
        if _tag(element) == "dd" and element.get("class"):
            fields.setdefault(element.get("class") or "", " ".join("".join(element.itertext()).split()))
        elif _tag(element) == "main" and body is None:
            body = element
    if "legacyID" not in fields or body is None:
        raise ValueError("it has no legacyID or no main.documentBody")
    law = LawText(fields["legacyID"], fields.get("dateInForce", ""))
    law.sections.extend(_sections(body, ()))
    return law, root.get("lang", root.get("{http://www.w3.org/XML/1998/namespace}lang", ""))
