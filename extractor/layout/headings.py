"""Headings: what stands alone in its row in larger print than the rest of the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from models.text import TextLine

LARGER = 1.25
"""How much wider than usual the characters of a heading are set: 14 pt over 10.5 pt is 1.33. Their widths tell it of
text that was read, whose boxes are higher or lower than its print."""

FEWEST = 5
"""Characters: words of fewer are drawn out over their cells."""


def is_heading(row: Sequence[TextLine], em: float) -> bool:
    """Whether the row is a heading; ``em``: the width of an ordinary full-width character, in page units."""
    if len(row) != 1:
        return False
    glyphs = row[0].glyphs
    han = [(a.box, b.box) for a, b in pairwise(glyphs) if _is_han(a.char) and _is_han(b.char)]
    return len(han) >= FEWEST - 1 and float(np.median([b.center[0] - a.center[0] for a, b in han])) >= LARGER * em


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
