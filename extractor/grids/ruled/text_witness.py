"""Text as the second witness of a worn table: what it says of each side of each slot, beside what is left of rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extractor.grids.ruled.lattice import SEEN, Lattice
from extractor.grids.ruled.slot_texts import slot_at, texts_by_slot
from extractor.grids.ruling.bands import Floats
from extractor.grids.ruling.division import Sides, divided
from models.figures import is_whole
from models.geometry import Box
from models.text import TextLine

DRAWN = 4.0
"""Log odds of a side where a rule was made out on a worn page."""

BLANK = -2.5
"""Log odds of a side where none was: one in ten worn sides leaves nothing to be seen."""

STRUCK = -3.0
"""Log odds of a side for each glyph that it would go through."""

APART = 4.0
"""Log odds of a side that alone stands in a gap too wide to be one between words, or lines, of one cell."""

FIGURES = 5.0
"""Log odds of a side between two slots of which each holds a whole figure: one cell holds one."""

CLEAR = 0.8
"""In text heights: gaps of one cell's text are narrower."""

CORE = 0.25
"""Share of a glyph's box, at either end, that a rule may touch: boxes of read glyphs are that loose."""


def with_text(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> Lattice:
    """The lattice of a worn table with each inner side drawn (1) or not (0), as rules and text together say."""
    if lattice.n_rows < 2 or lattice.n_cols < 2:
        return lattice
    glyphs = [glyph.box for line in lines for glyph in line.glyphs]
    seen = Sides(_seen(lattice.across[1:-1]), _seen(lattice.upright[:, 1:-1]))
    struck = _struck(lattice, glyphs)
    apart = _apart(lattice, glyphs, CLEAR * text_height)
    whole = _whole_figures(lattice, lines)
    sides = divided(
        Sides(
            seen.across + STRUCK * struck.across + APART * apart.across + FIGURES * (whole[1:] & whole[:-1]),
            seen.upright + STRUCK * struck.upright + APART * apart.upright + FIGURES * (whole[:, 1:] & whole[:, :-1]),
        )
    )
    across, upright = lattice.across.copy(), lattice.upright.copy()
    across[1:-1], upright[:, 1:-1] = sides.across, sides.upright
    return replace(lattice, across=across, upright=upright)


def _seen(shares: Floats) -> Floats:
    return np.where(shares >= SEEN, DRAWN, BLANK)


def _struck(lattice: Lattice, boxes: Sequence[Box]) -> Sides:
    """How many glyphs each inner side goes through."""
    across = np.zeros((lattice.n_rows - 1, lattice.n_cols))
    upright = np.zeros((lattice.n_rows, lattice.n_cols - 1))
    for box in boxes:
        r, c = slot_at(lattice.ys, box.center[1]), slot_at(lattice.xs, box.center[0])
        if r is None or c is None:
            continue
        for j in _between(lattice.xs, box.x0 + CORE * box.width, box.x1 - CORE * box.width):
            upright[r, j - 1] += 1
        for i in _between(lattice.ys, box.y0 + CORE * box.height, box.y1 - CORE * box.height):
            across[i - 1, c] += 1
    return Sides(across, upright)


def _whole_figures(lattice: Lattice, lines: Sequence[TextLine]) -> npt.NDArray[np.bool_]:
    """Which slots, shape (rows, columns), hold a whole figure and nothing else."""
    whole = np.zeros((lattice.n_rows, lattice.n_cols), dtype=np.bool_)
    for slot, found in texts_by_slot(lattice, lines).items():
        whole[slot] = len(found) == 1 and is_whole(found[0])
    return whole


def _apart(lattice: Lattice, boxes: Sequence[Box], clear: float) -> Sides:
    """1 for each inner side that stands alone in a clear gap of the text of its row, or of its column."""
    rows: list[list[tuple[float, float]]] = [[] for _ in range(lattice.n_rows)]
    columns: list[list[tuple[float, float]]] = [[] for _ in range(lattice.n_cols)]
    for box in boxes:
        r, c = slot_at(lattice.ys, box.center[1]), slot_at(lattice.xs, box.center[0])
        if r is not None and c is not None:
            rows[r].append((box.x0, box.x1))
            columns[c].append((box.y0, box.y1))
    upright = [_alone(_gaps(row, clear), lattice.xs) for row in rows]
    across = [_alone(_gaps(column, clear), lattice.ys) for column in columns]
    return Sides(np.array(across).T, np.array(upright))


def _gaps(stretches: Sequence[tuple[float, float]], clear: float) -> list[tuple[float, float]]:
    gaps, reach = [], None
    for start, end in sorted(stretches):
        if reach is not None and start - reach >= clear:
            gaps.append((reach, start))
        reach = end if reach is None else max(reach, end)
    return gaps


def _alone(gaps: Sequence[tuple[float, float]], edges: Sequence[float]) -> Floats:
    result = np.zeros(len(edges) - 2)
    for start, end in gaps:
        inside = _between(edges, start, end)
        if len(inside) == 1:
            result[inside[0] - 1] = 1.0
    return result


def _between(edges: Sequence[float], low: float, high: float) -> range:
    """The numbers of the inner edges between two places."""
    return range(max(1, bisect_right(edges, low)), min(len(edges) - 1, bisect_left(edges, high)))
