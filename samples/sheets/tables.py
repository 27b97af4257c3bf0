"""A table laid out as pieces, one a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samples.families.table import Cell, Table
from samples.layout_break import Part, cut_strip
from samples.layout_merged import merged_lines
from samples.layout_page import Band, Run, Stroke
from samples.layout_text import break_lines
from samples.sheets.columns import Columns, face_of, fit_columns, side_padding
from samples.sheets.rules import Shown, bands_of, strokes_of
from samples.sheets.style import SheetStyle

_ASCENT = 0.88  # of the font size: where the baseline stands under the top of a line of Chinese text
_TITLE_SCALE = 1.6
_LEAST_FOR_LONELY = 4  # rows that a table has at least whose last one goes over alone


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a table stands on one page; y counts from the piece's top, x from the text's left edge."""

    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...]
    bands: tuple[Band, ...]
    height: float


def lay_table(
    table: Table, number: int, style: SheetStyle, *, width: float, first_room: float, room: float
) -> list[Piece]:
    """The pieces of table ``number`` of its document: the first ``first_room`` points high, the others ``room``."""
    columns = fit_columns(table, style, width)
    strip = _Strip.of(table, number, columns)
    above = _above(table, style, width)
    notes = _notes(table, columns.style, width)
    parts = strip.cut(first_room - above.height, room)
    pieces = [strip.piece(parts, at) for at in range(len(parts))]
    pieces[0] = _below(above, pieces[0])
    last_room = room if len(pieces) > 1 else first_room
    if not notes.runs:
        return pieces
    if pieces[-1].height + notes.height <= last_room:
        return [*pieces[:-1], _below(pieces[-1], notes)]
    return [*pieces, notes]


def _below(upper: Piece, lower: Piece) -> Piece:
    """Two pieces as one, the second under the first."""
    drop = upper.height
    return Piece(
        (*upper.runs, *(replace(run, y=run.y + drop) for run in lower.runs)),
        (*upper.strokes, *(replace(one, y0=one.y0 + drop, y1=one.y1 + drop) for one in lower.strokes)),
        (*upper.bands, *(replace(one, y0=one.y0 + drop, y1=one.y1 + drop) for one in lower.bands)),
        drop + lower.height,
    )


def _above(table: Table, style: SheetStyle, width: float) -> Piece:
    """Number, title, and the line with the department and the unit."""
    runs: list[Run] = []
    y = 0.0
    if table.number:
        y += style.leading
        runs.append(Run(table.number, 0.0, y, style.size))
    size = round(style.size * _TITLE_SCALE, 1)
    face = face_of("题", style)
    for line in break_lines(table.title, width, size, face, kinsoku=False):
        y += size * 1.3
        runs.append(Run(line, (width - face.width(line) * size) / 2, y, size))
    if table.left or table.right:
        y += style.leading * 1.5
        if table.left:
            runs.append(Run(table.left, 0.0, y, style.size))
        if table.right:
            runs.append(Run(table.right, width - face.width(table.right) * style.size, y, style.size))
    return Piece(tuple(runs), (), (), y + style.leading * 0.6)


def _notes(table: Table, style: SheetStyle, width: float) -> Piece:
    runs: list[Run] = []
    y = style.leading * 0.4
    for note in table.notes:
        for line in break_lines(note, width, style.size, face_of("注", style), kinsoku=style.kinsoku):
            y += style.leading
            runs.append(Run(line, 0.0, y, style.size))
    return Piece(tuple(runs), (), (), y + style.leading if runs else 0.0)


