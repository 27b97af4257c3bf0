"""What the body of a table covers of the x axis: texts under one another, with gaps between them in all rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractor.grids.unruled.gaps import EXACT
from extractor.grids.unruled.text_rows import Row
from extractor.grids.wording import is_total
from models.figures import FEWEST, is_figure
from models.geometry import Box
from models.text import TextLine

GUTTER = 0.12
"""In text heights: the narrowest gap between the texts of two columns."""

BRIM = 0.15
"""In text heights: what boxes of text that was read are too wide by on each side."""

WIDE = 0.5
"""In text heights: the box of a text that was read begins so much before it, or ends after it."""

SCRAPS = 0.15
"""Share of the rows at most in which a label was read in two pieces."""

_NO_TEXT = re.compile(r"[-—–_=.·…]{6,}|[.,，。、:：;；·'’`|]")
"""A rule that was read as text, or a speck."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Texts of the body that cover one stretch of the x axis; ``rows``: in which rows they stand."""

    start: float
    end: float
    boxes: tuple[Box, ...]
    figures: int
    rows: frozenset[int]

    @property
    def of_figures(self) -> bool:
        return 2 * self.figures >= len(self.boxes)

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    def clipped(self, low: float, high: float) -> Stretch:
        """What of it lies between two places on the x axis."""
        boxes = tuple(Box(max(box.x0, low), box.y0, min(box.x1, high), box.y1) for box in self.boxes)
        return replace(self, start=max(self.start, low), end=min(self.end, high), boxes=boxes)

    def joined(self, other: Stretch) -> Stretch:
        return Stretch(
            min(self.start, other.start),
            max(self.end, other.end),
            (*self.boxes, *other.boxes),
            self.figures + other.figures,
            self.rows | other.rows,
        )


def stretches_of(body: Sequence[Row], text_height: float, heads: Sequence[float] = ()) -> tuple[Stretch, ...]:
    """What the body's rows of several texts cover. Words of totals stand in the middle of several columns.

    ``heads``: the middles of the heads, which tell of columns whose texts touch.
    """
    wide = [(i, row) for i, row in enumerate(body) if len(row) > 1] or list(enumerate(body))
    texts = [(i, line) for i, row in wide for line in row]
    pieces = [
        _piece(i, line, text_height) for i, line in texts if not (is_total(line.text) or _NO_TEXT.fullmatch(line.text))
    ]
    groups: list[list[Stretch]] = []
    end = float("-inf")
    for one in sorted(pieces, key=lambda piece: piece.start):
        if one.start - end < GUTTER * text_height:
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(one.end, end)
    found = [_joined(part) for group in groups for part in _parted(group, heads, WIDE * text_height)]
    return tuple(_without_scraps(found, len(wide)))


def _piece(row: int, line: TextLine, text_height: float) -> Stretch:
    brim = 0.0 if line.engine == EXACT else min(BRIM * text_height, line.box.width / 4)
    box = Box(line.box.x0 + brim, line.box.y0, line.box.x1 - brim, line.box.y1)
    return Stretch(box.x0, box.x1, (box,), int(is_figure(line.text)), frozenset((row,)))


def _joined(pieces: Sequence[Stretch]) -> Stretch:
    first, *rest = pieces
    for one in rest:
        first = first.joined(one)
    return first


def _parted(pieces: list[Stretch], heads: Sequence[float], near: float) -> list[list[Stretch]]:
    """The texts of one stretch, those of two columns apart, where only a few boxes, which came out too wide, close the
    gap between them: in most rows two of them stand side by side, in several rows a figure beside another text, or in
    two rows under two heads, or in one where all figures stand under the one and none under the other. ``heads``: their
    middles; ``near``: by how much boxes are wider than their text.
    """
    rows: dict[frozenset[int], list[Stretch]] = {}
    for one in pieces:
        rows.setdefault(one.rows, []).append(one)
    gaps = sorted((left.end + right.start) / 2 for row in rows.values() for left, right in pairwise(row))
    if not gaps:
        return [pieces]
    usual = gaps[len(gaps) // 2]
    at = min((*gaps, *_between_kinds(pieces)), key=lambda x: (len(_closing(pieces, x, near)), abs(x - usual)))
    sides = [[one for one in pieces if (one.middle >= at) is right] for right in (False, True)]
    both = len({one.rows for one in sides[0]} & {one.rows for one in sides[1]})
    figures = any(2 * sum(one.figures for one in side) >= len(side) for side in sides)
    start, end = min(one.start for one in pieces), max(one.end for one in pieces)
    headed = any(start < x < at for x in heads) and any(at < x < end for x in heads)
    most = max(SCRAPS * len(rows), both if headed else 0)
    kinds = [{bool(one.figures) for one in side} for side in sides]
    unlike = all(len(kind) == 1 for kind in kinds) and kinds[0] != kinds[1]
    told = 2 * both >= len(rows) or (figures and both >= FEWEST) or (headed and (both > 1 or unlike))
    if not all(sides) or len(_closing(pieces, at, near)) > most or not told:
        return [pieces]
    left, right = [one.clipped(start, at) for one in sides[0]], [one.clipped(at, end) for one in sides[1]]
    return [*_parted(left, heads, near), *_parted(right, heads, near)]


def _between_kinds(pieces: Sequence[Stretch]) -> list[float]:
    """Where figures, set flush right, end before labels, set flush left; nowhere without both of them."""
    ends = [one.end for one in pieces if one.figures]
    starts = [one.start for one in pieces if not one.figures]
    return [(median(ends) + median(starts)) / 2] if ends and starts and median(ends) < median(starts) else []


def _closing(pieces: Iterable[Stretch], at: float, near: float) -> list[Stretch]:
    """The texts that cover a place on the x axis, not only with the brim of their box."""
    return [one for one in pieces if one.start + near < at < one.end - near]


def _without_scraps(stretches: Sequence[Stretch], rows: int) -> list[Stretch]:
    """The stretches, those of a few labels' last characters, which a reader cut off, as part of the labels' own."""
    result: list[Stretch] = []
    for one in stretches:
        last = result[-1] if result else None
        few = not one.figures and len(one.boxes) <= SCRAPS * rows
        if last is not None and few and not last.figures and one.rows <= last.rows and _is_near(last, one):
            result[-1] = last.joined(one)
        else:
            result.append(one)
    return result


def _is_near(left: Stretch, right: Stretch) -> bool:
    """Whether the right one begins within a character of where the left one ends."""
    return right.start - left.end <= min(box.height for box in right.boxes)


def merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Of two stretches of labels that no row has both of, one is the other, set further in."""
    result: list[Stretch] = []
    for one in stretches:
        if result and not one.figures and not result[-1].figures and not result[-1].rows & one.rows:
            result[-1] = result[-1].joined(one)
        else:
            result.append(one)
    return result
