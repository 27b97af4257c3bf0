"""Which cells are heads: the rows above the first of the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.grids.wording import is_listed, is_total
from models.figures import is_figure
from models.grid import Cell


def with_heads(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells with ``is_header`` set for each that lies wholly above the body.

    The body begins with the first row that has a value or an item of a list, or below the first row, in a row of its
    own, nothing at all or nothing but a label or the word of a total. A table that begins with its body, or has none,
    has no heads.
    """
    first = next((row for row in sorted({cell.row for cell in cells}) if _is_of_body(row, cells)), 0)
    return tuple(
        cell if cell.is_header == (cell.row + cell.row_span <= first) else replace(cell, is_header=not cell.is_header)
        for cell in cells
    )


def _is_of_body(row: int, cells: Sequence[Cell]) -> bool:
    begun = [cell for cell in cells if cell.row == row]
    if any(is_figure(cell.text) for cell in begun):
        return True
    if row == 0:
        return False
    texts = [cell.text.strip() for cell in begun]
    whole = not any(cell.row < row < cell.row + cell.row_span for cell in cells)
    labelled = len(texts) > 1 and not any(texts[1:])
    said = [text for text in texts if text]
    totalled = bool(said) and not texts[-1] and all(is_total(text) for text in said)
    return any(is_listed(text) for text in texts) or (whole and (labelled or totalled))
