"""A page of which some parts stand otherwise than the rest, such as a sideways table, in one frame that is all upright.

The page is cut into strips. In the place of a part that stood otherwise comes a strip in which it stands upright, so
that the order from top to bottom stays what it was; a part beside something else comes under the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.geometry import Box, Homography, PageMap, Strips


@dataclass(frozen=True, slots=True)
class Stood:
    """A part of a page, stood up by itself.

    ``box``: where it lies on the page. ``width``, ``height``: its own frame, in which it stands upright, and
    ``to_shown`` leads from there to the page as shown.
    """

    box: Box
    width: float
    height: float
    to_shown: PageMap


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of the new frame from ``top`` on.

    ``part``: the number of the part that stands there, ``left`` units from the edge; None for a strip of the page
    itself, from ``start`` to ``stop`` there.
    """

    top: float
    height: float
    start: float = 0.0
    stop: float = 0.0
    part: int | None = None
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Mosaic:
    """The frame: its size in the page's unit, its strips from top to bottom, and the way to the shown page."""

    width: float
    height: float
    strips: tuple[Strip, ...]
    to_shown: PageMap

    @staticmethod
    def of(size: tuple[float, float], to_shown: PageMap, parts: Sequence[Stood], others: Sequence[Box]) -> Mosaic:
        """The frame of a page ``size`` wide and high. ``others``: what else stands on it, which is nowhere cut away."""
        strips = tuple(_strips(size, parts, others))
        ways = tuple(
            _moved(-strip.left, -strip.top, parts[strip.part].to_shown)
            if strip.part is not None
            else _moved(0.0, strip.start - strip.top, to_shown)
            for strip in strips
        )
        width = max(size[0], *(parts[strip.part].width + strip.left for strip in strips if strip.part is not None))
        way = PageMap((Strips(tuple(strip.top for strip in strips), ways),))
        return Mosaic(width, strips[-1].top + strips[-1].height, strips, way)

    def place(self, part: int) -> tuple[float, float]:
        """Where the frame of a part has its origin."""
        return next((strip.left, strip.top) for strip in self.strips if strip.part == part)

    def drop(self, y: float) -> float:
        """How far something moves down that stands at that height of the page, in no part."""
        own = [strip for strip in self.strips if strip.part is None]
        strip = min(own, key=lambda strip: max(strip.start - y, y - strip.stop, 0.0))
        return strip.top - strip.start


def _strips(size: tuple[float, float], parts: Sequence[Stood], others: Sequence[Box]) -> Iterator[Strip]:
    at = top = 0.0
    aside: list[int] = []
    for numbers in _beside_each_other(parts):
        start = min(parts[number].box.y0 for number in numbers)
        stop = max(parts[number].box.y1 for number in numbers)
        if any(start < box.center[1] < stop for box in others):
            aside += numbers
            continue
        start = max(start, at)
        yield Strip(top, start - at, at, start)
        top += start - at
        for strip in _under_each_other(numbers, parts, size[0], top):
            yield strip
            top += strip.height
        at = stop
    rest = max(0.0, size[1] - at)
    yield Strip(top, rest, at, at + rest)
    yield from _under_each_other(aside, parts, size[0], top + rest)


def _under_each_other(numbers: Sequence[int], parts: Sequence[Stood], page_width: float, top: float) -> Iterator[Strip]:
    for number in numbers:
        part = parts[number]
        left = min(max(0.0, part.box.x0), max(0.0, page_width - part.width))
        yield Strip(top, part.height, part=number, left=left)
        top += part.height


def _beside_each_other(parts: Sequence[Stood]) -> list[list[int]]:
    """The parts' numbers from top to bottom, those together that share some of their height."""
    groups: list[list[int]] = []
    floor = float("-inf")
    for number in sorted(range(len(parts)), key=lambda number: parts[number].box.y0):
        box = parts[number].box
        if box.y0 < floor:
            groups[-1].append(number)
        else:
            groups.append([number])
        floor = max(floor, box.y1)
    return groups


def _moved(dx: float, dy: float, way: PageMap) -> PageMap:
    """The same way from a frame whose points must first be moved."""
    return PageMap((Homography.of(np.array([[1.0, 0.0, dx], [0.0, 1.0, dy]])), *way.steps))
