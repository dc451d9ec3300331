"""Names of people and institutions in every form BibTeX and BibLaTeX write them.

BibTeX: "van Dalen, Piet", "Piet van Dalen", "Dalen, Jr., Piet", "{An institution}";
BibLaTeX besides (manual, section 3.4, "extended name format"): "family=Dalen, given=Piet, prefix=van".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import InvalidNameString, Person

from knowledge.bibliography import tex

_PART = re.compile(
    r"^(?P<part>family|given|prefix|suffix|(?:family|given|prefix|suffix)-i|useprefix|juniorcomma|id|hash|"
    r"sortingnamekeytemplatename|nametemplates|ns|gender)\s*=\s*(?P<value>.*)$",
    re.DOTALL,
)
_OTHERS = re.compile(r"^(?:others|et\.? ?al\.?|m\.? ?fl\.?|mfl\.?|and others|u\.? ?a\.?|\.\.\.|…)$", re.IGNORECASE)
# «et al.» where BibTeX has «and others».
_TAIL = re.compile(r"[,;]?\s+(?:et\.? al\.?|mfl\.?|m\.fl\.|and others)$", re.IGNORECASE)
_JOINED = re.compile(r";|\s&\s|\\&|\sog\s(?=[A-ZÆØÅ])")
# Words before a family name that begin with a small letter.
_PARTICLES_WORDS = """
a à af al am an ap auf aus av bin ben da dal dalla de degli dei del dela della delle den der des di do dos du e
el il in 't 's la las le les li lo los ibn of op t te ten ter tot til und v van vd vom von vander y zu zum zur
d' l' abu bint san st o
"""
PARTICLES = frozenset(_PARTICLES_WORDS.split())
# Particles that stand close to the name: d'Alembert, al-Haddad.
_CLOSE = ("'", "’", "-")
_INITIALS = re.compile(r"^(?:[A-ZÆØÅ][a-z]?\.?[ -]?){1,4}$")
# «Dalen P. A.»: the initials stand last, without a comma.
_REVERSED = re.compile(r"^(?P<family>[^\s,.{}]{2,}(?: [^\s,.{}]{2,})?) (?P<given>(?:[A-ZÆØÅ]\.[ -]?){1,4})$")
# Words that a person's name does not hold; without a comma the whole is then an institution's.
_INSTITUTION = re.compile(
    r"(?:direktorat|departement|ministeri|universitet|universit[yàé]|høgskol|høyskol|institut|forbund|forening|"
    r"byrå|kommune|fylke|senter|sentral|tilsyn|utvalg|råd\b|rådet|stiftelse|organi[sz]ation|commission|committee|"
    r"council|bureau|office|ministry|department|agency|association|society|foundation|college|school|cent(?:er|re)\b|"
    r"group\b|network|union\b|bank\b|company|\binc\b|\bltd\b|gmbh|\bllc\b|corporation|laborator|academy|library|"
    r"press\b|forlag|consortium|collaboration|team\b|working|international|national|\bwho\b|\boecd\b|\bilo\b|"
    r"united nations|\beu\b|regjering|storting|sintef|\bnav\b|\bnho\b|\blo\b|\bnou\b|\bssb\b|\bfafo\b|\bnifu\b)",
    re.IGNORECASE,
)


class NameFault(ValueError):
    """A name that cannot be read; ``str()`` says why, ``mend`` how to write it."""

    def __init__(self, what: str, mend: str):
        super().__init__(what)
        self.mend = mend


@dataclass(frozen=True)
class Name:
    """A person (family name and what else is known) or an institution (``literal`` alone).

    prefix: particles that go with the family name wherever it stands ("van"); text without TeX
    """

    family: str = ""
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def shown(self) -> str:
        """ "Etternavn, Fornavn", as lists show it; an institution as it stands."""
        if self.literal:
            return self.literal
        return ", ".join(filter(None, (self.surname, self.given, self.suffix)))

    @property
    def surname(self) -> str:
        """What a name is filed and cited under."""
        between = "" if self.prefix.endswith(_CLOSE) or not self.prefix or not self.family else " "
        return self.literal or f"{self.prefix}{between}{self.family}"


@dataclass(frozen=True)
class Names:
    """A list of names.

    more: there are others that are not named; guessed: those read as one of person and institution without being marked
    """

    people: tuple[Name, ...] = ()
    more: bool = False
    guessed: tuple[Name, ...] = ()


def _extended(parts: list[str]) -> Name | None:
    """Return a name of BibLaTeX's extended form, or None when the parts are not of that form."""
    found = [_PART.match(part.strip()) for part in parts]
    if not found or not found[0] or found[0]["part"] not in ("family", "given", "prefix", "suffix", "useprefix", "id"):
        return None
    values: dict[str, str] = {}
    last = ""
    for part, match in zip(parts, found, strict=True):
        if match:
            last = match["part"]
            values[last] = match["value"].strip().strip('"').strip()
        elif last:
            # A comma within a value that is not protected.
            values[last] += f", {part.strip()}"
    known = {name: tex.plain(values.get(name, "")) for name in ("family", "given", "prefix", "suffix")}
    if values.get("useprefix", "true").lower() == "false" and known["prefix"]:
        known["given"], known["prefix"] = f"{known['given']} {known['prefix']}".strip(), ""
    if known["family"] and not known["given"] and not known["prefix"] and " " in known["family"]:
        return Name(literal=known["family"])
    return Name(**known)


