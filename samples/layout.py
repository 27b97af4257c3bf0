"""A form laid out on pages, as an office would print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samples.content import Form
from samples.fonts import Face, load_face
from samples.layout_break import Part, cut_strip
from samples.layout_cells import GridCell, plan_cells
from samples.layout_merged import merged_lines
from samples.layout_page import LaidForm, LaidPage, Run, Stroke
from samples.layout_style import Style
from samples.layout_text import break_lines

_ASCENT = 0.88  # of the font size: where the baseline stands under the top of a line of Chinese text
_TITLE_SCALE = 1.6  # the title is set larger than the table
_HEAD_LINES = 2.0  # free lines stand this many line heights apart


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell on the strip, with its broken lines."""

    cell: GridCell
    x0: float
    x1: float
    top: float
    bottom: float
    lines: tuple[str, ...]
    at_top: bool


def lay_out(form: Form, style: Style) -> LaidForm:
    """The pages of the form. Equal arguments give equal pages."""
    face = load_face(style.face)
    plan = plan_cells(form, style.cells)
    widths = [share * (style.page_width - 2 * style.margin_x) for share in style.widths]
    xs = [style.margin_x + sum(widths[:at]) for at in range(len(widths) + 1)]
    broken = {
        cell: break_lines(
            cell.text,
            xs[cell.col + cell.col_span] - xs[cell.col] - 2 * _side_padding(style),
            style.size,
            face,
            kinsoku=style.kinsoku,
        )
        for cell in plan.cells
    }
    tops = _row_tops(broken, plan.n_rows, style)
    above, free_runs = _above_table(form, plan.free_lines, style, face)
    header_height = tops[plan.header_row + 1] - tops[plan.header_row] if style.repeat_header else 0.0
    room = style.page_height - style.margin_top - style.margin_bottom
    most = [
        max((len(broken[c]) for c in plan.cells if c.row == row and c.row_span == 1), default=0)
        for row in range(plan.n_rows)
    ]
    parts = cut_strip(
        tops,
        most,
        room - above,
        room - header_height,
        padding=style.padding,
        leading=style.leading,
        cut_rows=style.cut_rows,
    )
    cut = {part.cut_row for part in parts}
    placed = [
        _Placed(
            cell,
            xs[cell.col],
            xs[cell.col + cell.col_span],
            tops[cell.row],
            tops[cell.row + cell.row_span],
            tuple(lines),
            at_top=style.vertical == "top" or (cell.row_span == 1 and cell.row in cut),
        )
        for cell, lines in broken.items()
    ]
    pages = []
    for number, part in enumerate(parts):
        heads = header_height if number and tops[plan.header_row + 1] <= part.start < tops[-1] else 0.0
        origin = style.margin_top + (above if number == 0 else heads)
        page = _table_part(placed, parts, number, origin, style=style, face=face)
        runs, strokes = list(page.runs), list(page.strokes)
        if number == 0:
            runs = [*free_runs, *runs]
        elif heads:
            header = _header_again(placed, plan.header_row, style, face)
            runs, strokes = [*header.runs, *runs], [*header.strokes, *strokes]
        runs += _footer(number, style, face)
        pages.append(LaidPage(tuple(runs), tuple(dict.fromkeys(strokes))))
    return LaidForm(style, plan, tuple(pages))


def _side_padding(style: Style) -> float:
    return max(1.5, style.padding * 0.6)


def _row_tops(broken: dict[GridCell, list[str]], n_rows: int, style: Style) -> list[float]:
    """Where each row starts on the strip, and where the last one ends."""
    heights = [style.leading + 2 * style.padding] * n_rows
    for cell, lines in sorted(broken.items(), key=lambda item: item[0].row_span):
        needed = len(lines) * style.leading + 2 * style.padding
        rows = range(cell.row, cell.row + cell.row_span)
        missing = needed - sum(heights[row] for row in rows)
        for row in rows if missing > 0 else ():
            heights[row] += missing / cell.row_span
    return [sum(heights[:row]) for row in range(n_rows + 1)]


def _above_table(
    form: Form, free_lines: tuple[tuple[tuple[str, str], ...], ...], style: Style, face: Face
) -> tuple[float, list[Run]]:
    """The height that title and free lines take, and their runs."""
    title = form.wording["title"]
    size = round(style.size * _TITLE_SCALE, 1)
    y = style.margin_top + size
    runs = [Run(title, (style.page_width - face.width(title) * size) / 2, y, size)]
    y += style.leading * 0.6
    room = style.page_width - 2 * style.margin_x
    for pairs in free_lines:
        step = room / len(pairs)
        deepest = 1
        for at, (label, value) in enumerate(pairs):
            lines = break_lines(f"{label} {value}", step - style.size, style.size, face, kinsoku=False)
            deepest = max(deepest, len(lines))
            x = style.margin_x + at * step
            runs += [
                Run(line, x, y + (number + 1) * style.leading, style.size, line=number)
                for number, line in enumerate(lines)
            ]
        y += (deepest - 1) * style.leading + _HEAD_LINES * style.leading * 0.8
    return y + style.leading * 0.5 - style.margin_top, runs


