"""Text dumps of pages whose text layer is in order: as a PDF reader prints them, and as a converter to text does."""

from __future__ import annotations

from samples.layout_page import LaidForm, LaidPage, Run


def plain_dump(page: LaidPage) -> list[str]:
    """The dump of an unscrambled page: cells of a row separated by spaces, wrapped ones as lines."""
    lines: list[str] = []
    for cells in rows_of(page):
        row = ""
        for runs in cells:
            text = "\n".join(run.text for run in runs)
            long = len(runs) > 2 and len(cells) > 1  # tall cells stand as a block of their own
            row += f"\n\n{text}\n\n" if long else f"{text} "
        lines += [part.strip() for part in row.strip().split("\n")] + [""]
    return lines


def tab_dump(laid: LaidForm) -> list[str]:
    """The table row by row, a tab between cells; a cell that goes on from the row above is empty."""
    lines = [*[run.text for run in laid.pages[0].runs if run.row is None][:1], ""]
    lines += ["\t".join(text for pair in pairs for text in pair) for pairs in laid.plan.free_lines]
    for row in range(laid.plan.n_rows):
        here = [cell for cell in laid.plan.cells if cell.row <= row < cell.row + cell.row_span]
        texts = [cell.text.replace("\n", " ") if cell.row == row else "" for cell in sorted(here, key=lambda c: c.col)]
        lines.append("\t".join(texts))
    return lines


def rows_of(page: LaidPage) -> list[list[list[Run]]]:
    """Rows from top to bottom, each a list of cells from left to right, each its lines from top to bottom.

    A free line is a row with those that share its baseline; a merged cell is a row of its own, where it stands.
    """
    cells: dict[tuple[int, int, float], list[Run]] = {}
    for run in page.runs:
        key = (run.row, run.col or 0, 0.0) if run.row is not None else (-1, round(run.x), round(run.y - run.line, 0))
        cells.setdefault(key, []).append(run)
    if any(run.row is None and run.line for run in page.runs):
        cells = _join_free_lines(cells)
    rows: dict[tuple[float, int], list[list[Run]]] = {}
    first_y: dict[int, float] = {}
    for (row, _, _), runs in cells.items():
        if row >= 0 and not runs[0].spans_rows:
            first_y[row] = min(first_y.get(row, runs[0].y), runs[0].y)
    for (row, col, _), runs in cells.items():
        alone = runs[0].spans_rows
        y = first_y[row] if row >= 0 and not alone else runs[0].y
        rows.setdefault((round(y, 1), col + 1 if alone else 0), []).append(runs)
    return [sorted(rows[key], key=lambda runs: runs[0].x) for key in sorted(rows)]


def _join_free_lines(cells: dict[tuple[int, int, float], list[Run]]) -> dict[tuple[int, int, float], list[Run]]:
    """Free lines that are the second and further lines of one above them, put with it."""
    joined: dict[tuple[int, int, float], list[Run]] = {}
    opened: dict[int, tuple[int, int, float]] = {}
    for key, runs in cells.items():
        if key[0] == -1 and runs[0].line and key[1] in opened:
            joined[opened[key[1]]] = [*joined[opened[key[1]]], *runs]
            continue
        joined[key] = runs
        if key[0] == -1:
            opened[key[1]] = key
    return joined