def _is_group(text: str) -> bool:
    """Tell whether one pair of braces encloses the whole text."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return place == len(text) - 1
    return False


def _institution(text: str) -> bool:
    """Tell whether a name without a comma is rather an institution's than a person's."""
    words = tex.plain(text).split()
    if len(words) < 2 or _INSTITUTION.search(tex.plain(text)):
        return bool(_INSTITUTION.search(tex.plain(text))) and not (len(words) < 2 and len(words[0]) > 12)
    # A word in small letters that no family name begins with: «Statistisk sentralbyrå».
    return not any("." in word for word in words) and any(
        word[0].islower() and word.lower() not in PARTICLES for word in words[1:]
    )


def _traditional(text: str, parts: list[str]) -> Name:
    if len(parts) > 3:
        mend = "write 'Etternavn, Fornavn and Etternavn, Fornavn', an institution in braces of its own: {{…}}"
        raise NameFault(f"the name '{tex.plain(text)}' has too many commas", mend)
    try:
        person = Person(text)
    except InvalidNameString as error:
        raise NameFault(f"the name '{tex.plain(text)}' cannot be read", "write 'Etternavn, Fornavn'") from error

    def join(words: list[str]) -> str:
        return tex.plain(" ".join(words))

    given = join([*person.first_names, *person.middle_names])
    family = join(person.last_names)
    if not family:
        return Name(family=given)
    return Name(family, given, join(person.prelast_names), join(person.lineage_names))


def parse(value: str, strict: bool) -> Names:
    """Return the names of a field; ``value`` is BibTeX as ``tex.decode`` leaves it, braces and all.

    strict: the register's own form: institutions stand in braces, people have a comma (or one word),
        «and others» is written so. Otherwise names are read as well as they can be.

    Raises NameFault.
    """
    people, guessed, more = [], [], False
    for text in split_name_list(value) if strict else _loose_list(value):
        text = text.strip(" ,")
        if not text:
            continue
        bare = tex.plain(text)
        if bare.lower() == "others" and not _is_group(text):
            more = True
            continue
        if not _is_group(text) and (_OTHERS.match(bare) or _TAIL.search(bare)):
            if strict:
                raise NameFault(
                    f"'{bare}' stands among the names", "write 'and others' where more people are not named"
                )
            more = True
            text = _TAIL.sub("", text).strip()
            if _OTHERS.match(bare):
                continue
        if _is_group(text):
            people.append(Name(literal=tex.plain(text)))
            continue
        parts = [part for part in split_tex_string(text, ",") if part.strip()]
        if name := _extended(parts):
            people.append(name)
            continue
        if strict:
            _hold_to_form(text, bare, parts)
        elif (name := _institution_of(text, parts)) is not None:
            people.append(name)
            guessed.append(name)
            continue
        name = _traditional(text, parts)
        if len(parts) == 1 and " " in bare:
            guessed.append(name)
        people.append(name)
    return Names(tuple(people), more, tuple(guessed))


def _loose_list(value: str) -> list[str]:
    """Return the names of a field in which people may be parted by «;», «&» or commas alone."""
    names = []
    for text in split_name_list(value):
        parts = [text]
        if "," in text and not _PART.match(text):
            for sign in (";", " & "):
                parts = [piece for part in parts for piece in split_tex_string(part, re.escape(sign))]
        for part in parts:
            if found := _REVERSED.match(part.strip()):
                part = f"{found['family']}, {found['given']}"
            pieces = [piece.strip() for piece in split_tex_string(part, ",") if piece.strip()]
            if len(pieces) > 3 and len(pieces) % 2 == 0 and all(map(_INITIALS.match, pieces[1::2])):
                names += [f"{family}, {given}" for family, given in zip(pieces[::2], pieces[1::2], strict=True)]
            else:
                names.append(part)
    return names


def _institution_of(text: str, parts: list[str]) -> Name | None:
    if len(parts) == 1 and (" & " in text or _institution(text)):
        return Name(literal=tex.plain(text))
    if len(parts) > 3:
        # «Department of X, University of Y, Z»: no person's name.
        return Name(literal=tex.plain(text)) if _INSTITUTION.search(text) else None
    return None


def _hold_to_form(text: str, bare: str, parts: list[str]) -> None:
    if _JOINED.search(text):
        raise NameFault(f"'{bare}' is more than one name", "put 'and' between names; an institution goes in {{…}}")
    if len(parts) == 1 and " " in bare:
        mend = f"an institution goes in double braces, '{{{{{bare}}}}}'; a person is written 'Etternavn, Fornavn'"
        raise NameFault(f"the name '{bare}' has no comma", mend)


def _part(text: str) -> str:
    """Return a part of a name as BibTeX writes it; braces where a comma or «and» would part it."""
    written = tex.encode(tex.literal(text))
    return f"{{{written}}}" if "," in text or re.search(r"\band\b", text) else written


def write(names: Names) -> str:
    """Return names as the register writes them: "van Dalen, Piet and {Statistisk sentralbyrå} and others"."""
    written = []
    for name in names.people:
        if name.literal:
            written.append(f"{{{tex.encode(tex.literal(name.literal))}}}")
            continue
        family = _part(name.family)
        if not name.given and not name.suffix:
            # Without a comma, several words are an institution's.
            alone = tex.encode(tex.literal(name.surname))
            written.append(f"{{{alone}}}" if " " in name.surname else family)
            continue
        if name.prefix.endswith(_CLOSE):
            family = _part(name.surname)
        elif (name.prefix and not name.prefix[0].islower()) or (name.family[:1].islower() and not name.prefix):
            # BibTeX takes words in small letters for the prefix, and no others.
            family = f"{{{tex.encode(tex.literal(name.surname))}}}"
        else:
            family = " ".join(filter(None, (_part(name.prefix), family)))
        written.append(", ".join(filter(None, (family, name.suffix and _part(name.suffix), _part(name.given)))))
    return " and ".join([*written, *(["others"] if names.more else [])])
