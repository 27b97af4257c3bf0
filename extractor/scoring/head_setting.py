"""How the heads of a table without rules are set: one that stands otherwise than those beside it may have lost the head
over it, or gained one that is another's.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.geometry import Box, union_of

OFF, AMID = 0.75, 0.35
"""In heights of a line: a head begins, or ends, this near to where its cell does; its middle is off by less than half
of what two levels differ by.
"""

LEAST = 1.5
"""In heights of a line: heads on one level are no higher, and all set alike."""


def set_alike(heads: Sequence[Sequence[Box]]) -> tuple[float, ...]:
    """For each column the share of the others that are set as it is: at the top of all heads, in their middle, or at
    their foot. ``heads``: the lines of each column's, of one page.

    Only columns without a head over several are compared; 1 for one that has such a head, or none to be compared with.
    """
    every = [box for lines in heads for box in lines]
    whole = union_of(every)
    if whole is None:
        return (1.0,) * len(heads)
    height = float(np.median([box.height for box in every]))
    alone = {
        i: lines
        for i, lines in enumerate(heads)
        if lines and not any(box in other for j, other in enumerate(heads) if j != i for box in lines)
    }
    if whole.height <= LEAST * height:
        alone = {}
    ways = {i: _ways(lines, whole, height) for i, lines in alone.items()}
    return tuple(_share(i, ways) for i in range(len(heads)))


def _ways(lines: Sequence[Box], whole: Box, height: float) -> frozenset[str]:
    own = union_of(lines)
    assert own is not None
    off = {
        "top": (own.y0 - whole.y0) / OFF,
        "middle": abs(own.center[1] - whole.center[1]) / AMID,
        "foot": (whole.y1 - own.y1) / OFF,
    }
    return frozenset(way for way, distance in off.items() if distance <= height)


def _share(own: int, ways: dict[int, frozenset[str]]) -> float:
    others = [set_ for i, set_ in ways.items() if i != own]
    if own not in ways or not others:
        return 1.0
    return max((sum(way in other for other in others) / len(others) for way in ways[own]), default=0.0)
