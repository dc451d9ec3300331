"""How a citation is written in a page.

The form is pandoc's (https://pandoc.org/MANUAL.html#citations), narrowed so that
nothing is ambiguous: ``[@key, s. 12]``, ``[-@key, s. 12]`` after a name in the
text, ``[@one; @two, s. 3–4]``, with a short word before a key where it is needed
(``[se @key]``). A group stands on one line. A bare ``@key`` is not allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

KEY = re.compile(r"^[a-z][a-z0-9-]*$")

# An @ that opens a citation: not inside a word (an e-mail address), not escaped.
_AT = r"(?<![\w\\.])@(?=[A-Za-z0-9_])"
_GROUP = re.compile(rf"\[(?P<body>[^\[\]]*?{_AT}[^\[\]]*?)\](?!\()")
_BARE = re.compile(rf"{_AT}(?P<key>[\w:.-]*\w)")
_PART = re.compile(r"^(?P<prefix>[^@]*?)(?P<suppressed>-?)@(?P<key>[^\s,;]+)(?:,\s*(?P<suffix>.+))?$")
_PAGES = re.compile(r"^s\.\s*(?P<first>\d+)(?:\s*[–-]\s*(?P<last>\d+))?")


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
    def pages(self) -> tuple[int, int] | None:
        """First and last page of the locator ``s. N`` or ``s. N–M``; None without one."""
        found = _PAGES.match(self.suffix)
        if not found:
            return None
        first = int(found["first"])
        return first, int(found["last"] or first)


@dataclass(frozen=True)
class CitationGroup:
    """A bracket with citations, where it stands in the text it was found in.

    raw: what stands between the brackets
    start, end: offsets of the bracket in the text
    citations: the works cited; empty when the group is ill-formed
    """

    raw: str
    start: int
    end: int
    citations: tuple[Citation, ...]


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


def find_groups(text: str) -> Iterator[CitationGroup]:
    """Yield the citation groups of ``text`` in order, also those broken over lines.

    Code and comments must be masked beforehand (``pages.source.mask``).
    """
    for found in _GROUP.finditer(text):
        try:
            citations = parse_group(found["body"])
        except ValueError:
            citations = ()
        yield CitationGroup(found["body"], found.start(), found.end(), citations)


def find_strays(text: str, groups: Iterable[CitationGroup]) -> Iterator[tuple[int, str]]:
    """Yield offset and key of each ``@key`` that stands in no group: bare, or in an open bracket."""
    inside = [(group.start, group.end) for group in groups]
    for found in _BARE.finditer(text):
        if not any(start <= found.start() < end for start, end in inside):
            yield found.start(), found["key"]
