"""Known rules followed on through rows so tight that text leans on them: looked for where they must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.grids.ruling.bands import Grey
from extractor.grids.ruling.collinear import banded, covered
from extractor.grids.ruling.straightening import Course
from models.rule import Orientation, Rule

Flags = npt.NDArray[np.bool_]

SOLID = 0.92
"""Share of a stretch that must be dark along the rule's very line: text in it reaches 0.7."""

WORN, SOME = 0.4, 0.2
"""The shares of a stretch, and of each of its quarters, that are left at least of a rule where a seal was taken off: a
glyph leaves paper before and behind it."""

BESIDE, BARE = (0.2, 0.35, 0.5), 0.05
"""In glyph heights: how far to both sides of it there is paper, and the share of it that is dark at most: grain. A
glyph's stroke has others beside it."""

PAPER = 0.15
"""In glyph heights: what is beside a stretch is looked at from this far from the rules that it meets."""

COMPLETE = 0.75
"""Share of a stretch that found rules cover, from which on it needs no probing."""

ASIDE = 0.25
"""In glyph heights: pieces of one straightened rule stand this near to one line."""

LOW_ROW = 2.2
"""In glyph heights: in a row up to this high one glyph can bridge the rules above and below it."""

BRIDGED = 0.85
"""Share of the stretch across such a row that a glyph leaves dark at most; on a page of unbroken rules, where alone
this is looked for, a rule is dark all along."""

OVERHANG = 3.0
"""In glyph heights: so far beyond the last rule that it crosses a stroke in line with a rule may lengthen it: one of
the glyphs of a title, which are larger."""

TAIL = 0.3
"""The same, at least, of a stroke so short that a gap before such an end tells that it is no unbroken rule."""

REACH_PX = 1
"""The rule is looked for so many pixels up and down: its position is exact to half a pixel."""

TOUCH = 0.5
"""In glyph heights: a rule that stops this near to another ends on it."""


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """The page as seen along one direction, which is x here: so upright rules need it transposed.

    ``darkness`` in grey levels; ``own`` is the course of its rules, ``crossing`` of the others'.
    """

    orientation: Orientation
    darkness: Grey
    own: Course
    crossing: Course

    def dark(self, at: float, start: float, end: float, darkest: float) -> Flags:
        """Where the straightened stretch, pixel by pixel, is ``darkest`` or darker along its very line."""
        return self.depths(at, start, end) >= darkest

    def depths(self, at: float, start: float, end: float) -> Grey:
        """How dark the straightened stretch is, pixel by pixel, along its very line.

        Stretches as long have as many pixels, wherever they lie.
        """
        height, width = self.darkness.shape
        first = start + float(self.crossing.offset(at, start))
        xs = round(first) + np.arange(round(end - start))
        ys = np.rint(at + self.own.offset(xs.astype(np.float64), np.full(len(xs), at)) - 0.5).astype(int)
        rows = np.clip(ys[None, :] + np.arange(-REACH_PX, REACH_PX + 1)[:, None], 0, height - 1)
        return np.asarray(self.darkness[rows, np.clip(xs, 0, width - 1)].max(axis=0), dtype=np.uint8)

    def dark_share(self, at: float, start: float, end: float, darkest: float) -> float:
        """The share of the stretch that is."""
        return float(self.dark(at, start, end, darkest).mean())


def followed_rules(rules: Sequence[Rule], direction: Direction, glyph_px: float, *, darkest: float) -> tuple[Rule, ...]:
    """Stretches between two crossings, in line with a rule of ``rules``, that are solid all along or stand alone.

    ``rules`` in straightened pixels; a rule is at least ``darkest`` grey levels dark.
    """
    others = [rule for rule in rules if rule.orientation != direction.orientation]
    found: list[Rule] = []
    for band in banded([rule for rule in rules if rule.orientation == direction.orientation], ASIDE * glyph_px):
        at = float(np.average([rule.position for rule in band], weights=[rule.length for rule in band]))
        for start, end in pairwise(_crossings(at, others, glyph_px)):
            if end - start < glyph_px or covered(band, start, end) >= COMPLETE * (end - start):
                continue
            # the next of them: those of another table on the page may stand some pixels beside its line
            near = min(band, key=lambda rule: (max(rule.start - end, start - rule.end, 0.0), -rule.length))
            share = direction.dark_share(near.position, start, end, darkest)
            stretch = Rule(direction.orientation, near.position, start, end, near.thickness, share)
            if share >= SOLID or _stands_alone(stretch, direction, glyph_px, darkest):
                found.append(stretch)
    return tuple(found)


