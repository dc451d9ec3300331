"""What a reader sees of the ledger: what each citation rests on, and how much of a page is held to its source."""

from __future__ import annotations

import html
from collections.abc import Collection
from typing import TYPE_CHECKING

from knowledge.evidence.ledger import Held, held, totals
from knowledge.evidence.records import CONCLUDED, REPORTED, SAID, SUMMED, UNCHECKED, VERDICTS, Passage
from knowledge.html_tree import append, attribute
from knowledge.language import to_say
from knowledge.pages.links import relative_address

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.page_steps import Shown

# The directive of the page that tells how claims are checked.
DIRECTIVE = "evidence"
ANCHOR = "belegg"
EVIDENCE = "data-evidence"
# Which passages of a claim answer for one citation of it: their numbers in the list, from 0.
PASSAGES = "data-passages"
# How a claim rests on its passages, as a reader is told.
WORDING = {
    SAID: to_say("The source says this"),
    REPORTED: to_say("The source reports others"),
    SUMMED: to_say("Sums up several places"),
    CONCLUDED: to_say("The site concludes this from the source"),
    UNCHECKED: to_say("Not checked word by word yet"),
}


def by_citation(library: Library, path: str) -> dict[int, tuple[int, Held]]:
    """Return number of a citation group of a page -> the claim it belongs to, with its number from 1."""
    numbers = {one.claim.block: (number, one) for number, one in enumerate(held(library, path), 1)}
    return {
        index: numbers[block]
        for block, content in enumerate(library.pages[path].blocks)
        if block in numbers
        for index in content.citations
    }


def answering(library: Library, one: Held, key: str, pages: Collection[tuple[int, int]]) -> list[int]:
    """Return the numbers, from 0, of the lines of a claim's evidence that answer for a work at some of its pages."""
    lines = list(passages(library, one))
    return sorted(
        {
            lines.index(_line(library, passage))
            for passage in one.record.passages
            if passage.key == key and any(first <= passage.page <= last for first, last in pages)
        }
    )


def list_evidence(shown: Shown) -> None:
    """Add, last on a page, what each of its claims rests on; a page without claims gets nothing."""
    library, path = shown.library, shown.page.path
    claims = held(library, path)
    if not claims:
        return
    uses: dict[str, str] = {}
    for node in shown.root.css(f"a.citation[{EVIDENCE}]"):
        uses.setdefault(attribute(node, EVIDENCE), attribute(node, "id"))
    items = "".join(
        _item(library, number, one, uses.get(f"{ANCHOR}-{number}", "")) for number, one in enumerate(claims, 1)
    )
    append(
        shown.root,
        f'<details class="evidence" id="{ANCHOR}" data-search-exclude><summary>{_summary(library, claims)}</summary>'
        f"<p>{_about(shown, claims)}</p><ol>{items}</ol></details>",
    )


def _summary(library: Library, claims: list[Held]) -> str:
    return library.language.say("Evidence: {claims}", claims=how_many(library, claims))


def how_many(library: Library, claims: list[Held]) -> str:
    """Return how many of a page's claims are held to the words of their source, as a clause.

    It names the texts that the claims are held to: what rests on other works is not among them.
    """
    language = library.language
    cited = {one.key for each in claims for one in each.claim.cited}
    names = [library.site.short_names.get(key, key) for key in sorted(library.texts.keys & cited)]
    texts = language.joined(names)
    checked, count = sum(one.checked for one in claims), len(claims)
    if not checked:
        return language.say_number(
            "the one claim from {texts} is not held to its words yet",
            "none of {number} claims from {texts} is held to its words yet",
            count,
            texts=texts,
        )
    if checked == count:
        return language.say_number(
            "the one claim from {texts} is held to its words",
            "all {number} claims from {texts} are held to its words",
            count,
            texts=texts,
        )
    return language.say(
        "{checked} of {all} claims from {texts} are held to its words", checked=checked, all=count, texts=texts
    )


def _about(shown: Shown, claims: list[Held]) -> str:
    library, language = shown.library, shown.library.language
    days = [one.record.checked for one in claims if one.checked and one.record.checked]
    last = " " + language.say("Last read against the sources {day}.", day=language.date(max(days))) if days else ""
    page = next((page for page in library.pages.values() if page.parsed.directive(DIRECTIVE)), None)
    more = ""
    if page is not None:
        address = relative_address(shown.page.address, page.address)
        more = f' <a href="{address}">{language.say("How it was checked")}</a>.'
    return language.say("The list shows what each claim with a page rests on.") + last + more


def _item(library: Library, number: int, one: Held, use: str) -> str:
    begins = html.escape(one.claim.begins, quote=False)
    way = f'<a href="#{use}">{begins}</a>' if use else begins
    return f'<li id="{ANCHOR}-{number}">{way} <div class="evidence-words">{words(library, one)}</div></li>'


def words(library: Library, one: Held) -> str:
    """Return what a claim rests on, as HTML: how; a line for each passage; when it was read."""
    language = library.language
    verdict = f"<p><b>{language.say(WORDING[one.record.verdict])}.</b></p>"
    if not one.checked:
        return verdict
    lines = "".join(f"<li>{line}</li>" for line in passages(library, one))
    read = one.record.checked
    day = f"<p>{language.say('Checked {day}.', day=language.date(read))}</p>" if read else ""
    return f"{verdict}<ul>{lines}</ul>{day}"


def passages(library: Library, one: Held) -> tuple[str, ...]:
    """Return a line for each passage of a claim, as HTML: the place, then its words where they may be quoted."""
    return tuple(dict.fromkeys(_line(library, passage) for passage in one.record.passages))


def _line(library: Library, passage: Passage) -> str:
    name = html.escape(library.site.short_names.get(passage.key, passage.key), quote=False)
    place = name[:1].upper() + name[1:] + (f", {library.language.pages}\u00a0{passage.page}" if passage.page else "")
    return f"{place}: <q>{html.escape(passage.words, quote=False)}</q>" if passage.words else place


def markdown(library: Library, path: str, directive_words: str) -> str:
    """Return, as Markdown, how many claims there are by page and by how they rest on their source."""
    counts, say = totals(library), library.language.say
    columns = [verdict for verdict in VERDICTS if any(count[verdict] for count in counts.values())]
    heads = [say("Page"), say("Claims"), *(say(WORDING[verdict]) for verdict in columns)]
    rows = [f"| {' | '.join(heads)} |", f"|---|{'--:|' * (len(heads) - 1)}"]
    sums = {verdict: sum(count[verdict] for count in counts.values()) for verdict in columns}
    rows.append(
        f"| **{say('In all')}** | {sum(sums.values())} | {' | '.join(str(sums[verdict]) for verdict in columns)} |"
    )
    for owner, count in counts.items():
        numbers = " | ".join(str(count[verdict]) for verdict in columns)
        rows.append(f"| {_owner(library, path, owner)} | {sum(count.values())} | {numbers} |")
    return "\n".join(rows)


def _owner(library: Library, here: str, owner: str) -> str:
    from knowledge.register_pages.parts import page_link

    page = owner if owner in library.pages else library.register_page.get(owner.removeprefix("registers/"), "")
    return page_link(library, here, page) if page else owner
