"""Put the pinned uv beside the project, with nothing but Python's standard library.

A fresh Debian has python3 but neither pip nor venv, so uv cannot be installed
the usual way there. It is a single binary inside a wheel: this script takes the
wheel from the package index, checks its SHA-256 against the pin below, unpacks
the binary into ``.cache/tools/`` and prints its path.

A ``uv`` of the pinned version that is already on PATH is used as it is.
The index is https://pypi.org/simple unless UV_DEFAULT_INDEX or PIP_INDEX_URL
names another. Exit status 1 with one line that says what to do when it fails.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

VERSION = "0.13.9"

# Wheel file names and their SHA-256, from the package index. To move to a newer
# uv: change VERSION and copy the names and sums from <index>/uv/.
WHEELS = {
    ("Linux", "x86_64"): (
        "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("Linux", "aarch64"): (
        "uv-0.13.9-py3-none-manylinux_2_28_aarch64.whl",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
    ("Darwin", "x86_64"): (
        "uv-0.13.9-py3-none-macosx_10_12_x86_64.whl",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
    ("Darwin", "arm64"): (
        "uv-0.13.9-py3-none-macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
}
TOOLS = Path(__file__).resolve().parents[2] / ".cache" / "tools"


class SetupError(Exception):
    """Something a person has to mend before the set-up can go on."""


def has_version(binary: str) -> bool:
    """Say whether ``binary`` runs and is uv of the pinned version."""
    try:
        shown = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return shown.stdout.split()[:2] == ["uv", VERSION]


def fetch(url: str, accept: str = "*/*") -> bytes:
    """Return the body at ``url``; raise SetupError with the mend when it is not to be had."""
    request = urllib.request.Request(url, headers={"Accept": accept, "User-Agent": "get-uv"})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read()
    except OSError as error:
        hint = (
            "Debian's package ca-certificates is missing (apt-get install ca-certificates)"
            if "CERTIFICATE_VERIFY_FAILED" in str(error)
            else "check the network, or set UV_DEFAULT_INDEX to a package index you can reach, "
            f"or put uv {VERSION} on PATH"
        )
        raise SetupError(f"cannot fetch {url}: {error}. Mend: {hint}.") from error


def wheel_address(index: str, name: str) -> str:
    """Return the download address of the wheel ``name`` on the package index (PEP 503 or PEP 691)."""
    page_address = f"{index.rstrip('/')}/uv/"
    body = fetch(page_address, "application/vnd.pypi.simple.v1+json, text/html;q=0.5").decode()
    if body.lstrip().startswith("{"):
        links = [entry["url"] for entry in json.loads(body)["files"] if entry["filename"] == name]
    else:
        links = [link for link in re.findall(r'href="([^"]+)"', body) if f"/{name}" in link]
    if not links:
        raise SetupError(f"{page_address} does not offer {name}. Mend: set UV_DEFAULT_INDEX to one that does.")
    return urllib.parse.urljoin(page_address, links[0].split("#")[0])


def install() -> Path:
    """Return the path of the pinned uv below ``.cache/tools/``, fetched if it is not there yet."""
    target = TOOLS / f"uv-{VERSION}"
    if target.exists() and has_version(str(target)):
        return target
    machine = (platform.system(), platform.machine())
    if machine not in WHEELS:
        raise SetupError(f"no uv is pinned for {machine}. Mend: install uv {VERSION} yourself and put it on PATH.")
    name, digest = WHEELS[machine]
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
    wheel = fetch(wheel_address(index, name))
    found = hashlib.sha256(wheel).hexdigest()
    if found != digest:
        raise SetupError(f"{name} has SHA-256 {found}, pinned is {digest}. Mend: do not use this index; report it.")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        member = next(entry for entry in archive.namelist() if entry.endswith("/scripts/uv"))
        TOOLS.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".part")
        unfinished.write_bytes(archive.read(member))
    unfinished.chmod(0o755)
    unfinished.replace(target)
    return target


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 (this one script meets any python3 there is)
        print(f"get_uv: python3 is {platform.python_version()}; 3.11 or newer is needed.", file=sys.stderr)
        return 1
    on_path = shutil.which("uv")
    try:
        print(on_path if on_path and has_version(on_path) else install())
    except SetupError as error:
        print(f"get_uv: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
