"""The rest of a table at the head of a page, too short to be known as one by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.layout.aligned import WORDS
from extractor.layout.growing import Row
from models.geometry import Box, union_of
from models.gutters import IN_LINE, are_of_texts, text_columns
from models.text import TextLine

UPPER_PART = 0.25
"""Share of the page's height in which the rest of a table begins."""

MOST_ROWS = 9
"""Rows of text at most, where they do not show ``COLUMNS`` columns."""

COLUMNS = 3
"""Columns of texts that a longer rest of a table shows, whose merged cells stand level with no row."""

SEVERAL = 0.4
"""Share of these that have several texts beside one another; the others are lines of one cell."""

INDENT = 4.0
"""In ems: running text, its first lines included, begins less far inside than the text of a later column."""

_SENTENCE_END = ("。", "；", ";", "！", "!")


def rest_box(
    runs: Sequence[Sequence[Row]],
    lines: Sequence[TextLine],
    tables: Sequence[Box],
    *,
    page_height: float,
    em: float,
    text_height: float,
) -> Box | None:
    """The box around what stands in columns at the head of a page, over all its ``tables``; None for running text.

    ``runs``: of the ``lines``.
    """
    run = runs[0] if runs else []
    box = union_of(line.box for row in run for line in row)
    if box is None or box.y0 > UPPER_PART * page_height:
        return None
    if len(run) > MOST_ROWS and not _shows_columns(run, em):
        return None
    first = min((line.box.y0 for line in lines), default=0.0)
    over = box.y0 <= first and all(box.y1 <= table.y0 for table in tables)
    several = [row for row in run if _stand_apart(row, text_height)]
    alone = [row for row in run if not _stand_apart(row, text_height)]
    prose = any(
        row[-1].text.rstrip().endswith(_SENTENCE_END) and row[0].box.x0 - box.x0 <= INDENT * em for row in alone
    )
    return box if over and len(several) >= max(1.0, SEVERAL * len(run)) and not prose else None


def with_lines_over(
    boxes: Sequence[Box], runs: Sequence[Sequence[Row]], lines: Sequence[TextLine], page_height: float, em: float
) -> list[Box]:
    """The tables' boxes, the first with the lines over it at the head of the page that have only one text each: labels
    of a later column, in line with others of it. What stands at the side may be a title.
    """
    run = runs[0] if runs else []
    first = min(boxes, key=lambda box: box.y0, default=None)
    if first is None or not run or not any(first.contains(*line.box.center) for row in run for line in row):
        return list(boxes)
    over = [row for row in run if all(line.box.center[1] < first.y0 for line in row)]
    inside = [line.box for row in run[len(over) :] for line in row]
    labels = all(
        len(row) == 1
        and row[0].box.x0 - first.x0 > INDENT * em
        and any(abs(row[0].box.x0 - box.x0) <= IN_LINE * em for box in inside)
        for row in over
    )
    top = min(line.box.y0 for line in lines)
    if not (over and labels) or over[0][0].box.y0 > min(top, UPPER_PART * page_height):
        return list(boxes)
    whole = union_of([first, *(line.box for row in over for line in row)])
    return [*([] if whole is None else [whole]), *(box for box in boxes if box is not first)]


def _shows_columns(run: Sequence[Row], em: float) -> bool:
    columns = text_columns(run, em)
    return len(columns) >= COLUMNS and are_of_texts(columns, run)


def _stand_apart(row: Sequence[TextLine], text_height: float) -> bool:
    """Whether texts of a row stand in columns; a sentence that was read in pieces does not."""
    return any(right.box.x0 - left.box.x1 > WORDS * text_height for left, right in pairwise(row))
