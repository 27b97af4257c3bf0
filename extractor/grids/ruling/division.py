"""The division of a lattice into rectangles that agrees best with what was seen of its sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

BRANCH = 0.8
"""Log odds against a rule that ends on another one: most cells are as wide and as high as their neighbours."""

BEAM = 256
"""So many partial divisions are followed at once; where a page is clear, a handful is left of them."""

HOPELESS = 40.0
"""Log odds: a partial division so far behind the best never catches up."""


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """One value for each inner side of a lattice of ``rows`` x ``cols`` slots.

    ``across`` has shape (rows - 1, cols): entry (i, c) lies between the slots (i, c) and (i + 1, c).
    ``upright`` has shape (rows, cols - 1): entry (r, j) lies between the slots (r, j) and (r, j + 1).
    """

    across: Floats
    upright: Floats


def divided(odds: Sides) -> Sides:
    """1 for each inner side that is drawn and 0 for the others, of all divisions into rectangles the likeliest.

    ``odds`` are the log odds of each side being drawn. The slots are parted into rectangles where no corner has a
    rule that ends in nothing, or turns. Corners are passed row by row; of what was decided, only the sides under the
    corners passed and the one before the next corner bear on what follows, so that two ways there are compared at
    once.
    """
    rows, inner = odds.upright.shape
    walk = _Walk()
    for j in range(inner):
        walk.step(j + 1, float(odds.upright[0, j]))
    for i in range(rows - 1):
        walk.step(0, float(odds.across[i, 0]))
        for j in range(inner):
            walk.corner(j + 1, float(odds.across[i, j + 1]), float(odds.upright[i + 1, j]))
    return _sides(walk.best(), rows, inner)


class _Walk:
    """The partial divisions, best first, and how each came about.

    Bit 0 of a state is the side before the next corner, bit j the side above or below the corner j of a row.
    """

    def __init__(self) -> None:
        self.states: Ints = np.zeros(1, dtype=np.int64)
        self.scores: Floats = np.zeros(1)
        self.trail: list[tuple[Ints, Ints]] = []

    def step(self, bit: int, odds: float) -> None:
        """One side is drawn or not, whatever the others are."""
        drawn = np.array([0, 1], dtype=np.int64)
        cleared = self.states & ~np.int64(1 << bit)
        self._keep(cleared[:, None] | drawn << bit, self.scores[:, None] + drawn * odds, drawn)

    def corner(self, bit: int, odds_right: float, odds_down: float) -> None:
        """The sides right of and below a corner, given those left of and above it."""
        choices = np.array([0, 1, 2, 3], dtype=np.int64)
        right, down = choices & 1, choices >> 1
        left, up = self.states & 1, self.states >> bit & 1
        count = (left + up)[:, None] + right + down
        straight = (count == 2) & (up[:, None] == down)
        scores = self.scores[:, None] + right * odds_right + down * odds_down - np.where(count == 3, BRANCH, 0.0)
        scores = np.where((count == 0) | straight | (count >= 3), scores, -np.inf)
        cleared = self.states & ~np.int64(1 << bit | 1)
        self._keep(cleared[:, None] | right | down << bit, scores, choices)

    def best(self) -> list[int]:
        """The choices that led to the best division, in the order of the steps."""
        at, choices = int(self.scores.argmax()), []
        for parents, chosen in reversed(self.trail):
            choices.append(int(chosen[at]))
            at = int(parents[at])
        return choices[::-1]

    def _keep(self, states: Ints, scores: Floats, choices: Ints) -> None:
        """Of all ways to a state the best, and of those the best of all."""
        order = np.argsort(-scores, axis=None, kind="stable")
        flat, ranked = states.ravel()[order], scores.ravel()[order]
        near = ranked >= ranked[0] - HOPELESS
        flat, ranked, order = flat[near], ranked[near], order[near]
        _, first = np.unique(flat, return_index=True)
        first = np.sort(first)[:BEAM]
        self.states, self.scores, order = flat[first], ranked[first], order[first]
        self.trail.append((order // len(choices), choices[order % len(choices)]))


def _sides(choices: list[int], rows: int, inner: int) -> Sides:
    across, upright = np.zeros((rows - 1, inner + 1)), np.zeros((rows, inner))
    upright[0] = choices[:inner]
    for i in range(rows - 1):
        at = inner + i * (inner + 1)
        across[i, 0] = choices[at]
        corners = np.array(choices[at + 1 : at + 1 + inner], dtype=np.int64)
        across[i, 1:], upright[i + 1] = corners & 1, corners >> 1
    return Sides(across, upright)
