"""How long scanledger takes for a page, as a multiple of RapidOCR alone with its defaults on the same page.

Pairs in turn on one machine in one run, everything warm, each pair's ratio, their median; on the wall and by processor
time, which other programs on the machine disturb less. RapidOCR alone gives lines of text, upright or not; scanledger
turns, deskews, cleans, reads, rebuilds the grid, interprets and checks.

    python benchmarks/speed.py FILE … [--pairs 5] [--threads 1]

FILE: a PDF, PNG, JPEG or TIFF; its first page is read. ``--threads``: inside the models of both; 0 leaves it to both.
"""

from __future__ import annotations

import argparse
import io
import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from extractor.imaging import render
from extractor.ingest import open_input
from extractor.pipeline import extract
from extractor.profiling import Seconds, now
from extractor.reading import ReadingSettings
from extractor.settings import Settings
from extractor.tools import load_tools
from models.page import DumpPage, Pixels

THREAD_SETTINGS = ("EngineConfig.onnxruntime.intra_op_num_threads", "EngineConfig.onnxruntime.inter_op_num_threads")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    tools = load_tools(Settings(reading=ReadingSettings(threads=arguments.threads)))
    alone = RapidOCR(params=dict.fromkeys(THREAD_SETTINGS, arguments.threads) if arguments.threads else None)
    for path in arguments.files:
        pixels = first_page(path)
        page = io.BytesIO()
        Image.fromarray(pixels).save(page, "PNG")
        data, turned_round = page.getvalue(), np.ascontiguousarray(pixels[..., ::-1])
        pairs = [
            (seconds(lambda: extract(data, "page.png", tools)), seconds(lambda: alone(turned_round)))  # noqa: B023 - called at once
            for _ in range(arguments.pairs + 1)
        ][1:]
        print(f"{path.name}: {pixels.shape[1]} x {pixels.shape[0]} pixels; {len(pairs)} pairs after one to warm up")
        for name, of in (("processor", lambda s: s.cpu_s), ("wall", lambda s: s.wall_s)):
            ours, theirs = (statistics.median(of(pair[i]) for pair in pairs) for i in (0, 1))
            ratio = statistics.median(of(a) / of(b) for a, b in pairs)
            print(f"  {name}: scanledger {ours:.2f} s, RapidOCR alone {theirs:.2f} s, ratio {ratio:.2f}")


def first_page(path: Path) -> Pixels:
    """Its pixels as a viewer shows it, so that both read the same picture."""
    with open_input(path.read_bytes(), path.name) as opened:
        source = opened.page(1)
        if isinstance(source, DumpPage):
            raise SystemExit(f"{path}: a text dump has no pixels")
        return render(source, Settings().imaging).pixels


def seconds(work: Callable[[], object]) -> Seconds:
    before = now()
    work()
    return now() - before


if __name__ == "__main__":
    main()
