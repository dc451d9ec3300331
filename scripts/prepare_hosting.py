"""Lay a built site out for a server of one's own: the files, packed copies beside them, and nginx's configuration.

``build/hosting/`` then holds ``www/`` with the site below the path of its address, ``nginx.conf`` and a
``Containerfile``. Usage: prepare_hosting.py [--site FOLDER] [--into FOLDER] [--listen ADDRESS] [--www FOLDER]
  --listen  what nginx listens on (8080)
  --www     where ``www/`` lies when it is served (/srv/www, as the Containerfile puts it)
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from knowledge.delivery import POLICY
from knowledge.exports.published import read_site
from knowledge.machines.former import MAP

ROOT = Path(__file__).resolve().parents[1]
RECIPE = ROOT / "scripts" / "hosting"
# What gains by being packed; pictures, the PDF, the EPUB and the archive are packed already.
PACKED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".md", ".txt", ".bib", ".ris", ".csv"}
LEAST = 500  # bytes; below it the answer's head weighs more
# What the pages never ask a browser for (https://www.w3.org/TR/permissions-policy/).
PERMISSIONS = ", ".join(
    f"{name}=()" for name in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)
_TO_THE_SITE = "        location = / {\n            return 302 @BASE@;\n        }\n"


def prepare(
    site: Path, into: Path, base: str, listen: str = "8080", www: str = "/srv/www", temporary: str = "/tmp"
) -> None:
    """Lay the built site in ``site`` out in ``into``, which is made anew.

    base: the path the site is published below, with both slashes
    listen, www, temporary: what nginx listens on, where ``www/`` lies for it, and the one folder it writes in
    Raises FileNotFoundError when no site has been built.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"there is no built site in {site}. Mend: run 'make build' first")
    shutil.rmtree(into, ignore_errors=True)
    target = into / "www" / base.strip("/")
    shutil.copytree(site, target)
    for file in sorted(target.rglob("*")):
        if file.suffix in PACKED and file.stat().st_size >= LEAST:
            # No name and no time in it: the same site, the same bytes.
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    (target / MAP).touch()
    text = (RECIPE / "nginx.conf.in").read_text(encoding="utf-8")
    text = text.replace("@ROOT@", _TO_THE_SITE if base != "/" else "")
    filled = {"WWW": www, "BASE": base, "LISTEN": listen, "TEMPORARY": temporary}
    filled |= {"POLICY": POLICY, "PERMISSIONS": PERMISSIONS}
    for name, value in filled.items():
        text = text.replace(f"@{name}@", value)
    (into / "nginx.conf").write_text(text, encoding="utf-8")
    shutil.copyfile(RECIPE / "Containerfile", into / "Containerfile")


def main() -> int:
    parser = argparse.ArgumentParser(description="Lay the built site out for a server of one's own.")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "hosting")
    parser.add_argument("--listen", default="8080")
    parser.add_argument("--www", default="/srv/www")
    asked = parser.parse_args()
    try:
        prepare(asked.site, asked.into, urlsplit(read_site(ROOT).address).path, asked.listen, asked.www)
    except FileNotFoundError as error:
        print(f"prepare_hosting: {error}.", file=sys.stderr)
        return 1
    print(f"The site, nginx.conf and a Containerfile are in {asked.into}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
