r"""Text of BibTeX fields: LaTeX to Unicode and back.

In between, braces mean what BibTeX means by them: letters whose case stays as it is
(``{NAV}``). Everything else is the character a reader sees. Bare ``% # $ _ &`` stand for
themselves: a .bib file has no comments inside its fields, and people paste what they have.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import get_default_latex_context_db as get_parsing_context
from pylatexenc.macrospec import MacroSpec

# Braces that are characters of the text (\{ \}), while the others are BibTeX's: private-use characters.
_BRACE, _ECARB = "\ue010", "\ue011"
# Braces around one letter that is protected, and not an accent's: the library keeps braces from two letters on.
_ONE = re.compile(r"(?:(?<=[\s(\[-])|^)\{([A-Za-z0-9])\}")
_NEEDS_DECODING = re.compile(r"[\\{}$~]|--|``|''|[!?]`")
_MATH = re.compile(r"(?<!\\)\$((?:[^$\\]|\\.)*)\$")
# Dollars are money unless what stands between them is a formula: a command, a script, numbers and single letters.
_FORMULA = re.compile(r"[\\^_]|^(?![A-Za-z]{3})(?:[\d().,+=<>/ -]|[A-Za-z]{1,2}(?![A-Za-z]))*(?<![-,. ])$")
_SPECIAL = re.compile(r"(?<!\\)([%#&_$])")
_DEGREE = re.compile(r"\^(?:\{\s*\\circ\s*\}|\\circ\b)")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}]*)\}|(\S))")
_SUPER = dict(zip("0123456789+-−n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾", strict=True))
_SUB = dict(zip("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎", strict=True))
_COMMAND = re.compile(r"\\([A-Za-z]+)")
# One letter, accented or not, or a sign that a command left behind: nothing to protect.
_ALONE = re.compile(r"\{([^{}A-Za-z0-9]?)\}")
_TWICE = re.compile(r"\{\{([^{}]*)\}\}")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]+);")
_MARKUP = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|sc|scp|span|p|br|jats:\w+|mml:\w+)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\{?\\([%#$_&~{}\\^-])(?:\{\})?\}?")
_WRITTEN = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", _BRACE: r"\{", _ECARB: r"\}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip


def _scripts(text: str) -> str:
    """Return text with ``x^2`` and ``H_2O`` in the raised and lowered signs that Unicode has."""

    def set_script(found: re.Match[str]) -> str:
        table, inside = (_SUPER if found[1] == "^" else _SUB), found[2] if found[2] is not None else found[3]
        return "".join(table.get(sign, sign) for sign in inside)

    return _SCRIPT.sub(set_script, text)


def _script_command(mark: str) -> Callable[[Any, Any], str]:
    def text_of(node: Any, l2tobj: Any) -> str:
        inside = l2tobj.nodelist_to_text(node.nodeargd.argnlist).replace("{", "").replace("}", "")
        return _scripts(f"{mark}{{{inside}}}")

    return text_of


# Commands of Zotero's, Better BibTeX's and BibLaTeX's exports that the library does not know: name -> arguments, text.
_COMMANDS = {
    "mkbibquote": ("{", "“%s”"), "mkbibparens": ("{", "(%s)"), "mkbibbrackets": ("{", "[%s]"),
    "mkbibemph": ("{", "%s"), "mkbibitalic": ("{", "%s"), "mkbibbold": ("{", "%s"), "enquote": ("{", "“%s”"),
    "noopsort": ("{", ""), "vphantom": ("{", ""), "hphantom": ("{", ""), "phantom": ("{", ""), "mkbibacro": ("{", "%s"),
    "textcolon": ("", ":"), "href": ("{{", "%(2)s"), "url": ("{", "%s"), "relax": ("", ""), "uppercase": ("{", "%s"),
    "textsc": ("{", "%s"), "textit": ("{", "%s"), "emph": ("{", "%s"), "textbf": ("{", "%s"), "textnormal": ("{", "%s"),
    "autocap": ("{", "%s"), "bibstring": ("{", "%s"), "textquotesingle": ("", "'"), "textquotedbl": ("", '"'),
    "textdegree": ("", "°"), "textperthousand": ("", "‰"), "guilsinglleft": ("", "‹"), "guilsinglright": ("", "›"),
    "hskip": ("", ""), "cprime": ("", "ʹ"), "cftil": ("{", "%s"), "nocase": ("{", "%s"), "underline": ("{", "%s"),
    "texttt": ("{", "%s"), "textrm": ("{", "%s"), "textsf": ("{", "%s"), "mathrm": ("{", "%s"), "mbox": ("{", "%s"),
    "textgreater": ("", ">"), "textless": ("", "<"), "textbar": ("", "|"), "textasteriskcentered": ("", "*"),
    "textunderscore": ("", "_"), "textexclamdown": ("", "¡"), "textquestiondown": ("", "¿"), "hbox": ("{", "%s"),
    "ensuremath": ("{", "%s"), "urlprefix": ("", ""), "linebreak": ("", " "), "protect": ("", ""), "slash": ("", "/"),
    "textasciicircum": ("", "^"), "LaTeX": ("", "LaTeX"), "LaTeXe": ("", "LaTeX2e"), "TeX": ("", "TeX"),
    "BibTeX": ("", "BibTeX"),
    "BibLaTeX": ("", "BibLaTeX"), "newblock": ("", ""), "textup": ("{", "%s"), "textsl": ("{", "%s"),
}  # fmt: skip


@cache
def _reader() -> tuple[LatexNodes2Text, object]:
    """Return what turns LaTeX into text, and what it is parsed with."""
    parsing, writing = get_parsing_context(), get_default_latex_context_db()
    scripts = {"textsuperscript": "^", "textsubscript": "_"}
    specs = [(name, arguments) for name, (arguments, _) in _COMMANDS.items()] + [(name, "{") for name in scripts]
    parsing.add_context_category("exports", macros=[MacroSpec(name, given) for name, given in specs], prepend=True)
    texts = [
        MacroTextSpec(name, discard=False) if text == "%s" else MacroTextSpec(name, simplify_repl=text)
        for name, (_, text) in _COMMANDS.items()
    ]
    texts += [MacroTextSpec(name, simplify_repl=_script_command(mark)) for name, mark in scripts.items()]
    # What stands in the braces of a command that is not known is text all the same.
    writing.set_unknown_macro_spec(MacroTextSpec("", discard=False))
    writing.add_context_category("exports", macros=texts, prepend=True)
    reader = LatexNodes2Text(
        latex_context=writing, keep_braced_groups=True, keep_braced_groups_minlen=2, strict_latex_spaces=False
    )
    return reader, parsing


def _bare(text: str) -> str:
    """Return text outside formulas with its bare signs as commands, so that they stand for themselves."""
    return re.sub(r"(?<!\\)\^", r"\\textasciicircum{}", _SPECIAL.sub(r"\\\1", text))


def decode(value: str) -> str:
    r"""Return a field's LaTeX as Unicode; only braces that protect letters stay. What cannot be parsed stays as it is.

    Formulas become the signs Unicode has for them; bold and italics go; commands that are not
    known go, and what stands in their braces stays (``unknown_commands`` names them).
    """
    if not _NEEDS_DECODING.search(value):
        return " ".join(value.split())
    text = _ONE.sub("\ue012\\1\ue013", value.replace(r"\{", _BRACE).replace(r"\}", _ECARB))
    parts, end = [], 0
    for found in _MATH.finditer(text):
        if (found[1].strip() == found[1] and _FORMULA.search(found[1])) or "\\" in found[1]:
            formula = _DEGREE.sub("°", found[1])
            parts += [_bare(text[end : found.start()]), f"${_scripts(formula)}$"]
            end = found.end()
    source = "".join([*parts, _bare(text[end:])])
    reader, parsing = _reader()
    try:
        text = reader.latex_to_text(source, latex_context=parsing, tolerant_parsing=True)
    except Exception:  # the library raises what its parser meets; the text itself is then the best there is
        text = value
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", "")
    text = text.replace("\ue012", "{").replace("\ue013", "}")
    while (fewer := _TWICE.sub(r"{\1}", _ALONE.sub(r"\1", text))) != text:
        text = fewer
    return " ".join(text.split())


def unknown_commands(value: str) -> list[str]:
    """Return the LaTeX commands of a field that ``decode`` does not know, in order."""
    if "\\" not in value:
        return []
    reader, parsing = _reader()
    known = (reader.latex_context, parsing)
    names = dict.fromkeys(_COMMAND.findall(value))
    return [name for name in names if not any(_knows(context, name) for context in known)]


def _knows(context: Any, name: str) -> bool:
    spec = context.get_macro_spec(name)
    return spec is not None and spec.macroname == name


def plain(text: str) -> str:
    """Return decoded text without protecting braces, as a reader sees it."""
    return " ".join(text.replace("{", "").replace("}", "").replace(_BRACE, "{").replace(_ECARB, "}").split())


def balanced(text: str) -> bool:
    """Tell whether every protecting brace of decoded text has its other half."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def encode(text: str) -> str:
    """Return decoded text (protecting braces stay) as LaTeX: the characters TeX reads as commands are written out."""
    return "".join(_WRITTEN.get(sign, sign) for sign in text)


