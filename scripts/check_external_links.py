"""Ask every address outside the site and print a report; always exit 0, as it reports and never blocks."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

from knowledge.checks.external_links import ask, collect, report
from knowledge.reading import read_library

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    places = collect(read_library(ROOT))
    print(report(ask(places, Path(sysconfig.get_path("scripts")) / "lychee"), places))
    return 0


if __name__ == "__main__":
    sys.exit(main())
