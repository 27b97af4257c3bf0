"""Spanning columns held against the words that stand under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractor.forms.carried import own_part, word_in
from extractor.forms.sheet import Finding, Row, finding_in
from models.form import Column
from models.grid import Cell

_Cells = Mapping[str, tuple[Cell, ...]]


def placed_under(
    rows: Sequence[Row],
    cells: Sequence[_Cells],
    carried: Sequence[dict[str, Finding]],
    columns: Sequence[Column],
) -> list[dict[str, Finding]]:
    """What the spanning columns say, where the word to the right cannot stand under it: nothing, or a part of it.

    Nothing where the row's own cell is blank and only the row above said it; a part where several words ran together
    in one cell. A word that is printed for the row stays, whatever stands beside it.
    """
    result = []
    for row, own, findings in zip(rows, cells, carried, strict=True):
        placed = dict(findings)
        for left, column in pairwise(columns):
            fitting = column.above(word_in(findings[column.path], column))
            if fitting:
                placed[left.path] = _fitting(row, own[left.path], findings[left.path], left, fitting)
        result.append(placed)
    return result


def _fitting(row: Row, own: Sequence[Cell], finding: Finding, column: Column, fitting: Sequence[str]) -> Finding:
    part = own_part(finding, column.words, fitting)
    word = word_in(part, column)
    if word in fitting or word not in column.words or any(cell.text.strip() for cell in own):
        return part
    return finding_in(row, own, finding.label)
