"""The language of the pages: spelling and readability."""

import re

import pytest
from language import lix, words
from spylls.hunspell import Dictionary

# Upper limits of LIX by kind of page; what is for everyone is held lower than what is for specialists.
FOR_EVERYONE, SPECIAL, EASY = 45, 55, 30


@pytest.fixture(scope="module")
def known(root, library):
    """A function that says whether a word is spelt as the dictionary or the project spells it."""
    dictionary = Dictionary.from_files(str(root / ".cache" / "dictionary-nb" / "index"))
    own = set((root / "tests" / "content" / "words.txt").read_text(encoding="utf-8").split())
    # Names and titles stand in the bibliography, foreign terms in the glossary: written once.
    bibliography = (root / "bibliography" / "references.bib").read_text(encoding="utf-8")
    own |= {word.lower() for word in words(bibliography)}
    for concept in library.concepts.values():
        named = [concept["term"], concept.get("english", ""), concept.get("abbreviation", "")]
        named += [*concept.get("synonyms", []), *concept.get("keywords", [])]
        own |= {word.lower() for word in words(" ".join(named))}
    # What a source misspells is quoted in the note on it, and may be quoted on a page that leads there.
    quoted = [part for note in library.source_notes.values() for part in re.findall("«([^»]*)»", note["written"])]
    own |= {word.lower() for word in words(" ".join(quoted))}
    own |= {part for word in own for part in word.split("-")}

    def is_known(word):
        lower = word.lower()
        return lower in own or dictionary.lookup(word) or dictionary.lookup(lower)

    return is_known


def test_every_word_of_every_page_is_spelt_as_the_dictionary_or_the_word_list_has_it(library, known):
    """A new word that is right goes into tests/content/words.txt; a wrong one is mended on the page."""
    seen: dict[str, bool] = {}
    wrong = []
    for page in library.pages.values():
        if page.language != "nb":
            continue
        for word in sorted(set(words(page.body))):
            if word not in seen:
                seen[word] = known(word)
            if not seen[word]:
                place = re.search(rf"\b{re.escape(word)}\b", page.text)
                wrong.append(f"{page.file}:{page.text.count(chr(10), 0, place.start()) + 1 if place else 1}: «{word}»")
    assert wrong == []


def test_a_misspelt_word_is_seen(known):
    assert known("arbeidsgiverne")
    assert not known("arbeidsjiverne")


def test_the_word_list_is_sorted_and_holds_no_word_the_dictionary_knows(root):
    listed = (root / "tests" / "content" / "words.txt").read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed))


def test_pages_for_everyone_are_light_and_the_others_not_heavy(library):
    heavy = []
    for page in library.pages.values():
        limit = FOR_EVERYONE if "public" in page.meta["audience"] else SPECIAL
        limit = EASY if page.meta.get("reading") == "easy" else limit
        if not page.register and lix(page.body) >= limit:
            heavy.append(f"{page.file}: LIX {lix(page.body)}, below {limit} is asked")
    assert heavy == []


def test_lix_is_sentence_length_plus_share_of_long_words():
    assert lix("En to tre fire. Fem seks sju åtte.") == 4
    assert lix("Arbeidsgivere inkluderer. Bedrifter rekrutterer.") == 2 + 100


def test_what_is_not_read_as_text_is_not_counted():
    text = "Se [støtte](../perspektiver/stotte.md) [@kane2021kap1, s. 3] og `kode` <!-- merk -->."
    assert words(text) == ["Se", "støtte", "og"]
