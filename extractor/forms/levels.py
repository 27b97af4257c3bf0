"""Spanning columns held against the words that stand under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractor.forms.carried import own_part, word_in
from extractor.forms.labels import key_of
from extractor.forms.sheet import Finding, Row, finding_in
from models.form import Column, Listing
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


def told_below(
    rows: Sequence[Row], cells: Sequence[_Cells], carried: Sequence[dict[str, Finding]], listing: Listing
) -> list[dict[str, Finding]]:
    """What the spanning columns say, where a word printed in the middle of its rows speaks for those above it, too.

    A row beside which nothing is printed is the lower word's where the row says so itself: its name stands under that
    word, or the column that tells it holds it.
    """
    result = [dict(findings) for findings in carried]
    for column in listing.columns:
        if not (column.carried and column.words):
            continue
        below: Finding | None = None
        for index in reversed(range(len(rows))):
            own = finding_in(rows[index], cells[index][column.path], "")
            if any(key_of(line.text) for line in own.lines):
                below = carried[index][column.path]
            elif below is not None and _tells(cells[index], listing, column, word_in(below, column)):
                result[index][column.path] = below
    return result


def _tells(own: _Cells, listing: Listing, column: Column, word: str) -> bool:
    """Whether the row says that this word, and no other of the column, is its own."""
    texts = {path: "".join(cell.text for cell in cells) for path, cells in own.items()}
    told = texts.get(column.told_by or "", "")
    if word and word in told:
        return all(other in word or other not in told for other in column.words)
    following = next((it for it in listing.columns[listing.columns.index(column) + 1 :] if it.under), None)
    return following is not None and word in following.above("".join(texts[following.path].split()))
