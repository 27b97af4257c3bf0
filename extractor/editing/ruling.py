"""Where the rows and columns of a grid lie on the page, told by its cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from models.geometry import Box
from models.grid import Grid


@dataclass(frozen=True, slots=True)
class Ruling:
    """``lefts`` and ``rights`` of columns, None where no cell shows it; ``tops`` and ``bottoms`` of rows likewise.

    ``pages``: on which page a row stands. All in the upright frame of that page.
    """

    lefts: tuple[float | None, ...]
    rights: tuple[float | None, ...]
    tops: tuple[float | None, ...]
    bottoms: tuple[float | None, ...]
    pages: tuple[int, ...]
    box: Box

    @staticmethod
    def of(grid: Grid) -> Ruling:
        cells = grid.cells
        boxes = [cell.box for cell in cells]
        return Ruling(
            lefts=tuple(_middle(c.box.x0 for c in cells if c.col == col) for col in range(grid.n_cols)),
            rights=tuple(_middle(c.box.x1 for c in cells if c.cols[-1] == col) for col in range(grid.n_cols)),
            tops=tuple(_middle(c.box.y0 for c in cells if c.row == row) for row in range(grid.n_rows)),
            bottoms=tuple(_middle(c.box.y1 for c in cells if c.rows[-1] == row) for row in range(grid.n_rows)),
            pages=tuple(next(c.page for c in cells if row in c.rows) for row in range(grid.n_rows)),
            box=Box(
                min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
            ),
        )

    def across(self, col: int) -> tuple[float, float]:
        """From where to where a column reaches."""
        left = self.lefts[col] if self.lefts[col] is not None else self.rights[col - 1] if col else None
        right = self.rights[col]
        if right is None and col + 1 < len(self.lefts):
            right = self.lefts[col + 1]
        left = self.box.x0 if left is None else left
        right = self.box.x1 if right is None else right
        return min(left, right), max(left, right)

    def edge_above(self, row: int) -> tuple[int, float]:
        """The page, and how far down it the upper edge of a row is; of the row after the last, where that one ends."""
        if row < len(self.tops):
            top = self.tops[row]
            return self.pages[row], self.box.y0 if top is None else top
        bottom = self.bottoms[-1]
        return self.pages[-1], self.box.y1 if bottom is None else bottom

    def slot(self, row: int, col: int, within: Box) -> Box:
        """The part of a cell's box that lies in one slot; the whole box where the two do not meet."""
        left, right = self.across(col)
        top = self.tops[row]
        bottom = self.bottoms[row]
        if bottom is None and row + 1 < len(self.tops):
            bottom = self.tops[row + 1]
        top = within.y0 if top is None else top
        bottom = within.y1 if bottom is None else bottom
        return Box(left, min(top, bottom), right, max(top, bottom)).intersection(within) or within


def _middle(edges: Iterable[float]) -> float | None:
    known = list(edges)
    return median(known) if known else None
