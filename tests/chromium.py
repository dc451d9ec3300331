"""A real Chromium, the one scripts/setup/get_chromium.py found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield a running browser of its own; each thread needs one."""
    libraries = ROOT / ".cache" / "driver-libraries"
    with pytest.MonkeyPatch.context() as patch:
        if libraries.exists():
            # Only Playwright's driver needs them, and it takes the environment as it is when it starts.
            patch.setenv("LD_LIBRARY_PATH", libraries.read_text(encoding="utf-8"))
        starting = sync_playwright()
        playwright = starting.start()
    command = (ROOT / ".cache" / "chromium-path").read_text(encoding="utf-8").strip()
    browser = playwright.chromium.launch(executable_path=command, args=OPTIONS)
    yield browser
    browser.close()
    playwright.stop()
