"""An act or a regulation as its sections, the same whichever form it was read from, and the hash of a provision.

Lovdata's XML and a Markdown copy of it differ in spaces, in the marks of lists and in
where notes stand. So the hash is taken over the headings and texts of the sections
without any space, without list marks, and without the notes on changes and the
footnotes. The number of the section is left out too: a provision that only got another
number keeps its hash, and can be found again.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

# "14 a", "11-12 a", "11 A-4", "14A-1", "5a": the chapter's letter is a capital, the section's a small one.
NUMBER = r"\d+(?:\s?[A-ZÆØÅ](?=\s?-))?(?:\s?-\s?\d+)?(?:\s?[a-zæøå](?!\w))?"
_HEADING = re.compile(rf"^(?P<kind>§|Art(?:ikkel|icle)?\.?)\s*(?P<number>{NUMBER})\s*\.?\s*(?P<title>.*)$", re.DOTALL)
_CHAPTER = re.compile(r"^Kap(?:ittel|\.)?\s+(?P<number>\d+(?:\s?[A-ZÆØÅ](?!\w))?)", re.IGNORECASE)
_REPEALED = re.compile(r"^\(?opphev(?:et|a)\)?\.?$", re.IGNORECASE)
# Signs that one form has and the other lacks, and that no reader sees.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def normal_number(number: str) -> str:
    """Return a section's or chapter's number without spaces, in small letters: ``11 A-4`` as ``11a-4``."""
    return re.sub(r"\s+", "", number).lower()


def compact(text: str) -> str:
    """Return a text without spaces and unseen signs, composed (NFC): what the hash is taken over."""
    text = unicodedata.normalize("NFC", text).translate(_UNSEEN).replace("\u2011", "-")
    return "".join(text.split())


@dataclass(frozen=True)
class Section:
    """One section (§) or article.

    kind: "§" or "artikkel"
    number: as ``normal_number`` writes it
    printed: as the act prints it («§ 14 a»)
    title: the heading without the number; "" when it has none
    text: the paragraphs, one a line, without notes and footnotes
    notes: what the act says of changes to it («Endret ved lov …»)
    path: the headings it stands under, outermost first
    repealed: True when only the number is left
    repealed_from: the day the source marks it as repealed from, None when it marks none
    """

    kind: str
    number: str
    printed: str
    title: str
    text: str
    notes: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    repealed: bool = False
    repealed_from: str | None = None

    @property
    def chapter(self) -> str | None:
        """The number of the chapter it stands in, None when it stands in none."""
        for heading in reversed(self.path):
            found = _CHAPTER.match(heading)
            if found:
                return normal_number(found["number"])
        return None


@dataclass
class LawText:
    """An act or a regulation as it was read.

    id: Lovdata's («LOV-2006-06-16-20»)
    in_force: what it says of its own entry into force («2006-07-01», «Kongen bestemmer»)
    sections: in the order they stand in
    """

    id: str
    in_force: str = ""
    sections: list[Section] = field(default_factory=list)


def split_heading(heading: str) -> tuple[str, str, str, str] | None:
    """Return kind, number, printed number and title of a section's heading; None for any other heading."""
    found = _HEADING.match(" ".join(heading.split()))
    if not found:
        return None
    kind = "§" if found["kind"] == "§" else "artikkel"
    return kind, normal_number(found["number"]), f"{kind} {found['number']}", found["title"].strip()


def is_repealed(title: str, text: str, notes: Iterable[str]) -> bool:
    """Say whether a section is only the shell of a repealed one: a heading «(Opphevet)», or no text and such a note."""
    if _REPEALED.match(title):
        return True
    said = re.findall(r"opphev(?:et|a)|tilføyd|endr(?:et|a)", " ".join(notes).lower())
    return not text and not title and bool(said) and said[-1].startswith("opphev")


def text_hash(sections: Iterable[Section]) -> str:
    """Return the hash of a provision, ``sha256:`` and 64 hexadecimal digits, over its sections in their order."""
    whole = "\n".join(f"{compact(section.title)}\n{compact(section.text)}" for section in sections)
    return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"
