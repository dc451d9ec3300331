"""``maintain.py move``: a page gets another name or place, and everything that leads to it follows."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from knowledge import moving
from knowledge.reading import read_unchecked

from commands import project


@click.command()
@click.argument("old")
@click.argument("new")
@project.option
def move(old: str, new: str, project: Path) -> None:
    """Move the page OLD to NEW (paths below docs/, as metoder/ips.md).

    Rewrites every link to it and its own, its place in the menu, the cards and registers that name it,
    and adds its old address to 'former', so that it leads on.
    """
    old, new = old.removeprefix("docs/"), new.removeprefix("docs/")
    if new.endswith("/"):
        new += old.rpartition("/")[2]
    library, _ = read_unchecked(project)
    try:
        moved = moving.plan(library, old, new)
        moving.carry_out(project, moved)
    except moving.MoveError as error:
        click.echo(f"Nothing was moved: {error}{'' if str(error).endswith('?') else '.'}", err=True)
        sys.exit(1)
    click.echo(f"Moved docs/{old} to docs/{new}.")
    for file, count in sorted(moved.places.items()):
        if count:
            click.echo(f"  {file}: {count} place{'s' if count > 1 else ''} rewritten")
    places = list(moving.left(project, moved))
    if places:
        click.echo("Named there too, and left for you to judge:")
        for file, line, text in places:
            click.echo(f"  {file}:{line}: {text[:100]}")
