"""Rows of numbers of real PDFs, recovered in order: as they are, rasterised, and rasterised, turned and skewed.

The truth is the PDF's own text layer: words that are numbers and stand alone, inside the tables that pymupdf finds,
in one band between two of its row edges, from left to right. None of the extractor's code makes it. A row counts
where a table of the extraction has a row of exactly these numbers, in this order, on the same page.

    python benchmarks/real_rows.py DIR [--modes as_is scan_200 scan_150_turned] [--pages 5-9] [--misses]

DIR: PDFs with a text layer. A page whose layer cannot be read as numbers has no truth and is left out.
"""

from __future__ import annotations

import argparse
import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pymupdf

from extractor.pipeline import extract
from extractor.tools import load_tools
from models.result import ExtractionResult, TableCell

Row = tuple[str, ...]
Box = tuple[float, float, float, float]

_NUMBER = re.compile(r"[-−+]?\d[\d,，]*(?:\.\d+)?%?")
ALONE_EM = 0.8
"""A number with a word nearer than this, in its own height, is part of a text and not of a row of numbers."""

MARKS = 0.15
"""Share of ASCII marks that are no part of a number from which on a layer's codes stand for other characters."""

SKEWS_DEG = (2.5, -1.5, 3.0, -2.5, 1.0)
TURNS = (90, 180, 270)
"""The scan of page n is turned by the n-th of these and skewed by the n-th of those, each list over again."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path, metavar="DIR", help="a folder of PDFs, or one PDF")
    parser.add_argument("--modes", nargs="+", default=list(MODES), choices=list(MODES))
    parser.add_argument("--pages", default="", help="only these, as 5-9")
    parser.add_argument("--misses", action="store_true", help="print every row that was not recovered")
    arguments = parser.parse_args()
    path: Path = arguments.directory
    files = sorted(path.glob("*.pdf")) if path.is_dir() else [path]
    tools = load_tools()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for file in files:
        numbers = _pages(arguments.pages, file)
        truth = true_rows(file, numbers)
        for mode in arguments.modes:
            data = MODES[mode](file, numbers)
            started = time.perf_counter()
            result = extract(data, file.name, tools).result
            seconds = time.perf_counter() - started
            missed, extra = compared(truth, result)
            rows = sum(map(len, truth))
            found[mode] += rows - sum(map(len, missed))
            wanted[mode] += rows
            share = 1 - sum(map(len, missed)) / rows if rows else 1.0
            print(
                f"{file.name}  {mode}: {share:.2%} of {rows} rows, {sum(map(len, extra))} rows too many; "
                f"{len(truth) / seconds:.1f} pages/s"
            )
            if arguments.misses:
                _tell(numbers, missed, extra)
    for mode in arguments.modes:
        share = found[mode] / wanted[mode] if wanted[mode] else 1.0
        print(f"all  {mode}: {share:.2%} of {wanted[mode]} rows")


def true_rows(file: Path, numbers: Sequence[int]) -> list[list[Row]]:
    """The rows of numbers of each of the pages."""
    with pymupdf.open(file) as document:
        return [_rows_of(document[number - 1]) for number in numbers]


def _rows_of(page: pymupdf.Page) -> list[Row]:
    turn = _turn(page)
    words = [(_turned(word[:4], turn, page), word[4]) for word in page.get_text("words")]
    if _marks(words) > MARKS:
        return []
    rows: list[Row] = []
    for table in page.find_tables().tables:
        cells = [_turned(cell, turn, page) for cell in table.cells]
        figures = [(box, _plain(text)) for box, text in words if _NUMBER.fullmatch(text)]
        alone = [(box, text) for box, text in figures if not _beside(box, words, cells)]
        x0, x1 = min(cell[0] for cell in cells), max(cell[2] for cell in cells)
        edges = _distinct(sorted(y for cell in cells for y in (cell[1], cell[3])))
        bands: dict[int, list[tuple[float, str]]] = {}
        for box, text in alone:
            middle = (box[1] + box[3]) / 2
            if x0 < (box[0] + box[2]) / 2 < x1 and edges[0] < middle < edges[-1]:
                bands.setdefault(bisect_right(edges, middle), []).append((box[0], text))
        rows += [tuple(text for _, text in sorted(band)) for _, band in sorted(bands.items())]
    return rows


def _marks(words: Sequence[tuple[Box, str]]) -> float:
    text = "".join(word for _, word in words)
    return sum(char in "!\"#$&'*;<=>?@[\\]^_`{|}" for char in text) / max(1, len(text))


def _turn(page: pymupdf.Page) -> int:
    """Degrees clockwise that the page must be turned for most of its text to run to the right."""
    counted: Counter[int] = Counter()
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            dx, dy = line["dir"]
            turn = (0 if dx > 0 else 180) if abs(dx) > abs(dy) else (270 if dy > 0 else 90)
            counted[turn] += sum(len(span["text"]) for span in line["spans"])
    return counted.most_common(1)[0][0] if counted else 0


def _turned(box: Sequence[float], turn: int, page: pymupdf.Page) -> Box:
    x0, y0, x1, y1 = box
    width, height = page.cropbox.width, page.cropbox.height
    match turn:
        case 90:
            return height - y1, x0, height - y0, x1
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return y0, width - x1, y1, width - x0
    return x0, y0, x1, y1


def _beside(box: Box, words: Sequence[tuple[Box, str]], cells: Sequence[Box]) -> bool:
    """Whether another word of the same cell stands beside this one."""
    reach = ALONE_EM * (box[3] - box[1])
    home = _cell_of(box, cells)
    return any(
        other != box
        and _cell_of(other, cells) == home
        and min(other[3], box[3]) - max(other[1], box[1]) > 0.5 * (box[3] - box[1])
        and max(other[0] - box[2], box[0] - other[2]) < reach
        for other, _ in words
    )


def _cell_of(box: Box, cells: Sequence[Box]) -> Box | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return next((cell for cell in cells if cell[0] < x < cell[2] and cell[1] < y < cell[3]), None)


def _distinct(edges: Sequence[float]) -> list[float]:
    """Edges more than a point and a half apart: a rule's two sides are one edge."""
    return [edges[0], *(b for a, b in pairwise(edges) if b - a > 1.5)]


