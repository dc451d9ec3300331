"""Get what the tests read the PDF and the EPUB with, and say what is there.

Debian's packages poppler-utils (pdfinfo, pdftotext) and epubcheck (with a Java): as they
are, or installed now where that can be done (as root). Where they are not to be had the
tests that need them are skipped and say so; so this never fails.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import debian

PACKAGES = ("poppler-utils", "epubcheck")
# Debian's command of this name needs binfmt_misc, which a container lacks; Java reads the archive anywhere.
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")


def pdf_tools() -> bool:
    """Say whether pdfinfo and pdftotext are on PATH."""
    return all(shutil.which(name) for name in ("pdfinfo", "pdftotext"))


def epubcheck_command() -> list[str] | None:
    """Return the command that checks an EPUB, or None when there is none."""
    java = shutil.which("java")
    return [java, "-jar", str(EPUBCHECK)] if java and EPUBCHECK.exists() else None


def main() -> int:
    if not (pdf_tools() and epubcheck_command()):
        debian.install(PACKAGES)
    for name, there in (("poppler-utils", pdf_tools()), ("epubcheck", epubcheck_command())):
        mend = f"missing, its tests are skipped; 'sudo apt-get install {name}' brings it"
        print(f"{name} for the tests of the downloads: {'found' if there else mend}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
