"""What reaches the reader of a built site: styles and scripts joined, made small and named by their content, and a
policy in every page that forbids what the pages do not do.

``deliver`` is the last step of a build. It needs no MkDocs: it reads the pages that were built and writes them anew.
While the site is served for writing it is left out, so that a file in the browser is the file one edits.

- All style sheets become one. Of the theme's, rules for classes that no page and no script has are left out.
- The scripts that stand last on every page become one; those of ``ONLY_WITH`` stay apart and are asked for by the
  pages that have use for them.
- A name holds the hash of the content, and a script that asks for another asks for it by that name: what a browser has
  kept from an earlier build cannot meet what belongs to a later one.
- Source maps, what was joined, and scripts no page asks for are not published.
- Lines of a page that hold nothing but white space, which the theme's templates leave by the hundred, are left out.

Styles are made small by Lightning CSS (https://lightningcss.dev/), scripts by rJSmin, which takes away comments and
white space and changes nothing else (https://opensource.perlig.de/rjsmin/).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import lightningcss
import rjsmin

ASSETS = "assets"
# The oldest browsers the styles are written out for: those of spring 2023, and the Firefox of the last Windows 7.
# Without them Lightning CSS joins an underline and its thickness, which Safari does not understand joined.
OLDEST = ["safari >= 16.4", "ios_saf >= 16.4", "chrome >= 111", "firefox >= 115"]
# Scripts for one kind of page -> what such a page has in its HTML.
ONLY_WITH = {"literature.js": 'class="work-facts"', "questions.js": 'class="sporsmal"'}
# Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/) and Trusted Types (https://www.w3.org/TR/trusted-types/):
# everything comes from the site itself, nothing is sent elsewhere, and no text becomes code but the addresses of the
# search's own scripts, which its policy «search» looks at.
POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types search",
))  # fmt: skip
POLICY_TAG = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
# Patterns over whole pages begin with what stands there as it is: so they are quick.
_STYLE = re.compile(r'<link rel="stylesheet" href="(?P<root>[^"]*?)assets/(?P<name>[^"]+\.css)">\n?')
_SCRIPT = re.compile(r'<script src="(?P<root>[^"]*?)assets/(?P<name>[^"]+\.js)"(?P<rest>[^>]*)></script>\n?')
_SOURCE_MAP = re.compile(r"(?://[#@] ?sourceMappingURL=\S+|/\*[#@] ?sourceMappingURL=\S+ ?\*/)\s*$")
# Where every line counts; and what stands between.
_AS_WRITTEN = re.compile(r"<(pre|textarea|script|style)\b.*?</\1>", re.DOTALL)
_GENERATOR = re.compile(r'<meta name="generator"[^>]*>')
_BLANKS_AT_A_BREAK = re.compile(r"[ \t]*\n\s*")
_NAMES = (re.compile(r'class="([^"]*)"'), re.compile(r'id="([^"]*)"'))
_IN_STYLE = re.compile(r"[.#]([A-Za-z_][\w-]*)")
# The theme's ready-made colours: the site has its own («custom»).
_COLOUR = re.compile(r"(?<=\})\[data-md-color-(?:primary|accent)=(?!custom)[\w-]+\]\{[^{}]*\}")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_VALUE = r"""(?:[^;{}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*"""
_PROPERTY = re.compile(rf"(?P<before>[{{;])(?P<name>--[\w-]+):{_VALUE}(?:;|(?=\}}))")
_WORD = re.compile(r"[A-Za-z_][\w-]*")


def deliver(folder: Path) -> None:
    """Make the styles and scripts of the built site in ``folder`` small, and put the policy into its pages.

    The same site gives the same bytes; a site that is delivered already is left as it is. Raises ValueError when pages
    do not agree on their styles, or a style sheet cannot be read.
    """
    pages, asked = _look_at(sorted(folder.rglob("*.html")))
    if not pages:
        return
    styles = _common_styles(asked.styles)
    scripts, joined = _scripts(asked.scripts)
    assets = folder / ASSETS
    read = {name: _source(assets / name) for name in [*styles, *scripts]}
    others = {
        file.relative_to(assets).as_posix(): _source(file)
        for file in sorted(assets.glob("search*.js"))
        if file.name not in read
    }
    names = {name: _write(assets, name, text) for name, text in others.items()}
    names |= {name: _write(assets, name, _asked_for(read[name], names)) for name in scripts if name not in joined}
    style = _write(
        assets,
        "site.css",
        _joined_styles(read, styles, asked.shown, [*others.values(), *(read[name] for name in scripts)]),
    )
    script = _write(assets, "site.js", _asked_for("\n;\n".join(read[name] for name in joined), names))
    for name in {*styles, *scripts, *others}:
        (assets / name).unlink()
    asked_by_none = [file for file in assets.glob("*.js") if file.name not in {script, *names.values()}]
    for file in [*assets.rglob("*.map"), *asked_by_none]:
        file.unlink()
    for left in sorted((path for path in assets.rglob("*") if path.is_dir()), reverse=True):
        if not any(left.iterdir()):
            left.rmdir()
    for file in pages:
        text = file.read_text(encoding="utf-8")
        file.write_text(_page(text, styles, style, joined, script, names), encoding="utf-8")


@dataclass
class _Asked:
    """What pages ask for and show: each order of style sheets and of scripts that stands on one, classes and ids."""

    styles: dict[tuple[str, ...], None] = field(default_factory=dict)
    scripts: dict[tuple[str, ...], None] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)


def _look_at(files: Iterable[Path]) -> tuple[list[Path], _Asked]:
    """Return the pages that are not delivered yet, and what they ask for; one page at a time is held in memory."""
    pages, asked = [], _Asked()
    for file in files:
        text = file.read_text(encoding="utf-8")
        if POLICY_TAG in text:
            continue
        pages.append(file)
        asked.styles[tuple(found["name"] for found in _STYLE.finditer(text))] = None
        asked.scripts[tuple(found["name"] for found in _SCRIPT.finditer(text))] = None
        for pattern in _NAMES:
            asked.shown.update(*map(str.split, set(pattern.findall(text))))
    return pages, asked


def _common_styles(orders: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the style sheets the pages ask for, in order: those with any ask for the same."""
    with_any = sorted(set(orders) - {()})
    if len(with_any) > 1:
        raise ValueError(f"pages ask for different styles: {with_any}. Mend: name them in mkdocs.yml, for all.")
    return list(with_any[0]) if with_any else []


# The theme's boxes. Words like «tip» and «question» stand in any script, and name no class there.
_BOXES = {
    "note", "abstract", "info", "tip", "success", "question",
    "warning", "failure", "danger", "bug", "example", "quote",
}  # fmt: skip


def _scripts(asked: Iterable[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Return all scripts the pages ask for, and those to be joined: the theme's own, and what follows it on every page.

    A script before the theme's must run where it stands, and a page without the theme's has few.
    """
    asked, after = list(asked), []
    for names in asked:
        start = next((number for number, name in enumerate(names) if name.startswith("javascripts/")), None)
        if start is not None:
            after.append(names[start:])
    everywhere = set.intersection(*map(set, after)) if after else set()
    joined = [name for name in (after[0] if after else ()) if name in everywhere and name not in ONLY_WITH]
    return list(dict.fromkeys(name for names in asked for name in names)), joined


def _source(file: Path) -> str:
    return _SOURCE_MAP.sub("", file.read_text(encoding="utf-8"))


def _asked_for(text: str, names: dict[str, str]) -> str:
    """Return a script that asks for others by the names they are published under."""
    for name, published in names.items():
        text = text.replace(f'"{ASSETS}/{name}"', f'"{ASSETS}/{published}"')
    return text


def _write(assets: Path, name: str, text: str) -> str:
    """Write a style sheet or script, small, under a name with the hash of its content; return that name."""
    stem, _, ending = name.rpartition(".")
    # What the search reads is data on one line already.
    small = text if ending == "css" or len(text) > 200_000 else str(rjsmin.jsmin(text))
    made = f"{stem}.{hashlib.sha256(small.encode()).hexdigest()[:8]}.{ending}"
    (assets / made).write_text(small, encoding="utf-8")
    return made


def _joined_styles(read: dict[str, str], styles: list[str], shown: set[str], code: Iterable[str]) -> str:
    theme = "\n".join(read[name] for name in styles if name.startswith("stylesheets/"))
    own = "\n".join(read[name] for name in styles if not name.startswith("stylesheets/"))
    # A part that a page has (md-nav) may be given a state (md-nav__link--passed) by the theme's script.
    parts = {re.split("__|--", name)[0] for name in shown}
    code = list(code)
    stated = {word for text in code for word in _WORD.findall(text)}
    unused = {
        name
        for name in _IN_STYLE.findall(theme)
        if name not in shown
        and (name in _BOXES or not (name in stated and re.split("__|--", name)[0] in parts | {name}))
    }
    small = _COLOUR.sub("", lightningcss.process_stylesheet(theme, filename="theme", unused_symbols=unused))
    whole = lightningcss.process_stylesheet(f"{small}\n{own}", filename="site.css", browsers_list=OLDEST)
    said = " ".join(code)
    # The theme's script dresses diagrams in these, and asks for them on pages with a diagram only.
    return _without_unused_properties(whole, said if "mermaid" in shown else said.replace("--md-mermaid-", ""))


def _without_unused_properties(style: str, code: str) -> str:
    """Return a small style sheet without the custom properties that nothing in it, and no script, asks for."""
    while True:
        asked = set(_ASKED.findall(style))
        kept = _PROPERTY.sub(partial(_keep_asked, asked, code), style)
        if kept == style:
            return style
        style = kept


def _keep_asked(asked: set[str], code: str, found: re.Match[str]) -> str:
    return found[0] if found["name"] in asked or found["name"] in code else found["before"]


def _page(text: str, styles: list[str], style: str, joined: list[str], script: str, names: dict[str, str]) -> str:
    """Return a page that asks for what is published, and holds the policy."""
    only = {name for name, needs in ONLY_WITH.items() if needs not in text}

    def put_style(found: re.Match[str]) -> str:
        if found["name"] != styles[0]:
            return ""
        return f'<link rel="stylesheet" href="{found["root"]}{ASSETS}/{style}">\n'

    def put_script(found: re.Match[str]) -> str:
        name = found["name"]
        if name in only or name in joined[1:]:
            return ""
        published = script if name in joined else names[name]
        return f'<script src="{found["root"]}{ASSETS}/{published}"{found["rest"]}></script>\n'

    # With which version a page was made helps nobody who reads it.
    text = _GENERATOR.sub("", _exchanged(_exchanged(text, _STYLE, put_style), _SCRIPT, put_script))
    text = without_blanks(text)
    # Before everything it is to hold for, after the sign set of the page.
    start = re.search(r"<meta charset=[^>]*>", text)
    place = start.end() if start else text.index("<head>") + len("<head>")
    return f"{text[:place]}\n{POLICY_TAG}{text[place:]}"


def without_blanks(text: str) -> str:
    """Return HTML without empty lines and indents; what is shown as it is written keeps them.

    A line break is white space to a browser, with blanks around it or without.
    """
    kept, end = [], 0
    for whole in _AS_WRITTEN.finditer(text):
        kept += [_BLANKS_AT_A_BREAK.sub("\n", text[end : whole.start()]), whole[0]]
        end = whole.end()
    return "".join([*kept, _BLANKS_AT_A_BREAK.sub("\n", text[end:])])


def _exchanged(text: str, pattern: re.Pattern[str], put: Callable[[re.Match[str]], str]) -> str:
    """Return a text with each match, and the blanks before it, exchanged for what ``put`` gives."""
    parts, at = [], 0
    for found in pattern.finditer(text):
        start = found.start()
        while start > at and text[start - 1] in " \t":
            start -= 1
        parts += [text[at:start], put(found)]
        at = found.end()
    return "".join([*parts, text[at:]])
