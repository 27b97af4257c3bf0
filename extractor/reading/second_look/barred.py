"""< and ≤, > and ≥: told by the recogniser's odds and by the bar at the sign's foot in the pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.engines.contract import RecognisedCharacter
from models.page import Pixels

BARRED = MappingProxyType({"<": "≤", ">": "≥", "＜": "≤", "＞": "≥"})

LEAST_BAR = 0.01
"""The probability of the sign with a bar from which on a bar was seen, where its foot is as dark as its head. For signs
printed without one recognisers mostly give less, for those with one, blurred, as little as a third of it."""

UNDECIDED = 3.0
"""Within this factor of it either may be printed."""

EVEN = 0.5
"""The probability of a sign that may as well be another."""

PAPER_PERCENTILE = 90
"""The shade of a crop's paper: print and its soft edges cover less than nine tenths of any crop."""

INKED = 0.35
"""Share of the deepest print's darkness from which a row belongs to the sign."""

GAP_PX = 4
"""Rows of paper between a sign and its bar, at most."""

END = 0.3
"""Share of the sign's height that is its head, and its foot."""

WEIGHTS = (0.5, 2.0)
"""The least and the most that the foot's darkness counts for: beyond lie specks, and what is left of rules."""


def with_bar(character: RecognisedCharacter, sign: Pixels) -> RecognisedCharacter:
    """≤ or ≥ where < or > was read and a bar seen; what was read is the second choice.

    ``sign``: the pixels of its columns, with no other print above or below. Where neither is likelier, the probability
    says so.
    """
    barred = BARRED.get(character.char)
    if barred is None:
        return character
    others = dict(character.alternatives)
    seen = others.get(barred, 0.0) * foot_weight(sign) ** 2
    undecided = LEAST_BAR / UNDECIDED < seen < LEAST_BAR * UNDECIDED
    certainty = min(character.probability, EVEN) if undecided else character.probability
    if seen < LEAST_BAR:
        return replace(character, probability=certainty)
    others.pop(barred)
    said = ((character.char, certainty), *others.items())
    return replace(character, char=barred, probability=certainty, alternatives=said)


def foot_weight(sign: Pixels) -> float:
    """How many times as dark the darkest row at the foot of a sign is as the one at its head, within ``WEIGHTS``.

    A sign without a bar is the same upside down: 1. So is a crop without print.
    """
    grey = cv2.cvtColor(sign, cv2.COLOR_RGB2GRAY).astype(np.float32)
    darkness = np.clip(float(np.percentile(grey, PAPER_PERCENTILE)) - grey, 0, None)
    inked = np.flatnonzero(darkness.max(axis=1) > INKED * darkness.max())
    if not len(inked):
        return 1.0
    top, bottom = _longest(inked)
    rows = darkness[top:bottom].mean(axis=1)
    end = max(1, round(END * len(rows)))
    return float(np.clip(rows[-end:].max() / max(rows[:end].max(), 1.0), *WEIGHTS))


def _longest(rows: npt.NDArray[np.intp]) -> tuple[int, int]:
    """The longest stretch [start, end) of rows, gaps as between a sign and its bar among them."""
    breaks = np.flatnonzero(np.diff(rows) > GAP_PX) + 1
    stretches: Sequence[npt.NDArray[np.intp]] = np.split(rows, breaks)
    longest = max(stretches, key=lambda stretch: stretch[-1] - stretch[0])
    return int(longest[0]), int(longest[-1]) + 1
