"""Gather what a release is made of into ``build/release/``, the same bytes from the same commit.

- the site as an archive (``…-site.tar.gz``), the downloads where they are made, the open data (``…-data.zip``)
- ``sbom.cdx.json``: what the site is built with, as CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/)
- ``zenodo.json``: what an archive that gives DOIs asks (https://developers.zenodo.org/#representation), from
  ``CITATION.cff``
- ``SHA256SUMS``, which ``sha256sum --check`` reads

A release holds no claim that nobody has held to its source. Usage: make_release.py (after ``make build``)
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import yaml
from knowledge.downloads.offer import DOWNLOADS, MADE, read_manifest
from knowledge.evidence.ledger import totals
from knowledge.evidence.records import UNCHECKED
from knowledge.problems import ContentError
from knowledge.reading import read_library

ROOT = Path(__file__).resolve().parents[1]
# Zip archives cannot say an earlier day; the day of a release is in CITATION.cff.
_DAY = (1980, 1, 1, 0, 0, 0)


def release(root: Path, site: Path, into: Path, components: dict[str, Any]) -> list[Path]:
    """Gather a release of the project ``root``, built in ``site``, into ``into``, which is made anew; return its files.

    components: a CycloneDX document; what differs from run to run is taken out of it
    Raises ValueError when no site is built, or a claim has not been held to its source.
    """
    library = read_library(root)
    if not (site / "index.html").is_file():
        raise ValueError(f"there is no built site in {site}. Mend: run 'make build' first")
    if left := sum(counted[UNCHECKED] for counted in totals(library).values()):
        mend = "'maintain.py claims report' says which pages they stand on; hold them to their sources"
        raise ValueError(f"{left} claims have not been held to their sources. Mend: {mend}")
    about = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    name = f"{library.site.file_name}-{about['version']}"
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    (into / f"{name}-site.tar.gz").write_bytes(_archive(site, name))
    (into / f"{name}-data.zip").write_bytes(_zip(site / "data", f"{name}-data"))
    if read_manifest(root / MADE, library.site):
        for download in DOWNLOADS:
            shutil.copyfile(root / MADE / download.name(library.site), into / download.name(library.site))
    _write(into / "sbom.cdx.json", _steady(components))
    _write(into / "zenodo.json", deposit(about))
    files = sorted(into.iterdir())
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (into / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return [*files, into / "SHA256SUMS"]


def deposit(about: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata of a deposit from those of CITATION.cff (https://citation-file-format.github.io/)."""
    return {
        "title": about["title"],
        "upload_type": about["type"],
        "publication_date": str(about["date-released"]),
        "version": str(about["version"]),
        "description": " ".join(str(about["abstract"]).split()),
        "creators": [
            {"name": one.get("name") or f"{one['family-names']}, {one['given-names']}"} for one in about["authors"]
        ],
        "keywords": about["keywords"],
        "language": "nob",
        "license": str(about["license"]).lower(),
        "access_right": "open",
        "related_identifiers": [
            {"identifier": about["url"], "relation": "isIdenticalTo"},
            {"identifier": about["repository-code"], "relation": "isSupplementTo"},
            *({"identifier": one["doi"], "relation": "references"} for one in about["references"] if one.get("doi")),
        ],
    }


def _steady(components: dict[str, Any]) -> dict[str, Any]:
    metadata = {field: value for field, value in components.get("metadata", {}).items() if field != "timestamp"}
    return {field: value for field, value in components.items() if field != "serialNumber"} | {"metadata": metadata}


def _write(file: Path, data: dict[str, Any]) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _archive(folder: Path, name: str) -> bytes:
    """Return a folder as an archive that says nothing of when and by whom it was made."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = tarfile.TarInfo(f"{name}/{file.relative_to(folder).as_posix()}")
            content = file.read_bytes()
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(plain.getvalue(), 9, mtime=0)


def _zip(folder: Path, name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{file.relative_to(folder).as_posix()}", _DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    return packed.getvalue()


def _components() -> dict[str, Any]:
    """Return what the site is built with, as the lock file has it."""
    uv = subprocess.run(
        [sys.executable, str(ROOT / "scripts/setup/get_uv.py")], capture_output=True, text=True, check=True
    ).stdout.strip()
    command = [uv, "export", "--quiet", "--locked", "--no-dev", "--format", "cyclonedx1.5"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout)


def main() -> int:
    into = ROOT / "build" / "release"
    try:
        files = release(ROOT, ROOT / "site", into, _components())
    except (ContentError, ValueError, OSError, subprocess.CalledProcessError) as error:
        print(f"make_release: {error}.", file=sys.stderr)
        return 1
    print(*(f"{file.stat().st_size:12,} {file}" for file in files), sep="\n")
    if not read_manifest(ROOT / MADE, read_library(ROOT).site):
        print("Without the PDF, the EPUB and the zip: 'make downloads' and 'make build' bring them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
