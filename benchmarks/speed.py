"""How long scanledger takes for a page, as a multiple of RapidOCR alone with its defaults on the same page.

Pairs in turn on one machine in one run, everything warm, each pair's ratio, their median. RapidOCR alone gives
lines of text, upright or not; scanledger turns, deskews, cleans, reads, rebuilds the grid, interprets and checks.

    python benchmarks/speed.py FILE [--pairs 5]

FILE: a PDF, PNG, JPEG or TIFF; its first page is read.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from extractor.imaging import render
from extractor.ingest import open_input
from extractor.pipeline import extract
from extractor.settings import Settings
from extractor.tools import load_tools
from models.page import DumpPage, Pixels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--pairs", type=int, default=5)
    arguments = parser.parse_args()
    pixels = first_page(arguments.file)
    page = io.BytesIO()
    Image.fromarray(pixels).save(page, "PNG")
    tools, alone = load_tools(), RapidOCR()
    ours = [seconds(lambda: extract(page.getvalue(), "page.png", tools))]
    theirs = [seconds(lambda: alone(np.ascontiguousarray(pixels[..., ::-1])))]
    for _ in range(arguments.pairs):
        ours.append(seconds(lambda: extract(page.getvalue(), "page.png", tools)))
        theirs.append(seconds(lambda: alone(np.ascontiguousarray(pixels[..., ::-1]))))
    warm = list(zip(ours[1:], theirs[1:], strict=True))
    print(f"page: {pixels.shape[1]} x {pixels.shape[0]} pixels; {len(warm)} pairs after one to warm up")
    print(f"scanledger, median: {statistics.median(a for a, _ in warm):.2f} s")
    print(f"RapidOCR alone, median: {statistics.median(b for _, b in warm):.2f} s")
    print(f"ratio, median of pairs: {statistics.median(a / b for a, b in warm):.2f}")


def first_page(path: Path) -> Pixels:
    """Its pixels as a viewer shows it, so that both read the same picture."""
    with open_input(path.read_bytes(), path.name) as opened:
        source = opened.page(1)
        if isinstance(source, DumpPage):
            raise SystemExit(f"{path}: a text dump has no pixels")
        return render(source, Settings().imaging).pixels


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
