"""A table that its rules do not divide into cells: rows and columns from how its text stands, and what rules it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

import numpy as np

from extractor.grids.ruled.lattice import Lattice
from extractor.grids.ruled.spans import Span
from extractor.grids.unruled.alignment import Columns, columns_of
from extractor.grids.unruled.body_start import WRAPPED, first_of_body
from extractor.grids.unruled.gaps import cuts_of
from extractor.grids.unruled.head_blocks import blocks_of
from extractor.grids.unruled.head_levels import heads_of
from extractor.grids.unruled.head_lines import head_lines
from extractor.grids.unruled.merged_down import merged_down
from extractor.grids.unruled.text_rows import (
    Row,
    blank_rows_over,
    edges_between,
    joined_rows,
    middle_of,
    pitch_of,
    rules_apart,
    with_blank_rows,
)
from extractor.grids.wording import is_total
from models.cutting import cut_line, spaced_joined
from models.figures import FEWEST, are_figures, ends_in, figure_columns, is_amount, is_figure
from models.geometry import Box, union_of
from models.layout import TableArea
from models.reading_order import rows_of
from models.rule import Rule
from models.text import TextLine

ACROSS_ALL = 0.8
"""Share of the table's width from which on a rule across parts its rows, and not only some heads."""

RULE_REACH = 2.5
"""In text heights: the rule above a table stands this near to its text, and short ones do."""

MIDDLE = 0.5
"""In text heights: the middles of a label over several columns and of their common head are this near."""

LOOSER = 0.1
"""In text heights: lines of one head stand this much closer than rows."""

NEAREST = 3
"""Lines of text, of cells with different numbers of them, among which the one above a line is."""


Headed = tuple[range, float]
"""Columns with a head over all of them, and the middle of that head, in page units."""

Sides = tuple[float | None, float | None]
"""Where a table begins and ends on the x axis, None where that is not known; in page units."""


@dataclass(frozen=True, slots=True)
class Divided:
    """A table's lattice, its cells, and the lines that are to be put into them; ``ruled``: rules may part a line."""

    lattice: Lattice
    spans: tuple[Span, ...]
    lines: tuple[TextLine, ...]
    ruled: bool = True


def by_alignment(area: TableArea, text_height: float, sides: Sides | None = None) -> Divided | None:
    """Rows and columns of a table without rules between its cells, or None where its text has none. ``sides``: where it
    begins and ends, if that is known from elsewhere than its rules.
    """
    rows = _in_pieces(rows_of(area.lines), text_height)
    ends = figure_columns(rows, text_height) or figure_columns(rows, text_height, 2)

    def has_figures(row: Row) -> bool:
        # a dash alone among texts is a speck
        told = [line for line in row if any(char.isdigit() for char in line.text)]
        return are_figures(row) or any(is_amount(line.text) or ends_in(line, ends, text_height) for line in told)

    box = _with_rules(area, text_height)
    across = [rule.position for rule in (*area.rules, *area.band_edges) if _parts_rows(rule, box)]
    start = first_of_body(rows, has_figures, across)
    pitch = pitch_of(rows, has_figures, text_height, across)
    rows = (*head_lines(rows[:start], text_height, rows[start:]), *rows[start:])
    widest = min(pitch - LOOSER * text_height, WRAPPED * text_height)
    blocks = blocks_of(rows[:start], widest, text_height, area.rules)
    columns = columns_of(blocks, rows[start:], sides or _sides(area), pitch, text_height, rules=area.rules)
    groups = joined_rows(rows[start:], has_figures, text_height, across)
    alone = not start and len(groups) < 2 and area.rules
    if len(columns) < 2 or (alone and not (len(columns) >= FEWEST and any(has_figures(row) for row in groups[0]))):
        return None
    foot = _foot_of(rows[:start], groups, pitch)
    heads = heads_of(blocks, columns, foot, area.rules, text_height)
    stacks: list[Sequence[Row]] = [*([rows[:start]] if start else []), *groups]
    between = _edges_of(stacks, box, across, pitch, text_height)
    over = () if start else blank_rows_over(rows[0], across, text_height)
    ys = (*over, *([] if over else [box.y0]), *heads.edges, *(edge for edges in between for edge in edges))
    blank = max(0, len(over) - 1)
    spans = [*heads.spans, *(Span(k, col, 1, 1) for k in range(blank) for col in range(len(columns)))]
    row = len(heads.edges) + 1 if start else blank
    for i, (stack, edges) in enumerate(zip(stacks, between, strict=True)):
        if i or not start:
            spans += _cells_of(row, stack, columns, heads.middles, text_height)
            row += 1
        spans += [Span(row + k, col, 1, 1) for k in range(len(edges) - 1) for col in range(len(columns))]
        row += len(edges) - 1
    lattice = Lattice(columns.edges, ys, np.ones((len(ys), len(columns))), np.ones((len(ys) - 1, len(columns) + 1)))
    lines = (*(line for row in rows[:start] for line in row), *_whole(rows[start:], columns))
    body = len(heads.edges) + 1 if start else 0
    merged = merged_down(spans, lattice, body, lines, area.rules, em=text_height)
    return Divided(lattice, merged, lines, ruled=False)


def _in_pieces(rows: Sequence[Row], text_height: float) -> tuple[Row, ...]:
    """The rows cut at every gap as wide as one between two cells; words that are drawn out stay whole."""
    result: list[Row] = []
    for row in rows:
        pieces: list[TextLine] = []
        for line in row:
            pieces += cut_line(line, cuts_of(line, text_height))
        above = [line for upper in result[-NEAREST:] for line in upper]
        single = [piece for piece in pieces if len(piece.text) == 1 and not is_figure(piece.text)]
        wrapped = [piece for piece in single if any(_goes_on(line.box, piece.box, text_height) for line in above)]
        result.append(_spaced_joined_but(wrapped if len(wrapped) > 1 else (), pieces))
    return tuple(result)


