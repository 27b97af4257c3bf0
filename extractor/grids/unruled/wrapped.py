"""A table of texts over several lines that no rules divide: columns, then cells, then rows, then merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np

from extractor.grids.ruled.lattice import Lattice
from extractor.grids.ruled.spans import Span
from extractor.grids.unruled.column_edges import Setting, fitted_edges
from extractor.grids.unruled.crowded import are_crowded, column_of
from extractor.grids.unruled.gaps import word_cuts_of
from extractor.grids.unruled.stack_rows import TextRow, edges_of, rows_of_stacks, set_at_top, step_of
from extractor.grids.unruled.stack_spans import Ladder, Run, runs_of
from extractor.grids.unruled.stacks import TIGHT, Stack, stacks_of
from extractor.grids.unruled.table import NEAREST, Divided, Sides
from extractor.grids.wording import is_total
from models.cutting import cut_line, spaced_joined
from models.figures import is_figure
from models.geometry import Box
from models.gutters import Stretch, are_of_texts, cut_at_columns, em_of, text_columns
from models.layout import TableArea
from models.reading_order import rows_of
from models.text import TextLine

FEWEST_COLUMNS, FEWEST_ROWS = 3, 3
"""Columns, and rows with texts in half of them, totals apart: smaller tables are told by their heads and figures."""

IN_LINE = 0.25
"""In ems: texts of a column that are set flush begin this near to one another."""

CENTRED = 1.0
"""In ems: a text over several columns stands this near to their middle."""


MOST_HEADS = 3
"""Rows of heads at most."""


def by_gutters(area: TableArea, text_height: float, sides: Sides = (None, None)) -> Divided | None:
    """Rows and columns of a table of wrapped texts, or None where the text makes none. ``sides``: where it begins and
    ends, if that is known; in page units.
    """
    em = em_of(area.lines, text_height)
    pieces = [piece for line in area.lines for piece in cut_line(line, word_cuts_of(line, em))]
    lines = _without_specks(_with_whole_words(rows_of(cut_at_columns(pieces, em)), em))
    texts = [[line for line in row if not is_total(line.text)] for row in rows_of(lines)]
    columns = _with_own_heads(text_columns(texts, em), lines)
    if len(columns) < FEWEST_COLUMNS or not are_of_texts(columns, texts) or are_crowded(columns, texts, em):
        return None
    inside: list[list[TextLine]] = [[] for _ in columns]
    for line in lines:
        inside[column_of(line, columns)].append(line)
    stacks = stacks_of(inside, em)
    told = set_at_top(stacks, em)
    step = step_of(stacks, em)
    ladders = [_ladder(stacks, step, em, at_top=it) for it in ((False, True) if told is None else (told,))]
    # merged cells leave the fewest blanks where they are taken for what they are
    ladder = min(ladders, key=lambda one: _blanks(_runs(stacks, one)[0], len(one.rows)))
    rows = ladder.rows
    totals = _total_rows(stacks, ladder)
    full = sum(2 * row.cells >= len(columns) for i, row in enumerate(rows) if i not in totals)
    if full < FEWEST_ROWS and _rules_beside_labels(area, em) < FEWEST_ROWS:
        return None
    xs = fitted_edges(_settings(stacks, columns, em), sides, text_height)
    runs, wide = _runs(stacks, ladder)
    spans = _spans(runs, wide, totals, xs, ladder)
    ys = edges_of([_reach(row, i, runs) for i, row in enumerate(rows)], step)
    shape = len(ys), len(xs)
    lattice = Lattice(xs, ys, np.ones((shape[0], shape[1] - 1)), np.ones((shape[0] - 1, shape[1])))
    whole = tuple(line for own in stacks for stack in own for line in stack.lines)
    return Divided(lattice, spans, whole, ruled=False)


def _rules_beside_labels(area: TableArea, em: float) -> int:
    """How many rules begin beside merged cells and end with the table: labels in the middle of those are level with no
    row.
    """
    across = [rule for rule in area.rules if rule.orientation == "horizontal"]
    start, end = min((rule.start for rule in across), default=0.0), max((rule.end for rule in across), default=0.0)
    return sum(rule.start > start + em and rule.end > end - em for rule in across)


def _with_whole_words(rows: Sequence[Sequence[TextLine]], em: float) -> list[TextLine]:
    """The rows' texts, words that are drawn out as one: not the last characters of texts right above them."""
    lines: list[TextLine] = []
    for i, row in enumerate(rows):
        above = [line.box for upper in rows[max(0, i - NEAREST) : i] for line in upper]
        ends = any(len(line.text) == 1 and any(_is_right_under(line.box, box, em) for box in above) for line in row)
        lines += row if ends else spaced_joined(row)
    return lines


