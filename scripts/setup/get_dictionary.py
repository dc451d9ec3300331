"""Get the Bokmål dictionary the spelling test reads, and say where it is.

It is Debian's and LibreOffice's hunspell-no, as the npm package ``dictionary-nb`` carries
it (GPL 2.0): one archive, checked against the SHA-256 below and unpacked into
``.cache/dictionary-nb/``. The registry is https://registry.npmjs.org unless
NPM_CONFIG_REGISTRY names another.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
import tarfile
from pathlib import Path

from get_uv import SetupError, fetch

VERSION = "3.0.0"
SHA256 = "48f8f690e286edb6f7e55170aedc5a944d64d4b374cbc10bc454c3ea9e73d6f0"
FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "dictionary-nb"


def main() -> int:
    marker = FOLDER / SHA256
    if not marker.exists():
        registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
        try:
            archive = fetch(f"{registry}/dictionary-nb/-/dictionary-nb-{VERSION}.tgz")
        except SetupError as error:
            print(f"get_dictionary: {error}", file=sys.stderr)
            return 1
        found = hashlib.sha256(archive).hexdigest()
        if found != SHA256:
            print(f"get_dictionary: the archive has SHA-256 {found}, pinned is {SHA256}.", file=sys.stderr)
            return 1
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tarfile.open(fileobj=io.BytesIO(archive)) as package:
            for name in ("index.aff", "index.dic", "license"):
                member = package.extractfile(f"package/{name}")
                assert member is not None  # the archive is checked by its sum
                (FOLDER / name).write_bytes(member.read())
        marker.touch()
    print(f"Bokmål dictionary for the spelling test: {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
