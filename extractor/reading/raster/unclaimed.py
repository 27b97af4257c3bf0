"""What stands in a line's crop and no character of its reading accounts for: a comma before a line, or the first of two
characters, which a recogniser leaves out in a loose crop.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.reading.engines.contract import Recognised

SQUARE = 0.75
"""The width of a character's square in line heights: line boxes are a third higher than their print."""

OUTSIDE = 0.62
"""In squares: ink with its middle further from the middle of every character belongs to none. Half a square is the
farthest part of a character, and the recogniser places characters to an eighth."""

WIDE = 0.65
"""In squares: ink as wide as this is a character and no mark; 事 is 0.8 of one wide, a colon or comma a quarter."""

SMALL, LOW = 0.4, 0.67
"""In squares: how wide and how high print is at most that may be a mark at a line's end, as near to its character as a
part of that: the comma after 收. Few characters end in as small a part, as 心 does.
"""

LEAST_MARK = 0.12
"""The least length of a mark of print, in line heights: the smallest, a full stop or comma, is a fifth of one."""

MARKS = frozenset("，,。、；;：:（）()《》“”*×")
"""What is put in where it was left out. A dot may be dirt; digits and letters are large enough to be read at once."""


def unclaimed(reading: Recognised, ink: npt.NDArray[np.bool_], usual_px: float) -> tuple[tuple[int, int], ...]:
    """The stretches [start, end) of columns of a crop of words, whose ``ink`` this is, that show more than is read.

    ``usual_px``: height of the page's usual line. Figures stand too close to tell, and their marks from dirt.
    """
    printed = [one for one in reading.characters if not one.char.isspace()]
    if not any(is_square(one.char) for one in printed):
        return ()
    width, square = ink.shape[1], SQUARE * usual_px
    centers = np.array([(one.x0 + one.x1) / 2 * width for one in printed])
    stretches = list(_marks(ink, usual_px))
    ends = zip((*stretches[:1], *stretches[-1:]), (printed[0], printed[-1]), strict=False)
    small = [stretch for stretch, one in ends if is_square(one.char) and _is_small(stretch, ink, square)]
    return tuple(
        (start, end)
        for start, end in stretches
        if (start, end) in small or np.abs(centers - (start + end) / 2).min() > OUTSIDE * square
    )


def _is_small(stretch: tuple[int, int], ink: npt.NDArray[np.bool_], square: float) -> bool:
    """Whether what a stretch of columns shows is no larger than a mark."""
    start, end = stretch
    return end - start <= SMALL * square and _rows(ink[:, start:end]) <= LOW * square


def squares_in(stretches: Sequence[tuple[int, int]], usual_px: float) -> int:
    """How many of them are as wide as a Chinese character."""
    return sum(end - start >= WIDE * SQUARE * usual_px for start, end in stretches)


def says_more(text: str, than: str, squares: int = 0) -> bool:
    """Whether a text has all characters of another in their order, and nothing but marks besides, and Chinese
    characters, ``squares`` at most.
    """
    printed, before = "".join(text.split()), "".join(than.split())
    rest = iter(printed)
    added = Counter(printed) - Counter(before)
    words = [char for char in added.elements() if char not in MARKS]
    return (
        len(printed) > len(before)
        and all(char in rest for char in before)
        and all(is_square(char) for char in words)
        and len(words) <= squares
    )


def is_square(char: str) -> bool:
    """Whether it is a Chinese character, which fills a square."""
    return "\u4e00" <= char <= "\u9fff"


def _marks(ink: npt.NDArray[np.bool_], usual_px: float) -> Iterator[tuple[int, int]]:
    """The stretches [start, end) of inked columns that are as large as a mark, upright or level."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], ink.any(axis=0).astype(np.int8), [0]])))
    for start, end in list(pairwise(edges.tolist()))[::2]:
        if max(end - start, _rows(ink[:, start:end])) >= LEAST_MARK * usual_px:
            yield start, end


def _rows(ink: npt.NDArray[np.bool_]) -> int:
    """How high print is, from its first row to its last."""
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[-1] - rows[0]) + 1