def _table_part(
    placed: list[_Placed], parts: list[Part], at: int, origin: float, *, style: Style, face: Face
) -> LaidPage:
    """What of the strip's part number ``at`` falls on its page, where the table starts at ``origin``."""
    part, last = parts[at], at == len(parts) - 1
    shift = origin - part.start + (style.padding if part.cut_row is not None else 0)
    runs: list[Run] = []
    strokes: list[Stroke] = []
    for item in placed:
        top, bottom = max(item.top, part.start), min(item.bottom, part.end)
        if bottom - top < 0.5:  # touches this part at most
            continue
        above = origin if item.top < part.start else item.top + shift
        below = bottom + shift + (style.padding if bottom == part.end and part.ends_in_row else 0)
        strokes += _outline(
            item, above, below, style, open_top=item.top < part.start, open_bottom=item.bottom > part.end, last=last
        )
        runs += [replace(run, y=run.y + shift) for run in _cell_runs(item, parts, at, style, face)]
    return LaidPage(tuple(runs), tuple(strokes))


def _cell_runs(item: _Placed, parts: list[Part], at: int, style: Style, face: Face) -> list[Run]:
    """The lines of a cell that stand in part number ``at``, baselines on the strip."""
    part, cell = parts[at], item.cell
    crosses = item.top < part.start or item.bottom > part.end
    numbers: Sequence[int]
    if cell.row_span > 1 and crosses:
        numbers, first = merged_lines(
            (item.top, item.bottom), len(item.lines), parts, at, leading=style.leading, text=style.merged_text
        )
    else:
        height = len(item.lines) * style.leading
        first = item.top + (style.padding if item.at_top else (item.bottom - item.top - height) / 2)
        middles = [first + (number + 0.5) * style.leading for number in range(len(item.lines))]
        numbers = [number for number, y in enumerate(middles) if part.start <= y < part.end]
        first += numbers[0] * style.leading if numbers else 0
    pad = _side_padding(style)
    runs = []
    for below, number in enumerate(numbers):
        line = item.lines[number]
        width = face.width(line) * style.size
        x = item.x0 + pad if cell.align == "left" else item.x0 + (item.x1 - item.x0 - width) / 2
        y = first + below * style.leading + (style.leading - style.size) / 2 + _ASCENT * style.size
        runs.append(Run(line, x, y, style.size, cell.row, cell.col, number, cell.row_span > 1))
    return runs


def _outline(
    item: _Placed, top: float, bottom: float, style: Style, *, open_top: bool, open_bottom: bool, last: bool
) -> list[Stroke]:
    """The four sides; a side where the page cuts the cell is left out where the style leaves cuts open."""
    edges = (style.margin_x, style.page_width - style.margin_x)
    left, right = (
        style.border if min(abs(x - edge) for edge in edges) < 0.5 else style.rule for x in (item.x0, item.x1)
    )
    strokes = [Stroke(item.x0, top, item.x0, bottom, left), Stroke(item.x1, top, item.x1, bottom, right)]
    if not (open_top and style.open_cut):
        strokes.append(Stroke(item.x0, top, item.x1, top, style.border if item.cell.row == 0 else style.rule))
    if not (open_bottom and style.open_cut):
        foot = (
            style.border
            if last and item.cell.text and item.cell.row_span == 1 and item.bottom == bottom
            else style.rule
        )
        strokes.append(Stroke(item.x0, bottom, item.x1, bottom, foot))
    return [replace(s, x0=round(s.x0, 2), y0=round(s.y0, 2), x1=round(s.x1, 2), y1=round(s.y1, 2)) for s in strokes]


def _header_again(placed: list[_Placed], header_row: int, style: Style, face: Face) -> LaidPage:
    """The heads of the indicator columns, once more at the top of a page (the side label's column stays empty)."""
    heads = [item for item in placed if item.cell.row == header_row and item.cell.row_span == 1]
    part = Part(heads[0].top, heads[0].bottom, None)
    return _table_part(heads, [part], 0, style.margin_top, style=style, face=face)


def _footer(number: int, style: Style, face: Face) -> list[Run]:
    if not style.footer:
        return []
    text = style.footer.format(style.first_page + number)
    x = (style.page_width - face.width(text) * style.size) / 2
    return [Run(text, x, style.page_height - style.margin_bottom / 2, style.size)]