def _without_specks(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines but for a stroke that has no other text over or under it: what shows through beside a table."""
    return [line for line in lines if any(char.isalnum() for char in line.text) or _is_in_column(line, lines)]


def _is_in_column(line: TextLine, lines: Sequence[TextLine]) -> bool:
    return any(other is not line and other.box.x0 < line.box.x1 and line.box.x0 < other.box.x1 for other in lines)


def _is_right_under(lower: Box, upper: Box, em: float) -> bool:
    near = em / 2 < lower.center[1] - upper.center[1] <= TIGHT * em
    return near and upper.x0 < lower.center[0] < upper.x1


def _ladder(stacks: Sequence[Sequence[Stack]], step: float, em: float, *, at_top: bool) -> Ladder:
    rows = rows_of_stacks(stacks, step, em, at_top=at_top)
    return Ladder(rows, edges_of([(row.top, row.foot) for row in rows], step), em, at_top)


def _blanks(runs: Sequence[Sequence[Run]], n_rows: int) -> int:
    """How many slots hold no part of a cell with text."""
    return sum(n_rows - sum(run.stop - run.start for run in column) for column in runs)


def _with_own_heads(columns: Sequence[Stretch], lines: Sequence[TextLine]) -> tuple[Stretch, ...]:
    """The columns, one with nothing but a head made one with that beside it without any: short texts set flush stand
    clear of the head in the middle of their column.
    """
    inside = [[line.box for line in lines if column_of(line, columns) == i] for i in range(len(columns))]
    found = list(columns)
    for i in reversed(range(1, len(columns))):
        others = [boxes for j, boxes in enumerate(inside) if j not in (i - 1, i)]
        if _heads(inside[i], inside[i - 1], others) or _heads(inside[i - 1], inside[i], others):
            found[i - 1 : i + 1] = [(found[i - 1][0], found[i][1])]
    return tuple(found)


def _heads(one: Sequence[Box], other: Sequence[Box], columns: Sequence[Sequence[Box]]) -> bool:
    """Whether a column has nothing but a head over the other's texts, in a row in which all ``columns`` have theirs."""
    if not one or not other or max(box.y1 for box in one) > min(box.y0 for box in other):
        return False
    return all(any(box.y0 < one[0].center[1] < box.y1 for box in boxes) for boxes in columns)


def _settings(stacks: Sequence[Sequence[Stack]], columns: Sequence[Stretch], em: float) -> list[Setting]:
    """How each column's texts are set: around one middle, or from one side."""
    return [_setting(own, stretch, em) for own, stretch in zip(stacks, columns, strict=True)]


def _setting(stacks: Sequence[Stack], stretch: Stretch, em: float) -> Setting:
    """Texts of one length stand both in line and around a middle; then it is the head that tells."""
    boxes = [line.box for stack in stacks for line in stack.lines]
    middle = median([box.center[0] for box in boxes])
    left, flush = max(((box.x0, _near(box.x0, boxes, em)) for box in boxes), key=lambda item: item[1])
    centred = sum(abs(box.center[0] - middle) <= IN_LINE * em for box in boxes)
    head = next((stack.box for stack in stacks if stack.box.x0 >= left - IN_LINE * em), stacks[0].box)
    aside = head.x0 - left > IN_LINE * em and abs(head.center[0] - middle) > IN_LINE * em
    if 2 * flush > len(boxes) and (flush > centred or aside):
        return Setting(left, stretch[1], middle=head.center[0] if aside else None, left=left)
    return Setting(*stretch, middle=middle if 2 * centred > len(boxes) else None)


def _near(x: float, boxes: Sequence[Box], em: float) -> int:
    """How many texts begin near to there."""
    return sum(abs(box.x0 - x) <= IN_LINE * em for box in boxes)


def _runs(stacks: Sequence[Sequence[Stack]], ladder: Ladder) -> tuple[list[list[Run]], tuple[int, ...]]:
    """The cells of each column, and the rows of heads and totals, whose cells may go over several columns."""
    n_rows = len(ladder.rows)
    filled = [{ladder.row_of(stack) for stack in own} for own in stacks]
    totals = _total_rows(stacks, ladder)
    heads = _head_rows(stacks, ladder)
    bounds = sorted({0, heads, n_rows, *(edge for row in totals for edge in (row, row + 1))})
    runs: list[list[Run]] = []  # from the last column to the first
    for col, own in reversed(tuple(enumerate(stacks))):
        merges = all(len(a) <= len(b) for a, b in pairwise(stacks[: col + 1])) and len(own) < max(map(len, stacks))
        spanned = [merges and any(row in right for right in filled[col + 1 :]) for row in range(n_rows)]
        beside = [run for run in runs[-1] if run.start >= heads] if runs and merges else []
        held = {row for run in beside for row in range(run.start + 1, run.stop)}
        column = [run for a, b in pairwise(bounds) for run in runs_of(own, ladder, spanned, a, b, held=held)]
        whole, last = _with_whole_heads(column, heads), min(totals, default=n_rows)
        if merges and not any(run.start >= heads for run in whole) and any(filled[col + 1 :]):
            runs.append([*whole, Run(heads, last, None)])
        else:
            runs.append(_with_cut(whole, heads, last))
    return runs[::-1], (*range(heads), *totals)


def _total_rows(stacks: Sequence[Sequence[Stack]], ladder: Ladder) -> list[int]:
    """The rows in which the word of a total stands."""
    totals = (stack for own in stacks for stack in own if is_total("".join(line.text for line in stack.lines)))
    return [row for stack in totals if (row := ladder.row_of(stack)) is not None]


def _reach(row: TextRow, number: int, runs: Sequence[Sequence[Run]]) -> tuple[float, float]:
    """The middles of the first and the last line of all cells that begin and that end in a row."""
    cells = [run for column in runs for run in column]
    tops = [run.stack.top for run in cells if run.start == number and run.stack is not None]
    feet = [run.stack.foot for run in cells if run.stop == number + 1 and run.stack is not None]
    return min(tops, default=row.top), max(feet, default=row.foot)


def _spans(
    runs: Sequence[Sequence[Run]], wide: Sequence[int], totals: Sequence[int], xs: Sequence[float], ladder: Ladder
) -> tuple[Span, ...]:
    """The cells; of the row of a total blanks beside one another are one."""
    cells = [Span(run.start, col, run.stop - run.start, 1) for col, column in enumerate(runs) for run in column]
    cells = _widened(cells, runs, wide, xs, ladder)
    taken = {slot for cell in cells for slot in cell.slots}
    blanks: list[Span] = []
    for row in range(len(ladder.rows)):
        for col in range(len(runs)):
            last = blanks[-1] if blanks else None
            if (row, col) in taken:
                continue
            if last is not None and row in totals and (last.row, last.col + last.col_span) == (row, col):
                blanks[-1] = replace(last, col_span=last.col_span + 1)
            else:
                blanks.append(Span(row, col, 1, 1))
    return tuple(sorted((*cells, *blanks)))


def _with_whole_heads(runs: Sequence[Run], heads: int) -> list[Run]:
    """The cells of a column, its lowest head down to the body."""
    last = max((run.start for run in runs if run.stop <= heads), default=None)
    return [replace(run, stop=heads) if run.start == last else run for run in runs]


def _with_cut(runs: Sequence[Run], first: int, last: int) -> list[Run]:
    """The cells of a column's body, with those that the page's edges cut, if it has merged ones: their texts stand on
    the other pages.
    """
    body = [run for run in runs if first <= run.start < last]
    if not any(run.stop - run.start > 1 for run in body):
        return list(runs)
    above = [Run(first, body[0].start, None)] if body[0].start > first else []
    below = [Run(body[-1].stop, last, None)] if body[-1].stop < last else []
    return [*runs, *above, *below]


def _head_rows(stacks: Sequence[Sequence[Stack]], ladder: Ladder) -> int:
    """How many rows of heads there are: so many that each column has one, and none is a figure; 0 where none are."""
    firsts = [own[0] for own in stacks]
    rows = (
        next((n for n in range(1, MOST_HEADS + 1) if all(first.middle < ladder.edges[n] for first in firsts)), 0)
        if len(ladder.rows) > MOST_HEADS
        else 0
    )
    heads = [stack for own in stacks for stack in own if stack.middle < ladder.edges[rows]]
    return 0 if any(is_figure(line.text) for stack in heads for line in stack.lines) else rows


def _widened(
    cells: Sequence[Span], runs: Sequence[Sequence[Run]], wide: Sequence[int], xs: Sequence[float], ladder: Ladder
) -> list[Span]:
    """The cells of the ``wide`` rows, of heads and totals, over all the blank columns in whose middle they stand."""
    taken = {slot for cell in cells for slot in cell.slots}
    texts = {(run.start, col): run.stack for col, column in enumerate(runs) for run in column}
    result = []
    for cell in cells:
        stack = texts[cell.row, cell.col]
        if stack is None or cell.row not in wide:
            result.append(cell)
            continue
        x = stack.box.center[0]
        rows = range(cell.row, cell.row + cell.row_span)
        free = [
            (start, stop)
            for start in range(cell.col + 1)
            for stop in range(cell.col + 1, len(runs) + 1)
            if all((row, c) not in taken for row in rows for c in range(start, stop) if c != cell.col)
            and abs((xs[start] + xs[stop]) / 2 - x) <= CENTRED * ladder.em
        ]
        start, stop = max(free, key=lambda cols: cols[1] - cols[0], default=(cell.col, cell.col + 1))
        result.append(Span(cell.row, start, cell.row_span, stop - start))
        taken |= result[-1].slots
    return result
