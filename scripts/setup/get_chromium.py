"""Find a Chromium for the browser tests, or get one, and say which.

In this order: Chromium's headless shell (the same engine without the windows around it: a page
opens in less than half the time); Debian's package of it, where one is root; another Chromium or
Chrome on PATH; Debian's package unpacked into ``.cache/chromium/`` where there is apt but no
root; the one Playwright downloads. Each is tried on a real page with text and a picture before it
is chosen. The command to start it is written to ``.cache/chromium-path``.

Playwright's own driver needs libatomic, which a small Debian lacks; it comes the same
way, and where it was unpacked, its folder is written to ``.cache/driver-libraries``.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import debian

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
ANSWER = CACHE / "chromium-path"
LIBRARIES = CACHE / "driver-libraries"
SHELL = "chromium-headless-shell"
PACKAGES = (SHELL, "fonts-dejavu-core", "libatomic1")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A picture of four pixels and a word in the system's own font: what a Chromium without fonts or codecs fails on.
PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91Jp"
    "zAAAAFklEQVR4nGPkqjjBwMDAxMDAwMDAAAAO5AFORZ0V2QAAAABJRU5ErkJggg=="
)
TRIAL_PAGE = f'<!doctype html><html lang="nb"><title>Prøve</title><p><span>Blåbærsyltetøy</span><img src="{PICTURE}">'
TRIAL = """async () => {
  await document.querySelector("img").decode();
  return [document.querySelector("span").getBoundingClientRect().width, document.querySelector("img").naturalWidth];
}"""


class NotToBeHad(Exception):
    """One way to a Chromium does not lead to one; the message says why."""


def try_out(command: str) -> None:
    """Open a page with text and a picture in the browser that ``command`` starts.

    Raises NotToBeHad when it does not start, crashes, or shows no text or no picture.
    """
    sys.path.insert(0, str(ROOT / "scripts"))
    from chromium import OPTIONS, started

    try:
        with started() as playwright:
            browser = playwright.chromium.launch(executable_path=command, args=OPTIONS, timeout=60_000)
            try:
                page = browser.new_page()
                page.set_content(TRIAL_PAGE, timeout=30_000)
                width, pixels = page.evaluate(TRIAL)
                page.screenshot(timeout=30_000)
            finally:
                browser.close()
    except Exception as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        raise NotToBeHad(f"{command} opens no page: {lines[0] if lines else type(error).__name__}") from error
    if width < 20:
        raise NotToBeHad(f"{command} shows no text; it finds no font ('sudo apt-get install fonts-dejavu-core')")
    if pixels != 2:
        raise NotToBeHad(f"{command} shows no picture")


def _on_path(*names: str) -> str:
    faults = []
    for path in filter(None, map(shutil.which, names)):
        try:
            try_out(path)
        except NotToBeHad as fault:
            faults.append(str(fault))
        else:
            return path
    raise NotToBeHad("; ".join(faults) or f"none of {', '.join(names)} is on PATH")


def shell_on_path() -> str:
    """Return Chromium's headless shell as it is installed."""
    return _on_path(SHELL)


def install_as_root() -> str:
    """Install Debian's package of the headless shell and return it."""
    if fault := debian.install(PACKAGES):
        raise NotToBeHad(fault)
    return _on_path(SHELL)


def other_on_path() -> str:
    """Return another Chromium or Chrome on PATH, Debian's first."""
    return _on_path(*NAMES)


