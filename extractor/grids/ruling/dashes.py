"""Dashed rules, their gaps filled, so that every later step sees them as drawn through. Lengths here are in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.grids.ruling.bands import Bands, Floats, Grey, runs_of
from models.components import Components
from models.median import median

Flags = npt.NDArray[np.bool_]
Stretch = tuple[int, int]
"""First column and the one after the last."""

LONG = 8.0
"""In glyph heights: dashes are learnt from rules at least this long, in which chance makes no pattern."""

FEWEST = 5
"""Gaps that such a rule has at least."""

LIKE = 2.0
"""Pixels by which the dashes, or the gaps, of one pen differ on a scan."""

REGULAR = 0.7
"""Share of a rule's gaps, and of its dashes, that must be alike; crossing rules and print beside it make the others."""

LONGEST = 0.7
"""In glyph heights: no dash is as long as the stroke of a 一; longer ones belong to a row of glyphs."""

FLANK = 0.35
"""In glyph heights: the strip beside a rule that is looked at for the other strokes of glyphs."""

BARE = 0.6
"""Share of the length of a regular rule that must have paper there on both sides."""

BARE_SIDE = 0.9
"""The same share on one side of a rule of the dashes that were learnt, and as long: text may begin at it in every row.
The uppermost strokes of a row of glyphs have paper above them too, so that nothing is learnt of such."""

LEAN = 3
"""Pixels that a rule of a straightened page strays from its main row, up and down."""

OFF = 1.5
"""Pixels that a dash stands away from the line through the others at most; the feet of glyphs on it do more."""

ENOUGH = 20.0
"""In glyph heights: so much of regular rules a page must have in all for it to have dashed ones."""

CERTAIN = 0.9
"""The same share in a rule that runs on between two texts: they may stand as near to it as the strokes of a glyph; and
in one whose dashes begin anew in every row."""

REGULAR_BETWEEN = 0.6
"""Share of the dashes of such a rule that are whole and no more than that: the others meet at corners."""

OWN = 0.4
"""Share of a rule's dashes, and of its gaps, that lie between corners, from which on those alone are looked at."""


@dataclass(frozen=True, slots=True)
class Dashes:
    """The lengths of the dashes and of the gaps between them."""

    dash: float
    gap: float


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """A long run of pixels that closed gaps make one: ``x`` its first column, per column the darkest ``rows`` of the
    page, ``ends`` of its dashes as (start, end) columns from ``x``, and their ``darkness``.
    """

    x: int
    rows: Floats
    ends: tuple[Stretch, ...]
    darkness: float

    @property
    def dashes(self) -> Floats:
        """The lengths of all dashes but the first and the last, which may be cut."""
        return np.array([end - start for start, end in self.ends[1:-1]], dtype=np.float64)

    @property
    def gaps(self) -> Floats:
        return np.array([second[0] - first[1] for first, second in pairwise(self.ends)], dtype=np.float64)


def dashes_of(views: Sequence[Bands], glyph_px: float) -> Dashes | None:
    """How the page's rules are dashed, or None where none are. ``views``: along x and, transposed, along y."""
    long = [
        run
        for bands in views
        for run in _runs(bands, LONG * glyph_px)
        if len(run.gaps) >= FEWEST
        and _alike(run.gaps) >= REGULAR
        and _alike(run.dashes) >= REGULAR
        and np.median(run.dashes) <= LONGEST * glyph_px
        and _bare(run, bands, glyph_px)[0] >= BARE
    ]
    if sum(len(run.rows) for run in long) < ENOUGH * glyph_px:
        return None
    return Dashes(
        dash=float(np.median(np.concatenate([run.dashes for run in long]))),
        gap=float(np.median(np.concatenate([run.gaps for run in long]))),
    )


