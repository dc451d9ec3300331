"""``maintain.py beside``: everything that stands beside the pages, written into a site that is built already."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from knowledge.exports.published import read_site
from knowledge.problems import ContentError
from knowledge.reading import read_library
from knowledge.site_steps import write_beside

from commands import project


@click.command()
@click.argument("site_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@project.option
def beside(site_dir: Path, project: Path) -> None:
    """Write search, exports, open data and the like into SITE_DIR, whatever has built its pages.

    The pages are to lie where MkDocs puts them: metoder/ips.md at metoder/ips/index.html.
    """
    try:
        library = read_library(project)
        count = write_beside(library, read_site(project), site_dir)
    except ContentError as error:
        click.echo(error, err=True)
        sys.exit(1)
    click.echo(f"Wrote {count} files into {site_dir}.")
