"""The turn among four, by what the page then says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.imaging.ink import gray_of, ink_mask
from extractor.imaging.settings import ImagingSettings
from extractor.imaging.textlines import Axis, crop, find_lines
from models.page import Pixels, Turn

Recognise = Callable[[Sequence[Pixels]], Sequence[tuple[str, float]]]
"""Crops of upright text lines (RGB) to what each says and the reader's probability, 0 to 1."""

# Points for a form's word: as many as ten well read characters, for garbage never spells one.
_WORD_POINTS = 10.0

# Reading below this probability is a guess; upside-down Chinese reads at 0.3 to 0.7.
_GUESS = 0.6

# The best turn must lead the next by this share of its own points, and have this many points.
_CLEAR_LEAD = 0.35
_FEWEST_POINTS = 8.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """``turn``: degrees clockwise that the page must be turned. ``points`` of the turns that were read."""

    turn: Turn
    decided: bool
    reason: str


def find_turn(pixels: Pixels, recognise: Recognise, words: Sequence[str], settings: ImagingSettings) -> Verdict:
    """Which quarter turn makes the deskewed page readable; undecided where the page does not say."""
    ink = ink_mask(gray_of(pixels))
    lines = {axis: find_lines(ink, axis) for axis in ("across", "down")}
    if not any(lines.values()):
        return Verdict(0, False, "no line of text was found to judge the turn by")
    weight = {axis: sum(max(line.width, line.height) for line in found) for axis, found in lines.items()}
    axes: list[Axis] = sorted(("across", "down"), key=lambda axis: -weight[axis])
    points: dict[Turn, float] = {}
    for axis in axes:
        found = lines[axis][: settings.crops_per_turn]
        crops = [crop(pixels, line, 1.0) for line in found]
        turns: tuple[Turn, Turn] = (0, 180) if axis == "across" else (90, 270)
        for turn in turns:
            turned = [np.ascontiguousarray(np.rot90(piece, -turn // 90)) for piece in crops]
            points[turn] = _points(recognise(turned), words) if turned else 0.0
        verdict = _verdict(points)
        if verdict.decided:
            return verdict
    return _verdict(points)


def _verdict(points: dict[Turn, float]) -> Verdict:
    best, second = sorted(points, key=lambda turn: -points[turn])[:2]
    told = ", ".join(f"{turn}°: {value:.0f}" for turn, value in points.items())
    if points[best] < _FEWEST_POINTS:
        return Verdict(0, False, f"no turn makes the page readable ({told})")
    if points[second] > (1 - _CLEAR_LEAD) * points[best]:
        return Verdict(0, False, f"two turns read about equally well ({told})")
    return Verdict(best, True, f"reads best when turned {best}° ({told})")


def _points(read: Sequence[tuple[str, float]], words: Sequence[str]) -> float:
    total = 0.0
    for text, probability in read:
        if probability < _GUESS:
            continue
        han = sum(1 for char in text if "一" <= char <= "鿿")
        # Digits read upside down as other digits; they count a little, for pages that hold nothing else.
        others = sum(1 for char in text if char.isalnum()) - han
        total += ((probability - _GUESS) / (1 - _GUESS)) * (han + 0.2 * others)
        total += _WORD_POINTS * any(word in text for word in words)
    return total
