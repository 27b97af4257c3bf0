"""Matrices: known rows by known columns, such as the funds of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.forms.columns import Heads, find_heads, in_order
from extractor.forms.labels import LABEL_SIMILARITY, likeness
from extractor.forms.sheet import Finding, Row, finding_in, squeezed
from models.form import Matrix, MatrixRow
from models.grid import Cell


def read_matrix(rows: Sequence[Row], matrix: Matrix) -> tuple[dict[str, Finding], frozenset[str]]:
    """Findings by path (``funds[0].executed``), and the labels that were seen.

    A row or a column that the page does not show gives findings without a place.
    """
    heads = find_heads(rows, matrix.columns)
    labelled = _labelled_rows(rows[heads.row + 1 :] if heads else rows, matrix.rows)
    found: dict[str, Finding] = {}
    for index, entry in enumerate(matrix.rows):
        prefix = f"{matrix.path}[{index}]"
        spot = labelled.get(entry.key)
        found[f"{prefix}.{matrix.key}"] = finding_in(spot[0], [spot[1]], squeezed(spot[1].text)) if spot else Finding()
        found |= _values(prefix, spot, matrix, heads)
    seen = {entry.labels[0] for entry in matrix.rows if entry.key in labelled}
    seen |= {column.labels[0] for column in matrix.columns if heads and column.path in heads.matched}
    return found, frozenset(seen)


def matrix_rows(rows: Sequence[Row], matrix: Matrix) -> range:
    """From the head row, or the first labelled row, to the last labelled row; empty where there is none."""
    heads = find_heads(rows, matrix.columns)
    spots = [rows.index(row) for row, _ in _labelled_rows(rows, matrix.rows).values()]
    marks = [*spots, *([heads.row] if heads else [])]
    return range(min(marks), max(marks) + 1) if spots else range(0)


def _labelled_rows(rows: Sequence[Row], entries: Sequence[MatrixRow]) -> dict[str, tuple[Row, Cell]]:
    """For each entry the row that is most like it, each cell to one entry, the best first."""
    ranked = sorted(
        (
            (alike, -number, entry.key, row, cell)
            for number, row in enumerate(rows)
            for cell in row.cells
            if cell.text.strip()
            for entry in entries
            if (alike := likeness(cell.text, entry.labels)) >= LABEL_SIMILARITY
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    chosen: dict[str, tuple[Row, Cell]] = {}
    for _, _, key, row, cell in ranked:
        if key not in chosen and all(other is not cell for _, other in chosen.values()):
            chosen[key] = (row, cell)
    return chosen


def _values(prefix: str, spot: tuple[Row, Cell] | None, matrix: Matrix, heads: Heads | None) -> dict[str, Finding]:
    if spot is None:
        return {f"{prefix}.{column.path}": Finding() for column in matrix.columns}
    row, label = spot
    cells = [cell for cell in row.cells if cell.col >= label.cols.stop]
    bound = _bound(row.table, cells, matrix, heads)
    row_label = squeezed(label.text)
    found: dict[str, Finding] = {}
    for column in matrix.columns:
        cols = bound.get(column.path)
        inside = [cell for cell in row.within(cols) if cell in cells] if cols else []
        head = heads.printed.get(column.path, column.labels[0]) if heads else column.labels[0]
        found[f"{prefix}.{column.path}"] = finding_in(row, inside, f"{row_label}/{head}")
    return found


def _bound(table: int, cells: Sequence[Cell], matrix: Matrix, heads: Heads | None) -> Mapping[str, range]:
    if heads and heads.table == table:
        return heads.cols
    return in_order(cells, matrix.columns)
