"""Acts made up for the tests, in the form of Lovdata's open packages, and a server that gives or withholds them."""

from __future__ import annotations

import bz2
import contextlib
import html
import http.server
import io
import json
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

ACTS, REGULATIONS = "gjeldende-lover.tar.bz2", "gjeldende-sentrale-forskrifter.tar.bz2"


@dataclass(frozen=True)
class Provision:
    """A section to be written: its number as printed, title, paragraphs (a list in one is a tuple: lead, items, rest),
    notes on changes, and the day it was repealed."""

    number: str
    title: str = ""
    paragraphs: tuple = ()
    note: str = ""
    repealed: str = ""
    kind: str = "§"

    def heading(self) -> str:
        return f"{self.kind} {self.number}" + (f". {self.title}" if self.title else "")


@dataclass(frozen=True)
class Act:
    """An act to be written: chapters are (heading, provisions), the heading "" for none."""

    id: str
    chapters: tuple
    in_force: str = "2006-07-01"
    language: str = "nb"
    title: str = "Lov om prøver"

    @property
    def refid(self) -> str:
        kind, _, number = self.id.partition("-")
        return f"{'forskrift' if kind == 'FOR' else 'lov'}/{number}"

    @property
    def file(self) -> str:
        kind, year, month, day, *number = self.id.split("-")
        folder = "sf" if kind == "FOR" else "nl"
        ending = "-nn" if self.language == "nn" else ""
        return f"{folder}/{folder}-{year}{month}{day}-{int(number[0]) if number else 0:03}{ending}.xml"


def xml(act: Act) -> bytes:
    """Return an act as a document of the packages."""
    base = f"{'SF' if act.id.startswith('FOR') else 'NL'}/{act.refid}"
    body = []
    for place, (heading, provisions) in enumerate(act.chapters, 1):
        articles = "".join(_article(provision, base) for provision in provisions)
        if heading:
            opening = f'<section class="section" data-name="kap{place}" id="kapittel-{place}">'
            articles = f"{opening}<h2>{html.escape(heading)}</h2>{articles}</section>"
        body.append(articles)
    fields = "".join(
        f'<dt class="{name}">{name}</dt><dd class="{name}">{value}</dd>'
        for name, value in (
            ("legacyID", act.id), ("dokid", base), ("dateInForce", act.in_force), ("title", act.title),
            ("refid", act.refid),
        )
    )  # fmt: skip
    return (
        f'<!DOCTYPE html><html lang="{act.language}"><head><title>{act.title}</title>'
        '<base href="https://lovdata.no/" /></head><body><header class="documentHeader" id="hode">'
        f'<dl class="data-document-key-info">{fields}</dl></header>'
        f'<main class="documentBody" data-lovdata-URL="{base}" id="dokument"><h1>{act.title}</h1>'
        f"{''.join(body)}</main></body></html>"
    ).encode()


def _article(provision: Provision, base: str) -> str:
    number = html.escape(provision.number)
    title = f' <span class="legalArticleTitle">{html.escape(provision.title)}</span>' if provision.title else ""
    repealed = f' data-repealeddate="{provision.repealed}"' if provision.repealed else ""
    name = f"{provision.kind}{provision.number.replace(' ', '')}"
    paragraphs = "".join(f'<article class="legalP">{_paragraph(part)}</article>' for part in provision.paragraphs)
    note = f'<article class="changesToParent">{html.escape(provision.note)}</article>' if provision.note else ""
    return (
        f'<article class="legalArticle" data-lovdata-URL="{base}/{name}" data-name="{name}"{repealed}>'
        f'<h3 class="legalArticleHeader"><span class="legalArticleValue">{provision.kind} {number}</span>.{title}</h3>'
        f"{paragraphs}{note}</article>"
    )


def _paragraph(part: str | tuple) -> str:
    if isinstance(part, str):
        return html.escape(part)
    lead, items, rest = part
    listed = "".join(
        f'<li data-name="{letter}."><article class="listArticle"><article class="legalP">{html.escape(item)}</article>'
        "</article></li>"
        for letter, item in zip("abcdefgh", items, strict=False)
    )
    after = f'<p class="leddfortsettelse">{html.escape(rest)}</p>' if rest else ""
    return f'{html.escape(lead)}<ul class="defaultList">{listed}</ul>{after}'


def markdown(act: Act) -> str:
    """Return the same act as a copy in Markdown has it."""
    lines = [f'---\nrefid: "{act.refid}"\nikrafttredelse: "{act.in_force}"\n---', f"# {act.title}"]
    for heading, provisions in act.chapters:
        if heading:
            lines.append(f"## {heading}")
        for provision in provisions:
            lines.append(f"#### {provision.heading()}")
            for part in provision.paragraphs:
                if isinstance(part, str):
                    # A link leaves a space behind in the copies.
                    lines.append(part.replace(" § 8-12", " § 8-12 "))
                else:
                    lead, items, rest = part
                    lines += [f"{lead} {rest}".strip(), "\n".join(f"- {item}" for item in items)]
            if provision.note:
                lines.append(f"*{provision.note}*")
    return "\n\n".join(lines) + "\n"


def package(acts: list[Act], raw: dict[str, bytes] | None = None) -> bytes:
    """Return a package of these acts, and of files as they are given."""
    out = io.BytesIO()
    files = {act.file: xml(act) for act in acts} | (raw or {})
    with tarfile.open(fileobj=out, mode="w|") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return bz2.compress(out.getvalue())


def listing(**days: str) -> bytes:
    """Return what ``…/list`` gives, with the day each package was made."""
    day = {ACTS: "2026-08-01", REGULATIONS: "2026-08-01"} | days
    return json.dumps(
        [
            {"filename": name, "description": "", "sizeBytes": "1", "lastModified": f"{at}T01:31:00Z"}
            for name, at in day.items()
        ]
    ).encode()


@dataclass
class Served:
    """What a path gives: a body and a status, or what the server does instead."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    instead: Callable[[http.server.BaseHTTPRequestHandler], None] | None = None


def cut_off(body: bytes) -> Served:
    """The server promises all and closes half-way."""

    def send(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])

    return Served(instead=send)


def silent(seconds: float) -> Served:
    return Served(instead=lambda handler: time.sleep(seconds))


def dripping(body: bytes, seconds: float) -> Served:
    """The server gives a byte now and then, each within any patience for a single piece."""

    def send(handler):
        handler.send_response(200)
        handler.end_headers()
        end = time.monotonic() + seconds
        with contextlib.suppress(OSError):
            for byte in body:
                handler.wfile.write(bytes([byte]))
                if time.monotonic() > end:
                    break
                time.sleep(0.1)

    return Served(instead=send)


@contextlib.contextmanager
def serving(paths: dict[str, Served | list[Served]]) -> Iterator[tuple[str, list]]:
    """Serve paths on this machine; give the address, and the requests as (path, user agent), as they come.

    A list is given one after the other, its last for good.
    """
    asked: list = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers.get("User-Agent", "")))
            served = paths.get(self.path, Served(b"not here", 404))
            if isinstance(served, list):
                served = served.pop(0) if len(served) > 1 else served[0]
            if served.instead:
                served.instead(self)
                return
            self.send_response(served.status)
            for name, value in {"Content-Length": str(len(served.body)), **served.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(served.body)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