def without_bridges(
    rules: Sequence[Rule], direction: Direction, glyph_px: float, *, darkest: float
) -> tuple[Rule, ...]:
    """The rules of one direction, parted where only a glyph bridges the row between two of them, and ended where a
    glyph's stroke in line with one lengthens it, also beyond the outermost.

    The glyph keeps off the rules above and below it, so that the low stretch between two crossings is not solid.
    """
    others = [rule for rule in rules if rule.orientation != direction.orientation]
    own = (rule for rule in rules if rule.orientation == direction.orientation)
    crossed = ((rule, _crossings(rule.position, others, glyph_px)) for rule in own)
    return tuple(
        piece
        for rule, crossings in crossed
        for piece in _parted(
            _without_overhang(rule, direction, crossings, glyph_px, darkest), direction, crossings, glyph_px, darkest
        )
    )


def without_tails(
    rules: Sequence[Rule], evident: Sequence[Rule], direction: Direction, glyph_px: float, *, darkest: float
) -> tuple[Rule, ...]:
    """The rules, those of one direction that are not ``evident`` ended on the evident ones that they cross where what
    is left is the more unbroken: the middle stroke of 车 in a head stands in line with the rule under it.
    """
    others = [rule for rule in evident if rule.orientation != direction.orientation]
    result: list[Rule] = []
    for rule in rules:
        if rule.orientation != direction.orientation or rule in evident:
            result.append(rule)
            continue
        crossings = _crossings(rule.position, others, glyph_px)
        ended = _without_overhang(rule, direction, crossings, glyph_px, darkest, least=TAIL)
        share = direction.dark_share(ended.position, ended.start, ended.end, darkest)
        better = ended.length < rule.length and share > rule.strength
        result.append(replace(ended, strength=share) if better else rule)
    return tuple(result)


def at_rules(rule: Rule, others: Sequence[Rule], length: int, *, near: float, beyond: float) -> Flags:
    """Where, pixel by pixel along ``length`` pixels of a rule, it is as ``near`` as this to others that cross it or end
    within ``beyond`` of it. All in straightened pixels.
    """
    at = np.zeros(length, dtype=bool)
    for other in others:
        if other.start - beyond <= rule.position <= other.end + beyond:
            middle = other.position - rule.start
            at[max(0, round(middle - near)) : max(0, round(middle + near) + 1)] = True
    return at


def _stands_alone(stretch: Rule, direction: Direction, glyph_px: float, darkest: float) -> bool:
    """Whether a stretch between two crossings has ink in all its parts, and paper beside it."""
    at, start, end = stretch.position, stretch.start, stretch.end
    dark = direction.dark(at, start, end, darkest)
    if dark.mean() < WORN or any(part.mean() < SOME for part in np.array_split(dark, 4)):
        return False
    clear = PAPER * glyph_px
    sides = (side * away * glyph_px for away in BESIDE for side in (-1, 1))
    return all(direction.dark_share(at + off, start + clear, end - clear, darkest) <= BARE for off in sides)


def _without_overhang(
    rule: Rule,
    direction: Direction,
    crossings: Sequence[float],
    glyph_px: float,
    darkest: float,
    *,
    least: float = TOUCH,
) -> Rule:
    """The rule, ended at the first and the last other that it crosses where only a stroke beyond lengthens it, by more
    than the ``least``, in glyph heights.
    """

    def is_stroke(low: float, high: float) -> bool:
        hangs = least * glyph_px < high - low <= OVERHANG * glyph_px
        return hangs and direction.dark_share(rule.position, low, high, darkest) < BRIDGED

    inner = [at for at in crossings if rule.start <= at <= rule.end]
    if not inner or inner[0] == inner[-1]:  # what crosses but one other may end anywhere
        return rule
    start = inner[0] if is_stroke(rule.start, inner[0]) else rule.start
    return replace(rule, start=start, end=inner[-1] if is_stroke(inner[-1], rule.end) else rule.end)


def _parted(
    rule: Rule, direction: Direction, crossings: Sequence[float], glyph_px: float, darkest: float
) -> list[Rule]:
    reach = TOUCH * glyph_px
    pieces, start = [], rule.start
    for low, high in pairwise(crossings):
        inside = rule.start + reach < high and low < rule.end - reach
        low_row = glyph_px <= high - low <= LOW_ROW * glyph_px
        if inside and low_row and direction.dark_share(rule.position, low, high, darkest) < BRIDGED:
            pieces.append(replace(rule, start=start, end=max(start, low)))
            start = min(high, rule.end)
    pieces.append(replace(rule, start=start))
    return [piece for piece in pieces if piece.length >= glyph_px]


def _crossings(at: float, others: Sequence[Rule], glyph_px: float) -> list[float]:
    """Where rules of the other direction cross or meet the line, those of one rule counted once."""
    reach = TOUCH * glyph_px
    places = sorted(rule.position for rule in others if rule.start - reach <= at <= rule.end + reach)
    return [place for i, place in enumerate(places) if i == 0 or place - places[i - 1] > reach]
