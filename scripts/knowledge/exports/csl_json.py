"""CSL-JSON, as pandoc reads it from the bibliography: one run for every work.

It is also what RIS and COinS are made of, so that all of them tell names, titles and
types apart as the citations on the pages do (titles in English stand in sentence case).
The format: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from typing import Any

import pypandoc

from knowledge.bibliography import entry, schema
from knowledge.bibliography.names import Name
from knowledge.exports.published import Site
from knowledge.language import to_say
from knowledge.registers.references import Reference

# A work as CSL-JSON has it.
Item = dict[str, Any]
CHECKED = {
    "yes": to_say("The details have been checked by the site {site}."),
    "partly": to_say("The details have been checked only in part by the site {site}."),
    "no": to_say("The details have not been checked. The work is known only from the source that refers to it."),
}
MORE_AUTHORS = to_say("The work has more authors than those named here.")
# A title nobody has seen: APA has a description in its place, in square brackets.
DESCRIBED = to_say("The text in square brackets is a description by the site {site}, not the title.")
# The site's own description of a work, and keys it went by before: no CSL variables, or not about the work.
_OWN = ("annote", "other-ids")


class ConversionError(Exception):
    """The bibliography could not be converted.

    line: of the entry it concerns in the bibliography; 1 when that is not known
    """

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


def read_items(works: dict[str, Reference], site: Site) -> dict[str, Item]:
    """Return each work as a CSL item, by key, in the same order.

    Raises ConversionError when pandoc fails, warns, or leaves a work out.
    """
    source = entry.for_pandoc(works.values())
    command = [pypandoc.get_pandoc_path(), "--from=biblatex", "--to=csljson"]
    run = subprocess.run(command, input=source, capture_output=True, text=True, encoding="utf-8")
    if run.returncode != 0 or run.stderr.strip():
        said = run.stderr.strip() or f"pandoc ended with exit status {run.returncode}"
        named = entry.named_in(said, source, works)
        raise ConversionError(said, named.line if named else 1)
    read = {item["id"]: item for item in json.loads(run.stdout)}
    if missing := sorted(works.keys() - read.keys()):
        raise ConversionError(f"pandoc left out {', '.join(missing)}")
    return {key: _complete(read[key], work, site) for key, work in works.items()}


def _complete(item: Item, work: Reference, site: Site) -> Item:
    """Return pandoc's item as the schema of CSL-JSON wants it, with what pandoc passes over."""
    item = {name: value for name, value in item.items() if name not in _OWN}
    item["type"] = schema.TYPES[work.kind].csl
    notes = [site.language.say(CHECKED[work.verified], site=site.name)]
    if work.title.startswith("[") and work.title.endswith("]"):
        notes.append(site.language.say(DESCRIBED, site=site.name))
    for role, people in work.names.items():
        item[role] = [_name(name) for name in people.people]
        if people.more:
            notes.append(site.language.say(MORE_AUTHORS))
    if work.date:
        spans = [work.date.start, *([work.date.end] if work.date.end else [])]
        item["issued"] = {"date-parts": [list(parts) for parts in spans if parts]}
    if "eid" in work.fields:
        # An article number; CSL has it in "number" where BibLaTeX's number is the issue.
        item.setdefault("number", work.fields["eid"])
        if "pages" not in work.fields:
            item.pop("page", None)
    if work.fields.get("langid") != "english":
        # pandoc sets what it takes for English in sentence case: titles whose language is not known, too.
        titles = [work.title, work.fields.get("titleaddon", "")]
        item |= {"title": ". ".join(filter(None, titles))} if work.title else {}
        item |= {"container-title": work.fields["booktitle"]} if work.fields.get("booktitle") else {}
    if work.kind == "legislation":
        # To other programs a report: their statutes and bills have no publisher, and readers look for its number.
        item.setdefault("number", work.fields["shorttitle"])
    if "genre" in item:
        item["genre"] = work.fields["type"]
    item["note"] = " ".join(notes)
    return dict(sorted(item.items()))


def text(item: Item) -> str:
    """Return a CSL item as JSON on one line, the same for the same item."""
    return json.dumps(item, ensure_ascii=False)


def file(items: Iterable[str]) -> str:
    """Return the text of a file: a list of items, each as ``text`` gives it, one a line."""
    return "[\n" + ",\n".join(items) + "\n]\n"


def _name(name: Name) -> dict[str, str]:
    """Return a name as CSL parts it: the particle stays with the family name."""
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.prefix, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def name_text(name: dict[str, str]) -> str:
    """Return a CSL name as "Etternavn, Fornavn"; an institution, or a lone family name, as it stands."""
    if "literal" in name:
        return name["literal"]
    particles = [name[part] for part in ("dropping-particle", "non-dropping-particle") if part in name]
    family = " ".join([*particles, name.get("family", "")]).strip()
    return ", ".join(part for part in (family, name.get("given"), name.get("suffix")) if part)


def date_parts(item: Item) -> list[int]:
    """Return year, month and day of publication, as many of them as are known."""
    dates = item.get("issued", {}).get("date-parts", [])
    return [int(part) for part in dates[0]] if dates else []
