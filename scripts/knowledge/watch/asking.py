"""Asks a server politely: one answer at a time, with an end to how long and how much, and only where it may."""

from __future__ import annotations

import contextlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

# Who asks: the project, no person.
AGENT = "arbeidsinkludering-watch/1 (static site; weekly check)"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class NoAnswer(Exception):
    """No usable answer came. ``what`` says why; ``status`` is that of HTTP, None when none came; ``wait`` is the
    number of seconds the server asked for, None when it asked for none."""

    def __init__(self, what: str, status: int | None = None, wait: float | None = None):
        super().__init__(what)
        self.what, self.status, self.wait = what, status, wait


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds: for a single piece of an answer, and for the whole of it."""

    piece: float = 30
    whole: float = 900


def is_loopback(address: str) -> bool:
    """Say whether an address is on this machine."""
    return (urlsplit(address).hostname or "") in _LOOPBACK


def permitted(address: str) -> bool:
    """Say whether an address may be asked: over https, or on this machine."""
    return urlsplit(address).scheme == "https" or (urlsplit(address).scheme == "http" and is_loopback(address))


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(  # type: ignore[override]
        self, request: Any, answer: Any, code: int, message: str, headers: Any, address: str
    ) -> urllib.request.Request | None:
        if not permitted(address):
            raise NoAnswer(f"the server points to '{address}', which is not https", code)
        return super().redirect_request(request, answer, code, message, headers, address)


class Answer:
    """The body of an answer, read piece by piece until it ends or patience does.

    ``length`` is what the server said it would send, None when it did not say; ``received`` what came.
    """

    def __init__(self, response: Any, patience: Patience):
        self._response, self._end = response, time.monotonic() + patience.whole
        length = response.headers.get("Content-Length", "")
        self.length = int(length) if length.isdigit() else None
        self.received = 0

    def read(self, size: int) -> bytes:
        """Return at most ``size`` bytes, b"" at the end; raise NoAnswer when it stops before its end."""
        if time.monotonic() > self._end:
            raise NoAnswer(f"the answer took too long; {self.received} bytes had come")
        try:
            # read1 gives what has come; read would wait for the whole piece from a server that drips.
            data = self._response.read1(size)
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(f"the answer broke off after {self.received} bytes ({_said(error)})") from error
        self.received += len(data)
        if not data and self.length is not None and self.received < self.length:
            raise NoAnswer(f"the answer broke off: {self.received} of {self.length} bytes came")
        return data


def _said(error: BaseException) -> str:
    reason = getattr(error, "reason", None) or error
    return "timed out" if isinstance(reason, TimeoutError) else str(reason) or type(reason).__name__


def _wait(headers: Any) -> float | None:
    """Return Retry-After in seconds (RFC 9110, 10.2.3); None when it is not there or is no number."""
    value = (headers.get("Retry-After") or "").strip()
    return float(value) if value.isdigit() else None


@contextlib.contextmanager
def asked(address: str, patience: Patience, accept: str = "*/*") -> Iterator[Answer]:
    """Ask an address; give its answer. Raises NoAnswer when it is not permitted, fails or does not answer in time."""
    if not permitted(address):
        raise NoAnswer(f"'{address}' is neither https nor on this machine")
    handlers: list[Any] = [_Redirects()]
    if is_loopback(address):
        handlers.append(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept": accept})
    try:
        response = urllib.request.build_opener(*handlers).open(request, timeout=patience.piece)
    except urllib.error.HTTPError as error:
        with error:
            raise NoAnswer(f"{address} answered {error.code}", error.code, _wait(error.headers)) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(f"{address} gave no answer ({_said(error)})") from error
    with response:
        yield Answer(response, patience)


def read_whole(answer: Answer, most: int) -> bytes:
    """Return the whole body; raise NoAnswer when it is longer than ``most`` bytes."""
    pieces = []
    while data := answer.read(64 * 1024):
        pieces.append(data)
        if answer.received > most:
            raise NoAnswer(f"the answer is longer than {most} bytes")
    return b"".join(pieces)
