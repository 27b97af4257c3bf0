"""A form in sections, each divided by itself, put together on one set of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from extractor.grids.ruled.lattice import Lattice
from extractor.grids.ruled.spans import Span, without_idle_edges
from extractor.grids.unruled.column_edges import Setting, fitted_edges
from extractor.grids.unruled.sections import FEWEST_ROWS, MANY, Section, Sections, home_of, sections_of
from extractor.grids.unruled.table import Divided, by_alignment
from extractor.grids.unruled.text_rows import Row
from extractor.grids.unruled.wrapped import by_gutters
from models.figures import is_amount
from models.geometry import Box
from models.gutters import em_of
from models.layout import TableArea
from models.reading_order import rows_of
from models.text import TextLine

SAME_EDGE = 1.0
"""In ems: edges of columns in two sections that lie so near are one."""

AMOUNTS = 0.75
"""Share of the rows, the heads' first apart, that hold amounts in a table of these; the others are lines of names."""

PADDING = 0.2
"""In ems: what printers leave between a cell's edge and a text set flush."""


def by_sections(area: TableArea, text_height: float) -> Divided | None:
    """Rows and columns of a form of several blocks, or None where the text is no such form."""
    em = em_of(area.lines, text_height)
    found = None if _are_of_amounts(rows_of(area.lines)) else sections_of(area.lines, em)
    if found is None:
        return None
    heights = _between(found.sections, found.names, area.box)
    left = _first_edge(found, em)
    parts = []
    for section, stretch in zip(found.sections, pairwise(heights), strict=True):
        part = _part(section, Box(left, stretch[0], area.box.x1, stretch[1]), area, text_height)
        if part is None:
            return None
        parts.append(part)
    blocks = [part.xs for part in parts if len(part.xs) > 2]
    inner = _common(blocks, em)
    outer = _left_of(found, left, em), inner[-1]
    parts = [
        replace(part, xs=_head_edges(section, outer, text_height)) if section.kind == "heads" else part
        for section, part in zip(found.sections, parts, strict=True)
    ]
    xs = _common([(outer[0], *inner), *(part.xs for part in parts if part.xs[0] == outer[0])], em)
    return _together(found, parts, xs)


def _are_of_amounts(rows: Sequence[Row]) -> bool:
    """Whether nearly all rows under the heads hold an amount: of a form, only those of the tasks do."""
    return sum(any(is_amount(line.text) for line in row) for row in rows) >= AMOUNTS * (len(rows) - 1)


@dataclass(frozen=True, slots=True)
class _Part:
    """A section divided by itself: its edges and cells, numbered from its own first row and column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    lines: tuple[TextLine, ...]


def _part(section: Section, box: Box, area: TableArea, text_height: float) -> _Part | None:
    if section.kind != "table":
        return _Part((box.x0, box.x1), (box.y0, box.y1), (), section.lines)
    rules = tuple(r for r in area.rules if r.orientation == "horizontal" and box.y0 <= r.position <= box.y1)
    bands = tuple(edge for edge in area.band_edges if box.y0 <= edge.position <= box.y1)
    own = TableArea(box, rules, section.lines, band_edges=bands)
    sides = box.x0, None
    divided = (
        _by_order(section.rows, box, text_height)
        or by_gutters(own, text_height, sides)
        or by_alignment(own, text_height, sides)
    )
    if divided is None:
        return None
    ys = box.y0, *divided.lattice.ys[1:-1], box.y1
    return _Part(divided.lattice.xs, ys, divided.spans, divided.lines)


def _by_order(rows: Sequence[Row], box: Box, text_height: float) -> Divided | None:
    """The cells of heads and of the one or two rows under them before the page ends, one text in each: too few to show
    how columns are set. None where there are more rows, or not as many texts in each, or not under one another.
    """
    n = len(rows[0])
    if not 1 < len(rows) < FEWEST_ROWS + 1 or n < MANY or any(len(row) != n for row in rows):
        return None
    columns = list(zip(*(sorted(row, key=lambda line: line.box.x0) for row in rows), strict=True))
    settings = [
        Setting(min(line.box.x0 for line in lines), max(line.box.x1 for line in lines), middle=lines[0].box.center[0])
        for lines in columns
    ]
    if any(left.end > right.start for left, right in pairwise(settings)):
        return None
    middles = [row[0].box.center[1] for row in rows]
    ys = (box.y0, *((a + b) / 2 for a, b in pairwise(middles)), box.y1)
    xs = fitted_edges(settings, (box.x0, None), text_height)
    spans = tuple(Span(row, col, 1, 1) for row in range(len(rows)) for col in range(n))
    lattice = Lattice(xs, ys, np.ones((len(ys), n)), np.ones((len(rows), n + 1)))
    return Divided(lattice, spans, tuple(line for row in rows for line in row), ruled=False)


def _between(sections: Sequence[Section], names: Sequence[Sequence[TextLine]], box: Box) -> list[float]:
    """The edges above, between and below the sections, their names beside them."""
    tops, feet = [section.top for section in sections], [section.foot for section in sections]
    for name in names:
        home = home_of(name, sections)
        above = sections[home - 1].foot if home else float("-inf")
        below = sections[home + 1].top if home + 1 < len(sections) else float("inf")
        tops[home] = min(tops[home], max(name[0].box.y0, above))
        feet[home] = max(feet[home], min(name[-1].box.y1, below))
    inner = [(foot + top) / 2 for foot, top in zip(feet, tops[1:], strict=False)]
    return [min(box.y0, tops[0]), *inner, max(box.y1, feet[-1])]


def _first_edge(found: Sections, em: float) -> float:
    """Where the blocks begin: as far before texts set flush as printers leave."""
    starts = [section.lines[0].box.x0 for section in found.sections if section.kind == "text"]
    return min(starts) - PADDING * em if starts else sum(found.strip) / 2


def _left_of(found: Sections, edge: float, em: float) -> float:
    """Where the column of the blocks' names begins: its texts stand in its middle."""
    left = min(line.box.x0 for name in found.names for line in name)
    middle = median([line.box.center[0] for name in found.names for line in name])
    return min(left - PADDING * em, 2 * middle - edge)


