"""What a reader meets of the citations: links in the text, «Kilder» at the end."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.citations.syntax import Citation, citations_of
from knowledge.evidence import shown as evidence
from knowledge.html_tree import Node, append, attribute, classes, elements, has, plain, replace_text
from knowledge.language import Language, to_say
from knowledge.pages.links import relative_address

if TYPE_CHECKING:
    from knowledge.evidence.ledger import Held
    from knowledge.library import Library
    from knowledge.page_steps import Shown

CITE, NUMBER = "data-cite", "data-number"
REFERENCE = "data-reference"
# Around what is made of data, while citations are turned into links.
MADE = "data-made"
VERIFIED_NOTE = {"yes": "", "partly": to_say("Partly checked."), "no": to_say("Known from the source only.")}
# What may be read by itself, or out of turn: within one of these a work is named anew.
_SCOPES = {"details", "figure", "section"}
# What a reader takes in as one piece of text.
_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "figcaption", "summary", "blockquote", "div"}
# A work named in the text, as «Waddell mfl. (2008)» or «NOU 2012: 6»: a page after it might be taken for that work's.
_NAMED = r"\b(?:19|20)\d{2}[a-z]?\)|\b[A-Z]{2,} (?:19|20)\d{2}:"


def reference_mark(key: str) -> str:
    """Return what stands for the full reference of a work in Markdown that is made of data."""
    return f'<span {REFERENCE}="{key}"></span>'


def label_text(label: str) -> str:
    """Return a label without its parentheses and links, as plain text ("Lipsky, 2010")."""
    return html.unescape(re.sub(r"<[^>]+>", "", label)).strip().removeprefix("(").removesuffix(")")


@dataclass
class _Section:
    """What a reader of a part of the page has been told so far: the works named, and the one cited last.

    scope: which part it is; a reader of another has been told nothing
    """

    scope: tuple[int, int] = (0, 0)
    last: str = ""
    named: set[str] = field(default_factory=set)

    def enter(self, scope: tuple[int, int]) -> None:
        if scope != self.scope:
            self.scope, self.last, self.named = scope, "", set()


def link_citations(shown: Shown) -> None:
    """Turn citations into links to «Kilder», and put full references where the register asks for them.

    A work is named in full where a part of the page (down to the next second-level heading) first cites
    it; after that its page is enough («s. 50»), until another work is cited or named in the text. One the
    site has a short name for is then called by that («masteroppgaven, s. 50»), any other in full. In a
    column whose head names the work, its page is enough. Who hears a link by itself is told the whole label.
    Raises KeyError when a group has no label: labels must be made of the same pages.
    """
    library = shown.library
    uses: dict[str, list[str]] = defaultdict(list)
    claims = evidence.by_citation(library, shown.page.path)
    nodes = list(elements(shown.root))
    between = _between(library, shown.root)
    columns = _columns(shown.root, library.site.short_names)
    section, headings = _Section(), 0
    for node in nodes:
        # An entry of a register is looked up by itself.
        if node.tag in ("h1", "h2") or "entry" in classes(node):
            headings += 1
        if attribute(node, CITE):
            raw = attribute(node, CITE)
            node.inner_html = library.labels.groups[raw]
            section.enter((headings, _scope(node)))
            if node.mem_id in columns:
                # What a column's head says holds in it only: the text after the table is read without it.
                section.last, apart = columns[node.mem_id], section.last
            else:
                apart = None
                if between.get(node.mem_id, "") not in ("", section.last):
                    section.last = ""
            _link_group(shown, node, citations_of(raw), uses, section)
            if apart is not None:
                section.last = apart
            claim = claims.get(int(attribute(node, NUMBER) or -1)) if not _made_of_data(node) else None
            if claim:
                _point_to_evidence(library, node, citations_of(raw), *claim)
            node.unwrap()
        elif attribute(node, REFERENCE):
            key = attribute(node, REFERENCE)
            node.inner_html = library.labels.references[key] + library.records[key].coins
            node.unwrap()
    for node in shown.root.css(f"[{MADE}]"):
        node.unwrap()
    shown.uses = dict(uses)


def _made_of_data(node: Node) -> bool:
    """Say whether a citation stands in what is made of data: its number is not the page's own."""
    parent = node.parent
    while parent is not None and parent.tag != "body":
        if has(parent, MADE):
            return True
        parent = parent.parent
    return False


def _point_to_evidence(library: Library, group: Node, cited: Sequence[Citation], number: int, claim: Held) -> None:
    """Say of the citations of source texts in a group which item of the evidence is theirs, and which lines of it."""
    for link, citation in zip(group.css("a.citation"), cited, strict=True):
        if citation.key in library.texts.keys:
            link.attrs[evidence.EVIDENCE] = f"{evidence.ANCHOR}-{number}"
            lines = evidence.answering(library, claim, citation.key, citation.pages)
            if lines:
                link.attrs[evidence.PASSAGES] = " ".join(map(str, lines))


