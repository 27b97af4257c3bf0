"""The rules and the coloured bands of a table, in the ways that offices draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from samples.families.table import Cell, Table
from samples.layout_page import Band, Stroke
from samples.sheets.style import WHITE, SheetStyle

_GAP = 2.0  # points that a rule under a spanning head stays away from its neighbours


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell, or the piece of it, on a page. ``open_top``, ``open_bottom``: the page's edge cuts it there."""

    cell: Cell
    x0: float
    top: float
    x1: float
    bottom: float
    open_top: bool
    open_bottom: bool


def strokes_of(
    shown: Sequence[Shown], style: SheetStyle, edges: tuple[float, float], head_rows: int, *, ends: bool
) -> tuple[Stroke, ...]:
    """The strokes of a piece. ``edges``: left and right of the table; ``ends``: the table's last row is here."""
    draw = {
        "grid": _grid,
        "horizontal": _horizontal,
        "three_line": _three_line,
        "outline": _outline,
        "none": _nothing,
    }[style.ruling]
    strokes = draw(shown, style, edges, head_rows, ends)
    rounded = (replace(s, x0=round(s.x0, 2), y0=round(s.y0, 2), x1=round(s.x1, 2), y1=round(s.y1, 2)) for s in strokes)
    return tuple(dict.fromkeys(rounded))


def bands_of(shown: Sequence[Shown], style: SheetStyle, edges: tuple[float, float], head_rows: int) -> tuple[Band, ...]:
    """A band under the heads, and one under every other row."""
    if style.bands is None:
        return ()
    rows = [one for one in shown if one.cell.row_span == 1 or one.cell.row < head_rows]
    bands = [
        Band(edges[0], one.top, edges[1], one.bottom, style.bands[0 if one.cell.row < head_rows else 1])
        for one in rows
        if one.cell.row < head_rows or one.cell.row % 2
    ]
    return tuple(dict.fromkeys(bands))


def rows_seen(table: Table, style: SheetStyle) -> tuple[int, ...]:
    """The rows that a page shows. Blank ones with neither rule nor band are blank paper at the table's end, and so they
    are right under its heads: with no line above the first one, nothing tells how many have room there.
    """
    rows = range(table.n_rows)
    if style.ruling in ("grid", "horizontal"):
        return tuple(rows)
    banded = style.bands is not None and style.bands[1] != WHITE
    seen = {
        row
        for cell in table.cells
        if cell.text.strip() or cell.row < table.head_rows or (banded and cell.row_span == 1 and cell.row % 2)
        for row in range(cell.row, cell.row + cell.row_span)
    }
    first = min((row for row in seen if row >= table.head_rows), default=table.head_rows)
    last = max(seen, default=table.n_rows - 1) if style.ruling == "none" else table.n_rows - 1
    return tuple(row for row in rows if row < table.head_rows or first <= row <= last)


def _grid(
    shown: Sequence[Shown], style: SheetStyle, edges: tuple[float, float], _head_rows: int, ends: bool
) -> Iterator[Stroke]:
    bottom = max(one.bottom for one in shown)
    for one in shown:
        for x in (one.x0, one.x1):
            yield _rule(x, one.top, x, one.bottom, style, outer=min(abs(x - edge) for edge in edges) < 0.5)
        if not (one.open_top and style.open_cut):
            yield _rule(one.x0, one.top, one.x1, one.top, style, outer=one.cell.row == 0)
        if not (one.open_bottom and style.open_cut):
            yield _rule(one.x0, one.bottom, one.x1, one.bottom, style, outer=ends and one.bottom == bottom)


def _horizontal(
    shown: Sequence[Shown], style: SheetStyle, _edges: tuple[float, float], _head_rows: int, ends: bool
) -> Iterator[Stroke]:
    bottom = max(one.bottom for one in shown)
    for one in shown:
        if not one.open_top:
            yield _rule(one.x0, one.top, one.x1, one.top, style, outer=one.cell.row == 0)
        if not one.open_bottom:
            yield _rule(one.x0, one.bottom, one.x1, one.bottom, style, outer=ends and one.bottom == bottom)


def _three_line(
    shown: Sequence[Shown], style: SheetStyle, edges: tuple[float, float], head_rows: int, ends: bool
) -> Iterator[Stroke]:
    """Above the heads, under them, and at the end; thin ones under heads that span."""
    heads = [one for one in shown if one.cell.row < head_rows]
    if heads:
        yield _across(min(one.top for one in heads), style, edges, outer=True)
        yield _across(max(one.bottom for one in heads), style, edges, outer=False)
    for one in heads:
        if one.cell.col_span > 1 and one.cell.row + one.cell.row_span < head_rows and one.cell.text:
            yield _rule(one.x0 + _GAP, one.bottom, one.x1 - _GAP, one.bottom, style, outer=False)
    if ends:
        yield _across(max(one.bottom for one in shown), style, edges, outer=True)


def _outline(
    shown: Sequence[Shown], style: SheetStyle, edges: tuple[float, float], head_rows: int, _ends: bool
) -> Iterator[Stroke]:
    """A frame, and a rule under the heads."""
    top, bottom = min(one.top for one in shown), max(one.bottom for one in shown)
    for x in edges:
        yield _rule(x, top, x, bottom, style, outer=True)
    heads = [one.bottom for one in shown if one.cell.row < head_rows]
    for y in (top, bottom, *([max(heads)] if heads else [])):
        yield _across(y, style, edges, outer=True)


def _nothing(
    _shown: Sequence[Shown], _style: SheetStyle, _edges: tuple[float, float], _head_rows: int, _ends: bool
) -> Iterator[Stroke]:
    return iter(())


def _across(y: float, style: SheetStyle, edges: tuple[float, float], *, outer: bool) -> Stroke:
    return _rule(edges[0], y, edges[1], y, style, outer=outer)


def _rule(x0: float, y0: float, x1: float, y1: float, style: SheetStyle, *, outer: bool) -> Stroke:
    """Dashes are for inner rules."""
    return Stroke(x0, y0, x1, y1, style.border if outer else style.rule, 0.0 if outer else style.dash)
