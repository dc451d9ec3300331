"""Time an edit under `make serve`: from the save to the page in the browser, which loads itself again.

Real server, real Chromium, a copy of the project. What is edited: the text of a page that stands open, a page nobody
looks at with one open that shows a register, a style, a register. Prints the median of some rounds beside the time of
a warm whole build by itself. A benchmark, not a test: it judges nothing. Usage: edits.py [rounds]
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts")]

from chromium import launched  # noqa: E402

TAKEN_ALONG = ("docs", "bibliography", "overrides", "scripts", "mkdocs.yml", ".cache")
PATIENCE = 60_000  # milliseconds
_IN_TEXT = "(mark) => document.body?.textContent.includes(mark)"
_IN_STYLE = "(mark) => getComputedStyle(document.documentElement).getPropertyValue('--edited').includes(mark)"
# What is edited -> the file, what stands in it, what then stands there ({} the mark), the page that shows it, and how
# it is seen there.
EDITS = {
    "text of a page": ("docs/metoder/ips.md", "Jobbsøket starter", "Jobbsøket {} starter", "metoder/ips/", _IN_TEXT),
    "entry of a register": (
        "bibliography/glossary.yml", "  definition: ", "  definition: {} ", "oppslag/ordliste/", _IN_TEXT,
    ),
    "style": ("docs/assets/site.css", "", ":root {{ --edited: {}; }}\n", "metoder/ips/", _IN_STYLE),
}  # fmt: skip


@contextmanager
def _serving(project: Path) -> Iterator[str]:
    command = [sys.executable, str(project / "scripts" / "maintain.py"), "serve", "--address", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            lines = iter(process.stdout)
            address = next(word for line in lines for word in line.split() if word.startswith("http://"))
            yield address
        finally:
            process.terminate()


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, launched() as browser:
        project = Path(folder) / "project"
        project.mkdir()
        for name in TAKEN_ALONG:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, project / name)
        whole = []
        for _ in range(rounds):
            begun = time.perf_counter()
            subprocess.run([sys.executable, str(project / "scripts/build_site.py"), str(project)], check=True)
            whole.append(time.perf_counter() - begun)
        warm = statistics.median(whole)
        print(f"a warm whole build: {warm:.2f} s")
        with _serving(project) as address:
            page = browser.new_page(bypass_csp=True)
            for name, (file, found, instead, path, seen) in EDITS.items():
                page.goto(f"{address}arbeidsinkludering/{path}")
                page.wait_for_selector("main h1", timeout=PATIENCE)
                took = []
                original = (project / file).read_text(encoding="utf-8")
                for number in range(rounds):
                    # The whole site of the edit before is built behind it: a writer who thinks a while.
                    page.wait_for_timeout(15_000)
                    mark = f"edited{number}"
                    begun = time.perf_counter()
                    (project / file).write_text(original.replace(found, instead.format(mark), 1), encoding="utf-8")
                    page.wait_for_function(seen, arg=mark, timeout=PATIENCE)
                    took.append(time.perf_counter() - begun)
                (project / file).write_text(original, encoding="utf-8")
                median = statistics.median(took)
                print(f"{name}: {median:.2f} s (slowest {max(took):.2f}), {median / warm:.2f} of a whole build")


if __name__ == "__main__":
    main()