def _between(library: Library, root: Node) -> dict[int, str]:
    """Return, by citation, what is named in its own block of text before it, since the citation before.

    The key of a source text named by its short name; «?» when some other work is named; nothing is noted
    where none is.
    """
    found: dict[int, str] = {}
    prose: list[str] = []
    other = re.compile(rf"{_NAMED}|\b{re.escape(library.language.undated)}")

    def walk(parent: Node) -> None:
        child = parent.first_child
        while child is not None:
            if child.is_text_node:
                prose.append(child.text_content or "")
            elif child.is_element_node and has(child, CITE):
                named = _named("".join(prose), library.site.short_names, other)
                if named:
                    found[child.mem_id] = named
                prose.clear()
            elif child.is_element_node:
                block = child.tag in _BLOCKS
                if block:
                    prose.clear()
                walk(child)
                if block:
                    prose.clear()
            child = child.next

    walk(root)
    return found


def _named(text: str, short_names: Mapping[str, str], other: re.Pattern[str]) -> str:
    """Return the key of the source text a text names last, «?» for another work (``other`` finds it), "" for none."""
    lowered = text.casefold()
    places = {key: lowered.rfind(name.casefold()) for key, name in short_names.items()}
    last = max((one.start() for one in other.finditer(text)), default=-1)
    key = max(places, key=lambda name: places[name], default="")
    if key and places[key] > last:
        return key
    return "?" if last >= 0 else ""


def _columns(root: Node, short_names: Mapping[str, str]) -> dict[int, str]:
    """Return, by citation, the work that the head of its column names, where the column cites no other."""
    found: dict[int, str] = {}
    for table in root.css("table"):
        heads = [plain(cell).casefold() for cell in table.css("thead th")]
        cells: dict[int, list[Node]] = defaultdict(list)
        for row in table.css("tbody tr"):
            for number, cell in enumerate(row.css("td, th")):
                cells[number] += cell.css(f"[{CITE}]")
        for number, cited in cells.items():
            keys = {citation.key for node in cited for citation in citations_of(attribute(node, CITE))}
            key = keys.pop() if len(keys) == 1 else ""
            name = short_names.get(key, "").casefold()
            if name and number < len(heads) and name in heads[number]:
                found |= {node.mem_id: key for node in cited}
    return found


def _scope(node: Node) -> int:
    """Return what tells the nearest part that may be read by itself around a citation from others; 0 outside."""
    parent = node.parent
    while parent is not None and parent.tag != "body":
        if parent.tag in _SCOPES:
            return parent.mem_id
        parent = parent.parent
    return 0


def _link_group(
    shown: Shown,
    group: Node,
    cited: Sequence[Citation],
    uses: dict[str, list[str]],
    section: _Section,
) -> None:
    links = [node for node in group.css("a") if attribute(node, "href").startswith("#ref-")]
    language, before = shown.library.language, ""
    for number, link in enumerate(links):
        key = attribute(link, "href").removeprefix("#ref-")
        citation = cited[number] if number < len(cited) else Citation(key)
        name, place = _split(shown.library, key, plain(link))
        full = f"{name}, {place}" if name and place else language.pages_together(plain(link))
        text = full
        short = shown.library.site.short_names.get(key)
        called = f"{short}, {place}" if short and place else full
        if citation.reported:
            told = place and key == section.last and _reported_here(language, link)
            _tell_reported(shown, link, citation)
            text = place if told else called
        elif name and place and key == before:
            text = _joined(language, link, place)
        elif name and place and key == section.last:
            text = place
        elif name and place and key in section.named:
            text = called
        use = f"bruk-{key}-{len(uses[key]) + 1}"
        uses[key].append(use)
        # Pages that follow pages of the same work are numbers only within one bracket.
        before, section.last = (key if re.match(language.page_labels, place) else ""), key
        section.named.add(key)
        for unwanted in list(link.attributes):
            del link.attrs[unwanted]
        link.attrs["class"] = "citation"
        link.attrs["id"] = use
        link.attrs["href"] = f"#kilde-{key}"
        if text != full:
            # What is seen is part of the name, or who speaks to the machine could not say it (WCAG 2.5.3).
            link.attrs["aria-label"] = full if text in full else f"{text} ({_after(name, short)})"
        link.attrs["role"] = "doc-biblioref"
        if text != full:
            link.inner_html = html.escape(text, quote=False)


def _after(name: str, short: str | None) -> str:
    """Return what a label says besides a work's short name: of «Masteroppgaven, 2022» the year, all of «Kane, 2021»."""
    begins = short and name.lower().startswith(f"{short.lower()}, ")
    return name[len(short or "") + 2 :] if begins else name


