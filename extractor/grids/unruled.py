"""A table that its rules do not divide into cells: rows and columns from how its text stands, and what rules it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.grids.alignment import Columns, Stretch, body_stretches, columns_of, cut_at_gutters
from extractor.grids.head_levels import heads_of
from extractor.grids.lattice import Lattice
from extractor.grids.spans import Span
from extractor.grids.text_rows import Row, edges_between, joined_rows
from models.figures import are_figures, ends_in, figure_columns
from models.geometry import Box
from models.layout import TableArea
from models.reading_order import rows_of
from models.rule import Rule
from models.text import TextLine

ACROSS_ALL = 0.8
"""Share of the table's width from which on a rule across parts its rows, and not only some heads."""

MIDDLE = 0.5
"""In text heights: a label stands in the middle of the columns that it labels, give or take this."""

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
    rows = rows_of(area.lines)
    ends = figure_columns(rows, text_height) or figure_columns(rows, text_height, 2)

    def has_figures(row: Row) -> bool:
        return are_figures(row) or any(ends_in(line, ends, text_height) for line in row)

    box = _with_rules(area.box, area.rules)
    across = [rule.position for rule in area.rules if _parts_rows(rule, box)]
    start = _first_of_body(rows, has_figures, across)
    if start is None:
        return None
    stretches = body_stretches(rows[:start], rows[start:], text_height)
    rows = (*(_cut(row, stretches, text_height) for row in rows[:start]), *rows[start:])
    verticals = sorted(rule.position for rule in area.rules if rule.orientation == "vertical")
    columns = columns_of(rows[:start], rows[start:], verticals, box, text_height)
    groups = joined_rows(rows[start:], has_figures, text_height)
    if len(columns.stretches) < 2 or (not start and len(groups) < 2):
        return None
    heads = heads_of(rows[:start], columns, area.rules, text_height)
    under = edges_between([rows[:start], groups[0]], across) if start else []
    ys = (box.y0, *heads.edges, *under, *edges_between(groups, across), box.y1)
    n_head = len(heads.edges) + 1 if start else 0
    spans = list(heads.spans)
    for i, group in enumerate(groups):
        spans += _cells_of(n_head + i, group, columns, text_height)
    lattice = Lattice(
        columns.edges, ys, np.ones((len(ys), len(columns.stretches))), np.ones((len(ys) - 1, len(columns.edges)))
    )
    return Divided(lattice, tuple(sorted(spans)), tuple(line for row in rows for line in row), ruled=False)


def _cut(row: Row, stretches: Sequence[Stretch], text_height: float) -> Row:
    return tuple(piece for line in row for piece in cut_at_gutters(line, stretches, text_height))


def _first_of_body(rows: Sequence[Row], has_figures: Callable[[Row], bool], across: Sequence[float]) -> int | None:
    """The first row of the body: the first with figures, with lone labels over it, or the one under the heads' rule."""
    first = next((i for i, row in enumerate(rows) if has_figures(row)), None)
    if first is None:
        under = sorted(across)[1:-1]
        return next((i for i, row in enumerate(rows) if under and row[0].box.center[1] > under[0]), None)
    start = first
    while start and len(rows[start - 1]) == 1 and any(len(row) > 1 for row in rows[: start - 1]):
        if rows[start - 1][0].box.x0 > rows[first][0].box.x1:
            break
        start -= 1
    return start


def _with_rules(box: Box, rules: Sequence[Rule]) -> Box:
    """The box out to the rules around it."""
    for rule in rules:
        if rule.orientation == "horizontal":
            box = box.union(Box(rule.start, rule.position, rule.end, rule.position))
        else:
            box = box.union(Box(rule.position, rule.start, rule.position, rule.end))
    return box


def _parts_rows(rule: Rule, box: Box) -> bool:
    return rule.orientation == "horizontal" and rule.length >= ACROSS_ALL * box.width


def _cells_of(row: int, group: Sequence[Row], columns: Columns, text_height: float) -> list[Span]:
    """One cell for each column, but one for several under a text that reaches over them or stands in their middle."""
    lines = [line for part in group for line in part]
    filled = [columns.touched(line.box, INTO * text_height) for line in lines]
    if lines and (over := _labelled(lines[0].box, filled[1:], columns, text_height)):
        filled[0] = over
    cells: list[Span] = []
    col = 0
    while col < len(columns.stretches):
        stop = max((cols.stop for cols in filled if cols.start == col), default=col + 1)
        cells.append(Span(row, col, 1, stop - col))
        col = stop
    return cells


def _labelled(box: Box, others: Sequence[range], columns: Columns, text_height: float) -> range | None:
    """The first columns in whose common middle a row's label stands, better than in that of one, all others blank."""
    x, edges = box.center[0], columns.edges
    free = min((cols.start for cols in others), default=len(columns.stretches))
    offsets = {stop: abs((edges[0] + edges[stop]) / 2 - x) for stop in range(2, free + 1)}
    best = min(offsets, key=lambda stop: offsets[stop], default=None)
    if best is None or offsets[best] > MIDDLE * text_height:
        return None
    return range(best) if columns.between(x, MIDDLE * text_height) else None
