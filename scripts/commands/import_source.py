"""``import-source``: entries of a reference manager's export, or of a DOI's registry, into the register."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from knowledge.bibliography import doi, export_file, importing, register_file
from knowledge.bibliography.importing import Imported, Refused
from knowledge.problems import ContentError, stop_on
from knowledge.registers.files import BIBLIOGRAPHY
from knowledge.registers.references import Reference, read_references

ROOT = Path(__file__).parents[2]


@dataclass
class _Outcome:
    """What became of an export: the register's new text, and what is to be said."""

    text: str
    said: list[str] = field(default_factory=list)
    taken: list[Imported] = field(default_factory=list)
    failed: bool = False


@click.command("import-source")
@click.argument("source")
@click.option(
    "--key", "wanted", multiple=True, help="Take only the entry with this key in the export; may be repeated."
)
@click.option("--again", is_flag=True, help="Take a work whose title is there already: it is another work.")
@click.option("--dry-run", is_flag=True, help="Show the entries and write nothing.")
@click.option("--resolver", default=doi.RESOLVER, show_default=True, help="Address that answers for DOIs.")
@click.option("--seconds", default=20.0, show_default=True, help="How long to wait for it.")
@click.option("--root", default=ROOT, type=click.Path(path_type=Path, exists=True, file_okay=False), hidden=True)
def import_source(
    source: str, wanted: tuple[str, ...], again: bool, dry_run: bool, resolver: str, seconds: float, root: Path
) -> None:
    """Put works into bibliography/references.bib, each in its place, marked as not checked.

    SOURCE is a DOI, or a file in BibTeX or BibLaTeX (Zotero, Better BibTeX, Mendeley, a publisher's page),
    or - for what is typed in.
    """
    path = root / BIBLIOGRAPHY
    works, problems = read_references(path, BIBLIOGRAPHY)
    try:
        stop_on(problems)
    except ContentError as error:
        raise click.ClickException(f"the register must be sound first. {error}") from None
    name, text = _read(source, resolver, seconds)
    outcome = _take(path.read_text(encoding="utf-8"), works, name, text, wanted, again)
    if outcome.taken and not dry_run:
        _write(path, outcome.text)
    for line in outcome.said:
        click.echo(line)
    for new in outcome.taken:
        _report(new, outcome.text, dry_run)
    if outcome.failed or not outcome.taken:
        sys.exit(1)


def _read(source: str, resolver: str, seconds: float) -> tuple[str, str]:
    """Return the name of a source in messages, and its text."""
    if found := doi.doi_of(source):
        try:
            return f"doi:{found}", doi.look_up(found, resolver, seconds)
        except doi.LookUpError as error:
            raise click.ClickException(f"{error}. Mend: {error.mend}.") from None
    if source == "-":
        return "standard input", export_file.text_of(sys.stdin.buffer.read())
    try:
        return source, export_file.text_of(Path(source).read_bytes())
    except OSError as error:
        mend = "give a DOI as in 10.3233/JVR-180989, or the path of a .bib file"
        raise click.ClickException(f"'{source}' cannot be read ({error.strerror}). Mend: {mend}.") from None


def _take(
    register: str, works: dict[str, Reference], name: str, text: str, wanted: tuple[str, ...], again: bool
) -> _Outcome:
    outcome = _Outcome(register)
    known = dict(works)
    entries = [entry for entry in export_file.read(text) if not wanted or entry.key in wanted]
    if not entries:
        what = f"has no entry with the key {', '.join(wanted)}" if wanted else "has no entry"
        outcome.said.append(f"{name} {what}. Mend: export as BibTeX or BibLaTeX.")
        outcome.failed = True
    for entry in entries:
        new = importing.convert(entry, register_file.taken_keys(known.values()))
        at = f"{name}:{entry.line}: '{entry.key}'"
        if isinstance(new, Refused):
            outcome.said.append(f"{at} was not taken: {new.why}. Mend: {new.mend}.")
            outcome.failed = True
            continue
        twin = register_file.find_twin(new, known)
        if twin and not (again and twin.by.startswith("the title")):
            where = f"{BIBLIOGRAPHY}:{twin.line}" if twin.key in works else f"{name}:{twin.line}"
            mend = (
                "complete that entry; --again takes another work of the same title"
                if twin.by.startswith("the title")
                else "complete that entry"
            )
            outcome.said.append(f"{at} was not taken: it is '{twin.key}' ({where}) by {twin.by}. Mend: {mend}.")
            continue
        outcome.text = register_file.insert(outcome.text, new.key, new.text())
        known[new.key] = register_file.as_reference(new)
        outcome.taken.append(new)
    return outcome


def _write(path: Path, text: str) -> None:
    """Write the register whole or not at all; stop when what came of it cannot be read."""
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    _, problems = read_references(unfinished, BIBLIOGRAPHY)
    if problems:
        unfinished.unlink()
        faults = "\n".join(map(str, problems[:10]))
        raise click.ClickException(f"nothing was written, as the register would not be sound:\n{faults}")
    unfinished.replace(path)


def _report(new: Imported, register: str, dry_run: bool) -> None:
    if dry_run:
        click.echo(new.text())
    else:
        click.echo(f"{BIBLIOGRAPHY}:{register_file.line_of(register, new.key)}: '{new.key}' is new.")
    for line in _left(new):
        click.echo(f"  {line}")


def _left(new: Imported) -> Iterator[str]:
    yield "Left to look up or decide before it is cited:"
    yield from (f"  - {one}" for one in new.left)
    yield "  - keywords: one to three topics that the register has already"
    yield "  - annotation: what the work is about, in Bokmål"
    yield "  - verified: 'yes' or 'partly' when the work was seen in a library's or the publisher's record"
    if new.dropped:
        yield f"Not taken over: {', '.join(new.dropped)}."
