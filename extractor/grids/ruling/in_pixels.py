"""Ruling lines in the pixels of an upright page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractor.grids.ruling.bands import Bands, Grey, dark_bands, glyph_height
from extractor.grids.ruling.collinear import merged
from extractor.grids.ruling.dashes import dashes_of, joined
from extractor.grids.ruling.ends import are_strokes, is_beyond_end, lands, left_open, reach, without_strays
from extractor.grids.ruling.parting import parted_at_gaps
from extractor.grids.ruling.probing import Direction, followed_rules, without_bridges, without_tails
from extractor.grids.ruling.scraps import Scraps, scraps_along_x
from extractor.grids.ruling.stems import without_stems
from extractor.grids.ruling.straightening import Course, common_course
from extractor.grids.ruling.strokes import SHOWING_THROUGH, Stroke, strokes_along_x
from extractor.grids.ruling.through_print import clear_of_print
from extractor.grids.ruling.tracing import View
from extractor.grids.ruling.uneven import without_uneven
from extractor.grids.ruling.worn import WHOLE, usual_ink, worn_rules
from extractor.grids.ruling.worn_open import open_rules
from models.both import Both, in_turn
from models.median import median
from models.page import Raster
from models.rule import Orientation, Rule

ASIDE = 0.25
"""In glyph heights: pieces of one straightened rule stand this near to one line."""

GAP = 0.8
"""In glyph heights: a break in a rule up to this long is a fault of the print or the scan."""

SELF_EVIDENT = 5.0
"""In glyph heights: an unbroken stroke this long is a rule by itself; a shorter one must end on others."""

UNBROKEN = 0.93
"""Strength from which a stroke counts as unbroken. The strokes of 一一一 in a row reach 0.9."""

IN_LINE = 0.85
"""Strength, relative to that of the page's long rules, that a short stroke in line with one of them must have."""

LOOSE = 0.1
"""Share of the rules' ends that lie on no other rule, from which on worn ones are looked for although those that were
found are unbroken: where the palest were not found at all, the others end in nothing."""

PRINTED = 0.75
"""Share of the length of all strokes: the stroke that it reaches is printed on this side, even where half of them show
through from the other one."""

HALF = 0.5
"""Darkness, relative to the page's usual rule, that counts as a rule's where one is looked for."""

CHAIN = 12.0
"""In glyph heights: broken pieces in one line with this much ink between them are a rule."""

CHAIN_GAP = 2.5
"""In glyph heights: the widest gap between two pieces of such a chain."""

CHAIN_INK = 0.68
"""Share of a chain's length with ink; a worn rule has lost up to a third."""

LONG = 15.0
"""In glyph heights: a stroke this long is a rule even where it is broken or dashed."""

ENCLOSED = 0.45
"""Share of a short stroke that has ink near on both sides, from which on it is a glyph's. A rule between
two cells of text has up to 0.4 in the tightest rows."""

ENCLOSED_IN_LINE = 0.6
"""The same for a stroke that is long, or lies in line with a long one."""


