"""A server for those who write: the site as it is now, built anew at every save, or what is wrong with it.

Each build runs in a process of its own (``build_site.py``), so that a change to the code takes
effect like any other and a build that crashes ends nothing. At a change everything is checked,
and the pages that were changed or stand open in a browser are built first and shown; the whole
site follows behind them, unless a new change comes in between. The next build's process is started
ahead, so that it has loaded its code when it is needed. A good build gets a folder of its
own and is served when it is whole; while something is wrong, every page says what. A small
script, added to pages as they are sent and never to ``site/``, asks for the page's version and
loads it again when it has changed.

This module uses nothing of ``knowledge``: what it had loaded would be old after a change there.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import json
import mimetypes
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

SCRIPTS = Path(__file__).resolve().parent
WATCHED = ("docs", "bibliography", "overrides", "scripts")
CONFIGURATION = "mkdocs.yml"
# What editors and systems leave behind, and what Python makes: nothing is built for these.
_NOT_WATCHED = re.compile(r"^(?:\.|#|~|__pycache__$|4913$)|(?:~|\.(?:bak|orig|rej|swp|swo|swx|tmp|part|pyc))$")
_OWN = "/.live/"
_ASK_ANEW = 0.2  # seconds between two looks at whether a build is still wanted
_SETTLED = 0.15  # seconds without a change: a save is whole
_LOOK_ANYWAY = 2.0  # seconds; an event may be lost
_OPEN = 3.0  # seconds since a page asked for its version: it still stands open
Files = dict[str, tuple[int, int]]  # name -> time of change, size

_RELOAD = """\
// Sent by `make serve` only: loads the page again when the site has been built anew.
{
  const { version } = document.currentScript.dataset;
  const ask = async () => {
    try {
      const page = encodeURIComponent(location.pathname);
      const answer = document.hidden ? null : await fetch(`/.live/version?page=${page}`);
      if (answer?.ok && (await answer.text()) !== version) return location.reload();
    } catch {
      // The server is away; it may come back.
    }
    setTimeout(ask, 250);
  };
  ask();
}
"""
_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
li {{ margin-block: 1rem; }}
code, pre {{ font-family: ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }}
</style>
</head>
<body>
<h1>{title}</h1>
{content}
</body>
</html>
"""


@dataclass(frozen=True)
class State:
    """What is served.

    version: differs from every version before it; frame: differs when what all pages share may have changed
    folders: good builds, in the order they are asked for a file; none before the first
    problems, messages: what is wrong now; base: the path the site is served below, with both slashes
    """

    version: str
    frame: str = ""
    folders: tuple[Path, ...] = ()
    problems: tuple[dict[str, Any], ...] = ()
    messages: tuple[str, ...] = ()
    base: str = "/"

    @property
    def broken(self) -> bool:
        return bool(self.problems or self.messages)


