"""A row of tabbed cells given to a listing's columns: by what the cells say, and by where they stand.

Tabs are as ragged as they were printed: a cell that a merged one covers is often left out, and all to its right
stand too far left. So the order of the cells is kept, and what each says weighs more than its tab stop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.dump import folded
from models.form import Column
from models.text import TextLine

_NUMERIC_KINDS = frozenset({"amount", "number", "percent"})
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?分?")
_DASH = re.compile(r"[-—–－]+")
_LONG = 25  # characters: no level's or indicator's name has as many, an explanation has
_LONGEST_LEVEL = 12  # characters of a level's name: 社会公众或服务对象满意度

# What speaks for a cell in a column, and against it. Only their order of size matters: a known word or a number in
# its place outweighs a cue, a cue the look of a text, and all of them the tab stops.
_KNOWN_WORD = 4.0
_NUMBER_FITS = 3.0
_CUE = 3.0
_LOOKS_RIGHT = 1.0
_SAME_STEP = 0.5
_SAME_SLOT = 0.5
_NEVER = -6.0
_UNLIKELY = -2.0


@dataclass(frozen=True, slots=True)
class TabCell:
    """A cell and its tab stop, from 0."""

    slot: int
    line: TextLine

    @property
    def key(self) -> str:
        return folded(self.line.text)

    @property
    def is_number(self) -> bool:
        return bool(_NUMBER.fullmatch(self.key))


def fit(
    cells: Sequence[TabCell], columns: Sequence[Column], slots: Mapping[int, int], *, named: bool = True
) -> dict[int, TabCell]:
    """The best way to give each cell a column of its own, in order; column index to cell.

    ``slots``: column index to the tab stop of its head above, as far as heads were printed. ``named``: the row has a
    name of its own. Cells that are more than the columns are left out from the left: they are side labels.
    """
    cells = cells[max(0, len(cells) - len(columns)) :]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for cell in cells:
        best = [
            (score + _fits(cell, columns, column) + _stands(cell, column, slots, taken, cells), (*taken, column))
            for score, taken in best
            for column in range(taken[-1] + 1 if taken else 0, len(columns))
        ]
        best = list({taken[-1]: (score, taken) for score, taken in _ranked(best, columns)}.values())
    _, chosen = max(
        ((score + _whole(taken, columns, named=named), taken) for score, taken in best), key=lambda pair: pair[0]
    )
    return dict(zip(chosen, cells, strict=True))


def _ranked(
    ways: Sequence[tuple[float, tuple[int, ...]]], columns: Sequence[Column]
) -> list[tuple[float, tuple[int, ...]]]:
    """From the worst to the best, so that of those that end in one column the best is kept."""
    return sorted(ways, key=lambda way: way[0] + _whole(way[1], columns, named=True))


def _fits(cell: TabCell, columns: Sequence[Column], index: int) -> float:
    column, text = columns[index], cell.key
    if column.kind in _NUMERIC_KINDS:
        return _NUMBER_FITS if cell.is_number or _DASH.fullmatch(text) else _NEVER
    if text in map(folded, (*column.words, *(word for words in column.under.values() for word in words))):
        return _KNOWN_WORD
    if column.words:
        return _UNLIKELY if len(text) <= _LONGEST_LEVEL and not cell.is_number else _NEVER
    if column.kind == "quantity":
        return _LOOKS_RIGHT if any(char.isdigit() for char in text) else 0.0
    if cell.is_number:
        return _UNLIKELY
    return _cued(text, columns, index)


def _cued(text: str, columns: Sequence[Column], index: int) -> float:
    if columns[index].cues:
        if any(folded(cue) in text for cue in columns[index].cues):
            return _CUE
        if any(folded(cue) in text for column in columns for cue in column.cues):
            return _UNLIKELY
        return _LOOKS_RIGHT if len(text) >= _LONG else -_LOOKS_RIGHT
    is_name = any(column.labelled_by == columns[index].path for column in columns)
    return _UNLIKELY if is_name and len(text) >= 2 * _LONG else _LOOKS_RIGHT


def _stands(
    cell: TabCell, column: int, slots: Mapping[int, int], taken: Sequence[int], cells: Sequence[TabCell]
) -> float:
    score = _SAME_SLOT if slots.get(column) == cell.slot else 0.0
    if taken:
        before = cells[len(taken) - 1]
        score += _SAME_STEP if cell.slot - before.slot == column - taken[-1] else 0.0
    return score


def _whole(taken: Sequence[int], columns: Sequence[Column], *, named: bool) -> float:
    """A row has a name; and a level that is printed has the level under it beside it."""
    score = 0.0
    if named and not any(_is_name(column, columns) for column in map(columns.__getitem__, taken)):
        score += _UNLIKELY / 2
    levels = [index for index, column in enumerate(columns) if column.carried]
    if any(index in taken and index + 1 not in taken for index in levels[:-1]):
        score += _UNLIKELY
    return score


def _is_name(column: Column, columns: Sequence[Column]) -> bool:
    return not column.carried and any(other.labelled_by == column.path for other in columns)
