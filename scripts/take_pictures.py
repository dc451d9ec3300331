"""Take the pictures of the README anew, from the site as it was last built, into .github/pictures/.

Run after ``make build``, with the test tools set up: .venv/bin/python scripts/take_pictures.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from chromium import launched
from local_server import served

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / ".github" / "pictures"
# Name -> page, width, height, colour scheme.
SHOTS: dict[str, tuple[str, int, int, Literal["light", "dark"]]] = {
    "front-page": ("", 1280, 800, "light"),
    "front-page-dark": ("", 1280, 800, "dark"),
    "method-page": ("metoder/ips/", 1280, 800, "light"),
    "method-page-narrow-dark": ("metoder/ips/", 360, 740, "dark"),
}


def main(site: Path) -> int:
    if not (site / "index.html").exists():
        print(f"take_pictures: {site} holds no site. Run `make build` first.", file=sys.stderr)
        return 1
    with served(site) as address, launched() as browser:
        for name, (path, width, height, scheme) in SHOTS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(f"{address}/{path}")
            page.screenshot(path=PICTURES / f"{name}.png")
            print(PICTURES / f"{name}.png")
            context.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"))
