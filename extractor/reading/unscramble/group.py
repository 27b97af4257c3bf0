"""One group of a scrambled form, peeled from the outside inwards.

A group is written as all its cells' heads, in reading order, and then what each cell left for later, the latest
first. So its first cell is what stands first in it and what stands last, its second cell comes next on either side,
and the last one is whole, in the middle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.reading.unscramble.cells import cell_score
from extractor.reading.unscramble.form import Place, ReadingOrder, Step
from extractor.reading.unscramble.pieces import Piece, Pieces
from extractor.reading.unscramble.reading import ReadCell
from extractor.reading.unscramble.sums import Said, Sums, agreement, grown
from extractor.reading.unscramble.written import Written

_ALIKE = 3  # of these, ways that stand at the same place and differ in what they read before
# Costs are log-odds by rule of thumb, as in the scores of cells.
_GROUP = -1.0
_INSIDE = -3.0  # a group that begins right under or beside the end of another
_NOT_HIGHER = -2.0  # a group begins with a cell of several lines, or after a merged one
_TORN, _OUT_OF_LINE, _PRESSED = -4.0, -1.0, -8.0


@dataclass(frozen=True, slots=True)
class Breadth:
    """How far a search looks around. ``within`` a group and of whole ``groups``: ways to go on that are kept.

    ``hopeless``: how far behind what its characters are worth a reading of a group may be.
    """

    within: int
    groups: int
    hopeless: float


@dataclass(frozen=True, slots=True)
class Window:
    """A group, from ``start`` to ``end``, on the ``page`` that begins at ``floor`` and ends at ``top``.

    ``turns``: it is the first that is read of its page.
    """

    start: int
    end: int
    floor: int
    top: int
    page: int
    turns: bool


class State(NamedTuple):
    """Where a reading is: ``left`` to ``right`` of its group are unread.

    ``promise``: the score without what the group's characters are worth to any reader, ``base``: what it was before
    the group. ``visible``: the row has a head in this group. ``fresh``: nothing but the rest of cut cells was read of
    the page. ``chain``: the cells, last first.
    """

    left: int
    right: int
    place: Place | None
    score: float
    sums: Sums
    chain: tuple[ReadCell, object] | None = None
    promise: float = 0.0
    base: float = 0.0
    visible: bool = False
    fresh: bool = False

    def cells(self) -> tuple[ReadCell, ...]:
        return tuple(_cells_of(self.chain))[::-1]


class Way(NamedTuple):
    """A cell that may be read next. Few ways are chosen, so states are made of those alone.

    ``cell`` is None where the state stands as it is.
    """

    promise: float
    state: State
    score: float = 0.0
    cell: tuple[Step, Piece] | None = None
    page: int = 0

    @property
    def stands(self) -> tuple[int, int, Place | None]:
        """Where the reading stands after it."""
        if self.cell is None:
            return self.state.left, self.state.right, self.state.place
        step, piece = self.cell
        return piece.head[1], piece.tail[0], step.to

    def after(self) -> State:
        if self.cell is None:
            return self.state
        (step, piece), state = self.cell, self.state
        said = Said(step.to, piece.text, row=step.row is not False, again=state.fresh)
        return State(
            piece.head[1],
            piece.tail[0],
            step.to,
            self.score,
            grown(state.sums, said),
            (ReadCell(step.to, piece.head, piece.tail, step.goes_on, self.page), state.chain),
            self.promise,
            state.base,
            visible=(state.visible and step.row is False) or piece.head[0] < piece.head[1],
            fresh=state.fresh and (step.goes_on or step.to.again),
        )


class Groups:
    """Reads groups of what was written. ``pieces``: what its cells may be made of."""

    def __init__(self, written: Written, order: ReadingOrder, pieces: Pieces) -> None:
        self.written, self.order, self.pieces = written, order, pieces

    def read(self, window: Window, before: Sequence[State], breadth: Breadth) -> list[State]:
        """The group's best readings, after each of those before."""
        size = window.end - window.start
        ways: list[list[Way]] = [[] for _ in range(size + 1)]
        for last in before:
            opened = last._replace(
                left=window.start,
                right=window.end,
                promise=last.score,
                base=last.score,
                visible=False,
                fresh=last.fresh or window.turns,
            )
            for way in self._cells(window, opened, breadth, opens=True):
                left, right, _ = way.stands
                ways[size - (right - left)].append(way)
        for reached in ways[:-1]:
            for state in best_of(reached, breadth.within, breadth.hopeless) if reached else ():
                for way in self._cells(window, state, breadth):
                    left, right, _ = way.stands
                    ways[size - (right - left)].append(way)
        return [one._replace(promise=one.score) for one in best_of(ways[-1], breadth.within, breadth.hopeless)]

    def _cells(self, window: Window, state: State, breadth: Breadth, *, opens: bool = False) -> Iterator[Way]:
        for step in self.order.after[state.place] if state.place else self.order.first:
            if not step.goes_on or state.fresh:
                yield from self._step(window, state, step, breadth.hopeless, opens=opens)
        if opens and (window.start == window.floor or window.start in self.written.marks):
            yield from self._page_number(window, state)

    def _page_number(self, window: Window, state: State) -> Iterator[Way]:
        """The group as the number of the page, which says nothing of what follows."""
        text = self.written.text[window.start : window.end]
        if cell_score(self.order.page.spec, (text,), (0, 0), False, "") > 0:
            cell = ReadCell(self.order.page, (window.start, window.end), (window.end, window.end))
            yield Way(state.promise, state._replace(left=window.end, chain=(cell, state.chain)))

    def _step(self, window: Window, state: State, step: Step, hopeless: float, *, opens: bool) -> Iterator[Way]:
        least = state.base - hopeless - state.promise
        for piece in self.pieces.plausible(step.to.spec, state.left, state.right):
            if step.score + piece.promise < least:
                return
            score = step.score + self._stands(window, state, step, piece, opens=opens)
            if score + piece.promise < least:
                continue
            score += agreement(state.sums, Said(step.to, piece.text, row=step.row is not False, again=state.fresh))
            if score + piece.promise >= least:
                yield Way(
                    state.promise + score + piece.promise,
                    state,
                    state.score + score + piece.score,
                    (step, piece),
                    window.page,
                )

    def _stands(self, window: Window, state: State, step: Step, piece: Piece, *, opens: bool) -> float:
        """How well the cell stands where it does: the cells of a row are on one line, and rows are not."""
        line, paragraph = self.written.line, self.written.paragraph
        if opens:
            merged = state.place is None or state.place.apart or step.to.apart
            level = 0.0 if merged or piece.lines > 1 or state.fresh else _NOT_HIGHER
            start = window.start
            inside = start > 0 and paragraph[start] == paragraph[start - 1]
            return _GROUP + level + (_INSIDE if inside else 0.0)
        score = 0.0
        head, tail = piece.head, piece.tail
        if head[0] < head[1] and step.row is not None and head[0] > window.start:
            before = head[0] - 1
            if step.row:
                score += _PRESSED if line[before] == line[head[0]] else 0.0
            elif state.visible and line[before] != line[head[0]]:
                score += _TORN if paragraph[before] == paragraph[head[0]] else _OUT_OF_LINE
        last = max(head[1], tail[1]) - 1 if tail[0] == tail[1] else tail[1] - 1
        if step.row is not None and state.right < window.end:
            together = line[last] == line[state.right]
            score += (_PRESSED if step.row else 0.0) if together else (0.0 if step.row else _OUT_OF_LINE)
        return score


def best_of(ways: Iterable[Way], most: int, hopeless: float) -> list[State]:
    """Of ways that nothing tells apart but how they came there only the best, and of all the best few."""
    alike: dict[tuple[int, int, Place | None], list[object]] = {}
    chosen: list[State] = []
    for way in sorted(ways, key=lambda way: -way.promise):
        if chosen and way.promise < chosen[0].promise - hopeless:
            break
        others = alike.setdefault(way.stands, [])
        if len(others) == _ALIKE:
            continue
        state = way.after()
        if state.sums.key not in others:
            others.append(state.sums.key)
            chosen.append(state)
            if len(chosen) == most:
                break
    return chosen


def _cells_of(chain: object) -> Iterator[ReadCell]:
    while isinstance(chain, tuple):
        cell, chain = chain
        yield cell
