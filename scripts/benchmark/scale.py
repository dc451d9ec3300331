"""Time builds of the project's own pages at any number, beside bare Material for MkDocs on the same pages.

Pages are copied, with the records of their claims, into sections of a menu as deep as the project's
own; what they lead to stays where it is. Each build is a process of its own and the second one of its
project, so that what is kept from build to build is there. Prints, for each number of pages: seconds,
peak memory, the bytes of one page's HTML and of the search's index. A benchmark, not a test: it judges
nothing. Usage: scale.py [pages …]
"""

from __future__ import annotations

import gzip
import os
import posixpath
import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SIZES = (500, 1006, 2006)
# What is copied; pages that list a register, and the front page, are there once.
COPIED = ("metoder", "praksis", "teori", "perspektiver", "grunnlag", "for-deg-i-nav")
# Two methods with parts of their own, which stand by their path.
_ONCE = ("metoder/virkning.md", "metoder/navs-tiltak.md")
MEASURED = "metoder/place-train"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)
_LINK = re.compile(r"(\]\()(?!https?:|mailto:|#)([^)\s]+)")
_HEADING = re.compile(r"^# (.+)$", re.M)
BARE = """site_name: Måling
site_url: https://example.org/
theme:
  name: material
  language: nb
  font: false
  features: [navigation.tabs, navigation.indexes, navigation.path, navigation.footer{prune}]
validation:
  nav: {{omitted_files: ignore}}
  links: {{not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.superfences
plugins: [search]
"""


@dataclass(frozen=True)
class Measured:
    """One build: seconds, peak memory in MB, bytes of a page's HTML, bytes of the compressed search index."""

    seconds: float
    megabytes: float
    page: int
    index: int


def write_project(folder: Path, pages: int) -> None:
    """Write the project into ``folder`` with copies of its pages until it has as many as ``pages``."""
    for name in ("docs", "bibliography", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "scripts").symlink_to(ROOT / "scripts")
    docs = ROOT / "docs"
    own = sum(1 for file in docs.rglob("*.md"))
    originals = [file.relative_to(docs).as_posix() for part in COPIED for file in sorted((docs / part).rglob("*.md"))]
    originals = [name for name in originals if name not in _ONCE]
    copies = [
        (f"kopi-{turn + 1:02d}/{originals[which]}", originals[which], turn + 1)
        for turn, which in (divmod(number, len(originals)) for number in range(pages - own))
    ]
    sections: dict[str, dict[str, list[str]]] = {}
    for (copy, original, turn), (following, *_) in zip(copies, [*copies[1:], *copies[:1]], strict=True):
        text = _copied((docs / original).read_text(encoding="utf-8"), original, copy, following, turn)
        (folder / "docs" / copy).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / copy).write_text(text, encoding="utf-8")
        ledger = Path("bibliography/evidence", original).with_suffix(".yml")
        if (ROOT / ledger).exists():
            target = (folder / "bibliography/evidence" / copy).with_suffix(".yml")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / ledger, target)
        sections.setdefault(f"Kopi {turn}", {}).setdefault(original.partition("/")[0], []).append(copy)
    nav = [{name: [{part: paths} for part, paths in parts.items()]} for name, parts in sections.items()]
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    added = yaml.safe_dump(nav, allow_unicode=True, sort_keys=False) if nav else ""
    # The menu is the last of mkdocs.yml.
    (folder / "mkdocs.yml").write_text(text.rstrip("\n") + "\n" + re.sub(r"^", "  ", added, flags=re.M), "utf-8")


def _copied(text: str, original: str, copy: str, following: str, turn: int) -> str:
    """Return a page's text with a title of its own, links that lead where those of the original do, and one on."""
    front, body = text.split("---\n", 2)[1:]
    meta: dict[str, Any] = yaml.safe_load(front)
    meta.pop("former", None)
    meta["title"] = f"{meta['title']} ({turn})"

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(original), link[2]))
        return f"{link[1]}{posixpath.relpath(target, posixpath.dirname(copy))}"

    body = _HEADING.sub(lambda heading: f"# {heading[1]} ({turn})", _LINK.sub(moved, body), count=1)
    on = f"<!-- uten kilde: leder videre -->\n[Neste]({posixpath.relpath(following, posixpath.dirname(copy))})\n"
    return f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)}---\n{body}\n{on}"


def write_bare(folder: Path, ours: Path, prune: bool) -> None:
    """Write the same pages for Material alone, without citations and what else is ours."""
    shutil.copytree(ours / "docs", folder / "docs")
    nav = (ours / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    head = BARE.format(prune=", navigation.prune" if prune else "")
    (folder / "mkdocs.yml").write_text(f"{head}nav:{nav}", encoding="utf-8")


def run(folder: Path, command: list[str]) -> Measured:
    """Build the project in ``folder`` and measure."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.execve(command[0], command, ENVIRONMENT)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"scale: the build in {folder} failed.")
    site = folder / "site"
    page = (site / MEASURED / "index.html").stat().st_size
    found = [*site.glob("assets/search-index.*.js"), *site.glob("search/search_index.json")]
    index = sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in found)
    return Measured(seconds, usage.ru_maxrss / 1024, page, index)


def main() -> int:
    own = sum(1 for file in (ROOT / "docs").rglob("*.md"))
    sizes = [own, *(int(given) for given in sys.argv[1:] or map(str, SIZES))]
    ours = [sys.executable, str(ROOT / "scripts/build_site.py")]
    print(f"{'pages':>6}{'built with':>22}{'seconds':>9}{'peak MB':>9}{'page kB':>9}{'index kB':>10}")
    for pages in sizes:
        with tempfile.TemporaryDirectory(prefix="scale-") as temporary:
            folder = Path(temporary)
            write_project(folder / "ours", pages)
            write_bare(folder / "bare", folder / "ours", prune=False)
            write_bare(folder / "pruned", folder / "ours", prune=True)
            mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
            ways = [
                ("ours", folder / "ours", [*ours, str(folder / "ours")]),
                ("Material alone", folder / "bare", mkdocs),
                ("Material alone, pruned", folder / "pruned", mkdocs),
            ]
            run(*ways[0][1:])
            for name, where, command in ways:
                one = run(where, command)
                print(
                    f"{pages:6}{name:>22}{one.seconds:9.1f}{one.megabytes:9.0f}{one.page / 1000:9.0f}"
                    f"{one.index / 1000:10.0f}", flush=True,
                )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
