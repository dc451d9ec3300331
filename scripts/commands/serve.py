"""``maintain.py serve``: the site in the browser, built anew at every save."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import threading
from pathlib import Path

import click
from live_site import LiveSite, listen, say

from commands import project


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to serve.")
@project.option
def serve(address: str, project: Path) -> None:
    """Serve the site, follow every change, and show in the browser what is wrong while something is."""
    host, _, number = address.rpartition(":")
    if not host or not number.isdigit() or int(number) > 65535:
        raise click.BadParameter(f"'{address}' is no address: write HOST:PORT, as in 127.0.0.1:8000.")
    host, port = host.strip("[]"), int(number)
    live = LiveSite(project, project / ".cache" / "serve" / number)
    try:
        server = listen(host, port, live)
    except OSError as error:
        click.echo(_why(error, host, port), err=True)
        sys.exit(1)
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    building = threading.Thread(target=live.run, daemon=True)
    building.start()
    shown = f"[{host}]" if ":" in host else host
    say(f"Serving on http://{shown}:{server.server_port}/ (Ctrl-C stops). Building …")
    # With a time-out, so that a signal is seen at once on every system.
    while not stop.wait(1):
        pass
    live.stop()
    server.shutdown()
    building.join(timeout=5)
    say("Stopped.")


def _why(error: OSError, host: str, port: int) -> str:
    """Return what to say when nothing can be served at an address."""
    if error.errno == errno.EADDRINUSE:
        free = _free_port(host, port)
        mend = f"stop what runs there, or serve elsewhere: make serve ADDRESS={host}:{free}"
        return f"Port {port} on {host} is taken by another program. Mend: {mend}"
    if error.errno == errno.EACCES:
        return f"Port {port} is not for everybody. Mend: use one from 1024 up: make serve ADDRESS={host}:8000"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"This machine has no address '{host}'. Mend: make serve ADDRESS=127.0.0.1:{port}"
    return f"Cannot serve on {host}:{port} ({error.strerror}). Mend: try make serve ADDRESS=127.0.0.1:8001"


def _free_port(host: str, port: int) -> int:
    """Return the next free port after a taken one; any free one when none of the next is."""
    for number in [*range(port + 1, min(port + 50, 65536)), 0]:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
            try:
                tried.bind((host, number))
            except OSError:
                continue
            return tried.getsockname()[1]
    return 8001
