"""The rules a problem can name: what each asks for, in one line (``maintain.py check --rules``).

A rule's name stands in brackets in every message, and ``maintain.py check --rule NAME`` asks
for it alone. The code that holds the content to a rule is in ``checks`` and in the readers of
pages and registers; a test holds the names there to this list.
"""

from __future__ import annotations

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "address": "an address elsewhere is https, in a form that leads somewhere, and no unofficial copy",
    "address-lost": "an address that was published has a page, or leads on to one (front matter: former)",
    "address-new": "an address about to be published is on the list (asked for with --publishing only)",
    "asset": "a script or a style sheet below docs/assets/ can be read by a browser",
    "case": "a case keeps its form: the answer first, law or research, its fixed headings",
    "answer-first": "a page of content opens with its answer, in the box for it, once",
    "ask": "the questions a page says it answers are in their form, and lead to a part of it",
    "bibliography": "an entry of the bibliography is whole, and its fields are in their form",
    "box": "a box is of a known kind and has a title",
    "citation": "a citation is well formed, on one line, and stands in the text",
    "citation-key": "a citation names a work by a key of the bibliography",
    "configuration": "mkdocs.yml can be read, and says where the site is published",
    "directive": "a comment is a known directive in its form, or a note to maintainers",
    "evidence": "the ledger holds a sound record of each claim, and of no other",
    "figure": "a figure a page asks for exists, has a caption, and takes its data from the registers",
    "file": "a file of the project can be read",
    "file-name": "a page's name makes an address that is easy to write",
    "first-heading": "a page has one first-level heading, equal to its title",
    "former": "a former address is in its form, belongs to one page, and no page has it now",
    "front-matter": "a page has front matter that keeps its schema",
    "heading-anchor": "a heading has letters, and its anchor stands once on the page",
    "heading-level": "no level of headings is skipped",
    "html": "a page holds no HTML but a few harmless signs",
    "link": "a link leads to something that will be on the site, and has words",
    "locator": "a locator can be read, and every page of it is one the work has",
    "markup": "nothing looks like markup that was not taken for it",
    "navigation": "mkdocs.yml lists every page once, and no others",
    "one-address": "no two pages are published at one address",
    "one-entry": "an id or a key stands once in its register",
    "pandoc": "pandoc can read the bibliography and make the labels",
    "picture": "a picture lies below docs/assets/ and has a text",
    "provision": "an entry of the legal register says when and where it was read, and what it is",
    "register": "a register can be read, and what an entry names exists",
    "register-schema": "an entry of a register keeps its schema",
    "repeated-key": "no field is given twice in one place",
    "search-words": "the search's own words are in their form",
    "sections": "a page of a kind with fixed parts has them, in order",
    "site-file": "bibliography/site.yml can be read and has known fields",
    "sources-field": "the front matter's sources are the works the page cites",
    "stray-file": "every file below docs/ is a page or something a page is published with",
    "title": "no two pages have one title",
    "uncited": "a block that states something carries its source",
    "unseen": "a text holds no sign that cannot be seen",
    "unreached": "a page is linked from another",
    "unused-work": "a work is cited, or mentioned by a source text",
    "utf-8": "a file is UTF-8",
}
