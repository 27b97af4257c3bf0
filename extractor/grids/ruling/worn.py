"""Worn rules: scraps of ink put together along whole lines, where each scrap alone says nothing.

A person sees a rule broken into dashes at once, because the dashes lie in one line over the table's whole height,
and because they are met where the rule crosses others: text never stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extractor.grids.ruling.bands import Floats
from extractor.grids.ruling.collinear import banded, covered, merged
from extractor.grids.ruling.division import Sides, divided
from extractor.grids.ruling.tracing import RIM, View
from extractor.grids.ruling.worn_open import is_evident
from models.rule import Orientation, Rule

WHOLE = 0.97
"""Share of their length that the rules of a page are inked, from which on none of them is worn: scraps between them
are print of the other side, or text."""

ASIDE = 0.3
"""In glyph heights: scraps of one straightened rule stand this near to one line; ragged ones stray a little."""

GAP = 3.0
"""In glyph heights: the widest gap in a worn rule that is still bridged."""

SHORTEST = 4.0
"""In glyph heights: a line of scraps is at least this long; two rows of a table."""

INKED = 0.35
"""Share of a line's length that its scraps cover."""

CROSSING = 0.35
"""In glyph heights: around a crossing, text keeps this distance from either rule."""

CROSSED = 0.3
"""Share of a line's crossings that must be inked. Figures or dashes in one column or row leave them all blank."""

PRESENT = 0.3
"""Share of the stretch between two crossings that must be inked for the rule to be there."""

USUAL = (0.4, 0.9)
"""Bounds of the share of a worn rule that is inked: less is not seen as one, more is a whole one."""

CROWDED_ACROSS, CROWDED_UPRIGHT = 0.1, 0.01
"""Part of a drawn side's ink that looks crowded: in tight rows text stands close above and below a rule, but text is
hardly ever close on the left and on the right at once."""

PALER = 0.55
"""Inked share of a side where a rule is worn the most, relative to the page's usual one."""

SELDOM = -2.5
"""Log odds of such a side against a usual one."""

PAPER = (0.04, 0.005)
"""Shares, inked and crowded, of a line over blank paper: specks. Grain makes them larger, alike."""

BESIDE = 0.5
"""In glyph heights: so far beside an upright rule there is most often paper; text of tight rows stands nearer to those
across."""

TEXT = (0.35, 0.25)
"""Shares, inked and crowded, of a line through text."""

RARER = -3.0
"""Log odds of text against paper where nothing is drawn."""

PARTS = 3
"""A side is looked at in so many parts: a centred text has paper before it and after it, a rule is inked all along."""

MOST_LOOKS = 8.0
"""In glyph heights: a side is worn in patches; a longer one that is blank all along says no more than so many."""

FAINT = 0.05
"""The least strength of a side of which nothing may be left to see."""

LOOKS = 1.5
"""Independent looks that one glyph height of a side gives."""

DARKER = 2.5
"""Darkness of a glyph's ink, relative to the usual one of a worn rule, whose best patches are twice as dark."""

SNAP = 0.5
"""In glyph heights: lines nearer than this are one edge; a row holds a line of text."""

COMPLETE = 0.75
"""Share of a stretch that found rules cover, from which on it needs no completion."""


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """Found rules and all pieces, scraps among them, in one line, and the stretch that they make up."""

    position: float
    start: float
    end: float
    rules: tuple[Rule, ...]
    pieces: tuple[Rule, ...]

    @property
    def inked_length(self) -> float:
        return covered(self.pieces, self.start, self.end)

    def inked(self, start: float, end: float) -> float:
        return covered(self.pieces, start, end) / (end - start)


def worn_rules(
    found: Sequence[Rule], scraps: Sequence[Rule], views: Sequence[View], glyph_px: float, dark: float
) -> tuple[Rule, ...]:
    """What ``found`` lacks: sides of cells where scraps in one line, and the sides around them, speak for a rule.

    ``dark``: the usual darkness of the page's rules. The others in straightened pixels; pieces of one line within
    ``ASIDE`` of one position. Lines are looked for again once the first sides are known: they are crossings for others.
    """
    first = _worn(found, scraps, views, glyph_px, dark)
    return (*first, *_worn((*found, *first), scraps, views, glyph_px, dark))


