"""A second subject in another language, built by the same engine: town bees, in English."""

from __future__ import annotations

import re
from pathlib import Path

from example_project import ExampleProject

STYLE = "english-author-date.csl"
FRONT_MATTER = """---
title: {title}
description: A short page about bees in towns, for the tests to have something to build.
kind: {kind}
audience: [public]
reviewed: 2026-05-01
sources: [{sources}]
---

# {title}

"""
REFERENCES = """@article{ash2019,
  author = {Ash, Mary and Birch, Paul and Elm, Rose},
  title = {On forage},
  journaltitle = {Journal of Trials},
  year = {2019},
  volume = {3},
  number = {1},
  pages = {1--20},
  langid = {english},
  verified = {partly},
  mentioned = {oak2010: 3},
}

@book{oak2010,
  author = {Oak, John},
  title = {Bees of the Town},
  edition = {2},
  year = {2010},
  publisher = {Hive Press},
  pages = {1--275},
  langid = {english},
  keywords = {forage},
  annotation = {Where bees of towns find food.},
  verified = {yes},
}
"""
PROVISIONS = """- id: bees-act-3
  kind: act
  act: the Bees Act
  name: Bees Act 1980
  section: "3"
  label: Bees Act section 3
  lovdata_id: null
  url: https://law.example/bees-act/3
  url_checked: false
  themes: [health]
  paraphrase: Hives with disease are reported.
  meaning: A keeper looks before a hive is moved.
  conditions: [First the report., Then the move.]
  used_in:
    - {source: oak2010, page: "28", purpose: The duty to report.}
  pending:
    - {act: the Amending Act, what: the duty is widened, in_force: null, as_of: 2026-05-01}
  text_as_of: 2026-05-01
  checked: 2026-05-01
  due: 2027-01-01
"""
CONCEPTS = """- id: forage
  term: forage
  definition: What bees find to eat.
  synonyms: [food of bees]
  keywords: [flowers]
  sources:
    - {key: oak2010, page: "4"}
  page: hives.md
"""
NOTES = """- id: wrong-year
  source: oak2010
  page: "23"
  kind: wrong year
  title: A wrong year
  written: The book says 2011.
  correct: The year is 2010.
  proof: The imprint says 2010.
  read: The imprint.
  certainty: certain
- id: which-hive
  source: oak2010
  page: "24"
  kind: open question
  title: Which hive
  written: The book names a hive.
  correct: It does not say which.
  proof: No list has it.
  read: The chapter.
  certainty: open question
"""
FIGURES = """- id: hives
  value: 72,000 hives
  number: 72000
  unit: hives
  what: hives in towns
  year: "2009"
  population: all towns
  source: oak2010
  page: "30"
  topic: hives
  caution: It is an estimate.
  watch: [hives in towns]
  forms: ["72,000"]
"""
EVENTS = """- id: first-count
  date: "2009-03"
  title: The first count
  text: Hives are counted.
  kind: research
  sources:
    - {key: oak2010, page: "31"}
  page: null
"""
SITE_FILE = """file_name: town-bees
front_title: research and practice
whose: Nobody's but its own.
whose_in_full: An independent site. It gives no legal advice.
independence: The site is independent and gives no legal advice.
in_field: In keeping bees
source_names: {oak2010: the book}
short_names: {oak2010: the book}
provision_kinds: {act: Acts}
provision_themes: {health: Health}
kinds_by_act: [act]
checklists: [Before the move]
search_examples: [where do bees eat, section 3]
law_collections: {"https://law.example/": Law Example}
event_kinds: {research: Research}
note_kinds: [wrong year, open question]
open_note: open question
note_certainty: {certain: certain correction}
note_against: {open question: The question}
case_groups: {first-steps: First steps}
"""
HIVES = (
    '!!! kort "In short"\n    Bees eat where plants flower [@oak2010, p. 12].\n\n'
    "Towns have more plants than fields [@oak2010, p. 12–14]. It is said in [section 3](law.md#bees-act-3), and what "
    "they find is [forage](glossary.md#forage).\n\n"
    "## What is unsure?\n\nOak [-@oak2010, p. 14] and others [@ash2019, p. 3 and 5] differ.\n\n"
    "## Before the move\n\nBefore a hive is moved, Oak asks for two things [@oak2010, p. 16].\n\n"
    "- The hive is clean [@oak2010, p. 16].\n- The report is sent [@oak2010, p. 17], "
    "and read [Sand 1999, in @oak2010, p. 18].\n\n## Plants\n\n"
    "| Plant | Weeks |\n|---|---|\n| Lime [@oak2010, p. 15] | 3 |\n"
)
PAGES = {
    "law.md": ("Register of law", "provisions"),
    "glossary.md": ("Glossary", "concepts"),
    "literature.md": ("Literature", "references"),
    "errors.md": ("Errors in the sources", "source-notes"),
    "numbers.md": ("Numbers", "figures"),
    "events.md": ("Timeline", "timeline"),
}


