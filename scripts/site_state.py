"""What the hooks of one build share: the library, read once by ``hooks.py``."""

from __future__ import annotations

from knowledge.library import Library

_library: Library | None = None


def set_library(library: Library) -> None:
    """Keep the library of the build that begins."""
    global _library
    _library = library


def library() -> Library:
    """Return the library of the running build; raise RuntimeError before ``hooks.on_config`` has read it."""
    if _library is None:
        raise RuntimeError("scripts/hooks.py must stand first under 'hooks' in mkdocs.yml")
    return _library
