import cv2
import numpy as np
import pymupdf
import pytest

from extractor.grids import build_grids, find_rules
from extractor.grids.ruling.in_pixels import anchored
from models.page import Raster
from models.rule import Rule

PX_PER_UNIT = 2.0
"""144 dpi for a page in points."""


def _draw(known, *, ink=60, thickness=1, dashed=False):
    """The table's rules and black text on white paper, in pixels."""
    pixels = np.full((1600, 1200), 255, np.uint8)
    for rule in known.rules():
        start, end, at = (round(v * PX_PER_UNIT) for v in (rule.start, rule.end, rule.position))
        step = 9 if dashed else end - start
        for a in range(start, end, step + (6 if dashed else 1)):
            b = min(a + step, end)
            ends = ((a, at), (b, at)) if rule.orientation == "horizontal" else ((at, a), (at, b))
            cv2.line(pixels, *ends, color=ink, thickness=thickness)
    for line in known.lines():
        foot = (round(line.box.x0 * PX_PER_UNIT), round(line.box.y1 * PX_PER_UNIT) - 4)
        cv2.putText(pixels, line.text, foot, cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 1, cv2.LINE_AA)
    return pixels


def _spans(tables, known, pixels):
    raster = Raster(np.repeat(pixels[:, :, None], 3, axis=2), PX_PER_UNIT)
    rules, lines = find_rules(raster), known.lines()
    (grid,) = build_grids(tables.page(lines, rules), tables.layout(lines, rules))
    return tables.spans(grid)


@pytest.fixture
def known(tables):
    """Merged cells both ways, a narrow column, low rows: what a form has."""
    spans = ((0, 0, 1, 5), (1, 0, 3, 1), (1, 1, 1, 1), (1, 2, 1, 2), (1, 4, 1, 1), (2, 1, 2, 1), (2, 2, 1, 1))
    spans += ((2, 3, 1, 1), (2, 4, 1, 1), (3, 2, 1, 1), (3, 3, 1, 1), (3, 4, 1, 1))
    spans += tuple((r, c, 1, 1) for r in (4, 5, 6) for c in range(5))
    xs, ys = (50, 70, 200, 260, 400, 550), (60, 84, 104, 122, 140, 170, 188, 206)
    return type(tables.plain(1, 1))(xs, ys, spans)


def _lean(pixels, degrees):
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(pixels, matrix, (width, height), borderValue=255)


def _bow(pixels, depth):
    height, width = pixels.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(
        pixels, x, y + depth * np.sin(np.pi * x / width).astype(np.float32), cv2.INTER_LINEAR, borderValue=255
    )


