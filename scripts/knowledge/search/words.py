"""From Norwegian text to search terms.

A term is a word without its inflection, written in a–z and 0–9 alone. Both sides of
the search must make the same terms: ``docs/assets/search-engine.js`` follows the same
steps with the same tables, which the index carries, and a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Inflections of nouns, adjectives and verbs, and the genitive; as ``fold`` leaves them.
_INFLECTIONS = """
a e en ene enes ens er ere eren erens erne ernes ers et ets ede edes ende endes erende ert erte erer
ing ingen ingene ingenes ingens inger ingers ings ering eringen eringene eringens eringer erings
het heten hetene hetenes hetens heter hets
"""
SUFFIXES = tuple(sorted(_INFLECTIONS.split(), key=lambda suffix: (-len(suffix), suffix)))
SHORTEST_STEM = 3
# A word ends in a genitive s after these letters; after the others the s is its own («status»).
GENITIVE_AFTER = "bcdfghjklmnoprtvwyz"

# Letters that Unicode does not take apart; the others lose their accents (å becomes a).
SPELLINGS = {"æ": "a", "ø": "o", "œ": "o", "ß": "s", "ð": "d", "đ": "d", "þ": "t", "ł": "l"}
_SPELLINGS = str.maketrans(SPELLINGS)
_TWO_LETTERS = re.compile(r"([ao])e|aa")
_REPEATED = re.compile(r"([a-z])\1+")
_NUMBER = r"(\d+(?:[-\u2010]\d+)?)(?: ?([a-h])(?![a-z0-9]))?"
_TOKEN = re.compile(rf"(?:§+|paragraf(?:en|ene)?)[ .]*{_NUMBER}|{_NUMBER}|([a-z][a-z0-9]*)", re.ASCII)


def fold(text: str) -> str:
    """Return text in lower case and without what keyboards and hurried fingers leave out.

    Accents go; æ and ae become a, ø and oe become o, å and aa become a; a letter written
    twice counts once. «Lønnstilskudd», «lonnstilskud» and «LOENNSTILSKUDD» are the same.
    """
    plain = unicodedata.normalize("NFKD", text.lower()).translate(_SPELLINGS)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _REPEATED.sub(r"\1", _TWO_LETTERS.sub(lambda found: found[1] or "a", plain))


def stem(word: str) -> str:
    """Return a folded word without its inflection; words with a digit stay as they are."""
    if any(letter in "0123456789" for letter in word):
        return word
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return word[: -len(suffix)]
    if word.endswith("s") and len(word) > SHORTEST_STEM and word[-2] in GENITIVE_AFTER:
        return word[:-1]
    return word


# Words of a question that say nothing of what is looked for.
_STOP_WORDS = """
a an and at av bli blir ble blitt da de deg dei dem den der det dette disse du eg ei eit eller en er et etter
enn få får for fordi fra fram gjør gjøre ha hadde han har hen her hos hun hva hvem hvilke hvilken hvilket
hvis hvor hvordan hvorfor i ikke in is jeg kan må man med meg mellom men mens mer min mine mot nå når noe
noen of og også om opp oss over på så seg sin sine sitt skal skulle som the til to under ut var vårt ved vi
vil ville være with
"""
STOP_WORDS = tuple(sorted(set(map(fold, _STOP_WORDS.split()))))


def words(text: str) -> Iterator[str]:
    """Yield the folded words and numbers of a text in order; single letters are left out.

    A section of a law is one word, however it is written: «§ 14 a», «§14a», «paragraf 14 a»
    give «§14a», and a bare «14 a» gives «14a».
    """
    for section, its_letter, number, letter, word in _TOKEN.findall(fold(text)):
        if section:
            yield "§" + section.replace("\u2010", "-") + its_letter
        elif number:
            yield number.replace("\u2010", "-") + letter
        elif len(word) > 1:
            yield word


def terms(text: str) -> list[str]:
    """Return the terms of a text in order, without stop words."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]
