"""What is wrong with the content, said so that a person can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the content.

    file: path relative to the project folder, with forward slashes
    line: line number in the file, counted from 1
    what: what is wrong, without a full stop
    mend: what to do about it, as an imperative
    rule: the name of the rule that is broken (``maintain.py check --rule NAME``)
    command: the command that mends it, where there is one
    """

    file: str
    line: int
    what: str
    mend: str
    rule: str = ""
    command: str = ""

    def __str__(self) -> str:
        rule = f" [{self.rule}]" if self.rule else ""
        command = f" Or run: {self.command}" if self.command else ""
        return f"{self.file}:{self.line}:{rule} {self.what}. Mend: {self.mend}.{command}"


class ContentError(Exception):
    """The content breaks a rule; ``problems`` lists every place, sorted, without repeats."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(self.report())

    def report(self, most: int = 30) -> str:
        """Return the message a person reads: at most ``most`` problems, then how many more."""
        shown = [str(problem) for problem in self.problems[:most]]
        if len(self.problems) > most:
            shown.append(f"… and {len(self.problems) - most} more.")
        count = len(self.problems)
        return "\n".join([f"{count} problem{'s' if count != 1 else ''} in the content:", *shown])


def stop_on(problems: Iterable[Problem]) -> None:
    """Raise ContentError when there is any problem, else do nothing."""
    found = list(problems)
    if found:
        raise ContentError(found)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None when none is near enough to be meant."""
    # Below 0.75 the words have less in common than two names chance to have (nobody1999, bond1997).
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.75)
    return close[0] if close else None


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the mend for an unknown word: the nearest known one, or ``otherwise``."""
    near = nearest(word, known)
    return f"did you mean '{near}'? Otherwise {otherwise}" if near else otherwise
