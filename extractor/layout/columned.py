"""Tables of wrapped texts that no rules enclose, found by the strips of blank paper between their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import dropwhile, takewhile
from statistics import median

from extractor.layout.aligned import HEAD_OVER, LARGE, NOTE, ROW_GAP, SENTENCE, has_leaders, is_outside, is_year
from extractor.layout.headings import is_heading
from models.figures import is_figure
from models.geometry import Box, union_of
from models.gutters import FIGURES, IN_LINE, Stretch, are_of_texts, cut_at_columns, em_of, lies_across, text_columns
from models.layout import UNIT
from models.reading_order import rows_of
from models.text import TextLine

COLUMNS, ROWS = 3, 4
"""Columns, and rows of text that stand in so many of them, that make a table by themselves."""

BESIDE = 0.4
"""Share of a table's rows of text that have several texts beside one another; the others are lines of one cell."""

HEADING = 4.0
"""In text heights: a heading is wider; boxes of the last few characters of a cell are often too high."""

TITLE = 1.3
"""In text heights: a title of several words is taller than this."""

Row = tuple[TextLine, ...]


def columned_boxes(lines: Sequence[TextLine], text_height: float) -> tuple[Box, ...]:
    """The boxes around such tables, heads included, from top to bottom; in the lines' frame."""
    em = em_of(lines, text_height)
    found: list[Box] = []
    headings = [line for row in rows_of(lines) if is_heading(row, em) for line in row]
    cells = cut_at_columns([line for line in lines if not any(line is it for it in headings)], em)
    for run in _runs(rows_of([*headings, *cells]), em, text_height):
        parts = [_table(run, em, text_height)]
        if parts == [()] and not _is_of_figures(run):
            parts = [_table(part, em, text_height) for part in _between_sentences(run, text_height)]
        boxes = (union_of(line.box for row in part for line in row) for part in parts)
        found += [box for box in boxes if box is not None]
    return tuple(found)


def _runs(rows: Iterable[Row], em: float, text_height: float) -> list[list[Row]]:
    """Rows without wide gaps and without a heading, a table's unit, a note or a line of contents between them."""
    runs: list[list[Row]] = [[]]
    for row in rows:
        floor = max((line.box.y1 for line in runs[-1][-1]), default=float("-inf")) if runs[-1] else float("-inf")
        outside = any(UNIT.search(line.text) for line in row) or NOTE.match(row[0].text)
        if outside or has_leaders(row) or is_heading(row, em):
            runs.append([])
            continue
        if runs[-1] and min(line.box.y0 for line in row) - floor > ROW_GAP * text_height:
            runs.append([])
        runs[-1].append(row)
    return [run for run in runs if run]


def _is_of_figures(run: Sequence[Row]) -> bool:
    """Whether so many of the texts are figures that what has none among them is the heads of a table of amounts."""
    texts = [line.text for row in run for line in row]
    return sum(is_figure(text) for text in texts) > FIGURES * len(texts)


def _between_sentences(run: Sequence[Row], text_height: float) -> list[list[Row]]:
    """The run without its sentences and headings, which are of the text around a table, or of a block in it."""
    usual = median([line.box.height for row in run for line in row])
    parts: list[list[Row]] = [[]]
    for row in run:
        wide = any(line.box.width > SENTENCE * text_height for line in row)
        heads = row[0].box.height > LARGE * usual and row[0].box.width > HEADING * text_height
        if wide or (len(row) == 1 and (heads or row[0].text.rstrip().endswith("。"))):
            parts.append([])
        else:
            parts[-1].append(row)
    return [part for part in parts if part]


def _table(run: Sequence[Row], em: float, text_height: float) -> Sequence[Row]:
    """The rows of the run that make a table of columns, or ()."""
    run = list(dropwhile(lambda row: min(line.box.height for line in row) > TITLE * text_height, run))
    run = list(takewhile(lambda row: not _is_title(row, text_height), run))
    columns = text_columns(run, em)
    wide = [i for i, row in enumerate(run) if len(row) >= COLUMNS]
    if len(columns) < COLUMNS or len(wide) < ROWS or not are_of_texts(columns, run):
        return ()
    first, last = _first(run, wide[0], columns, text_height), max(i for i, row in enumerate(run) if len(row) > 1)
    while last + 1 < len(run) and not any(lies_across(line, columns) for line in run[last + 1]):
        last += 1
    table = run[first : last + 1]
    return table if sum(len(row) > 1 for row in table) >= BESIDE * len(table) else ()


def _is_title(row: Row, text_height: float) -> bool:
    """Whether a row is the title of the next table or text: as large all over, and longer than a word."""
    large = min(line.box.height for line in row) > TITLE * text_height
    return large and max(line.box.width for line in row) > HEADING * text_height


def _first(run: Sequence[Row], first: int, columns: Sequence[Stretch], text_height: float) -> int:
    """The first row: rows of several texts, a lone head right over them that is no title, and what stands in line with
    a column: the rest of a row from the page before.
    """
    while first:
        above = run[first - 1]
        gap = min(line.box.y0 for line in run[first]) - max(line.box.y1 for line in above)
        height = max(line.box.height for line in run[first])
        large = min(line.box.height for line in above) > LARGE * height
        flush = any(abs(above[0].box.x0 - start) <= IN_LINE * text_height for start, _ in columns)
        aside = len(above) == 1 and gap > HEAD_OVER * text_height and not flush
        if large or aside or is_year(above) or (not flush and any(is_outside(line.text) for line in above)):
            break
        first -= 1
    return first
