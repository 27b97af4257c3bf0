"""Lines of text under one another in a column that no rules divide: those of one cell stand closest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median

import numpy as np

from models.geometry import Box, union_of
from models.reading_order import rows_of
from models.text import TextLine

LOOSEST = 1.75
"""In ems: lines of one cell stand no further apart than this."""

LIKE = 0.13
"""In ems: pitches of lines in cells differ by this much, and rows stand at least twice as much further apart."""

MOST = 0.4
"""In ems: the most by which lines of one cell stand further apart than the closest do."""

FULL = 1.6
"""In ems: a wrapped line is this much shorter than the longest: one character and one mark did not fit."""

VARIED = 0.75
"""A column whose shortest text is shorter than this share of its longest tells wrapped lines from others."""

WRAPPED = 0.7
"""Share of close lines that must follow a full one where cells have several lines."""

TIGHT = 1.42
"""In ems: rows of one line stand further apart than this, lines of one cell mostly closer."""

LOW = 0.75
"""In ems: a character alone on its line that is lower than this is a mark, whatever it was read as."""

GOES_ON = frozenset("。．，；：、！？）》】」』”’,;:!?)")
"""No text begins with these marks: they end one, or a part of it."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The lines of one cell, from top to bottom."""

    lines: tuple[TextLine, ...]

    @property
    def box(self) -> Box:
        box = union_of(line.box for line in self.lines)
        assert box is not None
        return box

    @property
    def top(self) -> float:
        """The middle of its first line."""
        return self.lines[0].box.center[1]

    @property
    def foot(self) -> float:
        """The middle of its last line."""
        return self.lines[-1].box.center[1]

    @property
    def middle(self) -> float:
        return (self.top + self.foot) / 2


def stacks_of(columns: Sequence[Sequence[TextLine]], em: float) -> tuple[tuple[Stack, ...], ...]:
    """The cells of each column, from top to bottom; ``columns``: the lines of each."""
    whole = [[reduce(TextLine.followed_by, row) for row in rows_of(lines)] for lines in columns]
    usual, widest = _pitches(whole, em)
    return tuple(tuple(_stacked(_with_marks_in_place(lines, usual, em), widest, em)) for lines in whole)


def _with_marks_in_place(lines: Sequence[TextLine], usual: float, em: float) -> list[TextLine]:
    """The lines, one of nothing but marks moved to the ``usual`` pitch under the line that it ends: marks stand low, or
    high, in theirs, so that they were as near to the next cell.
    """
    result: list[TextLine] = []
    for line in lines:
        below = _pitch(result[-1], line) if result else float("inf")
        alone = usual and _is_mark(line, em) and below <= LOOSEST * em
        result.append(line.moved(0.0, usual - below) if alone else line)
    return result


def _is_mark(line: TextLine, em: float) -> bool:
    text = line.text.strip()
    return set(text) <= GOES_ON or (len(text) == 1 and line.box.height <= LOW * em)


def _stacked(lines: Sequence[TextLine], widest: float, em: float) -> list[Stack]:
    stacks: list[list[TextLine]] = []
    for line in lines:
        limit = LOOSEST * em if line.text.strip()[:1] in GOES_ON else widest
        if stacks and _pitch(stacks[-1][-1], line) <= limit:
            stacks[-1].append(line)
        else:
            stacks.append([line])
    return [Stack(tuple(stack)) for stack in stacks]


def _pitches(columns: Sequence[Sequence[TextLine]], em: float) -> tuple[float, float]:
    """The usual and the widest pitch of lines of one cell, in page units; 0 where every line is a cell."""
    print_ = [[line for line in lines if not _is_mark(line, em)] for lines in columns]
    close = [(a, b) for lines in print_ for a, b in pairwise(lines) if _pitch(a, b) <= LOOSEST * em]
    if not close:
        return 0.0, 0.0
    pitches = sorted(_pitch(a, b) for a, b in close)
    # a table in which hardly a cell has several lines, or one in which two lines chanced to be read too near
    for low in (pitches[0], pitches[len(pitches) // 10]):
        usual = median([pitch for pitch in pitches if pitch <= low + LIKE * em])
        further = [
            p for lines in print_ for a, b in pairwise(lines) if usual + LIKE * em < (p := _pitch(a, b)) < 3 * em
        ]
        apart = (float(np.percentile(further, 10)) - usual) / 2 if further else MOST * em
        widest = usual + min(max(LIKE * em, apart), MOST * em)
        if _wraps(print_, widest, em, usual):
            return usual, widest
    return 0.0, 0.0


def _wraps(columns: Sequence[Sequence[TextLine]], widest: float, em: float, usual: float) -> bool:
    """Whether lines that stand so close follow full ones."""
    full: list[bool] = []
    for lines in columns:
        widths = [line.box.width for line in lines]
        if not widths or min(widths) > VARIED * max(widths):
            continue
        whole = float(np.percentile(widths, 90))
        full += [whole - a.box.width <= FULL * em for a, b in pairwise(lines) if _pitch(a, b) <= widest]
    return sum(full) >= WRAPPED * len(full) if full else usual <= TIGHT * em


def _pitch(above: TextLine, below: TextLine) -> float:
    return below.box.center[1] - above.box.center[1]
