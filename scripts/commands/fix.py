"""``maintain.py fix``: what can be mended without asking a person."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from knowledge.mending import MENDERS, mend
from knowledge.reading import problems_of, read_unchecked

from commands import project


@click.command()
@click.option(
    "--only", multiple=True, type=click.Choice(list(MENDERS)), help="Mend this kind only (may be given again)."
)
@click.option(
    "--dry-run", is_flag=True, help="Say what would be mended; write nothing. Exit status 1 when anything would."
)
@project.option
def fix(only: tuple[str, ...], dry_run: bool, project: Path) -> None:
    """Mend order, dashes, quotation marks, merged keys and fields that follow from others.

    Adds the addresses of new pages to the list of published ones.
    """
    names = [name for name in MENDERS if not only or name in only]
    count = 0
    for name, mended in mend(lambda: read_unchecked(project)[0], names, write=not dry_run):
        click.echo(f"{mended.file}: [{name}] {mended.what}")
        count += 1
    if not count:
        click.echo("Nothing to mend.")
    elif dry_run:
        sys.exit(1)
    left = problems_of(project)
    if left:
        click.echo(
            f"{len(left)} problem{'s are' if len(left) > 1 else ' is'} left for you: maintain.py check", err=True
        )
