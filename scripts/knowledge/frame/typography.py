"""What a line may not be broken after: the sign of a section of an act stays with its number (Språkrådet)."""

from __future__ import annotations

import re

_TEXT = re.compile(r"(?<=>)[^<>]*§[^<>]*")
_SECTION = re.compile(r"(§+) (?=\d)")


def keep_together(text: str) -> str:
    """Return HTML whose text has a no-break space between «§» and the number; attributes are left alone."""
    return _TEXT.sub(lambda found: _SECTION.sub("\\1\u00a0", found[0]), text)
