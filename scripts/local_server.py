"""A server of this machine for a built site, for the tests, the benchmarks and the pictures."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class _Quiet(http.server.SimpleHTTPRequestHandler):
    below = ""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.below))

    def log_message(self, *arguments: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves a page hangs up on what it had asked for there: no fault of anybody's.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, below: str = "") -> Iterator[str]:
    """Yield the address a folder is served at, without a final slash.

    below: the path it is served below ("/arbeidsinkludering"), as where a site is published
    """
    handler = type("_Below", (_Quiet,), {"below": below})
    server = _Server(("127.0.0.1", 0), functools.partial(handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
