"""A running Chromium for the tests, the downloads and the benchmarks: the one scripts/setup/get_chromium.py found."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

CACHE = Path(__file__).resolve().parents[1] / ".cache"
# The environment is one for all threads.
_STARTING = threading.Lock()
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def _driver() -> Playwright:
    """Start Playwright's driver, with the libraries a bare system lacks; only the driver is given them."""
    libraries, before = CACHE / "driver-libraries", os.environ.get("LD_LIBRARY_PATH")
    if not libraries.exists():
        return sync_playwright().start()
    os.environ["LD_LIBRARY_PATH"] = libraries.read_text(encoding="utf-8")
    try:
        return sync_playwright().start()
    finally:
        if before is None:
            del os.environ["LD_LIBRARY_PATH"]
        else:
            os.environ["LD_LIBRARY_PATH"] = before


@contextmanager
def started() -> Iterator[Playwright]:
    """Yield Playwright with its driver running; each thread needs one."""
    with _STARTING:
        playwright = _driver()
    try:
        yield playwright
    finally:
        playwright.stop()


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield a running browser of its own; each thread needs one.

    Raises RuntimeError when scripts/setup/get_chromium.py has not run.
    """
    try:
        command = (CACHE / "chromium-path").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        mend = "run scripts/setup/get_chromium.py, as the Makefile does"
        raise RuntimeError(f"no Chromium has been looked for yet. Mend: {mend}.") from None
    with started() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=OPTIONS)
        try:
            yield browser
        finally:
            browser.close()
