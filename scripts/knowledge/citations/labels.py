"""What pandoc makes of the citations: one run for the whole site.

A label ("Kane & Spjelkavik, 2021, s. 26") depends on the bibliography, the style
and the text of its group, never on the page it stands on: every work is part of
every run, so that year suffixes (2019a, 2019b) come out alike everywhere. That is
also why labels can be kept from one build to the next, group by group.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pypandoc

from knowledge.bibliography import entry
from knowledge.language import Language
from knowledge.registers import references
from knowledge.registers.references import Reference, read_references

# Part of every cache key: raise it when this module reads pandoc's output differently.
_READING = 4
_GROUP = re.compile(r'<div id="group-(\d+)">\s*<p>(.*?)</p>\s*</div>', re.DOTALL)
_ENTRY = re.compile(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>\s*(.*?)\s*</div>', re.DOTALL)
_SPAN = re.compile(r"^<span class=\"citation\"[^>]*>(.*)</span>$", re.DOTALL)


class CitationStyleError(Exception):
    """pandoc could not make labels of the bibliography and style it was given.

    line: of the entry it complains of in the bibliography; 1 when it names none
    """

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


@dataclass
class Labels:
    """Citations and references as HTML.

    groups: the inside of a citation group -> its label, each work a link to ``#ref-KEY``
    references: key -> the full reference, in the order the style sorts them
    """

    groups: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


def _run_pandoc(groups: list[str], works: dict[str, Reference], style: Path, language: Language) -> str:
    """Return pandoc's HTML for the groups and for every work of the bibliography.

    pandoc reads the works from a file of its own, in which every character is safe from TeX.

    Where the style cannot tell two works of one author and year apart, the one cited first
    comes first. So every run cites every work first, in the order of their keys.
    """
    source = "\n\n".join(
        [f"[@{key}]" for key in sorted(works)]
        + [f"::: {{#group-{number}}}\n[{raw}]\n:::" for number, raw in enumerate(groups)]
    )
    text = entry.for_pandoc(works.values())
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder, "references.bib")
        bibliography.write_text(text, encoding="utf-8")
        run = subprocess.run(
            _command(bibliography, style, language), input=source, capture_output=True, text=True, encoding="utf-8"
        )
    if run.returncode != 0 or run.stderr.strip():
        said = run.stderr.strip() or f"pandoc ended with exit status {run.returncode}"
        named = entry.named_in(said, text, works)
        raise CitationStyleError(said.replace(f"{bibliography}", "the bibliography"), named.line if named else 1)
    return run.stdout


def _command(bibliography: Path, style: Path, language: Language) -> list[str]:
    return [
        pypandoc.get_pandoc_path(), "--from=markdown", "--to=html", "--wrap=none", "--citeproc",
        f"--bibliography={bibliography}", f"--csl={style}",
        f"--metadata=lang={language.style}", "--metadata=link-citations=true",
    ]  # fmt: skip


def _unwrap(label: str, language: Language) -> str:
    """Return a label out of its span, with page and number kept on one line."""
    span = _SPAN.match(label.strip())
    return language.pages_together(span[1] if span else label.strip())


def render(groups: Iterable[str], bibliography: Path, style: Path, language: Language) -> Labels:
    """Return the labels of ``groups`` and the references of every work, in one pandoc run.

    bibliography: a BibLaTeX file that the register reads

    Raises CitationStyleError when pandoc fails, warns, or leaves a group unanswered.
    """
    wanted = sorted(set(groups))
    works, problems = read_references(bibliography, bibliography.name)
    if problems and not works:
        raise CitationStyleError(str(problems[0]), problems[0].line)
    html = _run_pandoc(wanted, works, style, language)
    found = {int(number): _unwrap(label, language) for number, label in _GROUP.findall(html)}
    if len(found) != len(wanted):
        raise CitationStyleError(f"pandoc answered {len(found)} of {len(wanted)} citation groups")
    return Labels(
        groups={raw: found[number] for number, raw in enumerate(wanted)},
        references={key: " ".join(entry.split()) for key, entry in _ENTRY.findall(html)},
    )


def _fingerprint(bibliography: Path, style: Path, language: Language) -> str:
    """Return what labels depend on besides their group, as a hash."""
    digest = hashlib.sha256(f"{_READING} {version('pypandoc_binary')} {language.style} {language.pages}".encode())
    reading = sorted(Path(entry.__file__).parent.glob("*.py"))
    for path in (bibliography, style, Path(references.__file__), *reading):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _file(bibliography: Path, style: Path, cache: Path, language: Language) -> Path:
    return cache / f"labels-{_fingerprint(bibliography, style, language)[:32]}.json"


def stored(bibliography: Path, style: Path, cache: Path, language: Language) -> Labels:
    """Return the labels kept in the folder ``cache``; empty ones when there are none, or none that can be read."""
    try:
        kept = json.loads(_file(bibliography, style, cache, language).read_text(encoding="utf-8"))
        return Labels(groups=dict(kept["groups"]), references=dict(kept["references"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Labels()


def render_cached(groups: Iterable[str], bibliography: Path, style: Path, cache: Path, language: Language) -> Labels:
    """Return the labels as ``render`` does, asking pandoc only for what ``cache`` lacks.

    cache: a folder; one file in it per bibliography and style. It is safe to delete,
    and a file that cannot be read is made anew.
    """
    wanted = set(groups)
    known = stored(bibliography, style, cache, language)
    missing = wanted - known.groups.keys()
    if missing or not known.references:
        fresh = render(missing, bibliography, style, language)
        known = Labels({**known.groups, **fresh.groups}, fresh.references)
        path = _file(bibliography, style, cache, language)
        cache.mkdir(parents=True, exist_ok=True)
        for outdated in cache.glob("labels-*.json"):
            if outdated != path:
                outdated.unlink(missing_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(
            json.dumps({"groups": known.groups, "references": known.references}, ensure_ascii=False),
            encoding="utf-8",
        )
        unfinished.replace(path)
    return Labels({raw: known.groups[raw] for raw in sorted(wanted)}, known.references)
