"""Rows of a table whose rules do not show them: lines of text of which the wrapped ones are joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from statistics import fmean

import numpy as np

from extractor.grids.wording import is_listed, is_total
from models.median import median
from models.text import TextLine

SAME_ROW = 0.95
"""In text heights: lines whose middles are nearer than this overlap; a label of two lines stands so around its
figures."""

WRAPPED = 1.5
"""In text heights: the widest pitch of the lines of one label."""

TIGHTER = 0.12
"""In text heights: the lines of one label stand at least this much closer than rows, or there is no telling them."""

LEAST, USUAL = 1.38, 1.7
"""In text heights: the least pitch of rows, and the one where nothing tells it."""

TIGHTEST = 1.1
"""In text heights: the same where rules tell it; the boxes of text that was read are higher than it."""

ALIKE = 0.08
"""Share by which the pitches of two pairs of rows differ at most; one like no other is of rows that were read askew."""

LOOSE = 4.0
"""In text heights: rows of one line are no higher."""

LOWEST = 0.75
"""In text heights: a blank row is at least this high."""

UNEVEN = 0.2
"""In pitches of rows: how far from a whole number of them the room of blank rows may be."""

NEARER = 0.75
"""A label's line belongs to the side on which the next line is this much nearer than on the other."""

FEWEST_BANDS = 3
"""Rows that rules part at least where each has its own: a rule above the total makes two."""

LOST = 0.1
"""Share of the bands between rules with two rows in them at most: a rule that was not seen."""

Row = tuple[TextLine, ...]
IsFigures = Callable[[Row], bool]


def joined_rows(
    rows: Sequence[Row], has_figures: IsFigures, text_height: float, across: Sequence[float] = ()
) -> list[list[Row]]:
    """Lines of text, in order, that make up one row of the table each. No row holds two lines with figures, two items
    of a list under one another, or lines on both sides of a rule ``across`` the table; where rules stand between all
    rows, only they part them, but for a few of them that are lost.
    """
    bands = [sum(y < middle_of(row) for y in across) for row in rows]
    between = [[row for row, at in zip(rows, bands, strict=True) if at == band] for band in dict.fromkeys(bands)]
    several = [_are_several(band, has_figures, text_height) for band in between]
    if len(between) < FEWEST_BANDS or sum(several) > LOST * len(between):
        return _by_pitch(rows, bands, has_figures, text_height)
    result: list[list[Row]] = []
    for band, parted in zip(between, several, strict=True):
        result += _by_pitch(band, [0] * len(band), has_figures, text_height) if parted else [band]
    return result


def _by_pitch(rows: Sequence[Row], bands: Sequence[int], has_figures: IsFigures, text_height: float) -> list[list[Row]]:
    """Rows told by how far apart their lines stand. ``bands``: how many rules are above each line."""
    limit = _pitch_of_wrapped(rows, has_figures, text_height)
    pitches = [float("inf"), *(middle_of(b) - middle_of(a) for a, b in pairwise(rows)), float("inf")]
    result: list[list[Row]] = []
    for i, row in enumerate(rows):
        belongs_below = not has_figures(row) and pitches[i + 1] < NEARER * pitches[i]
        parted = i > 0 and not has_figures(rows[i - 1]) and pitches[i - 1] < NEARER * pitches[i]
        parted |= i > 0 and (bands[i] > bands[i - 1] or _begins_an_item(result[-1], row))
        if pitches[i] >= limit or belongs_below or parted or _full(result[-1], row, has_figures, text_height):
            result.append([row])
        else:
            result[-1].append(row)
    return result


def _are_several(band: Sequence[Row], has_figures: IsFigures, text_height: float) -> bool:
    """Whether lines between two rules are of several rows: figures of one stand on one level, however roughly read."""
    middles = [middle_of(row) for row in band if has_figures(row)]
    return len(middles) > 1 and max(middles) - min(middles) >= SAME_ROW * text_height


def _pitch_of_wrapped(rows: Sequence[Row], has_figures: IsFigures, text_height: float) -> float:
    usual = pitch_of(rows, has_figures, text_height)
    return max(SAME_ROW * text_height, min(usual - TIGHTER * text_height, WRAPPED * text_height))


def pitch_of(rows: Sequence[Row], has_figures: IsFigures, text_height: float, across: Sequence[float] = ()) -> float:
    """The pitch of rows of one line each: of the closest tenth of those with figures; where there is one, twice as far
    as from its middle to the next rule ``across`` the table; or the closest of all that stand further apart than
    wrapped lines; in page units.
    """
    together = (list(run) for figures, run in groupby(rows, has_figures) if figures)
    pitches = [b - a for run in together for a, b in pairwise(_levels(run, LOWEST * text_height))]
    if pitches:
        usual = [one for one in pitches if sum(abs(one - other) <= ALIKE * one for other in pitches) > 1]
        return float(np.percentile(usual or pitches, 10, method="lower"))
    alone = [middle_of(row) for row in rows if has_figures(row)]
    if len(alone) == 1 and across:
        near = min(abs(alone[0] - y) for y in across)
        if TIGHTEST * text_height <= 2 * near <= LOOSE * text_height:
            return 2 * near
    drops = [middle_of(b) - middle_of(a) for a, b in pairwise(rows)]
    least = min((drop for drop in drops if drop >= LEAST * text_height), default=USUAL * text_height)
    return least if least <= LOOSE * text_height else min(_drops(rows, text_height), default=USUAL * text_height)


