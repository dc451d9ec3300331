"""Load the site behind nginx, as the recipe for hosting lays it out, at stepwise rates, beside plain files.

Requests are sent at their times whether the last was answered or not, over 50 connections, for five seconds a step:
one page, its styles and scripts in turn. Sent and measured by h2load (Debian's nghttp2-client,
https://nghttp2.org/documentation/h2load-howto.html). For each rate it prints what was asked for and answered a
second, how many failed, and the milliseconds within which 50, 95 and 99 per cent were answered. A benchmark, not a
test: it judges nothing. It asks this machine only. Usage: hosting.py (needs a built site, nginx and h2load)
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "scripts" / "setup")]

import prepare_hosting  # noqa: E402
from get_tools import NGINX, program  # noqa: E402

RATES = (250, 500, 1000, 2000, 4000, 8000)  # requests a second
SECONDS, CONNECTIONS = 5, 50  # nginx ends a connection after 1,000 requests
BASE = "/"
PLAIN = """worker_processes auto;
pid {temporary}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  client_body_temp_path {temporary}/b; proxy_temp_path {temporary}/p; fastcgi_temp_path {temporary}/f;
  uwsgi_temp_path {temporary}/u; scgi_temp_path {temporary}/s;
  server {{ listen 127.0.0.1:{port}; root {www}; }}
}}
"""


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd="/")
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)


def load(port: int, paths: list[str], rate: int, folder: Path) -> str:
    """Return a line of the table for one rate."""
    log = folder / "log"
    log.unlink(missing_ok=True)
    addresses = folder / "addresses"
    addresses.write_text("".join(f"http://127.0.0.1:{port}{path}\n" for path in paths), encoding="utf-8")
    subprocess.run(
        ["h2load", "--h1", f"--clients={CONNECTIONS}", f"--rps={rate / CONNECTIONS}", f"--requests={rate * SECONDS}",
         f"--input-file={addresses}", f"--log-file={log}", "--header=accept-encoding: gzip",
         "--connection-active-timeout=30s"],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    rows = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]
    starts = [int(start) for start, _, _ in rows]
    took = sorted(int(took) for _, _, took in rows)
    failed = rate * SECONDS - sum(status == "200" for _, status, _ in rows)
    lasted = (max(int(start) + int(took) for start, _, took in rows) - min(starts)) / 1e6
    shares = [took[min(len(took) - 1, int(len(took) * share))] / 1000 for share in (0.5, 0.95, 0.99)]
    return f"{rate:8}{len(rows) / lasted:10.0f}{failed:8}" + "".join(f"{value:9.2f}" for value in shares)


def main() -> int:
    if not NGINX.there or not shutil.which("h2load"):
        print("hosting: needs nginx and h2load. Mend: sudo apt-get install nginx-light nghttp2-client", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="hosting-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        with socket.socket() as tried:
            tried.bind(("127.0.0.1", 0))
            port = tried.getsockname()[1]
        written = folder / "temporary"
        written.mkdir()
        written.chmod(0o777)
        www = folder / "made" / "www"
        prepare_hosting.prepare(ROOT / "site", folder / "made", BASE, f"127.0.0.1:{port}", str(www), str(written))
        plain = folder / "plain.conf"
        plain.write_text(PLAIN.format(temporary=written, port=port, www=www), encoding="utf-8")
        page = (www / "metoder/ips/index.html").read_text(encoding="utf-8")
        assets = sorted(set(re.findall(r"assets/[\w.-]+\.[0-9a-f]{8}\.(?:js|css)", page)))
        paths = [f"{BASE}metoder/ips/", *(BASE + name for name in assets)]
        print(
            f"{len(paths)} files of one page in turn, {CONNECTIONS} connections, {SECONDS} s a step, "
            f"{os.cpu_count()} cores"
        )
        print(f"{'':16}{'asked/s':>8}{'given/s':>10}{'failed':>8}{'50 % ms':>9}{'95 % ms':>9}{'99 % ms':>9}")
        for name, configuration in (("the recipe", folder / "made" / "nginx.conf"), ("plain files", plain)):
            with running([str(program("nginx")), "-c", str(configuration), "-g", "daemon off;"], port):
                for rate in RATES:
                    print(f"{name:16}{load(port, paths, rate, folder)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
