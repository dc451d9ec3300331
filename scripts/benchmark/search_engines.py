"""Measure three search engines on the gold queries: Material's, Pagefind, ours.

Each runs in the same Chromium on the same pages: Material's worker (lunr) and Pagefind
both as they come and enriched with what our index knows of each page: names of concepts,
English terms, abbreviations, keywords, inflected forms, tails of compounds, spellings
without æ, ø and å. Printed: how many expected pages are among the first three, the mean
reciprocal rank, what is sent before the first result, the median time of a query. What
was decided from it is in scripts/decisions/0005-search.md.

The site needs neither of the two others; Pagefind is asked of whoever runs this:
    uv pip install --target build/pagefind 'pagefind[bin]==1.5.2'
    PYTHONPATH=scripts:build/pagefind .venv/bin/python scripts/benchmark/search_engines.py
A benchmark, not a test: it judges nothing. Wants a built site (make build); names of
engines as arguments measure these alone.
"""

from __future__ import annotations

import asyncio
import functools
import gzip
import html
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import material
import yaml
from chromium import launched
from knowledge.library import Library
from knowledge.reading import read_library
from knowledge.search.documents import KEYWORD, Document, read_documents
from knowledge.search.index import build_index
from local_server import served

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "site" / "gold_queries.yml"
ENGINE = ROOT / "docs" / "assets" / "search-engine.js"
THEME = Path(material.__file__).with_name("templates") / "assets" / "javascripts"
SEPARATOR = r'[\s\-–,:!=\[\]()"/«»]+|\.(?!\d)'
ENDINGS = ("e", "en", "et", "er", "ene", "ere", "eren", "erne", "s", "ens", "ets", "enes", "ernes", "a")

# Each harness defines ask(query) -> [[address, …], …]: results in order, each with every address it offers.
MATERIAL = """
const worker = new Worker("workers/search.js");
const answer = () => new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
globalThis.start = async () => {
  const { config, docs } = await (await fetch("index.json")).json();
  const ready = answer();
  worker.postMessage({ type: 0, data: { config, docs, options: { suggest: false } } });
  await ready;
};
globalThis.ask = async (query) => {
  const found = answer();
  worker.postMessage({ type: 2, data: query });
  return (await found).data.items.map((group) => group.map(({ location }) => location));
};
"""
PAGEFIND = """
globalThis.start = async () => {
  globalThis.pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
};
globalThis.ask = async (query) => {
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, 25).map((result) => result.data()));
  return shown.map(({ url, sub_results }) => [url, ...sub_results.map((part) => part.url)]
    .map((address) => decodeURI(address.slice(1))));
};
"""
OURS = """
globalThis.start = async () => { globalThis.engine = siteSearch.prepare(searchIndex, searchText); };
globalThis.ask = async (query) => engine.search(query).results.slice(0, 25).map(({ address }) => [address]);
"""


def documents_of(library: Library, site: Path) -> list[Document]:
    """Return the documents of a built site."""
    rendered = {}
    for path, page in library.pages.items():
        text = (site / page.address / "index.html").read_text(encoding="utf-8")
        rendered[path] = (page.address, text[text.index("<article") : text.index("</article>")])
    return read_documents(library, rendered)


def hints(document: Document, vocabulary: Collection[str]) -> list[str]:
    """Return the words an index without a language of its own needs to find a document by its names."""
    names = [name.text for name in document.names if name.strength >= KEYWORD]
    found = set(names)
    for name in names:
        plain = name.lower().translate(str.maketrans("æøå", "aoa"))
        found.add(plain)
        for word in {*name.lower().split(), *plain.split()}:
            found |= {word + ending for ending in ENDINGS}
            found |= {word[start:] for start in range(3, len(word) - 3) if word[start:] in vocabulary}
    return sorted(found)


def material_site(folder: Path, documents: Sequence[Document], enriched: bool) -> None:
    """Write what Material's search plugin would, with the worker that reads it."""
    (folder / "workers").mkdir(parents=True)
    shutil.copytree(THEME / "lunr", folder / "lunr")
    shutil.copy(next((THEME / "workers").glob("search.*.min.js")), folder / "workers" / "search.js")
    vocabulary = _vocabulary(documents)
    docs = []
    for document in documents:
        if "#" in document.address:
            # The plugin has register entries as parts of their page.
            docs.append(_record(document.address, document.title, document.sections[0].text))
        else:
            text = " ".join(part.text for part in document.sections if not part.anchor)
            docs.append(_record(document.address, document.title, text))
            docs += [
                _record(f"{document.address}#{part.anchor}", part.heading, part.text)
                for part in document.sections
                if part.anchor
            ]
        if enriched:
            docs[-1 if "#" in document.address else _place(docs, document.address)]["tags"] = hints(
                document, vocabulary
            )
    fields = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
    config = {"lang": ["no"], "separator": SEPARATOR, "pipeline": ["stopWordFilter"], "fields": fields}
    _write(folder, "index.json", json.dumps({"config": config, "docs": docs}, ensure_ascii=False))
    _page(folder, MATERIAL)


def _record(location: str, title: str, text: str) -> dict[str, Any]:
    return {"location": location, "title": title, "text": html.escape(text)}


def _place(docs: list[dict[str, Any]], location: str) -> int:
    return next(number for number, record in enumerate(docs) if record["location"] == location)


def _vocabulary(documents: Sequence[Document]) -> set[str]:
    return {word.lower() for document in documents for part in document.sections for word in part.text.split()}


