"""The source texts that claims are held to.

An open text (CC BY 4.0) is in the project, page by page. A closed one is not ours to
publish: of it the project has only what it takes to check a place, namely for each page a
hash of each run of ``CHUNK`` words, the runs end to end. A passage of it is a page, a first
run and a number of runs, with the hash of those runs' hashes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.evidence.words import joined, spans, words_of
from knowledge.problems import Problem

FOLDER = "bibliography/texts"
# Words in a run. Whoever would read a run from its hash has to guess all of them at once: they overlap with no other.
CHUNK = 20
_PAGE = re.compile(r"\[\[s\. (\d+)\]\]\n?")
_HEAD = re.compile(r"\[\[[^\]]*\]\]")


@dataclass(frozen=True)
class OpenText:
    """A text the project has in full: page -> its text."""

    key: str
    pages: Mapping[int, str]
    _words: dict[int, list[str]] = field(default_factory=dict, compare=False, repr=False)

    def words(self, page: int) -> list[str]:
        """Return the words of a page, in order; none of a page it does not have."""
        if page not in self._words:
            self._words[page] = words_of(self.pages.get(page, ""))
        return self._words[page]


@dataclass(frozen=True)
class ClosedText:
    """A text the project has the fingerprints of: page -> the hashes of its runs."""

    key: str
    pages: Mapping[int, Sequence[str]]

    def hash_of(self, page: int, at: int, length: int) -> str | None:
        """Return the hash of a passage; None when the page has no such runs."""
        runs = self.pages.get(page, ())
        if at < 0 or length < 1 or at + length > len(runs):
            return None
        return hashlib.sha256("".join(runs[at : at + length]).encode()).hexdigest()[:24]


@dataclass
class Texts:
    """The texts of a project, by citation key."""

    open: dict[str, OpenText] = field(default_factory=dict)
    closed: dict[str, ClosedText] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.open) | frozenset(self.closed)


def split_pages(text: str) -> dict[int, str]:
    """Return the pages of a text marked ``[[s. N]]``; what stands before the first, or on no page, is left out."""
    parts = _PAGE.split(text)
    return {int(number): _HEAD.split(page)[0] for number, page in zip(parts[1::2], parts[2::2], strict=True)}


def run_hashes(page: str) -> list[str]:
    """Return the hash of each run of words of a page; none of a page with fewer than ``CHUNK`` words.

    The last run takes in what is left, up to twice as many: a short one could be guessed.
    """
    words = words_of(page)
    starts = [run * CHUNK for run in range(len(words) // CHUNK)]
    ends = [*starts[1:], len(words)]
    return [_run_hash(words[start:end]) for start, end in zip(starts, ends, strict=True)] if starts else []


def run_of(word: int, count: int) -> int:
    """Return the run, from 0, that the word number ``word`` of a page of ``count`` words stands in."""
    return min(word // CHUNK, max(count // CHUNK - 1, 0))


def _run_hash(words: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:24]


def fingerprints(key: str, text: str) -> str:
    """Return the fingerprints of a marked text as the project keeps them (JSON)."""
    pages = {str(number): run_hashes(page) for number, page in split_pages(text).items()}
    return json.dumps({"key": key, "words_in_a_run": CHUNK, "pages": pages}, indent=1) + "\n"


def read_texts(root: Path) -> tuple[Texts, list[Problem]]:
    """Return the texts of a project; a project without the folder has none.

    ``KEY.txt`` is an open text, after a head that ends with a line of dashes; ``KEY.fingerprints.json`` a closed one.
    """
    texts, problems = Texts(), []
    folder = root / FOLDER
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        name = f"{FOLDER}/{file.name}"
        try:
            content = file.read_text(encoding="utf-8")
            if file.name.endswith(".fingerprints.json"):
                data = json.loads(content)
                pages = {int(number): tuple(runs) for number, runs in data["pages"].items()}
                if data["words_in_a_run"] != CHUNK:
                    raise ValueError(f"its runs have {data['words_in_a_run']} words, not {CHUNK}")
                texts.closed[data["key"]] = ClosedText(data["key"], pages)
            elif file.suffix == ".txt":
                texts.open[file.stem] = OpenText(file.stem, split_pages(content.partition("\n---\n")[2] or content))
        except (OSError, ValueError, KeyError, TypeError) as error:
            mend = "restore the file (maintain.py claims texts makes it from the source)"
            problems.append(Problem(name, 1, f"the text cannot be read ({error})", mend, "evidence"))
    return texts, problems


@dataclass(frozen=True)
class Excerpt:
    """Words of a source at hand: their page, the words as they stand, the run they begin in and how many runs."""

    page: int
    words: str
    at: int
    runs: int


def excerpt(page: int, text: str, first: int, count: int) -> Excerpt:
    """Return ``count`` words of a page's text from the word number ``first``, as they stand."""
    whole = joined(text)
    found = spans(whole)[first : first + count]
    shown = " ".join(whole[found[0][1] : found[-1][2]].split())
    total = len(spans(whole))
    at = run_of(first, total)
    return Excerpt(page, shown, at, run_of(first + count - 1, total) - at + 1)
