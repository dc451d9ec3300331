"""Addresses on paper: which links say their own address, and need not have it printed after them."""

from __future__ import annotations

import re

_BARE = re.compile(r'<a href="(?P<address>https?://[^"]+)">(?=(?P=address)</a>)')


def mark_bare_addresses(html: str) -> str:
    """Return HTML in which a link whose text is its address has the class ``bare-address``.

    The print style writes the address after every other link that leaves the site.
    """
    return _BARE.sub(r'<a class="bare-address" href="\g<address>">', html)
