"""The files a browser searches in.

``search-index.js`` comes first: what finds a page by its names and headings. ``search-text.js``
follows: what stands in the text, and the entries that are looked up less. Files named by their
content hold the excerpts, a few pages in each, and are asked for when a result of theirs is shown;
where the two first grow beyond ``MOST_AT_ONCE``, the second is parted in the same way. All are scripts
that set global variables, so that they load from disk too, where a page may fetch nothing.

``searchIndex``, as JSON:

- ``version``: of the content; the same in both files
- ``groups``: what results are grouped by, [[id, name], …]; pages that answer questions by their part of the menu
- ``language``: tables of ``words``: token, stopWords, questionWords, suffixes, spellings, shortestStem,
  genitiveAfter, joints, variants, aliases ({term: "term term"}), wholeWords
- ``readers``: who may be asking, [[``audience`` or ``language``, words that tell it, how many of them, own pages,
  pages of others], …]; the words as terms, the pages as numbers in ``pages``
- ``lastParts``: numbers of sections that say what is not known
- ``terms``: terms, in one string, separated by spaces; those of ``searchText`` follow them
- ``pages``: addresses
- ``documents``: [page, anchor, title, group, names, parts, here?], those of ``searchText`` follow them.
  ``names`` is a string: names parted by ``;``, each its strength in base 36, ``+`` and the number of the part
  it names where it is not the whole document's, for a question ``!`` and its ``phrase_mark``, ``:``, and
  the terms in base 36, parted by ``,``.
  ``parts`` are its sections: a heading («» at the beginning), or [heading, anchor] where the anchor
  is not made of the heading (``_slug``)
- ``postings``: a string; one part a term, parted by ``;``. A part lists the sections the
  term stands in: in base 36, parted by ``,``, each (distance from the one before) * 4 + weight,
  where the weight is 0–2 for once, twice or more in the text, and 3 for in the heading.
  Here, of headings alone
- ``excerpts``: [first section, file] of the files with excerpts, in order; each sets ``searchExcerpts[file]``

``searchText``: ``version``, ``terms`` and ``documents`` (which go on where those of ``searchIndex`` end), and
``postings`` of all terms; where they are parted, ``parts`` instead: [first term, file], each setting
``searchPostings[file]`` to a string like ``postings``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from knowledge.language import Language, read_language
from knowledge.search.documents import ASKED, GROUPS, Document
from knowledge.search.words import Words, words_of

INDEX_FILE = "assets/search-index.js"
TEXT_FILE = "assets/search-text.js"
FOLDER = "assets/search"
# Bytes, compressed, that may come before everything is found; beyond that, a part holds a fifth of as much.
MOST_AT_ONCE = 300_000
# Characters of excerpts in one file: a slow line brings it in a tenth of a second.
EXCERPTS = 12_000
# Entries of these registers, and the pages on the two texts, come with the text: they are looked up less, or, as the
# provisions, long, and who types a section can wait half a second longer than who asks.
_LATER = {"references", "provisions", "figures", "timeline", "source-notes", "anthology", "thesis"}
_IN_HEADING = 3
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NO_SLUG = re.compile(r"[^\w\- ]")

Postings = Mapping[str, Sequence[tuple[int, int]]]


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits


def _slug(heading: str) -> str:
    """Return the anchor that is made of a heading, that of the part alone where it stands in another."""
    return _NO_SLUG.sub("", heading.rpartition(" › ")[2]).strip().lower().replace(" ", "-")


def _weights(words: Words, heading: str, text: str) -> dict[str, int]:
    """Return term -> weight in one section."""
    weights = {term: min(count, 3) - 1 for term, count in Counter(words.terms(text)).items()}
    return weights | dict.fromkeys(words.terms(heading), _IN_HEADING)


def _packed(occurrences: Postings, terms: Iterable[str]) -> str:
    parts = []
    for term in terms:
        last, numbers = 0, []
        for section, weight in occurrences.get(term, ()):
            numbers.append(_base36((section - last) * 4 + weight))
            last = section
        parts.append(",".join(numbers))
    return ";".join(parts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _compressed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


class _Files:
    """Files named by their content; ``written`` is path in the site -> content."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}

    def add(self, variable: str, content: object) -> str:
        """Keep content under a name made of it; return the name, by which the script sets it in ``variable``."""
        text = _json(content)
        name = hashlib.sha256(f"{variable}{text}".encode()).hexdigest()[:10]
        self.written[f"{FOLDER}/{name}.js"] = f'(globalThis.{variable} ??= {{}})["{name}"] = {text};\n'
        return name


