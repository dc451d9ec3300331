"""Debian's packages for what the tests need: installed where one is root, and never in the way of another program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

# How long another program may hold apt's lock: an unattended upgrade takes some minutes.
PATIENCE = 300.0
PAUSE = 3.0
# What apt-get says when another program holds one of its locks (apt-pkg/contrib/fileutl.cc, apt-pkg/deb/debsystem.cc).
LOCKED = ("Could not get lock", "Unable to lock", "Unable to acquire the dpkg frontend lock")


def can_install() -> bool:
    """Say whether Debian's packages can be installed here: there is an apt-get, and one is root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_get(
    *arguments: str,
    run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run,
    sleep: Callable[[float], None] = time.sleep,
    patience: float = PATIENCE,
) -> str:
    """Run apt-get, waiting while another program holds its lock; return what went wrong, "" when nothing did.

    patience: seconds to wait for the lock at most. That it waits is said on standard error, once.
    """
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    waited = 0.0
    while True:
        done = run(["apt-get", *arguments], capture_output=True, text=True, errors="replace", env=environment)
        if done.returncode == 0:
            return ""
        if not any(sign in done.stderr for sign in LOCKED):
            lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
            return f"apt-get {arguments[0]}: {lines[-1] if lines else f'exit status {done.returncode}'}"
        if waited >= patience:
            return f"apt-get {arguments[0]}: another program has held apt's lock for {waited:.0f} s"
        if not waited:
            print(f"Another program holds apt's lock; waiting up to {patience:.0f} s …", file=sys.stderr, flush=True)
        sleep(PAUSE)
        waited += PAUSE


def install(packages: Sequence[str]) -> str:
    """Install Debian's packages; return what went wrong, "" when nothing did."""
    if not can_install():
        return "needs root and apt-get"
    return apt_get("update", "-q") or apt_get("install", "-q", "-y", "--no-install-recommends", *packages)
