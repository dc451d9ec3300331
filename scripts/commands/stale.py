"""``maintain.py stale``: what the site says that must be looked at again, soonest first."""

from __future__ import annotations

import datetime
from pathlib import Path

import click
from knowledge.problems import ContentError
from knowledge.reading import read_library
from knowledge.watch.perishables import perishables, stale_report

ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day to reckon from; today when left out.")
@click.option("--ahead", type=click.IntRange(min=0), default=60, show_default=True, help="How many days to look ahead.")
@click.option("--markdown", type=click.Path(dir_okay=False, path_type=Path), help="Add the report to this file too.")
@click.option("--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT, hidden=True)
def stale(day: datetime.datetime | None, ahead: int, markdown: Path | None, project: Path) -> None:
    """List what is due to be looked at again, soonest first, with the pages that say it."""
    on = day.date() if day else datetime.date.today()
    try:
        found = perishables(read_library(project))
    except ContentError as error:
        raise click.ClickException(str(error)) from error
    report = stale_report(found, on.isoformat(), ahead)
    click.echo(report, nl=False)
    if markdown:
        with markdown.open("a", encoding="utf-8") as out:
            out.write(report)