def _worn(
    found: Sequence[Rule], scraps: Sequence[Rule], views: Sequence[View], glyph_px: float, dark: float
) -> tuple[Rule, ...]:
    across = _lines(found, scraps, "horizontal", glyph_px)
    upright = _lines(found, scraps, "vertical", glyph_px)
    sure_across = [line for line in across if _is_crossed(line, upright, glyph_px)]
    sure_upright = [line for line in upright if _is_crossed(line, across, glyph_px)]
    view = {view.orientation: view for view in views}
    return tuple(
        rule
        for table_across, table_upright in _tables(sure_across, sure_upright, glyph_px)
        for rule in _completed(table_across, table_upright, views, glyph_px, dark)
        if _covered(rule, found, glyph_px) < COMPLETE * rule.length and not view[rule.orientation].is_print(rule)
    )


def usual_ink(rules: Sequence[Rule]) -> float:
    """The share of their length that all rules together are inked; 1 without any."""
    length = sum(rule.length for rule in rules)
    return sum(rule.length * rule.strength for rule in rules) / length if length else 1.0


def _lines(found: Sequence[Rule], scraps: Sequence[Rule], orientation: Orientation, glyph_px: float) -> list[_Line]:
    rules = [rule for rule in found if rule.orientation == orientation]
    bits = [replace(scrap, strength=1.0) for scrap in scraps if scrap.orientation == orientation]
    lines: list[_Line] = []
    for band in banded([*rules, *bits], ASIDE * glyph_px):
        for whole in merged(band, aside=float("inf"), gap=GAP * glyph_px):
            pieces = tuple(rule for rule in band if whole.start <= rule.start and rule.end <= whole.end)
            known = tuple(rule for rule in rules if rule in pieces)
            long = whole.length >= SHORTEST * glyph_px
            if known or (long and covered(pieces, whole.start, whole.end) >= INKED * whole.length):
                lines.append(_Line(whole.position, whole.start, whole.end, known, pieces))
    return lines


def _is_crossed(line: _Line, others: Sequence[_Line], glyph_px: float) -> bool:
    """Whether a line is inked where it crosses or meets others."""
    if is_evident(line.inked_length, line.end - line.start, glyph_px):
        return True
    reach = CROSSING * glyph_px
    shares = [line.inked(at - reach, at + reach) for at in _crossings(line, others, glyph_px)]
    return bool(shares) and sum(shares) >= CROSSED * len(shares)


def _cross(line: _Line, other: _Line, glyph_px: float) -> bool:
    near = GAP * glyph_px
    return (
        line.start - near <= other.position <= line.end + near
        and other.start - near / 2 <= line.position <= other.end + near / 2
    )


def _crossings(line: _Line, others: Sequence[_Line], glyph_px: float) -> list[float]:
    return sorted(other.position for other in others if _cross(line, other, glyph_px))


def _tables(
    across: Sequence[_Line], upright: Sequence[_Line], glyph_px: float
) -> list[tuple[list[_Line], list[_Line]]]:
    """The lines that cross one another, table by table."""
    tables: list[tuple[list[_Line], list[_Line]]] = []
    for line in across:
        mine = [other for other in upright if _cross(line, other, glyph_px)]
        joined = [table for table in tables if any(other in table[1] for other in mine)]
        uprights = [*dict.fromkeys([*mine, *(other for table in joined for other in table[1])])]
        tables = [table for table in tables if table not in joined]
        tables.append(([line, *(other for table in joined for other in table[0])], uprights))
    return [table for table in tables if len(table[0]) > 1 and len(table[1]) > 1]


def _completed(
    across: Sequence[_Line], upright: Sequence[_Line], views: Sequence[View], glyph_px: float, dark: float
) -> list[Rule]:
    ys, xs = _edges(across, glyph_px), _edges(upright, glyph_px)
    if len(ys) < 2 or len(xs) < 2:
        return []
    over, down = views
    seen_across, seen_upright = _seen(over, ys, xs, glyph_px, dark), _seen(down, xs, ys, glyph_px, dark)
    share_across, share_upright = seen_across[0].mean(axis=-1), seen_upright[0].mean(axis=-1)
    both = np.concatenate([share_across.ravel(), share_upright.ravel()])
    drawn = both[both >= PRESENT]
    usual = float(np.clip(np.median(drawn), *USUAL)) if len(drawn) else USUAL[0]
    inked = float(np.clip(_inked_beside(down, xs, ys, glyph_px, dark), PAPER[0], TEXT[0]))
    grain = inked, inked * PAPER[1] / PAPER[0]
    odds_across = _odds(*seen_across, np.diff(xs)[None, :] / glyph_px, (usual, CROWDED_ACROSS), grain)
    odds_upright = _odds(*seen_upright, np.diff(ys)[None, :] / glyph_px, (usual, CROWDED_UPRIGHT), grain)
    sides = divided(Sides(odds_across[1:-1], odds_upright[1:-1].T))
    whole = [odds_across[:1] > 0, sides.across, odds_across[-1:] > 0]
    tall = [odds_upright[:1] > 0, sides.upright.T, odds_upright[-1:] > 0]
    return [
        *_drawn(np.concatenate(whole), share_across, ys, xs, "horizontal"),
        *_drawn(np.concatenate(tall), share_upright, xs, ys, "vertical"),
    ]


