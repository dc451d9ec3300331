"""A small project like ours: every kind of register, four pages, everything right."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

FRONT_MATTER = """---
title: {title}
description: En kort side som finnes for at prøvene skal ha noe å bygge.
kind: {kind}
audience: [public]
reviewed: 2026-11-22
sources: [{sources}]
---

# {title}

"""

REFERENCES = """@book{lipsky2010,
  author = {Lipsky, Michael},
  title = {Street-Level Bureaucracy},
  edition = {2},
  year = {2010},
  publisher = {Russell Sage Foundation},
  pages = {1--275},
  langid = {english},
  verified = {yes},
}

@article{aas2019,
  author = {Ås, Kari and Ødegård, Per and Berg, Ida},
  title = {Om støtte},
  journaltitle = {Tidsskrift for prøver},
  year = {2019},
  volume = {3},
  number = {1},
  pages = {1--20},
  langid = {norsk},
  verified = {partly},
  mentioned = {lipsky2010: 3},
  ids = {aas2018},
}

@article{aas2019b,
  author = {Ås, Kari and Ødegård, Per and Berg, Ida},
  title = {Om samarbeid},
  journaltitle = {Tidsskrift for prøver},
  year = {2019},
  volume = {3},
  number = {2},
  langid = {norsk},
  verified = {no},
}
"""

PROVISIONS = """- id: arbeidsmiljoloven-4-2
  kind: lov
  act: arbeidsmiljøloven
  name: Lov 17. juni 2005 nr. 62 om arbeidsmiljø, arbeidstid og stillingsvern mv.
  section: § 4-2
  label: arbeidsmiljøloven § 4-2
  lovdata_id: LOV-2005-06-17-62
  url: https://lovdata.no/lov/2005-06-17-62/%C2%A74-2
  url_checked: true
  paraphrase: Arbeidet skal tilpasses den enkelte.
  used_in:
    - {source: lipsky2010, page: "28", purpose: Plikten til å tilrettelegge.}
  text_as_of: 2026-07-02
  checked: 2026-11-22
"""

CONCEPTS = """- id: innlasing
  term: innlåsing
  definition: Når en bruker blir værende i tiltak i stedet for å komme i arbeid.
  english: lock-in
  sources:
    - {key: lipsky2010, page: "4"}
  page: stotte.md
"""

SOURCE_NOTES = """- id: feil-aar
  source: lipsky2010
  page: "23"
  kind: feil årstall
  title: Galt årstall
  written: Boka oppgir 2011.
  correct: Riktig år er 2010.
  proof: Kolofonen viser 2010.
  read: Kolofonen.
  certainty: sikker
