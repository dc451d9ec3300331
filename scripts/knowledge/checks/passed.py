"""A note of what content last passed every check, so that it is not checked again unchanged.

The note is one hash over everything the checks look at: pages and other files below
``docs/``, the registers, mkdocs.yml, and the code of this package itself. It is safe to
delete; then the checks simply run.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

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
