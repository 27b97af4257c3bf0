"""A document set on pages: text runs on, tables begin where there is room, wide ones on pages of their own kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from samples.dice import Dice
from samples.families.table import Cell, Document, Filled, Prose, Table
from samples.fonts import load_face
from samples.layout import lay_out
from samples.layout_cells import COLUMNS
from samples.layout_page import Band, LaidForm, Run, Sheet, Stroke
from samples.layout_style import make_style
from samples.layout_text import break_lines
from samples.sheets.columns import least_width
from samples.sheets.style import A4, SheetStyle
from samples.sheets.tables import Piece, lay_table

_TEXT_LEADING = 1.6  # of the font size
_LEAST_ROOM = 0.3  # share of a page under which no table begins


@dataclass(frozen=True, slots=True)
class LaidDocument:
    """``tables``: those of the document, forms among them, and ``table_pages`` the numbers of each one's pages."""

    document: Document
    style: SheetStyle
    sheets: tuple[Sheet, ...]
    tables: tuple[Table, ...]
    table_pages: tuple[tuple[int, ...], ...]


def lay_document(document: Document, style: SheetStyle) -> LaidDocument:
    """The pages of a document. Equal arguments give equal pages."""
    press = _Press(style)
    tables: list[Table] = []
    pages: list[tuple[int, ...]] = []
    for block in document.blocks:
        if isinstance(block, Prose):
            press.print_text(block)
        elif isinstance(block, Filled):
            laid = lay_out(block.content, make_style(Dice.of(*block.draw, "style")))
            pages.append(press.insert(laid, len(tables)))
            tables.append(form_table(block, laid))
        else:
            pages.append(press.print_table(block, len(tables)))
            tables.append(block)
    return LaidDocument(document, style, press.sheets(), tuple(tables), tuple(pages))


def form_table(block: Filled, laid: LaidForm) -> Table:
    """A self-evaluation form as a table; its free lines stand left and right."""
    plan = laid.plan
    first, second = ("\t".join(text for pair in line for text in pair) for line in plan.free_lines or ((), ()))
    return Table(
        title=block.content.wording["title"],
        number="",
        left=first,
        right=second,
        n_rows=plan.n_rows,
        n_cols=COLUMNS,
        head_rows=0,
        cells=tuple(Cell(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in plan.cells),
        widths=laid.style.widths,
        notes=(),
        form=block.form,
        data=block.data,
    )


class _Press:
    """Pages as they are filled, one after the other."""

    def __init__(self, style: SheetStyle) -> None:
        self._style = style
        self._pages: list[_Page | Sheet] = []

    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(
            page if isinstance(page, Sheet) else page.sheet(self._style, number)
            for number, page in enumerate(self._pages)
        )

    def insert(self, laid: LaidForm, number: int) -> tuple[int, ...]:
        """A form's own pages, as table ``number``; their numbers."""
        first = len(self._pages) + 1
        for sheet in laid.sheets():
            runs = tuple(run if run.row is None else replace(run, table=number) for run in sheet.runs)
            self._pages.append(replace(sheet, runs=runs))
        return tuple(range(first, len(self._pages) + 1))

    def _last(self) -> _Page | None:
        """The page that is being filled."""
        last = self._pages[-1] if self._pages else None
        return None if isinstance(last, Sheet) else last

    def print_text(self, prose: Prose) -> None:
        style = self._style
        face = load_face(style.face)
        size = style.size * (1.5 if prose.heading else 1.1)
        leading = size * _TEXT_LEADING
        for text in prose.paragraphs:
            page = self._page(wide=False, room=leading)
            width = page.width - 2 * style.margin_x
            indent = "" if prose.heading else "　　"
            for line in break_lines(indent + text, width, size, face, kinsoku=style.kinsoku):
                page = self._page(wide=False, room=leading)
                page.y += leading
                first = not prose.heading and line == text[: len(line)]
                x = (width - face.width(line) * size) / 2 if prose.heading else size * 2 if first else 0.0
                page.runs.append(Run(line, style.margin_x + x, page.y, size))

    def print_table(self, table: Table, number: int) -> tuple[int, ...]:
        style = self._style
        upright = A4[0] - 2 * style.margin_x
        too_wide = least_width(table, replace(style, size=style.size * 0.85)) > upright
        wide = too_wide or table.n_cols >= style.landscape_from
        page = self._last()
        if page is None or not style.together or page.wide != wide or page.left(style) < _LEAST_ROOM * page.height:
            page = self._new(wide=wide)
        width = (page.width - 2 * style.margin_x) * style.squeeze
        inset = (page.width - width) / 2
        room = page.height - style.margin_top - style.margin_bottom
        pieces = lay_table(table, number, style, width=width, first_room=page.left(style), room=room)
        pages = []
        for at, piece in enumerate(pieces):
            if at:
                page = self._new(wide=wide)
            page.put(piece, inset)
            if any(run.row is not None for run in piece.runs):  # notes may go over alone
                pages.append(len(self._pages))
        return tuple(pages)

    def _page(self, *, wide: bool, room: float) -> _Page:
        page = self._last()
        fits = page is not None and page.wide == wide and page.left(self._style) >= room
        return page if fits and page is not None else self._new(wide=wide)

    def _new(self, *, wide: bool) -> _Page:
        width, height = A4[::-1] if wide else A4
        page = _Page(width, height, wide, self._style.margin_top)
        self._pages.append(page)
        return page


class _Page:
    """A page that is being filled: ``y`` is where the next thing goes."""

    def __init__(self, width: float, height: float, wide: bool, y: float) -> None:
        self.width, self.height, self.wide, self.y = width, height, wide, y
        self.runs: list[Run] = []
        self.strokes: list[Stroke] = []
        self.bands: list[Band] = []

    def left(self, style: SheetStyle) -> float:
        return self.height - style.margin_bottom - self.y

    def put(self, piece: Piece, inset: float) -> None:
        self.runs += [replace(run, x=run.x + inset, y=run.y + self.y) for run in piece.runs]
        self.strokes += [
            replace(one, x0=one.x0 + inset, x1=one.x1 + inset, y0=one.y0 + self.y, y1=one.y1 + self.y)
            for one in piece.strokes
        ]
        self.bands += [
            replace(one, x0=one.x0 + inset, x1=one.x1 + inset, y0=one.y0 + self.y, y1=one.y1 + self.y)
            for one in piece.bands
        ]
        self.y += piece.height + 12.0  # points between a table and what follows it

    def sheet(self, style: SheetStyle, number: int) -> Sheet:
        runs = [*self.runs, *_footer(number, self, style)]
        return Sheet(
            self.width, self.height, style.face, tuple(runs), tuple(self.strokes), tuple(self.bands),
            grey=style.grey, turn=style.sideways if self.wide else 0,
        )  # fmt: skip


def _footer(number: int, page: _Page, style: SheetStyle) -> Iterator[Run]:
    if style.footer:
        text = style.footer.format(style.first_page + number)
        x = (page.width - load_face(style.face).width(text) * style.size) / 2
        yield Run(text, x, page.height - style.margin_bottom / 2, style.size)
