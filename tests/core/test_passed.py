"""What is not checked again: single files that passed, by their content."""

from __future__ import annotations

from knowledge.checks.passed import PassedFiles
from knowledge.reading import problems_of, read_library


def test_a_text_that_passed_is_known_the_next_time_and_a_changed_one_is_not(tmp_path):
    first = PassedFiles(tmp_path / "passed")
    assert not first.holds("form", "a")
    first.note("form", "a")
    first.keep()
    again = PassedFiles(tmp_path / "passed")
    assert again.holds("form", "a")
    assert not again.holds("form", "b")
    assert not again.holds("another check", "a")


def test_what_was_not_asked_for_is_forgotten(tmp_path):
    first = PassedFiles(tmp_path / "passed")
    first.note("form", "a")
    first.note("form", "b")
    first.keep()
    second = PassedFiles(tmp_path / "passed")
    assert second.holds("form", "a")
    second.keep()
    assert not PassedFiles(tmp_path / "passed").holds("form", "b")


def test_a_damaged_note_and_a_folder_one_may_not_write_in_pass_nothing_and_stop_nothing(tmp_path):
    (tmp_path / "passed").write_bytes(b"\xff\xfe")
    assert not PassedFiles(tmp_path / "passed").holds("form", "a")
    (tmp_path / "file").write_text("", encoding="utf-8")
    unwritable = PassedFiles(tmp_path / "file" / "passed")
    unwritable.note("form", "a")
    unwritable.keep()


def test_a_register_that_is_broken_after_it_passed_is_told_of(example):
    read_library(example.folder)
    assert (example.folder / ".cache" / "passed").read_text(encoding="utf-8")
    example.replace("bibliography/glossary.yml", "  definition: ", "  definiton: ")
    assert "register-schema" in {problem.rule for problem in problems_of(example.folder)}


def test_a_key_that_is_given_twice_after_the_page_passed_is_told_of(example):
    read_library(example.folder)
    example.replace("docs/stotte.md", "audience: [public]\n", "audience: [public]\naudience: [nav]\n")
    assert "repeated-key" in {problem.rule for problem in problems_of(example.folder)}
