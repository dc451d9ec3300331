"""Find a Chromium for the browser tests, or get one, and say which.

In this order: Debian's package where it is installed or can be installed (as root);
another Chromium or Chrome on PATH; Debian's packages unpacked into ``.cache/chromium/``
where there is apt but no root; the one Playwright downloads. The command to start it
is written to ``.cache/chromium-path``.

Playwright's own driver needs libatomic, which a small Debian lacks; it comes the same
way, and where it was unpacked, its folder is written to ``.cache/driver-libraries``.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
ANSWER = CACHE / "chromium-path"
LIBRARIES = CACHE / "driver-libraries"
PACKAGES = ("chromium", "fonts-dejavu-core", "libatomic1")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def works(command: str) -> bool:
    """Say whether ``command`` starts and names its version."""
    try:
        run = subprocess.run([command, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0 and b"Chrom" in run.stdout


def installed() -> str | None:
    """Return a Chromium on PATH, Debian's first; None without one."""
    return next((path for name in NAMES if (path := shutil.which(name)) and works(path)), None)


def install_as_root() -> str | None:
    """Install Debian's package; None where that cannot be done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *PACKAGES]):
        if subprocess.run(["apt-get", *arguments], capture_output=True, env=environment).returncode != 0:
            return None
    return installed()


def unpack_without_root() -> str | None:
    """Unpack Debian's package and what it needs below ``.cache/chromium/``; None where that cannot be done.

    apt resolves and downloads with state of its own, so that the system's is not touched.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    base, tree = CACHE / "chromium", CACHE / "chromium" / "tree"
    starter = base / "chromium"
    contents = base / "packages"
    if contents.exists() and contents.read_text(encoding="utf-8") == " ".join(PACKAGES) and works(str(starter)):
        return str(starter)
    for folder in ("lists/partial", "archives/partial"):
        (base / folder).mkdir(parents=True, exist_ok=True)
    options = [
        "-qq", "-o", f"Dir::State::Lists={base / 'lists'}", "-o", f"Dir::Cache={base}",
        "-o", f"Dir::Cache::Archives={base / 'archives'}", "-o", "Debug::NoLocking=1",
    ]  # fmt: skip
    install = ["install", "-y", "--no-install-recommends", "--download-only", *PACKAGES]
    for arguments in (["update"], install):
        if subprocess.run(["apt-get", *options, *arguments], capture_output=True).returncode != 0:
            return None
    for package in sorted((base / "archives").glob("*.deb")):
        if subprocess.run(["dpkg-deb", "-x", str(package), str(tree)], capture_output=True).returncode != 0:
            return None
    libraries = [*tree.glob("usr/lib/*-linux-gnu"), *tree.glob("lib/*-linux-gnu"), tree / "usr/lib/chromium"]
    folders = ":".join(map(str, [*libraries, *(sub for lib in libraries for sub in lib.glob("*") if sub.is_dir())]))
    # Without a font a page crashes, and Debian's configuration only knows those of the system.
    fonts = base / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{tree}/usr/share/fonts</dir>\n  <cachedir>{base}/font-cache</cachedir>\n</fontconfig>\n",
        encoding="utf-8",
    )
    starter.write_text(
        f'#!/bin/sh\nexport LD_LIBRARY_PATH="{folders}"\nexport FONTCONFIG_FILE="{fonts}"\n'
        f'exec "{tree}/usr/lib/chromium/chromium" "$@"\n',
        encoding="utf-8",
    )
    starter.chmod(starter.stat().st_mode | stat.S_IXUSR)
    contents.write_text(" ".join(PACKAGES), encoding="utf-8")
    return str(starter) if works(str(starter)) else None


def from_playwright() -> str | None:
    """Let Playwright download its Chromium; None where that cannot be done."""
    run = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True)
    if run.returncode != 0:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if works(path) else None


def driver_starts(libraries: str = "") -> bool:
    """Say whether Playwright's driver runs, with ``libraries`` (folders joined by colons) on its path."""
    from playwright._impl._driver import compute_driver_executable

    environment = {**os.environ, "LD_LIBRARY_PATH": libraries} if libraries else None
    try:
        run = subprocess.run([*compute_driver_executable(), "--version"], capture_output=True, env=environment)
    except OSError:
        return False
    return run.returncode == 0


def get_driver_libraries() -> bool:
    """See that the driver runs: as it is, with Debian's package installed, or with it unpacked."""
    LIBRARIES.unlink(missing_ok=True)
    if driver_starts():
        return True
    install_as_root()
    if driver_starts():
        return True
    unpack_without_root()
    folders = ":".join(str(folder) for folder in (CACHE / "chromium" / "tree").glob("usr/lib/*-linux-gnu"))
    if folders and driver_starts(folders):
        LIBRARIES.write_text(folders, encoding="utf-8")
        return True
    return False


WAYS = (
    ("already installed", installed),
    ("Debian's package, installed now", install_as_root),
    ("Debian's package, unpacked into .cache/chromium", unpack_without_root),
    ("Playwright's own", from_playwright),
)


def main() -> int:
    CACHE.mkdir(exist_ok=True)
    for name, way in WAYS:
        command = way()
        if command:
            if not get_driver_libraries():
                print(
                    "get_chromium: Playwright's driver does not start. Mend: 'sudo apt-get install libatomic1'.",
                    file=sys.stderr,
                )
                return 1
            ANSWER.write_text(command + "\n", encoding="utf-8")
            print(f"Chromium for the browser tests: {command} ({name})")
            return 0
    print(
        "get_chromium: no Chromium is to be had. Mend: 'sudo apt-get install chromium', or put one on PATH.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
