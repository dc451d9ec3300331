"""Paragraphs that state something and name no source.

A factual paragraph carries a citation or a link to the provision it paraphrases.
Let off are: short ones, lead-ins that end in a colon and the list or table after a cited
one, what stands in a box or begins with words that mark it as the site's own, sections
that only hold links, and
paragraphs marked ``<!-- uten kilde: why -->`` on the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.pages.source import SourcePage
from knowledge.problems import Problem

KINDS = frozenset({"basis", "perspective", "method", "law", "anthology", "thesis", "theory", "practice"})
LINK_SECTIONS = frozenset({"Les videre", "Les mer", "Se også"})
# How a page says that what follows is the site's own conclusion.
OWN_WORDS = "Av dette slutter nettstedet"
SHORTEST = 25  # words; below it a paragraph is a transition or a caption

_OWN_BOX = re.compile(r"^[!?]{3}\+? (?:slutning|merk)\b")
_BOX = re.compile(r"^[!?]{3}\+? \w+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_EXEMPT = re.compile(r"<!-- uten kilde: .+ -->")


def _blocks(page: SourcePage) -> Iterator[tuple[int, list[str]]]:
    """Yield offset and lines of each block between blank lines."""
    offset, start, lines = page.body_start, page.body_start, []
    for line in page.body.splitlines(keepends=True):
        if line.strip():
            if not lines:
                start = offset
            lines.append(line.rstrip("\n"))
        elif lines:
            yield start, lines
            lines = []
        offset += len(line)
    if lines:
        yield start, lines


def check(page: SourcePage) -> Iterator[Problem]:
    """Yield a problem for each uncited factual paragraph of ``page``."""
    if page.meta.get("kind") not in KINDS or page.register:
        return
    own_box = exempt = covered = links_only = law_named = False
    for offset, lines in _blocks(page):
        first = lines[0]
        if first.startswith("#"):
            links_only = first.strip("# ") in LINK_SECTIONS
            law_named = False
            continue
        if not first.startswith("    "):
            own_box = bool(_OWN_BOX.match(first))
        text = " ".join(line.strip() for line in (lines[1:] if _BOX.match(first) else lines))
        was_exempt, exempt = exempt, bool(_EXEMPT.search(text))
        sourced = "@" in text or "lovregister.md#" in text
        law_named = law_named or "lovregister.md#" in text
        # A cited lead-in speaks for the list or table it introduces.
        was_covered = covered and first.lstrip().startswith(("- ", "* ", "|", "1. "))
        covered = sourced
        own_words = text.startswith(OWN_WORDS)
        if own_words or own_box or links_only or was_exempt or exempt or sourced or was_covered or text.endswith(":"):
            continue
        # On a page about an act, a section that links the provision speaks of that provision.
        if page.meta["kind"] == "law" and law_named:
            continue
        plain = _LINK.sub(r"\1", text)
        if len(re.findall(r"\w+", plain)) < SHORTEST:
            continue
        mend = "cite the source with its page, or put '<!-- uten kilde: why -->' on the line above"
        yield page.problem(offset, f"a paragraph without a source: «{' '.join(plain.split()[:8])} …»", mend)