def _names(words: Words, document: Document, place: Mapping[str, int]) -> str:
    """Return a document's names, the strongest first; a name of no term, or of no part there is, is left out."""
    parts = {section.anchor: number for number, section in enumerate(document.sections)}
    known = set()
    for name in document.names:
        if name.anchor and name.anchor not in parts:
            continue
        part = parts[name.anchor] if name.anchor else 0
        mark = words.phrase_mark(name.text) if name.strength == ASKED else -1
        known.add((-name.strength, part, mark, *(place[term] for term in dict.fromkeys(words.terms(name.text)))))
    return ";".join(
        f"{_base36(-strength)}{f'+{_base36(part)}' if part else ''}{f'!{_base36(mark)}' if mark >= 0 else ''}"
        f":{','.join(map(_base36, terms))}"
        for strength, part, mark, *terms in sorted(known)
        if terms
    )


def _groups(documents: Iterable[Document], language: Language) -> list[tuple[str, str]]:
    """Return the groups of results: every kind of page and register, then the parts of the menu with questions."""
    kinds = [(group, language.say(name)) for group, name in GROUPS.items()]
    parts = [(document.group, document.part) for document in documents if document.part]
    return [*kinds, *dict.fromkeys(parts)]


def _document(
    words: Words, document: Document, pages: Mapping[str, int], place: Mapping[str, int], groups: list[tuple[str, str]]
) -> list[Any]:
    page, _, anchor = document.address.partition("#")
    kinds = list(GROUPS)
    parts: list[Any] = []
    for section in document.sections:
        if not section.anchor:
            parts.append("")
        else:
            same = _slug(section.heading) == section.anchor
            parts.append(section.heading if same else [section.heading, section.anchor])
    # A kind of page that is not listed goes with the reference pages.
    kind = kinds.index(document.group if document.group in GROUPS else "reference")
    group = groups.index((document.group, document.part)) if document.part else kind
    made = [pages[page], anchor, document.title, group, _names(words, document, place), parts]
    return [*made, document.here] if document.here else made


def _excerpts(documents: Sequence[Document], files: _Files) -> list[list[Any]]:
    """Write the text of the sections; return [first section, file] of each file."""
    listed, texts, size, first = [], [], 0, 0
    sections = [section for document in documents for section in document.sections]
    for number, section in enumerate(sections, 1):
        texts.append(section.text)
        size += len(section.text)
        if size >= EXCERPTS or number == len(sections):
            listed.append([first, files.add("searchExcerpts", texts)])
            texts, size, first = [], 0, number
    return listed


