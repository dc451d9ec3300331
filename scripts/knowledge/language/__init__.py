"""The language a site is in: what the engine says in it, and how it writes dates, numbers and lists.

The code (``theme.language`` in mkdocs.yml) is the only place where a site says which. Everything else follows from
the folder of that name beside this module:

- ``messages.po``: what the engine says, in gettext's form (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
  The English message in the code is its id; a language without the file says just that.
- ``language.yml``: what is known of the language; its fields are those of ``Language``.
- ``search.yml``: what the search knows of its words (``search.words``).

Names of months, the order of a date and the signs in numbers are those of CLDR (https://cldr.unicode.org/), which
Babel carries; the machine's own locale has no say.
"""

from __future__ import annotations

import datetime
import gettext
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
# What a script says: say("…"), sayNumber("one …", "many …", number).
_TEXT = r'"(?:[^"\\]|\\.)*"'
_SAID = re.compile(rf"\b(?P<name>say|sayNumber)\(\s*(?P<one>{_TEXT})(?:(?<=\")\s*,\s*(?P<many>{_TEXT}))?")
MESSAGES, FACTS, SEARCH = "messages.po", "language.yml", "search.yml"
# Of a site that does not say.
DEFAULT = "nb"


def to_say(message: str) -> str:
    """Return a message as it is: it marks, for the catalogue, what is said later by ``Language.say``."""
    return message


