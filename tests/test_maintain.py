"""The command line of those who keep the site, as they run it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

PAGE = "docs/stotte.md"


def maintain(project, *words):
    command = [sys.executable, str(project.scripts / "maintain.py"), *words]
    if words[0] != "-h":
        command += ["--project", str(project.folder)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert "Traceback" not in run.stderr
    return run


def test_every_command_says_what_it_is_for(example):
    printed = maintain(example, "-h").stdout
    for name in ("beside", "check", "fix", "move", "serve"):
        assert re.search(rf"^  {name} +[A-Z]", printed, re.MULTILINE), printed


def test_a_good_project_passes_and_a_fault_ends_with_status_one(example):
    assert maintain(example, "check").returncode == 0
    example.add(PAGE, "\nTekst [@lipski2010, s. 3].\n\n## 🎉\n")
    run = maintain(example, "check")
    assert run.returncode == 1
    assert f"{PAGE}:" in run.stderr and "[citation-key]" in run.stderr and "[heading-anchor]" in run.stderr


def test_one_rule_can_be_asked_for_alone(example):
    example.add(PAGE, "\nTekst [@lipski2010, s. 3].\n\n## 🎉\n")
    run = maintain(example, "check", "--rule", "heading-anchor")
    assert run.returncode == 1
    assert "1 problem in the content" in run.stderr and "citation-key" not in run.stderr
    assert maintain(example, "check", "--rule", "box").returncode == 0


def test_a_rule_there_is_not_is_told_with_the_nearest(example):
    run = maintain(example, "check", "--rule", "citation-kay")
    assert run.returncode == 2
    assert "did you mean 'citation-key'?" in run.stderr


def test_the_rules_are_listed_with_what_each_asks_for(example):
    lines = maintain(example, "check", "--rules").stdout.splitlines()
    assert len(lines) > 30
    assert all(re.match(r"[a-z0-9-]+ +\w.{12,}", line) for line in lines)


@pytest.mark.parametrize(
    ("change", "rule", "words", "mend"),
    [
        (("title: Støtte", "former: [gammel]\ntitle: Støtte"), "front-matter", "'gammel' does not match", "make move"),
        (("title: Støtte", "former: [/feil/]\ntitle: Støtte"), "former", "is that of docs/feil.md", "remove it from"),
    ],
)
def test_a_former_address_that_is_none_is_told(example, change, rule, words, mend):
    example.replace(PAGE, *change)
    message = maintain(example, "check").stderr
    assert f"{PAGE}:2: [{rule}]" in message and words in message and mend in message


def test_two_pages_cannot_have_had_one_address(example):
    for page in (PAGE, "docs/feil.md"):
        example.replace(page, "audience:", "former: [/gammel/]\naudience:")
    assert "the former address '/gammel/' stands in docs/feil.md too" in maintain(example, "check").stderr


def test_an_address_that_was_published_and_is_lost_stops_the_build(example):
    assert maintain(example, "fix", "--only", "addresses").returncode == 0
    assert maintain(example, "check", "--publishing").returncode == 0
    example.replace("bibliography/addresses.txt", "/stotte/\n", "/stotten/\n/stotte/\n")
    line = example.line_of("bibliography/addresses.txt", "/stotten/")
    printed = example.build()
    assert printed.returncode == 1
    assert (
        f"bibliography/addresses.txt:{line}: [address-lost] the address '/stotten/' was published, and no page has it "
        "any more. Mend: add it to 'former' of the page that took its place (docs/stotte.md?)."
    ) in printed.stderr
    example.replace(PAGE, "audience:", "former: [/stotten/]\naudience:")
    assert example.build().returncode == 0


def test_a_new_page_is_no_fault_until_it_is_published(example):
    maintain(example, "fix", "--only", "addresses")
    example.page("ny.md", "Ny side", "Tekst.\n")
    example.navigation(["index.md", "stotte.md", "lovregister.md", "ordliste.md", "litteratur.md", "feil.md", "ny.md"])
    assert maintain(example, "check").returncode == 0
    run = maintain(example, "check", "--publishing")
    assert run.returncode == 1
    assert "docs/ny.md:1: [address-new] the address '/ny/' is not on the list" in run.stderr
    assert "Or run: make fix" in run.stderr


def test_a_page_moves_with_one_command_and_one_build(example):
    maintain(example, "fix", "--only", "addresses")
    run = maintain(example, "move", "docs/stotte.md", "hjelp/")
    assert run.returncode == 0
    assert "Moved docs/stotte.md to docs/hjelp/stotte.md." in run.stdout
    assert "docs/index.md: 1 place rewritten" in run.stdout
    assert example.build().returncode == 0
    old = example.read("site/stotte/index.html")
    assert '<link rel="canonical" href="https://arbeidsinkludering.github.io/arbeidsinkludering/hjelp/stotte/">' in old
    assert '<meta http-equiv="refresh" content="0; url=../hjelp/stotte/">' in old
    assert '<a href="../hjelp/stotte/">Støtte</a>' in old
    assert [
        re.sub(r"\.[0-9a-f]{8}\.js", ".js", tag)
        for tag in re.findall(r"<script[^>]*></script>|<script[^>]*>[^<]+", old)
    ] == ['<script src="../assets/moved.js" data-to="../hjelp/stotte/"></script>']
    lines = [line for line in example.read("site/redirects.map").splitlines() if not line.startswith("#")]
    assert lines == [
        "/arbeidsinkludering/stotte/ /arbeidsinkludering/hjelp/stotte/;",
        "/arbeidsinkludering/stotte/index.md /arbeidsinkludering/hjelp/stotte/index.md;",
        *(
            f"/arbeidsinkludering/eksport/stotte.{end} /arbeidsinkludering/eksport/hjelp/stotte.{end};"
            for end in ("bib", "ris", "json")
        ),
    ]
    for line in lines:
        assert (example.folder / "site" / line.rstrip(";").split()[1].removeprefix("/arbeidsinkludering/")).exists()
    assert maintain(example, "check", "--site", str(example.folder / "site")).returncode == 0


def test_a_move_that_cannot_be_made_ends_with_status_one(example):
    run = maintain(example, "move", "stote.md", "a.md")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "Nothing was moved: docs/stote.md is no page: did you mean 'stotte.md'?\n"


def test_what_stands_beside_the_pages_is_the_same_without_mkdocs(example):
    example.build()
    whole = example.fingerprint()
    pages = {path for path in whole if path.endswith(".html") or path.startswith("assets/")}
    for path in whole.keys() - pages:
        (example.folder / "site" / path).unlink()
    (example.folder / "site" / "assets" / "addresses.json").unlink()
    # What MkDocs itself writes beside the pages is not ours.
    own = {path for path in whole if path.startswith("sitemap")}
    run = maintain(example, "beside", str(example.folder / "site"))
    assert run.returncode == 0
    again = example.fingerprint()
    assert {path: again.get(path) for path in whole.keys() - own} == {path: whole[path] for path in whole.keys() - own}


def test_fixing_says_what_it_did_and_what_is_left(example):
    example.add(PAGE, "\nTekst [@aas2018, s. 3] og [@ukjent2020].\n")
    run = maintain(example, "fix")
    assert run.returncode == 0
    assert f"{PAGE}: [citations] [@aas2018, s. 3] is [@aas2019, s. 3]" in run.stdout
    assert "1 problem is left for you: maintain.py check" in run.stderr
    example.replace(PAGE, " og [@ukjent2020]", "")
    assert maintain(example, "fix", "--dry-run").returncode == 0
    assert maintain(example, "fix").stdout == "Nothing to mend.\n"
