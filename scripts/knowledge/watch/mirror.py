"""Reads an act from Markdown with front matter, as copies of Lovdata's open data are often kept.

Form: ``refid`` (``lov/2006-06-16-20``) and ``ikrafttredelse`` in the front matter, a heading for each part, chapter
and section, lists with hyphens, notes on changes as paragraphs in italics.
"""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.watch.law_text import LawText, Section, is_repealed, split_heading

_FRONT = re.compile(r"\A---\n(?P<fields>.*?)\n---\n", re.DOTALL)
_FIELD = re.compile(r'^(?P<name>[a-z-]+): "?(?P<value>.*?)"?$', re.MULTILINE)
_HEADING = re.compile(r"^(?P<marks>#{1,6}) (?P<text>.*)$")
# A whole paragraph in italics is a note when it tells of a change, or is a footnote.
_NOTE = re.compile(
    r"^\*\(?(?:Overskrift\w* )?(?:Endr|Tilføy|Opphev|Flytt|Vert |Blir |Amended|Added|Jf\b|Ikr\b|\d+ )", re.IGNORECASE
)
_ITEM = re.compile(r"^\s*- ", re.MULTILINE)


def lovdata_id(refid: str) -> str:
    """Return ``lov/2006-06-16-20`` as ``LOV-2006-06-16-20``, ``forskrift/…`` as ``FOR-…``."""
    kind, _, date = refid.partition("/")
    return f"{'FOR' if kind == 'forskrift' else 'LOV'}-{date}"


def read_markdown(text: str) -> LawText | None:
    """Return the act a Markdown text holds; None when it has no ``refid`` and so is no act."""
    front = _FRONT.match(text)
    if not front:
        return None
    fields = {found["name"]: found["value"] for found in _FIELD.finditer(front["fields"])}
    if "refid" not in fields:
        return None
    law = LawText(lovdata_id(fields["refid"]), fields.get("ikrafttredelse", ""))
    path: dict[int, str] = {}
    heading: str | None = None
    blocks: list[str] = []
    for block in re.split(r"\n{2,}", text[front.end() :]):
        found = _HEADING.match(block)
        if not found:
            blocks.append(block)
            continue
        if heading:
            law.sections.append(_section(heading, blocks, tuple(path.values())))
        level, words = len(found["marks"]), found["text"].strip()
        path = {above: name for above, name in path.items() if above < level}
        heading, blocks = (words if split_heading(words) else None), []
        if not heading and level > 1:
            path[level] = words
    if heading:
        law.sections.append(_section(heading, blocks, tuple(path.values())))
    return law


def _section(heading: str, blocks: list[str], path: tuple[str, ...]) -> Section:
    split = split_heading(heading)
    assert split is not None  # whoever calls has split it
    kind, number, printed, title = split
    texts, notes = [], []
    for block in filter(None, (block.strip() for block in blocks)):
        if _NOTE.match(block) and block.endswith("*"):
            notes.append(" ".join(block.strip("*").split()))
        else:
            texts.append(_ITEM.sub("", block).strip("*"))
    text = "\n".join(texts)
    return Section(kind, number, printed, title, text, tuple(notes), path, is_repealed(title, text, notes))


def read_folder(folder: Path) -> dict[str, LawText]:
    """Return every act that lies as ``*.md`` directly in a folder, by id; raise OSError when it cannot be read."""
    laws = {}
    for file in sorted(folder.glob("*.md")):
        law = read_markdown(file.read_text(encoding="utf-8"))
        if law:
            laws[law.id] = law
    return laws
