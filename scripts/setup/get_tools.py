"""Get what some tests ask of the system besides Chromium, and say what is there.

Debian's packages: as they are, or installed now where that can be done (as root). Where one is not to be had the
tests that need it are skipped and say so, with the command that brings it; so this never fails.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import debian

# Debian keeps some programs where an ordinary user's PATH may not lead.
_BESIDE = "/usr/sbin:/usr/local/sbin"
# Debian's command of this name needs binfmt_misc, which a container lacks; Java reads the archive anywhere.
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")


@dataclass(frozen=True)
class Tool:
    """Something of the system's: what it is for, Debian's packages, the programs and files that show it is there."""

    purpose: str
    packages: tuple[str, ...]
    programs: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()

    @property
    def there(self) -> bool:
        return all(program(name) for name in self.programs) and all(file.exists() for file in self.files)

    @property
    def missing(self) -> str:
        """What to say when it is not there, with the mend."""
        return f"{' and '.join(self.packages)} missing: 'sudo apt-get install {' '.join(self.packages)}' brings it"


def program(name: str) -> str | None:
    """Return the path of a program, or None when there is none."""
    return shutil.which(name) or shutil.which(name, path=_BESIDE)


PDF = Tool("reading the PDF", ("poppler-utils",), ("pdfinfo", "pdftotext"))
EPUB = Tool("checking the EPUB", ("epubcheck",), ("java",), (EPUBCHECK,))
FIREFOX = Tool("the paths of readers in Firefox", ("firefox-esr",), ("firefox-esr",))
WEBKIT = Tool("the paths of readers in WebKit", ("webkit2gtk-driver", "xvfb"), ("WebKitWebDriver", "Xvfb"))
NGINX = Tool("the recipe for hosting", ("nginx-light",), ("nginx",))
CLOCK = Tool("builds in other years", ("faketime",), ("faketime",))
TOOLS = (PDF, EPUB, FIREFOX, WEBKIT, NGINX, CLOCK)


def main(tools: Sequence[Tool] = TOOLS) -> int:
    wanted = [package for tool in tools if not tool.there for package in tool.packages]
    if wanted:
        debian.install(wanted)
    for tool in tools:
        print(f"For {tool.purpose}: {'found' if tool.there else f'{tool.missing}; its tests are skipped'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
