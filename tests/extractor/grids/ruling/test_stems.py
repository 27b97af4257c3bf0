import numpy as np
import pytest

from extractor.grids.ruling.probing import Direction
from extractor.grids.ruling.stems import without_stems
from extractor.grids.ruling.straightening import Course
from models.rule import Rule

GLYPH_PX = 28.0
ROW, PITCH = 100, 48
STARTS = range(20, 20 + 12 * PITCH, PITCH)


def _direction(darkness):
    """The page along one direction, without lean or bow."""
    flat = Course(300.0, 100.0, 640.0)
    return Direction("vertical", darkness, flat, flat)


def _dashes(*, crossed, length=24):
    """Twelve strokes in one line, each crossed in its middle by a bar as wide as it is long, or not."""
    darkness = np.zeros((200, 640), np.uint8)
    for start in STARTS:
        darkness[ROW - 2 : ROW + 2, start : start + length] = 200
        if crossed:
            darkness[ROW - 12 : ROW + 12, start + 10 : start + 14] = 200
    return darkness


def _worn(strength=0.7):
    return Rule("vertical", ROW, STARTS[0], STARTS[-1] + 24, 4, strength)


def test_stems_of_the_same_glyph_under_one_another_are_no_rule():
    assert without_stems([_worn()], _direction(_dashes(crossed=True)), GLYPH_PX, darkest=100) == ()


@pytest.mark.parametrize(
    ("darkness", "rule"),
    [
        (_dashes(crossed=False), _worn()),
        (_dashes(crossed=True, length=46), _worn()),
        (_dashes(crossed=True), _worn(strength=0.95)),
    ],
    ids=["nothing crosses it", "its dashes are longer than stems", "it is whole"],
)
def test_a_worn_rule_stays(darkness, rule):
    assert without_stems([rule], _direction(darkness), GLYPH_PX, darkest=100) == (rule,)


def test_a_leaning_page_has_as_many_pixels_along_every_line():
    leaning = Course(300.0, 100.0, 640.0, lean=0.013)
    direction = Direction("vertical", _dashes(crossed=True), leaning, leaning)
    lengths = {len(direction.dark(ROW + off, 20.3, 570.9, 100)) for off in range(-12, 13)}
    assert lengths == {551}


def test_rules_may_cross_a_worn_rule():
    across = [Rule("horizontal", start + 12, 20, 180, 4) for start in STARTS]
    kept = without_stems([_worn(), *across], _direction(_dashes(crossed=True)), GLYPH_PX, darkest=100)
    assert kept == (_worn(),)


def _rows(rise, reach=80):
    """Rules across, one between every two of the strokes, ``rise`` pixels above the next one."""
    tops = (*STARTS, STARTS[-1] + PITCH)
    return [Rule("horizontal", start - rise, ROW - reach, ROW + reach, 4) for start in tops]


@pytest.mark.parametrize("strength", [0.7, 0.95], ids=["as found", "drawn through as dashed ones are"])
def test_one_stem_in_each_row_of_a_table_is_no_rule_though_nothing_crosses_it(strength):
    assert (
        without_stems([_worn(strength), *_rows(rise=12)], _direction(_dashes(crossed=False)), GLYPH_PX, darkest=100)
        == ()
    )


@pytest.mark.parametrize(
    ("rows", "length"),
    [(_rows(rise=6), 24), (_rows(rise=12, reach=18), 24), (_rows(rise=12), 8)],
    ids=["tight rows", "rules that end near", "marks"],
)
def test_so_are_stems_in_tight_rows_beside_gaps_in_rules_and_the_marks_behind_ordinals(rows, length):
    direction = _direction(_dashes(crossed=False, length=length))
    assert without_stems([_worn(), *rows], direction, GLYPH_PX, darkest=100) == ()


def test_a_worn_rule_that_is_dark_where_others_meet_it_stays():
    kept = without_stems([_worn(), *_rows(rise=2)], _direction(_dashes(crossed=False)), GLYPH_PX, darkest=100)
    assert kept == (_worn(),)
