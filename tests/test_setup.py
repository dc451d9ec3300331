"""Setting up: what is said and done when a browser does not work, and when another program holds apt's lock."""

from __future__ import annotations

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import debian
import get_chromium
import pytest

LOCK = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)\n"


class Apt:
    """An apt-get that answers as told, one answer after another."""

    def __init__(self, *answers: tuple[int, str]):
        self.answers, self.asked, self.slept = list(answers), [], 0.0

    def run(self, command, **options):
        self.asked.append(command)
        status, said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return subprocess.CompletedProcess(command, status, "", said)

    def sleep(self, seconds: float) -> None:
        self.slept += seconds

    def get(self, *arguments, patience=30.0):
        return debian.apt_get(*arguments, run=self.run, sleep=self.sleep, patience=patience)


def test_a_lock_held_by_another_program_is_waited_for_and_said_once(capsys):
    apt = Apt((100, LOCK), (100, LOCK), (0, ""))
    assert apt.get("install", "chromium") == ""
    assert len(apt.asked) == 3 and apt.slept > 0
    assert capsys.readouterr().err.count("holds apt's lock") == 1


def test_a_lock_that_is_never_let_go_ends_the_waiting_with_the_reason():
    apt = Apt((100, LOCK))
    assert "another program has held apt's lock" in apt.get("update")
    assert apt.slept == pytest.approx(30)


def test_any_other_fault_of_apt_is_told_at_once_in_its_own_words():
    apt = Apt((100, "W: old list\nE: Unable to locate package chromium\n"))
    assert apt.get("install", "chromium") == "apt-get install: E: Unable to locate package chromium"
    assert apt.slept == 0


def command(folder: Path, body: str) -> str:
    path = folder / "chromium"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def try_out(browser: str) -> None:
    """Try a browser in a thread of its own: other tests' browser has this one's."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(get_chromium.try_out, browser).result()


@pytest.mark.browser
def test_a_browser_that_names_its_version_but_opens_no_page_is_not_chosen(tmp_path):
    broken = command(tmp_path, '[ "$1" = --version ] && echo Chromium 156 && exit\nexit 139')
    with pytest.raises(get_chromium.NotToBeHad, match=f"{broken} opens no page"):
        try_out(broken)


@pytest.mark.browser
def test_a_browser_without_a_font_is_not_chosen(tmp_path, monkeypatch):
    whole = (get_chromium.CACHE / "chromium-path").read_text(encoding="utf-8").strip()
    try_out(whole)
    monkeypatch.setattr(get_chromium, "TRIAL_PAGE", get_chromium.TRIAL_PAGE.replace("Blåbærsyltetøy", ""))
    with pytest.raises(get_chromium.NotToBeHad, match="shows no text"):
        try_out(whole)


def test_when_no_way_leads_to_a_browser_each_says_why_and_nothing_is_chosen(tmp_path, monkeypatch, capsys):
    def no_shell() -> str:
        raise get_chromium.NotToBeHad("none is on PATH")

    def no_network() -> str:
        raise get_chromium.NotToBeHad("apt-get update: Temporary failure resolving")

    monkeypatch.setattr(get_chromium, "CACHE", tmp_path)
    monkeypatch.setattr(get_chromium, "ANSWER", tmp_path / "chromium-path")
    monkeypatch.setattr(get_chromium, "get_driver_libraries", lambda: True)
    monkeypatch.setattr(get_chromium, "WAYS", (("here", no_shell), ("from Debian", no_network)))
    assert get_chromium.main() == 1
    said = capsys.readouterr().err
    assert "no shell: none is on PATH" in said and "no network: apt-get update: Temporary failure" in said
    assert "Mend: 'sudo apt-get install chromium-headless-shell" in said
    assert not (tmp_path / "chromium-path").exists()


def test_the_development_container_has_what_the_readme_asks_of_a_machine_and_no_more(root):
    folder = root / ".devcontainer"
    asked = json.loads((folder / "devcontainer.json").read_text(encoding="utf-8"))
    recipe = (folder / asked["build"]["dockerfile"]).read_text(encoding="utf-8")
    assert re.search(r"^FROM \S+/debian:\d+\.\d+-slim$", recipe, re.MULTILINE), "a base of a known version"
    installed = set(re.search(r"--no-install-recommends (.+) \\", recipe)[1].split())
    readme = (root / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", readme[readme.index("All you need is") : readme.index("as root or not")]))
    assert installed - named == {"ca-certificates"} and named <= installed
    assert re.search(rf"^{asked['postCreateCommand'].removeprefix('make ')}:", (root / "Makefile").read_text(), re.M)