@dataclass(frozen=True, eq=False)
class Language:
    """A language a site may be in.

    code: as HTML writes it (BCP 47), and the name of its folder
    english_name: its name in English
    locale: of CLDR, of OpenGraph, and of the patterns that say where words may be broken
    style: the locale the citation style speaks in (CSL), as ``nb-NO``
    biblatex: its name in a bibliography (``langid``)
    pages: what stands before a page number in a citation; pages_many: before several, where that differs
    both: the word between the last two of a list, as «og»
    parts, numbered: parts of a work that a citation may name, by name, and by name and number
    about: how a citation names a part by what it is about, as a regular expression
    reported_in: the word before the work that reports another, as in «Ås 2012, i @key»
    undated: what stands in the place of a year
    alphabet: its letters, and the figures before them, in order
    filed_under: letters of other languages, and letters Unicode does not take apart -> the letter they are filed under
    digraphs: two letters that begin a word -> the letter it is filed under
    first_parts: first parts of compounds, after which a word may be broken whatever the patterns say
    """

    code: str
    english_name: str
    locale: str
    style: str
    biblatex: str
    pages: str
    both: str
    reported_in: str
    undated: str
    alphabet: str
    filed_under: Mapping[str, str] = field(default_factory=dict)
    digraphs: Mapping[str, str] = field(default_factory=dict)
    first_parts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    about: str = "(?!)"
    pages_many: str = ""

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        try:
            catalogue = read_po(io.BytesIO((FOLDER / self.code / MESSAGES).read_bytes()), locale=self.code)
        except FileNotFoundError:
            return gettext.NullTranslations()
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)

    @cached_property
    def _cldr(self) -> Locale:
        return Locale.parse(self.locale)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {letter: place for place, letter in enumerate(self.alphabet)}

    def script(self) -> str:
        """Return the script by which the site's other scripts put numbers and names into what they say."""
        plural = "n != 1"
        if (FOLDER / self.code / MESSAGES).exists():
            plural = read_po(io.BytesIO((FOLDER / self.code / MESSAGES).read_bytes()), locale=self.code).plural_expr
        head = FOLDER.joinpath("words.js").read_text(encoding="utf-8")
        return f'{head}("{self.code}", (n) => Number({plural}));\n'

    def in_script(self, script: str) -> str:
        """Return one of the site's scripts with what it says in this language.

        A message stands in the call that says it, as text in quotes; of one with a number, every form the language has
        stands there as a list. Nothing is looked up in the browser, and no reader is sent the English beside it.
        """

        def said(call: re.Match[str]) -> str:
            one = json.loads(call["one"])
            if call["name"] == "say":
                return f"say({json.dumps(self.say(one), ensure_ascii=False)}"
            many = json.loads(call["many"])
            forms = [self._catalogue.ngettext(one, many, number) for number in self._numbers]
            return f"sayNumber({json.dumps(forms, ensure_ascii=False)}"

        return _SAID.sub(said, script)

    @cached_property
    def _numbers(self) -> list[int]:
        """A number for each plural form of the language, in the order of the forms."""
        form: Callable[[int], int] = getattr(self._catalogue, "plural", lambda number: int(number != 1))
        first: dict[int, int] = {}
        for number in range(200):
            first.setdefault(form(number), number)
        return [first[place] for place in sorted(first)]

    def say(self, message: str, /, **values: object) -> str:
        """Return what the engine says, with its values in their places; ``message`` is the English text."""
        said = self._catalogue.gettext(message)
        return said.format(**values) if values else said

    def say_as(self, context: str, message: str, /, **values: object) -> str:
        """The same of a message that another language says in more ways than one; the context tells which."""
        said = self._catalogue.pgettext(context, message)
        return said.format(**values) if values else said

    def say_number(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The same of a message with a number in it, which stands as ``{number}`` in both forms."""
        return self._catalogue.ngettext(one, many, number).format(number=number, **values)

    def pages_together(self, text: str) -> str:
        """Return text in which the label of pages and the number after it stay on one line."""
        return re.sub(rf"\b({self.page_labels}) (?=\d)", "\\1\u00a0", text)

    @property
    def page_labels(self) -> str:
        """What stands before page numbers, one or several, as a regular expression."""
        return "|".join(re.escape(label) for label in (self.pages, self.pages_many) if label)

    def joined(self, parts: list[str]) -> str:
        """Return a list as a sentence has it: «a, b og c»."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.both} {parts[-1]}"

    def date(self, iso: object) -> str:
        """Return ``2026-11-22`` as the language writes it: «22. november 2026»."""
        return str(format_date(datetime.date.fromisoformat(str(iso)), "long", locale=self._cldr))

    def day_and_month(self, day: datetime.date) -> str:
        """Return a date without its year: «22. november»."""
        return str(format_skeleton("MMMMd", day, locale=self._cldr))

    def month_and_year(self, iso: str) -> str:
        """Return ``2016-03`` as «mars 2016»."""
        return str(format_skeleton("yMMMM", datetime.date.fromisoformat(f"{iso}-01"), locale=self._cldr))

    def number(self, number: float | str) -> str:
        """Return a number with the language's sign before its decimals, and between thousands from five digits on.

        A number as text keeps the decimals it has.
        """
        value = float(number)
        whole, _, decimals = (f"{value:,.10g}" if value >= 10_000 else str(number)).partition(".")
        if not isinstance(number, str):
            decimals = decimals.rstrip("0")
        symbols = self._cldr.number_symbols["latn"]
        group = symbols["group"].replace("\u202f", "\u00a0")
        return whole.replace(",", group) + (f"{symbols['decimal']}{decimals}" if decimals else "")

    def letter(self, letter: str) -> str:
        """Return the letter of the alphabet that ``letter`` is filed under, in lower case; others as they are."""
        small = unicodedata.normalize("NFC", letter).lower()
        if small in self._places:
            return small
        return self.filed_under.get(small) or unicodedata.normalize("NFD", small)[0]

    def first_letter(self, word: str) -> str:
        """Return the letter a word is filed under, upper case; «0–9» for figures, «#» for other signs."""
        if filed := self.digraphs.get(word[:2].lower()):
            return filed.upper()
        first = next((character for character in word if character.isalnum()), "#")
        letter = self.letter(first).upper()
        return "0–9" if letter.isdigit() else letter

    def order(self, word: str) -> tuple[int, ...]:
        """Return a sort key that puts words in the order of the alphabet, whatever the machine's locale.

        A word stands where ``first_letter`` files it.
        """
        letters = unicodedata.normalize("NFC", word)
        if filed := self.digraphs.get(letters[:2].lower()):
            letters = filed + letters[2:]
        return tuple(self._places.get(self.letter(letter), -1) for letter in letters)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that is known of the language: what is kept from one build to the next depends on it."""
        files = sorted((FOLDER / self.code).glob("*"))
        return hashlib.sha256(self.code.encode() + b"".join(file.read_bytes() for file in files)).hexdigest()

    @cached_property
    def search(self) -> Mapping[str, Any]:
        """What the search knows of the language's words; the fields are explained at the top of ``search.yml``."""
        found: dict[str, Any] = yaml.safe_load((FOLDER / self.code / SEARCH).read_text(encoding="utf-8"))
        return found


def known() -> tuple[str, ...]:
    """Return the codes of the languages a site may be in."""
    return tuple(sorted(facts.parent.name for facts in FOLDER.glob(f"*/{FACTS}")))


@lru_cache
def read_language(code: str = DEFAULT) -> Language:
    """Return the language of a code; raise KeyError when there is no folder of that name."""
    if code not in known():
        raise KeyError(code)
    facts = yaml.safe_load((FOLDER / code / FACTS).read_text(encoding="utf-8"))
    lists = {name: tuple(facts.get(name, ())) for name in ("first_parts", "parts", "numbered")}
    return Language(code=code, **{**facts, **lists})
