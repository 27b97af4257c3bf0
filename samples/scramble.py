"""The scramble of some producers: each cell without its last character, the last characters written later.

Cells are gone through in reading order. Each writes all but its last character at once and leaves the last one for
later, as an opened bracket leaves its closing one; where the next cell begins higher on the page than the one before,
everything open is closed, the latest first. What was so written together is a group, and groups stand in the text
from the last to the first. A dump of such a text layer joins what stands close together into lines. So the last
cell of a group comes out whole, and cells of one character come out with the last characters alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from samples.dice import Dice
from samples.layout_page import LaidPage, Run

_SAME_LINE = 0.7  # line heights: cells of one row whose heights differ by a line are half of one apart
_NEXT_LINE = 1.1  # line heights: rows stand further from one another than the lines of a cell
_HIGHER = (0.3, 0.3, 0.6)  # line heights from which a cell begins higher: half a line mostly counts
_EXTRA_CUT = 0.05  # share of cells that begin a group without standing higher, for no page is quite level
_TOTAL_APART = 0.7  # share of forms that write the total row's dash and label after everything else, one by one
_LAST_LINE = 0.7  # share of goals of several lines whose last line is left for later as a whole
_GOAL_LINE = 25  # characters: only the goals' cells are so wide

Width = Callable[[str], float]
_Cell = list[Run]


@dataclass(frozen=True, slots=True)
class DumpLine:
    """A line of a dump and the runs that it was written from, in the order of the stream."""

    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a producer scrambles. ``higher``: in line heights; ``total_apart``: the total row's dash and label are."""

    higher: float
    total_apart: bool

    @classmethod
    def of(cls, dice: Dice) -> Habits:
        return cls(dice.pick(_HIGHER), dice.chance(_TOTAL_APART))


def scramble(page: LaidPage, width: Width, leading: float, habits: Habits, dice: Dice) -> list[DumpLine]:
    """The page's lines in the scrambled order; an empty text is a blank line.

    ``width``: the width of a text in units of its size; ``leading``: the height of a line in points. Every character
    of the page is in exactly one line.
    """
    groups: list[list[_Cell]] = []
    for part in _parts(page, width, habits):
        for at, cell in enumerate(part):
            higher = at > 0 and cell[0].y < part[at - 1][0].y - habits.higher * leading
            if at == 0 or higher or dice.chance(_EXTRA_CUT):
                groups.append([])
            groups[-1].append(cell)
    stream = [run for group in reversed(groups) for run in _written(group, width, dice)]
    return list(_dumped(stream, width, leading))


def _parts(page: LaidPage, width: Width, habits: Habits) -> Iterator[list[_Cell]]:
    """The cells in reading order; no group goes over from one part to the next."""
    cells: dict[tuple[int, int], _Cell] = {}
    for run in page.runs:
        if run.row is not None:
            cells.setdefault((run.row, run.col or 0), []).append(run)
    first = min((run.y for run in page.runs if run.row is not None), default=0.0)
    free = [run for run in page.runs if run.row is None]
    table = [cells[key] for key in sorted(cells)]
    total = [cell for cell in table if cell[0].row == table[-1][0].row]
    apart = [total[-1], total[0]] if habits.total_apart and total[0][0].col == 0 and len(total) > 1 else []
    above = _free_cells([run for run in free if run.y < first], width)
    yield [*above, *(cell for cell in table if cell not in apart)]
    yield from ([cell] for cell in apart)
    yield from ([[run]] for run in free if run.y >= first)


def _free_cells(runs: Sequence[Run], width: Width) -> list[_Cell]:
    """What stands above the table: the title, then labels with their values, which may go on over further lines."""
    starts = sorted((run for run in runs if run.line == 0), key=lambda run: (run.y, run.x))
    cells: list[_Cell] = []
    for start in starts:
        label, space, value = start.text.partition(" ")
        more = sorted((run for run in runs if run.line and run.x == start.x), key=lambda run: run.y)
        following = min((run.y for run in starts if run.x == start.x and run.y > start.y), default=float("inf"))
        more = [run for run in more if start.y < run.y < following]
        cells.append([replace(start, text=label)])
        if space:
            at = start.x + width(label + space) * start.size
            cells.append([replace(start, text=value, x=at), *more])
        else:
            cells[-1] += more
    return cells


def _written(group: Sequence[_Cell], width: Width, dice: Dice) -> list[Run]:
    """What each cell writes at once, in order, then what each left for later, the latest first."""
    parted = [_parted(cell, width, dice) for cell in group]
    return [*(run for now, _ in parted for run in now), *(run for _, later in reversed(parted) for run in later)]


def _parted(cell: _Cell, width: Width, dice: Dice) -> tuple[_Cell, _Cell]:
    *above, last = cell
    if above and max(len(run.text) for run in above) >= _GOAL_LINE and dice.chance(_LAST_LINE):
        return above, [last]
    text = last.text.rstrip()
    tail = replace(last, text=text[-1], x=last.x + width(text[:-1]) * last.size)
    return [*above, *([replace(last, text=text[:-1])] if len(text) > 1 else [])], [tail]


def _dumped(stream: Sequence[Run], width: Width, leading: float) -> Iterator[DumpLine]:
    """The stream in lines: what goes on to the right stands after a space, what is not close after a blank line."""
    text, runs = "", list[Run]()
    for run in stream:
        if runs:
            last = runs[-1]
            down, gap = (run.y - last.y) / leading, run.x - last.x - width(last.text) * last.size
            if abs(down) > _SAME_LINE:
                yield DumpLine(text.strip(), tuple(runs))
                if not 0 < down <= _NEXT_LINE:
                    yield DumpLine("", ())
                text, runs = "", []
            elif gap > width(" ") * last.size / 2:
                text += " "
        text, runs = text + run.text, [*runs, run]
    if runs:
        yield DumpLine(text.strip(), tuple(runs))
        yield DumpLine("", ())
