"""Notes of what content passed, so that it is not checked again unchanged.

One note is a hash over everything the checks look at: pages and other files below
``docs/``, the registers, mkdocs.yml, and the code of this package itself. The other is of
single files, for the checks that look at nothing but one file. Both are safe to delete;
then the checks simply run.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from knowledge.files import write_whole

_PACKAGE = Path(__file__).resolve().parents[1]


def fingerprint(root: Path) -> str:
    """Return the hash of everything the checks of project folder ``root`` depend on."""
    digest = hashlib.sha256()
    for base, folder in ((root, root / "docs"), (root, root / "bibliography"), (_PACKAGE, _PACKAGE)):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(base).as_posix()}\0".encode())
                digest.update(_hash(path))
    digest.update(_hash(root / "mkdocs.yml"))
    return digest.hexdigest()


def _hash(file: Path) -> bytes:
    """Return the hash of a file's content; of nothing when it has gone since it was listed, as editors' files do."""
    try:
        return hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return b""


def has_passed(cache: Path, content: str) -> bool:
    """Say whether the content with this fingerprint is the one that passed last."""
    try:
        return (cache / "checked").read_text(encoding="utf-8") == content
    except (OSError, UnicodeDecodeError):
        return False


def note(cache: Path, content: str) -> None:
    """Note that the content with this fingerprint passed."""
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = cache / "checked.part"
    unfinished.write_text(content, encoding="utf-8")
    unfinished.replace(cache / "checked")


@cache
def _code() -> bytes:
    """Return the hash of the code and the schemas of this package."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(_hash(path))
    return digest.digest()


class PassedFiles:
    """Texts in which a check that looks at nothing else found nothing wrong, this time or the last.

    file: where they are noted, as hashes; None notes none
    """

    def __init__(self, file: Path | None = None):
        self._file = file
        self._now: set[str] = set()
        try:
            self._before = frozenset(file.read_text(encoding="utf-8").split()) if file else frozenset[str]()
        except (OSError, UnicodeDecodeError):
            self._before = frozenset()

    def holds(self, check: str, text: str) -> bool:
        """Say whether a text passed a check, by the check's name and whatever else decides."""
        key = self._key(check, text) if self._before else ""
        if found := key in self._before:
            self._now.add(key)
        return found

    def note(self, check: str, text: str) -> None:
        """Note that a text passed a check."""
        if self._file:
            self._now.add(self._key(check, text))

    def keep(self) -> None:
        """Write what was asked for and passed; the rest is forgotten."""
        if self._file and self._now != self._before:
            write_whole(self._file, "\n".join(sorted(self._now)))

    @staticmethod
    def _key(check: str, text: str) -> str:
        return hashlib.sha256(_code() + f"{check}\0{text}".encode()).hexdigest()[:32]
