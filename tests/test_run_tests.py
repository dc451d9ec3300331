"""`make test`: what gets a second try, and what does not. Real runs of pytest on small projects."""

from __future__ import annotations

import re

import pytest
from run_tests import MOST_TRIED_AGAIN, run_tests

# Fails when first run, passes after.
LATE = """from pathlib import Path

def test_late():
    seen = Path(__file__).with_suffix(".seen")
    first = not seen.exists()
    seen.touch()
    assert not first
"""
BROKEN = "def test_broken():\n    assert False\n"
SOUND = "def test_sound():\n    pass\n"


@pytest.fixture
def suite(tmp_path):
    """Return a function that writes test files and runs them as `make test` does: the exit code."""

    def run(**files: str) -> int:
        (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\ntestpaths = ["tests"]\n', encoding="utf-8")
        for name, text in files.items():
            file = tmp_path / "tests" / name.replace("__", "/") / f"test_{name}.py"
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
        return run_tests(tmp_path, "2")

    return run


def test_a_late_browser_passes_when_tried_alone_and_is_named_as_one_to_mend(suite, capfd):
    assert suite(site__late=LATE, core__sound=SOUND) == 0
    out = capfd.readouterr().out
    assert re.search(r"passed alone\. Mend them: .*\n {2}tests/site/late/test_site__late\.py::test_late", out)


def test_what_is_broken_fails_alone_too(suite):
    assert suite(site__broken=BROKEN, site__late=LATE) == 1


def test_a_test_without_a_browser_gets_no_second_try(suite, capfd):
    assert suite(core__late=LATE) == 1
    assert "once more" not in capfd.readouterr().out


def test_many_failures_are_no_busy_machine(suite, capfd):
    assert suite(**{f"site__late{number}": LATE for number in range(MOST_TRIED_AGAIN + 1)}) == 1
    assert "once more" not in capfd.readouterr().out


def test_a_test_file_that_cannot_be_read_is_no_pass(suite):
    assert suite(site__wrong="import nothing_of_the_kind\n") != 0
