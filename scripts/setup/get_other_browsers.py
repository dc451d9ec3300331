"""Get the browsers beside Chromium that the paths of readers are tried in, and say what is there.

Debian's firefox-esr, and WebKitGTK with its driver (webkit2gtk-driver) and a screen to draw on (xvfb): as they are,
or installed now where that can be done (as root). Where one is not to be had its tests are skipped and say so; so
this never fails.
"""

from __future__ import annotations

import shutil
import sys

import debian

# A browser -> the programs that must be on PATH, and Debian's packages that bring them.
BROWSERS = {
    "Firefox": (("firefox-esr",), ("firefox-esr",)),
    "WebKit": (("WebKitWebDriver", "Xvfb"), ("webkit2gtk-driver", "xvfb")),
}


def there(browser: str) -> bool:
    """Say whether the programs of a browser are on PATH."""
    return all(shutil.which(program) for program in BROWSERS[browser][0])


def main() -> int:
    wanted = [package for browser, (_, packages) in BROWSERS.items() if not there(browser) for package in packages]
    if wanted:
        debian.install(wanted)
    for browser, (_, packages) in BROWSERS.items():
        mend = f"missing, its tests are skipped; 'sudo apt-get install {' '.join(packages)}' brings it"
        print(f"{browser} for the paths of readers: {'found' if there(browser) else mend}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
