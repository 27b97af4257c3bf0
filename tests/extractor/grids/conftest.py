"""Tables known in advance: their spans, and the rules and text that a printer would set for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
from hypothesis import strategies as st

from models.geometry import Box, PageMap
from models.grid import Grid
from models.layout import PageLayout, TableArea
from models.page import ReadPage
from models.rule import Rule
from models.text import Glyph, TextLine

TEXT_HEIGHT = 10.0
SpanTuple = tuple[int, int, int, int]


@dataclass(frozen=True)
class Known:
    """Edges in page units and spans as (row, col, row_span, col_span)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[SpanTuple, ...]

    def box(self, span: SpanTuple) -> Box:
        r, c, h, w = span
        return Box(self.xs[c], self.ys[r], self.xs[c + w], self.ys[r + h])

    def rules(self) -> tuple[Rule, ...]:
        """The four borders of each cell, as many producers draw them."""
        result = []
        for box in map(self.box, self.spans):
            result += [Rule("horizontal", y, box.x0, box.x1) for y in (box.y0, box.y1)]
            result += [Rule("vertical", x, box.y0, box.y1) for x in (box.x0, box.x1)]
        return tuple(result)

    def lines(self) -> tuple[TextLine, ...]:
        """A text in the middle of each cell that names its first slot."""
        return tuple(line_at(self.box(span), f"{span[0]},{span[1]}") for span in self.spans)


def line_at(box: Box, text: str) -> TextLine:
    """A line in the middle of a box, glyphs half as wide as high."""
    x, y = box.center
    left = x - len(text) * TEXT_HEIGHT / 4
    glyphs = tuple(
        Glyph(char, Box(left + i * 5, y - TEXT_HEIGHT / 2, left + i * 5 + 5, y + TEXT_HEIGHT / 2))
        for i, char in enumerate(text)
    )
    return TextLine(text, Box(left, y - TEXT_HEIGHT / 2, left + 5 * len(text), y + TEXT_HEIGHT / 2), glyphs, "test")


def plain_table(n_rows: int, n_cols: int) -> Known:
    """A table without merged cells, 50 by 24 each."""
    xs = tuple(40.0 + 50 * c for c in range(n_cols + 1))
    ys = tuple(50.0 + 24 * r for r in range(n_rows + 1))
    return Known(xs, ys, tuple((r, c, 1, 1) for r in range(n_rows) for c in range(n_cols)))


def page_of(lines: Sequence[TextLine], rules: Sequence[Rule], number: int = 1) -> ReadPage:
    return ReadPage(
        number=number,
        shown_width=600,
        shown_height=800,
        width=600,
        height=800,
        lines=tuple(lines),
        rules=tuple(rules),
        to_shown=PageMap(),
        source="text_layer",
    )


def layout_of(lines: Sequence[TextLine], rules: Sequence[Rule], number: int = 1) -> PageLayout:
    """One table area that holds everything."""
    area = TableArea(Box(0, 0, 600, 800), tuple(rules), tuple(lines))
    return PageLayout(number, TEXT_HEIGHT, (area,))


@st.composite
def known_tables(draw: st.DrawFn, max_rows: int = 7, max_cols: int = 7) -> Known:
    """Tables with any rectangles merged; every edge is used by some cell."""
    n_rows, n_cols = draw(st.integers(2, max_rows)), draw(st.integers(2, max_cols))
    xs, ys = [40.0], [50.0]
    for _ in range(n_cols):
        xs.append(xs[-1] + draw(st.integers(25, 70)))
    for _ in range(n_rows):
        ys.append(ys[-1] + draw(st.integers(16, 40)))
    taken: set[tuple[int, int]] = set()
    spans: list[SpanTuple] = []
    for r in range(n_rows):
        for c in range(n_cols):
            if (r, c) in taken:
                continue
            h, w = draw(st.integers(1, min(3, n_rows - r))), draw(st.integers(1, min(3, n_cols - c)))
            while any((i, j) in taken for i in range(r, r + h) for j in range(c, c + w)):
                w -= 1
            taken |= {(i, j) for i in range(r, r + h) for j in range(c, c + w)}
            spans.append((r, c, h, w))
    return _squeezed(Known(tuple(xs), tuple(ys), tuple(spans)))


def _squeezed(table: Known) -> Known:
    """The table without the edges that no cell uses: nobody could know of them."""
    rows = sorted({r for r, _, _, _ in table.spans} | {r + h for r, _, h, _ in table.spans})
    cols = sorted({c for _, c, _, _ in table.spans} | {c + w for _, c, _, w in table.spans})
    spans = tuple(
        (rows.index(r), cols.index(c), rows.index(r + h) - rows.index(r), cols.index(c + w) - cols.index(c))
        for r, c, h, w in table.spans
    )
    return replace(table, xs=tuple(table.xs[c] for c in cols), ys=tuple(table.ys[r] for r in rows), spans=spans)


def spans_in(grid: Grid) -> tuple[SpanTuple, ...]:
    return tuple((cell.row, cell.col, cell.row_span, cell.col_span) for cell in grid.cells)


@pytest.fixture(scope="session")
def tables() -> SimpleNamespace:
    """What the tests of this room draw with."""
    return SimpleNamespace(
        known=known_tables, plain=plain_table, page=page_of, layout=layout_of, line=line_at, spans=spans_in
    )
