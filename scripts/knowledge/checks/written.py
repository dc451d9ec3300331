"""Rules for the text files of a project as they are written: what no reader of theirs can see passes in silence.

Unicode's own names for the signs looked for: «Cc» (control) save tab and line breaks, «Cf» (format) that are no
part of a word in Bokmål: bidirectional controls (Unicode Standard Annex 9), zero-width signs, the byte order mark
within a text, the soft hyphen; «Co» (private use), and U+FFFD, which stands for a sign that was lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from knowledge.pages.navigation import CONFIGURATION
from knowledge.problems import Problem
from knowledge.registers.files import file_of
from knowledge.yaml_text import repeated_keys

if TYPE_CHECKING:
    from knowledge.library import Library

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ue000-\uf8ff]"
)
_TEXTS = {".md", ".yml", ".bib", ".txt", ".csl"}


def texts_are_readable(library: Library) -> Iterator[Problem]:
    """Every text file is UTF-8 and holds no sign that cannot be seen."""
    told = {file_of(name) for name in library.broken_registers}
    for path in _files(library.root):
        file = path.relative_to(library.root).as_posix()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            # Pages, registers and the bibliography say so themselves.
            if file.removeprefix("docs/") in library.unread_pages or file in told:
                continue
            line = path.read_bytes().count(b"\n", 0, error.start) + 1
            yield Problem(file, line, f"the file is not UTF-8 ({error.reason})", "save it as UTF-8", "utf-8")
            continue
        except OSError:
            continue
        for found in _UNSEEN.finditer(text):
            sign = found[0]
            name = unicodedata.name(sign, "a control character")
            what = f"a sign that cannot be seen: U+{ord(sign):04X} ({name.lower()})"
            line = text.count("\n", 0, found.start()) + 1
            yield Problem(file, line, what, "remove it", "unseen")


def keys_stand_once(library: Library) -> Iterator[Problem]:
    """No field is given twice in one mapping: YAML would keep the last and lose the first."""
    for page in library.pages.values():
        # The line of '---' comes before the first of the front matter.
        front = "\n".join(page.text.split("\n")[1 : max(page.body_line - 2, 1)])
        yield from _repeated(library, front, page.file, 1)
    for path in _files(library.root):
        if path.suffix == ".yml":
            file = path.relative_to(library.root).as_posix()
            try:
                text = path.read_text(encoding="utf-8-sig", errors="replace")
            except OSError:
                # Gone since, or not to be read: whoever needs the file says so.
                continue
            yield from _repeated(library, text, file, 0)


def _repeated(library: Library, text: str, file: str, before: int) -> Iterator[Problem]:
    if library.passed.holds("keys stand once", text):
        return
    try:
        found = list(repeated_keys(text))
        if not found:
            library.passed.note("keys stand once", text)
        for key, line, first in found:
            what = f"the field '{key}' stands here and in line {first + before}"
            yield Problem(file, line + before, what, "keep the one that is right", "repeated-key")
    except yaml.YAMLError:
        # Whoever reads the file says that it is no YAML.
        return


def _files(root: Path) -> list[Path]:
    """Return the text files a project is written in, in order."""
    found = [
        path
        for folder in ("docs", "bibliography")
        for path in (root / folder).rglob("*")
        if path.suffix in _TEXTS and path.is_file() and not path.name.startswith((".", "#"))
    ]
    return [root / CONFIGURATION, *sorted(found, key=lambda path: path.as_posix())]