def find_rules(raster: Raster, both: Both = in_turn) -> tuple[Rule, ...]:
    """The rules of an upright, cleaned page, in its page units.

    The lean and bow that the page's rules share are taken out: a rule stands where it crosses the middle of the
    page, so that its pieces have one position and its ends meet the rules that they meet on paper. ``strength``
    is the share of the length where ink was seen. Short strokes count only between other rules: so those of
    glyphs, underlines of a word, and arcs of seals are left out.
    """
    grey = np.asarray(cv2.cvtColor(raster.pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    height, width = grey.shape
    glyph_px = glyph_height(grey)
    bands_across, bands_upright = _bands(grey, glyph_px, both)
    across, upright = both(
        lambda: strokes_along_x(bands_across, glyph_px), lambda: strokes_along_x(bands_upright, glyph_px)
    )
    faintest = SHOWING_THROUGH * _usual(_darknesses((*across, *upright)), PRINTED)
    across, upright = (tuple(s for s in strokes if s.darkness >= faintest) for strokes in (across, upright))
    usual = _usual(_darknesses((*across, *upright)))
    course_across = common_course(across, width, height, glyph_px)
    course_upright = common_course(upright, height, width, glyph_px)
    rules = [
        *(_rule(stroke, "horizontal", course_across, course_upright) for stroke in across),
        *(_rule(stroke, "vertical", course_upright, course_across) for stroke in upright),
    ]
    strokes = (*across, *upright)
    rules = [
        rule
        for rule, stroke in zip(rules, strokes, strict=True)
        if stroke.enclosed <= (ENCLOSED_IN_LINE if _is_piece_of_longer(rule, rules, glyph_px) else ENCLOSED)
    ]
    whole = merged(rules, aside=ASIDE * glyph_px, gap=GAP * glyph_px)
    directions = (
        Direction("horizontal", bands_across.darkness, course_across, course_upright),
        Direction("vertical", bands_upright.darkness, course_upright, course_across),
    )
    evident = [rule for rule in whole if _is_evident(rule, glyph_px)]
    for direction in directions:
        whole = without_tails(whole, evident, direction, glyph_px, darkest=HALF * usual)
    sound = anchored(whole, glyph_px)
    worn = usual_ink(sound) < WHOLE
    more: list[Rule] = []
    if not worn:
        sound = tuple(r for d in directions for r in without_bridges(sound, d, glyph_px, darkest=faintest))
        more = [r for d in directions for r in followed_rules(sound, d, glyph_px, darkest=HALF * usual)]
    if worn or left_open(sound, glyph_px) >= LOOSE:
        scraps = [
            *_pieces(scraps_along_x(bands_across, glyph_px, faintest), "horizontal", course_across, course_upright),
            *_pieces(scraps_along_x(bands_upright, glyph_px, faintest), "vertical", course_upright, course_across),
        ]
        views = (
            View("horizontal", bands_across, course_across, course_upright, glyph_px),
            View("vertical", bands_upright, course_upright, course_across, glyph_px),
        )
        thickness = _usual([(rule.thickness, rule.length) for rule in sound]) or 1.0
        worn_ones = worn_rules((*sound, *more), scraps, views, glyph_px, usual)
        if worn:  # else what shows through from the other side would count as pale rules
            worn_ones += open_rules((*sound, *worn_ones, *scraps), glyph_px)
        else:
            worn_ones = tuple(rule for rule in worn_ones if not is_beyond_end(rule, sound, glyph_px))
        more += [replace(rule, thickness=thickness) for rule in worn_ones]
    kept = merged([*sound, *more], aside=ASIDE * glyph_px, gap=GAP * glyph_px)
    kept = tuple(rule for d in directions for rule in without_stems(kept, d, glyph_px, darkest=HALF * usual))
    if not worn or are_strokes(kept, glyph_px):
        kept = without_strays(kept, glyph_px)
    if not worn:
        kept = tuple(rule for d in directions for rule in without_uneven(kept, d, glyph_px))
    kept = tuple(rule for d in directions for rule in clear_of_print(kept, d, glyph_px, darkest=HALF * usual))
    kept = tuple(rule for d in directions for rule in parted_at_gaps(kept, d, glyph_px, darkest=HALF * usual))
    return tuple(_in_page_units(rule, raster.px_per_unit) for rule in kept)


def _bands(grey: Grey, glyph_px: float, both: Both) -> tuple[Bands, Bands]:
    """The page's bands along x and, transposed, along y, dashed ones drawn through."""
    across, upright = both(
        lambda: dark_bands(grey, glyph_px), lambda: dark_bands(np.ascontiguousarray(grey.T), glyph_px)
    )
    dashes = dashes_of((across, upright), glyph_px)
    if dashes is None:
        return across, upright
    return joined(across, dashes, glyph_px), joined(upright, dashes, glyph_px)


def anchored(rules: Sequence[Rule], glyph_px: float) -> tuple[Rule, ...]:
    """Evident rules, and of the others those both of whose ends lie on rules of the other direction.

    Where a cell goes on overleaf, open above or below, one end may be only level with such a rule. They must be about
    as unbroken as the evident ones: a stroke of a glyph that nearly fills its row leaves gaps.
    """
    chained = [rule for chain in _chains(rules, glyph_px) for rule in chain]
    evident = [rule for rule in rules if _is_evident(rule, glyph_px) or rule in chained]
    usual = float(np.median([rule.strength for rule in evident])) if evident else 1.0
    left = [*evident, *(r for r in rules if r not in evident and _is_whole(r, evident, usual, glyph_px))]
    while True:
        kept = [rule for rule in left if rule in evident or _ends_on(rule, left, reach(rule, usual, glyph_px))]
        if len(kept) == len(left):
            return tuple(kept)
        left = kept


def _is_evident(rule: Rule, glyph_px: float) -> bool:
    return rule.length >= LONG * glyph_px or (rule.length >= SELF_EVIDENT * glyph_px and rule.strength >= UNBROKEN)


def _darknesses(strokes: Sequence[Stroke]) -> list[tuple[float, float]]:
    return [(stroke.darkness, stroke.length) for stroke in strokes]


def _usual(weighted: Sequence[tuple[float, float]], share: float = HALF) -> float:
    """Of values with their lengths, the one that ``share`` of all the length does not exceed; 0 without any."""
    if not weighted:
        return 0.0
    ranked = sorted(weighted)
    lengths = np.cumsum([length for _, length in ranked])
    return ranked[int(np.searchsorted(lengths, lengths[-1] * share))][0]


def _chains(rules: Sequence[Rule], glyph_px: float) -> list[list[Rule]]:
    """Pieces in one line that make up a rule between them."""
    groups = merged(rules, aside=ASIDE * glyph_px, gap=CHAIN_GAP * glyph_px)
    whole = [g for g in groups if g.strength >= CHAIN_INK and g.length * g.strength >= CHAIN * glyph_px]
    return [[rule for rule in rules if _is_piece(rule, group, glyph_px)] for group in whole]


def _is_piece(rule: Rule, whole: Rule, glyph_px: float) -> bool:
    same_line = abs(rule.position - whole.position) <= ASIDE * glyph_px
    return rule.orientation == whole.orientation and same_line and whole.start <= rule.start <= rule.end <= whole.end


def _is_whole(rule: Rule, evident: Sequence[Rule], usual: float, glyph_px: float) -> bool:
    """Whether a short stroke is as unbroken as rules are here; one in line with a rule gets some credit."""
    in_line = any(
        other.orientation == rule.orientation and abs(other.position - rule.position) <= ASIDE * glyph_px
        for other in evident
    )
    return rule.strength >= usual * (IN_LINE if in_line else UNBROKEN)


def _is_piece_of_longer(rule: Rule, rules: Sequence[Rule], glyph_px: float) -> bool:
    """Whether a rule is long enough to be one by itself, or lies in line with one that is."""
    return any(
        other.length >= SELF_EVIDENT * glyph_px
        and other.orientation == rule.orientation
        and abs(other.position - rule.position) <= ASIDE * glyph_px
        for other in rules
    )


def _ends_on(rule: Rule, others: Sequence[Rule], near: float) -> bool:
    """Whether both ends lie on other rules, or one does and the other, of an upright rule, is level with one."""
    landed = [lands(end, rule, others, near) for end in (rule.start, rule.end)]
    if all(landed) or not any(landed) or rule.orientation == "horizontal":
        return all(landed)
    free = rule.end if landed[0] else rule.start
    return any(other.orientation == "horizontal" and abs(other.position - free) <= near / 2 for other in others)


def _rule(stroke: Stroke, orientation: Orientation, own: Course, crossing: Course) -> Rule:
    """The stroke, straightened by the course of its direction, its ends moved by that of the other direction."""
    position = median(stroke.ys - own.offset(stroke.xs, stroke.ys))
    middle = median(stroke.ys)
    return Rule(
        orientation=orientation,
        position=position,
        start=stroke.start - float(crossing.offset(middle, stroke.start)),
        end=stroke.end - float(crossing.offset(middle, stroke.end)),
        thickness=stroke.thickness,
        strength=stroke.ink,
    )


def _pieces(scraps: Scraps, orientation: Orientation, own: Course, crossing: Course) -> list[Rule]:
    """Scraps as rules, straightened as strokes are."""
    positions = scraps.y - own.offset((scraps.start + scraps.end) / 2, scraps.y)
    starts = scraps.start - crossing.offset(scraps.y, scraps.start)
    ends = scraps.end - crossing.offset(scraps.y, scraps.end)
    return [
        Rule(orientation, float(position), float(start), float(end))
        for position, start, end in zip(positions, starts, ends, strict=True)
    ]


def _in_page_units(rule: Rule, px_per_unit: float) -> Rule:
    return Rule(
        orientation=rule.orientation,
        position=rule.position / px_per_unit,
        start=rule.start / px_per_unit,
        end=rule.end / px_per_unit,
        thickness=rule.thickness / px_per_unit,
        strength=rule.strength,
    )