class _WaitingBuild:
    """A process that loads what a build needs and waits to be told what to build."""

    def __init__(self) -> None:
        self._code = _code()
        command = [sys.executable, str(SCRIPTS / "build_site.py"), "--wait"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip

    @property
    def good(self) -> bool:
        """Whether it runs, and what it has loaded is still what the files say."""
        return self._process.poll() is None and self._code == _code()

    def begin(self, arguments: list[str]) -> subprocess.Popen[str]:
        """Tell it what to build; return the process. One that has ended meanwhile shows by its output."""
        line = self._process.stdin
        assert line is not None
        with contextlib.suppress(OSError):
            line.write(json.dumps(arguments) + "\n")
            line.close()
        # So that ``communicate`` asks nothing of it.
        self._process.stdin = None
        return self._process

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def _code() -> Files:
    """Return what tells this state of the code from another: time and size of each file."""
    found = {}
    for file in SCRIPTS.rglob("*.py"):
        # An editor may put another file in its place meanwhile.
        with contextlib.suppress(OSError):
            facts = file.stat()
            found[str(file)] = (facts.st_mtime_ns, facts.st_size)
    return found


@dataclass
class LiveSite:
    """The project folder ``project``, built whenever it changes into folders below ``kept``.

    ``state`` is replaced as a whole, so that a request sees one state from beginning to end.
    """

    project: Path
    kept: Path
    state: State = field(default_factory=lambda: State(f"{os.getpid()}-0"))
    stopping: threading.Event = field(default_factory=threading.Event)
    # The paths of pages that stand open in a browser -> when they last asked for their version.
    asked: dict[str, float] = field(default_factory=dict)
    _hint: threading.Event = field(default_factory=threading.Event)
    _child: subprocess.Popen[str] | None = None
    _waiting: _WaitingBuild | None = None
    _builds: int = 0
    _frame: str = ""

    def run(self) -> None:
        """Build, and build again at each change, until ``stop`` is called."""
        shutil.rmtree(self.kept, ignore_errors=True)
        self.kept.mkdir(parents=True)
        observer = self._observe()
        own = self._own_code()
        built: Files = {}
        behind = True
        while not self.stopping.is_set():
            found = self._settled()
            if found != built:
                changed = {name for name in found.keys() | built.keys() if found.get(name) != built.get(name)}
                built = found
                if not self._only_texts(changed):
                    self._frame = f"{os.getpid()}-{self._builds}"
                behind = self._build_first(changed)
                if own and own != (own := self._own_code()):
                    say("The server's own code has changed: stop it (Ctrl-C) and start it again to use it.")
            elif behind:
                behind = not self._build_whole(built)
            else:
                self._hint.wait(_LOOK_ANYWAY if observer else 0.5)
                self._hint.clear()
        if observer:
            observer.stop()
        if self._waiting:
            self._waiting.end()
        shutil.rmtree(self.kept, ignore_errors=True)

    def stop(self) -> None:
        """End ``run`` soon, and a build that is under way."""
        self.stopping.set()
        self._hint.set()
        if self._child is not None:
            self._child.terminate()

    # --- What has changed ---

    def _observe(self) -> Any:
        """Return what tells of changes, started; None where the system gives no more of them (then it is looked)."""
        hint = self._hint

        class Told(FileSystemEventHandler):
            def on_any_event(self, event: Any) -> None:
                if not _NOT_WATCHED.search(Path(os.fsdecode(event.src_path)).name):
                    hint.set()

        observer = Observer()
        try:
            for name in WATCHED:
                if (self.project / name).is_dir():
                    observer.schedule(Told(), str(self.project / name), recursive=True)
            observer.schedule(Told(), str(self.project))
            observer.start()
        except OSError:
            return None
        return observer

    def _files(self) -> Iterator[Path]:
        yield self.project / CONFIGURATION
        for name in WATCHED:
            for folder, folders, files in os.walk(self.project / name):
                folders[:] = [one for one in folders if not _NOT_WATCHED.search(one)]
                yield from (Path(folder) / one for one in files if not _NOT_WATCHED.search(one))

    def _print(self) -> Files:
        """Return what tells this state of the files from another: time and size of each."""
        found = {}
        for file in self._files():
            try:
                facts = file.stat()
            except OSError:
                continue
            found[str(file)] = (facts.st_mtime_ns, facts.st_size)
        return found

    def _settled(self) -> Files:
        """Return the state of the files when nothing has changed for a moment: a save may come in pieces."""
        found = self._print()
        for _ in range(20):
            self.stopping.wait(_SETTLED)
            if found == (found := self._print()):
                break
        return found

    @staticmethod
    def _own_code() -> tuple[int, ...]:
        files = (Path(__file__), SCRIPTS / "commands" / "serve.py", SCRIPTS / "maintain.py")
        return tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)

    # --- Building ---

    def _build_first(self, changed: set[str]) -> bool:
        """Check everything and build the pages one sees first; return whether the whole site is to be built behind."""
        before, pages = self.state, self._seen_first(changed)
        if not before.folders or not pages:
            # Nothing to be seen first: the whole site at once.
            return True
        target = self.kept / f"first-{self._builds + 1}"
        outcome = self._run(target, ["--only", *pages])
        if outcome is None or not target.is_dir():
            return outcome is not None and not self.state.broken
        whole = tuple(folder for folder in before.folders if folder.name.startswith("site-"))
        self.state = State(outcome["version"], self._frame, (target, *whole), base=outcome["base"])
        say(f"Shown in {outcome['took']:.1f} s: {', '.join(pages)}. The rest follows …")
        return True

    def _seen_first(self, changed: set[str]) -> list[str]:
        """Return the pages, below ``docs/``, that were changed or stand open in a browser."""
        docs, now, base = self.project / "docs", time.monotonic(), self.state.base
        pages = {Path(name).relative_to(docs).as_posix() for name in changed if Path(name).is_relative_to(docs)}
        for path, when in list(self.asked.items()):
            if now - when > _OPEN:
                self.asked.pop(path, None)
            elif path.startswith(base):
                address = path.removeprefix(base).removesuffix("index.html").strip("/")
                pages |= {f"{address}.md", f"{address}/index.md".lstrip("/")}
        return sorted(page for page in pages if page.endswith(".md") and (docs / page).is_file())

    def _only_texts(self, changed: set[str]) -> bool:
        """Return whether nothing that all pages share, such as a style, a script or a template, is among files."""
        registers = str(self.project / "bibliography") + os.sep
        return all(name.startswith(registers) or name.endswith(".md") for name in changed)

    def _build_whole(self, built: Files) -> bool:
        """Build the whole site; return False when it was given up for a new change, which is to be shown first."""
        target, before = self.kept / f"site-{self._builds + 1}", self.state
        first = not before.folders
        outcome = self._run(target, [], given_up=None if first else lambda: self._print() != built)
        if outcome is None:
            return self.stopping.is_set()
        if not target.is_dir():
            return True
        # What was shown first may still be asked for its styles.
        shown = tuple(folder for folder in before.folders if folder.name.startswith("first-"))[:1]
        self.state = State(outcome["version"], self._frame, (target, *shown), base=outcome["base"])
        say(f"Built in {outcome['took']:.1f} s.")
        # A request that began before may still read the last one; those before that are done with.
        for old in [*self.kept.glob("site-*"), *self.kept.glob("first-*")]:
            if old not in (target, *shown, *before.folders):
                shutil.rmtree(old, ignore_errors=True)
        return True

    def _run(
        self, target: Path, arguments: list[str], given_up: Callable[[], bool] | None = None
    ) -> dict[str, Any] | None:
        """Build into ``target``; return what came of it, None when it was ended before. What is wrong is shown.

        given_up: asked now and then; the build is ended when it is true
        """
        self._builds += 1
        report = self.kept / "report.json"
        report.unlink(missing_ok=True)
        command = [str(self.project), "--into", str(target), "--draft", *arguments, "--report", str(report)]
        begun = time.monotonic()
        child = self._child = self._process().begin(command)
        if not arguments:
            # While the whole site is built, the process that is to show the next change loads its code.
            self._waiting = _WaitingBuild()
        while True:
            try:
                printed, _ = child.communicate(timeout=_ASK_ANEW)
                break
            except subprocess.TimeoutExpired:
                if given_up is not None and self._hint.is_set():
                    self._hint.clear()
                    if given_up():
                        child.terminate()
                        child.communicate()
                        return None
        if self.stopping.is_set():
            return None
        before, version = self.state, f"{os.getpid()}-{self._builds}"
        outcome = _read_report(report, printed) | {"version": version, "took": time.monotonic() - begun}
        outcome["base"] = outcome["base"] or before.base
        if outcome["problems"] or outcome["messages"]:
            problems, messages = tuple(outcome["problems"]), tuple(outcome["messages"])
            self.state = State(version, before.frame, before.folders, problems, messages, outcome["base"])
            say(printed.strip(), f"Every page shows this until it is mended ({outcome['took']:.1f} s).")
        return outcome

    def _process(self) -> _WaitingBuild:
        """Return a process that builds with the code as it is now."""
        waiting, self._waiting = self._waiting, None
        if waiting and not waiting.good:
            waiting.end()
            waiting = None
        return waiting or _WaitingBuild()

    def version_of(self, state: State, path: str) -> str:
        """Return what tells the page at a path, as it would be sent, from what was sent of it before."""
        if state.broken or not state.folders:
            return state.version
        file = _file(state, path) or state.folders[-1] / "404.html"
        try:
            content = file.read_bytes()
        except OSError:
            content = b""
        return f"{state.frame}-{hashlib.sha256(content).hexdigest()[:16]}"


