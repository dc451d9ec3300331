"""``maintain.py works``: what the DOI registries say of the works in the bibliography."""

from __future__ import annotations

from pathlib import Path

import click
from knowledge.problems import ContentError, stop_on
from knowledge.registers.files import BIBLIOGRAPHY
from knowledge.registers.references import read_references
from knowledge.watch import asking
from knowledge.watch.works import CROSSREF, DATACITE, check_works, works_report

ROOT = Path(__file__).resolve().parents[2]


def _address(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if value not in (CROSSREF, DATACITE) and not asking.is_loopback(value):
        raise click.BadParameter("only an address on this machine may stand in for a registry's")
    return value.rstrip("/")


@click.command()
@click.option("--only", multiple=True, metavar="KEY", help="Ask for this work only; may be given several times.")
@click.option("--markdown", type=click.Path(dir_okay=False, path_type=Path), help="Add the report to this file too.")
@click.option("--crossref", envvar="WORKS_CROSSREF", default=CROSSREF, callback=_address, hidden=True)
@click.option("--datacite", envvar="WORKS_DATACITE", default=DATACITE, callback=_address, hidden=True)
@click.option(
    "--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between two questions."
)
@click.option("--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT, hidden=True)
def works(
    only: tuple[str, ...], markdown: Path | None, crossref: str, datacite: str, pause: float, project: Path
) -> None:
    """Ask Crossref and DataCite for each work with a DOI: title, year, authors, retracted or corrected."""
    try:
        references, problems = read_references(project / BIBLIOGRAPHY, BIBLIOGRAPHY)
        stop_on(problems)
    except ContentError as error:
        raise click.ClickException(str(error)) from error
    unknown = sorted(set(only) - references.keys())
    if unknown:
        raise click.BadParameter(f"there is no work '{unknown[0]}' in {BIBLIOGRAPHY}")
    chosen = [work for key, work in references.items() if not only or key in only]
    report = works_report(check_works(chosen, crossref, datacite, pause), BIBLIOGRAPHY)
    click.echo(report, nl=False)
    if markdown:
        with markdown.open("a", encoding="utf-8") as out:
            out.write(report)
