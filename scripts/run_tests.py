"""Run every test, side by side; what failed in a browser beside others is tried once more, alone.

A browser on a busy machine may answer late in a way no test foresaw. Such a test passes alone, and is named at the end
as one to mend. A test that needs no browser gets no second try, nor do more failures than a busy machine explains.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Their tests touch nothing that may be late.
NO_BROWSER = ("tests/core/", "tests/content/")
MOST_TRIED_AGAIN = 5
SOME_FAILED = 1  # pytest's exit code; the others say that the run itself went wrong


def run_pytest(folder: Path, *options: str) -> int:
    """Run pytest in a project's folder; return its exit code."""
    return subprocess.run([sys.executable, "-m", "pytest", *options], cwd=folder).returncode


def failed_tests(folder: Path) -> list[str]:
    """Return the ids of the tests that failed in the run before, sorted."""
    file = folder / ".pytest_cache/v/cache/lastfailed"
    return sorted(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else []


def worth_a_second_try(failed: list[str]) -> bool:
    """Say whether a busy machine may be why these tests failed."""
    return 0 < len(failed) <= MOST_TRIED_AGAIN and not any(test.startswith(NO_BROWSER) for test in failed)


def run_tests(folder: Path, workers: str) -> int:
    """Run all tests of the project in ``folder``; return 0 when each passed, beside the others or alone.

    workers: how many run side by side, or ``auto``
    """
    code = run_pytest(folder, "--cache-clear", "-n", workers, "--dist", "loadfile", "--durations", "10")
    failed = failed_tests(folder)
    if code != SOME_FAILED or not worth_a_second_try(failed):
        return code
    print("\nTried once more, alone:", *failed, sep="\n  ", flush=True)
    code = run_pytest(folder, *failed)
    if code == 0:
        print(
            "\nThese failed beside the others and passed alone. Mend them: a test waits for what it asks about, "
            "never for an amount of time.",
            *failed,
            sep="\n  ",
        )
    return code


if __name__ == "__main__":
    sys.exit(run_tests(ROOT, sys.argv[1]))