def say(*lines: str) -> None:
    """Print lines at once, also into a pipe."""
    print(*lines, sep="\n", flush=True)


def _read_report(file: Path, printed: str) -> dict[str, Any]:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        end = printed.strip() or "The build ended without a word."
        return {"problems": [], "messages": [end], "base": ""}


# --- Serving ---


class Handler(BaseHTTPRequestHandler):
    """Answers with a file of the last good build, or with what is wrong."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    live: LiveSite

    def do_GET(self) -> None:
        state = self.live.state
        path = _path(self.path)
        if path == f"{_OWN}version":
            self._send(200, self._version(state).encode(), "text/plain; charset=utf-8")
        elif path == f"{_OWN}reload.js":
            self._send(200, _RELOAD.encode(), "text/javascript; charset=utf-8")
        else:
            self._answer(state, path)

    do_HEAD = do_GET

    def _version(self, state: State) -> str:
        """Return the version of the page that asks, which stands open then; of the whole when none is named."""
        pages = parse_qs(urlsplit(self.path).query).get("page")
        if not pages:
            return state.version
        self.live.asked[pages[0]] = time.monotonic()
        return self.live.version_of(state, pages[0])

    def _answer(self, state: State, path: str) -> None:
        file = _file(state, path)
        page = file is None or file.suffix == ".html"
        if state.broken and page:
            self._html(503, _problem_page(state), state)
        elif not state.folders:
            wait = "<p>The page comes by itself when the site has been built.</p>"
            self._html(503, _PAGE.format(title="Building …", content=wait), state)
        elif file is None and not path.startswith(state.base):
            self._redirect(state.base + path.lstrip("/"))
        elif file is not None and file.name == "index.html" and not path.endswith(("/", "index.html")):
            self._redirect(f"{path}/")
        else:
            self._file(state, file, page)

    def _file(self, state: State, file: Path | None, page: bool) -> None:
        sent = file or state.folders[-1] / "404.html"
        try:
            content = sent.read_bytes()
        except OSError:
            content, page = b"There is no such page.\n", True
        if page:
            self._html(200 if file else 404, content.decode("utf-8", errors="replace"), state)
            return
        kind = mimetypes.guess_type(sent.name)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith(("json", "javascript", "xml")):
            kind += "; charset=utf-8"
        self._send(200, content, kind)

    def _html(self, status: int, text: str, state: State) -> None:
        version = self.live.version_of(state, _path(self.path))
        script = f'<script src="{_OWN}reload.js" data-version="{version}"></script>'
        before, end, after = text.rpartition("</body>")
        text = f"{before}{script}{end}{after}" if end else text + script
        self._send(status, text.encode(), "text/html; charset=utf-8")

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing of requests: what is wrong with the content would drown."""