def unpack_without_root() -> str:
    """Unpack Debian's package and what it needs below ``.cache/chromium/`` and return what starts it.

    apt resolves and downloads with state of its own, so that the system's is not touched.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise NotToBeHad("needs apt-get and dpkg-deb")
    base, tree = CACHE / "chromium", CACHE / "chromium" / "tree"
    starter = base / "chromium"
    contents = base / "packages"
    if contents.exists() and contents.read_text(encoding="utf-8") == " ".join(PACKAGES):
        try:
            try_out(str(starter))
        except NotToBeHad:
            contents.unlink()
        else:
            return str(starter)
    for folder in ("lists/partial", "archives/partial"):
        (base / folder).mkdir(parents=True, exist_ok=True)
    options = [
        "-qq", "-o", f"Dir::State::Lists={base / 'lists'}", "-o", f"Dir::Cache={base}",
        "-o", f"Dir::Cache::Archives={base / 'archives'}", "-o", "Debug::NoLocking=1",
    ]  # fmt: skip
    install = ["install", "-y", "--no-install-recommends", "--download-only", *PACKAGES]
    for arguments in (["update"], install):
        if fault := debian.apt_get(*arguments[:1], *options, *arguments[1:]):
            raise NotToBeHad(fault)
    for package in sorted((base / "archives").glob("*.deb")):
        if subprocess.run(["dpkg-deb", "-x", str(package), str(tree)], capture_output=True).returncode != 0:
            raise NotToBeHad(f"{package.name} cannot be unpacked (is the disk full?)")
    programs = sorted(tree.glob("usr/lib/chromium*/*headless*shell*")) or sorted(tree.glob(f"usr/bin/{SHELL}"))
    if not programs:
        raise NotToBeHad(f"Debian's package has no {SHELL} in it")
    libraries = [*tree.glob("usr/lib/*-linux-gnu"), *tree.glob("lib/*-linux-gnu"), programs[0].parent]
    folders = ":".join(map(str, [*libraries, *(sub for lib in libraries for sub in lib.glob("*") if sub.is_dir())]))
    # Debian's configuration knows the system's fonts only, and apt unpacks a font only where the system has none.
    fonts = base / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{tree}/usr/share/fonts</dir>\n  <dir>/usr/share/fonts</dir>\n  <dir>/usr/local/share/fonts</dir>\n"
        '  <include ignore_missing="yes">/etc/fonts/conf.d</include>\n'
        f"  <cachedir>{base}/font-cache</cachedir>\n</fontconfig>\n",
        encoding="utf-8",
    )
    starter.write_text(
        f'#!/bin/sh\nexport LD_LIBRARY_PATH="{folders}"\nexport FONTCONFIG_FILE="{fonts}"\nexec "{programs[0]}" "$@"\n',
        encoding="utf-8",
    )
    starter.chmod(starter.stat().st_mode | stat.S_IXUSR)
    try_out(str(starter))
    contents.write_text(" ".join(PACKAGES), encoding="utf-8")
    return str(starter)


def from_playwright() -> str:
    """Let Playwright download its Chromium and return it."""
    run = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, text=True, errors="replace"
    )
    if run.returncode != 0:
        lines = [line.strip() for line in run.stderr.splitlines() if line.strip()]
        raise NotToBeHad(f"the download ended: {lines[-1] if lines else run.returncode}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    try_out(path)
    return path


def driver_starts(libraries: str = "") -> bool:
    """Say whether Playwright's driver runs, with ``libraries`` (folders joined by colons) on its path."""
    from playwright._impl._driver import compute_driver_executable

    environment = {**os.environ, "LD_LIBRARY_PATH": libraries} if libraries else None
    try:
        run = subprocess.run([*compute_driver_executable(), "--version"], capture_output=True, env=environment)
    except OSError:
        return False
    return run.returncode == 0


def _unpack_libatomic() -> None:
    """Unpack libatomic below ``.cache/chromium/driver``; where it cannot be had, do nothing."""
    base = CACHE / "chromium" / "driver"
    base.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", "-qq", "libatomic1"], capture_output=True, cwd=base)
    for package in sorted(base.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(package), str(base / "tree")], capture_output=True)


def get_driver_libraries() -> bool:
    """See that the driver runs: as it is, with Debian's package installed, or with it unpacked."""
    LIBRARIES.unlink(missing_ok=True)
    if driver_starts():
        return True
    if not debian.install(["libatomic1"]) and driver_starts():
        return True
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        _unpack_libatomic()
    folders = ":".join(str(folder) for folder in (CACHE / "chromium" / "driver" / "tree").glob("usr/lib/*-linux-gnu"))
    if folders and driver_starts(folders):
        LIBRARIES.write_text(folders, encoding="utf-8")
        return True
    return False


WAYS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("already installed", shell_on_path),
    ("Debian's package, installed now", install_as_root),
    ("already installed", other_on_path),
    ("Debian's package, unpacked into .cache/chromium", unpack_without_root),
    ("Playwright's own", from_playwright),
)


def main() -> int:
    CACHE.mkdir(exist_ok=True)
    # The browser is tried through the driver, so the driver comes first.
    if not get_driver_libraries():
        mend = "'sudo apt-get install libatomic1'"
        print(f"get_chromium: Playwright's driver does not start. Mend: {mend}.", file=sys.stderr)
        return 1
    faults = []
    for name, way in WAYS:
        try:
            command = way()
        except NotToBeHad as fault:
            faults.append(f"  {way.__name__.replace('_', ' ')}: {fault}")
            continue
        ANSWER.write_text(command + "\n", encoding="utf-8")
        print(f"Chromium for the browser tests: {command} ({name})")
        return 0
    reasons = "\n".join(faults)
    mend = f"'sudo apt-get install {' '.join(PACKAGES)}', or put a Chromium on PATH"
    print(f"get_chromium: no Chromium opens a page here.\n{reasons}\nMend: {mend}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