def _levels(rows: Sequence[Row], lowest: float) -> list[float]:
    """The middles of rows; one for figures of a row that a bowed page sets on two levels, nearer than ``lowest``."""
    levels: list[list[float]] = []
    for row in rows:
        if levels and middle_of(row) - levels[-1][0] < lowest:
            levels[-1].append(middle_of(row))
        else:
            levels.append([middle_of(row)])
    return [fmean(level) for level in levels]


def _drops(rows: Sequence[Row], text_height: float) -> list[float]:
    """How far each text's middle is from that of the next one right under it, where it is no line of the same text:
    heads on levels of their own stand so in rows of the table.
    """
    lines = [line.box for row in rows for line in row]
    found: list[float] = []
    for upper in lines:
        under = [box for box in lines if box.y0 >= upper.y1 and min(box.x1, upper.x1) > max(box.x0, upper.x0)]
        found += [min(box.center[1] for box in under) - upper.center[1]] if under else []
    return [drop for drop in found if WRAPPED * text_height < drop <= LOOSE * text_height]


def _full(cluster: Sequence[Row], row: Row, has_figures: IsFigures, text_height: float) -> bool:
    """Whether a row has its figures already, not only some that were read on another level."""
    figures = [other for other in cluster if has_figures(other)]
    return has_figures(row) and any(middle_of(row) - middle_of(it) >= LOWEST * text_height for it in figures)


def _begins_an_item(cluster: Sequence[Row], row: Row) -> bool:
    """Whether the row has an item of a list under some text of the cluster, or a total under a total."""
    above = [line for other in cluster for line in other]
    return any(
        (is_listed(line.text) or (is_total(line.text) and is_total(upper.text)))
        and min(line.box.x1, upper.box.x1) > max(line.box.x0, upper.box.x0)
        for line in row
        for upper in above
    )


def middle_of(row: Row) -> float:
    """The height at which most of the row's lines stand."""
    return median([line.box.center[1] for line in row])


def edges_between(
    rows: Sequence[Sequence[Row]], horizontals: Sequence[float], text_height: float, pitch: float = float("inf")
) -> list[tuple[float, ...]]:
    """The edges between neighbouring rows: the rule where there is one, or else halfway; several with blank rows
    between them, which rules show, or the ``pitch`` of rows.
    """
    edges: list[tuple[float, ...]] = []
    for above, below in pairwise(rows):
        foot = max(line.box.y1 for row in above for line in row)
        top = min(line.box.y0 for row in below for line in row)
        last, first = middle_of(above[-1]), middle_of(below[0])
        ruled = with_blank_rows(last, rules_apart(last, first, horizontals, text_height), first, pitch)
        edges.append(ruled or ((foot + top) / 2,))
    return edges


def with_blank_rows(last: float, ruled: Sequence[float], first: float | None, pitch: float) -> tuple[float, ...]:
    """The edges between the middles of two rows: the rules, and those of blank rows where there is room for whole ones.

    ``first`` is None for the last row of a table; nothing where neither rules nor room tell.
    """
    if not np.isfinite(pitch):
        return tuple(ruled)
    stops = [last + pitch / 2, *ruled, *(() if first is None else (first - pitch / 2,))]
    blank = [_whole((below - above) / pitch) for above, below in pairwise(stops)]
    inner = {above + pitch * i for above, n in zip(stops, blank, strict=False) for i in range(1, n)}
    inner |= {stops[0]} if blank and blank[0] else set()
    inner |= {stops[-1]} if first is not None and blank[-1] else set()
    return tuple(sorted({*ruled, *inner}))


def _whole(room: float) -> int:
    """How many blank rows take so much room, in pitches of rows; 0 for room that no number of whole rows takes."""
    whole = round(room)
    return whole if abs(room - whole) <= UNEVEN and whole > 0 else 0


def blank_rows_over(first: Row, horizontals: Sequence[float], text_height: float) -> tuple[float, ...]:
    """The edges of blank rows with which a table goes on overleaf, and of the first row under them; none without any:
    one rule over the first row is its own.
    """
    edges = rules_apart(float("-inf"), middle_of(first), horizontals, text_height)
    return edges if len(edges) > 1 else ()


def rules_apart(low: float, high: float, horizontals: Sequence[float], text_height: float) -> tuple[float, ...]:
    """The rules between two heights that leave room for a row between them."""
    found: list[float] = []
    for y in sorted(horizontals):
        if low < y < high and (not found or y - found[-1] >= LOWEST * text_height):
            found.append(y)
    return tuple(found)