def pagefind_site(folder: Path, documents: Sequence[Document], enriched: bool) -> None:
    """Index the documents with Pagefind: pages with their parts, register entries as parts of their page."""
    from pagefind.index import IndexConfig, PagefindIndex

    vocabulary = _vocabulary(documents)
    pages = {
        document.address: _html(document, vocabulary, enriched) for document in documents if "#" not in document.address
    }
    for document in documents:
        page, _, anchor = document.address.partition("#")
        if anchor:
            pages[page] += f"<h2 id='{anchor}'>{html.escape(document.title)}</h2>"
            pages[page] += _hints(document, vocabulary, enriched) + f"<p>{html.escape(document.sections[0].text)}</p>"

    async def index():
        async with PagefindIndex(IndexConfig(output_path=str(folder / "pagefind"))) as made:
            for address, content in pages.items():
                page = f'<!doctype html><html lang="nb"><body>{content}</body></html>'
                await made.add_html_file(content=page, url=f"/{address}")

    folder.mkdir()
    asyncio.run(index())
    _page(folder, PAGEFIND)


def _hints(document: Document, vocabulary: set[str], enriched: bool) -> str:
    weighed = " ".join(hints(document, vocabulary))
    return f'<p data-pagefind-weight="7">{html.escape(weighed)}</p>' if enriched else ""


def _html(document: Document, vocabulary: set[str], enriched: bool) -> str:
    parts = [f"<h1>{html.escape(document.title)}</h1>", _hints(document, vocabulary, enriched)]
    for part in document.sections:
        if part.anchor:
            parts.append(f"<h2 id='{part.anchor}'>{html.escape(part.heading)}</h2>")
        parts.append(f"<p>{html.escape(part.text)}</p>")
    return "".join(parts)


def our_site(folder: Path, documents: Sequence[Document], search_words: Mapping[str, Any]) -> None:
    folder.mkdir()
    for path, content in build_index(documents, search_words).items():
        _write(folder, Path(path).name, content)
    shutil.copy(ENGINE, folder)
    _page(folder, OURS, "search-engine.js", "search-index.js", "search-text.js")


def _write(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")


def _page(folder: Path, harness: str, *scripts: str) -> None:
    loaded = "".join(f'<script src="{name}"></script>' for name in scripts)
    _write(folder, "index.html", f"<!doctype html><meta charset=utf-8>{loaded}<script type=module>{harness}</script>")


def measure(browser, address: str, gold: list[dict[str, Any]], expected: list[set[str]]) -> dict[str, Any]:
    """Return ranks (0: not found), bytes sent before the first result, and milliseconds of each query."""
    page = browser.new_page()
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{address}/index.html")
    page.wait_for_function("() => !!globalThis.ask")
    page.evaluate("start()")
    page.evaluate("ask('arbeidsgiver')")
    page.wait_for_timeout(500)
    before = sum(len(gzip.compress(response.body(), 9)) for response in list(responses) if response.ok)
    script = "async (q) => { const a = performance.now(); const r = await ask(q); return [r, performance.now() - a]; }"
    ranks, times = [], []
    for query, wanted in zip(gold, expected, strict=True):
        results, time = page.evaluate(script, query["query"])
        times.append(time)
        ranks.append(next((place for place, found in enumerate(results, 1) if wanted & set(found)), 0))
    page.close()
    return {"ranks": ranks, "sent": before, "times": times}


def report(name: str, measured: dict[str, Any], gold: list[dict[str, Any]]) -> str:
    """Return a line of the table."""
    cells = [name]
    for half in (None, False):
        ranks = [rank for rank, query in zip(measured["ranks"], gold, strict=True) if half in (None, query["tuned"])]
        first = sum(1 <= rank <= 3 for rank in ranks) / len(ranks)
        cells += [f"{first:.1%}", f"{sum(1 / rank for rank in ranks if rank) / len(ranks):.3f}"]
    cells += [f"{measured['sent'] / 1000:.0f} kB", f"{statistics.median(measured['times']):.1f} ms"]
    return "| " + " | ".join(cells) + " |"


def by_kind(measured: dict[str, Any], gold: list[dict[str, Any]]) -> str:
    """Return how many of each sort of query had an expected page among the first three."""
    counts: dict[str, list[int]] = {}
    for rank, query in zip(measured["ranks"], gold, strict=True):
        counts.setdefault(query["tests"], []).append(1 <= rank <= 3)
    return ", ".join(f"{kind} {sum(found)}/{len(found)}" for kind, found in sorted(counts.items()))


def main() -> None:
    library = read_library(ROOT)
    documents = documents_of(library, ROOT / "site")
    gold = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    expected = []
    for query in gold:
        places = (place.partition("#") for place in query["expect"])
        expected.append({library.pages[path].address + mark + anchor for path, mark, anchor in places})
    engines = {
        "Material, as it comes": functools.partial(material_site, enriched=False),
        "Material, enriched": functools.partial(material_site, enriched=True),
        "Pagefind, as it comes": functools.partial(pagefind_site, enriched=False),
        "Pagefind, enriched": functools.partial(pagefind_site, enriched=True),
        "ours": functools.partial(our_site, search_words=library.search_words),
    }
    engines = {name: make for name, make in engines.items() if not sys.argv[1:] or name in sys.argv[1:]}
    with tempfile.TemporaryDirectory() as place:
        for number, make in enumerate(engines.values()):
            make(Path(place, str(number)), documents)
        print("| engine | first three, all | MRR, all | first three, untuned | MRR, untuned | sent first | query |")
        print("|---|---|---|---|---|---|---|")
        with launched() as browser:
            for number, name in enumerate(engines):
                with served(Path(place, str(number))) as address:
                    measured = measure(browser, address, gold, expected)
                print(report(name, measured, gold), flush=True)
                print(f"    {by_kind(measured, gold)}", flush=True)


if __name__ == "__main__":
    main()
