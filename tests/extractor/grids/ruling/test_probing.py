import numpy as np
import pytest

from extractor.grids.ruling.probing import Direction, followed_rules, without_bridges, without_tails
from extractor.grids.ruling.straightening import Course
from models.rule import Rule

GLYPH_PX = 20.0
ROW = 100
ACROSS = tuple(Rule("horizontal", at, 20, 180, 2) for at in (100, 200, 300))


def _upright(start, end, *, blank):
    """An upright rule with the page transposed, dark from ``start`` to ``end`` but for ``blank``."""
    darkness = np.zeros((200, 640), np.uint8)
    darkness[ROW - 1 : ROW + 1, start:end] = 200
    darkness[:, blank[0] : blank[1]] = 0
    flat = Course(300.0, 100.0, 640.0)
    return Rule("vertical", ROW, start, end, 2), Direction("vertical", darkness, flat, flat)


def _kept(rule, direction):
    return without_bridges([rule, *ACROSS], direction, GLYPH_PX, darkest=100)


def test_a_stroke_of_a_title_in_line_with_a_rule_is_no_end_of_it():
    (kept,) = _kept(*_upright(55, 300, blank=(88, 99)))
    assert (kept.start, kept.end) == (100, 300)
    (kept,) = _kept(*_upright(100, 345, blank=(302, 313)))
    assert (kept.start, kept.end) == (100, 300)


@pytest.mark.parametrize(
    ("start", "blank"),
    [(55, (0, 0)), (20, (88, 99)), (95, (96, 99))],
    ids=["it is dark all along", "it is too long for a stroke", "it is but the rule's own end"],
)
def test_a_rule_may_go_on_beyond_the_last_that_it_crosses(start, blank):
    rule, direction = _upright(start, 300, blank=blank)
    assert _kept(rule, direction) == (rule,)


def _followed(*, gaps, beside=()):
    """What is found in line with an upright rule from 100 to 200, below which there is ink but in the ``gaps``."""
    found, direction = _upright(100, 300, blank=(0, 0))
    for start, end in gaps:
        direction.darkness[:, start:end] = 0
    for start, end in beside:
        direction.darkness[ROW - 8 : ROW + 8, start:end] = 200
    rule = Rule("vertical", ROW, found.start, 200, 2)
    return [(r.start, r.end) for r in followed_rules([rule, *ACROSS], direction, GLYPH_PX, darkest=100)]


def test_a_rule_that_a_seal_has_left_in_pieces_goes_on():
    assert _followed(gaps=[(210, 225), (240, 250), (260, 275)]) == [(200, 300)]


@pytest.mark.parametrize(
    ("gaps", "beside"),
    [([(202, 235), (265, 298)], ()), ([(210, 225), (240, 250)], [(226, 239)])],
    ids=["it keeps off the rules", "there are strokes beside it"],
)
def test_a_glyph_in_line_with_a_rule_is_no_piece_of_it(gaps, beside):
    assert _followed(gaps=gaps, beside=beside) == []


def test_a_rule_is_followed_in_its_own_line_whatever_stands_in_that_of_another_table():
    found, direction = _upright(100, 300, blank=(0, 0))
    other = Rule("vertical", ROW - 4, 320, 600, 2)
    rules = [Rule("vertical", ROW, found.start, 200, 2), other, *ACROSS]
    (followed,) = followed_rules(rules, direction, GLYPH_PX, darkest=100)
    assert (followed.position, followed.start, followed.end) == (ROW, 200, 300)


def test_a_stroke_of_a_head_in_line_with_a_short_rule_leaves_it_unbroken():
    rule, direction = _upright(192, 300, blank=(194, 198))
    worse = Rule("vertical", ROW, rule.start, rule.end, 2, 0.92)
    *others, ended = without_tails([*ACROSS, worse], ACROSS, direction, GLYPH_PX, darkest=100)
    assert (others, ended.start, ended.end, ended.strength) == ([*ACROSS], 200, 300, 1.0)
    assert without_tails([worse], [*ACROSS, worse], direction, GLYPH_PX, darkest=100) == (worse,)
    direction.darkness[:, 240:280] = 0
    assert without_tails([worse], ACROSS, direction, GLYPH_PX, darkest=100) == (worse,)
