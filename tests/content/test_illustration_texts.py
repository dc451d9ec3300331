"""The words of the figures are spelt as those of the pages are."""

from collections.abc import Iterator

from knowledge.illustrations.text import BREAK
from language import words
from test_language import known  # noqa: F401  (a fixture)

# Fields that hold ids and names of kinds, not text.
_NO_TEXT = {
    "id", "kind", "kinds", "form", "reference", "figure", "figures", "trials", "provision", "provisions", "but",
    "event", "folder", "without", "whole", "part", "measure",
}  # fmt: skip


def texts(value) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in _NO_TEXT or isinstance(part, dict):
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value.replace(BREAK, "")


def test_every_word_of_the_figures_is_spelt_as_the_dictionary_or_the_word_list_has_it(library, known):  # noqa: F811
    wrong = {
        (entry.id, word)
        for register in (library.illustrations, library.trials)
        for entry in register.values()
        for text in texts(entry.data)
        for word in words(text)
        if not known(word)
    }
    assert wrong == set()


def test_the_texts_of_every_kind_of_field_are_read(library):
    read = set(texts(library.illustrations["tre-perspektiver"].data))
    assert {"De tre perspektivene i ett bilde", "Personen", "Støtte (support)"} <= read
