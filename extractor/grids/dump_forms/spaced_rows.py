"""Rows of a listing whose cells only spaces and line breaks part: the best cut of all runs into cells at once.

The producers of such dumps write a row's cells in order, those of one line with spaces between them; a wrapped cell
has a blank line at each of its breaks, and the cell after it follows on the next line. So a blank line goes on with
a cell or ends the row, and a line break without one ends the cell. What a cell says weighs more than either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.grids.dump_forms.text import Run
from models.dump import folded, half_widths, unwrapped_width
from models.form import Column

# Scores are log-odds by rule of thumb, as in dump_rows: 1 is a hint, 3 strong, 6 decides. Only their order matters.
_NUMBER_FITS, _KNOWN, _BLANK_NAME, _CUE, _SENTENCE = 6.0, 4.0, 4.0, 3.0, 1.0
_BARE_NUMBER, _BAD_EDGE, _NAME_OF_SENTENCE = -6.0, -4.0, -4.0
_GAP_INSIDE, _BREAK_INSIDE, _NEEDLESS_WRAP = -3.0, -2.0, -4.0
_BLANK_BETWEEN_CELLS, _BREAK_BETWEEN_ROWS, _GAP_BETWEEN_ROWS = -3.0, -4.0, -8.0
_NO_CELL = {"number": -6.0, "amount": -6.0, "quantity": -2.0}
_NO_TEXT, _NO_NAME = -2.0, -7.0
_MOST_RUNS = 24  # of one cell: a long text set narrow
_NUMBERS = frozenset({"number", "amount"})
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-—–－]+")
_NO_START = tuple("，,。、；;）)：:%”")
_NO_END = tuple("，,、（(：:“=")
_ENDS = tuple("。；;！")


@dataclass(frozen=True, slots=True)
class _Step:
    score: float
    at: int
    column: int
    new_row: bool
    before: _Step | None


def spaced_rows(
    runs: Sequence[Run], columns: Sequence[tuple[int, Column]], blank_names: Collection[str]
) -> list[dict[int, tuple[Run, ...]]]:
    """The runs as rows of the columns, given with their numbers: cells by number.

    The first column names the row, or says one of ``blank_names``.
    """
    best: list[dict[int, _Step]] = [{} for _ in range(len(runs) + 1)]
    best[0][len(columns)] = _Step(0.0, 0, len(columns), new_row=False, before=None)
    for at in range(len(runs)):
        for column in range(len(columns)):
            for end, score in _cells(runs, at, columns[column][1], names=column == 0):
                for step in best[at].values():
                    blank = _BLANK_NAME if column == 0 and end == at + 1 and runs[at].key in blank_names else 0.0
                    _land(best, step, _Cut(runs, at, end, column), score + blank, columns)
    ends = best[-1].values()
    last = max(ends, key=lambda step: step.score + _left_out(columns, step.column + 1, len(columns)), default=None)
    rows: list[dict[int, tuple[Run, ...]]] = []
    for step in reversed(list(_steps(last))):
        if step.new_row:
            rows.append({})
        start = step.before.at if step.before else 0
        rows[-1][columns[step.column][0]] = tuple(runs[start : step.at])
    return rows


@dataclass(frozen=True, slots=True)
class _Cut:
    """Runs ``at`` to ``end`` as a cell of ``column``."""

    runs: Sequence[Run]
    at: int
    end: int
    column: int


def _steps(last: _Step | None) -> Iterator[_Step]:
    while last is not None and last.before is not None:
        yield last
        last = last.before


def _land(
    best: Sequence[dict[int, _Step]], step: _Step, cut: _Cut, score: float, columns: Sequence[tuple[int, Column]]
) -> None:
    """Put the cell after a reading that got this far, in its row or in the next, and keep it if it is the best."""
    count = len(columns)
    for new_row in (True, False):
        if not new_row and cut.column <= step.column:
            continue
        skipped = (
            _left_out(columns, step.column + 1, count) + _left_out(columns, 0, cut.column)
            if new_row
            else _left_out(columns, step.column + 1, cut.column)
        )
        total = step.score + score + skipped + _between(cut.runs, cut.at, new_row=new_row)
        known = best[cut.end].get(cut.column)
        if known is None or total > known.score:
            best[cut.end][cut.column] = _Step(total, cut.end, cut.column, new_row, step)


def _left_out(columns: Sequence[tuple[int, Column]], start: int, end: int) -> float:
    """What it costs that the row has no cell in the columns ``start`` to before ``end``."""
    return sum(
        _NO_NAME if at == 0 else _NO_CELL.get(columns[at][1].kind, _NO_TEXT)
        for at in range(start, min(end, len(columns)))
    )


def _between(runs: Sequence[Run], at: int, *, new_row: bool) -> float:
    if at == 0:
        return 0.0
    here, last = runs[at], runs[at - 1]
    if here.block != last.block:
        return 0.0 if new_row else _BLANK_BETWEEN_CELLS
    if not new_row:
        return 0.0
    return _GAP_BETWEEN_ROWS if _on_one_line(last, here) else _BREAK_BETWEEN_ROWS


def _cells(runs: Sequence[Run], at: int, column: Column, *, names: bool) -> Iterator[tuple[int, float]]:
    """The cells of the column that may start here: where each ends, and how well it fits."""
    if column.kind in _NUMBERS:
        if _NUMBER.fullmatch(runs[at].key):
            yield at + 1, _NUMBER_FITS
        return
    text, joins, widest = "", 0.0, 0
    for end in range(at + 1, min(len(runs), at + _MOST_RUNS) + 1):
        text += runs[end - 1].key
        widest = max(widest, half_widths(runs[end - 1].key))
        joins += _joined(runs, end - 1) if end > at + 1 else 0.0
        yield end, joins + _needless(runs[at:end], widest) + _said(text, column, names=names)


def _joined(runs: Sequence[Run], at: int) -> float:
    """Runs ``at - 1`` and ``at`` in one cell."""
    here, last = runs[at], runs[at - 1]
    if here.block != last.block:
        return 0.0
    return _GAP_INSIDE if _on_one_line(last, here) else _BREAK_INSIDE


def _needless(cell: Sequence[Run], widest: int) -> float:
    """Lines that were wrapped although the next one's first word had room."""
    room = [
        widest - unwrapped_width(last.key, here.key)
        for last, here in pairwise(cell)
        if not _on_one_line(last, here) and not last.key.endswith(_ENDS)
    ]
    return sum(_NEEDLESS_WRAP if free > 1 else _NEEDLESS_WRAP / 2 if free >= 0 else 0.0 for free in room)


def _said(text: str, column: Column, *, names: bool) -> float:
    score = _BAD_EDGE * (text.startswith(_NO_START) + text.endswith(_NO_END))
    if column.kind == "quantity":
        return score + (_SENTENCE if any(char.isdigit() for char in text) else 0.0)
    if text in {folded(word) for words in column.under.values() for word in words}:
        return score + _KNOWN
    if _NUMBER.fullmatch(text):
        return score + _BARE_NUMBER
    if column.cues and any(folded(cue) in text for cue in column.cues):
        return score + _CUE
    ends = text.endswith(_ENDS)
    if names:
        return score + (_NAME_OF_SENTENCE if ends else 0.0)
    return score + (_SENTENCE if ends else -_SENTENCE)


def _on_one_line(last: Run, here: Run) -> bool:
    return last.line.box.y0 == here.line.box.y0
