"""Ask every address outside the site whether it still answers.

The asking is lychee's (https://lychee.cli.rs); here is what to ask, and what the
answers mean for the pages that link there. Nothing of this runs in a build or a test
of the content: the world is flaky, so it reports and never blocks.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.library import Library

# Worst first: what a maintainer has to act on, and what may pass by itself.
KINDS = {
    "gone": "Gone: mend or remove",
    "moved": "Moved for good: write the new address",
    "failing": "The server failed: look again next week",
    "silent": "No answer: look again next week",
    "ok": "Answers",
}


@dataclass(frozen=True)
class Answer:
    """What came of asking: a kind of ``KINDS``, and the status or the new address in words."""

    kind: str
    detail: str = ""


def collect(library: Library) -> dict[str, list[str]]:
    """Return address -> the places it stands in ("docs/x.md:12", "bibliography/legal.yml:40"), in order."""
    places: dict[str, list[str]] = defaultdict(list)
    for address, place in _addresses(library):
        if place not in places[address]:
            places[address].append(place)
    return dict(sorted(places.items()))


def _addresses(library: Library) -> Iterator[tuple[str, str]]:
    for page in library.pages.values():
        for link in page.links:
            if link.external and link.target.startswith("https://"):
                yield link.target, f"{page.file}:{link.line}"
    for work in library.references.values():
        place = f"bibliography/references.bib:{work.line}"
        if "doi" in work.fields:
            yield f"https://doi.org/{work.fields['doi']}", place
        if "url" in work.fields:
            yield work.fields["url"], place
    for name, file in (("provisions", "legal.yml"), ("source-notes", "source_notes.yml")):
        for entry in library.entries(name).values():
            place = f"bibliography/{file}:{entry.line}"
            if entry.get("url"):
                yield entry["url"], place
            for link in [*entry.get("evidence", []), *entry.get("links", [])]:
                yield link["url"], place


def ask(addresses: Iterable[str], lychee: Path | str, timeout: int = 30, retries: int = 2) -> dict[str, Answer]:
    """Return address -> answer, asking each once (and ``retries`` times more when it fails).

    lychee: the program; timeout: seconds for one answer. Raises RuntimeError when lychee
    itself cannot run.
    """
    wanted = list(addresses)
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "addresses.txt"
        listing.write_text("".join(f"{address}\n" for address in wanted), encoding="utf-8")
        command = [
            str(lychee), "--verbose", "--format", "json", "--no-progress", f"--timeout={timeout}",
            f"--max-retries={retries}", "--host-concurrency=2", "--user-agent=link check of a static site",
            str(listing),
        ]  # fmt: skip
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    try:
        report = json.JSONDecoder().raw_decode(run.stdout, run.stdout.index("{"))[0]
    except ValueError as error:
        raise RuntimeError(f"lychee gave no report: {run.stderr.strip() or run.stdout.strip()}") from error
    answers = {address: Answer("ok") for address in wanted}
    answers.update(_read(report))
    return {address: answers[address] for address in wanted}


def _entries(report: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    for entries in report.get(name, {}).values():
        yield from entries


def _read(report: Mapping[str, Any]) -> Iterator[tuple[str, Answer]]:
    for entry in _entries(report, "redirect_map"):
        # A temporary redirect (302, 303, 307), as every DOI is, leaves the address good.
        if entry["redirects"][0]["code"] in (301, 308):
            yield entry["origin"], Answer("moved", f"now {entry['redirects'][-1]['url']}")
    for entry in _entries(report, "timeout_map"):
        yield entry["url"], Answer("silent", entry["status"].get("text", "Timeout"))
    for entry in _entries(report, "error_map"):
        code = entry["status"].get("code", 0)
        kind = "gone" if 400 <= code < 500 else "failing" if code >= 500 else "silent"
        yield entry["url"], Answer(kind, entry["status"].get("text", ""))


def report(answers: Mapping[str, Answer], places: Mapping[str, list[str]]) -> str:
    """Return the answers as Markdown, worst first, each with the places that link there."""
    lines = [f"# External links: {len(answers)} asked", ""]
    for kind, heading in KINDS.items():
        found = sorted(address for address, answer in answers.items() if answer.kind == kind)
        lines.append(f"## {heading} ({len(found)})\n")
        if kind == "ok":
            continue
        for address in found:
            detail = f" ({answers[address].detail})" if answers[address].detail else ""
            lines.append(f"- {address}{detail}\n  in {', '.join(places.get(address, ['?']))}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