def _spaced_joined_but(wrapped: Sequence[TextLine], pieces: Sequence[TextLine]) -> Row:
    """The pieces with words that are drawn out as one, those that are ``wrapped`` left as they are."""
    apart = groupby(pieces, key=lambda piece: any(piece is other for other in wrapped))
    return tuple(line for own, part in apart for line in (part if own else spaced_joined(tuple(part))))


def _goes_on(upper: Box, lower: Box, text_height: float) -> bool:
    """Whether the lower text, a single character, is what did not fit in the upper line."""
    near = text_height / 2 < lower.center[1] - upper.center[1] <= WRAPPED * text_height
    return near and lower.width < upper.width and abs(upper.center[0] - lower.center[0]) <= MIDDLE * text_height


def _whole(rows: Sequence[Row], columns: Columns) -> Iterator[TextLine]:
    """The rows' texts, those of one column that stand beside one another as one."""
    for row in rows:
        joined: list[TextLine] = []
        for line in row:
            last = joined[-1] if joined else None
            if last is not None and columns.at(last.box.center[0]) == columns.at(line.box.center[0]):
                joined[-1] = last.followed_by(line)
            else:
                joined.append(line)
        yield from joined


def _with_rules(area: TableArea, text_height: float) -> Box:
    """The box around the table's text, out to the rules near it, and to those across it with blank rows before them."""
    box = union_of(line.box for line in area.lines) or area.box
    middle, width = box.center[1], box.width
    for rule in sorted((*area.rules, *area.band_edges), key=lambda item: abs(item.position - middle)):
        near = box.y0 - RULE_REACH * text_height <= rule.position <= box.y1 + RULE_REACH * text_height
        if rule.orientation == "vertical":
            box = box.union(Box(rule.position, box.y0, rule.position, box.y1))
        elif near or (rule.position > middle and rule.length >= ACROSS_ALL * width):
            box = box.union(Box(rule.start, rule.position, rule.end, rule.position))
    return box


def _parts_rows(rule: Rule, box: Box) -> bool:
    return rule.orientation == "horizontal" and rule.length >= ACROSS_ALL * box.width


def _foot_of(heads: Sequence[Row], groups: Sequence[Sequence[Row]], pitch: float) -> float:
    """Where the cells of the heads end: half a row above the first line of the body, or of blank rows over that; or
    halfway to a first row of several lines, whose height is its own.
    """
    foot = max((line.box.y1 for row in heads for line in row), default=float("-inf"))
    top = min((line.box.y0 for row in groups[0] for line in row), default=foot) if groups else foot
    if groups and len(groups[0]) > 1 and foot < top < foot + pitch:
        return (foot + top) / 2
    room = middle_of(groups[0][0]) - pitch / 2 - foot if groups else 0.0
    return foot + (room % pitch if room > 0 else 0.0)


def _edges_of(
    rows: Sequence[Sequence[Row]], box: Box, across: Sequence[float], pitch: float, text_height: float
) -> list[tuple[float, ...]]:
    """The edges under each of the rows, the heads among them as one; several where blank rows follow."""
    between = edges_between(rows, across, text_height, pitch)
    last = middle_of(rows[-1][-1])
    foot = [*rules_apart(last, box.y1 - text_height / 2, across, text_height), box.y1]
    return [*between, with_blank_rows(last, foot, None, pitch)]


def _sides(area: TableArea) -> Sides:
    """Where the table's longest rules across begin and end, None where there are none."""
    across = [rule for rule in (*area.rules, *area.band_edges) if rule.orientation == "horizontal"]
    box = union_of(line.box for line in area.lines) or area.box
    long = [rule for rule in across if rule.length >= ACROSS_ALL * box.width]
    if not long:
        return None, None
    return median([rule.start for rule in long]), median([rule.end for rule in long])


def _cells_of(
    row: int, group: Sequence[Row], columns: Columns, heads: Sequence[Headed], text_height: float
) -> list[Span]:
    """One cell for each column, but one for several under the word of a total in their middle. A head over them tells
    their middle better than edges that nothing shows.
    """
    lines = [line for part in group for line in part]
    filled = [columns.at(line.box.center[0]) for line in lines]
    middles = [*_middles(columns), *heads]
    wide: dict[int, int] = {}
    for line, col in zip(lines, filled, strict=True):
        if is_total(line.text):
            others = [other for other, it in zip(filled, lines, strict=True) if it is not line]
            cols = _amid(line.box.center[0], col, others, middles, MIDDLE * text_height)
            wide[cols.start] = cols.stop
    cells: list[Span] = []
    col = 0
    while col < len(columns):
        stop = wide.get(col, col + 1)
        cells.append(Span(row, col, 1, stop - col))
        col = stop
    return cells


def _middles(columns: Columns) -> list[Headed]:
    """All columns beside one another, one or several of them, with their middle."""
    every = (range(start, stop) for start in range(len(columns)) for stop in range(start + 1, len(columns) + 1))
    return [(cols, columns.middle(cols)) for cols in every]


def _amid(x: float, col: int, others: Sequence[int], middles: Sequence[Headed], near: float) -> range:
    """The columns in whose middle a word stands that has them for itself: one, or several if it is that ``near``."""
    found = [
        (abs(middle - x), cols)
        for cols, middle in middles
        if len(cols) == 1 or (abs(middle - x) <= near and not any(other in cols for other in others))
    ]
    return min((one for one in found if col in one[1]), key=lambda item: item[0])[1]
