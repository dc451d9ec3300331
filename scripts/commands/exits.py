"""``maintain.py exits``: the same tree built by other generators, and what differs page by page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
# What a page says of its maker; the one thing that may differ.
GENERATOR = b'<meta name="generator"'
VERSIONS = {"properdocs": "properdocs==1.6.7", "zensical": "zensical"}


@click.command()
@click.option("--only", type=click.Choice(sorted(VERSIONS)), help="Try this generator only.")
@click.option("--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT, hidden=True)
def exits(only: str | None, project: Path) -> None:
    """Build the tree with ProperDocs and Zensical and compare each page with MkDocs' own.

    Fails when ProperDocs gives another page than MkDocs; Zensical is told of and never fails.
    Each is installed in an environment of its own, with the libraries of the lock file.
    """
    sys.path.insert(0, str(project / "scripts"))
    import build_site

    with tempfile.TemporaryDirectory(prefix="exits-") as temporary:
        work = Path(temporary)
        if build_site.build(project, work / "mkdocs") != 0:
            raise click.ClickException("the site does not build. Mend: what stands above.")
        failed = False
        for name in [only] if only else sorted(VERSIONS):
            said, same = _try(name, project, work)
            click.echo(f"{name}: {said}")
            failed |= name == "properdocs" and not same
    raise SystemExit(1 if failed else 0)


def _try(name: str, project: Path, work: Path) -> tuple[str, bool]:
    """Return what came of building with a generator, and whether every page is the same."""
    python = work / name / "bin" / "python"
    uv = shutil.which("uv") or str(next((project / ".cache" / "tools").glob("uv-*")))
    listed = work / "libraries.txt"
    export = [uv, "export", "--quiet", "--no-dev", "--no-emit-project", "--format", "requirements-txt"]
    listed.write_bytes(subprocess.run(export, cwd=project, capture_output=True, check=True).stdout)
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, str(work / name)],
        [uv, "pip", "install", "--quiet", "--python", str(python), "--requirement", str(listed), VERSIONS[name]],
    ):
        run = subprocess.run(command, cwd=project, capture_output=True, text=True)
        if run.returncode != 0:
            return f"could not be installed ({' '.join(run.stderr.split())[:200]})", False
    tree = work / f"{name}-tree"
    shutil.copytree(project, tree, ignore=shutil.ignore_patterns(".git", ".cache", ".venv", "site", "build"))
    target = tree / "site"
    environment = {**os.environ, "PYTHONPATH": str(tree / "scripts"), "NO_MKDOCS_2_WARNING": "true"}
    command = [str(work / name / "bin" / name), "build", "--config-file", "mkdocs.yml"]
    run = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)
    if run.returncode != 0 or not (target / "index.html").exists():
        last = (run.stderr or run.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        return f"did not build ({last[0][:200]})", False
    differing = _differing(work / "mkdocs", target)
    if not differing:
        return "every file is identical, but for the generator's name", True
    return "\n  ".join([f"{len(differing)} files differ:", *differing[:40]]), False


def _differing(one: Path, other: Path) -> list[str]:
    """Return the paths of files that are not the same in two sites, the generator's name apart."""
    paths = {file.relative_to(site).as_posix() for site in (one, other) for file in site.rglob("*") if file.is_file()}
    return sorted(path for path in paths if _content(one / path) != _content(other / path))


def _content(file: Path) -> bytes | None:
    if not file.is_file():
        return None
    data = file.read_bytes()
    if file.suffix == ".html":
        return b"\n".join(line for line in data.split(b"\n") if GENERATOR not in line)
    return data if file.suffix != ".gz" else b""
