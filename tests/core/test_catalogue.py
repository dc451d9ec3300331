"""What the engine says: every message in the catalogue of each language, and no other Bokmål in the code."""

import ast
import re
import string
from itertools import chain

import pytest
from knowledge.language import FOLDER, MESSAGES, known, messages, read_language

TRANSLATED = [code for code in known() if (FOLDER / code / MESSAGES).exists()]
# Modules that read or ask for Bokmål and show none of it -> what they read.
READERS = {
    "bibliography/importing.py": "exports of Norwegian programs",
    "bibliography/schema.py": "the English name of Bokmål",
    "bibliography/names.py": "names and institutions in exports",
    "checks/cases.py": "the day a case ends with, in what a message says",
    "checks/legal.py": "amounts and sections in the register of law",
    "checks/uncited.py": "ordinal numbers of pages in Bokmål",
    "checks/built_site.py": "years in labels",
    "evidence/words.py": "letters of source texts",
    "illustrations/text.py": "the width of letters",
    "markup/directives.py": "the name of a box",
    "watch/comparing.py": "Lovdata's texts",
    "watch/coverage.py": "Lovdata's texts",
    "watch/law_text.py": "Lovdata's texts",
    "watch/mirror.py": "Lovdata's texts",
    "watch/works.py": "titles as registries write them",
}
BOKMAAL = re.compile(r"[æøåÆØÅ]")


@pytest.fixture(scope="module")
def said(root):
    return messages.gathered(root)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_in_the_catalogue_and_the_catalogue_has_no_other(said, code):
    assert set(messages.translated(code)) == set(said), "run: maintain.py messages"


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_has_a_text_in_every_form(code):
    forms = messages.catalogue(code).num_plurals
    for message, texts in messages.translated(code).items():
        assert len(texts) == (forms if message.many else 1), message
        assert all(texts), message


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_puts_in_what_its_message_puts_in(code):
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for message, texts in messages.translated(code).items():
        asked = values(message.many or message.text)
        for text in texts:
            assert values(text) <= asked, message
        assert values(texts[-1]) == asked, message


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_is_as_the_command_writes_it(root, code):
    file = FOLDER / code / MESSAGES
    before = file.read_bytes()
    try:
        assert messages.renew(root, code) == ([], [])
        assert file.read_bytes() == before, "run: maintain.py messages"
    finally:
        file.write_bytes(before)


def _texts(text: str):
    """Yield the texts of a module that are no docstrings."""
    tree = ast.parse(text)
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree)
                  if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_the_engine_holds_no_bokmaal_but_what_it_reads(root):
    base = root / "scripts" / "knowledge"
    found = {
        file.relative_to(base).as_posix()
        for file in base.rglob("*.py")
        if any(BOKMAAL.search(text) for text in _texts(file.read_text(encoding="utf-8")))
    }
    assert found == set(READERS)


def test_templates_and_scripts_hold_no_bokmaal(root):
    for file in chain((root / "overrides").rglob("*.html"), (root / "docs" / "assets").glob("*.js")):
        text = re.sub(
            r"\{#.*?#\}|/\*.*?\*/|(?m:(?<![:\"'])//.*$)", "", file.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        lines = [line for line in text.split("\n") if BOKMAAL.search(line) and "replaceAll(" not in line]
        assert lines == [], file.name


def test_a_number_has_the_form_its_language_asks_for():
    bokmaal, english = read_language("nb"), read_language("en")
    said = [
        language.say_number("{number} page", "{number} pages", n) for language in (bokmaal, english) for n in (1, 2)
    ]
    assert said == ["1 side", "2 sider", "1 page", "2 pages"]


@pytest.mark.parametrize(
    ("code", "date", "number", "letter"),
    [("nb", "1. mai 2026", "72\u00a0000,5", "Å"), ("en", "1 May 2026", "72,000.5", "A")],
)
def test_dates_numbers_and_letters_are_those_of_the_language(code, date, number, letter):
    language = read_language(code)
    assert language.date("2026-05-01") == date
    assert language.number(72000.5) == number
    assert language.first_letter("Ås") == language.first_letter("Aas") == letter


def test_the_message_of_an_f_string_of_a_template_and_of_a_script_is_found():
    assert [m.text for m, _ in messages.of_python("x = f\"**{say('Note')}:** {say_number('a', 'b', 2)}\"")] == [
        "Note",
        "a",
    ]
    assert [m.text for m, _ in messages.of_template('<p>{{ say("Search") }}</p>')] == ["Search"]
    assert [m for m, _ in messages.of_script('f(say("Close")); sayNumber("a", "b", 2);')] == [
        messages.Message("Close"),
        messages.Message("a", "b"),
    ]
