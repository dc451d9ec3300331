"""Which types of work and which fields the bibliography has, and what others call them.

Types and fields are BibLaTeX's (manual, sections 2.1 and 2.2: https://ctan.org/pkg/biblatex);
the fields of the site's own are marked so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language import to_say


@dataclass(frozen=True)
class Field:
    """A field of an entry.

    meaning: what it holds, in a line
    form: what a value must match as a whole, and example: one that does; "" where any text will do
    verbatim: kept letter by letter (addresses)
    own: the site's own, which BibLaTeX does not know
    """

    meaning: str
    form: str = ""
    example: str = ""
    verbatim: bool = False
    own: bool = False

    def fits(self, value: str) -> bool:
        return not self.form or re.fullmatch(self.form, value) is not None


# In the order in which an entry holds them.
FIELDS: dict[str, Field] = {
    "author": Field("people, or institutions in double braces"),
    "editor": Field("people who edited it"),
    "title": Field("the title, its subtitle after a colon"),
    "titleaddon": Field("what stands after the title without being part of it"),
    "shorttitle": Field("the form readers cite it by"),
    "booktitle": Field("the book a chapter stands in"),
    "journaltitle": Field("the journal"),
    "series": Field("the series"),
    "type": Field("what kind of thesis or report it is"),
    "edition": Field("the edition: a number, or words as they stand"),
    "version": Field("the version"),
    "year": Field("the year", r"\d{4}", "2021"),
    "date": Field("the date, or two with a stroke between"),
    "pubstate": Field("'inpress' or 'forthcoming' for what is not out yet", r"inpress|forthcoming", "forthcoming"),
    "volume": Field("the volume"),
    "volumes": Field("how many volumes it has", r"\d+", "3"),
    "number": Field("the number within the volume or series"),
    "chapter": Field("the chapter", r"\d+", "4"),
    "eid": Field("the article's number, where it has no pages"),
    "pages": Field("first and last page"),
    "pagetotal": Field("how many pages it has"),
    "publisher": Field("who published it"),
    "organization": Field("who stands behind a web page"),
    "institution": Field("where a thesis was handed in, or who published a report"),
    "location": Field("where it was published"),
    "isbn": Field("the ISBN", r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?:[,; ]+(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])*",
                  "978-82-02-12345-6"),
    "doi": Field("the DOI, bare", r"10\.\d{4,9}(?:\.\d+)*/\S+", "10.3233/JVR-180989", verbatim=True),
    "url": Field("the address", r"https://\S+", "https://example.org/", verbatim=True),
    "langid": Field("the language it is written in"),
    "keywords": Field("one to three topics of the site's list", own=True),
    "mentioned": Field("where the site's two source texts cite it", own=True),
    "annotation": Field("what it is about", own=True),
    "remark": Field("errors and doubts a reader needs", own=True),
    "verified": Field("how far it was checked: yes, partly or no", own=True),
    "unverified": Field("what is probable but was not seen", own=True),
    "read": Field("'utdrag' where only a part was read", r"utdrag", "utdrag", own=True),
    "pagesread": Field("the pages of the copy that was read", own=True),
    "ids": Field("older keys of the same work", own=True),
}  # fmt: skip
NAMES = ("author", "editor")

# What programs put into exports for their owner alone; it must not end up in a public repository.
_PRIVATE_WORDS = """
file files pdf abstract note notes annote comment comments review owner timestamp groups priority ranking rating
read-status readstatus printed quality relevance creationdate modificationdate date-added date-modified
bdsk-url-1 bdsk-url-2 bdsk-file-1 bdsk-file-2 local-url localfile mendeley-tags mendeley-groups mendeley-id
username libraryid zoteroid zoteroselect tags added-at biburl interhash intrahash
"""
PRIVATE = frozenset(_PRIVATE_WORDS.split())
# Fields under another name, in BibTeX or in a program's export -> the name they have here.
RENAMED = {
    "journal": "journaltitle", "address": "location", "school": "institution", "issue": "number",
    "language": "langid", "lang": "langid", "hyphenation": "langid", "numpages": "pagetotal", "article-number": "eid",
    "articleno": "eid", "status": "pubstate", "urlalt": "url",
}  # fmt: skip


@dataclass(frozen=True)
class Type:
    """A type of work.

    name: what it is, as a message (``knowledge.language``)
    csl, bibtex: the type in CSL 1.0.2, and in BibTeX where it has another name there
    """

    name: str
    csl: str
    bibtex: str = ""


TYPES: dict[str, Type] = {
    "article": Type(to_say("article"), "article-journal"),
    "book": Type(to_say("book"), "book"),
    "incollection": Type(to_say("chapter of a book"), "chapter"),
    "inproceedings": Type(to_say("paper at a conference"), "paper-conference"),
    # Reports to and from the government: NOU, Meld. St., Prop. To other programs they are reports.
    "legislation": Type(to_say("public document"), "report", "techreport"),
    "misc": Type(to_say("other or unknown"), "document"),
    "online": Type(to_say("web page"), "webpage"),
    "report": Type(to_say("report"), "report", "techreport"),
    "thesis": Type(to_say("thesis"), "thesis"),
}
# Other names of types (BibTeX's, BibLaTeX's, Zotero's) -> the type here and, of theses and reports, its field ``type``.
ALIASES: dict[str, tuple[str, str]] = {
    "phdthesis": ("thesis", "phdthesis"),
    "mastersthesis": ("thesis", "mathesis"),
    "masterthesis": ("thesis", "mathesis"),
    "mathesis": ("thesis", "mathesis"),
    "bachelorthesis": ("thesis", "bathesis"),
    "bathesis": ("thesis", "bathesis"),
    "techreport": ("report", ""),
    "standard": ("report", ""),
    "manual": ("report", ""),
    "conference": ("inproceedings", ""),
    "inbook": ("incollection", ""),
    "bookinbook": ("incollection", ""),
    "suppbook": ("incollection", ""),
    "suppcollection": ("incollection", ""),
    "inreference": ("incollection", ""),
    "collection": ("book", ""),
    "mvbook": ("book", ""),
    "mvcollection": ("book", ""),
    "mvproceedings": ("book", ""),
    "mvreference": ("book", ""),
    "proceedings": ("book", ""),
    "reference": ("book", ""),
    "booklet": ("book", ""),
    "ebook": ("book", ""),
    "electronic": ("online", ""),
    "www": ("online", ""),
    "webpage": ("online", ""),
    "suppperiodical": ("article", ""),
    "review": ("article", ""),
}
# What BibLaTeX leaves to the language (manual, section 4.9.2.13) -> Bokmål.
GENRES = {
    "mathesis": "Masteroppgave",
    "phdthesis": "Doktoravhandling",
    "candthesis": "Kandidatoppgave",
    "bathesis": "Bacheloroppgave",
    "techreport": "Teknisk rapport",
    "resreport": "Forskningsrapport",
}
# BibLaTeX's langid -> BCP 47 (RFC 5646) and the language's name, as a message.
LANGUAGES = {
    "norsk": ("nb", to_say("Norwegian Bokmål")),
    "nynorsk": ("nn", to_say("Norwegian Nynorsk")),
    "english": ("en", to_say("English")),
    "danish": ("da", to_say("Danish")),
    "swedish": ("sv", to_say("Swedish")),
    "german": ("de", to_say("German")),
    "french": ("fr", to_say("French")),
}


def type_of(written: str) -> tuple[str, str]:
    """Return the type an entry type stands for, and the genre it says besides; raise KeyError for an unknown one."""
    written = written.lower()
    return (written, "") if written in TYPES else ALIASES[written]
