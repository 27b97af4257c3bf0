"""What people say that heads print, put into their tables: a column is called by it, and nothing is cut otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from extractor.editing.apply import edited
from models.geometry import Box
from models.grid import Cell, Grid
from models.paths import HEAD
from models.record import FormReading, Place
from models.result import BBox
from models.review import Edit, HeadCell, HeadSaid
from models.text import TextLine

_SAME_BOX = 0.4
"""Least share of two boxes' common area in their joint area for them to be one cell, cut a little otherwise."""

_BETWEEN = re.compile(r"[/／]")
"""What parts the heads of a column from one another, where a person types it. Lines of one head are parted, too."""

Shown = Callable[[Place], BBox]
"""Gives a place's box on its page as a viewer shows it."""


@dataclass
class HeadedGrids:
    """Tables with the heads that people gave. ``typed``: for a line of theirs, the lines in whose place it stands.

    ``own``: the typed lines of the lowest heads, each of which is a column's own.
    """

    grids: list[Grid]
    typed: dict[TextLine, tuple[TextLine, ...]] = field(default_factory=dict)
    own: set[TextLine] = field(default_factory=set)

    def say(self, said: HeadSaid, shown: Shown) -> None:
        """Put in what a person said. A cell that is no longer there is passed over."""
        for head in said.cells:
            if (found := _found(self.grids, head, shown)) is None:
                continue
            table, cell = found
            grid = edited(self.grids[table], Edit("text", cell.row, cell.col, text=head.text))
            self.grids[table] = grid
            (line,) = next(one for one in grid.cells if (one.row, one.col) == (cell.row, cell.col)).lines
            self.typed[line] = tuple(old for read in cell.lines for old in self.typed.get(read, (read,)))
            if head is said.cells[-1]:
                self.own.add(line)

    def as_read(self, reading: FormReading) -> FormReading:
        """The reading, its fields of the heads that people spoke of as they were read: that is what was put right."""
        leaves = tuple(
            replace(leaf, lines=tuple(old for line in leaf.lines for old in self.typed.get(line, (line,))))
            if leaf.role == HEAD and leaf.lines and leaf.lines[-1] in self.own
            else leaf
            for leaf in reading.leaves
        )
        return replace(reading, leaves=leaves)

    def said(self, place: Place, label: str, text: str, shown: Shown) -> HeadSaid | None:
        """What is said of the heads of a column by ``text``; None where they say that as they are.

        ``place``: of the lowest head's cell. ``label``: what all of them say, ``本年支出/基本支出``.
        """
        if place.table is None or place.row is None or place.col is None:
            return None
        cells = _heads(self.grids[place.table], place.row, place.col, label)
        old = [_squeezed(cell.text) for cell in cells]
        new = parted(text, old) if cells else old
        if new == old:
            return None
        boxes = [(cell.page, shown(Place(cell.page, cell.box))) for cell in cells]
        return HeadSaid(tuple(HeadCell(page, box, one) for (page, box), one in zip(boxes, new, strict=True)))


def parted(text: str, heads: Sequence[str]) -> list[str]:
    """What each of the ``heads`` over one another is said to print, by a text for all or for the lowest ones.

    The text is cut where its parts are likest to the heads; heads that it leaves out stay as they are.
    """
    parts = [one for part in _BETWEEN.split(text) if (one := _squeezed(part))]
    if 1 < len(parts) <= len(heads):
        return [*heads[: -len(parts)], *parts]
    whole = "".join(parts)
    if not whole:
        return list(heads)
    counts = range(min(len(heads), len(whole)), 0, -1)
    count = min(counts, key=lambda count: Levenshtein.distance("".join(heads[-count:]), whole))
    return [*heads[:-count], *_cut(whole, heads[-count:])]


def _cut(text: str, heads: Sequence[str]) -> list[str]:
    """The text in as many parts as there are heads, none empty, cut where it is like the end of one of them."""
    steps = Levenshtein.opcodes("".join(heads), text)
    ends = [0]
    for done in range(1, len(heads)):
        end = sum(map(len, heads[:done]))
        step = next(step for step in steps if step.src_end >= end)
        at = min(step.dest_end, step.dest_start + end - step.src_start)
        ends.append(min(max(at, ends[-1] + 1), len(text) - len(heads) + done))
    return [text[start:end] for start, end in pairwise([*ends, len(text)])]


def _heads(grid: Grid, row: int, col: int, label: str) -> list[Cell]:
    """The cells over a column whose texts make up the label, from the top."""
    cells: list[Cell] = []
    while row >= 0 and label:
        cell = grid.cell_at(row, col)
        if cell is None:
            break
        text = _squeezed(cell.text)
        if text and label.endswith(text):
            cells.insert(0, cell)
            label = label[: -len(text)].rstrip("/")
        row = cell.row - 1
    return cells


def _found(grids: Sequence[Grid], head: HeadCell, shown: Shown) -> tuple[int, Cell] | None:
    """The table, and the cell in it, whose box is the head's."""
    wanted = Box(*head.bbox)
    near = [
        (_likeness(wanted, Box(*shown(Place(cell.page, cell.box)))), index, cell)
        for index, grid in enumerate(grids)
        for cell in grid.cells
        if cell.page == head.page
    ]
    best = max(near, key=lambda item: item[0], default=None)
    return best[1:] if best is not None and best[0] >= _SAME_BOX else None


def _likeness(one: Box, other: Box) -> float:
    common = one.intersection(other)
    if common is None:
        return float(one == other)  # a box without extent
    return common.area / (one.area + other.area - common.area)


def _squeezed(text: str) -> str:
    return "".join(text.split())
