"""Build the site strictly into ``site/``, all or nothing.

MkDocs empties its target before it builds. Here it builds beside the last good
site, and only a build without a warning takes that one's place. Exit status 1, and
``site/`` as it was, when anything is wrong. Usage: build_site.py [project folder]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def build(root: Path, site: Path) -> int:
    """Build the project ``root`` into ``site``; return MkDocs' exit status."""
    staging = root / ".cache" / "site-next"
    previous = root / ".cache" / "site-previous"
    for folder in (staging, previous):
        shutil.rmtree(folder, ignore_errors=True)
    staging.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(staging)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    status = subprocess.run(command, cwd=root, env=environment).returncode
    if status != 0:
        shutil.rmtree(staging, ignore_errors=True)
        kept = f"; {site.name}/ is left as it was" if site.exists() else ""
        print(f"The build stopped{kept}.", file=sys.stderr)
        return status
    if site.exists():
        site.rename(previous)
    shutil.move(staging, site)
    shutil.rmtree(previous, ignore_errors=True)
    pages = sum(1 for _ in site.rglob("index.html"))
    print(f"Built {pages} pages into {site}.")
    return 0


if __name__ == "__main__":
    project = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    sys.exit(build(project, project / "site"))