def _common(sets: Sequence[Sequence[float]], em: float) -> tuple[float, ...]:
    """The edges of several sets as one: those that lie near are one, and so are the last of all."""
    groups: list[list[float]] = []
    for x in sorted(x for edges in sets for x in edges[:-1]):
        if groups and x - median(groups[-1]) <= SAME_EDGE * em:
            groups[-1].append(x)
        else:
            groups.append([x])
    firsts = [median(group) for group in groups]
    return (*firsts, max(median([edges[-1] for edges in sets]), firsts[-1] + em))


def _head_edges(section: Section, outer: tuple[float, float], text_height: float) -> tuple[float, ...]:
    """The edges of the form's heads: each text stands in the middle of its cell."""
    columns: list[Box] = []
    for line in sorted(section.lines, key=lambda item: item.box.x0):
        if columns and line.box.x0 < columns[-1].x1:
            columns[-1] = columns[-1].union(line.box)
        else:
            columns.append(line.box)
    inner = fitted_edges([Setting(box.x0, box.x1, middle=box.center[0]) for box in columns], outer, text_height)
    return outer[0], *inner[1:-1], outer[1]


def _together(found: Sections, parts: Sequence[_Part], xs: Sequence[float]) -> Divided | None:
    """The sections under one another, the blocks' names to the left of them."""
    spans: list[Span] = []
    ys: list[float] = [parts[0].ys[0]]
    for section, part in zip(found.sections, parts, strict=True):
        row, rows = len(ys) - 1, len(part.ys) - 1
        places = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in part.xs]
        if section.kind == "heads":
            spans += [Span(row, a, rows, b - a) for a, b in pairwise(places)]
        else:
            places[-1] = len(xs) - 1
            spans.append(Span(row, 0, rows, 1))
            spans += [
                Span(row + it.row, places[it.col], it.row_span, places[it.col + it.col_span] - places[it.col])
                for it in part.spans or (Span(0, 0, 1, 1),)
            ]
        if any(a >= b for a, b in pairwise(places)):
            return None
        ys += part.ys[1:]
    shape = len(ys), len(xs)
    lattice = Lattice(tuple(xs), tuple(ys), np.ones((shape[0], shape[1] - 1)), np.ones((shape[0] - 1, shape[1])))
    lattice, kept = without_idle_edges(lattice, spans)
    lines = (*(line for name in found.names for line in name), *(line for part in parts for line in part.lines))
    return Divided(lattice, tuple(sorted(kept)), lines, ruled=False)
