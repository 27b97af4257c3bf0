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


def told_beside(
    rows: Sequence[Row], cells: Sequence[_Cells], carried: Sequence[dict[str, Finding]], listing: Listing
) -> list[dict[str, Finding]]:
    """What the spanning columns say, where a row says itself that it is the next word's below it, or above it: its name
    stands under that word, or the column that tells it holds it.

    Such a row is one beside which nothing is printed, as a word in the middle of its rows speaks for those above it,
    too; or one beside which a cell of several rows says a word that is not its own: nothing showed where that ends.
    """
    result = [dict(findings) for findings in carried]
    own = [
        (column, [finding_in(row, it[column.path], "") for row, it in zip(rows, cells, strict=True)])
        for column in listing.columns
        if column.carried and column.words
    ]
    for column, findings in own:
        printed = [any(key_of(line.text) for line in finding.lines) for finding in findings]
        for up in (True, False):
            beside: Finding | None = None
            for index in reversed(range(len(rows))) if up else range(len(rows)):
                said = result[index][column.path]
                doubtful = _is_anothers(cells[index], listing, column, said) if printed[index] else up
                if beside is not None and doubtful and _tells(cells[index], listing, column, word_in(beside, column)):
                    result[index][column.path] = beside
                elif printed[index]:
                    beside = said
    return result


def _is_anothers(own: _Cells, listing: Listing, column: Column, said: Finding) -> bool:
    """Whether a cell of several rows says a word of the column under which this row does not stand."""
    word = word_in(said, column)
    spanning = any(cell.row_span > 1 for cell in own[column.path])
    return spanning and word in column.words and not _tells(own, listing, column, word)


def _tells(own: _Cells, listing: Listing, column: Column, word: str) -> bool:
    """Whether the row says that this word, and no other of the column, is its own."""
    texts = {path: "".join(cell.text for cell in cells) for path, cells in own.items()}
    told = texts.get(column.told_by or "", "")
    if word and word in told:
        return all(other in word or other not in told for other in column.words)
    following = next((it for it in listing.columns[listing.columns.index(column) + 1 :] if it.under), None)
    return following is not None and word in following.above("".join(texts[following.path].split()))
