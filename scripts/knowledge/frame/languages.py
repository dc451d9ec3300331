"""What is not in Norwegian: a screen reader is told of references and words in other languages (WCAG 3.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.registers.references import Reference, bcp47

ENGLISH_WORDS = "bibliography/english_words.txt"
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What is drawn, run or quoted letter by letter.
_LEFT_ALONE = {"svg", "script", "style", "code", "pre", "template"}
_SOURCE = re.compile(r'<li id="kilde-(?P<key>[^"]+)">')
_ENTRY = re.compile(r'<h3 class="entry" id="(?P<key>[^"]+)">')


def mark_references(text: str, printed: Mapping[str, str], works: Mapping[str, Reference]) -> str:
    """Return a page's HTML with its references in other languages marked as such.

    printed: key -> the reference as it stands in HTML; works: key -> the work

    The works of a page are those in its «Kilder», and on the literature page those with an entry.
    """
    keys = {found["key"] for pattern in (_SOURCE, _ENTRY) for found in pattern.finditer(text)}
    tags = {printed[key]: bcp47(works[key]) for key in sorted(keys & works.keys())}
    if not tags:
        return text
    # One reference may stand within another: the longest first, each once.
    pattern = re.compile("|".join(map(re.escape, sorted(tags, key=len, reverse=True))))

    def mark(found: re.Match) -> str:
        tag = tags[found[0]]
        return found[0] if tag in (None, "nb") else f'<span lang="{tag}">{found[0]}</span>'

    return pattern.sub(mark, text)


def read_english(root: Path, names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of the English words of a project's pages; None when there are none.

    root: the project folder, whose ``ENGLISH_WORDS`` lists them; names: English names from the glossary
    """
    file = root / ENGLISH_WORDS
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    listed = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    words = sorted({word.lower() for word in listed | set(names)}, key=lambda word: (-len(word), word))
    if not words:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def mark_english(text: str, words: re.Pattern[str] | None) -> str:
    """Return HTML with English words marked, save within what has its language marked already."""
    if words is None:
        return text
    parts, silent = [], []
    for part in _TAG.split(text):
        if not part.startswith("<"):
            parts.append(part if silent else words.sub(r'<span lang="en">\g<0></span>', part))
            continue
        parts.append(part)
        name = found[1].lower() if (found := _NAME.match(part)) else ""
        opens = not part.startswith("</") and not part.endswith("/>") and name not in _VOID
        if silent and name == silent[-1]:
            # Within a part left alone, only its own name opens another level.
            silent.append(name) if opens else silent.pop()
        elif not silent and opens and (" lang=" in part or name in _LEFT_ALONE):
            silent.append(name)
    return "".join(parts)
