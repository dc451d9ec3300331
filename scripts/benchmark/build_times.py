"""Time whole builds of generated content: ours, the stock plugin, and no citations.

100 pages with 25 citations each out of 200 works, the same theme, extensions and
citation style for every variant, each build a process of its own. Prints the median
of some rounds, in which the variants take turns, and the peak memory of the largest
process. A benchmark, not a test: it judges nothing. Usage: build_times.py [rounds]
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# As on a reader's machine: compiled modules are kept from run to run.
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)
PAGES, CITATIONS, WORKS = 100, 25, 200

WORDS = [
    "arbeid", "støtte", "bruker", "veileder", "mentor", "bedrift", "samarbeid", "kontor",
    "tiltak", "opplæring", "jobb", "mulighet", "hverdag", "plan", "møte", "oppgave",
    "erfaring", "kunnskap", "ramme", "tid", "ansvar", "ledelse", "tillit", "avtale",
    "oppfølging",
]  # fmt: skip

THEME = """site_name: Måling
site_url: https://example.org/
theme:
  name: material
  language: nb
  font: false
  features: [navigation.tabs, navigation.indexes, navigation.path, navigation.footer]
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - footnotes
  - pymdownx.details
  - pymdownx.superfences
  - toc: {{permalink: true}}
plugins:
  - search
{plugin}
"""
STOCK = """  - bibtex:
      bib_file: bibliography/references.bib
      csl_file: {style}
"""
OURS = """  - bibtex:
      bib_file: bibliography/references.bib
      csl_file: bibliography/norsk-forfatter-aar.csl
      bib_by_default: false
      enable_inline_citations: false
hooks:
  - scripts/hooks.py
"""
FRONT_MATTER = """---
title: {title}
description: En side som er laget for å måle hvor lang tid en bygging tar.
kind: {kind}
audience: [public]
reviewed: 2026-11-22
sources: [{sources}]
---

# {title}

"""


@dataclass
class Variant:
    """One way to build: its name, its folder, what to delete before each run, and what was measured."""

    name: str
    folder: Path
    delete: str | None = None
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)


def bibliography(chance: random.Random) -> str:
    entries = []
    for number in range(WORKS):
        people = " and ".join(
            f"{chance.choice(WORDS).title()}sen, {chance.choice('ABCDEFGHIJ')}ri" for _ in range(chance.randint(1, 4))
        )
        entries.append(
            f"@article{{verk{number:03d},\n  author = {{{people}}},\n"
            f"  title = {{Om {' '.join(chance.choices(WORDS, k=6))}}},\n"
            f"  journaltitle = {{Tidsskrift for {chance.choice(WORDS)}}},\n  year = {{{chance.randint(1990, 2025)}}},\n"
            f"  volume = {{{chance.randint(1, 60)}}},\n  number = {{{chance.randint(1, 6)}}},\n"
            f"  pages = {{1--400}},\n  doi = {{10.1000/maaling.{number}}},\n  langid = {{norsk}},\n"
            "  verified = {yes},\n}\n"
        )
    return "\n".join(entries)


def page_text(chance: random.Random, cited: list[str], citations: bool) -> str:
    """Return a page's text: as many paragraphs as citations, of equal words with and without them."""
    paragraphs = []
    for number, key in enumerate(cited):
        if number % 5 == 0:
            paragraphs.append(f"## Del {number // 5 + 1}")
        sentence = " ".join(chance.choices(WORDS, k=40)).capitalize()
        paragraphs.append(f"{sentence} [@{key}, s. {chance.randint(1, 400)}]." if citations else f"{sentence}.")
    return "\n\n".join(paragraphs) + "\n"


def write_project(folder: Path, plugin: str, citations: bool = True) -> None:
    """Write a project; the pages of every project differ only in what its variant is about."""
    chance = random.Random(20261122)
    (folder / "docs" / "assets").mkdir(parents=True)
    (folder / "bibliography").mkdir()
    (folder / "bibliography" / "references.bib").write_text(bibliography(chance), encoding="utf-8")
    works = [f"verk{number:03d}" for number in range(WORKS)]
    nav = ["index.md"]
    front = FRONT_MATTER.format(title="Måling", kind="about", sources="")
    (folder / "docs" / "index.md").write_text(front + "Hei.\n", encoding="utf-8")
    for number in range(PAGES):
        cited = chance.sample(works, CITATIONS)
        sources = ", ".join(sorted(cited)) if citations else ""
        text = FRONT_MATTER.format(title=f"Side {number}", kind="about", sources=sources)
        name = f"side-{number:03d}.md"
        (folder / "docs" / name).write_text(text + page_text(chance, cited, citations), encoding="utf-8")
        nav.append(name)
    config = THEME.format(plugin=plugin) + "nav:\n" + "".join(f"  - {name}\n" for name in nav)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def write_ours(folder: Path) -> None:
    write_project(folder, OURS)
    (folder / "scripts").symlink_to(ROOT / "scripts")
    style = "bibliography/norsk-forfatter-aar.csl"
    (folder / style).symlink_to(ROOT / style)
    for register in ("legal", "glossary", "source_notes", "figures", "timeline"):
        (folder / "bibliography" / f"{register}.yml").write_text("[]\n", encoding="utf-8")


def run(variant: Variant) -> None:
    """Build once and note wall time and peak memory (of the largest process: MkDocs or a pandoc it ran)."""
    shutil.rmtree(variant.folder / "site", ignore_errors=True)
    if variant.delete:
        shutil.rmtree(variant.folder / variant.delete, ignore_errors=True)
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(variant.folder)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.execve(sys.executable, [sys.executable, "-m", "mkdocs", "build"], ENVIRONMENT)
    _, status, usage = os.wait4(child, 0)
    variant.seconds.append(time.perf_counter() - start)
    variant.megabytes.append(usage.ru_maxrss / 1024)
    if status != 0:
        raise SystemExit(f"build_times: the build of «{variant.name}» failed; run 'mkdocs build' in {variant.folder}")


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory(prefix="build-times-") as temporary:
        base = Path(temporary)
        write_project(base / "plain", "", citations=False)
        write_project(base / "stock", STOCK.format(style=ROOT / "bibliography/norsk-forfatter-aar.csl"))
        write_ours(base / "cold")
        write_ours(base / "warm")
        variants = [
            Variant("without citations", base / "plain"),
            Variant("ours, warm cache", base / "warm"),
            Variant("ours, cold", base / "cold", delete=".cache"),
            Variant("stock mkdocs-bibtex 4.4.0", base / "stock"),
        ]
        run(variants[1])  # fills the cache
        variants[1].seconds.clear()
        variants[1].megabytes.clear()
        for number in range(rounds):
            for variant in variants:
                run(variant)
                print(f"round {number + 1}: {variant.name}: {variant.seconds[-1]:.2f} s", file=sys.stderr)
    plain, stock = variants[0], variants[3]
    print(f"{PAGES} pages, {CITATIONS} citations each, {WORKS} works; median of {rounds} whole builds")
    print(f"{'variant':28}{'seconds':>9}{'min–max':>14}{'peak MB':>9}{'/ plain':>9}{'/ stock':>9}")
    for variant in variants:
        middle = statistics.median(variant.seconds)
        spread = f"{min(variant.seconds):.2f}–{max(variant.seconds):.2f}"
        print(
            f"{variant.name:28}{middle:9.2f}{spread:>14}{max(variant.megabytes):9.0f}"
            f"{middle / statistics.median(plain.seconds):9.2f}{middle / statistics.median(stock.seconds):9.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
