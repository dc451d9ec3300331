"""``maintain.py claims``: the ledger of what words each claim rests on."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import yaml
from knowledge.evidence import ledger, propose, texts
from knowledge.evidence.claims import Claim
from knowledge.evidence.records import MOST_WORDS, UNCHECKED, VERDICTS, Passage, Record, write_records
from knowledge.evidence.words import words_of
from knowledge.library import Library
from knowledge.reading import read_unchecked

ROOT = Path(__file__).resolve().parents[2]


@click.group()
def claims() -> None:
    """The ledger: what words each claim rests on.

    OWNER is a page (metoder/ips.md) or a register (registers/concepts). A folder with the source texts,
    KEY.txt or named in sources.yml there (KEY: file), is given with --sources or the variable SOURCES.
    """


_sources = click.option(
    "--sources", type=click.Path(exists=True, file_okay=False, path_type=Path), envvar="SOURCES",
    help="Folder with the source texts, pages marked [[s. N]].",
)  # fmt: skip


def _library() -> Library:
    library, problems = read_unchecked(ROOT)
    for problem in problems:
        click.echo(str(problem), err=True)
    return library


def _owner(library: Library, owner: str) -> str:
    if owner not in library.claims:
        raise click.ClickException(
            f"'{owner}' has no claims. Mend: name a page below docs/ or one of "
            f"{', '.join(name for name in library.claims if name.startswith('registers/'))}."
        )
    return owner


def _pages(library: Library, sources: Path | None) -> dict[str, dict[int, str]]:
    """Return key -> page -> text of every source text at hand; stop when a file is not the text it is named for."""
    found = {key: dict(text.pages) for key, text in library.texts.open.items()}
    if sources is None:
        return found
    listed = sources / "sources.yml"
    names = yaml.safe_load(listed.read_text(encoding="utf-8")) if listed.exists() else {}
    # A list KEY=FILE, one a line, will do too.
    for other in sources.glob("*-keys"):
        names |= dict(line.split("=", 1) for line in other.read_text(encoding="utf-8").split() if "=" in line)
    for key, closed in library.texts.closed.items():
        file = sources / names.get(key, f"{key}.txt")
        if not file.exists():
            continue
        pages = texts.split_pages(file.read_text(encoding="utf-8"))
        wrong = [page for page, runs in closed.pages.items() if texts.run_hashes(pages.get(page, "")) != list(runs)]
        if wrong:
            raise click.ClickException(
                f"{file} is not the text '{key}' was read in: page {wrong[0]} differs"
                f"{f', and {len(wrong) - 1} more' if len(wrong) > 1 else ''}. Mend: give the folder with that text."
            )
        found[key] = pages
    return found


def _chosen(pages: dict[int, str], claim: Claim, key: str) -> dict[int, str]:
    """Return the pages a claim cites of a work, and the one after: a sentence may run over."""
    cited = {page for one in claim.cited if one.key == key for page in one.pages}
    return {page: pages[page] for page in sorted(cited) if page in pages}


@claims.command("list")
@click.argument("owner")
def list_(owner: str) -> None:
    """Print the claims of OWNER: line, id, verdict, what they cite, what they say."""
    library = _library()
    for one in ledger.held(library, _owner(library, owner)):
        cited = "; ".join(f"{cited.key} s. {cited.shown}" for cited in one.claim.cited)
        click.echo(f"{one.claim.line}: {one.claim.id} [{one.record.verdict}] ({cited}) {one.claim.text}")


@claims.command()
@click.argument("owner")
@_sources
@click.option("--all", "every", is_flag=True, help="Also claims that have been checked.")
def check(owner: str, sources: Path | None, every: bool) -> None:
    """Propose the likeliest passages of the cited pages for each claim of OWNER that is not checked."""
    library = _library()
    at_hand = _pages(library, sources)
    for one in ledger.held(library, _owner(library, owner)):
        if one.checked and not every:
            continue
        click.echo(f"\n{one.claim.file}:{one.claim.line}: {one.claim.id} {one.claim.text}")
        for cited in one.claim.cited:
            if cited.key not in at_hand:
                click.echo(f"  {cited.key} s. {cited.shown}: the text is not at hand (--sources)")
                continue
            for proposal in propose.proposals(one.claim.text, _chosen(at_hand[cited.key], one.claim, cited.key)):
                click.echo(f"  {proposal.score:3.0f} {cited.key} s. {proposal.excerpt.page}: {proposal.excerpt.words}")


@claims.command()
@click.argument("owner")
@click.argument("readings", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_sources
@click.option("--on", "day", default=None, help="The day of the reading (today when not said), as 2026-12-01.")
def record(owner: str, readings: Path, sources: Path | None, day: str | None) -> None:
    """Write down what was read: READINGS is a list in YAML of {claim, verdict, passages: [{key, page, words}]}.

    'claim' is the id that 'claims list' prints. Words may leave out what is between with «…». Words of a text
    that is not ours to publish are turned into their place. Nothing is written when any reading is wrong.
    """
    library = _library()
    at_hand = _pages(library, sources)
    found = {one.claim.id: one for one in ledger.held(library, _owner(library, owner))}
    made: dict[str, Record] = {}
    faults: list[str] = []
    for reading in yaml.safe_load(readings.read_text(encoding="utf-8")) or []:
        name = str(reading.get("claim"))
        if name not in found:
            faults.append(f"claim '{name}' is not in {owner}. Mend: see 'maintain.py claims list {owner}'")
            continue
        result = _read(found[name].claim, reading, at_hand, day or date.today().isoformat())
        if isinstance(result, Record):
            made[name] = result
        else:
            faults += [f"claim '{name}' ({found[name].claim.begins}): {fault}" for fault in result]
    if faults:
        raise click.ClickException("\n".join([f"{len(faults)} readings are not written down:", *faults]))
    library.ledger.files[owner] = [*library.ledger.files.get(owner, []), *made.values()]
    library.records_by_claim.update(made)
    records = ledger.updated(library, owner)
    write_records(ROOT, owner, records)
    left = sum(one.verdict == UNCHECKED for one in records)
    click.echo(f"{owner}: {len(made)} written down, {left} of {len(records)} claims not checked.")


def _read(claim: Claim, reading: dict[str, Any], at_hand: dict[str, dict[int, str]], day: str) -> Record | list[str]:
    """Return the record of a reading, or what is wrong with it."""
    verdict, faults, passages = str(reading.get("verdict")), [], []
    if verdict not in VERDICTS:
        return [f"'{verdict}' is no verdict. Mend: use one of {', '.join(VERDICTS)}"]
    for given in reading.get("passages") or []:
        key, words = str(given.get("key")), str(given.get("words") or "")
        page = int(re.sub(r"\D.*", "", str(given.get("page") or "0")) or 0)
        if key not in at_hand:
            if given.get("read") and words:
                passages.append(Passage(key, page, " ".join(words.split()), read=str(given["read"])))
            else:
                faults.append(f"the text of '{key}' is not at hand. Mend: give --sources, or say what was 'read'")
            continue
        text = at_hand[key].get(page)
        place = propose.locate(words, page, text) if text else None
        if place is None:
            near_page, near, score = propose.nearest(words, at_hand[key])
            what = f"the words «{words[:60]}» are not on page {page} of '{key}'"
            faults.append(f"{what}. Nearest (page {near_page}, {score:.0f}): {near}")
        elif key in _closed():
            runs = texts.run_hashes(text or "")
            hashed = texts.ClosedText(key, {page: runs}).hash_of(page, place.at, place.runs)
            passages.append(Passage(key, page, at=place.at, runs=place.runs, hash=hashed or ""))
        elif len(words_of(place.words)) > MOST_WORDS:
            faults.append(f"the passage on page {page} has more than {MOST_WORDS} words. Mend: split it, or shorten it")
        else:
            passages.append(Passage(key, page, place.words))
    if verdict != UNCHECKED and not faults:
        made = Record(claim.id, claim.begins, verdict, day, tuple(passages))
        faults += [f"no passage for '{key}', s. {pages}" for key, pages in ledger.Held(claim, made).missing]
        if not faults:
            return made
    return faults or Record(claim.id, claim.begins, UNCHECKED)


def _closed() -> set[str]:
    return {file.name.removesuffix(".fingerprints.json") for file in (ROOT / texts.FOLDER).glob("*.fingerprints.json")}


@claims.command()
@click.argument("owner", required=False)
def update(owner: str | None) -> None:
    """Bring the records of OWNER (of all, without it) in line with its claims: new and changed ones not checked."""
    library = _library()
    owners = [_owner(library, owner)] if owner else sorted({*library.claims, *library.ledger.files})
    for one in owners:
        before, after = library.ledger.files.get(one, []), ledger.updated(library, one)
        gone = one in library.ledger.files and not after
        if gone or before != after:
            write_records(ROOT, one, after)
            click.echo(f"{one}: {len(before)} records before, {len(after)} after")


@claims.command()
def report() -> None:
    """Print how many claims there are by page and verdict, and what is not held to its source."""
    library = _library()
    sums = dict.fromkeys(VERDICTS, 0)
    for owner, counts in ledger.totals(library).items():
        click.echo(f"{owner}: " + ", ".join(f"{verdict} {counts[verdict]}" for verdict in VERDICTS if counts[verdict]))
        for verdict in VERDICTS:
            sums[verdict] += counts[verdict]
    click.echo("all: " + ", ".join(f"{verdict} {count}" for verdict, count in sums.items()))
    left = list(ledger.astray(library))
    for problem in left:
        click.echo(str(problem), err=True)
    sys.exit(1 if left else 0)


@claims.command("texts")
@click.argument("key")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--open", "is_open", is_flag=True, help="The text may be published: keep it in full.")
@click.option("--head", default="", help="What stands first in the file of an open text: its licence and credit.")
def texts_(key: str, file: Path, is_open: bool, head: str) -> None:
    """Keep the source text KEY from FILE: in full (--open), or as fingerprints that give nothing back."""
    text = file.read_text(encoding="utf-8")
    if not texts.split_pages(text):
        raise click.ClickException(f"{file} has no pages. Mend: mark each page's beginning with [[s. N]].")
    target = ROOT / texts.FOLDER / (f"{key}.txt" if is_open else f"{key}.fingerprints.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{head}\n---\n{text}" if is_open else texts.fingerprints(key, text), encoding="utf-8")
    click.echo(f"{target.relative_to(ROOT)}: {len(texts.split_pages(text))} pages")
