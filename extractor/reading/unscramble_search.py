"""The cells of a scrambled form in reading order: a search that peels each group from the outside inwards.

A group is written as all its cells' heads, in reading order, and then what each cell left for later, the latest
first. So its first cell is what stands first in it and what stands last, its second cell comes next on either side,
and the last one is whole, in the middle. Groups stand from the last to the first, so the form is read from its end.
Of all ways to go on, those that make the most plausible cells are kept, where they have read as many characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from extractor.reading.unscramble_cells import cell_score
from extractor.reading.unscramble_form import Place, ReadingOrder, Step
from extractor.reading.unscramble_pieces import Piece, Pieces
from extractor.reading.unscramble_reading import ReadCell, Reading
from extractor.reading.unscramble_sums import Said, Sums, agreement, grown, settled
from extractor.reading.unscramble_worth import worths
from extractor.reading.unscramble_written import Written

_ALIKE = 3  # of these, ways that stand at the same place and differ in what they read before
_LONGEST_GROUP = 1500  # characters: the whole listing, in forms whose labels stand at the top
# Costs are log-odds by rule of thumb, as in the scores of cells.
_GROUP = -1.0
_INSIDE = -3.0  # a group that begins right under or beside the end of another
_BEHIND = 25.0  # of the best reading of whole groups
_NOT_HIGHER = -2.0  # a group begins with a cell of several lines, or after a merged one
_TORN, _OUT_OF_LINE, _PRESSED = -4.0, -1.0, -8.0
_PAGE_NUMBER = re.compile(r"[-–—]?\d{1,4}[-–—]?|第\d{1,4}页(?:共\d{1,4}页)?")


@dataclass(frozen=True, slots=True)
class Breadth:
    """How many ways to go on are kept: ``within`` a group, of those that have read as many characters of it, and
    of whole ``groups``. ``hopeless``: how far behind what its characters are worth a reading of a group may be.
    """

    within: int
    groups: int
    hopeless: float


_BREADTHS = (Breadth(6, 4, 14.0), Breadth(10, 6, 20.0))  # the wider takes five times as long


@dataclass(frozen=True, slots=True)
class _State:
    """Where a reading is: its group goes from ``start`` to ``end``, and ``left`` to ``right`` of it are unread.

    ``floor`` and ``top``: where the page begins that is read, and where it ends. ``promise``: the score without what
    the group's characters are worth to any reader, ``base``: what it was before the group. ``visible``: the row has
    a head in this group. ``fresh``: nothing but the rest of cut cells was read of the page. ``chain``: the cells,
    last first. ``said``: the last of them, as long as the sums are without it.
    """

    start: int
    end: int
    left: int
    right: int
    floor: int
    top: int
    place: Place | None
    score: float
    sums: Sums
    chain: tuple[ReadCell, object] | None = None
    promise: float = 0.0
    base: float = 0.0
    visible: bool = False
    fresh: bool = False
    page: int = 0
    said: Said | None = None

    def cells(self) -> tuple[ReadCell, ...]:
        return tuple(_cells_of(self.chain))[::-1]


def readings(written: Written, first_page: int, order: ReadingOrder) -> list[Reading]:
    """The best readings, best first; none where nothing can be read. ``first_page``: where the first page ends.

    Where the sums of what was read are wrong, the search is made anew and wider.
    """
    found: list[Reading] = []
    for breadth in _BREADTHS:
        found = sorted(
            [*found, *_Search(written, order, breadth).run(first_page)], key=lambda one: one.rank, reverse=True
        )
        if found and found[0].agrees:
            break
    return found


class _Search:
    def __init__(self, written: Written, order: ReadingOrder, breadth: Breadth) -> None:
        self.written, self.order, self.breadth = written, order, breadth
        self.page_ends = _page_ends(written)
        self.worth = tuple(accumulate(worths(written, order), initial=0.0))
        self.pieces = Pieces(written, self.worth)

    def run(self, first_page: int) -> list[Reading]:
        n = len(self.written)
        closed: list[list[_State]] = [[] for _ in range(n + 1)]
        closed[0] = [_State(first_page, 0, 0, 0, 0, first_page, None, 0.0, Sums())]
        best, furthest = 0.0, closed[0][0]
        for count in range(n):
            here: dict[tuple[int, ...], list[_State]] = {}
            best = max([best, *map(self._ahead, closed[count])])
            furthest = max([furthest, *closed[count]], key=self._ahead)
            for state in closed[count]:
                if self._ahead(state) < best - _BEHIND:
                    continue
                here.setdefault((state.start, state.floor, state.top), []).append(state)
            for states in here.values():
                for opened in self._opened(self._best(states, self.breadth.groups), count):
                    for after in self._group(opened):
                        closed[after.top - (after.start - after.floor)].append(after)
            closed[count] = []
        if not closed[n]:
            return [Reading(furthest.cells(), furthest.score, whole=False, agrees=False)]
        done = [replace(state, score=state.score + settled(state.sums)) for state in closed[n]]
        done.sort(key=lambda state: -state.score)
        return [Reading(one.cells(), one.score, whole=True, agrees=one.sums.agree) for one in done]

    def _ahead(self, state: _State) -> float:
        """How good a reading of whole groups is for what it has read."""
        return state.score - self.worth[state.top] + self.worth[state.start] - self.worth[state.floor]

    def _opened(self, states: Sequence[_State], count: int) -> Iterator[list[_State]]:
        """The groups that may follow one that is read: those that end where it begins, each after every state."""
        one = states[0]
        ends = [(one.start, one.floor, one.top, 0)]
        if count == 0:
            ends = [(one.top, 0, one.top, 0)]
        elif one.start == one.floor:
            ends = [(end, one.top, end, 1) for end in self.page_ends if end > one.top]
        elif one.start in self.written.marks:
            ends = [(one.start, one.floor, one.top, 1)]
        for end, floor, top, turned in ends:
            for start in self.written.starts:
                if floor <= start < end <= start + _LONGEST_GROUP:
                    yield [
                        replace(
                            state,
                            start=start,
                            end=end,
                            left=start,
                            right=end,
                            floor=floor,
                            top=top,
                            page=state.page + turned,
                            fresh=state.fresh or bool(turned),
                            visible=False,
                            promise=state.score,
                            base=state.score,
                        )
                        for state in states
                    ]

    def _group(self, opened: Sequence[_State]) -> list[_State]:
        """The group's best readings."""
        size = opened[0].right - opened[0].left
        buckets: list[list[_State]] = [[] for _ in range(size + 1)]
        for state in opened:
            for after in self._cells(state, opens=True):
                buckets[size - (after.right - after.left)].append(after)
        for bucket in buckets[:-1]:
            for state in self._best(bucket, self.breadth.within) if bucket else ():
                for after in self._cells(state):
                    buckets[size - (after.right - after.left)].append(after)
        return [replace(one, promise=one.score) for one in self._best(buckets[-1], self.breadth.within)]

    def _best(self, states: Sequence[_State], most: int) -> list[_State]:
        """Of states that nothing tells apart but how they came there only the best, and of all the best few."""
        alike: dict[tuple[object, ...], list[_State]] = {}
        chosen: list[_State] = []
        for one in sorted(states, key=lambda state: -state.promise):
            state = replace(one, sums=grown(one.sums, one.said), said=None) if one.said else one
            others = alike.setdefault((state.left, state.right, state.place), [])
            if state.promise < (chosen[0].promise if chosen else state.promise) - self.breadth.hopeless:
                break
            if len(others) < _ALIKE and all(other.sums.key != state.sums.key for other in others):
                others.append(state)
                chosen.append(state)
                if len(chosen) == most:
                    break
        return chosen

    def _cells(self, state: _State, *, opens: bool = False) -> Iterator[_State]:
        steps = self.order.after[state.place] if state.place else self.order.first
        for step in steps:
            if not step.goes_on or state.fresh:
                yield from self._step(state, step, opens=opens)
        if opens and (state.start == state.floor or state.start in self.written.marks):
            yield from self._page_number(state)

    def _page_number(self, state: _State) -> Iterator[_State]:
        """The group as the number of the page, which says nothing of what follows."""
        text = self.written.text[state.left : state.right]
        if cell_score(self.order.page.spec, (text,), (0, 0), False, "") > 0:
            cell = ReadCell(self.order.page, (state.left, state.right), (state.right, state.right))
            yield replace(state, left=state.right, chain=(cell, state.chain))

    def _step(self, state: _State, step: Step, *, opens: bool) -> Iterator[_State]:
        least = state.base - self.breadth.hopeless - state.promise
        for piece in self.pieces.plausible(step.to.spec, state.left, state.right):
            if step.score + piece.promise < least:
                return
            score = step.score + self._stands(state, step, piece, opens=opens)
            if score + piece.promise < least:
                continue
            said = Said(step.to, piece.text, row=step.row is not False, again=state.fresh)
            score += agreement(state.sums, said)
            if score + piece.promise < least:
                continue
            cell = ReadCell(step.to, piece.head, piece.tail, step.goes_on, state.page)
            yield _State(
                state.start,
                state.end,
                piece.head[1],
                piece.tail[0],
                state.floor,
                state.top,
                step.to,
                state.score + score + piece.score,
                state.sums,
                (cell, state.chain),
                state.promise + score + piece.promise,
                state.base,
                visible=(state.visible and step.row is False) or piece.head[0] < piece.head[1],
                fresh=state.fresh and step.goes_on,
                page=state.page,
                said=said,
            )

    def _stands(self, state: _State, step: Step, piece: Piece, *, opens: bool) -> float:
        """How well the cell stands where it does: the cells of a row are on one line, and rows are not."""
        line, paragraph = self.written.line, self.written.paragraph
        if opens:
            merged = state.place is None or state.place.apart or step.to.apart
            level = 0.0 if merged or piece.lines > 1 or state.fresh else _NOT_HIGHER
            start = state.start
            inside = start > 0 and paragraph[start] == paragraph[start - 1]
            return _GROUP + level + (_INSIDE if inside else 0.0)
        score = 0.0
        head, tail = piece.head, piece.tail
        if head[0] < head[1] and step.row is not None and head[0] > state.start:
            before = head[0] - 1
            if step.row:
                score += _PRESSED if line[before] == line[head[0]] else 0.0
            elif state.visible and line[before] != line[head[0]]:
                score += _TORN if paragraph[before] == paragraph[head[0]] else _OUT_OF_LINE
        last = max(head[1], tail[1]) - 1 if tail[0] == tail[1] else tail[1] - 1
        if step.row is not None and state.right < state.end:
            together = line[last] == line[state.right]
            score += (_PRESSED if step.row else 0.0) if together else (0.0 if step.row else _OUT_OF_LINE)
        return score


def _cells_of(chain: object) -> Iterator[ReadCell]:
    while isinstance(chain, tuple):
        cell, chain = chain
        yield cell


def _page_ends(written: Written) -> tuple[int, ...]:
    """Where pages after the first may end: before what looks like the number of the next, else anywhere."""
    starts = written.starts
    numbered = [
        start
        for start, end in pairwise(starts)
        if start in written.marks or _PAGE_NUMBER.fullmatch(written.text[start:end])
    ]
    return (*(numbered or starts[:-1]), len(written))
