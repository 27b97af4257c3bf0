"""Characters that are one shape where nothing stands beside them: which of them it is, its place and its size tell."""

from __future__ import annotations

import numpy as np

from extractor.reading.engines.contract import Recognised
from extractor.reading.raster.ink import Ink
from extractor.reading.second_look.lone_zeros import ROUND, ZERO

STROKES = frozenset("一—-－ー–―_‐−")
"""Characters that are one level stroke, which engines give for one another; alone in a cell all of them are a dash."""

SHAPES = (STROKES, ROUND | {ZERO})

BY_SHAPE = 0.95
"""The probability of a dash that was known by its shape alone: nothing else in a cell is one low, flat mark."""

LOW = 0.2
"""The most height of one stroke, in line heights."""


def likelihood(reading: Recognised, ink: Ink, usual_px: float) -> float:
    """How likely a reading of a crop with that ink is print: a lone shape as all characters together that it may be,
    for a recogniser that wavers between a dash and a hyphen does not doubt that one of them is there. What is as low
    as one stroke is one, and no 二. ``usual_px``: height of the page's usual line.
    """
    printed = [character for character in reading.characters if not character.char.isspace()]
    shape = next((shape for shape in SHAPES if len(printed) == 1 and printed[0].char in shape), None)
    if shape is None:
        return reading.probability
    (read,) = printed
    others = sum(probability for char, probability in read.alternatives if char in shape and char != read.char)
    rows = np.flatnonzero(ink.any(axis=1))
    low = shape is STROKES and len(rows) > 0 and rows[-1] + 1 - rows[0] <= LOW * usual_px
    return min(1.0, max(read.probability + others, BY_SHAPE if low else 0.0))
