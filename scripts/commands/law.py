"""``maintain.py law``: what has happened to the provisions of the register since they were read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click
from knowledge.problems import ContentError, stop_on
from knowledge.registers.entries import read_entries
from knowledge.registers.files import CACHE, REGISTERS
from knowledge.watch import asking, packages
from knowledge.watch.comparing import compare, is_watched
from knowledge.watch.kept import keep, kept
from knowledge.watch.mirror import read_folder
from knowledge.watch.register_edit import set_fields
from knowledge.watch.reports import law_report

ROOT = Path(__file__).resolve().parents[2]


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        return value and datetime.date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is no date; write it as 2026-07-02") from error


def _address(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if value != packages.BASE and not asking.is_loopback(value):
        raise click.BadParameter("only an address on this machine may stand in for Lovdata's")
    return value.rstrip("/")


@click.command()
@click.option(
    "--read",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read the acts from a folder of Markdown texts instead of Lovdata's packages.",
)
@click.option("--write", is_flag=True, help="Write the hash of each provision that has none yet.")
@click.option("--dates", is_flag=True, help="Write the day of the text for each provision that is unchanged.")
@click.option("--as-of", callback=_date, help="The day the texts in the folder are of (with --read and --dates).")
@click.option("--accept", multiple=True, metavar="ID", help="Take the new text of an entry as read: write its hash.")
@click.option("--markdown", type=click.Path(dir_okay=False, path_type=Path), help="Add the report to this file too.")
@click.option("--address", envvar="LAW_ADDRESS", default=packages.BASE, callback=_address, hidden=True)
@click.option("--patience", nargs=2, type=float, default=(30, 900), hidden=True)
@click.option("--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT, hidden=True)
def law(
    folder: Path | None,
    write: bool,
    dates: bool,
    as_of: str | None,
    accept: tuple[str, ...],
    markdown: Path | None,
    address: str,
    patience: tuple[float, float],
    project: Path,
) -> None:
    """Say of each provision: unchanged, changed (with the words), repealed, moved or newly in force.

    Reads Lovdata's open packages. Writes nothing but the report unless asked to; exits 1
    only when a package could not be read, or an entry names a section its act does not
    have. Texts that were read are kept in .cache/law.
    """
    file, _ = REGISTERS["provisions"]
    register, cache = project / file, project / CACHE
    try:
        entries, problems = read_entries(register, file, None)
        stop_on(problems)
        if folder:
            reading = packages.Reading(texts=read_folder(folder))
            reading.dates = dict.fromkeys(reading.texts, as_of or "")
        else:
            wanted = {entry["lovdata_id"] for entry in entries.values() if is_watched(entry)}
            reading = packages.read_packages(wanted, address, asking.Patience(*patience))
        findings = compare(
            entries.values(), reading.texts, partial(kept, cache), reading.faults, reading.broken, complete=not folder
        )
        refused = sorted(
            set(accept) - {finding.entry.id for finding in findings if finding.hash and not finding.lacking}
        )
        if refused:
            raise click.ClickException(f"no whole text was found for '{refused[0]}', so it cannot be accepted")
        changes = _changes(findings, reading.dates, write, dates, set(accept))
        if changes:
            # Bytes, so that line ends stay what they are.
            text = register.read_bytes().decode("utf-8")
            register.write_bytes(set_fields(text, changes, file).encode())
    except (ContentError, OSError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error
    for finding in findings:
        if finding.sections and finding.hash and not finding.lacking:
            keep(cache, finding.hash, finding.sections)
    report = law_report(findings, file, reading.faults)
    if changes:
        report += f"\nWritten to {file}: {', '.join(changes)}\n"
    click.echo(report, nl=False)
    if markdown:
        with markdown.open("a", encoding="utf-8") as out:
            out.write(report)
    if reading.faults or any(finding.kind == "missing" for finding in findings):
        raise SystemExit(1)


def _changes(
    findings: Iterable[Any], days: dict[str, str], write: bool, dates: bool, accept: set[str]
) -> dict[str, dict[str, str]]:
    """Return which fields of which entries are to be written: id -> field -> value."""
    changes: dict[str, dict[str, str]] = {}
    for finding in findings:
        entry, day = finding.entry, days.get(finding.entry["lovdata_id"], "")
        readable = finding.hash and not finding.lacking
        accepted = entry.id in accept and readable
        if accepted or (write and readable and not entry.get("text_hash")):
            changes.setdefault(entry.id, {})["text_hash"] = finding.hash
        same = finding.hash is not None and finding.hash == entry.get("text_hash")
        # A day never goes back: an older copy of the same text says nothing new.
        if day and (accepted or (dates and same)) and day > (entry.get("text_as_of") or ""):
            changes.setdefault(entry.id, {})["text_as_of"] = day
    return changes