def literal(text: str) -> str:
    """Return plain text as ``decode`` would give it: its braces are characters, not protection."""
    return text.replace("{", _BRACE).replace("}", _ECARB)


def verbatim(value: str) -> str:
    r"""Return an address or identifier letter by letter, without an export's escapes (``\_``, ``{\%}``, ``\url``)."""
    text = re.sub(r"^\\(?:url|href|nolinkurl)\{([^{}]*)\}.*$", r"\1", value.strip())
    text = text.replace(r"\textasciitilde{}", "~").replace(r"{\textasciitilde}", "~").replace(r"\textasciitilde ", "~")
    text = text.replace(r"\textless{}", "<").replace(r"\textgreater{}", ">").replace(r"{\textless}", "<")
    text = text.replace(r"{\textgreater}", ">").replace(r"\textunderscore{}", "_").replace("{~}", "~")
    text = _ESCAPED.sub(r"\1", text)
    return "".join(text.split())


def has_entities(text: str) -> bool:
    """Tell whether text holds HTML: an entity (``&amp;``) that stands for a character, or a tag of form (``<i>``)."""
    return bool(_MARKUP.search(text)) or any(html.unescape(entity) != entity for entity in _ENTITY.findall(text))


def without_html(text: str) -> str:
    """Return text with HTML's entities as characters (also those escaped twice) and without its tags of form."""
    for _ in range(2):
        text = _ENTITY.sub(lambda found: literal(html.unescape(found[0])), text)
        text = _MARKUP.sub("", text)
    return " ".join(text.split())
