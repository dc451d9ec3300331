"""Build the site strictly into ``site/``, all or nothing.

MkDocs empties its target before it builds. Here it builds beside the last good
site, and only a build without a warning takes that one's place. Exit status 1, and
``site/`` as it was, when anything is wrong.

Usage: build_site.py [project folder] [--into FOLDER] [--draft] [--only PAGE …] [--report FILE] | --wait
  --into    another target than ``site/``
  --draft   leave styles and scripts as the files one edits
  --only    check everything, but build only these pages (below ``docs/``) and what every page needs; a draft
  --report  write what came of it as JSON, for ``maintain.py serve`` (``Outcome.as_json``)
  --wait    load what a build needs, then read these arguments from a line of standard input, as a JSON list
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.problems import Problem

ROOT = Path(__file__).resolve().parents[1]
# A folder of a build under way, in ``.cache``; the number of its process follows.
BESIDE = "site-next-"


@dataclass
class Outcome:
    """What came of a build: good when there is neither problem nor message.

    problems: what is wrong with the content; messages: what MkDocs or a plugin complained of
    pages: how many pages were built
    base: the path the site is published below, with both slashes; "" when it is not known
    """

    problems: tuple[Problem, ...] = ()
    messages: list[str] = field(default_factory=list)
    pages: int = 0
    base: str = ""

    @property
    def good(self) -> bool:
        return not self.problems and not self.messages

    def as_json(self) -> str:
        """Return it as JSON: problems, messages and base."""
        problems = [asdict(problem) for problem in self.problems]
        return json.dumps({"problems": problems, "messages": self.messages, "base": self.base})


def build(root: Path, site: Path) -> int:
    """Build the project ``root`` into ``site``; return 0, or 1 when something is wrong, which is told on stderr."""
    return 0 if tell(attempt(root, site), site) else 1


def attempt(root: Path, site: Path, draft: bool = False, only: frozenset[str] = frozenset()) -> Outcome:
    """Build the project ``root`` into ``site``, which is left as it was when anything is wrong.

    draft: leave styles and scripts as they are written; only: the pages to build, all when empty
    """
    from knowledge.problems import ContentError

    try:
        return _attempt(root, site, {"draft": draft or bool(only), "only": only})
    except ContentError as error:
        return Outcome(problems=error.problems)
    except OSError as error:
        # A full disk, a folder one may not write in, a file that went while it was read.
        where = f" {error.filename}" if error.filename else ""
        what = f"the disk says no:{where} ({error.strerror or error})"
        return Outcome(messages=[f"{what}. Mend: see that there is room, and that the folder may be written in."])


def _attempt(root: Path, site: Path, asked: dict[str, Any]) -> Outcome:
    from knowledge.reading import read_library

    # What is wrong with the content is told before MkDocs, and what it loads, is asked.
    library = read_library(root)
    cache = root / ".cache"
    cache.mkdir(exist_ok=True)
    _clear_up(cache, site)
    # A folder of this build's own: another may be under way.
    beside = Path(tempfile.mkdtemp(prefix=f"{BESIDE}{os.getpid()}-", dir=cache))
    try:
        # The site itself gets the rights every folder gets here, which a temporary one does not.
        staging = beside / "site"
        staging.mkdir()
        messages = _render(root, staging, library, asked)
        if not messages:
            _swap(staging, site)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Outcome(messages=messages, pages=len(library.pages))


def tell(outcome: Outcome, site: Path) -> bool:
    """Print what came of a build; return whether it was good."""
    from knowledge.problems import ContentError

    if outcome.good:
        print(f"Built {outcome.pages} pages into {site}.")
        return True
    kept = f"; {site.name}/ is left as it was" if site.exists() else ""
    told = [str(ContentError(outcome.problems))] if outcome.problems else outcome.messages
    print(*told, f"The build stopped{kept}.", sep="\n", file=sys.stderr)
    return False


class _Heard(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(self.format(record))


def _render(root: Path, target: Path, library: Library, asked: dict[str, Any]) -> list[str]:
    """Have MkDocs build into ``target`` from a library already read; return what it complained of.

    asked: what hooks.py is to know besides, by name
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "true"
    from mkdocs.commands.build import build as build_pages
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    log, heard = logging.getLogger("mkdocs"), _Heard()
    log.addHandler(heard)
    log.setLevel(logging.WARNING)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=True)
        # hooks.py takes it from here; MkDocs by itself has it read once more.
        config.extra["library"] = library
        config.extra.update(asked)
        # mkdocs-bibtex looks for its files where the command was given, not beside mkdocs.yml.
        for name in ("bib_file", "csl_file"):
            if (plugin := config.plugins.get("bibtex")) and (file := plugin.config.get(name)):
                plugin.config[name] = str(root / file)
        config.plugins.on_startup(command="build", dirty=False)
        build_pages(config)
    except MkDocsException as error:
        heard.messages.append(str(error))
    finally:
        log.removeHandler(heard)
    return heard.messages


def _clear_up(cache: Path, site: Path) -> None:
    """Remove what builds that were killed left behind; the last good site, if it had just been moved, goes back."""
    for folder in sorted(cache.glob(f"{BESIDE}*")):
        number = folder.name.removeprefix(BESIDE).partition("-")[0]
        if number.isdecimal() and _runs(int(number)):
            continue
        previous = folder / "previous"
        if previous.exists() and not site.exists():
            previous.rename(site)
        shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # Another user's process: it is there.
        return True
    return True


def _swap(staging: Path, site: Path) -> None:
    """Put a finished site in the place of the last one; that one goes only when the new one stands."""
    previous = staging.with_name("previous")
    if site.exists():
        site.rename(previous)
    try:
        shutil.move(staging, site)
    except OSError:
        if previous.exists():
            previous.rename(site)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _base(root: Path) -> str:
    from knowledge.exports.published import read_site
    from knowledge.problems import ContentError

    try:
        return urlsplit(read_site(root).address).path
    except ContentError:
        return ""


def _told() -> list[str]:
    """Load what every build loads, wait for the line that says what to build, and return it."""
    os.environ["NO_MKDOCS_2_WARNING"] = "true"
    # MkDocs loads hooks.py once more by its path; what it imports is there by then.
    for name in ("hooks", "mkdocs.commands.build", "mkdocs_bibtex.plugin"):
        importlib.import_module(name)
    return [str(one) for one in json.loads(sys.stdin.readline() or sys.exit(0))]


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the site, all or nothing.")
    parser.add_argument("project", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--wait", action="store_true")
    parser.add_argument("--into", type=Path)
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--report", type=Path)
    asked = parser.parse_args()
    if asked.wait:
        asked = parser.parse_args(_told())
    project = asked.project.resolve()
    site = asked.into or project / "site"
    outcome = attempt(project, site, asked.draft, frozenset(asked.only))
    if asked.report:
        outcome.base = _base(project)
        asked.report.write_text(outcome.as_json(), encoding="utf-8")
    return 0 if tell(outcome, site) else 1


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "scripts"))
    sys.exit(main())
