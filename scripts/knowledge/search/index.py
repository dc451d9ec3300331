"""The two files a browser searches in.

``search-index.js`` holds what finds and orders results; ``search-text.js`` holds the
text of the parts, for the excerpts, and may come later. Both are scripts that set one
global variable each, so that they load from disk too, where a page may fetch nothing.

The index, as JSON:

- ``version``: of the content; the same in both files
- ``groups``: what results are grouped by, [[id, name], …]
- ``stopWords``, ``suffixes``, ``spellings``, ``shortestStem``, ``genitiveAfter``: tables of ``words``
- ``terms``: every term, sorted, in one string, separated by spaces
- ``documents``: [address, title, group, [[strength, term, …], …]], the last being its names
- ``sections``: [document, anchor, heading], in order of document
- ``postings``: a string; one part a term, parted by ``;``. A part lists the sections the
  term stands in: in base 36, parted by ``,``, each (distance from the one before) * 4 + weight,
  where the weight is 0–2 for once, twice or more in the text, and 3 for in the heading
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from knowledge.search import words
from knowledge.search.documents import GROUPS, Document

INDEX_FILE = "assets/search-index.js"
TEXT_FILE = "assets/search-text.js"
_IN_HEADING = 3
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits


def _weights(heading: str, text: str) -> dict[str, int]:
    """Return term -> weight in one section."""
    weights = {term: min(count, 3) - 1 for term, count in Counter(words.terms(text)).items()}
    return weights | dict.fromkeys(words.terms(heading), _IN_HEADING)


def _postings(occurrences: dict[str, list[tuple[int, int]]], terms: Sequence[str]) -> str:
    parts = []
    for term in terms:
        last, numbers = 0, []
        for section, weight in occurrences.get(term, ()):
            numbers.append(_base36((section - last) * 4 + weight))
            last = section
        parts.append(",".join(numbers))
    return ";".join(parts)


def _script(variable: str, value: object) -> str:
    return f"globalThis.{variable} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"


def build_index(documents: Sequence[Document]) -> dict[str, str]:
    """Return the search's files: path in the site -> content. The same documents give the same bytes."""
    # A kind of page that is not listed goes with the reference pages.
    places = {name: place for place, name in enumerate(GROUPS)}
    occurrences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    sections, texts, names = [], [], []
    for number, document in enumerate(documents):
        known = {(name.strength, *words.terms(name.text)) for name in document.names}
        names.append(sorted((name for name in known if len(name) > 1), key=lambda name: (-name[0], name[1:])))
        for section in document.sections:
            heading = section.heading if section.anchor else ""
            for term, weight in sorted(_weights(heading, section.text).items()):
                occurrences[term].append((len(sections), weight))
            sections.append([number, section.anchor, heading])
            texts.append(section.text)
    terms = sorted({*occurrences, *(term for group in names for name in group for term in name[1:])})
    place = {term: number for number, term in enumerate(terms)}
    index = {
        "groups": list(GROUPS.items()),
        "stopWords": words.STOP_WORDS,
        "suffixes": words.SUFFIXES,
        "spellings": words.SPELLINGS,
        "shortestStem": words.SHORTEST_STEM,
        "genitiveAfter": words.GENITIVE_AFTER,
        "terms": " ".join(terms),
        "documents": [
            [
                document.address,
                document.title,
                places.get(document.group, places["reference"]),
                [[strength, *(place[term] for term in found)] for strength, *found in group],
            ]
            for document, group in zip(documents, names, strict=True)
        ],
        "sections": sections,
        "postings": _postings(occurrences, terms),
    }
    version = hashlib.sha256(json.dumps([index, texts], ensure_ascii=False).encode()).hexdigest()[:12]
    return {
        INDEX_FILE: _script("searchIndex", {"version": version, **index}),
        TEXT_FILE: _script("searchText", {"version": version, "sections": texts}),
    }
