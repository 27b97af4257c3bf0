"""Which cells are heads: the rows above the first that holds a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.grid import Cell

_VALUE = re.compile(r"[-−+≥≤><]?\s*[\d,，]*\.?\d+\s*%?|[-—–]+")


def with_heads(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells with ``is_header`` set for each that lies wholly above the first row with a value.

    A table whose first row has a value, or that has no value at all, has no heads.
    """
    first = min((cell.row for cell in cells if is_value(cell.text)), default=0)
    return tuple(replace(cell, is_header=cell.row + cell.row_span <= first) for cell in cells)


def is_value(text: str) -> bool:
    """Whether a cell's text is a bare number, a rate or a dash."""
    return _VALUE.fullmatch(text.strip()) is not None
