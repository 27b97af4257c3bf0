"""Cells in which several rows' print stands together, because the rules between them were lost in one column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extractor.forms.carried import is_word
from extractor.forms.labels import key_of, likeness
from extractor.forms.sheet import Row
from models.form import Column
from models.geometry import Box
from models.grid import Cell, CellPart
from models.text import TextLine

Cells = Mapping[str, tuple[Cell, ...]]
_Reach = tuple[float, float]
"""From where to where something stands on its page, downwards."""

_Off = Callable[[_Reach, _Reach], float]
"""How far a word is from where it would stand, were it that of some rows."""

# Rows are told apart in other columns: so many of them must print something of its own in every row.
_SEPARATE_COLUMNS = 2
# Wrapped lines stand closer than this, lines of two cells further apart; in line heights.
_LEAST_GAP_HEIGHTS = 0.5
# Print is in the middle of its row if it is off by no more than this share of the row's height.
_CENTRED_SHARE = 0.25
# Two words or more make a cell of a spanning column several cells.
_SEVERAL = 2


def divided(
    rows: Sequence[Row], cells: Sequence[Cells], columns: Sequence[Column]
) -> list[dict[str, tuple[Cell, ...]]]:
    """The rows' cells, with each such cell cut at the rows that the other columns show. ``cells`` by column path."""
    result = [dict(own) for own in cells]
    for column in columns:
        for run in _runs(cells, column.path):
            cell = cells[run[0]][column.path][0]
            bands = [_band(rows[index], cell) for index in run]
            if None in bands or not _apart([cells[index] for index in run], columns):
                continue
            known = [band for band in bands if band is not None]
            groups = _words(cell.lines, known, column) if column.carried else _bands(cell.lines, known)
            for index, band, lines in zip(run, known, groups, strict=False):
                part = CellPart(cell.page, Box(cell.box.x0, band.y0, cell.box.x1, band.y1), tuple(lines))
                result[index][column.path] = (replace(cell, row=rows[index].index, row_span=1, parts=(part,)),)
    return result


def _runs(cells: Sequence[Cells], path: str) -> Iterator[list[int]]:
    """Rows that one cell spans, on one page, with print for more than one."""

    def alone(index: int) -> Cell | None:
        own = cells[index][path]
        return own[0] if len(own) == 1 and len(own[0].parts) == 1 and len(own[0].lines) > 1 else None

    for cell, run in groupby(range(len(cells)), key=alone):
        members = list(run)
        if cell is not None and len(members) > 1:
            yield members


def _band(row: Row, spanning: Cell) -> Box | None:
    """Where the row stands, by a cell that is its alone."""
    return next((cell.box for cell in row.cells if cell.row_span == 1 and cell.page == spanning.page), None)


def _apart(cells: Sequence[Cells], columns: Sequence[Column]) -> bool:
    """Enough columns print something of its own in each of the rows."""
    separate = 0
    for column in columns:
        texts = [own[column.path] for own in cells]
        printed = all(any(cell.row_span == 1 and key_of(cell.text) for cell in own) for own in texts)
        separate += printed and not column.carried
    return separate >= _SEPARATE_COLUMNS


def _bands(lines: Sequence[TextLine], bands: Sequence[Box]) -> list[list[TextLine]]:
    """The lines by row; nothing where a row would get none, or the lines run on from one row to the next."""
    printed = sorted((line for line in lines if key_of(line.text)), key=lambda line: line.box.center[1])
    groups: list[list[TextLine]] = [[] for _ in bands]
    for line in printed:
        groups[_nearest(line.box.center[1], bands)].append(line)
    if not all(groups):
        return []
    least = _LEAST_GAP_HEIGHTS * max(line.box.height for line in printed)
    inside = max((_gap(a, b) for group in groups for a, b in pairwise(group)), default=0.0)
    between = min(_gap(a[-1], b[0]) for a, b in pairwise(groups))
    return groups if between >= max(least, inside) or _centred(groups, bands) else []


def _centred(groups: Sequence[Sequence[TextLine]], bands: Sequence[Box]) -> bool:
    """Each row's print stands in the middle of its row: in dense tables no gap tells rows from wrapped lines."""
    middles = [(group[0].box.y0 + group[-1].box.y1) / 2 for group in groups]
    return all(
        abs(middle - band.center[1]) <= _CENTRED_SHARE * band.height
        for middle, band in zip(middles, bands, strict=True)
    )


def _words(lines: Sequence[TextLine], bands: Sequence[Box], column: Column) -> list[list[TextLine]]:
    """For each row the word of those rows whose word it is; nothing where the cell holds fewer than two words."""
    groups: list[list[TextLine]] = []
    pending: list[TextLine] = []
    for line in sorted((line for line in lines if key_of(line.text)), key=lambda line: line.box.center[1]):
        if groups and not pending and _alike([*groups[-1], line], column) >= _alike(groups[-1], column):
            groups[-1].append(line)
            continue
        pending.append(line)
        if is_word("".join(it.text for it in pending), column.words):
            groups.append(pending)
            pending = []
    if not _SEVERAL <= len(groups) <= len(bands) or pending:
        return []
    words = [(group[0].box.y0, group[-1].box.y1) for group in groups]
    rows = [(band.y0, band.y1) for band in bands]
    _, ends = min(_shared_out(words, rows, off) for off in (_off_middle, _off_top))
    return [group for group, first, last in zip(groups, (0, *ends), ends, strict=False) for _ in range(first, last)]


def _shared_out(words: Sequence[_Reach], rows: Sequence[_Reach], off: _Off) -> tuple[float, tuple[int, ...]]:
    """The rows shared out among words, in order and at least one each, so that the words are least ``off`` where they
    would stand: by how much in all, and the end of each word's rows.
    """
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for word, own in enumerate(words, start=1):
        ends = range(word, len(rows) - len(words) + word + 1)
        best = {
            end: min(
                (cost + off(own, (rows[first][0], rows[end - 1][1])), (*before, end))
                for first, (cost, before) in best.items()
                if first < end
            )
            for end in ends
        }
    return best[len(rows)]


def _off_middle(word: _Reach, rows: _Reach) -> float:
    return abs(sum(word) - sum(rows)) / 2


def _off_top(word: _Reach, rows: _Reach) -> float:
    return abs(word[0] - rows[0])


def _alike(lines: Sequence[TextLine], column: Column) -> float:
    return likeness("".join(line.text for line in lines), column.words)


def _nearest(y: float, bands: Sequence[Box]) -> int:
    return min(range(len(bands)), key=lambda index: abs(bands[index].center[1] - y))


def _gap(upper: TextLine, lower: TextLine) -> float:
    return lower.box.y0 - upper.box.y1
