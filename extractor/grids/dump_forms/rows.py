"""Which run of a dump belongs to which cell of a listing: the best reading of all runs at once.

A dump writes a listing's cells in order, row by row, but wraps them over lines and parts them by spaces and
blank lines alike. So the runs are cut into cells by dynamic programming over (runs read, column reached), where
each cell is scored by how well its text fits its column and each cut by what separates the runs there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.grids.dump_forms.text import Run
from models.dump import folded, half_widths, unwrapped_width
from models.form import Column, Listing

# Scores are log-odds by rule of thumb: 1 is a hint, 3 strong, 8 decides. They were set by what each means on
# the printed form, and only their order matters.
_WORD, _WORD_ANYWHERE = 8.0, 5.0
_NONE_NAME = 3.0
_NUMBERS = 6.0
_NEVER = -1e6
_NO_NAME, _NONE_ELSEWHERE, _NO_VALUE, _NO_NUMBERS = -7.0, -2.0, -1.5, -12.0
_KNOWN_START = 8.0
_LONE_CHARACTER = -3.5
_LONGEST_CELL_RUNS = 24
_GRADES = frozenset("优良中差好有无是否—")  # one-character cells that say something

_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
_QUANTITY = re.compile(r"[<>≥≤=＜＞超约不]*\d[\d.,]*(?:%|[^\W\d]{0,4})(?:以上|以下|以内|左右)?")
_BARE = re.compile(r"[<>≥≤=]*[\d.,]+%?")
_REMARK = re.compile("原因|措施|。")
_NO_START = tuple("，,。、；;）)：:%”")
_NO_END = tuple("，,、（(.：:“")
_NO_WIDTH = 10**6
_SENTENCE_ENDS = tuple("。；;！")
_FULL_LINE_ENDS, _NEEDLESS_WRAP, _BLANK_INSIDE = -1.5, -6.0, -2.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a listing: for each column that has one (from 0, the side column), the runs of its cell."""

    cells: dict[int, tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class _Step:
    score: float
    runs: int
    column: int
    new_row: bool
    before: _Step | None


class _Reader:
    """``widths``: the widest line seen in each column, in half-width characters; empty at first.

    ``starts``: the runs that are known to begin a row, because a label stood before them on their line.
    """

    def __init__(
        self, listing: Listing, runs: Sequence[Run], widths: Mapping[int, int], starts: Collection[int]
    ) -> None:
        self.columns, self.blank_names = listing.columns, frozenset(listing.blank_names)
        self.runs, self.widths, self.starts = runs, widths, starts
        self.keys = [run.key for run in runs]
        self.sizes = [half_widths(key) for key in self.keys]
        self.numbers = [i for i, column in enumerate(listing.columns) if column.kind == "number"]

    def read(self) -> list[Row]:
        best: list[dict[int, _Step]] = [{} for _ in range(len(self.runs) + 1)]
        best[0][-1] = _Step(0.0, 0, -1, new_row=True, before=None)
        for at in range(len(self.runs)):
            for column in range(len(self.columns)):
                if column not in self.numbers[1:]:
                    for end, score in self._segments(at, column):
                        self._land(best, at, end, column, score)
        ends = best[-1].items()
        last = max(ends, key=lambda end: end[1].score + self._unfinished(end[0]), default=(-1, None))[1]
        return self._rows(last)

    def _unfinished(self, reached: int) -> float:
        return _NO_NUMBERS if reached < self.numbers[-1] else 0.0

    def _segments(self, at: int, column: int) -> Iterator[tuple[int, float]]:
        """The cells of the column that may start here: where each ends, and how well it fits."""
        lengths = (len(self.numbers),) if column in self.numbers else range(1, _LONGEST_CELL_RUNS)
        for length in lengths:
            end = at + length
            if end > len(self.runs) or self._cut_forbidden(at, end):
                return
            score = self._cell(at, end, column)
            if score > _NEVER / 2:
                yield end, score

    def _land(self, best: list[dict[int, _Step]], at: int, end: int, column: int, score: float) -> None:
        """Put the cell after every reading that got this far, and keep the best that ends where it does."""
        landing = self.numbers[-1] if column in self.numbers else column
        text = "".join(self.keys[at:end])
        for reached, step in best[at].items():
            for new_row in (False, True):
                if (new_row and reached < 0) or (not new_row and column <= reached):
                    continue
                fresh = new_row or reached < 0
                total = step.score + score + self._boundary(at, reached, new_row=fresh)
                total += self._skipped(-1 if fresh else reached, column, text) + self._distance(
                    at, reached, column, new_row=fresh
                )
                total += self._unfinished(reached) if new_row else 0.0
                total += (_KNOWN_START if fresh else -_KNOWN_START) if at in self.starts else 0.0
                known = best[end].get(landing)
                if total > _NEVER / 2 and (known is None or total > known.score):
                    best[end][landing] = _Step(total, end, column, fresh, step)

    def _boundary(self, at: int, reached: int, *, new_row: bool) -> float:
        """How likely the runs are parted here by the edge of a cell, or of a row."""
        if at == 0:
            return 0.0
        here, last = self.runs[at], self.runs[at - 1]
        if here.slot is not None or last.slot is not None:
            return 0.0 if (here.block != last.block) == new_row else _NEVER
        if here.block == last.block and here.line.box.y0 == last.line.box.y0:
            return -8.0 if new_row else 0.0
        # A line that fills its column probably goes on in the next.
        full = 0.0 if new_row or self.sizes[at - 1] < self.widths.get(reached, _NO_WIDTH) - 1 else _FULL_LINE_ENDS
        if here.block != last.block:
            return full
        return -2.0 if new_row else full - 0.5

    def _cut_forbidden(self, at: int, end: int) -> bool:
        """A cell never goes from one tabbed line to the next, nor over the start of a row."""
        first = self.runs[at]
        beyond = first.slot is not None and self.runs[end - 1].block != first.block
        return beyond or any(at < start < end for start in self.starts)

    def _skipped(self, reached: int, column: int, text: str) -> float:
        score = 0.0
        for index in range(reached + 1, column):
            spec = self.columns[index]
            if spec.kind == "number":
                score += _NO_NUMBERS / len(self.numbers)
            elif spec.kind == "quantity":
                score += _NO_VALUE
            elif not spec.words and index < self.numbers[0]:
                score += _NONE_ELSEWHERE if text in self.blank_names else _NO_NAME
        return score

    def _distance(self, at: int, reached: int, column: int, *, new_row: bool) -> float:
        """Tab stops shift as a whole, so what counts is the distance from the cell before."""
        here = self.runs[at].slot
        before = self.runs[at - 1].slot if at and not new_row else None
        if here is None or before is None:
            return 0.0
        return -1.5 * abs((here - before) - (column - reached))

    def _cell(self, at: int, end: int, column: int) -> float:
        spec, text = self.columns[column], "".join(self.keys[at:end])
        if spec.kind == "number":
            return self._numbers(at, end)
        if spec.words:
            return _label_score(spec, text)
        score = self._joins(at, end, column)
        score -= 4.0 if text.startswith(_NO_START) else 0.0
        score -= 4.0 if text.endswith(_NO_END) and column < self.numbers[0] else 0.0
        if len(text) == 1 and not text.isdigit() and text not in _GRADES:
            score += _LONE_CHARACTER
        if spec.kind == "quantity":
            return score + _value_score(text)
        if column < self.numbers[0]:
            return score + _name_score(text, self.blank_names)
        return score + self._remark_score(at, text)

    def _numbers(self, at: int, end: int) -> float:
        texts = self.keys[at:end]
        if not all(_NUMBER.fullmatch(text) for text in texts):
            return _NEVER
        values = [float(text) for text in texts]
        if any(value > 100 for value in values):
            return _NEVER
        lines = {run.line.box.y0 for run in self.runs[at:end]}
        return (_NUMBERS if values[-1] <= values[0] else -2.0) - 2.0 * (len(lines) - 1)

    def _remark_score(self, at: int, text: str) -> float:
        if text in "—-":
            return 0.0
        lost = at >= 2 and _is_less(self.keys[at - 1], self.keys[at - 2])
        return (
            -4.5
            + (2.0 if _REMARK.search(text) else 0.0)
            + (2.5 if lost else 0.0)
            - (5.0 if _BARE.fullmatch(text) else 0)
        )

    def _joins(self, at: int, end: int, column: int) -> float:
        """Lines of one cell: about as wide as the cell but for the last, and seldom a blank line between."""
        score, full = 0.0, max(self.sizes[at], self.widths.get(column, 0))
        for i in range(at + 1, end):
            here, last = self.runs[i], self.runs[i - 1]
            full = max(full, self.sizes[i])
            if here.block == last.block and here.line.box.y0 == last.line.box.y0:
                touching = self.keys[i].startswith(_NO_START) or self.keys[i - 1].endswith(_NO_END)
                score -= 5.0 if here.slot is not None else 0.2 if touching else 4.0
                continue
            score += _BLANK_INSIDE if here.block != last.block else 0.0
            if not self.keys[i - 1].endswith(_SENTENCE_ENDS):
                room = full - unwrapped_width(self.keys[i - 1], self.keys[i])
                score += 0.0 if room < 0 else _NEEDLESS_WRAP if room > 1 else _NEEDLESS_WRAP / 2
        return score

    def _rows(self, last: _Step | None) -> list[Row]:
        steps: list[_Step] = []
        while last is not None and last.before is not None:
            steps.append(last)
            last = last.before
        rows: list[dict[int, tuple[Run, ...]]] = []
        for step in reversed(steps):
            if step.new_row:
                rows.append({})
            start = step.before.runs if step.before else 0
            runs = tuple(self.runs[start : step.runs])
            if self.columns[step.column].kind == "number":
                rows[-1] |= {step.column + i: (one,) for i, one in enumerate(runs)}
            else:
                rows[-1][step.column] = runs
        return [Row(cells) for cells in rows]


def read_rows(runs: Sequence[Run], listing: Listing, starts: Collection[int]) -> list[Row]:
    """The runs as rows, read twice: the first reading shows how wide the columns are.

    ``starts``: the runs that are known to begin a row.
    """
    widths: dict[int, int] = {}
    for row in _Reader(listing, runs, {}, starts).read():
        for column, cell in row.cells.items():
            widths[column] = max(widths.get(column, 0), *(half_widths(run.key) for run in cell))
    return _Reader(listing, runs, widths, starts).read()


def _label_score(spec: Column, text: str) -> float:
    words = {folded(word) for word in spec.words}
    bare = re.sub(r"\([\d.]+分?\)$", "", text)
    if bare not in words:
        return _NEVER
    if spec.weight_path is None:
        return _WORD if bare == text else _NEVER
    return _WORD if bare != text else _WORD_ANYWHERE


def _name_score(text: str, blank_names: Collection[str]) -> float:
    if text in blank_names:
        return _NONE_NAME
    if _BARE.fullmatch(text):
        return -6.0
    return -3.0 if _QUANTITY.fullmatch(text) else (-2.0 if text.endswith("。") else 0.0)


def _value_score(text: str) -> float:
    if _QUANTITY.fullmatch(text):
        return 1.5
    return -1.0 if "。" in text else 0.0


def _is_less(score: str, weight: str) -> bool:
    return bool(_NUMBER.fullmatch(score) and _NUMBER.fullmatch(weight) and float(score) < float(weight))
