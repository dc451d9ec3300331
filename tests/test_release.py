"""What a release is made of, and that it says so in sums anybody can check."""

from __future__ import annotations

import json
import subprocess
import tarfile
import zipfile
from collections import Counter

import make_release
import pytest

COMPONENTS = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "serialNumber": "urn:uuid:0",
    "metadata": {"timestamp": "2026-11-29T09:11:31Z", "component": {"name": "arbeidsinkludering"}},
    "components": [{"name": "mkdocs", "version": "1.6.1", "purl": "pkg:pypi/mkdocs@1.6.1"}],
}


@pytest.fixture(scope="module")
def released(root, site, tmp_path_factory):
    into = tmp_path_factory.mktemp("release") / "made"
    return make_release.release(root, site, into, COMPONENTS), into


def named(released, ending):
    return next(file for file in released[0] if file.name.endswith(ending))


def test_the_archive_holds_the_whole_site(released, site):
    with tarfile.open(named(released, "-site.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        page = next(entry for entry in archive if entry.name.endswith("metoder/ips/index.html"))
        assert archive.extractfile(page).read() == (site / "metoder/ips/index.html").read_bytes()
        assert {(entry.uid, entry.uname, entry.mtime) for entry in archive} == {(0, "", 0)}
    assert names == {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}


def test_the_open_data_are_an_archive_of_their_own(released):
    with zipfile.ZipFile(named(released, "-data.zip")) as archive:
        assert archive.testzip() is None
        assert any(name.endswith(".json") for name in archive.namelist())


def test_anybody_can_check_the_sums(released):
    checked = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=released[1], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert len(checked.stdout.splitlines()) == len(released[0]) - 1


def test_what_it_is_built_with_is_listed_without_the_hour(released):
    listed = json.loads(named(released, "sbom.cdx.json").read_text(encoding="utf-8"))
    assert listed["components"] == COMPONENTS["components"]
    assert "serialNumber" not in listed and "timestamp" not in listed["metadata"]


def test_an_archive_for_dois_gets_what_it_asks(released):
    deposit = json.loads(named(released, "zenodo.json").read_text(encoding="utf-8"))
    for field in ("title", "upload_type", "description", "creators", "license", "publication_date", "access_right"):
        assert deposit[field], field
    assert {one["relation"] for one in deposit["related_identifiers"]} >= {"references", "isIdenticalTo"}


def test_the_same_site_makes_the_same_release(released, root, site, tmp_path):
    again = make_release.release(root, site, tmp_path / "again", COMPONENTS)
    assert [(file.name, file.read_bytes()) for file in again] == [
        (file.name, file.read_bytes()) for file in released[0]
    ]


def test_a_claim_that_nobody_has_held_to_its_source_stops_it(root, site, tmp_path, monkeypatch):
    monkeypatch.setattr(
        make_release, "totals", lambda library: {"metoder/ips.md": Counter({make_release.UNCHECKED: 2})}
    )
    with pytest.raises(ValueError, match=r"2 claims have not been held to their sources\. Mend: "):
        make_release.release(root, site, tmp_path / "made", COMPONENTS)
    assert not (tmp_path / "made").exists()


def test_without_a_built_site_it_says_what_to_do(root, tmp_path):
    with pytest.raises(ValueError, match="run 'make build' first"):
        make_release.release(root, tmp_path, tmp_path / "made", COMPONENTS)
