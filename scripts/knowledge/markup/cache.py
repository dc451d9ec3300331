"""Parses kept from one run to the next, by content.

The key of a parse is the text and all that decides how it is read: the code of this package
and of the citation grammar, and the versions of the libraries. The folder is safe to delete;
a file in it that cannot be read is made anew.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from knowledge.files import write_whole
from knowledge.language import FACTS, FOLDER, Language, read_language
from knowledge.markup.parse import parse
from knowledge.markup.report import Parsed, from_json, to_json

_PACKAGE = Path(__file__).resolve().parent
_GRAMMAR = (_PACKAGE.parent / "citations" / "syntax.py", _PACKAGE.parent / "citations" / "locators.py")


@cache
def _reading() -> bytes:
    """Return what decides how a text is read, as a hash."""
    digest = hashlib.sha256()
    for file in (*sorted(_PACKAGE.glob("*.py")), *_GRAMMAR, *sorted(FOLDER.glob(f"*/{FACTS}"))):
        digest.update(file.read_bytes())
    for library in ("markdown", "pymdown-extensions"):
        digest.update(version(library).encode())
    return digest.digest()


class ParseCache:
    """A folder of parses.

    folder: where they are kept; None keeps none; language: the site's
    """

    def __init__(self, folder: Path | None, language: Language | None = None):
        self._folder = folder
        self._language = language or read_language()
        self._used: set[str] = set()

    def parse(self, text: str) -> Parsed:
        """Return the parse of a Markdown text, from the folder when it is there."""
        if self._folder is None:
            return parse(text, self._language)
        name = (
            hashlib.sha256(_reading() + self._language.fingerprint.encode() + text.encode()).hexdigest()[:40] + ".json"
        )
        self._used.add(name)
        file = self._folder / name
        try:
            return from_json(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            parsed = parse(text, self._language)
        write_whole(file, to_json(parsed))
        return parsed

    def forget_the_rest(self) -> None:
        """Remove the parses that were not asked for since this cache was opened."""
        if self._folder is None or not self._folder.is_dir():
            return
        for file in self._folder.iterdir():
            if file.name not in self._used:
                file.unlink(missing_ok=True)