def _covered(side: Rule, found: Sequence[Rule], glyph_px: float) -> float:
    near = ASIDE * glyph_px
    same = [r for r in found if r.orientation == side.orientation and abs(r.position - side.position) <= near]
    return covered(same, side.start, side.end)


def _drawn(
    sides: Floats, share: Floats, at: Sequence[float], between: Sequence[float], orientation: Orientation
) -> list[Rule]:
    return [
        Rule(orientation, position, start, end, strength=max(float(share[i, k]), FAINT))
        for i, position in enumerate(at)
        for k, (start, end) in enumerate(pairwise(between))
        if sides[i, k]
    ]


def _edges(lines: Sequence[_Line], glyph_px: float) -> list[float]:
    """The lines' positions, those of one edge made one, by weight of ink."""
    edges: list[list[_Line]] = []
    for line in sorted(lines, key=lambda item: -item.inked_length):
        near = [edge for edge in edges if abs(edge[0].position - line.position) <= SNAP * glyph_px]
        if near:
            near[0].append(line)
        else:
            edges.append([line])
    return sorted(
        float(np.average([line.position for line in edge], weights=[line.inked_length for line in edge]))
        for edge in edges
    )


def _seen(
    view: View, at: Sequence[float], between: Sequence[float], glyph_px: float, usual: float
) -> tuple[Floats, Floats]:
    """Entry (i, k, p) of either: the inked, and the crowded, share of part p of the line at edge i between the edges k
    and k + 1.
    """
    shape = len(at), len(between) - 1, PARTS
    inked, crowded = np.zeros(shape), np.zeros(shape)
    rim = RIM * glyph_px
    for i, position in enumerate(at):
        trace = view.trace(position, between[0], between[-1])
        trace = trace.without_darker(DARKER * max(usual, trace.usual_darkness()), view.spread_px)
        for k, (start, end) in enumerate(pairwise(between)):
            for p, (first, last) in enumerate(pairwise(np.linspace(start + rim, end - rim, PARTS + 1))):
                inked[i, k, p], crowded[i, k, p] = trace.shares(first, last)
    return inked, crowded


def _inked_beside(view: View, at: Sequence[float], between: Sequence[float], glyph_px: float, dark: float) -> float:
    """The inked share that is usual beside the edges ``at``, of stretches from one edge ``between`` to the next."""
    beside = [position + side * BESIDE * glyph_px for position in at for side in (-1, 1)]
    return float(np.median(_seen(view, beside, between, glyph_px, dark)[0].mean(axis=-1)))


def _odds(
    inked: Floats, crowded: Floats, length: Floats, usual: tuple[float, float], grain: tuple[float, float]
) -> Floats:
    """The log odds of sides being drawn, from their shares; length in glyph heights, shape as theirs.

    The likelier of the two other things that may be there counts: paper, or text. ``usual`` is the inked share of the
    page's drawn sides, and the crowded part of it; ``grain`` the shares, inked and crowded, of its paper.
    """
    looks = np.minimum(length - 2 * RIM, MOST_LOOKS)[..., None] * LOOKS / PARTS

    def likelihood(of_ink: float, of_text: float) -> Floats:
        blank = np.log(1 - of_ink - of_text) * (1 - inked - crowded)
        return np.asarray(looks * (np.log(of_ink) * inked + np.log(of_text) * crowded + blank), dtype=np.float64)

    def drawn(share: float) -> Floats:
        return likelihood(share * (1 - usual[1]), share * usual[1])

    paper, text = likelihood(*grain), likelihood(*TEXT)
    other = np.maximum(paper.sum(axis=-1), np.maximum(paper, text).sum(axis=-1) + RARER)
    rule = np.maximum(drawn(usual[0]).sum(axis=-1), drawn(PALER * usual[0]).sum(axis=-1) + SELDOM)
    return np.asarray(rule - other, dtype=np.float64)
