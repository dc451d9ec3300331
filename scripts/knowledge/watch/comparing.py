"""Compares the provisions of the register with the acts as they stand, and says what has happened to each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.registers.entries import Entry
from knowledge.watch.coverage import WATCHED, find_sections, read_coverage
from knowledge.watch.law_text import LawText, Section, compact, text_hash

# Worst first; what is said of each is in ``reports``.
KINDS = ("repealed", "moved", "changed", "in force", "missing", "broken", "unread", "unasked", "unchanged")
_CONTEXT = 4
_MOST_CHANGES = 12
_MOST_WORDS = 60

_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_ACT = re.compile(r"(?P<day>\d{1,2})\.? (?P<month>[a-z]{3})[a-z]*\.? (?P<year>\d{4})(?: nr\.? ?(?P<number>\d+))?")
# Lovdata writes «endres ved» until the change is in force, and «endret ved» from that day.
_COMING = re.compile(
    r"(?:\b(?:endres|tilføyes|oppheves|flyttes)|\b(?:vert|blir) \w+) ved (?:lov|forskrift|grunnl)[^()]*(?:\([^)]*\))?",
    re.IGNORECASE,
)


@dataclass
class Finding:
    """What is said of one entry.

    entry: the register's; kind: one of ``KINDS``; details: what to look at, a line each; hash: of the text that was
    found, None when none was; coming: changes the act itself says are adopted and not in force
    """

    entry: Entry
    kind: str
    details: list[str] = field(default_factory=list)
    hash: str | None = None
    sections: list[Section] = field(default_factory=list)
    coming: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def is_watched(entry: Entry) -> bool:
    """Say whether an entry is of an act or a regulation at Lovdata, or of a convention that an act carries."""
    return entry["kind"] in WATCHED and bool(entry.get("lovdata_id"))


def compare(
    entries: Iterable[Entry],
    texts: Mapping[str, LawText],
    old: Callable[[str], list[Section] | None],
    unasked: Mapping[str, str] | None = None,
    broken: Mapping[str, str] | None = None,
    complete: bool = True,
) -> list[Finding]:
    """Return a finding for each watched entry, in the register's order.

    texts: acts by id, as they stand; old: gives the text behind a hash, None where it is not kept
    unasked: beginning of an id («LOV») -> why those acts could not be asked for
    broken: id -> why that act could not be read
    complete: True when an act that is not among ``texts`` is no longer in force (the packages), False when it is only
    not at hand (a folder)
    """
    found = []
    for entry in filter(is_watched, entries):
        id = entry["lovdata_id"]
        why = (unasked or {}).get(id.partition("-")[0])
        if why:
            found.append(Finding(entry, "unasked", [why]))
        elif broken and id in broken:
            found.append(Finding(entry, "broken", [broken[id]]))
        elif id in texts:
            found.append(_compare(entry, texts[id], old))
        elif complete and entry.get("text_hash"):
            found.append(Finding(entry, "repealed", [f"{id} is no longer among the acts in force"]))
        else:
            found.append(Finding(entry, "unread", [f"{id} is not among the texts that were read"]))
    return found


def _compare(entry: Entry, law: LawText, old: Callable[[str], list[Section] | None]) -> Finding:
    try:
        coverage = read_coverage(entry.get("section"))
    except ValueError as error:
        return Finding(entry, "missing", [f"'section' cannot be read at '{error}'"])
    sections, missing = find_sections(coverage, law, entry["act"])
    before = entry.get("text_hash")
    now = text_hash(sections)
    finding = Finding(entry, "unchanged", [], now if sections else None, sections, _coming(sections), missing)
    entered = _entered(entry, law, sections)
    if not before:
        finding.kind = "missing" if missing else "unread"
        finding.details = [f"{law.id} has no {name}" for name in missing]
    elif missing or now != before:
        _explain(finding, law, missing, old(before))
    if entered:
        finding.details = entered + finding.details
        if finding.kind in ("unchanged", "changed"):
            finding.kind = "in force"
    return finding


def _explain(finding: Finding, law: LawText, missing: list[str], old: list[Section] | None) -> None:
    """Say what happened to a provision whose hash is another: repealed, moved, changed, or some of each."""
    moved = _moved(finding.entry["text_hash"], law, old)
    if moved and (old is None or len(old) == 1):
        finding.kind, finding.details = "moved", list(moved.values())
        return
    was_shell = {section.number for section in old or () if not compact(section.text)}
    shells = [section for section in finding.sections if section.repealed and section.number not in was_shell]
    # Of a chapter that was never kept as text, the old shells cannot be told from the new.
    if old is None and len(finding.sections) > 1 and "kapittel" in str(finding.entry.get("section")):
        shells = shells if all(section.repealed for section in finding.sections) else []
    gone = [f"{name} no longer stands in {law.id}" for name in missing if name not in moved]
    gone += [f"{section.printed} is repealed{_since(section)}" for section in shells]
    gone += _said_to_be(missing, shells, law)
    told = {*moved, *missing}
    changed = list(_words(old, finding.sections, told)) if old is not None else []
    finding.kind = "repealed" if gone else "moved" if moved else "changed"
    finding.details = [*gone, *moved.values(), *changed]
    if old is None and not gone:
        notes = [f"{section.printed}: {section.notes[-1]}" for section in finding.sections if section.notes]
        finding.details = [
            "the old text is not at hand, so the words cannot be shown; what the act says of its changes:",
            *notes[:_MOST_CHANGES],
        ]


def _since(section: Section) -> str:
    if section.repealed_from:
        return f" from {section.repealed_from}"
    return f" ({section.notes[-1]})" if section.notes else ""


def _moved(before: str, law: LawText, old: list[Section] | None) -> dict[str, str]:
    """Return where sections with the old text now stand: «§ 4-4» -> what to say of it."""
    by_hash: dict[str, list[Section]] = {}
    for section in law.sections:
        if compact(section.text):
            by_hash.setdefault(text_hash([section]), []).append(section)
    if old is None:
        # Only a single section can be known by the hash of the whole; that it stands elsewhere is why it is asked.
        places = by_hash.get(before, [])
        return {"": f"the provision now stands as {places[0].printed}"} if places else {}
    moved = {}
    for section in old:
        places = by_hash.get(text_hash([section]), []) if compact(section.text) else []
        if places and all((place.kind, place.number) != (section.kind, section.number) for place in places):
            moved[_name(section)] = f"{section.printed} now stands as {places[0].printed}"
    return moved


def _name(section: Section) -> str:
    """Return a section's name as ``coverage`` writes it, for one that is missing."""
    return f"{section.kind} {section.number}"


