"""What a build gives, and that it gives the same again."""

import os
import subprocess
import sys


def test_a_good_project_builds_without_a_word_of_warning(example):
    run = example.build()
    assert run.returncode == 0
    assert run.stderr == ""
    assert run.stdout.startswith("Built 6 pages into ")


def test_two_builds_are_equal_byte_for_byte_with_and_without_cache(example):
    example.build()
    first = example.fingerprint()
    example.build()
    assert example.fingerprint() == first
    for file in (example.folder / ".cache").glob("labels-*.json"):
        file.unlink()
    example.build()
    assert example.fingerprint() == first


def test_clock_and_locale_leave_no_trace(example, tmp_path):
    example.build()
    first = example.fingerprint()
    command = [sys.executable, str(example.scripts / "build_site.py"), str(example.folder)]
    elsewhere = {**os.environ, "LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    assert subprocess.run(command, env=elsewhere, capture_output=True).returncode == 0
    assert example.fingerprint() == first


def test_citations_in_code_are_shown_as_written(example):
    example.build()
    assert "<code>[@lipsky2010, s. 1]</code>" in example.read("site/stotte/index.html")


def test_the_stock_registry_is_not_used(example):
    """Every citation on the page is one link; the plugin's own would add a footnote number."""
    example.build()
    text = example.read("site/stotte/index.html")
    assert text.count('class="citation"') == 5
    assert "footnote" not in text.partition("<article")[2].partition("</article>")[0]


def test_a_failed_first_build_leaves_no_site(example):
    example.add("docs/stotte.md", "\nTekst [@ukjent2020].\n")
    assert example.build().returncode != 0
    assert not (example.folder / "site").exists()


def test_the_core_knows_nothing_of_mkdocs(root):
    for file in (root / "scripts" / "knowledge").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "import mkdocs" not in text and "from mkdocs" not in text, file
        assert "material" not in [
            line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith("import ")
        ]


def test_the_site_has_the_rights_any_folder_has(example):
    example.build()
    (example.folder / "other").mkdir()
    assert (example.folder / "site").stat().st_mode == (example.folder / "other").stat().st_mode


def test_a_build_leaves_nothing_of_its_work_behind(example):
    example.build()
    example.add("docs/stotte.md", "\nTekst [@ukjent2020].\n")
    example.build()
    assert [file.name for file in (example.folder / ".cache").iterdir() if file.name.startswith("site-")] == []