def compared(truth: Sequence[Sequence[Row]], result: ExtractionResult) -> tuple[list[list[Row]], list[list[Row]]]:
    """Per page the true rows that no row of the result equals, and the result's rows that equal none."""
    missed, extra = [], []
    for number, rows in enumerate(truth, 1):
        mine = Counter(row for table in result.tables for row in _read_rows(table.cells, number))
        theirs = Counter(rows)
        missed.append(list((theirs - mine).elements()))
        extra.append(list((mine - theirs).elements()))
    return missed, extra


def _read_rows(cells: Sequence[TableCell], page: int) -> Iterator[Row]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in cells:
        text = cell.text.strip()
        if cell.page == page and _NUMBER.fullmatch(text):
            # a merged cell's text stands in its middle
            rows.setdefault(cell.row + (cell.row_span - 1) // 2, []).append((cell.col, _plain(text)))
    for _, row in sorted(rows.items()):
        yield tuple(text for _, text in sorted(row))


def _plain(text: str) -> str:
    return text.replace(",", "").replace("，", "").replace("−", "-").lstrip("+")


def _as_is(file: Path, numbers: Sequence[int]) -> bytes:
    with pymupdf.open(file) as document:
        document.select([number - 1 for number in numbers])
        return bytes(document.tobytes())


def _rasterised(file: Path, numbers: Sequence[int], dpi: int, *, askew: bool) -> bytes:
    scan = pymupdf.open()
    with pymupdf.open(file) as document:
        for number in numbers:
            turn = TURNS[number % len(TURNS)] if askew else 0
            skew = SKEWS_DEG[number % len(SKEWS_DEG)] if askew else 0.0
            picture = document[number - 1].get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72).prerotate(turn + skew))
            page = scan.new_page(width=picture.width * 72 / dpi, height=picture.height * 72 / dpi)
            page.insert_image(page.rect, stream=picture.tobytes("jpeg", jpg_quality=85))
    return bytes(scan.tobytes())


MODES: dict[str, Callable[[Path, Sequence[int]], bytes]] = {
    "as_is": _as_is,
    "scan_200": lambda file, numbers: _rasterised(file, numbers, 200, askew=False),
    "scan_150_turned": lambda file, numbers: _rasterised(file, numbers, 150, askew=True),
}


def _pages(chosen: str, file: Path) -> list[int]:
    with pymupdf.open(file) as document:
        count = document.page_count
    if not chosen:
        return list(range(1, count + 1))
    first, _, last = chosen.partition("-")
    return [number for number in range(int(first), int(last or first) + 1) if number <= count]


def _tell(numbers: Sequence[int], missed: Sequence[Sequence[Row]], extra: Sequence[Sequence[Row]]) -> None:
    for number, gone, more in zip(numbers, missed, extra, strict=True):
        for row in gone:
            print(f"  page {number}: missed  {'  '.join(row)}")
        for row in more:
            print(f"  page {number}: too many  {'  '.join(row)}")


if __name__ == "__main__":
    main()
