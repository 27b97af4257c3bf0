"""How many pages with a good text layer scanledger reads in a second, side by side with pymupdf4llm in one run.

Pairs in turn on one machine in one run, everything warm, on one core (set OMP_NUM_THREADS=1), by processor time.
pymupdf4llm gives Markdown with its tables; scanledger rebuilds the grids, interprets and checks them. Both open the
file anew each time.

    python benchmarks/layer_speed.py FILE [FILE …] [--pairs 3]

FILE: a PDF with a text layer. Needs ``pip install pymupdf4llm``, which nothing else here does.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pymupdf4llm  # type: ignore[import-not-found, unused-ignore]  # installed for this program alone

from extractor.pipeline import extract
from extractor.tools import load_tools


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--pairs", type=int, default=3)
    arguments = parser.parse_args()
    tools = load_tools()
    gc.freeze()  # as ``scanledger extract`` and the readers of a batch do
    for file in arguments.files:
        data = file.read_bytes()
        with pymupdf.open(stream=data) as document:
            pages = document.page_count

        def ours(data: bytes = data, name: str = file.name) -> None:
            extract(data, name, tools)

        def theirs(data: bytes = data) -> None:
            with pymupdf.open(stream=data) as document:
                pymupdf4llm.to_markdown(document, show_progress=False)

        pairs = [(seconds(ours), seconds(theirs)) for _ in range(arguments.pairs + 1)][1:]
        mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        print(
            f"{file.name}: {pages} pages; scanledger {pages / mine:.1f} pages/s, "
            f"pymupdf4llm {pages / other:.1f} pages/s; time, median of pairs: {ratio:.2f} of pymupdf4llm's"
        )


def seconds(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
