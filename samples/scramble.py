"""The scramble of some producers: each cell without its last character, the last characters written later.

Rows are written in small groups, the lowest group first. In a group the rows' heads stand from top to bottom,
then the rows' tails from bottom to top, each row's from its right-most cell to its left-most one. A dump of such
a text layer joins what was written together into lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from samples.dice import Dice
from samples.dump import rows_of
from samples.layout_page import LaidPage, Run

_WHOLE = 0.06  # share of cells that the producer writes uncut, as seen in published files
_MERGED_WHOLE = 0.7  # merged cells are mostly left uncut
_GLUED = 0.3  # share of rows whose tails stand on the last line of heads
_BLOCK = 0.5  # share of cells of several lines that stand as a block of their own


@dataclass(frozen=True, slots=True)
class DumpLine:
    """A line of a dump and the runs that it was written from, in the order of the stream."""

    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What is written for one row: lines of heads, and its tails from right to left."""

    heads: tuple[DumpLine, ...]
    tails: tuple[Run, ...]


def scramble(page: LaidPage, width: Callable[[str], float], dice: Dice) -> list[DumpLine]:
    """The page's lines in the scrambled order; an empty text is a blank line.

    ``width``: the width of a text in units of its size. Every character of the page is in exactly one line.
    """
    rows = [_cut_row(row, width, dice) for row in rows_of(page)]
    lines: list[DumpLine] = []
    while rows:
        size = min(len(rows), dice.pick([1, 1, 2, 2, 3, 4]))
        group, rows = rows[-size:], rows[:-size]
        lines += _write_group(group, dice)
    return lines


def _cut_row(cells: Sequence[list[Run]], width: Callable[[str], float], dice: Dice) -> _Row:
    blocks: list[DumpLine] = []
    line: list[Run] = []
    tails: list[Run] = []
    for runs in cells:
        *above, last = runs
        whole = dice.chance(_MERGED_WHOLE if last.spans_rows else _WHOLE)
        head, tail = (last, None) if whole else _cut(last, width)
        block = bool(above) and dice.chance(_BLOCK)
        blocks += [DumpLine(run.text, (run,)) for run in above]
        if head is not None and block:
            blocks.append(DumpLine(head.text, (head,)))
        elif head is not None:
            line.append(head)
        if above and block:
            blocks.append(DumpLine("", ()))
        if tail is not None:
            tails.append(tail)
    heads = [*blocks, _line(line, " ")] if line else blocks
    return _Row(tuple(heads), tuple(reversed(tails)))


def _cut(run: Run, width: Callable[[str], float]) -> tuple[Run | None, Run]:
    """The run without its last character (None for a run of one), and that character where it stands."""
    tail = replace(run, text=run.text[-1], x=run.x + width(run.text[:-1]) * run.size)
    return (replace(run, text=run.text[:-1]) if len(run.text) > 1 else None), tail


def _line(runs: Iterable[Run], between: str) -> DumpLine:
    runs = tuple(runs)
    return DumpLine(between.join(run.text.strip() for run in runs), runs)


def _write_group(group: Sequence[_Row], dice: Dice) -> list[DumpLine]:
    """Heads from the top row to the bottom one, tails from the bottom row to the top one, blank lines between."""
    lines: list[DumpLine] = []
    for row in group:
        if row.heads:
            lines += [*row.heads, DumpLine("", ())]
    for row in reversed(group):
        tails = _line(row.tails, "")
        if not row.tails:
            continue
        if row is group[-1] and row.heads and dice.chance(_GLUED):
            last = lines[-2]
            lines[-2:] = [DumpLine(last.text + tails.text, (*last.runs, *tails.runs)), DumpLine("", ())]
        else:
            lines += [tails, DumpLine("", ())]
    return lines
