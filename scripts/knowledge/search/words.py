"""From text to search terms, with the words of the site's language (``search.yml`` in its folder).

A term is a word without its inflection, written in a–z and 0–9 alone. Both sides of
the search must make the same terms: ``docs/assets/search-engine.js`` follows the same
steps with the same tables, which the index carries, and a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from knowledge.language import Language

_TWO_LETTERS = re.compile(r"([ao])e|aa")
_REPEATED = re.compile(r"([a-z])\1+")
_MOST_OF_RANGE = 60

# What a number of a section looks like: with chapter and letter.
_LETTER = r"(?: ?([a-h])(?![a-z0-9]))?"
_NUMBER = rf"(\d+)(?:[-\u2010](\d+))?{_LETTER}"


class _Marks(dict[int, int | None]):
    """For ``str.translate``: takes away what combines with the letter before it."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_WITHOUT_MARKS = _Marks()


def _number(first: str, second: str, letter: str) -> str:
    return first + (f"-{second}" if second else "") + letter


def _sections(mark: str, first: tuple[str, str, str], dash: str, last: tuple[str, str, str]) -> Iterator[str]:
    """Yield the sections a mark stands before: one, both, or all of a range («§§ 29–35»)."""
    if dash and not mark.startswith("§§") and not first[1] and not first[2] and not last[1]:
        # One section, written with another dash: «§ 4–6».
        yield f"§{_number(first[0], last[0], last[2])}"
        return
    yield f"§{_number(*first)}"
    if not dash:
        return
    chapter = f"{first[0]}-" if first[1] else ""
    if bool(first[1]) == bool(last[1]) and (not chapter or first[0] == last[0]):
        begin, end = int(first[1] or first[0]), int(last[1] or last[0])
        if end - begin <= _MOST_OF_RANGE:
            yield from (f"§{chapter}{number}" for number in range(begin + 1, end + bool(last[2])))
    yield f"§{_number(*last)}"


class Words:
    """How the words of a language become terms.

    token: what a number of a section and a word look like, in the syntax Python and JavaScript share. The groups:
        a chapter («§ 11-*»); or the mark, a number with chapter and letter, the dash to a second number, and that;
        or a number, with chapter and letter, that has no mark; or a word
    suffixes, shortest_stem, genitive_after, spellings, joints: as ``search.yml`` has them, made ready
    stop_words, question_words: words of a question that say nothing of what is looked for; and those that say little
    variants: parts of words as others write them, and as the pages do
    """

    def __init__(self, language: Language):
        data = language.search
        self.data = data
        self.suffixes = tuple(sorted(data["inflections"].split(), key=lambda suffix: (-len(suffix), suffix)))
        self.shortest_stem: int = data["shortest_stem"]
        self.genitive_after: str = data["genitive_after"]
        self.spellings: dict[str, str] = data["spellings"]
        self._spellings = str.maketrans(self.spellings)
        self.token = (
            rf"§ ?(\d+)-\*|(§+|{data['section']})[ .]*{_NUMBER}(?: ?([\u2012-\u2014\u2212]) ?{_NUMBER})?"
            rf"|{_NUMBER}|([a-z][a-z0-9]*)"
        )
        self._token = re.compile(self.token, re.ASCII)
        self.stem = lru_cache(maxsize=200_000)(self._stem)
        self.stop_words = self._folded(data["stop_words"])
        self._stop_words = frozenset(self.stop_words)
        asked = self._folded(data["question_words"])
        self.question_words = tuple(word for word in asked if word not in self._stop_words)
        self.variants = tuple(
            dict.fromkeys((self.fold(written), self.fold(meant)) for written, meant in data["variants"])
        )
        self.joints = tuple(data["joints"])

    def _folded(self, text: str) -> tuple[str, ...]:
        return tuple(sorted(set(map(self.fold, text.split()))))

    def fold(self, text: str) -> str:
        """Return text in lower case and without what keyboards and hurried fingers leave out.

        Accents go; æ and ae become a, ø and oe become o, å and aa become a; a letter written
        twice counts once. «Lønnstilskudd», «lonnstilskud» and «LOENNSTILSKUDD» are the same.
        """
        plain = unicodedata.normalize("NFKD", text.lower()).translate(self._spellings).translate(_WITHOUT_MARKS)
        return _REPEATED.sub(r"\1", _TWO_LETTERS.sub(lambda found: found[1] or "a", plain))

    def _stem(self, word: str) -> str:
        """Return a folded word without its inflection; words with a digit stay as they are."""
        if any(letter in "0123456789" for letter in word):
            return word
        for suffix in self.suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= self.shortest_stem:
                return word[: -len(suffix)]
        if word.endswith("s") and len(word) > self.shortest_stem and word[-2] in self.genitive_after:
            return word[:-1]
        return word

    def words(self, text: str) -> Iterator[str]:
        """Yield the folded words and numbers of a text in order; single letters are left out.

        A section of a law is one word, however it is written: «§ 14 a», «§14a», «paragraf 14 a»
        give «§14a», and a bare «14 a» gives «14a». A range gives each of its sections; «§ 11-*»
        stands for every section of chapter 11.
        """
        for found in self._token.findall(self.fold(text)):
            chapter, mark, dash, word = found[0], found[1], found[5], found[12]
            if chapter:
                yield f"§{chapter}-"
            elif mark:
                yield from _sections(mark, found[2:5], dash, found[6:9])
            elif found[9]:
                yield _number(*found[9:12])
            elif len(word) > 1:
                yield word

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text in order, without stop words."""
        return [self.stem(word) for word in self.words(text) if word not in self._stop_words]

    def phrase_mark(self, text: str) -> int:
        """Return a number for all the words of a text in order, stop words too: «hva er ips» is not «hvem kan få ips».

        FNV-1a of 32 bits over the stems' code points, and of that what four digits of base 36 hold; search-engine.js
        does the same. Two questions of one mark would only lift a page that a word of the question must find anyway.
        """
        mark = 2166136261
        for letter in " ".join(map(self.stem, self.words(text))):
            mark = ((mark ^ ord(letter)) * 16777619) & 0xFFFFFFFF
        return mark % 36**4

    def aliases(self, *tables: dict[str, str]) -> dict[str, tuple[str, ...]]:
        """Return, for the term of each word of the tables, the terms of what the pages call the same.

        Each table is word -> words that mean it, separated by spaces; a word in two tables has what both say.
        """
        found: dict[str, dict[str, None]] = {}
        for table in tables:
            for word, meant in table.items():
                for written in self.terms(word) or [self.stem(self.fold(word))]:
                    found.setdefault(written, {}).update(
                        dict.fromkeys(term for term in self.terms(meant) if term != written)
                    )
        return {word: tuple(meant) for word, meant in sorted(found.items()) if meant}


@lru_cache
def words_of(language: Language) -> Words:
    """Return how the words of a language become terms."""
    return Words(language)
