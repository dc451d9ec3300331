"""Time the search in Chromium: its first opening on a slow phone, and from a key to its results on the screen.

Types the gold queries letter by letter into the built site's search and takes the time
from each letter to the next frame after the results stand. Prints medians, the slowest
in a hundred, and what is sent; ``--slow`` has Chromium run at a
sixth of its speed, as on a cheap phone. A benchmark, not a test: it judges nothing.
Usage: search.py [--slow] (after make build)
"""

from __future__ import annotations

import gzip
import statistics
import sys
from pathlib import Path

import yaml
from chromium import launched
from local_server import served

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
GOLD = ROOT / "tests" / "site" / "gold_queries.yml"
SLOWER = 6
ROUNDS = 5

LOAD = """() => {
  const before = performance.now();
  siteSearch.prepare(searchIndex, searchText);
  return performance.now() - before;
}"""
# A slow phone, as Lighthouse has it: bytes a second, milliseconds there and back, how many times slower it computes.
SLOW_LINE, ROUND_TRIP, SLOW_PHONE = 1_600_000 / 8, 150, 4
ASKED = "jobbspesialist"
# Milliseconds from the search's opening to its first result and its first excerpt.
COLD = """async (asked) => {
  const seen = async (selector) => {
    while (!document.querySelector(selector)) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - before;
  };
  const before = performance.now();
  document.querySelector("[data-opens-search]").click();
  document.querySelector("#search-field").value = asked;
  return [await seen(".search__title"), await seen(".search__text mark")];
}"""
TYPE = """async (queries) => {
  const field = document.querySelector("#search-field");
  const handled = [];
  const drawn = [];
  for (const query of queries)
    for (let length = 1; length <= query.length; length++) {
      field.value = query.slice(0, length);
      const before = performance.now();
      field.dispatchEvent(new Event("input"));
      handled.push(performance.now() - before);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      drawn.push(performance.now() - before);
    }
  return [handled, drawn];
}"""


def summary(name: str, times: list[float]) -> str:
    """Return a line with the median, the 99th percentile and the longest of times in milliseconds."""
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.99)]
    return (
        f"{name:34} median {statistics.median(ordered):6.1f} ms   99 % {late:6.1f} ms   longest {ordered[-1]:6.1f} ms"
    )


def _cold(browser, address: str) -> list[float]:
    """Return the milliseconds of COLD on a slow phone that has fetched nothing of the search; nothing is compressed."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/")
    page.wait_for_load_state("networkidle")
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    line = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": SLOW_LINE, "uploadThroughput": SLOW_LINE}
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE})
    times = page.evaluate(COLD, ASKED)
    context.close()
    return times


def main() -> None:
    gold = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    for file in sorted((SITE / "assets").glob("search-*.js")):
        name, data = file.name, file.read_bytes()
        print(f"{name:34} {len(data) / 1000:6.0f} kB, compressed {len(gzip.compress(data, 9)) / 1000:4.0f} kB")
    excerpts = [len(path.read_bytes()) for path in (SITE / "assets" / "search").glob("*.js")]
    together, largest = sum(excerpts) / 1000, max(excerpts) / 1000
    print(f"{len(excerpts)} files of excerpts, together {together:.0f} kB, the largest {largest:.0f} kB")
    with served(SITE) as address, launched() as browser:
        page = browser.new_page(bypass_csp=True)
        if "--slow" in sys.argv:
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        cold = [_cold(browser, address) for _ in range(ROUNDS)]
        for name, times in zip(("first result", "first excerpt"), zip(*cold, strict=True), strict=True):
            print(summary(f"slow phone, cold: {name}", list(times)))
        page.goto(f"{address}/")
        page.keyboard.press("Control+k")
        page.wait_for_function("() => globalThis.searchText")
        page.wait_for_load_state("networkidle")
        print(summary("making the index ready", [page.evaluate(LOAD) for _ in range(ROUNDS)]))
        every = SLOWER if "--slow" in sys.argv else 1
        handled, drawn = page.evaluate(TYPE, [query["query"] for query in gold[::every]])
        print(summary("from key to results in the page", handled))
        print(summary("from key to the frame drawn", drawn))


if __name__ == "__main__":
    main()
