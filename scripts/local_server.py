"""A server of this machine for a built site, for the tests, the benchmarks and the pictures."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    below = ""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix(self.below))

    def log_message(self, *arguments):
        pass


@contextmanager
def served(folder: Path, below: str = "") -> Iterator[str]:
    """Yield the address a folder is served at, without a final slash.

    below: the path it is served below ("/arbeidsinkludering"), as where a site is published
    """
    handler = type("_Below", (_Quiet,), {"below": below})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
