"""Tables rebuilt as grids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from models.geometry import Box
from models.text import TextLine


@dataclass(frozen=True, slots=True)
class CellPart:
    """What of a cell stands on one page. A cell that a page break cut has two or more."""

    page: int
    box: Box
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of a grid: rows and columns from 0, spans from 1, parts in reading order (at least one).

    Without slots, so that it can keep its lines and its text: a table is compared with forty definitions.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    parts: tuple[CellPart, ...]
    is_header: bool = False

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        if len(self.parts) == 1:
            return self.parts[0].lines
        return tuple(line for part in self.parts for line in part.lines)

    @cached_property
    def text(self) -> str:
        """The lines as read, joined by line breaks."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def bare_text(self) -> str:
        """The text on one line, without spaces."""
        return "".join(self.text.split())

    @property
    def page(self) -> int:
        return self.parts[0].page

    @property
    def box(self) -> Box:
        """Its box on its first page, upright frame."""
        return self.parts[0].box

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.row_span)

    @property
    def cols(self) -> range:
        return range(self.col, self.col + self.col_span)


@dataclass(frozen=True)
class Grid:
    """A table: every slot (row, col) is covered by exactly one cell. Cells stand in reading order.

    ``captions`` are the free lines of the page that belong to the table (title, 单位：万元, heads printed
    above the rules), in reading order, with the page of each. ``ruled``: rules show its columns; else its text does.
    Without slots, so that it can keep its pages and its glyphs' heights: they are asked for again and again.
    """

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    title: str = ""
    captions: tuple[tuple[int, TextLine], ...] = ()
    ruled: bool = True

    @cached_property
    def pages(self) -> tuple[int, ...]:
        return tuple(sorted({part.page for cell in self.cells for part in cell.parts}))

    @cached_property
    def glyph_heights(self) -> tuple[float, ...]:
        """The heights of all its glyphs, in page units."""
        return tuple(glyph.box.height for cell in self.cells for line in cell.lines for glyph in line.glyphs)

    def cell_at(self, row: int, col: int) -> Cell | None:
        """The cell that covers the slot, or None outside the grid."""
        for cell in self.cells:
            if row in cell.rows and col in cell.cols:
                return cell
        return None