def _split(library: Library, key: str, text: str) -> tuple[str, str]:
    """Return the name and the place of a label («Lipsky, 2010» and «s. 3»); "" and the text when it has no name."""
    name = label_text(library.labels.groups.get(f"@{key}", ""))
    text = library.language.pages_together(text)
    if name and text.startswith(f"{name}, "):
        return name, text.removeprefix(f"{name}, ")
    return ("", text) if text != name else (name, "")


def _joined(language: Language, link: Node, place: str) -> str:
    """Return the pages alone, with a comma before them: «Lipsky, 2010, s. 3, 14»."""
    page = re.fullmatch(rf"(?:{language.page_labels})\u00a0(?P<number>\d[\d–]*)", place)
    between = link.prev
    if page is None or between is None or not between.is_text_node or (between.text_content or "").strip() != ";":
        return place
    between.replace_with(", ")
    return page["number"]


def _reported_here(language: Language, link: Node) -> bool:
    """Say of a work reported by the text a part of the page builds on that it is reported («gjengitt») on a page.

    «(Sand 1999, i s. 3)» would be no Norwegian, «(Sand 1999, s. 3)» another book's page. Return whether it was done.
    """
    before = link.prev
    if before is None or not before.is_text_node:
        return False
    text = before.text_content or ""
    body = text.rstrip().removesuffix(f", {language.reported_in}")
    if body == text.rstrip():
        return False
    replace_text(before, html.escape(f"{language.say('{works}, reported', works=body)} ", quote=False))
    return True


def _tell_reported(shown: Shown, link: Node, citation: Citation) -> None:
    """Link the works that the source reports, where they have an entry, and note them for «Kilder»."""
    reported = shown.reported.setdefault(citation.key, [])
    reported += [work for work in citation.works_reported if work not in reported]
    before = link.prev
    if before is None or not before.is_text_node:
        return
    text, made = before.text_content or "", ""
    start = text.rfind(citation.reported)
    for work in citation.works_reported:
        found = text.find(work, max(start, 0))
        entry = entry_address(shown, work)
        if start < 0 or found < 0 or not entry:
            continue
        made += html.escape(text[:found], quote=False)
        made += f'<a class="reported" href="{entry}">{html.escape(work, quote=False)}</a>'
        text, start = text[found + len(work) :], 0
    if made:
        replace_text(before, made + html.escape(text, quote=False))


def entry_address(shown: Shown, reported: str) -> str:
    """Return where a reported work («Kjørstad 2005») has its entry, as seen from the page; "" without one."""
    library = shown.library
    key = library.works_by_label.get(reported.replace(",", ""))
    literature = library.register_page.get("references")
    if not key or not literature:
        return ""
    return f"{relative_address(shown.page.address, library.pages[literature].address)}#{key}"


def list_sources(shown: Shown) -> None:
    """Add «Kilder»: the works cited, as the style sorts them, with links back to each use."""
    library = shown.library
    literature = library.register_page.get("references")
    address = relative_address(shown.page.address, library.pages[literature].address) if literature else ""
    items = [_item(shown, key, text, address) for key, text in library.labels.references.items() if key in shown.uses]
    if not items:
        return
    here, heading = library.language.say("Link to this"), library.language.say("Sources")
    append(
        shown.root,
        '<section class="sources" data-search-exclude aria-labelledby="kilder">'
        f'<h2 id="kilder">{heading}<a class="headerlink" href="#kilder" title="{here}">¶</a></h2>'
        f'<ul class="source-list">{"".join(items)}</ul></section>',
    )


def _item(shown: Shown, key: str, text: str, register: str) -> str:
    library = shown.library
    work = library.references[key]
    note, say = VERIFIED_NOTE[work.verified], library.language.say
    about = (
        f' <a class="source-about" href="{html.escape(register)}#{key}">{say("About the source")}</a>'
        if register
        else ""
    )
    return (
        f'<li id="kilde-{key}"><span class="source-text">{text}'
        + (f' <em class="verified verified-{work.verified}">{say(note)}</em>' if note else "")
        + f"</span>{_reported(shown, key)}{library.records[key].coins}{about}"
        + f"{_back_links(library.language, shown.uses[key])}</li>"
    )


def _reported(shown: Shown, key: str) -> str:
    """Return the works a source is cited for reporting, each with a link to its entry where it has one."""
    names = []
    for reported in shown.reported.get(key, ()):
        address = entry_address(shown, reported)
        name = html.escape(reported, quote=False)
        names.append(f'<a href="{address}">{name}</a>' if address else name)
    if not names:
        return ""
    told = shown.library.language.say("Reports here: {works}.", works="; ".join(names))
    return f' <span class="source-reports">{told}</span>'


def _back_links(language: Language, uses: Sequence[str]) -> str:
    links = [
        f'<a class="source-back" href="#{use}"'
        f' aria-label="{language.say("Back to use {number} in the text", number=number)}">{number}</a>'
        for number, use in enumerate(uses, 1)
    ]
    word = language.say_number("Used here", "Used in these places", len(links))
    return f' <span class="source-uses">{word}: {" ".join(links)}</span>'
