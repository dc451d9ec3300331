"""Faults on purpose: whatever befalls a build, the site is whole, the old one or the new, and no trace is shown."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from example_project import ExampleProject
from get_tools import CLOCK
from knowledge.problems import Problem
from knowledge.reading import problems_of

MUTATIONS = 200
# What a hand, an editor or a program that merges leaves in a file.
PIECES = (
    "[", "](", ")", "{", "}", "[@", "; ", "---\n", '"', "'", ":", "\t", "  ", "\n", "\n\n", "- ", "#", "<", ">",
    "<!-- ",
    "-->", "|", "`", "```\n", "&", "\\", "!!! ", "???", "null", "[]", "{}", "-1", "99999999999999999999", "\u00ad",
    "\u202e", "\x00", "**", "_", "~", "§", "s. ", "--", "NaN", "!!python/object:os.system ", "&a *a", "2026-13-45",
    "<script>", "</p>", "{#id}", "{: .x }", "[^1]", "$", "<<<<<<< HEAD\n", "=======\n", "javascript:",
)  # fmt: skip


def command(project: ExampleProject) -> list[str]:
    return [sys.executable, str(project.scripts / "build_site.py"), str(project.folder)]


def build(project: ExampleProject, **options) -> subprocess.CompletedProcess:
    options = {"capture_output": True, "text": True, "encoding": "utf-8", "cwd": project.folder, **options}
    run = subprocess.run(command(project), **options)
    assert "Traceback" not in run.stdout + run.stderr, run.stderr
    return run


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one fault in it: something put in, taken out, cut off, doubled or moved."""
    place = chance.randrange(len(data) + 1)
    lines = data.split(b"\n")
    line, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.choice(("piece", "piece", "piece", "byte", "gone", "cut", "twice", "moved")):
        case "piece":
            return data[:place] + chance.choice(PIECES).encode() + data[place:]
        case "byte":
            return data[:place] + bytes([chance.randrange(256)]) + data[place:]
        case "gone":
            return data[:place] + data[place + chance.choice((1, 3, 10, 100)) :]
        case "cut":
            return data[:place]
        case "twice":
            return b"\n".join([*lines[:line], lines[line], *lines[line:]])
        case _:
            lines[line], lines[other] = lines[other], lines[line]
            return b"\n".join(lines)


def test_no_fault_in_a_page_or_a_register_ends_in_a_trace(example):
    """Each is told with file, line and mend, or is none; random, but the same every time."""
    files = [
        file
        for folder in ("docs", "bibliography")
        for file in sorted((example.folder / folder).glob("*.*"))
        if file.is_file() and not file.is_symlink()
    ] + [example.folder / "mkdocs.yml"]
    kept = {file: file.read_bytes() for file in files}
    chance = random.Random(2026)
    told = 0
    for number in range(MUTATIONS):
        file = chance.choice(files)
        broken = mutated(kept[file], chance)
        file.write_bytes(broken)
        try:
            found = problems_of(example.folder)
        except Exception as error:
            raise AssertionError(f"mutation {number} of {file.name}: {type(error).__name__}: {error}") from error
        finally:
            file.write_bytes(kept[file])
        assert all(isinstance(one, Problem) and one.file and one.line >= 1 and one.mend for one in found), found
        told += bool(found)
    assert MUTATIONS * 0.4 < told < MUTATIONS, "most of them are faults, and not all"
    assert problems_of(example.folder) == []


