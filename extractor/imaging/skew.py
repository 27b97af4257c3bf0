"""The angle at which a page's lines lean, up to quarter turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from extractor.imaging.segments import Floats, Gray, Segments, quarter_angle

# Width of the bins in which segments vote, degrees: wider than LSD's error (0.05) on short segments.
_BIN_DEG = 0.25

# Total length of agreeing segments, in long sides of the picture, from which they are believed: a table of
# four rows and columns has five; a page of text has next to none.
_ENOUGH_LENGTH = 1.5

# Segments within this of the peak are averaged, degrees.
_PEAK_REACH_DEG = 0.6

# Ink points that the projection profile looks at: enough for 30 lines of text, cheap enough for 200 angles.
_PROFILE_POINTS = 30_000

# How much sharper rows must be at 45 degrees than at none to be believed: pages rarely lean so far, and a few
# large characters have diagonals of their own.
_RARITY = 0.6

# Coarse angles that are followed: with few rows of text a slant came before the rows themselves, or two of them.
_FOLLOWED = 4

# Three bins against the three after them.
_JUMP = np.array([1.0, 1.0, 1.0, -1.0, -1.0, -1.0])


@dataclass(frozen=True, slots=True)
class Lean:
    """``angle_deg`` in (-45, 45], clockwise positive. ``source`` says what it was read from."""

    angle_deg: float
    source: Literal["rules", "text", "nothing"]


def find_lean(segments: Segments, ink: Gray) -> Lean:
    """How the page leans: by its ruling lines where it has enough of them, else by its rows of text.

    ``ink`` is a mask (0 or 255) of dark pixels in the same frame as ``segments``.
    """
    long_side = float(max(ink.shape))
    by_rules = _by_segments(segments, long_side)
    points = ink_points(ink)
    if len(points) < 200:  # a few specks: no row of text
        return Lean(0.0 if by_rules is None else by_rules, "nothing" if by_rules is None else "rules")
    by_text = _by_profile(points, long_side)
    if by_rules is None:
        return Lean(by_text, "text")
    # Where the two disagree, the one under which the ink falls into sharper rows is right; rules are the more exact,
    # so that rows must be clearly sharper without them.
    sharpness = [_sharpness(points, angle, long_side) for angle in (by_rules, by_text)]
    return Lean(by_rules, "rules") if sharpness[0] >= 0.9 * sharpness[1] else Lean(by_text, "text")


def ink_points(ink: Gray) -> Floats:
    """A sample of the mask's pixels as points (n, 2), always the same for the same mask."""
    ys, xs = np.nonzero(ink)
    dice = np.random.default_rng(0)
    if len(xs) > _PROFILE_POINTS:
        chosen = dice.choice(len(xs), _PROFILE_POINTS, replace=False)
        xs, ys = xs[chosen], ys[chosen]
    # Anywhere within their pixels: the lattice of pixels has sharp rows of its own at no lean.
    return np.column_stack([xs, ys]) + dice.uniform(0.0, 1.0, (len(xs), 2))


def _by_segments(segments: Segments, long_side: float) -> float | None:
    if len(segments) == 0:
        return None
    angles, weights = quarter_angle(segments.angles_deg), segments.lengths
    n_bins = round(90 / _BIN_DEG)
    votes = np.bincount(((angles + 45.0) / _BIN_DEG).astype(int) % n_bins, weights, n_bins)
    smooth = votes + np.roll(votes, 1) + np.roll(votes, -1)
    peak = int(smooth.argmax())
    if smooth[peak] < _ENOUGH_LENGTH * long_side:
        return None
    offsets = quarter_angle(angles - ((peak + 0.5) * _BIN_DEG - 45.0))
    near = np.abs(offsets) <= _PEAK_REACH_DEG
    # LSD's error of direction falls with length, and the weight of its square with it.
    mean = np.average(offsets[near], weights=weights[near] ** 2)
    return float(quarter_angle((peak + 0.5) * _BIN_DEG - 45.0 + mean))


def _by_profile(points: Floats, long_side: float) -> float:
    """Coarse to fine: the angle of the sharpest rows (or columns) of ink.

    Heads that stand in steps beside one another are rows at a slant, too. Only fine bins tell them from rows of text,
    so that the best coarse angles are all followed.
    """
    coarse = np.arange(-44.0, 44.5, 1.0)
    followed = coarse[_highest_peaks(_expected_sharpness(points, coarse, long_side / 2), _FOLLOWED)]
    near = np.concatenate([angle + np.arange(-1.0, 1.1, 0.2) for angle in followed])
    best = near[int(np.argmax(_expected_sharpness(points, near, long_side)))]
    fine = best + np.arange(-0.4, 0.42, 0.04)
    return float(quarter_angle(fine[int(np.argmax(_expected_sharpness(points, fine, long_side)))]))


def _expected_sharpness(points: Floats, angles: Floats, bins: float) -> Floats:
    """The sharpness at each angle, less where pages rarely lean so far."""
    scores = np.array([_sharpness(points, angle, bins) for angle in angles])
    return np.asarray(scores * (1.0 - _RARITY * (angles / 45.0) ** 2), dtype=np.float64)


def _highest_peaks(scores: Floats, count: int) -> list[int]:
    """Where the highest of the values stand that are above both their neighbours, at most ``count`` of them."""
    padded = np.concatenate([[-np.inf], scores, [-np.inf]])
    peaks = np.flatnonzero((scores >= padded[:-2]) & (scores > padded[2:]))
    return [int(peak) for peak in peaks[np.argsort(-scores[peaks], kind="stable")][:count]]


def _sharpness(points: Floats, angle_deg: float, bins: float) -> float:
    """How unevenly ink falls into rows or columns, whichever is greater, when the page leans by the angle."""
    angle = np.radians(angle_deg)
    cos, sin = np.cos(angle), np.sin(angle)
    scale = bins / max(1.0, float(points.max()))
    across = np.array([[-sin, cos], [cos, sin]]) * scale
    rows, columns = (across @ points.T).astype(np.int32)
    return max(_unevenness(rows), _unevenness(columns))


def _unevenness(bins: np.ndarray) -> float:
    profile = np.bincount(bins - bins.min()).astype(np.float64)
    # The jump from three bins to the next three: rows of text and rules have sharp edges, shadows do not, and
    # single bins are noisy where a page holds few rows.
    return float(np.square(np.convolve(profile, _JUMP)).sum())
