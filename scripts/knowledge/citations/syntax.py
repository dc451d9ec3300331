"""How a citation is written in a page.

The form is pandoc's (https://pandoc.org/MANUAL.html#citations), narrowed so that
nothing is ambiguous: ``[@key, s. 12]``, ``[-@key, s. 12]`` after a name in the
text, ``[@one; @two, s. 3–4]``, with a short word before a key where it is needed
(``[se @key]``), and the work a source reports before it
(``[Kjørstad 2005, i @key, s. 32]``, several of them
``[Ås 2012 og Sand 1999, i @key, s. 3]``). A group stands on one line. A bare ``@key``
is not allowed. What follows the comma is a locator (``citations.locators``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.citations.locators import EVERY, LocatorError, page_ranges
from knowledge.language import known, read_language

KEY = re.compile(r"^[a-z][a-z0-9-]*$")

# An @ that opens a citation: not inside a word (an e-mail address), an address, or after a backslash.
AT = r"(?<![\w\\./@])@(?=[A-Za-z0-9_])"
# A bracket that holds one; followed by a parenthesis it is the text of a link.
GROUP = re.compile(rf"\[(?P<body>[^\[\]]*?{AT}[^\[\]]*?)\](?!\()")
STRAY = re.compile(rf"{AT}(?P<key>[\w:.-]*\w)")
_PART = re.compile(r"^(?P<prefix>[^@]*?)(?P<suppressed>-?)@(?P<key>[^\s,;]+)(?:,\s*(?P<suffix>.+))?$")
_LANGUAGES = [read_language(code) for code in known()]
_UNDATED = "|".join(re.escape(language.undated) for language in _LANGUAGES)
_IN = "|".join(language.reported_in for language in _LANGUAGES)
_AND = "|".join(f" {language.both} " for language in _LANGUAGES)
# The work a source reports: its name and year (or the number of a NOU), then «i».
_REPORTED = re.compile(rf"^(?P<work>.+?\s(?:\d{{4}}(?:[a-z]|/\d{{4}}|: \d+)?|{_UNDATED})),\s*(?:{_IN})$")
# Between two works: a year ends the first, a name begins the next («Kane 2018 og 2020» is one name).
_ENDS = "|".join(rf"(?<={re.escape(language.undated)})" for language in _LANGUAGES)
_BETWEEN = re.compile(rf"(?:(?<=\d)|(?<=\d[a-z])|{_ENDS})(?:, |{_AND})(?=\D)")


@dataclass(frozen=True)
class Citation:
    """One work cited in a group.

    key: the work's key in the bibliography
    suppressed: True when the author stands in the text (``-@key``)
    prefix, suffix: what stands before the key and after its comma, else ""
    """

    key: str
    suppressed: bool = False
    prefix: str = ""
    suffix: str = ""

    @property
    def pages(self) -> tuple[tuple[int, int], ...]:
        """First and last page of every range of the locator; () when it names no page or is ill-formed."""
        try:
            return page_ranges(self.suffix, *EVERY) if self.suffix else ()
        except LocatorError:
            return ()

    @property
    def reported(self) -> str:
        """What the cited work reports, as «Kjørstad 2005»; "" when it speaks for itself."""
        found = _REPORTED.match(self.prefix)
        return " ".join(found["work"].split()) if found else ""

    @property
    def works_reported(self) -> tuple[str, ...]:
        """Each work that the cited one reports; () when it speaks for itself."""
        return tuple(_BETWEEN.split(self.reported)) if self.reported else ()


def parse_group(raw: str) -> tuple[Citation, ...]:
    """Return the citations of a group's inside.

    Raises ValueError, with the part that does not fit, when it is ill-formed.
    """
    citations = []
    for part in raw.split(";"):
        found = _PART.match(" ".join(part.split()))
        if not found:
            raise ValueError(part.strip())
        citations.append(
            Citation(
                key=found["key"],
                suppressed=bool(found["suppressed"]),
                prefix=found["prefix"].strip(),
                suffix=(found["suffix"] or "").strip(),
            )
        )
    return tuple(citations)


def citations_of(raw: str) -> tuple[Citation, ...]:
    """Return the citations of a group's inside; () when it is ill-formed."""
    try:
        return parse_group(raw)
    except ValueError:
        return ()
