"""Time and memory of the watch over the law on packages of the real size, made here and served by this machine.

Lovdata's packages had some 760 acts (6 MB) and 5 100 regulations (27 MB packed) in 2026. Run with ``--keep FOLDER`` to
make the packages once; the memory is that of a process of its own that does nothing but read them.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from knowledge.watch.packages import PACKAGES, read_packages
from local_server import served

# How many documents, and how many sections each: what gives the packed sizes above.
SIZES = {"LOV": (760, 58), "FOR": (5100, 38)}
# One act in so many is as large as folketrygdloven, the largest there is.
LARGE, LARGE_SECTIONS = 200, 1500
WANTED = 30


def _words(chance: random.Random, count: int, vocabulary: list[str]) -> str:
    return " ".join(chance.choices(vocabulary, k=count))


def _document(id: str, sections: int, chance: random.Random, phrases: list[str]) -> bytes:
    refid = f"{'forskrift' if id.startswith('FOR') else 'lov'}/{id[4:]}"
    articles = []
    for number in range(1, sections + 1):
        paragraphs = "".join(
            f'<article class="legalP" id="kapittel-1-paragraf-{number}-ledd-{ledd}">'
            f"{_words(chance, 4, phrases)}.</article>"
            for ledd in (1, 2)
        )
        articles.append(
            f'<article class="legalArticle" data-lovdata-URL="NL/{refid}/§{number}" data-name="§{number}" '
            f'id="kapittel-1-paragraf-{number}"><h3 class="legalArticleHeader"><span class="legalArticleValue">'
            f'§ {number}</span>. <span class="legalArticleTitle">{_words(chance, 1, phrases)}</span></h3>'
            f"{paragraphs}</article>"
        )
    return (
        f'<!DOCTYPE html><html lang="nb"><head><title>{id}</title></head><body><header class="documentHeader" '
        f'id="hode"><dl class="data-document-key-info"><dt class="legacyID">Datokode</dt><dd class="legacyID">{id}'
        f'</dd></dl></header><main class="documentBody" data-lovdata-URL="NL/{refid}" id="dokument"><h1>{id}</h1>'
        f"{''.join(articles)}</main></body></html>"
    ).encode()


def _ids(kind: str) -> list[str]:
    return [f"{kind}-2000-01-01-{number}" for number in range(1, SIZES[kind][0] + 1)]


def make(folder: Path) -> None:
    """Write both packages and their list below ``folder``, as the server names them."""
    (folder / "get").mkdir(parents=True)
    for kind, name in PACKAGES.items():
        chance = random.Random(kind)
        letters = "abdefghijklmnoprstuvyæøå"
        words = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(4000)]
        # Legal language repeats itself: phrases of some words, used again and again.
        phrases = [_words(chance, chance.randint(4, 9), words) for _ in range(9000)]
        with tarfile.open(folder / "get" / name, "w:bz2") as archive:
            for place, id in enumerate(_ids(kind), 1):
                data = _document(id, LARGE_SECTIONS if place % LARGE == 0 else SIZES[kind][1], chance, phrases)
                info = tarfile.TarInfo(f"{kind.lower()}/{id}.xml")
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    listed = [{"filename": name, "lastModified": "2026-08-01T00:00:00Z"} for name in PACKAGES.values()]
    (folder / "list").write_text(json.dumps(listed), encoding="utf-8")


def _read(address: str) -> None:
    """Read the packages and print what it took; run in a process of its own."""
    wanted = {
        id for kind in PACKAGES for id in [*_ids(kind)[:: SIZES[kind][0] // WANTED], *_ids(kind)[LARGE - 1 :: LARGE]]
    }
    start, worked = time.perf_counter(), time.process_time()
    reading = read_packages(wanted, address)
    seconds, work = time.perf_counter() - start, time.process_time() - worked
    # Linux gives kilobytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(reading.texts)} of {len(wanted)} acts read, faults: {reading.faults or 'none'}")
    print(f"{seconds:.1f} s, {work:.1f} s of them at work, at most {peak:.0f} MB of memory")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="make the packages here, or use those that are here")
    parser.add_argument("--read", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        _read(options.read)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder) / "packages"
        if not (place / "list").exists():
            make(place)
        for name in PACKAGES.values():
            print(f"{name}: {(place / 'get' / name).stat().st_size / 1e6:.1f} MB packed")
        with served(place) as address:
            done = subprocess.run([sys.executable, __file__, "--read", address]).returncode
    return done


if __name__ == "__main__":
    sys.exit(main())