@dataclass(frozen=True, slots=True)
class _Strip:
    """The table on an endless strip: where rows start and which lines each cell has."""

    table: Table
    number: int
    columns: Columns
    tops: tuple[float, ...]
    lines: dict[Cell, list[str]]

    @classmethod
    def of(cls, table: Table, number: int, columns: Columns) -> _Strip:
        style, xs = columns.style, columns.xs
        lines = {
            cell: break_lines(
                cell.text,
                xs[cell.col + cell.col_span] - xs[cell.col] - 2 * side_padding(style) - cell.indent * style.size + 0.01,
                style.size,
                face_of(cell.text, style),
                kinsoku=style.kinsoku,
            )
            for cell in table.cells
        }
        heights = [style.leading + 2 * style.padding] * table.n_rows
        for cell in sorted(table.cells, key=lambda cell: cell.row_span):
            rows = range(cell.row, cell.row + cell.row_span)
            missing = len(lines[cell]) * style.leading + 2 * style.padding - sum(heights[row] for row in rows)
            for row in rows if missing > 0 else ():
                heights[row] += missing / cell.row_span
        return cls(table, number, columns, tuple(sum(heights[:row]) for row in range(table.n_rows + 1)), lines)

    @property
    def head_height(self) -> float:
        return self.tops[self.table.head_rows]

    def cut(self, first_room: float, room: float) -> list[Part]:
        style = self.columns.style
        rows = range(self.table.n_rows)
        most = [
            max((len(self.lines[c]) for c in self.table.cells if c.row == row and c.row_span == 1), default=0)
            for row in rows
        ]
        lonely = style.lonely_total and self.table.n_rows - self.table.head_rows >= _LEAST_FOR_LONELY
        end = self.table.n_rows - lonely
        heads = self.head_height if style.repeat_heads else 0.0
        parts = cut_strip(
            list(self.tops[: end + 1]), most[:end], first_room, room - heads,
            padding=style.padding, leading=style.leading, cut_rows=style.cut_rows,
        )  # fmt: skip
        return [*parts, Part(self.tops[-2], self.tops[-1], None)] if lonely else parts

    def piece(self, parts: Sequence[Part], at: int) -> Piece:
        part, style = parts[at], self.columns.style
        again = at > 0 and style.repeat_heads and part.start >= self.head_height
        origin = self.head_height if again else 0.0
        shift = origin - part.start + (style.padding if part.cut_row is not None else 0.0)
        shown = [one for cell in self.table.cells if (one := self._shown(cell, part, shift, origin)) is not None]
        cut = {one.cut_row for one in parts}
        runs = [run for one in shown for run in self._runs(one.cell, parts, at, shift, cut)]
        if again:
            heads = Part(0.0, self.head_height, None)
            head_cells = [cell for cell in self.table.cells if cell.row < self.table.head_rows]
            shown = [*(one for cell in head_cells if (one := self._shown(cell, heads, 0.0, 0.0)) is not None), *shown]
            runs = [*(run for cell in head_cells for run in self._runs(cell, [heads], 0, 0.0, set())), *runs]
        bottom = max(one.bottom for one in shown)
        ends = part.end >= self.tops[-1] - 0.01
        edges = (self.columns.xs[0], self.columns.xs[-1])
        return Piece(
            tuple(runs),
            strokes_of(shown, style, edges, self.table.head_rows, ends=ends),
            bands_of(shown, style, edges, self.table.head_rows),
            bottom,
        )

    def _shown(self, cell: Cell, part: Part, shift: float, origin: float) -> Shown | None:
        top, bottom = self.tops[cell.row], self.tops[cell.row + cell.row_span]
        if min(bottom, part.end) - max(top, part.start) < 0.5:  # touches this part at most
            return None
        style, xs = self.columns.style, self.columns.xs
        above = origin if top < part.start else top + shift
        below = min(bottom, part.end) + shift + (style.padding if part.ends_in_row and bottom >= part.end else 0.0)
        return Shown(
            cell, xs[cell.col], above, xs[cell.col + cell.col_span], below,
            open_top=top < part.start, open_bottom=bottom > part.end,
        )  # fmt: skip

    def _runs(self, cell: Cell, parts: Sequence[Part], at: int, shift: float, cut: set[int | None]) -> list[Run]:
        """The lines of a cell that stand in part ``at``."""
        part, style, lines = parts[at], self.columns.style, self.lines[cell]
        top, bottom = self.tops[cell.row], self.tops[cell.row + cell.row_span]
        numbers: Sequence[int]
        if cell.row_span > 1 and (top < part.start or bottom > part.end):
            numbers, first = merged_lines(
                (top, bottom), len(lines), parts, at, leading=style.leading, text=style.merged_text
            )
        else:
            at_top = style.vertical == "top" or (cell.row_span == 1 and cell.row in cut)
            height = len(lines) * style.leading
            first = top + (style.padding if at_top else (bottom - top - height) / 2)
            middles = [first + (number + 0.5) * style.leading for number in range(len(lines))]
            numbers = [number for number, y in enumerate(middles) if part.start <= y < part.end]
            first += numbers[0] * style.leading if numbers else 0.0
        return [
            replace(self._line(cell, number), y=first + below * style.leading + self._baseline + shift)
            for below, number in enumerate(numbers)
        ]

    @property
    def _baseline(self) -> float:
        style = self.columns.style
        return (style.leading - style.size) / 2 + _ASCENT * style.size

    def _line(self, cell: Cell, number: int) -> Run:
        """A line of a cell where it stands across; its y is not known here."""
        style, xs = self.columns.style, self.columns.xs
        text = self.lines[cell][number]
        face = face_of(cell.text, style)
        x0, x1, pad = xs[cell.col], xs[cell.col + cell.col_span], side_padding(style)
        align = style.amounts if cell.align == "right" else cell.align
        spare = x1 - x0 - face.width(text) * style.size
        x = {
            "left": x0 + pad + cell.indent * style.size,
            "right": x1 - pad - (x1 - x0 - spare),
            "centre": x0 + spare / 2,
        }
        name = "" if face.name == style.face else face.name
        return Run(text, x[align], 0.0, style.size, cell.row, cell.col, number, cell.row_span > 1, name, self.number)
