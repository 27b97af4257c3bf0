"""How wide a table's columns are, and how large its print: amounts stay whole where they can."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.families.table import Cell, Table
from samples.fonts import Face, load_face
from samples.sheets.style import SheetStyle

_SMALLEST = 5.0  # points: below this nobody prints
_HEAD_WIDTH = 2.4  # characters that a column's head needs beside each other
_SHARE_WIDTH = 2.2  # characters that one share of a column of words needs


@dataclass(frozen=True, slots=True)
class Columns:
    """``xs``: where each column starts, and where the last one ends, from the text's left edge; ``style``: sized."""

    xs: tuple[float, ...]
    style: SheetStyle


def face_of(text: str, style: SheetStyle) -> Face:
    """Numbers and Latin words may have a face of their own."""
    own = style.number_face and text.isascii()
    return load_face(style.number_face if own else style.face)


def side_padding(style: SheetStyle) -> float:
    return max(1.5, style.padding * 0.6)


def least_width(table: Table, style: SheetStyle) -> float:
    """The width that the table needs at the style's size, in points."""
    return sum(_needs(table, style))


def fit_columns(table: Table, style: SheetStyle, width: float) -> Columns:
    """Columns that fill ``width``, the print made smaller until they fit."""
    while sum(_needs(table, style)) > width and style.size > _SMALLEST:
        factor = max(0.94, _SMALLEST / style.size)
        style = replace(
            style, size=round(style.size * factor, 2), leading=round(style.leading * factor, 2),
            padding=round(style.padding * factor, 2),
        )  # fmt: skip
    needs = _needs(table, style)
    spare = max(0.0, width - sum(needs))
    weights = [share or 1.0 for share in table.widths]
    widths = [need + spare * weight / sum(weights) for need, weight in zip(needs, weights, strict=True)]
    factor = min(1.0, width / sum(widths))
    return Columns(tuple(sum(widths[:at]) * factor for at in range(len(widths) + 1)), style)


def _needs(table: Table, style: SheetStyle) -> list[float]:
    """What each column needs: its numbers whole, its words a few characters wide."""
    needs = [(share * _SHARE_WIDTH if share else _HEAD_WIDTH) * style.size for share in table.widths]
    for cell in table.cells:
        if cell.col_span == 1 and _stays_whole(cell, table):
            width = face_of(cell.text, style).width(cell.text) * style.size
            needs[cell.col] = max(needs[cell.col], width)
    return [need + 2 * side_padding(style) for need in needs]


def _stays_whole(cell: Cell, table: Table) -> bool:
    return cell.row >= table.head_rows and cell.text.isascii() and " " not in cell.text
