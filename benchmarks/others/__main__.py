"""scanledger beside other tools on the same pictures in one run.

    python -m samples make --count 1 --seed S --families self_evaluation,fiscal,scorecard \
        --variants none light heavy worst --container pdf --out DIR
    python -m benchmarks.others DIR [--real PDFS] [--without TOOL …] [--out FILE.json] [--plot FILE.svg]
    python -m benchmarks.others --show FILE.json [--plot FILE.svg]

DIR: scans with their truth. Everybody gets each page as the same PNG file, upright or not as it was scanned, and the
light ones of one page in the three other turns besides. ``--real``: PDFs with a text layer, whose pages with most rows
of numbers are rasterised; rows recovered are counted, as ``real_rows.py`` does. One thread each (OMP_NUM_THREADS=1).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import pymupdf

from benchmarks.others.measures import measured, understood
from benchmarks.others.report import OURS, Score, page_of_figures, plot
from benchmarks.others.tools import TOOLS, Bench
from benchmarks.real_rows import MODES, Row, compared, true_rows
from extractor.evaluation import TRUTH_SUFFIX, Truth, load_truth
from extractor.imaging import render
from extractor.ingest import open_input
from extractor.pipeline import extract
from extractor.profiling import now
from extractor.reading import ReadingSettings
from extractor.settings import Settings
from extractor.tools import Tools, load_tools
from models.page import DumpPage
from models.result import ExtractionResult

TURNS = (90, 180, 270)
"""Clockwise."""

LEAST_ROWS = 5
"""Rows of numbers that a real page must have to tell anything."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a tool made of a document: its tables as a result of ours, and every text that it read."""

    tool: str
    cpu_s: float
    result: ExtractionResult
    texts: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--real", type=Path, metavar="PDFS", help="a folder of them")
    parser.add_argument("--real-pages", type=int, default=2, help="of each (%(default)s)")
    parser.add_argument("--without", nargs="*", default=(), choices=[tool.name for tool in TOOLS], metavar="TOOL")
    parser.add_argument("--out", type=Path, metavar="FILE.json")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg")
    parser.add_argument("--show", type=Path, metavar="FILE.json", help="print a run's figures again")
    arguments = parser.parse_args()
    if arguments.show:
        scores = [Score(**item) for item in json.loads(arguments.show.read_text())]
    else:
        present = [tool for tool in TOOLS if tool.name not in arguments.without and not tool.absent]
        for tool in TOOLS:
            print(f"{tool.name}: {tool.absent or tool.called}", flush=True)
        benches = [Bench(tool) for tool in present]
        scores = []
        for score in run(arguments, benches):
            scores.append(score)
            print(score, flush=True)
            if arguments.out:
                arguments.out.write_text(json.dumps([asdict(score) for score in scores]))
        for bench in benches:
            bench.close()
    print(page_of_figures(scores))
    if arguments.plot:
        arguments.plot.write_text(plot(scores), encoding="utf-8")


def run(arguments: argparse.Namespace, benches: Sequence[Bench]) -> Iterator[Score]:
    tools = load_tools(Settings(reading=ReadingSettings(threads=1)))
    blank = cv2.imencode(".png", np.full((400, 300, 3), 255, np.uint8))[1].tobytes()
    tools.engine.load()
    for bench in benches:
        bench.read(blank)  # loads what it needs
    for path in sorted(arguments.folder.glob(f"*{TRUTH_SUFFIX}")) if arguments.folder else ():
        truth = load_truth(path)
        source = path.with_name(path.name.removesuffix(TRUTH_SUFFIX))
        pages = pictures_of(source.read_bytes(), source.name)
        yield from (scored(read, truth, 0, len(pages)) for read in read_by_all(pages, benches, tools))
        if truth.grade == "light" and len(pages) == 1:
            for turn in TURNS:
                yield from (
                    scored(read, truth, turn, 1) for read in read_by_all([turned(pages[0], turn)], benches, tools)
                )
    for file in sorted(arguments.real.glob("*.pdf")) if arguments.real else ():
        yield from on_real(file, arguments.real_pages, benches, tools)


def scored(read: Read, truth: Truth, turn: int, pages: int) -> Score:
    of = measured(truth, read.result, read.texts)
    grade, cpu_s = truth.grade or "none", read.cpu_s / pages
    return Score(read.tool, truth.form, grade, turn, cpu_s, of.leaf_f1, of.teds, of.figures)


def on_real(file: Path, count: int, benches: Sequence[Bench], tools: Tools) -> Iterator[Score]:
    """Its pages with most rows of numbers."""
    with pymupdf.open(file) as document:
        every = range(1, document.page_count + 1)
    rows: dict[int, list[Row]] = dict(zip(every, true_rows(file, every), strict=True))
    chosen = sorted((page for page in every if len(rows[page]) >= LEAST_ROWS), key=lambda page: -len(rows[page]))
    for page in chosen[:count]:
        for mode in ("scan_200", "scan_150_turned"):
            pages = pictures_of(MODES[mode](file, [page]), "page.pdf")
            for read in read_by_all(pages, benches, tools):
                missed = sum(map(len, compared([rows[page]], read.result)[0]))
                share = 1 - missed / len(rows[page])
                yield Score(read.tool, "published", mode, 0, read.cpu_s, None, None, share)


def read_by_all(pages: Sequence[bytes], benches: Sequence[Bench], tools: Tools) -> Iterator[Read]:
    data, before = as_pdf(pages), now()
    ours = extract(data, "pages.pdf", tools).result
    took = (now() - before).cpu_s
    yield Read(OURS, took, ours, tuple(cell.text for table in ours.tables for cell in table.cells))
    for bench in benches:
        outcomes = [bench.read(page) for page in pages]
        for failure in filter(None, (outcome.failure for outcome in outcomes)):
            print(f"{bench.tool.name}: {failure}", flush=True)
        said = [outcome.page for outcome in outcomes]
        texts = tuple(text for page in said for text in page.texts)
        yield Read(bench.tool.name, sum(outcome.cpu_s for outcome in outcomes), understood(said, tools), texts)


def pictures_of(data: bytes, name: str) -> list[bytes]:
    """Each page as a PNG file, as a viewer shows it."""
    pages = []
    with open_input(data, name) as opened:
        for number in range(1, opened.page_count + 1):
            source = opened.page(number)
            if isinstance(source, DumpPage):
                raise SystemExit(f"{name}: a text dump has no pixels")
            pixels = render(source, Settings().imaging).pixels
            pages.append(cv2.imencode(".png", pixels[..., ::-1])[1].tobytes())
    return pages


def turned(page: bytes, degrees: int) -> bytes:
    """The page turned clockwise."""
    pixels = cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_COLOR)
    return cv2.imencode(".png", np.rot90(pixels, -degrees // 90))[1].tobytes()


def as_pdf(pages: Sequence[bytes]) -> bytes:
    """A document of the pictures, for who reads documents; its pixels are not touched."""
    with pymupdf.open() as document:
        for page in pages:
            picture = pymupdf.Pixmap(page)
            width, height = picture.width * 72 / 150, picture.height * 72 / 150
            document.new_page(width=width, height=height).insert_image((0, 0, width, height), stream=page)
        return bytes(document.tobytes())


if __name__ == "__main__":
    main()
