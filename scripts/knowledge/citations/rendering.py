"""From citation groups to what a reader meets: links in the text, «Kilder» at the end.

While Markdown is being rendered a citation is a token of private-use characters, so
that no Markdown rule can touch it; afterwards the token becomes HTML. In between
nothing of the page needs to know about citations.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.citations.labels import Labels
from knowledge.registers.references import Reference

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}(?P<kind>group|reference):(?P<value>[^{_OPEN}{_CLOSE}]*){_CLOSE}")
_LINK = re.compile(r'(?P<between>; )?<a href="#ref-(?P<key>[^"]+)"[^>]*>(?P<label>.*?)</a>')
_PAGE_OF = re.compile(r"^(?P<work>[^<]*, s\.\u00a0)(?P<page>\d[\d–]*)$")
_TAG = re.compile(r"<[^>]+>")
VERIFIED_NOTE = {"yes": "", "partly": "Delvis kontrollert.", "no": "Bare kjent fra kilden."}


def group_token(raw: str) -> str:
    """Return the token that stands for a citation group; ``raw`` is what stood between the brackets."""
    return f"{_OPEN}group:{raw.encode().hex()}{_CLOSE}"


def reference_token(key: str) -> str:
    """Return the token that stands for the full reference of a work."""
    return f"{_OPEN}reference:{key}{_CLOSE}"


def label_text(label: str) -> str:
    """Return a label without its parentheses and links, as plain text ("Lipsky, 2010")."""
    return html.unescape(_TAG.sub("", label)).strip().removeprefix("(").removesuffix(")")


@dataclass
class Citations:
    """The citations of one page, in order.

    uses: key -> ids of the links that cite it
    marks: key -> HTML that goes with every full reference of the work, unseen (COinS)
    """

    uses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    marks: Mapping[str, str] = field(default_factory=dict)

    def replace_tokens(self, text: str, labels: Labels) -> str:
        """Return HTML with every token replaced: groups by links, references by their text.

        Pages of one work that follow each other are listed after its name: «Lipsky, 2010, s. 3, 14».
        Raises KeyError when a group has no label: labels must be made of the same pages.
        """

        def replace(found: re.Match) -> str:
            if found["kind"] == "reference":
                return labels.references[found["value"]] + self.marks.get(found["value"], "")
            return self._links(labels.groups[bytes.fromhex(found["value"]).decode()])

        return _TOKEN.sub(replace, text)

    def _links(self, label: str) -> str:
        """Return a group's label with its links leading to «Kilder»."""
        last = ""

        def link(found: re.Match) -> str:
            nonlocal last
            key, text, between, name = found["key"], found["label"], found["between"] or "", ""
            use = f"bruk-{key}-{len(self.uses[key]) + 1}"
            self.uses[key].append(use)
            page = _PAGE_OF.match(text)
            if page and page["work"] == last:
                # The page alone would not tell who hears the link by itself what it leads to.
                between, name, text = ", ", f' aria-label="{text}"', page["page"]
            last = page["work"] if page else ""
            return f'{between}<a class="citation" id="{use}" href="#kilde-{key}"{name} role="doc-biblioref">{text}</a>'

        return _LINK.sub(link, label)

    def sources(self, labels: Labels, references: Mapping[str, Reference], register: str) -> str:
        """Return «Kilder»: the works cited, as the style sorts them, with links back to each use.

        register: address of the literature page as seen from this page; "" when there is none.
        An empty page gives "".
        """
        items = [
            self._item(key, text, references[key], register)
            for key, text in labels.references.items()
            if key in self.uses
        ]
        if not items:
            return ""
        return (
            '<section class="sources" data-search-exclude aria-labelledby="kilder">'
            '<h2 id="kilder">Kilder<a class="headerlink" href="#kilder" title="Lenke hit">¶</a></h2>'
            f'<ul class="source-list">{"".join(items)}</ul></section>'
        )

    def _item(self, key: str, text: str, work: Reference, register: str) -> str:
        note = VERIFIED_NOTE[work.verified]
        about = f' <a class="source-about" href="{html.escape(register)}#{key}">Om kilden</a>' if register else ""
        return (
            f'<li id="kilde-{key}"><span class="source-text">{text}'
            + (f' <em class="verified verified-{work.verified}">{note}</em>' if note else "")
            + f"</span>{self.marks.get(key, '')}{about}{_back_links(self.uses[key])}</li>"
        )


def _back_links(uses: Sequence[str]) -> str:
    links = [
        f'<a class="source-back" href="#{use}" aria-label="Tilbake til bruk {number} i teksten">{number}</a>'
        for number, use in enumerate(uses, 1)
    ]
    word = "Brukt her" if len(links) == 1 else "Brukt disse stedene"
    return f' <span class="source-uses">{word}: {" ".join(links)}</span>'
