"""A table that its rules do not divide into cells: rows and columns from how its text stands, and what rules it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.grids.alignment import Columns, Stretch, body_stretches, columns_of, cut_at_gaps, cut_at_gutters
from extractor.grids.head_levels import Heads, heads_of
from extractor.grids.lattice import Lattice
from extractor.grids.spans import Span
from extractor.grids.text_rows import Row, edges_between, joined_rows, middle_of, rules_apart
from models.cutting import spaced_joined
from models.figures import are_figures, ends_in, figure_columns
from models.geometry import Box, union_of
from models.layout import TableArea
from models.reading_order import rows_of
from models.rule import Rule
from models.text import TextLine

ACROSS_ALL = 0.8
"""Share of the table's width from which on a rule across parts its rows, and not only some heads."""

RULE_REACH = 2.5
"""In text heights: the first and the last rule of a table stand this near to its text, or a blank row does."""

MIDDLE = 0.5
"""In text heights: the middles of a label over several columns and of their common head are this near."""

INTO = 1.0
"""In text heights: a label that reaches this far into the next column's empty slot stands over both."""


@dataclass(frozen=True, slots=True)
class Divided:
    """A table's lattice, its cells, and the lines that are to be put into them; ``ruled``: rules may part a line."""

    lattice: Lattice
    spans: tuple[Span, ...]
    lines: tuple[TextLine, ...]
    ruled: bool = True


def by_alignment(area: TableArea, text_height: float) -> Divided | None:
    """Rows and columns of a table without rules between its cells, or None where its text has none."""
    rows = tuple(spaced_joined(row) for row in rows_of(area.lines))
    ends = figure_columns(rows, text_height) or figure_columns(rows, text_height, 2)

    def has_figures(row: Row) -> bool:
        return are_figures(row) or any(ends_in(line, ends, text_height) for line in row)

    box = _with_rules(area, text_height)
    across = [rule.position for rule in area.rules if _parts_rows(rule, box)]
    start = _first_of_body(rows, has_figures, across)
    if start is None:
        return None
    flush = [row for row in rows[start:] if not are_figures(row) or any(ends_in(i, ends, text_height) for i in row)]
    stretches = body_stretches(rows[:start], flush or rows[start:], text_height)
    rows = (*(_cut(row, stretches, text_height, figures=bool(ends)) for row in rows[:start]), *rows[start:])
    verticals = sorted(rule.position for rule in area.rules if rule.orientation == "vertical")
    columns = columns_of(rows[:start], flush or rows[start:], verticals, box, text_height)
    groups = joined_rows(rows[start:], has_figures, text_height)
    if len(columns.stretches) < 2 or (not start and len(groups) < 2 and area.rules):
        return None
    heads = heads_of(rows[:start], columns, area.rules, text_height)
    under = edges_between([rows[:start], groups[0]], across, text_height)[0][-1:] if start else ()
    between = edges_between(groups, across, text_height)
    after = rules_apart(middle_of(groups[-1][-1]), box.y1 - text_height / 2, across, text_height)
    ys = (box.y0, *heads.edges, *under, *(edge for edges in between for edge in edges), *after, box.y1)
    spans, row = list(heads.spans), len(heads.edges) + 1 if start else 0
    for group, edges in zip(groups, [*between, (*after, box.y1)], strict=True):
        spans += _cells_of(row, group, columns, heads, text_height)
        blank = len(edges) - 1
        spans += [Span(row + 1 + i, col, 1, 1) for i in range(blank) for col in range(len(columns.stretches))]
        row += 1 + blank
    lattice = Lattice(
        columns.edges, ys, np.ones((len(ys), len(columns.stretches))), np.ones((len(ys) - 1, len(columns.edges)))
    )
    return Divided(lattice, tuple(sorted(spans)), tuple(line for row in rows for line in row), ruled=False)


def _cut(row: Row, stretches: Sequence[Stretch], text_height: float, *, figures: bool) -> Row:
    """The row of heads with those cut that were set, and read, as one."""
    if not figures:
        return tuple(piece for line in row for piece in cut_at_gaps(line, text_height))
    return tuple(piece for line in row for piece in cut_at_gutters(line, stretches, text_height))


def _first_of_body(rows: Sequence[Row], has_figures: Callable[[Row], bool], across: Sequence[float]) -> int | None:
    """The first row of the body: the first with figures, with lone labels over it, or the one under the heads' rule."""
    first = next((i for i, row in enumerate(rows) if has_figures(row)), None)
    if first is None:
        under = sorted(across)[1:-1]
        return next((i for i, row in enumerate(rows) if under and row[0].box.center[1] > under[0]), None)
    start = first
    while start and len(rows[start - 1]) == 1 and any(len(row) > 1 for row in rows[: start - 1]):
        lone = rows[start - 1][0].box
        if lone.x0 > rows[first][0].box.x1 or _goes_on_from(lone, rows[: start - 1], rows[start]):
            break
        start -= 1
    return start


def _goes_on_from(lone: Box, above: Sequence[Row], below: Row) -> bool:
    """Whether a lone line over the body is the last one of a wrapped head: nearer to that than to the row below it."""
    heads = [line.box for row in above for line in row if line.box.x0 < lone.center[0] < line.box.x1]
    rise = lone.center[1] - max((head.center[1] for head in heads), default=float("-inf"))
    return rise < min(line.box.center[1] for line in below) - lone.center[1]


def _with_rules(area: TableArea, text_height: float) -> Box:
    """The box around the table's text, out to the rules near it; to a rule further off there is nothing but paper."""
    box = union_of(line.box for line in area.lines) or area.box
    middle = box.center[1]
    for rule in sorted(area.rules, key=lambda item: abs(item.position - middle)):
        if rule.orientation == "vertical":
            box = box.union(Box(rule.position, box.y0, rule.position, box.y1))
        elif box.y0 - RULE_REACH * text_height <= rule.position <= box.y1 + RULE_REACH * text_height:
            box = box.union(Box(rule.start, rule.position, rule.end, rule.position))
    return box


def _parts_rows(rule: Rule, box: Box) -> bool:
    return rule.orientation == "horizontal" and rule.length >= ACROSS_ALL * box.width


def _cells_of(row: int, group: Sequence[Row], columns: Columns, heads: Heads, text_height: float) -> list[Span]:
    """One cell for each column, but one for several under a text that reaches over them or stands under their head."""
    lines = [line for part in group for line in part]
    filled = [columns.touched(line.box, INTO * text_height) for line in lines]
    if lines and (over := _labelled(lines[0].box, filled[1:], heads, text_height)):
        filled[0] = over
    cells: list[Span] = []
    col = 0
    while col < len(columns.stretches):
        stop = max((cols.stop for cols in filled if cols.start == col), default=col + 1)
        cells.append(Span(row, col, 1, stop - col))
        col = stop
    return cells


def _labelled(box: Box, others: Sequence[range], heads: Heads, text_height: float) -> range | None:
    """The first columns under whose common head a row's label is centred, as 合计 is, where all but it are blank."""
    free = min((cols.start for cols in others), default=None)
    for middle, cols in heads.middles:
        blank = free is None or cols.stop <= free
        if cols.start == 0 and blank and abs(middle - box.center[0]) <= MIDDLE * text_height:
            return cols
    return None
