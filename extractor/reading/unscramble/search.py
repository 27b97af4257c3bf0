"""The cells of a scrambled form in reading order: a search over groups, each peeled by ``unscramble_group``.

Groups stand from the last to the first, so the form is read from its end. Where a reading may go on is a point: what
was read, and where the next group ends. From each point the search goes on narrowly first. Where nothing gets to the
end so with sums that agree, it goes on more widely, from the points that are furthest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from typing import NamedTuple

from extractor.reading.unscramble.form import ReadingOrder
from extractor.reading.unscramble.group import Breadth, Groups, State, Way, Window, best_of
from extractor.reading.unscramble.pieces import Pieces
from extractor.reading.unscramble.reading import Reading
from extractor.reading.unscramble.records import Records
from extractor.reading.unscramble.sums import Sums, settled
from extractor.reading.unscramble.worth import worths
from extractor.reading.unscramble.written import Written

_BREADTHS = (Breadth(6, 4, 6.0), Breadth(6, 4, 9.0), Breadth(6, 4, 14.0))
# Groups that are tried before the best reading is taken as it is, some ten seconds. Those whose sums agree came after
# 22,000 at the latest.
_MOST_EFFORT = 30_000
_TO_ANY_END = 4  # times as many, where no reading has come to the end
_LONGEST_GROUP = 1500  # characters: the whole listing, in forms whose labels stand at the top
_BEHIND = 15.0  # log-odds behind the best reading that has read as much; further behind it is given up
_PAGE_NUMBER = re.compile(r"[-–—]?\d{1,4}[-–—]?|第\d{1,4}页(?:共\d{1,4}页)?")


class _Point(NamedTuple):
    """Where a reading of whole groups goes on: characters ``read``, the last group's start, its page's bounds."""

    read: int
    start: int
    floor: int
    top: int


class _Closed(NamedTuple):
    """A reading of whole groups, the last of them ``window``."""

    window: Window
    state: State

    @property
    def point(self) -> _Point:
        window = self.window
        return _Point(window.top - (window.start - window.floor), window.start, window.floor, window.top)

    @property
    def score(self) -> float:
        """With what the last group of indicators weighs."""
        return self.state.score + settled(self.state.sums)


def readings(written: Written, first_page: int, order: ReadingOrder) -> list[Reading]:
    """The best readings, best first. ``first_page``: where the first page ends."""
    search = _Search(written, order, first_page)
    whole = search.whole()
    if not whole:
        state = search.furthest.state
        return [Reading(state.cells(), state.score, whole=False, agrees=False)]
    done = [Reading(one.state.cells(), one.score, whole=True, agrees=one.state.sums.agree) for one in whole]
    return sorted(done, key=lambda reading: -reading.score)


class _Search:
    """``closed``: the readings at each point. ``agenda``: points to go on from, by breadth, those of the first in the
    order of what they have read. ``gone_on``: from what was gone on already.
    """

    def __init__(self, written: Written, order: ReadingOrder, first_page: int) -> None:
        self.written = written
        self.page_ends = _page_ends(written)
        self.worth = tuple(accumulate(worths(written, order), initial=0.0))
        self.groups = Groups(written, order, Pieces(written, self.worth))
        self.furthest = _Closed(Window(first_page, 0, 0, first_page, 0, turns=False), State(0, 0, None, 0.0, Sums()))
        begin = _Point(0, 0, first_page, first_page)
        self.closed: dict[_Point, list[_Closed]] = {begin: [self.furthest]}
        self.agenda: list[tuple[int, float, _Point]] = [(0, 0.0, begin)]
        self.waiting: set[_Point] = {begin}
        self.gone_on: set[tuple[object, ...]] = set()
        self.records = Records()

    def whole(self) -> list[_Closed]:
        """The readings of everything."""
        found: list[_Closed] = []
        effort = 0
        while self.agenda:
            enough = _MOST_EFFORT if found else _TO_ANY_END * _MOST_EFFORT
            if self.agenda[0][0] and (effort > enough or _agree(found)):
                break
            level, _, point = heappop(self.agenda)
            if not level:
                self.waiting.discard(point)
            for window, before in self._openings(point, level):
                effort += 1
                for after in self.groups.read(window, before, _BREADTHS[level]):
                    one = _Closed(window, after)
                    if one.point.read == len(self.written):
                        found.append(one)
                    else:
                        self._keep(one)
        return found

    def _keep(self, one: _Closed) -> None:
        self.closed.setdefault(one.point, []).append(one)
        if one.point not in self.waiting:
            self.waiting.add(one.point)
            heappush(self.agenda, (0, one.point.read, one.point))

    def _openings(self, point: _Point, level: int) -> Iterator[tuple[Window, list[State]]]:
        """The groups that may follow at a point, and the readings that go on there; none where all are behind."""
        here = self.closed[point]
        ahead = max(map(self._ahead, here))
        if ahead < self.records.until(point.read) - _BEHIND:
            return
        if self.records.add(point.read, ahead):
            self.furthest = max(here, key=self._ahead)
        breadth = _BREADTHS[level]
        best = best_of((Way(one.state.promise, one.state) for one in here), breadth.groups, breadth.hopeless)
        known = [(level, point, one.place, one.score, one.sums.key) for one in best]
        before = [one for one, key in zip(best, known, strict=True) if key not in self.gone_on]
        if before:
            self.gone_on.update(known)
            yield from ((window, before) for window in self._windows(here[0].window, point.read))
            if level + 1 < len(_BREADTHS):
                heappush(self.agenda, (level + 1, -ahead, point))

    def _ahead(self, one: _Closed) -> float:
        """How good a reading of whole groups is for what it has read."""
        window = one.window
        return one.state.score - self.worth[window.top] + self.worth[window.start] - self.worth[window.floor]

    def _windows(self, last: Window, count: int) -> Iterator[Window]:
        """The groups that may follow one that is read: those that end where it begins."""
        ends = [(last.start, last.floor, last.top, False)]
        if count == 0:
            ends = [(last.top, 0, last.top, False)]
        elif last.start == last.floor:
            ends = [(end, last.top, end, True) for end in self.page_ends if end > last.top]
        elif last.start in self.written.marks:
            ends = [(last.start, last.floor, last.top, True)]
        for end, floor, top, turns in ends:
            for start in self.written.starts:
                if floor <= start < end <= start + _LONGEST_GROUP:
                    yield Window(start, end, floor, top, last.page + turns, turns)


def _agree(whole: Sequence[_Closed]) -> bool:
    """Whether the best reading has no wrong sum."""
    best = max(whole, key=lambda one: one.score, default=None)
    return best is not None and best.state.sums.agree


def _page_ends(written: Written) -> tuple[int, ...]:
    """Where pages after the first may end: before what looks like the number of the next, else anywhere."""
    line = written.line
    starts = [i for i in written.starts if i in (0, len(written)) or line[i] != line[i - 1]]
    numbered = [
        start
        for start, end in pairwise(starts)
        if start in written.marks or _PAGE_NUMBER.fullmatch(written.text[start:end])
    ]
    return (*(numbered or starts[:-1]), len(written))
