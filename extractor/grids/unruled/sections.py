"""Sections of a form that no upright rules divide: blocks under one another, each with columns of its own.

Beside the blocks stands a narrow column of their names, 年度主要任务; over it the heads of the form begin. A text as
wide as the table, a goal in words, parts two blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractor.grids.unruled.gaps import BLANK, READ, marks_between, wide_cuts_of
from extractor.grids.unruled.stacks import LIKE
from extractor.grids.unruled.text_rows import Row
from models.cutting import cut_line
from models.figures import is_figure
from models.geometry import Box
from models.gutters import EXACT, FIGURES, NARROWEST, Stretch
from models.reading_order import rows_of
from models.text import TextLine

Kind = Literal["heads", "text", "table"]

WIDEST_SIDE = 7.0
"""In ems: the column of the blocks' names is narrower; three or four characters fit on a line of it."""

LONG = 12.0
"""In ems: a line so long is no head of a form."""

CROSSED = 0.15
"""Share of the rows of text that cross the strip beside that column at most: the form's heads do."""

FEW = 0.5
"""For each row of text, lines of the blocks' names at most: a column of codes or of labels has one in each."""

WIDE, FLUSH = 0.3, 1.0
"""A text alone in its row, this share of the table's width, is a goal in words; in ems: it begins this near to the
blocks' side.
"""

LOOSEST = 1.75
"""In ems: lines of one text stand no further apart than this."""

LEVEL = 0.25
"""In ems: a line of a wrapped head overlaps the lines beside it by this much at least."""

LINE = 0.42
"""In ems: lines of one text are no further from one another, rows are."""

OVERLAPPING = 0.3
"""In ems: lines of texts beside one another leave no more blank paper between them."""

MANY = 3
"""Texts beside one another that make the first row the heads of a form: names and values."""

FEWEST_ROWS = 3
"""Rows of several texts that a block has at least beside others."""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of text, from top to bottom, without the block's name.

    ``heads``: names and values beside one another over all columns, that of the blocks' names too; ``text``: one cell.
    """

    kind: Kind
    rows: tuple[Row, ...]

    @property
    def lines(self) -> tuple[TextLine, ...]:
        return tuple(line for row in self.rows for line in row)

    @property
    def top(self) -> float:
        return min(line.box.y0 for line in self.lines)

    @property
    def foot(self) -> float:
        return max(line.box.y1 for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sections:
    """``strip``: the blank paper between the blocks' ``names``, the lines of each, and the blocks; in page units."""

    strip: Stretch
    names: tuple[tuple[TextLine, ...], ...]
    sections: tuple[Section, ...]


def sections_of(lines: Sequence[TextLine], em: float) -> Sections | None:
    """The sections of a form, or None where there are no several, or no names beside them."""
    pieces = [piece for line in lines for piece in cut_line(line, wide_cuts_of(line, em))]
    strip = _strip_of(pieces, em)
    if strip is None:
        return None
    left = min(line.box.x0 for line in pieces)
    pieces = [piece for line in pieces for piece in _cut_at(line, strip, em, together=_is_run_together(line, left, em))]
    sides = tuple(line for line in pieces if line.box.center[0] < strip[0] and line.box.x1 <= strip[1])
    rest = [line for line in pieces if not any(line is side for side in sides)]
    names = _names(sides, em)
    found = _with_bare_heads(_with_wrapped_heads(_classed(rows_of(rest), strip, em), em), names, em)
    tables = [section for section in found if section.kind == "table"]
    if len(found) < 2 or not any(sum(len(row) > 1 for row in table.rows) >= FEWEST_ROWS for table in tables):
        return None
    kinds = [section.kind for section in found]
    if "heads" in kinds[kinds.index("table") :]:  # a form's stand over all its blocks: these are words drawn out
        return None
    return Sections(strip, names, tuple(found))


