"""The texts behind the hashes, kept in ``.cache`` so that a change can be shown word by word.

The register holds only hashes: the acts are Lovdata's work, and the site tells of them in its own words. Lovdata's
licence (NLOD 2.0) lets anyone keep them, so each provision that was read is kept under its hash. Safe to delete: then a
change is still found, and shown in words once the old text has been read again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from knowledge.watch.law_text import Section

FOLDER = "law"


def _file(cache: Path, hash: str) -> Path:
    return cache / FOLDER / f"{hash.partition(':')[2]}.json"


def keep(cache: Path, hash: str, sections: Sequence[Section]) -> None:
    """Keep the sections of a provision under their hash, unless they are there."""
    file = _file(cache, hash)
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    data = [
        {"kind": part.kind, "number": part.number, "printed": part.printed, "title": part.title, "text": part.text}
        for part in sections
    ]
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(file)


def kept(cache: Path, hash: str) -> list[Section] | None:
    """Return the sections kept under a hash; None when they are not there or cannot be read."""
    try:
        return [Section(**part) for part in json.loads(_file(cache, hash).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return None