def joined(bands: Bands, dashes: Dashes, glyph_px: float) -> Bands:
    """The bands with the gaps of the runs that are dashed so filled with the shade of their dashes."""
    darkness, seen = bands.darkness.copy(), bands.seen.copy()
    for run in _runs(bands, glyph_px):
        corners = _corners(run, bands)
        certain = _is_certain(run, dashes, corners, glyph_px)
        # the dashes on which a glyph leans are not in line, so that one gap reaches over it
        widest = glyph_px + 2 * dashes.gap if certain else dashes.gap + LIKE
        both_sides, better_side = _bare(run, bands, glyph_px)
        is_long = len(run.rows) >= LONG * glyph_px
        bare = both_sides >= BARE or (is_long and better_side >= BARE_SIDE)
        anew = is_long and better_side >= BARE_SIDE and _begins_anew(run, dashes)
        if not certain and not anew and not _is_dashed(run, dashes, corners, bare=bare):
            continue
        for first, second in pairwise(run.ends):
            left, right = first[1], second[0]
            whole = [_is_dash(end, dashes) or _is_met(end, dashes, corners) for end in (first, second)]
            beside = anew or any(whole) or _is_drawn_twice((left, right), (first, second), dashes)
            between = certain and all(whole)
            # print on the rule's line is no part of it
            in_print = not between and _in_print(run, left, right, bands, glyph_px)
            if right - left > widest or not beside or in_print:
                continue
            for column in range(left, right):
                share = (column - left + 1) / (right - left + 1)
                row = round((1 - share) * run.rows[left - 1] + share * run.rows[right])
                place = slice(max(0, row - 1), row + 2), run.x + column
                darkness[place] = np.maximum(darkness[place], int(run.darkness))
                seen[place] = 1
    return replace(bands, darkness=darkness, seen=seen)


def _is_dashed(run: _Run, dashes: Dashes, corners: Flags, *, bare: bool) -> bool:
    """Whether gaps and dashes are like the page's.

    Those at the corners of cells need not be where paper is beside the run: there dashes begin anew, so that one is cut
    and meets the next, or the gap before it is.
    """
    gaps = [(first[1], second[0]) for first, second in pairwise(run.ends)]
    inner = run.ends[1:-1]
    whole = [dash for dash in inner if _is_dash(dash, dashes) or (bare and _is_drawn_twice(dash, gaps, dashes))]
    clear = [gap for gap in gaps if _is_gap(gap, dashes) or (bare and _is_drawn_twice(gap, run.ends, dashes))]
    at = corners if bare else np.zeros_like(corners)
    return _are_most(clear, gaps, at) and _are_most(whole, inner, at)


def _begins_anew(run: _Run, dashes: Dashes) -> bool:
    """Whether no dash of a run is shorter than the page's, and no gap longer: each row's side is drawn by itself, so
    that the last dash of one meets the first of the next, which text beside the rule hides.
    """
    inner = run.ends[1:-1]
    long = [_length(dash) >= dashes.dash - LIKE for dash in inner]
    near = [second[0] - first[1] <= dashes.gap + LIKE for first, second in pairwise(run.ends)]
    return dashes.dash > 2 * LIKE and sum(long) >= CERTAIN * len(long) and sum(near) >= CERTAIN * len(near)


def _is_certain(run: _Run, dashes: Dashes, corners: Flags, glyph_px: float) -> bool:
    """Whether a run is so long and so regular that no row of glyphs could be it; dashes meet at the corners of cells,
    in low rows at every third one.
    """
    inner = run.ends[1:-1]
    alike = [_is_dash(dash, dashes) for dash in inner]
    met = [_is_met(dash, dashes, corners) for dash in inner]
    gaps = [_is_gap((first[1], second[0]), dashes) for first, second in pairwise(run.ends)]
    regular = [*(one or other for one, other in zip(alike, met, strict=True)), *gaps]
    return (
        len(run.rows) >= LONG * glyph_px
        and sum(alike) >= REGULAR_BETWEEN * len(alike)
        and sum(regular) >= CERTAIN * len(regular)
    )


def _is_dash(stretch: Stretch, dashes: Dashes) -> bool:
    return abs(_length(stretch) - dashes.dash) <= LIKE


def _is_gap(stretch: Stretch, dashes: Dashes) -> bool:
    return abs(_length(stretch) - dashes.gap) <= LIKE


def _is_drawn_twice(stretch: Stretch, others: Sequence[Stretch], dashes: Dashes) -> bool:
    """Whether a dash and the gap beside it, in either order, are as long as usual in all: so two rules on one another
    are, of cells that begin in different places.
    """
    beside = [_length(other) for other in others if other[0] == stretch[1] or other[1] == stretch[0]]
    return any(abs(_length(stretch) + length - dashes.dash - dashes.gap) <= LIKE for length in beside)


def _are_most(like: Sequence[Stretch], parts: Sequence[Stretch], corners: Flags) -> bool:
    own = [part for part in parts if not corners[max(0, part[0] - 1) : part[1] + 1].any()]
    judged = own if len(own) >= OWN * len(parts) else parts
    return sum(part in like for part in judged) >= REGULAR * len(judged)


def _is_met(dash: Stretch, dashes: Dashes, corners: Flags) -> bool:
    """Whether two dashes meet at a corner."""
    return _length(dash) <= 2 * dashes.dash + LIKE and bool(corners[dash[0] : dash[1]].any())