def _said_to_be(missing: list[str], shells: list[Section], law: LawText) -> list[str]:
    """Return what the act itself says became of the sections that are gone («tidligere § 5»)."""
    names = {name.partition(" ")[2] for name in missing} | {section.number for section in shells}
    said = []
    for section in law.sections:
        for found in re.finditer(r"tidligere § (?P<number>[\d-]+(?: ?[a-z](?!\w))?)", " ".join(section.notes)):
            if found["number"].replace(" ", "") in names:
                said.append(f"{section.printed} says of itself: «{found[0]}»")
    return said


def _words(old: list[Section], new: list[Section], told: set[str]) -> Iterator[str]:
    """Yield the words that changed, section by section, a line each.

    told: names of sections («§ 5-1») of which it is said already that they are gone, or where they are
    """
    before = {_name(section): section for section in old}
    after = {_name(section): section for section in new}
    known = {text_hash([section]) for section in old}
    lines: list[str] = []
    for name, section in after.items():
        if name not in before:
            if text_hash([section]) not in known:
                lines.append(f"{section.printed} is new: «{_short(_split(section))}»")
        elif text_hash([before[name]]) != text_hash([section]):
            lines += _changes(before[name], section)
    lines += [f"{section.printed} is gone" for name, section in before.items() if name not in after.keys() | told]
    yield from lines[:_MOST_CHANGES]
    if len(lines) > _MOST_CHANGES:
        yield f"… and {len(lines) - _MOST_CHANGES} more changes"


def _split(section: Section) -> list[str]:
    return f"{section.title} {section.text}".split()


def _short(words: list[str]) -> str:
    return " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")


def _changes(old: Section, new: Section) -> Iterator[str]:
    before, after = _split(old), _split(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        # Where only spaces differ («§ 8 , og»), nothing has changed.
        if tag == "equal" or compact("".join(before[first:last])) == compact("".join(after[start:end])):
            continue
        lead = " ".join(after[max(0, start - _CONTEXT) : start])
        was, now = before[first:last], after[start:end]
        said = f"«{_short(was)}» → «{_short(now)}»" if was and now else ""
        said = said or (f"added: «{_short(now)}»" if now else f"removed: «{_short(was)}»")
        yield f"{new.printed}: {'… ' + lead + ' ' if lead else ''}{said}"


def _acts(text: str) -> list[tuple[Any, ...]]:
    """Return the acts and regulations a text names, each as day, month, year and number."""
    return [
        (int(found["day"]), found["month"], found["year"], found["number"]) for found in _ACT.finditer(text.lower())
    ]


def _coming(sections: Iterable[Section]) -> list[str]:
    lines = []
    for section in sections:
        lines += [f"{section.printed}: {found[0]}" for note in section.notes for found in _COMING.finditer(note)]
        if section.repealed_from and not section.repealed:
            lines.append(f"{section.printed}: is marked as repealed from {section.repealed_from}")
    return lines


def _own(law: LawText) -> tuple[Any, ...] | None:
    found = re.match(r"\w+-(\d{4})-(\d{2})-(\d{2})(?:-(\d+))?", law.id)
    return (int(found[3]), _MONTHS[int(found[2]) - 1], found[1], found[4]) if found else None


def _entered(entry: Entry, law: LawText, sections: list[Section]) -> list[str]:
    """Return what the entry has as adopted and not in force, and the act has as in force."""
    notes = " ".join(note for section in sections for note in section.notes)
    coming = {act for found in _COMING.finditer(notes) for act in _acts(found[0])}
    entered = set(_acts(_COMING.sub(" ", notes))) - coming
    lines = []
    for change in entry.get("pending", []):
        # «lov 24. april 2015 nr. 20, endret ved …»: the first is the one that waits.
        named = next(iter(_acts(change["act"])), None)
        if named is None:
            continue
        if named == _own(law):
            # The whole act was waiting: it says so itself, and in parts when parts of it may still wait.
            if re.search(r"\d{4}-\d{2}-\d{2}", law.in_force):
                partly = ", parts of it later" if "bestemmer" in law.in_force.lower() else ""
                lines.append(f"{change['act']} is in force: {law.in_force}{partly}")
        elif named in entered:
            lines.append(f"{change['act']} is in force: the act now says that it has been made")
    return lines
