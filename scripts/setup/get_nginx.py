"""Get the nginx that the recipe for hosting is tried with (Debian's nginx-light), and say whether it is there.

As it is, or installed now where that can be done (as root). Where it is not to be had its tests are skipped and say
so; so this never fails.
"""

from __future__ import annotations

import shutil
import sys

import debian

PACKAGE = "nginx-light"
MEND = f"'sudo apt-get install {PACKAGE}' brings it"


def nginx() -> str | None:
    """Return nginx's path, or None when there is none; Debian keeps it where an ordinary user's PATH may not lead."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def main() -> int:
    if not nginx():
        debian.install([PACKAGE])
    print(f"nginx for the tests of the hosting: {'found' if nginx() else f'missing, its tests are skipped; {MEND}'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