def _path(target: str) -> str:
    """Return the path a request asks for, decoded; "/" for one that cannot be read."""
    try:
        return unquote(urlsplit(target).path) or "/"
    except ValueError:
        return "/"


def _file(state: State, path: str) -> Path | None:
    """Return the file of the newest good build that has what a path means; None when none has."""
    if not path.startswith(state.base) or "\0" in path:
        return None
    for folder in state.folders:
        try:
            file = (folder / path.removeprefix(state.base).lstrip("/")).resolve()
            if not file.is_relative_to(folder.resolve()):
                return None
            if file.is_dir():
                file = file / "index.html"
            if file.is_file():
                return file
        except OSError:
            # A name no file can have.
            return None
    return None


def _problem_page(state: State) -> str:
    count = len(state.problems) + len(state.messages)
    items = []
    for problem in state.problems:
        place, rule = f"{problem['file']}:{problem['line']}", f" [{problem['rule']}]" if problem["rule"] else ""
        mend = f"Mend: {problem['mend']}." + (f" Or run: {problem['command']}" if problem["command"] else "")
        items.append(
            f"<li><code>{html.escape(place)}</code>{html.escape(rule)}<br>"
            f"{html.escape(problem['what'])}.<br>{html.escape(mend)}</li>"
        )
    items += [f"<li><pre>{html.escape(message)}</pre></li>" for message in state.messages]
    title = f"{count} problem{'s' if count > 1 else ''} in the content"
    return _PAGE.format(title=title, content=f"<ol>\n{chr(10).join(items)}\n</ol>")


class Server(ThreadingHTTPServer):
    """A server whose requests end nothing but themselves."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1]
        # A reader who leaves before the answer has come is no fault.
        if not isinstance(error, ConnectionError | TimeoutError):
            say(f"A request failed: {error!r}")


def listen(host: str, port: int, live: LiveSite) -> Server:
    """Return a server that listens at an address; raise OSError when it cannot."""
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    kind = type("LiveServer", (Server,), {"address_family": family})
    return kind((host, port), type("LiveHandler", (Handler,), {"live": live}))
