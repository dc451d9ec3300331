"""Addresses outside the site: what can be said of them without asking the network."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

# Forms of Lovdata's addresses that are known to lead somewhere:
#   /lov/2005-06-17-62, with /§4-2 or /§14a; /forskrift/2015-12-11-1598, with /§5-1;
#   /dokument/NL/lov/… and /dokument/SF/forskrift/…; /lov/1999-05-21-30/emkn/a6 for conventions.
_LOVDATA = re.compile(
    r"^/(?:dokument/(?:NL|SF|NLO|LTI)/)?(?:lov|forskrift)/\d{4}-\d{2}-\d{2}(?:-\d+)?"
    r"(?:/(?:§\d+[a-z]?(?:-\d+[a-z]?)?|[A-Za-z]+(?:_[\d-]+)?|a\d+|[a-z]+/a\d+))?/?$"
)
_DOI = re.compile(r"^/10\.\d{4,9}/\S+$")
_ARCHIVES_OF_OTHERS = (
    "9pdf.",
    "scribd.",
    "docplayer.",
    "academia.edu",
    "bing.",
    "google.",
)
# Where anybody may lay up anything: a document there is somebody's copy.
_LAID_UP = re.compile(
    r"^(?:raw\.githubusercontent\.com|github\.com|gitlab\.com)/.*\.(?:pdf|docx?|epub|zip)$", re.IGNORECASE
)


def address_fault(address: str) -> tuple[str, str] | None:
    """Return what is wrong with the form of an address and the mend; None when nothing is."""
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return None
    if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname:
        return "is no https address", "write it with https:// and its full host name"
    if re.search(r"\s", address):
        return "holds white space", "encode it as %20"
    host = parts.hostname.removeprefix("www.")
    place = f"{host}{parts.path}"
    if any(name in place for name in _ARCHIVES_OF_OTHERS) or _LAID_UP.match(place):
        return "is an unofficial copy or a search", "link to the publisher, the DOI or the official register"
    if host == "lovdata.no" and not _LOVDATA.match(unquote(parts.path)):
        return "is no known form of a Lovdata address", "write https://lovdata.no/lov/2005-06-17-62/%C2%A74-2"
    if host in ("doi.org", "dx.doi.org") and not _DOI.match(unquote(parts.path)):
        return "is no DOI", "write https://doi.org/10.…/…"
    return None