def _strip_of(lines: Sequence[TextLine], em: float) -> Stretch | None:
    """The strip that the fewest texts cross, of those the first from the left, with few narrow texts to the left of it:
    under a name of four characters its second line, of two, ends before it.
    """
    left = min(line.box.x0 for line in lines)
    rows = rows_of(lines)
    places = sorted({x for line in lines for x in (line.box.x0, line.box.x1) if x - left <= WIDEST_SIDE * em})
    found: list[tuple[int, Stretch]] = []
    for start, end in pairwise(places):
        crossing = [line for line in lines if line.box.x0 <= start and end <= line.box.x1]
        over = [line for line in crossing if not _is_run_together(line, left, em)]
        sides = [line for line in lines if line.box.x1 <= start]
        names = len(sides) + len(crossing) - len(over)
        few = names <= FEW * len(rows) and sum(is_figure(line.text) for line in sides) <= FIGURES * len(sides)
        wide = end - start >= NARROWEST * em and len(over) <= CROSSED * len(rows)
        if wide and few and sides and names > max(1, len(over)):
            found.append((len(over), (start, end)))
    return min(found, key=lambda one: one[0])[1] if found else None


def _cut_at(line: TextLine, strip: Stretch, em: float, *, together: bool) -> tuple[TextLine, ...]:
    """A line that runs from the names' column into a block, cut between the two where there is a gap in it, or anyway
    where both are known to have been read ``together``.
    """
    if not (line.box.x0 < strip[0] and strip[1] < line.box.x1):
        return (line,)
    middle = (strip[0] + strip[1]) / 2
    blank = 0.0 if line.engine == EXACT else BLANK * em
    gaps = [
        (gap - abs((left.box.x1 + right.box.x0) / 2 - middle) / 2, gap, i)
        for i, (left, right) in enumerate(pairwise(line.glyphs), 1)
        for gap in [right.box.x0 - left.box.x1 - blank * marks_between(left, right)]
        if strip[0] - em / 2 <= (left.box.x1 + right.box.x0) / 2 <= strip[1] + em / 2
    ]
    _, gap, at = max(gaps, default=(0.0, float("-inf"), 0))
    # how much of a mark is blank is known of exact text alone
    rough = line.engine != EXACT and at > 0 and marks_between(line.glyphs[at - 1], line.glyphs[at]) > 0
    least = READ if rough else NARROWEST
    return cut_line(line, [at]) if gap >= least * em or (gaps and together) else (line,)


def _is_run_together(line: TextLine, left: float, em: float) -> bool:
    """Whether a long line that was read begins where the names do: one of them and the goal beside it."""
    return line.engine != EXACT and line.box.x0 - left <= em and line.box.width >= LONG * em


def _classed(rows: Sequence[Row], strip: Stretch, em: float) -> list[Section]:
    left = strip[1]
    right = max(line.box.x1 for row in rows for line in row)
    found: list[Section] = []
    for row in rows:
        last = found[-1] if found else None
        near = last is not None and row[0].box.center[1] - last.rows[-1][0].box.center[1] <= LOOSEST * em
        flush = len(row) == 1 and abs(row[0].box.x0 - left) <= FLUSH * em
        kind: Kind = "table"
        begun = sum(len(section.rows) for section in found if section.kind != "heads") >= FEWEST_ROWS
        if not begun and any(line.box.x0 < strip[0] and strip[1] < line.box.x1 for line in row):
            kind = "heads"
        elif flush and (row[0].box.width >= WIDE * (right - left) or (near and last and last.kind == "text")):
            kind = "text"
        goes_on = kind == "table" or (kind == "text" and near)
        if last is not None and last.kind == kind and goes_on:
            found[-1] = Section(kind, (*last.rows, row))
        else:
            found.append(Section(kind, (row,)))
    return found


