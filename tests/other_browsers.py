"""Firefox and WebKit for the tests: each driven in its own way, both asked the same few things."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from get_tools import FIREFOX, WEBKIT
from seen import IN_THE_WAY

PATIENCE = 20  # seconds
# WebDriver's names for keys (https://www.w3.org/TR/webdriver2/#keyboard-actions).
KEYS = {"Escape": "\ue00c", "Enter": "\ue007", "Tab": "\ue004"}


class Browser:
    """A browser and the page in it; ``driver`` is Marionette's or Selenium's, which agree on most names."""

    def __init__(self, driver: Any):
        self.driver = driver

    def open(self, address: str) -> None:
        (getattr(self.driver, "navigate", None) or self.driver.get)(address)

    def resize(self, width: int, height: int = 800) -> None:
        self.driver.set_window_rect(width=width, height=height)
        self.wait(f"innerWidth < {width + 100} && innerWidth > {width - 100}")

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a script's ``return`` gives; ``arguments`` are its arguments."""
        if hasattr(self.driver, "navigate"):
            return self.driver.execute_script(script, script_args=list(arguments))
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition: str) -> None:
        """Wait until a condition of JavaScript holds; fail when it never does."""
        end = time.monotonic() + PATIENCE
        while not self.run(f"return Boolean({condition})"):
            assert time.monotonic() < end, f"it did not come about: {condition}"
            time.sleep(0.05)

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def in_the_way(self, selector: str) -> str:
        """Return why a person could not touch an element at its middle; "" when one could."""
        script = f"const one = document.querySelector(arguments[0]); return one ? ({IN_THE_WAY})(one, true) : 'is not'"
        return self.run(script, selector)

    def press(self, selector: str) -> None:
        """Press, as with a finger, what a person can see."""
        self.wait(f"document.querySelector({selector!r})")
        assert self.in_the_way(selector) == "", selector
        self.one(selector).click()

    def write(self, selector: str, text: str) -> None:
        self.one(selector).send_keys(KEYS.get(text, text))


@contextmanager
def firefox() -> Iterator[Browser]:
    from marionette_driver.marionette import Marionette

    driver = Marionette(bin=shutil.which("firefox-esr"), headless=True, port=_free_port(), gecko_log=os.devnull)
    driver.start_session()
    try:
        yield Browser(driver)
    finally:
        driver.quit()
        driver.cleanup()


@contextmanager
def webkit() -> Iterator[Browser]:
    from selenium.webdriver import WebKitGTK
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    with _screen() as screen:
        options = Options()
        options.binary_location = str(next(Path("/usr/lib").glob("**/webkit2gtk-4*/MiniBrowser")))
        options.add_argument("--automation")
        environment = {
            **os.environ,
            "DISPLAY": screen,
            "NO_AT_BRIDGE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        service = Service(shutil.which("WebKitWebDriver"), port=_free_port(), env=environment)
        driver = WebKitGTK(options=options, service=service)
        try:
            yield Browser(driver)
        finally:
            driver.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """Yield the name of a screen in memory that nobody else draws on; the server picks a free one and tells it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


STARTED = {"Firefox": (firefox, FIREFOX), "WebKit": (webkit, WEBKIT)}


@contextmanager
def started(name: str) -> Iterator[Browser]:
    """Yield a browser by name; the test is skipped, with the mend, where it is not installed."""
    start, tool = STARTED[name]
    if not tool.there:
        pytest.skip(tool.missing)
    if name == "Firefox" and find_spec("marionette_driver") is None:
        pytest.skip("Firefox is driven by marionette-driver, which asks for Python 3.12 or older")
    with start() as browser:
        yield browser