@pytest.mark.parametrize("reached", [".cache", ".cache/site-next-*", ".cache/site-next-*/site/stotte/index.html"])
def test_a_build_killed_in_the_middle_leaves_a_whole_site_and_the_next_build_clears_up(example, reached):
    build(example)
    old = example.fingerprint()
    example.replace("docs/stotte.md", "Støtten gis på arbeidsplassen", "Støtten gis på jobben")
    process = subprocess.Popen(command(example), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not list(example.folder.glob(reached)):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    found = example.fingerprint()
    assert build(example).returncode == 0
    assert found in (old, example.fingerprint())
    assert [file.name for file in (example.folder / ".cache").glob("site-next-*")] == []


def test_a_site_that_a_killed_build_had_just_moved_away_is_put_back(example):
    build(example)
    old = example.fingerprint()
    beside = example.folder / ".cache" / "site-next-0999999999-x"
    beside.mkdir()
    (example.folder / "site").rename(beside / "previous")
    example.add("docs/stotte.md", "\nTekst [@ukjent2020].\n")
    assert build(example).returncode == 1
    example.replace("docs/stotte.md", "\nTekst [@ukjent2020].\n", "")
    assert build(example).returncode == 0
    assert example.fingerprint() == old


def test_a_full_disk_stops_the_build_with_a_message_and_leaves_the_old_site(example):
    build(example)
    old = example.fingerprint()
    example.replace("docs/stotte.md", "Støtten gis på arbeidsplassen", "Støtten gis på jobben")
    # No file may grow beyond this: writing fails as it does on a full disk, whoever one is.
    limit = 20_000

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run = build(example, preexec_fn=small_disk)
    assert run.returncode == 1
    assert "Mend:" in run.stderr
    assert example.fingerprint() == old


def test_two_builds_at_once_both_end_well_and_leave_one_whole_site(example):
    build(example)
    old = example.fingerprint()
    runs = [subprocess.Popen(command(example), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
    said = [run.communicate()[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert example.fingerprint() == old


@pytest.mark.parametrize("content", [b"", b"\x80\x04nonsense", b'{"version": 99999}'], ids=["empty", "broken", "newer"])
def test_a_damaged_cache_changes_nothing(example, content):
    build(example)
    old = example.fingerprint()
    for file in (example.folder / ".cache").rglob("*"):
        if file.is_file():
            file.write_bytes(content)
    assert build(example).returncode == 0
    assert example.fingerprint() == old


@pytest.mark.skipif(not CLOCK.there, reason=CLOCK.missing)
def test_the_year_it_is_built_in_changes_nothing(example, tmp_path):
    """The clock before every day the content names, and past every day at which something is due."""
    made = {}
    for day in ("1999-12-31 23:59:50", "2031-03-01 12:00:00"):
        target = tmp_path / day[:4]
        run = subprocess.run(
            ["faketime", day, *command(example), "--into", str(target)], capture_output=True, text=True, cwd=tmp_path
        )
        assert run.returncode == 0, run.stdout + run.stderr
        made[day] = {file.relative_to(target): file.read_bytes() for file in target.rglob("*") if file.is_file()}
    before, after = made.values()
    assert before == after
    clock = [sys.executable, "-c", "import time; print(time.localtime().tm_year)"]
    told = subprocess.run(["faketime", "2031-03-01 12:00:00", *clock], capture_output=True, text=True)
    assert told.stdout.strip() == "2031", "the clock is really another"


@pytest.mark.parametrize("emptied", [False, True], ids=["full", "empty"])
def test_a_cache_one_may_not_write_in_stops_the_build_with_a_message_or_is_done_without(example, emptied):
    """As in a checkout of another user's, or one laid on a disk that is only to be read."""
    build(example)
    old, cache = example.fingerprint(), example.folder / ".cache"
    if emptied:
        for file in cache.rglob("*"):
            if file.is_file():
                file.unlink()
    folders = [cache, *(path for path in cache.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    # Root may write anywhere unless that one power is taken from it.
    powerless = ["setpriv", "--bounding-set=-dac_override", "--"] if os.geteuid() == 0 else []
    try:
        run = subprocess.run([*powerless, *command(example)], capture_output=True, text=True, cwd=example.folder)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert "Traceback" not in run.stdout + run.stderr, run.stderr
    assert run.returncode == 1 and "Mend: see that there is room, and that the folder may be written in" in run.stderr
    assert str(cache) in run.stderr
    assert example.fingerprint() == old


def test_a_folder_named_as_folders_are_builds_the_same_site(example, tmp_path, root):
    build(example)
    other = ExampleProject.create(tmp_path / "Én mappe #2 (æøå)", root)
    assert build(other).returncode == 0
    assert other.fingerprint() == example.fingerprint()


def test_neither_home_nor_mask_nor_hash_seed_matter(example):
    build(example)
    old = example.fingerprint()
    bare = {name: value for name, value in os.environ.items() if name not in ("HOME", "USER", "LOGNAME")}
    run = build(example, env={**bare, "PYTHONHASHSEED": "11"}, preexec_fn=lambda: os.umask(0o077))
    assert run.returncode == 0, run.stderr
    assert example.fingerprint() == old


def test_a_file_that_changes_while_it_is_built_gives_a_message_or_a_site_but_no_trace(example):
    page = example.folder / "docs" / "stotte.md"
    whole = page.read_text(encoding="utf-8")
    process = subprocess.Popen(command(example), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while process.poll() is None:
        page.write_text(whole[: len(whole) // 2], encoding="utf-8")
        page.write_text(whole, encoding="utf-8")
    said = process.communicate()[0].decode()
    assert "Traceback" not in said, said
    assert build(example).returncode == 0
    assert Path(example.folder / "site" / "stotte" / "index.html").exists()
