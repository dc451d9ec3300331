"""The likeliest passages for a claim, by fuzzy matching (rapidfuzz, https://rapidfuzz.github.io/RapidFuzz/)."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.evidence.texts import Excerpt, excerpt
from knowledge.evidence.words import joined, places, spans, words_of

# How many words a proposed passage has, and how far one proposal begins from the next.
WINDOW, STEP = 30, 5
# Below this share of likeness, words are not taken for those of a page.
NEAR = 88.0
ELLIPSIS = "…"


@dataclass(frozen=True)
class Proposal:
    """A passage and how well it fits the claim, 0–100."""

    excerpt: Excerpt
    score: float


def proposals(claim: str, pages: dict[int, str], most: int = 3) -> list[Proposal]:
    """Return the passages of the cited pages that fit a claim best, the best first.

    pages: page -> its text
    """
    from rapidfuzz import fuzz

    wanted = " ".join(words_of(claim))
    found = []
    for page, text in pages.items():
        count = len(spans(joined(text)))
        for first in range(0, max(1, count - WINDOW // 2), STEP):
            piece = excerpt(page, text, first, min(WINDOW, max(1, count - first))) if count else None
            if piece:
                found.append(Proposal(piece, fuzz.token_set_ratio(wanted, " ".join(words_of(piece.words)))))
    chosen: list[Proposal] = []
    for one in sorted(found, key=lambda proposal: (-proposal.score, proposal.excerpt.page, proposal.excerpt.at)):
        # Windows overlap: one of each place.
        if all(
            one.excerpt.page != other.excerpt.page or abs(one.excerpt.at - other.excerpt.at) > 1 for other in chosen
        ):
            chosen.append(one)
        if len(chosen) == most:
            break
    return chosen


def locate(words: str, page: int, text: str) -> Excerpt | None:
    """Return the passage of a page that has these words; with «…» in between, all from the first part to the last.

    Small slips are forgiven, and the page's own words are returned; None when the page has nothing like them.
    """
    whole = [word for word, _, _ in spans(joined(text))]
    parts = [words_of(part) for part in words.replace("...", ELLIPSIS).split(ELLIPSIS)]
    parts = [part for part in parts if part]
    if not parts:
        return None
    first = _find(parts[0], whole, 0)
    if first is None:
        return None
    last = _find(parts[-1], whole, first[0]) if len(parts) > 1 else first
    if last is None:
        return None
    start, end = first[0], last[0] + last[1]
    return excerpt(page, text, start, max(1, end - start))


def _find(needle: list[str], within: list[str], start: int) -> tuple[int, int] | None:
    """Return where words stand, and how many they are there: to the letter, else the nearest."""
    exact = [place for place in places(needle, within) if place >= start]
    if exact:
        return exact[0], len(needle)
    from rapidfuzz import fuzz

    wanted, best = " ".join(needle), (0.0, 0, 0)
    for length in (len(needle), len(needle) - 1, len(needle) + 1):
        for place in range(start, len(within) - length + 1) if length > 0 else ():
            score = fuzz.ratio(wanted, " ".join(within[place : place + length]))
            if score > best[0]:
                best = (score, place, length)
    return (best[1], best[2]) if best[0] >= NEAR else None


def nearest(words: str, pages: dict[int, str]) -> tuple[int, str, float]:
    """Return the page, the words and the likeness (0–100) of what comes nearest to a quotation."""
    found = proposals(words, pages, most=1)
    return (found[0].excerpt.page, found[0].excerpt.words, found[0].score) if found else (0, "", 0.0)
