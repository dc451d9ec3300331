"""What is the site's own and not the engine's: ``bibliography/site.yml``.

The names of the source texts, and whatever else the engine must say of its subject.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import yaml

from knowledge.problems import Problem

FILE = "bibliography/site.yml"
# For a project that does not say which of its kinds of page argue from sources: all but those that
# lead on, look up or speak of the site itself.
CONTENT_KINDS = ("basis", "perspective", "method", "law", "anthology", "thesis", "theory", "practice", "case")


@dataclass(frozen=True)
class SiteFile:
    """The site's own words.

    source_names: key of a source text -> how it is named to a reader («antologien, kapittel 1»)
    short_names: key of a source text -> how it is named in a bracket («masteroppgaven»)
    sections: kind of page -> the headings of its parts, in order, where a kind has them fixed
    free_pages: pages of such a kind that are free of them
    content_kinds: kinds of page that argue from sources: every statement there carries its own
    checklists: what the headings of check lists begin with
    file_name: what files to take along are called, without their endings
    front_title: what follows the site's name in the title of its front page
    whose, whose_in_full, independence: that the site is nobody's but its own, in the fewest words (on pictures for
        links), in full (in the book), and as one sentence among others (for machines)
    in_field: what the matter of the site is, as «in …»: the label of what a provision means for it
    provision_kinds, provision_themes: kind and theme of a provision -> its heading, in the order readers meet them
    kinds_by_act: kinds of provisions of which one act has several
    short_kinds: kind of a provision -> its heading in the fewest words, where that is long
    law_collections: beginning of the address of a collection of law -> its name
    event_kinds: kind of an event on the timeline -> its name
    note_kinds: kinds of notes on the sources
    open_note: the kind of a note on the sources that is a question left open, and no error
    note_certainty: how sure a correction is -> how a reader is told
    note_against: kind of a note -> what stands against the words of the source, where «right» is too hard a word
    case_groups: group of cases -> its heading, in the order readers meet them
    case_parts: part of a case (law, research, advice, open, further) -> its heading, in the order they stand in
    own_words: how a page says that what follows is the site's own conclusion
    figure_topics: topics of the numbers that come first
    search_examples: what others might ask the search, for who has typed nothing
    chapter_anchor: the part of a book's page that says how to get to a chapter
    data_about, data_fields: dataset, and dataset and field -> what it holds, where the site says it in its own words
    reach_every_page: whether each page must be linked from another
    every_work_is_cited: whether each work must be cited by a page or mentioned by a source text
    """

    source_names: Mapping[str, str] = field(default_factory=dict)
    short_names: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, Sequence[str]] = field(default_factory=dict)
    free_pages: Sequence[str] = ()
    content_kinds: Sequence[str] = CONTENT_KINDS
    checklists: Sequence[str] = ()
    file_name: str = "site"
    front_title: str = ""
    whose: str = ""
    whose_in_full: str = ""
    independence: str = ""
    in_field: str = ""
    provision_kinds: Mapping[str, str] = field(default_factory=dict)
    provision_themes: Mapping[str, str] = field(default_factory=dict)
    kinds_by_act: Sequence[str] = ()
    short_kinds: Mapping[str, str] = field(default_factory=dict)
    law_collections: Mapping[str, str] = field(default_factory=dict)
    event_kinds: Mapping[str, str] = field(default_factory=dict)
    note_kinds: Sequence[str] = ()
    open_note: str = ""
    note_certainty: Mapping[str, str] = field(default_factory=dict)
    note_against: Mapping[str, str] = field(default_factory=dict)
    case_groups: Mapping[str, str] = field(default_factory=dict)
    case_parts: Mapping[str, str] = field(default_factory=dict)
    own_words: str = ""
    figure_topics: Sequence[str] = ()
    search_examples: Sequence[str] = ()
    chapter_anchor: str = ""
    data_about: Mapping[str, str] = field(default_factory=dict)
    data_fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reach_every_page: bool = False
    every_work_is_cited: bool = False


def read_site_file(root: Path) -> tuple[SiteFile, list[Problem]]:
    """Return a project's site file, and what is wrong with it; a project without one has none of its own words."""
    try:
        text = (root / FILE).read_text(encoding="utf-8")
        data = yaml.safe_load(text) or {}
    except FileNotFoundError:
        return SiteFile(), []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the site file cannot be read ({getattr(error, 'problem', None) or error})"
        return SiteFile(), [Problem(FILE, mark.line + 1 if mark else 1, what, "mend its YAML", "site-file")]
    if not isinstance(data, dict):
        what = "the site file is no list of named fields"
        return SiteFile(), [Problem(FILE, 1, what, "begin each field with its name and a colon", "site-file")]
    known = get_type_hints(SiteFile)
    right: dict[str, Any] = {}
    problems = []
    for name, value in data.items():
        line = _line_of(str(name), text)
        if name not in known:
            what, mend = f"unknown field '{name}'", f"use one of {', '.join(known)}"
            problems.append(Problem(FILE, line, what, mend, "site-file"))
        elif not _fits(value, known[name]):
            what, mend = f"'{name}' holds something else than {_say(known[name])}", f"write {_say(known[name])}"
            problems.append(Problem(FILE, line, what, mend, "site-file"))
        else:
            right[name] = value
    return SiteFile(**right), problems


def _line_of(name: str, text: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith(f"{name}:")), 1)


def _fits(value: object, kind: Any) -> bool:
    """Return whether what YAML gave is of the type that a field of SiteFile has."""
    inner = get_args(kind)
    match get_origin(kind):
        case abc.Mapping:
            return isinstance(value, dict) and all(
                isinstance(key, str) and _fits(part, inner[1]) for key, part in value.items()
            )
        case abc.Sequence:
            return isinstance(value, list) and all(_fits(part, inner[0]) for part in value)
        case _:
            return isinstance(value, kind)


def _say(kind: Any) -> str:
    """Return the words for a type of a field."""
    inner = get_args(kind)
    match get_origin(kind):
        case abc.Mapping:
            return f"names, each with {_say(inner[1])}"
        case abc.Sequence:
            return "a list of texts"
        case _:
            return "'true' or 'false'" if kind is bool else "a text"
