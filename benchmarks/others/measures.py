"""What is measured of a document that a tool has read, by the same measures for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from benchmarks.others.reading import PlainCell, PlainPage, PlainTable
from extractor.document import interpret_document, understand_document
from extractor.evaluation import Truth, judge
from extractor.grids import join_pages
from extractor.pages import PageReading
from extractor.tables import table_of
from extractor.tools import Tools
from models.geometry import Box, PageMap
from models.grid import Cell, CellPart, Grid
from models.page import ReadPage
from models.result import DocumentInfo, EngineInfo, ExtractionResult, PageInfo
from models.text import Glyph, TextLine

COLUMN, ROW = 100, 10
"""Width of each column and height of each row, where a tool tells no places: as of an amount, in points."""

_FIGURE = re.compile(r"\d[\d,，]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Measured:
    """``leaf_f1`` and ``teds`` as everywhere here; ``figures``: the share of the tables' figures that was read."""

    leaf_f1: float
    teds: float
    figures: float


def measured(truth: Truth, result: ExtractionResult, texts: Iterable[str]) -> Measured:
    judged = judge("", truth, result, 0.0)
    leaves = judged.leaves.values()
    expected, got, right = (sum(getattr(leaf, name) for leaf in leaves) for name in ("expected", "got", "right"))
    return Measured(
        leaf_f1=2 * right / (expected + got) if expected + got else 1.0,
        teds=sum(table.teds for table in judged.tables) / len(judged.tables) if judged.tables else 1.0,
        figures=figures_found((cell.text for table in truth.tables for cell in table.cells), texts),
    )


def figures_found(expected: Iterable[str], got: Iterable[str]) -> float:
    """The share of the figures in ``expected``, each as often as it stands there, that ``got`` has too, wherever."""
    wanted, had = (Counter(figure for text in texts for figure in figures_in(text)) for texts in (expected, got))
    return (wanted & had).total() / wanted.total() if wanted else 1.0


def figures_in(text: str) -> list[str]:
    return [re.sub("[,，]", "", figure) for figure in _FIGURE.findall(re.sub(r"\s", "", text))]


def understood(pages: Sequence[PlainPage], tools: Tools) -> ExtractionResult:
    """What scanledger's own knowledge of forms makes of another tool's tables.

    The other tools know no form. This gives each the best part of ours, joining of pages included, so that leaf F1
    tells what they read and how they cut it, not what they were never made for.
    """
    readings = {number: PageReading(_page(number, page)) for number, page in enumerate(pages, 1)}
    heights = {number: reading.page.height for number, reading in readings.items()}
    grids = join_pages([grid for number, page in enumerate(pages, 1) for grid in grids_of(page, number)], heights)
    body = [(number, _line(text, place)) for number, page in enumerate(pages, 1) for text, place in _beside(page)]
    records = understand_document(interpret_document(grids, body, tools), readings, tools)
    return ExtractionResult(
        document=DocumentInfo(
            sha256="0" * 64,
            filename="",
            media_type="image/png",
            page_count=len(pages),
            pages=tuple(
                PageInfo(
                    number=number, width=1, height=height, rotation=0, skew=0, source="ocr", garbled=False, quality=1
                )
                for number, height in heights.items()
            ),
        ),
        tables=tuple(table_of(index, grid, readings) for index, grid in enumerate(grids)),
        records=tuple(item.record for item in records),
        warnings=(),
        engine=EngineInfo(package="", ocr="", catalogue="", calibration=""),
    )


def grids_of(page: PlainPage, number: int) -> list[Grid]:
    """Its tables, one under another; all text beside them is told of the first, of which it mostly is the title."""
    tables = [table for table in page.tables if table]
    tops = accumulate((_rows(table) for table in tables), initial=len(page.beside))
    captions = tuple((number, _line(text, place)) for text, place in _beside(page))
    return [
        _grid(table, top, number, captions if first else ())
        for first, table, top in zip([True, *[False] * len(tables)], tables, tops, strict=False)
    ]


def _grid(table: PlainTable, top: int, number: int, captions: tuple[tuple[int, TextLine], ...]) -> Grid:
    covered: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for own in sorted(table, key=lambda cell: (cell.row, cell.col)):
        slots = {(own.row + i, own.col + j) for i in range(own.row_span) for j in range(own.col_span)}
        if not slots & covered:
            covered |= slots
            cells.append(_cell(own, top, number))
    n_rows, n_cols = max(row for row, _ in covered) + 1, max(col for _, col in covered) + 1
    holes = {(row, col) for row in range(n_rows) for col in range(n_cols)} - covered
    cells += [_cell(PlainCell(row, col, 1, 1, ""), top, number) for row, col in holes]
    return Grid(n_rows, n_cols, tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), captions=captions)


def _cell(own: PlainCell, top: int, number: int) -> Cell:
    x, y = own.col * COLUMN, (top + own.row) * ROW
    place = Box(x, y, x + own.col_span * COLUMN, y + own.row_span * ROW)
    lines = tuple(_line(part, place) for part in own.text.splitlines() if part.strip())
    return Cell(own.row, own.col, own.row_span, own.col_span, (CellPart(number, place, lines),))


def _line(text: str, place: Box) -> TextLine:
    return TextLine(text, place, tuple(Glyph(char, place) for char in text if not char.isspace()), "other")


def _beside(page: PlainPage) -> list[tuple[str, Box]]:
    return [(text, Box(0, row * ROW, COLUMN, (row + 1) * ROW)) for row, text in enumerate(page.beside)]


def _rows(table: PlainTable) -> int:
    return max(cell.row + cell.row_span for cell in table)


def _page(number: int, page: PlainPage) -> ReadPage:
    height = (len(page.beside) + sum(_rows(table) for table in page.tables if table) + 1) * ROW
    width = max((cell.col + cell.col_span for table in page.tables for cell in table), default=1) * COLUMN
    return ReadPage(number, width, height, width, height, (), (), PageMap(), "ocr")