"""

# What the example takes over from the real site's own file: its words for things, not its pages and sources.
VOCABULARY = (
    "front_title", "whose", "whose_in_full", "independence", "in_field", "provision_kinds", "provision_themes",
    "law_collections", "event_kinds", "note_kinds", "open_note", "note_certainty", "note_against", "case_groups",
    "chapter_anchor", "case_parts", "own_words",
)  # fmt: skip

STOTTE = (
    '!!! kort "Kort sagt"\n    Støtten gis der folk arbeider [@lipsky2010, s. 12].\n\n'
    "Støtten gis på arbeidsplassen [@lipsky2010, s. 12]. Det står i [arbeidsmiljøloven § 4-2]"
    "(lovregister.md#arbeidsmiljoloven-4-2), og faren er [innlåsing](ordliste.md#innlasing).\n\n"
    "## Hva er usikkert?\n\nLipsky [-@lipsky2010, s. 14] og andre [@aas2019, s. 3–4; @aas2019b] er uenige. "
    "Skriv `[@lipsky2010, s. 1]` slik.\n"
)
STOTTE_SOURCES = "aas2019, aas2019b, lipsky2010"


def made_text(library, path: str) -> str:
    """Return the Markdown that is made of data on a page of a library."""
    return "\n\n".join(made.markdown for made in library.made(path))


@dataclass
class ExampleProject:
    """A project folder on disk, and the commands one runs in it."""

    folder: Path
    scripts: Path

    @classmethod
    def create(cls, folder: Path, root: Path) -> ExampleProject:
        (folder / "docs" / "assets").mkdir(parents=True)
        (folder / "bibliography").mkdir()
        (folder / "scripts").symlink_to(root / "scripts")
        (folder / "overrides").symlink_to(root / "overrides")
        for asset in (root / "docs" / "assets").iterdir():
            (folder / "docs" / "assets" / asset.name).symlink_to(asset)
        style = "norsk-forfatter-aar.csl"
        (folder / "bibliography" / style).symlink_to(root / "bibliography" / style)
        project = cls(folder, root / "scripts")
        project.write("bibliography/references.bib", REFERENCES)
        project.write("bibliography/legal.yml", PROVISIONS)
        project.write("bibliography/glossary.yml", CONCEPTS)
        project.write("bibliography/source_notes.yml", SOURCE_NOTES)
        own = yaml.safe_load((root / "bibliography" / "site.yml").read_text(encoding="utf-8"))
        words = {"file_name": "eksempel", **{name: own[name] for name in VOCABULARY}}
        project.write("bibliography/site.yml", yaml.safe_dump(words, allow_unicode=True, sort_keys=False))
        project.write("bibliography/figures.yml", "[]\n")
        project.write("bibliography/timeline.yml", "[]\n")
        project.page("index.md", "Forside", "Velkommen.\n\nSe [støtte](stotte.md#hva-er-usikkert).\n")
        project.page("stotte.md", "Støtte", STOTTE, STOTTE_SOURCES, "perspective")
        project.page("lovregister.md", "Lovregister", "<!-- register: provisions -->\n")
        project.page("ordliste.md", "Ordliste", "<!-- register: concepts -->\n")
        project.page("litteratur.md", "Litteratur", "<!-- register: references -->\n")
        project.page("feil.md", "Feil i kildene", "<!-- register: source-notes -->\n")
        config = (root / "mkdocs.yml").read_text(encoding="utf-8")
        project.write("mkdocs.yml", config[: config.index("\nnav:")] + "\n")
        project.navigation(["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md"])
        return project

    def write(self, path: str, text: str | bytes) -> None:
        data = text if isinstance(text, bytes) else text.encode()
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_symlink():
            # What the example borrows of the real project is never written in.
            file.unlink()
        file.write_bytes(data)

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def page(self, path: str, title: str, body: str, sources: str = "", kind: str = "about") -> None:
        (self.folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        self.write(f"docs/{path}", FRONT_MATTER.format(title=title, kind=kind, sources=sources) + body)

    def add(self, path: str, text: str) -> None:
        """Add text at the end of a file."""
        self.write(path, self.read(path) + text)

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new))

    def line_of(self, path: str, words: str) -> int:
        """Return the line number, from 1, on which ``words`` first stands."""
        text = self.read(path)
        return text.count("\n", 0, text.index(words)) + 1

    def navigation(self, paths: list[str]) -> None:
        config = re.sub(r"\nnav:.*\Z", "", self.read("mkdocs.yml"), flags=re.DOTALL).rstrip("\n")
        self.write("mkdocs.yml", config + "\n\nnav:\n" + "".join(f"  - {path}\n" for path in paths))

    def build(self) -> subprocess.CompletedProcess:
        """Build as `make build` does; return exit status and what was printed."""
        command = [sys.executable, str(self.scripts / "build_site.py"), str(self.folder)]
        # The citation plugin looks for its style from where it runs.
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=self.folder)

    def fingerprint(self, folder: str = "site") -> dict[str, str]:
        """Return path -> SHA-256 of every file below a folder of the project."""
        base = self.folder / folder
        return {
            file.relative_to(base).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(base.rglob("*"))
            if file.is_file()
        }