def _length(stretch: Stretch) -> int:
    return stretch[1] - stretch[0]


def _corners(run: _Run, bands: Bands) -> Flags:
    """For each column of the run, whether ink leaves it upwards or downwards."""
    columns = np.arange(len(run.rows))
    offsets = np.array([-LEAN - 2, -LEAN - 1, LEAN + 1, LEAN + 2])[:, None]
    rows = np.clip(run.rows + offsets, 0, len(bands.darkness) - 1).astype(int)
    return np.asarray((bands.darkness[rows, run.x + columns] >= run.darkness / 2).any(axis=0))


def _in_print(run: _Run, left: int, right: int, bands: Bands, glyph_px: float) -> bool:
    """Whether a gap has ink above and below it, as between the strokes of glyphs."""
    row = round((run.rows[left - 1] + run.rows[right]) / 2)
    reach = round(LEAN + 1 + FLANK * glyph_px)
    columns = slice(run.x + left, run.x + right)
    sides = slice(max(0, row - reach), max(0, row - LEAN)), slice(row + LEAN + 1, row + reach + 1)
    return all(bool((bands.darkness[rows, columns] >= run.darkness / 2).any()) for rows in sides)


def _alike(lengths: Floats) -> float:
    """The share of lengths near their median."""
    return float((np.abs(lengths - np.median(lengths)) <= LIKE).mean()) if len(lengths) else 0.0


def _bare(run: _Run, bands: Bands, glyph_px: float) -> tuple[float, float]:
    """The shares of the dashes' columns without ink beside them: on both sides, and on the better one."""
    columns = np.concatenate([np.arange(start, end) for start, end in run.ends])
    beside = np.arange(LEAN + 1, LEAN + 2 + FLANK * glyph_px)
    sides = []
    for offsets in (-beside[:, None], beside[:, None]):
        rows = np.clip(run.rows[columns] + offsets, 0, len(bands.darkness) - 1).astype(int)
        sides.append((bands.darkness[rows, run.x + columns] < run.darkness / 2).all(axis=0))
    return float(np.logical_and(*sides).mean()), float(max(side.mean() for side in sides))


def _runs(bands: Bands, shortest: float) -> Iterator[_Run]:
    """The runs of the bands that are interrupted at all."""
    pieces = Components.of(bands.runs)
    for label in range(1, len(pieces)):
        x, y, width, height = (int(value) for value in pieces.stats[label, :4])
        if width < shortest:
            continue
        mask = pieces.labels[y : y + height, x : x + width] == label
        run = _run(mask, bands.darkness[y : y + height, x : x + width], x, y)
        if run is not None:
            yield run


def _run(mask: Flags, darkness: Grey, x: int, y: int) -> _Run | None:
    main = int(mask.sum(axis=1).argmax())
    first = max(0, main - LEAN)
    near = np.where(mask, darkness, 0)[first : main + LEAN + 1]
    deepest = near.max(axis=0)
    dark = float(np.percentile(deepest, 75))
    ends = tuple(runs_of(deepest >= dark / 2))
    if len(ends) < 2:
        return None
    peak = near.argmax(axis=0)
    rows = peak.astype(np.float64) + first + y
    middle = _middle(near, peak)
    levels = np.array([median(middle[start:end]) for start, end in ends])
    middles = np.array([(start + end) / 2 for start, end in ends])
    straight = tuple(end for end, off in zip(ends, _off_line(middles, levels), strict=True) if off <= OFF)
    return _Run(x, rows, straight, dark) if len(straight) > 1 else None


def _middle(near: Grey, peak: npt.NDArray[np.intp]) -> Floats:
    """Per column the row of a rule's middle, between its darkest row and the rows beside that, by their darkness: which
    of a rule's two rows is the darker one changes from dash to dash.
    """
    depths = np.clip(peak + np.arange(-1, 2)[:, None], 0, len(near) - 1)
    weights = near[depths, np.arange(near.shape[1])].astype(np.float64)
    return np.asarray((depths * weights).sum(axis=0) / np.maximum(1.0, weights.sum(axis=0)), dtype=np.float64)


def _off_line(xs: Floats, ys: Floats) -> Floats:
    """How far each point is off the straight line through most of them: slopes between points half the run apart."""
    half = len(xs) // 2
    slope = float(np.median((ys[half:] - ys[: len(ys) - half]) / (xs[half:] - xs[: len(xs) - half]))) if half else 0.0
    rest = ys - slope * xs
    return np.asarray(np.abs(rest - np.median(rest)), dtype=np.float64)
