"""Rules of which only scraps are left, rules in tight rows, and glyphs that bridge two rules."""

import cv2
import numpy as np
import pytest

from extractor.grids import build_grids, find_rules
from models.page import Raster
from models.rule import Rule

PX_PER_UNIT = 2.0


def _page(known, cut):
    """The table in pixels, ``cut(rule)`` giving the stretches of each rule that are left, in page units."""
    pixels = np.full((1600, 1200), 255, np.uint8)
    for rule in dict.fromkeys(known.rules()):
        for start, end in cut(rule):
            at, a, b = (round(v * PX_PER_UNIT) for v in (rule.position, start, end))
            ends = ((a, at), (b, at)) if rule.orientation == "horizontal" else ((at, a), (at, b))
            cv2.line(pixels, *ends, color=0, thickness=2)
    for line in known.lines():
        foot = (round(line.box.x0 * PX_PER_UNIT), round(line.box.y1 * PX_PER_UNIT) - 4)
        cv2.putText(pixels, line.text, foot, cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 1, cv2.LINE_AA)
    return pixels


def _rules(pixels):
    return find_rules(Raster(np.repeat(pixels[:, :, None], 3, axis=2), PX_PER_UNIT))


def _worn(seed):
    """Every rule of a side of a cell broken into dashes of half to one and a half glyphs, gaps up to one glyph."""
    random = np.random.default_rng(seed)

    def cut(rule: Rule):
        at = rule.start
        while at < rule.end:
            dash = random.uniform(5, 14)
            yield at, min(at + dash, rule.end)
            at += dash + random.uniform(2, 9)

    return cut


@pytest.mark.parametrize("seed", range(4))
def test_a_table_of_worn_rules_is_recovered(tables, seed):
    known = tables.plain(6, 5)
    rules, lines = _rules(_page(known, _worn(seed))), known.lines()
    (grid,) = build_grids(tables.page(lines, rules), tables.layout(lines, rules))
    assert tables.spans(grid) == tuple(sorted(known.spans))


def test_figures_in_a_column_are_no_worn_rule(tables):
    known = tables.plain(6, 5)
    pixels = _page(known, _worn(1))
    for y in known.ys[:-1]:
        x, top = round((known.xs[2] + 12) * PX_PER_UNIT), round((y + 7) * PX_PER_UNIT)
        cv2.line(pixels, (x, top), (x, top + 20), 0, 2)
    upright = [rule for rule in _rules(pixels) if rule.orientation == "vertical"]
    assert not [rule for rule in upright if abs(rule.position - (known.xs[2] + 12)) < 3]


def test_a_rule_between_rows_so_tight_that_text_leans_on_it_is_followed(tables):
    known = tables.plain(6, 4)
    pixels = _page(known, lambda rule: [(rule.start, rule.end)])
    y = round(known.ys[3] * PX_PER_UNIT)
    for x in range(round(known.xs[1] * PX_PER_UNIT) + 4, round(known.xs[2] * PX_PER_UNIT) - 8, 8):
        cv2.line(pixels, (x, y - 7), (x + 3, y - 3), 0, 2)
        cv2.line(pixels, (x, y + 3), (x + 3, y + 7), 0, 2)
    middle = (known.xs[1] + known.xs[2]) / 2
    across = [rule for rule in _rules(pixels) if rule.orientation == "horizontal"]
    assert [rule for rule in across if abs(rule.position - known.ys[3]) < 1 and rule.start < middle < rule.end]


def test_a_stroke_of_a_glyph_between_two_rules_bridges_no_row(tables):
    """Rows of two glyphs; the stroke keeps off the rules in line with it, by less than a break in a rule."""
    table = type(tables.plain(1, 1))
    ys = tuple(50.0 + 14 * r for r in range(8))
    spans = tuple((r, c, 1, 1) for r in range(7) for c in range(2) if r != 3)
    known = table((50.0, 200.0, 350.0), ys, (*spans, (3, 0, 1, 2)))
    pixels = _page(known, lambda rule: [(rule.start, rule.end)])
    x, top, foot = 400, round(ys[3] * PX_PER_UNIT) + 6, round(ys[4] * PX_PER_UNIT) - 6
    cv2.line(pixels, (x, top), (x, foot), 0, 2)
    middle = (ys[3] + ys[4]) / 2
    upright = [rule for rule in _rules(pixels) if rule.orientation == "vertical"]
    assert not [rule for rule in upright if abs(rule.position - 200) < 2 and rule.start < middle < rule.end]
    assert [rule for rule in upright if abs(rule.position - 200) < 2 and rule.end <= ys[3] + 1]


def test_pale_rules_are_recovered_though_those_found_are_whole(tables):
    """The rules across are unbroken; of the pale upright ones the upper part is, and ends in the middle of a row."""
    known = tables.plain(6, 5)
    pixels = np.full((1600, 1200), 255, np.uint8)
    half = (known.ys[2] + known.ys[3]) / 2

    def faded(rule):
        yield rule.start, max(rule.start, min(rule.end, half))
        yield from ((start, end) for start, end in _worn(3)(rule) if start > half)

    for rule in dict.fromkeys(known.rules()):
        upright = rule.orientation == "vertical"
        inner = upright and rule.position not in (known.xs[0], known.xs[-1])
        for start, end in faded(rule) if inner else [(rule.start, rule.end)]:
            at, a, b = (round(v * PX_PER_UNIT) for v in (rule.position, start, end))
            cv2.line(pixels, *(((at, a), (at, b)) if upright else ((a, at), (b, at))), color=200, thickness=2)
    ends = {round(rule.position): rule.end for rule in _rules(pixels) if rule.orientation == "vertical"}
    assert all(ends[round(x)] >= known.ys[-1] - 2 for x in known.xs)


def _grained(pixels, seed):
    """Specks of two by two pixels on a hundredth part of all places, as on a copy of a copy."""
    specks = np.random.default_rng(seed).random(pixels.shape) < 0.008
    return np.where(cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0, 0, pixels).astype(np.uint8)


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_grain_is_no_worn_rule_where_cells_are_merged(tables, seed):
    """Specks in a line are as much ink as the palest worn rules have: what lies beside rules tells what they are."""
    xs, ys = tuple(40.0 + 60 * c for c in range(7)), tuple(50.0 + 24 * r for r in range(9))
    heads = ((0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 3), *((1, c, 1, 1) for c in range(1, 6)))
    body = ((r, c, 1, 1) for r in range(2, 8) for c in range(6) if (r, c) not in {(4, 2), (4, 3), (5, 2), (5, 3)})
    known = type(tables.plain(1, 1))(xs, ys, tuple(sorted((*heads, *body, (4, 2, 2, 2)))))
    rules, lines = _rules(_grained(_page(known, _worn(seed)), seed)), known.lines()
    (grid,) = build_grids(tables.page(lines, rules), tables.layout(lines, rules))
    assert tables.spans(grid) == known.spans
