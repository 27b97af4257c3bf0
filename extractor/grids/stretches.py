"""What the body of a table covers of the x axis: texts under one another, with gaps between them in all rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.grids.gaps import EXACT
from extractor.grids.text_rows import Row
from extractor.grids.wording import is_total
from models.figures import is_figure
from models.geometry import Box

GUTTER = 0.12
"""In text heights: the narrowest gap between the texts of two columns."""

BRIM = 0.15
"""In text heights: what boxes of text that was read are too wide by on each side."""

SCRAPS = 0.15
"""Share of the rows at most in which a label was read in two pieces."""

_RULE = re.compile(r"[-—–_=.·…]{6,}")
"""A rule that was read as text."""


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

    def joined(self, other: Stretch) -> Stretch:
        return Stretch(
            min(self.start, other.start),
            max(self.end, other.end),
            (*self.boxes, *other.boxes),
            self.figures + other.figures,
            self.rows | other.rows,
        )


def stretches_of(body: Sequence[Row], text_height: float) -> tuple[Stretch, ...]:
    """What the body's rows of several texts cover. Words of totals stand in the middle of several columns."""
    wide = [(i, row) for i, row in enumerate(body) if len(row) > 1] or list(enumerate(body))
    lines = sorted(((i, line) for i, row in wide for line in row), key=lambda item: item[1].box.x0)
    found: list[Stretch] = []
    for i, line in lines:
        if is_total(line.text) or _RULE.fullmatch(line.text):
            continue
        brim = 0.0 if line.engine == EXACT else min(BRIM * text_height, line.box.width / 4)
        box = Box(line.box.x0 + brim, line.box.y0, line.box.x1 - brim, line.box.y1)
        one = Stretch(box.x0, box.x1, (box,), int(is_figure(line.text)), frozenset((i,)))
        if found and one.start - found[-1].end < GUTTER * text_height:
            found[-1] = found[-1].joined(one)
        else:
            found.append(one)
    return tuple(_without_scraps(found, len(wide)))


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