def _parts(occurrences: Postings, terms: Sequence[str], files: _Files, size_of_part: int) -> list[list[Any]]:
    """Write the postings in parts of about ``size_of_part`` bytes; return [first term, file] of each."""
    whole = _packed(occurrences, terms)
    count = -(-_compressed(whole) // size_of_part)
    entries = whole.split(";")
    length = -(-len(whole) // count)
    listed, first, size = [], 0, 0
    for number, entry in enumerate(entries, 1):
        size += len(entry) + 1
        if size >= length or number == len(entries):
            listed.append([first, files.add("searchPostings", ";".join(entries[first:number]))])
            first, size = number, 0
    return listed


def _language(words: Words, search_words: Mapping[str, Any], vocabulary: set[str]) -> dict[str, Any]:
    """Return the tables of the language, with the site's own words among the aliases."""
    aliases = words.aliases(words.data["words"], search_words.get("everyday", {}))
    known = {word: " ".join(term for term in meant if term in vocabulary) for word, meant in aliases.items()}
    return {
        "token": words.token,
        "stopWords": words.stop_words,
        "questionWords": words.question_words,
        "suffixes": words.suffixes,
        "spellings": words.spellings,
        "shortestStem": words.shortest_stem,
        "genitiveAfter": words.genitive_after,
        "joints": words.joints,
        "variants": words.variants,
        "aliases": {word: meant for word, meant in known.items() if meant},
        "wholeWords": sorted({term for word in search_words.get("whole_words", ()) for term in words.terms(word)}),
    }


def _readers(
    words: Words, search_words: Mapping[str, Any], documents: Sequence[Document], pages: Mapping[str, int]
) -> list[list[Any]]:
    """Return what tells who asks, and which pages are for her (alone, or above all), against those that are not."""
    made = []
    for reader in search_words.get("readers", ()):
        own, others = set(), set()
        for document in documents:
            page = pages[document.address.partition("#")[0]]
            if language := reader.get("language"):
                if document.language == language:
                    own.add(page)
            elif document.audience[:1] == (reader["audience"],) and (len(document.audience) == 1 or document.asks):
                own.add(page)
            elif document.audience and reader["audience"] not in document.audience:
                others.add(page)
        told = sorted({words.stem(word) for word in words.words(reader["words"])})
        by = "language" if "language" in reader else "audience"
        made.append([by, told, reader.get("least", 1), sorted(own), sorted(others)])
    return made


def build_index(
    documents: Sequence[Document],
    search_words: Mapping[str, Any] | None = None,
    most_at_once: int = MOST_AT_ONCE,
    language: Language | None = None,
) -> dict[str, str]:
    """Return the search's files: path in the site -> content. The same documents give the same bytes.

    search_words: the site's own (``site_words``); most_at_once: see ``MOST_AT_ONCE``
    language: the site's
    """
    language = language or read_language()
    words = words_of(language)
    search_words = search_words or {}
    soon = [document for document in documents if document.group not in _LATER]
    documents = [*soon, *(document for document in documents if document.group in _LATER)]
    last_parts = set(search_words.get("last_parts", ()))
    everywhere: dict[str, list[tuple[int, int]]] = defaultdict(list)
    headings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    last, sections = [], 0
    for number, document in enumerate(documents):
        for section in document.sections:
            heading = section.heading if section.anchor else ""
            for term, weight in sorted(_weights(words, heading, section.text).items()):
                everywhere[term].append((sections, weight))
                if weight == _IN_HEADING and number < len(soon):
                    headings[term].append((sections, weight))
            if heading.rpartition(" › ")[2] in last_parts:
                last.append(sections)
            sections += 1

    def names(some: Iterable[Document]) -> set[str]:
        return {term for document in some for name in document.names for term in words.terms(name.text)}

    early = sorted(names(soon) | set(headings))
    later = sorted((names(documents) | set(everywhere)) - set(early))
    terms = [*early, *later]
    place = {term: number for number, term in enumerate(terms)}
    pages = list(dict.fromkeys(document.address.partition("#")[0] for document in documents))
    page_places = {page: number for number, page in enumerate(pages)}
    groups = _groups(documents, language)
    made = [_document(words, document, page_places, place, groups) for document in documents]
    files = _Files()
    index = {
        "groups": groups,
        "language": _language(words, search_words, set(terms)),
        "readers": _readers(words, search_words, documents, page_places),
        "lastParts": last,
        "terms": " ".join(early),
        "pages": pages,
        "documents": made[: len(soon)],
        "postings": _packed(headings, early),
        "excerpts": _excerpts(documents, files),
    }
    text = {"terms": " ".join(later), "documents": made[len(soon) :], "postings": _packed(everywhere, terms)}
    if _compressed(_json([index, text])) > most_at_once:
        text |= {"postings": "", "parts": _parts(everywhere, terms, files, most_at_once // 5)}
    version = hashlib.sha256(_json([index, text]).encode()).hexdigest()[:12]
    return {
        INDEX_FILE: f"globalThis.searchIndex = {_json({'version': version, **index})};\n",
        TEXT_FILE: f"globalThis.searchText = {_json({'version': version, **text})};\n",
        **files.written,
    }
