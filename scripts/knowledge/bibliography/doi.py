"""What a DOI's registry says of a work, as BibTeX.

Content negotiation of doi.org: https://citation.doi.org/docs.html. Only a maintainer's command asks;
nothing is fetched when the site is built.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request

from knowledge.bibliography import export_file, tex

RESOLVER = "https://doi.org/"
_BIBTEX = "application/x-bibtex"
_DOI = re.compile(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}(?:\.\d+)*/\S+)$", re.IGNORECASE)
# Far more than an entry takes.
_MOST = 1_000_000


class LookUpError(Exception):
    """The registry did not say; ``str()`` says why, ``mend`` what to do."""

    def __init__(self, what: str, mend: str):
        super().__init__(what)
        self.mend = mend


def doi_of(text: str) -> str | None:
    """Return the DOI that text is («10.…», «doi:10.…», an address of doi.org), bare; None when it is none."""
    found = _DOI.match(text.strip())
    return urllib.parse.unquote(found["doi"]) if found else None


def look_up(doi: str, resolver: str = RESOLVER, seconds: float = 20) -> str:
    """Return what the registry of a bare DOI answers, as the text of a BibTeX file with that work.

    resolver: the address before the DOI, with its slash; seconds: how long to wait

    Raises LookUpError when there is no answer, or none that is an entry of this DOI.
    """
    request = urllib.request.Request(
        resolver + urllib.parse.quote(doi, safe="/:;()._-"),
        headers={"Accept": f"{_BIBTEX}; charset=utf-8", "User-Agent": "arbeidsinkludering import-source"},
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            data = answer.read(_MOST + 1)
    except urllib.error.HTTPError as error:
        raise _refused(doi, error) from error
    except TimeoutError as error:
        raise LookUpError(f"no answer within {seconds:g} seconds for {doi}", "try again later") from error
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise LookUpError(f"no answer within {seconds:g} seconds for {doi}", "try again later") from error
        mend = "see that the network is there; or export the entry from a reference manager and use FILE="
        raise LookUpError(f"{resolver} cannot be reached ({reason})", mend) from error
    text = export_file.text_of(data)
    _check(doi, text, len(data))
    return text


def _refused(doi: str, error: urllib.error.HTTPError) -> LookUpError:
    if error.code in (404, 410):
        return LookUpError(f"no registry knows the DOI {doi}", "compare it with the work, letter by letter")
    if error.code in (429, 503):
        wait = error.headers.get("Retry-After", "")
        after = f" after {wait} seconds" if wait.isdigit() else " in some minutes"
        return LookUpError(f"the registry takes no more questions now (HTTP {error.code})", f"try again{after}")
    if error.code == 406:
        mend = "export the entry from a reference manager and use FILE="
        return LookUpError(f"the registry of {doi} gives no BibTeX", mend)
    return LookUpError(f"the registry answered HTTP {error.code} for {doi}", "try again later, or use FILE=")


def _check(doi: str, text: str, size: int) -> None:
    mend = "open https://doi.org/ with the DOI in a browser and see what it leads to; or use FILE="
    entries = export_file.read(text) if size <= _MOST else []
    sound = [entry for entry in entries if not entry.faults]
    if not sound:
        raise LookUpError(f"the answer for {doi} is no BibTeX", mend)
    said = {tex.verbatim(entry.fields.get("doi", "")).lower() for entry in sound} - {""}
    if said and not any(name.endswith(doi.lower()) for name in said):
        raise LookUpError(f"the answer for {doi} is of another DOI ({sorted(said)[0]})", mend)