def _noisy(pixels, sigma):
    noise = np.random.default_rng(7).normal(0, sigma, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


def _specked(pixels):
    random = np.random.default_rng(7)
    result = pixels.copy()
    result[random.random(pixels.shape) < 0.002] = 0
    return result


def _broken(pixels):
    """Four gaps in every row's rules, each as wide as a glyph's stem is high."""
    result = pixels.copy()
    for x in (190, 480, 655, 930):
        result[:, x : x + 6] = 255
    return result


def _sealed(pixels):
    result = pixels.copy()
    cv2.circle(result, (900, 330), 120, 120, 3)
    return result


DAMAGE = {
    "none": lambda p: p,
    "leaning": lambda p: _lean(p, 0.3),
    "leaning the other way": lambda p: _lean(p, -0.3),
    "bowed": lambda p: _bow(p, 6),
    "noise": lambda p: _noisy(p, 12),
    "specks": _specked,
    "broken": _broken,
    "blurred": lambda p: cv2.GaussianBlur(p, (5, 5), 1.2),
    "under a seal": _sealed,
    "shaded": lambda p: (p * np.linspace(0.6, 1, p.shape[1])[None, :]).astype(np.uint8),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_table_is_recovered_from_damaged_pixels(tables, known, damage):
    assert _spans(tables, known, DAMAGE[damage](_draw(known))) == tuple(sorted(known.spans))


@pytest.mark.parametrize("print_", [{"ink": 200}, {"ink": 120}, {"thickness": 3}, {"dashed": True}])
def test_a_table_is_recovered_however_its_rules_are_printed(tables, known, print_):
    assert _spans(tables, known, _draw(known, **print_)) == tuple(sorted(known.spans))


def test_positions_are_exact_to_half_a_pixel(tables):
    known = tables.plain(3, 3)
    pixels = np.repeat(_draw(known)[:, :, None], 3, axis=2)
    rules = find_rules(Raster(pixels, PX_PER_UNIT))
    assert len(rules) == 8
    for rule in rules:
        edges = known.ys if rule.orientation == "horizontal" else known.xs
        assert min(abs(edge - rule.position) for edge in edges) <= 0.5
        assert rule.strength > 0.95


def test_a_dashed_rule_is_as_good_as_a_drawn_one(tables):
    pixels = _draw(tables.plain(3, 3), dashed=True)
    rules = find_rules(Raster(np.repeat(pixels[:, :, None], 3, axis=2), PX_PER_UNIT))
    assert len(rules) == 8
    assert all(rule.strength > 0.95 for rule in rules)


def test_text_is_no_rule():
    page = pymupdf.open().new_page(width=400, height=300)
    for row, text in enumerate(
        (
            "一月一日至二月三十一日王工",
            "口口日目田国口日目田国口口",
            "其中：————元，二三产业",
            "年度资金总额其中当年财政拨款",
        )
    ):
        for again in range(3):
            page.insert_text((30, 30 + 60 * row + 16 * again), text, fontname="china-s", fontsize=10.5)
    pixmap = page.get_pixmap(dpi=150)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    assert find_rules(Raster(pixels, 150 / 72)) == ()


def test_an_empty_page_has_no_rules():
    assert find_rules(Raster(np.full((600, 400, 3), 255, np.uint8), 1.0)) == ()


def test_a_short_stroke_counts_only_between_rules(tables):
    known = tables.plain(3, 3)
    pixels = _draw(known)
    cv2.line(pixels, (300, 1000), (340, 1000), 0, 2)
    rules = find_rules(Raster(np.repeat(pixels[:, :, None], 3, axis=2), PX_PER_UNIT))
    across = [rule.position for rule in rules if rule.orientation == "horizontal"]
    assert across == pytest.approx(known.ys, abs=0.5)


@pytest.mark.parametrize(("start", "counts"), [(54, True), (58, False)])
def test_among_unbroken_rules_a_bracket_that_stops_before_one_is_no_side_of_its_row(start, counts):
    across = [Rule("horizontal", y, 100, 500, 2) for y in (50, 76)]
    bracket = Rule("vertical", 300, start, 76, 2)
    assert (bracket in anchored([*across, bracket], 20.0)) == counts


def test_rules_under_neighbouring_heads_stay_two_and_a_worn_rule_one(known):
    pixels = _draw(known)
    for at, gaps in ((600, (500,)), (640, range(150, 1000, 30))):
        cv2.line(pixels, (100, at), (1100, at), color=60, thickness=2)
        for gap in gaps:
            pixels[at - 3 : at + 4, gap : gap + 8] = 255
    rules = find_rules(Raster(np.repeat(pixels[:, :, None], 3, axis=2), PX_PER_UNIT))
    heads = [rule for rule in rules if abs(rule.position - 300) < 2]
    assert [(rule.start, rule.end) for rule in heads] == [
        pytest.approx((50, 250), abs=1),
        pytest.approx((254, 550), abs=1),
    ]
    assert len([rule for rule in rules if abs(rule.position - 320) < 2]) == 1


def test_a_larger_table_that_shows_through_from_the_other_side_is_none(tables):
    known = tables.plain(6, 3)
    shown, behind = _draw(known, thickness=2), np.flipud(_draw(tables.plain(8, 4), thickness=2))
    ghost = 255 - (255 - cv2.GaussianBlur(behind, (5, 5), 1.2)) // 5
    pixels = np.minimum(shown, ghost)[:, :, None]
    rules = find_rules(Raster(np.repeat(pixels, 3, axis=2), PX_PER_UNIT))
    assert len(rules) == len(known.xs) + len(known.ys)


def test_feet_of_glyphs_over_a_rule_that_shows_through_are_none(known):
    pixels = _draw(known, thickness=2)
    cv2.line(pixels, (700, 150), (840, 150), color=145, thickness=2)
    for x in range(700, 840, 20):
        cv2.line(pixels, (x, 150), (x + 10, 150), color=60, thickness=2)
    rules = find_rules(Raster(np.repeat(pixels[:, :, None], 3, axis=2), PX_PER_UNIT))
    assert not [rule for rule in rules if abs(rule.position - 75) < 2]
