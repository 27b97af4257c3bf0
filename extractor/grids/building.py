"""From a page's table areas to grids."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grids.filling import box_of, fill
from extractor.grids.heads import with_heads
from extractor.grids.ruled.amount_witness import with_amounts_apart
from extractor.grids.ruled.drawn_out import without_drawn_out
from extractor.grids.ruled.faded import with_faded_sides
from extractor.grids.ruled.figure_witness import with_figures_apart
from extractor.grids.ruled.head_row import with_heads_off_first_line
from extractor.grids.ruled.heads_apart import with_heads_apart
from extractor.grids.ruled.lattice import Lattice, lattice_of
from extractor.grids.ruled.spans import Cut, Span, spans_of, without_idle_edges
from extractor.grids.ruled.text_witness import with_text
from extractor.grids.ruling.collinear import merged
from extractor.grids.ruling.struck import lines_beside, sound_rules
from extractor.grids.ruling.worn import WHOLE, usual_ink
from extractor.grids.unruled.coarse import lacks_columns, with_columns_of_text, with_rows_of_text
from extractor.grids.unruled.ruled_rows import with_ruled_rows
from extractor.grids.unruled.sectioned import by_sections
from extractor.grids.unruled.table import Divided, by_alignment
from extractor.grids.unruled.wrapped import by_gutters
from models.grid import Cell, CellPart, Grid
from models.layout import PageLayout, TableArea
from models.page import ReadPage
from models.text import TextLine

FEWEST_CELLS = 3
"""A frame of one cell, or one cut in two, is a box around something, not a table."""

ASIDE = 0.25
"""In text heights: pieces of one rule stand this near to one line; less than the thickness of a row of dots."""

GAP = 0.75
"""In text heights: a break in a rule up to this long is a fault of the print. The narrowest slot is wider."""


def build_grids(page: ReadPage, layout: PageLayout) -> tuple[Grid, ...]:
    """The page's tables as grids, from top to bottom; () for a page without one. Upright frame.

    Every slot of a grid is covered by exactly one cell. A rule that stops short, has a gap, or is missing along
    one cell or on the rim is made good where the other rows and the text speak for it.
    """
    grids = (_grid(page.number, area, layout.text_height) for area in layout.tables)
    return tuple(grid for grid in grids if grid is not None)


def _grid(number: int, area: TableArea, text_height: float) -> Grid | None:
    divided = _by_rules(area, text_height)
    if area.lines and (
        divided is None or divided.lattice.n_cols == 1 or lacks_columns(divided.lattice, divided.lines, text_height)
    ):
        texts = by_sections(area, text_height) or by_gutters(area, text_height)
        if texts is not None:
            divided = with_ruled_rows(texts, area.rules, text_height)
        else:
            aligned = by_alignment(area, text_height)
            divided = with_ruled_rows(aligned, area.rules, text_height, crowded=0) if aligned else divided
    return None if divided is None else _filled(number, area, divided, text_height)


def _by_rules(area: TableArea, text_height: float) -> Divided | None:
    sound = sound_rules(area.rules, area.lines, text_height)
    lines = lines_beside(sound, area.lines)
    rules = merged(sound, aside=ASIDE * text_height, gap=GAP * text_height)
    ruled = lattice_of(rules, text_height)
    if ruled is None:
        return None
    ruled, lines = with_amounts_apart(ruled, lines)
    worn = usual_ink(rules) < WHOLE
    clear = without_drawn_out(ruled, lines, text_height)
    judged = with_text(clear, lines, text_height) if worn else with_faded_sides(clear, lines, text_height)
    whole = with_figures_apart(with_rows_of_text(judged, lines, text_height), lines)
    if worn:
        whole = with_columns_of_text(whole, lines, text_height)
    whole = with_heads_apart(with_heads_off_first_line(whole, lines, text_height), lines, text_height)
    spans = spans_of(whole, lambda cut, span: _crosses(cut, span, whole, lines))
    lattice, spans = without_idle_edges(whole, spans)
    return Divided(lattice, spans, lines) if len(spans) >= FEWEST_CELLS else None


def _filled(number: int, area: TableArea, divided: Divided, text_height: float) -> Grid:
    lattice, spans = divided.lattice, divided.spans
    texts = fill(lattice, spans, divided.lines, text_height, whole=not divided.ruled)
    cells = [
        Cell(
            row=span.row,
            col=span.col,
            row_span=span.row_span,
            col_span=span.col_span,
            parts=(CellPart(page=number, box=box_of(span, lattice), lines=texts[span]),),
        )
        for span in spans
    ]
    free = (*area.titles, *area.captions, *area.notes)
    return Grid(
        n_rows=lattice.n_rows,
        n_cols=lattice.n_cols,
        cells=with_heads(cells),
        title="".join(line.text.strip() for line in area.titles),
        captions=tuple((number, line) for line in free),
        ruled=divided.ruled,
    )


def _crosses(cut: Cut, span: Span, lattice: Lattice, lines: Sequence[TextLine]) -> bool:
    """Whether a cut of a rectangle of slots goes through a glyph."""
    room = box_of(span, lattice)
    glyphs = (glyph.box for line in lines for glyph in line.glyphs if room.contains(*glyph.box.center))
    if cut.across:
        y = lattice.ys[cut.at]
        return any(box.y0 + box.height / 4 < y < box.y1 - box.height / 4 for box in glyphs)
    x = lattice.xs[cut.at]
    return any(box.x0 + box.width / 4 < x < box.x1 - box.width / 4 for box in glyphs)