class SecondProject(ExampleProject):
    """A project folder in English on disk."""

    @classmethod
    def create(cls, folder: Path, root: Path) -> SecondProject:
        (folder / "docs" / "assets").mkdir(parents=True)
        (folder / "bibliography").mkdir()
        (folder / "scripts").symlink_to(root / "scripts")
        (folder / "overrides").symlink_to(root / "overrides")
        for asset in (root / "docs" / "assets").iterdir():
            (folder / "docs" / "assets" / asset.name).symlink_to(asset)
        project = cls(folder, root / "scripts")
        for name, text in (
            ("references.bib", REFERENCES), ("legal.yml", PROVISIONS), ("glossary.yml", CONCEPTS),
            ("source_notes.yml", NOTES), ("figures.yml", FIGURES), ("timeline.yml", EVENTS), ("site.yml", SITE_FILE),
            (STYLE, _style(root)),
        ):  # fmt: skip
            project.write(f"bibliography/{name}", text)
        project.page("index.md", "Front", "Welcome.\n\nSee [hives](hives.md#what-is-unsure).\n", kind="front")
        project.page("hives.md", "Hives", HIVES, "ash2019, oak2010", "perspective")
        for path, (title, register) in PAGES.items():
            project.page(path, title, f"<!-- register: {register} -->\n")
        project.page("data.md", "Open data", "<!-- open data -->\n")
        project.write("mkdocs.yml", _configuration((root / "mkdocs.yml").read_text(encoding="utf-8")))
        project.navigation(["index.md", "hives.md", *PAGES, "data.md"])
        return project

    def page(self, path: str, title: str, body: str, sources: str = "", kind: str = "about") -> None:
        self.write(f"docs/{path}", FRONT_MATTER.format(title=title, kind=kind, sources=sources) + body)


def _style(root: Path) -> str:
    """Return the citation style in English: its words are those of CSL's own locale."""
    text = (root / "bibliography" / "norsk-forfatter-aar.csl").read_text(encoding="utf-8")
    text = re.sub(r"\n  <locale .*?</locale>", "", text, flags=re.DOTALL).replace("nb-NO", "en-GB")
    return text.replace('"kap."', '"ch."').replace('"artikkel "', '"article "')


def _configuration(text: str) -> str:
    text = text[: text.index("\nnav:")] + "\n"
    own = {
        "site_name": "site_name: Town Bees",
        "site_description": "site_description: Research on bees in towns.",
        "copyright": "copyright: An independent site.",
    }
    for name, line in own.items():
        text = re.sub(rf"^{name}:.*\n(?:  .*\n)*", f"{line}\n", text, flags=re.MULTILINE)
    text = text.replace("language: nb", "language: en").replace("norsk-forfatter-aar.csl", STYLE)
    return text.replace("Bytt til mørke farger", "Dark colours").replace("Bytt til lyse farger", "Light colours")
