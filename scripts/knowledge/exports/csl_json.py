"""CSL-JSON, as pandoc reads it from the bibliography: one run for every work.

It is also what RIS and COinS are made of, so that all of them tell names, titles and
types apart as the citations on the pages do (titles in English stand in sentence case).
The format: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pypandoc

from knowledge.registers.references import Reference

# A work as CSL-JSON has it.
Item = dict[str, object]
CHECKED = {
    "yes": "Opplysningene er kontrollert av nettstedet Arbeidsinkludering.",
    "partly": "Opplysningene er bare delvis kontrollert av nettstedet Arbeidsinkludering.",
    "no": "Opplysningene er ikke kontrollert. Verket er bare kjent fra kilden som viser til det.",
}
MORE_AUTHORS = "Verket har flere forfattere enn de som står her."
# The site's own description of a work, and keys it went by before: no CSL variables, or not about the work.
_OWN = ("annote", "other-ids")
# BibLaTeX's @misc has no counterpart in pandoc's output; CSL 1.0.2 has one.
_UNTYPED = "document"
_AND_OTHERS = {"literal": "others"}


class ConversionError(Exception):
    """The bibliography could not be converted."""


def read_items(bibliography: Path, works: dict[str, Reference]) -> dict[str, Item]:
    """Return each work as a CSL item, by key, in the file's order.

    bibliography: a BibLaTeX file; works: the same works as the register reads them

    Raises ConversionError when pandoc fails, warns, or leaves a work out.
    """
    command = [pypandoc.get_pandoc_path(), "--from=biblatex", "--to=csljson", str(bibliography)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if run.returncode != 0 or run.stderr.strip():
        raise ConversionError(run.stderr.strip() or f"pandoc ended with exit status {run.returncode}")
    read = {item["id"]: item for item in json.loads(run.stdout)}
    if missing := sorted(works.keys() - read.keys()):
        raise ConversionError(f"pandoc left out {', '.join(missing)}")
    return {key: _complete(read[key], work) for key, work in works.items()}


def _complete(item: Item, work: Reference) -> Item:
    """Return pandoc's item as the schema of CSL-JSON wants it, with what pandoc passes over."""
    item = {name: value for name, value in item.items() if name not in _OWN}
    item["type"] = item.get("type") or _UNTYPED
    notes = [CHECKED[work.verified]]
    for role in ("author", "editor"):
        if _AND_OTHERS in item.get(role, []):
            item[role] = [name for name in item[role] if name != _AND_OTHERS]
            notes.append(MORE_AUTHORS)
    if "eid" in work.fields:
        # An article number; CSL has it in "number" where BibLaTeX's number is the issue.
        item.setdefault("number", work.fields["eid"])
    item["note"] = " ".join(notes)
    return dict(sorted(item.items()))


def text(item: Item) -> str:
    """Return a CSL item as JSON on one line, the same for the same item."""
    return json.dumps(item, ensure_ascii=False)


def file(items: Iterable[str]) -> str:
    """Return the text of a file: a list of items, each as ``text`` gives it, one a line."""
    return "[\n" + ",\n".join(items) + "\n]\n"


def name_text(name: dict[str, str]) -> str:
    """Return a CSL name as "Etternavn, Fornavn"; an institution, or a lone family name, as it stands."""
    if "literal" in name:
        return name["literal"]
    particles = [name[part] for part in ("dropping-particle", "non-dropping-particle") if part in name]
    family = " ".join([*particles, name.get("family", "")])
    return ", ".join(part for part in (family, name.get("given"), name.get("suffix")) if part)


def date_parts(item: Item) -> list[int]:
    """Return year, month and day of publication, as many of them as are known."""
    dates = item.get("issued", {}).get("date-parts", [])
    return [int(part) for part in dates[0]] if dates else []
