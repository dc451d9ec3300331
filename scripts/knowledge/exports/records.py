"""Every work in every format, made once for a bibliography and kept until it changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from knowledge import bibliography as bibliography_package
from knowledge.exports import bibtex, coins, csl_json, page_metadata, ris
from knowledge.exports.published import Site
from knowledge.registers import references
from knowledge.registers.references import Reference


@dataclass(frozen=True)
class Record:
    """One work as others read it.

    bibtex, ris: the text of its entry, with its last line end
    csl: its CSL-JSON item, as text on one line
    coins: its COinS span, as HTML
    schema_org: the work as JSON-LD names it
    """

    bibtex: str
    ris: str
    csl: str
    coins: str
    schema_org: dict[str, object]


def _make(works: dict[str, Reference], site: Site) -> dict[str, Record]:
    return {
        key: Record(
            bibtex=bibtex.from_work(works[key]),
            ris=ris.from_csl(item, site.language),
            csl=csl_json.text(item),
            coins=coins.span(item),
            schema_org=page_metadata.work(item),
        )
        for key, item in csl_json.read_items(works, site).items()
    }


def _fingerprint(bibliography: Path, site: Site) -> str:
    """Return what the records depend on, as a hash: the works, and what reads and writes them."""
    digest = hashlib.sha256(f"{version('pypandoc_binary')} {version('pybtex')} {version('pylatexenc')}".encode())
    digest.update(f"{site.name}\0{site.language.fingerprint}".encode())
    reading = sorted(Path(bibliography_package.__file__).parent.glob("*.py"))
    for path in (bibliography, Path(references.__file__), *reading, *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_records(bibliography: Path, works: dict[str, Reference], cache: Path, site: Site) -> dict[str, Record]:
    """Return a record of each work, by key, in the order of ``works``.

    bibliography: the BibLaTeX file that ``works`` was read from
    cache: a folder; one file in it. It is safe to delete, and one that cannot be read is made anew.
    site: says in its language how far each was checked

    Raises ConversionError when pandoc cannot read the bibliography.
    """
    path = cache / f"records-{_fingerprint(bibliography, site)[:32]}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {key: Record(**kept[key]) for key in works}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    records = _make(works, site)
    cache.mkdir(parents=True, exist_ok=True)
    for outdated in cache.glob("records-*.json"):
        outdated.unlink(missing_ok=True)
    unfinished = path.with_suffix(".part")
    text = json.dumps({key: asdict(record) for key, record in records.items()}, ensure_ascii=False)
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
    return records
