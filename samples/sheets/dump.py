"""Text dumps of laid-out documents: as a PDF reader prints pages, and as a converter to Markdown-like text does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from samples.dice import Dice
from samples.families.table import Cell, Prose, Table
from samples.layout_page import Run, Sheet
from samples.sheets.flow import LaidDocument


def line_dump(laid: LaidDocument) -> list[str]:
    """Cells of a row between spaces; a wrapped cell breaks its row, and its lines stand alone. Blank cells vanish."""
    lines: list[str] = []
    for sheet in laid.sheets:
        page = [line for row in _rows(sheet, laid.tables) for line in _row_lines(row)]
        lines += [f" {page[0]}" if lines else page[0], *page[1:]] if page else []
    return lines


def _rows(sheet: Sheet, tables: Sequence[Table]) -> list[list[list[Run]]]:
    """Rows from top to bottom, each a list of cells from left to right, each its lines.

    A head that spans rows stands in the last of them; any other merged cell stands alone, where its text is.
    """
    cells: dict[tuple[int, int, int], list[Run]] = {}
    rows: dict[tuple[int, int, float], list[list[Run]]] = {}
    for run in sheet.runs:
        if run.row is None:
            rows.setdefault((-1, -1, round(run.y, 1)), []).append([run])
        else:
            cells.setdefault((run.table, run.row, run.col or 0), []).append(run)
    spans = {(at, cell.row, cell.col): cell for at, table in enumerate(tables) for cell in table.cells}
    for key, runs in cells.items():
        number, row, _ = key
        cell = spans[key]
        head = row < tables[number].head_rows
        if cell.row_span > 1 and not head:
            rows[number, -1, round(runs[0].y, 1) + cell.col / 1000] = [runs]
        else:
            rows.setdefault((number, row + cell.row_span - 1, 0.0), []).append(runs)
    placed = sorted(rows.values(), key=lambda row: (max(runs[0].y for runs in row), row[0][0].x))
    return [sorted(row, key=lambda runs: runs[0].x) for row in placed]


def _row_lines(row: list[list[Run]]) -> Iterator[str]:
    """Cells that share a baseline make a line; the lines of a wrapped one have blank lines between them."""
    line: list[Run] = []
    for runs in row:
        if line and (len(runs) > 1 or abs(line[-1].y - runs[0].y) > 0.5):
            yield _joined(line)
            line = []
        if len(runs) > 1:
            for run in runs[:-1]:
                yield run.text
                yield ""
            yield runs[-1].text
        else:
            line.append(runs[0])
    if line:
        yield _joined(line)
    yield ""


def _joined(line: Sequence[Run]) -> str:
    return " ".join(run.text.strip() for run in line)


def tab_dump(laid: LaidDocument, dice: Dice) -> list[str]:
    """Headings with marks of Markdown, a table row a line with tabs between cells, remnants of HTML and LaTeX.

    A page break begins the table's lines anew, with the heads where the page repeats them.
    """
    lines: list[str] = []
    spaced = dice.chance(0.6)
    dress = _dress(dice)
    level = dice.pick(["", "", "## ", "### ", "#### "])
    number = 0
    for block in laid.document.blocks:
        if isinstance(block, Prose):
            marks = dice.pick(["# ", "## "]) if block.heading else ""
            lines += [part for text in block.paragraphs for part in (marks + text, "")]
            continue
        table = laid.tables[number]
        above = [table.number, level + table.title, *(part for part in (table.left, table.right) if part)]
        lines += [part for text in above if text for part in (text, "")]
        for page in laid.table_pages[number]:
            rows = _page_rows(table, number, laid.sheets[page - 1], spaced=spaced)
            lines += ["\t".join(dress(text) for text in row) for row in rows]
            lines.append("")
        lines += [part for note in table.notes for part in (note, "")]
        number += 1
    return lines


def _page_rows(table: Table, number: int, sheet: Sheet, *, spaced: bool) -> Iterator[list[str]]:
    """The table's rows on a page; a cell that spans stands in its first place, the others are empty."""
    texts: dict[tuple[int, int], list[str]] = {}
    for run in sheet.runs:
        if run.row is not None and run.table == number:
            texts.setdefault((run.row, run.col or 0), []).append(run.text)
    here = {row for row, _ in texts}
    merged = {(cell.row, cell.col): cell for cell in table.cells if cell.row_span > 1}
    plain = {row for row, col in texts if (row, col) not in merged}
    body = sorted(row for row in plain if row >= table.head_rows)
    rows = [row for row in range(table.head_rows) if row in here]
    rows += range(body[0], body[-1] + 1) if body else []
    for row in rows:
        line = [""] * table.n_cols
        for (at, col), parts in texts.items():
            cell = merged.get((at, col))
            first = at if cell is None else _first_row(cell, rows)
            if first == row:
                line[col] = (" " if spaced else "").join(parts)
        yield line


def _first_row(cell: Cell, rows: Sequence[int]) -> int:
    return next((row for row in rows if cell.row <= row < cell.row + cell.row_span), -1)


_COMPARED = re.compile(r"([≥≤])\s*(\d+(?:\.\d+)?)(%?)")
_LATEX = {"≥": "\\geq", "≤": "\\leq"}


def _dress(dice: Dice) -> Callable[[str], str]:
    """What the converter makes of a cell's text: comparisons as LaTeX, long texts as HTML paragraphs."""
    latex, html = dice.chance(0.4), dice.chance(0.4)

    def compared(match: re.Match[str]) -> str:
        percent = "\\%" if match[3] else ""
        return f" ${_LATEX[match[1]]} {match[2]}{percent}$ "

    def dressed(text: str) -> str:
        text = _COMPARED.sub(compared, text) if latex else text
        return f"<p>{text}</p>" if html and len(text) > 40 else text

    return dressed