def _with_wrapped_heads(sections: Sequence[Section], em: float) -> list[Section]:
    """The sections, a lone line of a value over several lines, level with its head, given back to the heads."""
    result: list[Section] = []
    for section in sections:
        last = result[-1] if result else None
        if last is not None and last.kind == "heads" and section.kind == "table":
            count, foot = 0, last.foot
            while count < len(section.rows) and _goes_on(last.rows[0], section.rows[count], foot, em):
                foot = max(line.box.y1 for line in section.rows[count])
                count += 1
            result[-1] = Section("heads", (*last.rows, *section.rows[:count]))
            result += [Section("table", section.rows[count:])] if section.rows[count:] else []
        elif (
            last is not None
            and section.kind == "heads"
            and last.kind == "table"
            and last.foot - section.top >= LEVEL * em
        ):
            mine = [row for row in last.rows if max(line.box.y1 for line in row) - section.top >= LEVEL * em]
            left = tuple(row for row in last.rows if row not in mine)
            result[-1:] = [Section("table", left)] if left else []
            result.append(Section("heads", (*mine, *section.rows)))
        else:
            result.append(section)
    return result


def _goes_on(heads: Row, row: Row, foot: float, em: float) -> bool:
    """Whether a row under heads that end at ``foot`` is part of them: it overlaps them, or is a line of fewer texts
    right under theirs, each set as the one that it goes on from.
    """
    top = min(line.box.y0 for line in row)
    under = all(any(_set_alike(head.box, line.box, em) for head in heads) for line in row)
    return foot - top >= LEVEL * em or (under and len(row) < len(heads) and top - foot <= LINE * em)


def _set_alike(upper: Box, lower: Box, em: float) -> bool:
    """Whether the lower line begins with the upper one, or stands in its middle: a head of several columns under it
    does neither.
    """
    return min(abs(lower.x0 - upper.x0), abs(lower.center[0] - upper.center[0])) <= FLUSH * em


def _with_bare_heads(sections: list[Section], names: Sequence[Sequence[TextLine]], em: float) -> list[Section]:
    """The sections, the first row as heads of the form where the first block's name does not stand beside it too."""
    first = sections[0]
    if first.kind != "table" or len(sections) == 1:
        return sections
    beside = [name for name in names if home_of(name, sections) == 0]
    count = _one_row(first.rows, em)
    if not beside:
        return [Section("heads", first.rows), *sections[1:]] if count == len(first.rows) else sections
    if len(beside) > 1 or len(first.rows) < count + FEWEST_ROWS or max(len(row) for row in first.rows[:count]) < MANY:
        return sections
    name, rest = beside[0], Section("table", first.rows[count:])
    off = abs(_middle(name) - (first.top + first.foot) / 2)
    nearer = abs(_middle(name) - (rest.top + rest.foot) / 2)
    tops = [abs(name[0].box.center[1] - part.rows[0][0].box.center[1]) for part in (first, rest)]
    at_top = min(tops) <= LEVEL * em and off > LOOSEST * em
    split = tops[1] < tops[0] if at_top else nearer < off - LEVEL * em
    return [Section("heads", first.rows[:count]), rest, *sections[1:]] if split else sections


def _one_row(rows: Sequence[Row], em: float) -> int:
    """How many of the first rows of text are lines of one row of cells."""
    for count, (above, below) in enumerate(pairwise(rows), 1):
        if min(line.box.y0 for line in below) - max(line.box.y1 for line in above) > OVERLAPPING * em:
            return count
    return len(rows)


def home_of(name: Sequence[TextLine], sections: Sequence[Section]) -> int:
    """The section beside which most of a name stands."""
    top, foot = name[0].box.y0, name[-1].box.y1
    return max(range(len(sections)), key=lambda i: min(foot, sections[i].foot) - max(top, sections[i].top))


def _names(lines: Sequence[TextLine], em: float) -> tuple[tuple[TextLine, ...], ...]:
    """The lines of each block's name, from top to bottom: those that stand closest."""
    ordered = sorted(lines, key=lambda item: item.box.center[1])
    pitches = [b.box.center[1] - a.box.center[1] for a, b in pairwise(ordered)]
    widest = min(LOOSEST, min(pitches, default=0.0) / em + LIKE) * em
    names: list[tuple[TextLine, ...]] = []
    for line, pitch in zip(ordered, (float("inf"), *pitches), strict=False):
        if pitch <= widest:
            names[-1] = (*names[-1], line)
        else:
            names.append((line,))
    return tuple(names)


def _middle(name: Sequence[TextLine]) -> float:
    return (name[0].box.center[1] + name[-1].box.center[1]) / 2
