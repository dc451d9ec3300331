"""The same number everywhere: every sentence on a figure gives the figure's value."""

import re
from functools import cache

from language import running_text

_SENTENCE = re.compile(r"(?<=[.!?:;])[\"»)]?\s+(?=[A-ZÆØÅ«*\d-])|\n\s*\n|\n\s*(?=[-|])")


@cache
def sentences(markdown):
    text = running_text(markdown)
    return [" ".join(part.split()) for part in _SENTENCE.split(text) if part.strip()]


def faults(entry, text):
    """Return the sentences of a text that speak of the figure and give another number."""
    watched = [word.lower() for word in entry["watch"]]
    return [
        sentence
        for sentence in sentences(text)
        if watched
        and all(word in sentence.lower() for word in watched)
        and re.search(r"\d", sentence)
        and not any(form.lower() in sentence.lower() for form in entry["forms"])
    ]


def test_every_sentence_on_a_figure_gives_its_value(library):
    wrong = [
        f"{page.file}: «{sentence[:120]}» should give {entry['value']} ({entry.id})"
        for entry in library.figures.values()
        for page in library.pages.values()
        if not page.register
        for sentence in faults(entry, page.body)
    ]
    assert wrong == []


def test_most_figures_are_watched_and_their_watch_words_meet_a_sentence(library):
    text = "\n\n".join(page.body for page in library.pages.values() if not page.register)
    met = [
        entry.id
        for entry in library.figures.values()
        if entry["watch"]
        and any(all(word.lower() in sentence.lower() for word in entry["watch"]) for sentence in sentences(text))
    ]
    assert len(met) >= 0.75 * len(library.figures)


def test_a_wrong_number_would_be_seen(library):
    entry = next(entry for entry in library.figures.values() if entry["watch"])
    text = f"Her står {' og '.join(entry['watch'])} med tallet 987654."
    assert faults(entry, text)


def test_a_figure_the_source_has_wrong_points_to_the_note(library):
    for entry in library.figures.values():
        if entry.get("correct"):
            assert entry.get("note") in library.source_notes, entry.id
