"""``maintain.py check``: every rule for pages and registers, without building."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from knowledge.checks import built_site
from knowledge.checks.files import addresses_are_listed
from knowledge.problems import ContentError, Problem, suggestion
from knowledge.reading import problems_of, read_library
from knowledge.rules import RULES

from commands import project


@click.command()
@click.option("--rule", "wanted", multiple=True, metavar="NAME", help="Ask for this rule only (may be given again).")
@click.option("--rules", "listing", is_flag=True, help="List the rules and what each asks for.")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Check a built site instead: what a reader's browser gets.",
)
@click.option("--publishing", is_flag=True, help="Ask also for what must be done before publishing.")
@project.option
def check(wanted: tuple[str, ...], listing: bool, site: Path | None, publishing: bool, project: Path) -> None:
    """Hold pages and registers to every rule; exit status 1 when one is broken."""
    if listing:
        width = max(map(len, RULES))
        click.echo("\n".join(f"{name:<{width}}  {asks}" for name, asks in RULES.items()))
        return
    for name in wanted:
        if name not in RULES:
            mend = suggestion(name, RULES, "'maintain.py check --rules' lists them")
            raise click.BadParameter(f"'{name}' is no rule; {mend}.", param_hint="--rule")
    problems = _built(site) if site else problems_of(project)
    if publishing and not problems:
        problems = sorted(addresses_are_listed(read_library(project)))
    if wanted:
        problems = [problem for problem in problems if problem.rule in wanted]
    if problems:
        click.echo(ContentError(problems).report(most=len(problems)), err=True)
        sys.exit(1)
    click.echo(f"Nothing is wrong ({', '.join(wanted) or 'every rule was asked'}).")


def _built(site: Path) -> list[Problem]:
    pages = built_site.read_site(site)
    return sorted(problem for ask in built_site.CHECKS for problem in ask(pages))
