"""Tables without rules out to all rows that go with them: blocks over and under the one by which a table was found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.layout.aligned import LARGE, NOTE, ROW_GAP, SENTENCE, has_leaders, is_outside, is_year
from extractor.layout.headings import is_heading, is_of_usual_print
from models.cutting import cut_line
from models.geometry import Box, union_of
from models.gutters import EXACT, GAP, IN_LINE
from models.layout import UNIT
from models.reading_order import rows_of
from models.text import TextLine

APART = 0.75
"""In ems: cells beside one another stand this far apart at least where a table is to grow by their row."""

LINE = 0.42
"""In ems: lines of one text are no further from one another."""

NAME = 7.0
"""In ems: the name of a block is narrower than this."""

BESIDE = 1.5
"""In ems: the name of a block stands this near to the height of a line of its text."""

HEADING = 4.0
"""In text heights: a heading is wider; the boxes of a few characters are often too high."""

Row = tuple[TextLine, ...]


def grown(boxes: Sequence[Box], runs: Sequence[Sequence[Row]], em: float) -> tuple[Box, ...]:
    """Each box out to the first and the last row of several texts of the run of rows that it is part of.

    Sentences end a run, but not where the name of a block stands beside them; so do units, titles, notes and wide gaps.
    """
    tables = []
    for run in runs:
        several = [i for i, row in enumerate(run) if len(row) > 1]
        if several:
            first, last = several[0], _with_last_line(run, several[-1], em)
            tables.append(union_of(line.box for row in run[first : last + 1] for line in row))
    return tuple(
        union_of([box, *(table for table in tables if table is not None and table.intersection(box))]) or box
        for box in boxes
    )


def _with_last_line(run: Sequence[Row], last: int, em: float) -> int:
    """The last row, the lines of its texts that stand below all others included."""
    while last + 1 < len(run):
        line = run[last + 1][0].box
        near = [other.box for row in run[max(0, last - 1) : last + 1] for other in row]
        above = [box for box in near if box.x0 < line.x1 and line.x0 < box.x1]
        if not above or line.y0 - max(box.y1 for box in above) > LINE * em:
            break
        last += 1
    return last


def _in_cells(lines: Sequence[TextLine], em: float) -> list[TextLine]:
    """The lines cut at wide gaps, and at narrow ones near their beginning: after the name of a block."""
    return [piece for line in lines for piece in cut_line(line, _gaps(line, em))]


def _gaps(line: TextLine, em: float) -> list[int]:
    # of shorter lines that were read, captions among them, the gaps tell too little
    named = line.box.width > (NAME if line.engine == EXACT else SENTENCE) * em
    gaps = sorted(b.box.x0 - a.box.x1 for a, b in pairwise(line.glyphs))
    # glyphs of text that was read stand a little off, as far as half of them
    usual = gaps[len(gaps) // 2] if gaps and line.engine != EXACT else 0.0
    return [
        i
        for i, (a, b) in enumerate(pairwise(line.glyphs), 1)
        if b.box.x0 - a.box.x1 >= (usual + GAP * em if named and a.box.x1 - line.box.x0 <= NAME * em else APART * em)
    ]


def runs_of(lines: Sequence[TextLine], em: float, text_height: float) -> list[list[Row]]:
    """Rows of text, cut between cells, without wide gaps, sentences, units, titles or notes between them."""
    rows = rows_of(_in_cells(lines, em))
    runs: list[list[Row]] = [[]]
    for row in rows:
        last = runs[-1]
        floor = max(line.box.y1 for line in last[-1]) if last else min(line.box.y0 for line in row)
        if last and min(line.box.y0 for line in row) - floor > ROW_GAP * text_height:
            runs.append([])
        if _ends_run(row, rows, em, text_height):
            runs.append([])
        else:
            runs[-1].append(row)
    return [run for run in runs if run]


def _ends_run(row: Row, rows: Sequence[Row], em: float, text_height: float) -> bool:
    if (
        any(UNIT.search(line.text) for line in row)
        or has_leaders(row)
        or is_year(row)
        or is_heading(row, em)
        or NOTE.match("".join(line.text for line in row))
    ):
        return True
    if all(is_outside(line.text) and not _is_wrapped(line, rows, em) for line in row):
        return True
    wide = any(line.box.width > HEADING * text_height for line in row)
    high = min(line.box.height for line in row) > LARGE * text_height
    if wide and high and not is_of_usual_print(row, em):
        return True
    return any(line.box.width > SENTENCE * text_height and not _has_name(line, rows, em) for line in row)


def _is_wrapped(line: TextLine, rows: Sequence[Row], em: float) -> bool:
    """Whether a text goes on in the next line, as a caption does not: right under it one begins in line with it."""
    return any(
        other.box.center[1] - line.box.center[1] > 0
        and other.box.y0 - line.box.y1 <= LINE * em
        and abs(other.box.x0 - line.box.x0) <= IN_LINE * em
        for row in rows
        for other in row
    )


def _has_name(line: TextLine, rows: Sequence[Row], em: float) -> bool:
    """Whether a short text stands to the left of a long one."""
    return any(
        other.box.x1 <= line.box.x0 + em / 4 and abs(other.box.center[1] - line.box.center[1]) <= BESIDE * em
        for row in rows
        for other in row
        if other is not line
    )
