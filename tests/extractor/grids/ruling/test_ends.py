from extractor.grids.ruling.ends import are_strokes, is_beyond_end, lands, left_open, reach, without_strays
from models.rule import Rule

GLYPH_PX = 20.0
LEFT, RIGHT = (Rule("vertical", x, 0, 400, 2) for x in (100, 300))
TOP = Rule("horizontal", 50, 100, 300, 2)
FRAME = (LEFT, RIGHT, TOP)


def _across(start, end, strength=1.0):
    return Rule("horizontal", 200, start, end, 2, strength)


def test_an_end_lands_on_a_rule_of_the_other_direction_alone():
    assert lands(300, TOP, FRAME, 5)
    assert not lands(250, TOP, FRAME, 5)
    assert not lands(300, TOP, [Rule("horizontal", 300, 0, 400, 2)], 5)


def test_a_frame_is_open_where_its_sides_go_on_beyond_it():
    assert left_open(FRAME, GLYPH_PX) == 4 / 6


def test_a_rule_that_print_parts_is_not_open_between_its_pieces():
    sides = [Rule("vertical", x, 48, 202, 2) for x in (100, 300)]
    assert left_open([*sides, TOP, _across(102, 150), _across(230, 298)], GLYPH_PX) == 0
    assert left_open([*sides, TOP, _across(102, 150)], GLYPH_PX) == 2 / 8


def test_a_short_piece_in_the_open_is_a_stroke():
    assert without_strays((*FRAME, _across(180, 225)), GLYPH_PX) == FRAME


def test_a_short_piece_that_ends_on_a_rule_stays():
    piece = _across(102, 140)
    assert without_strays((*FRAME, piece), GLYPH_PX) == (*FRAME, piece)


def test_a_broken_piece_is_a_row_of_strokes_unless_both_its_ends_lie_on_rules():
    assert without_strays((*FRAME, _across(102, 260, 0.85)), GLYPH_PX) == FRAME
    between = _across(102, 298, 0.85)
    assert without_strays((*FRAME, between), GLYPH_PX) == (*FRAME, between)


def test_a_long_rule_may_be_broken_and_end_in_the_open():
    long = _across(320, 640, 0.85)
    assert without_strays((*FRAME, long), GLYPH_PX) == (*FRAME, long)


def test_a_page_whose_rules_are_short_and_end_on_none_has_only_strokes():
    assert are_strokes([_across(100, 300, 0.85), _across(340, 500, 0.9)], GLYPH_PX)
    assert not are_strokes([_across(100, 300, 0.85), _across(340, 700, 0.9)], GLYPH_PX)
    assert not are_strokes(FRAME, GLYPH_PX)


def test_broken_pieces_in_one_line_are_a_rule_where_they_reach_from_rule_to_rule_together():
    pieces = (_across(102, 160, 0.85), _across(200, 298, 0.85))
    assert without_strays((*FRAME, *pieces), GLYPH_PX) == (*FRAME, *pieces)
    assert without_strays((*FRAME, pieces[0]), GLYPH_PX) == FRAME
    apart = (pieces[0], _across(220, 298, 0.85))
    assert without_strays((*FRAME, *apart), GLYPH_PX) == FRAME


def test_the_side_of_a_single_row_comes_nearer_to_its_rules_than_others_do():
    short, long = (Rule("vertical", 200, 50, end, 2) for end in (75, 150))
    assert reach(short, 1.0, GLYPH_PX) < reach(long, 1.0, GLYPH_PX) == reach(short, 0.9, GLYPH_PX)


def test_so_does_one_with_gaps_where_others_have_none():
    gapped = _across(100, 160, 0.94)
    assert reach(gapped, 1.0, GLYPH_PX) < reach(gapped, 0.95, GLYPH_PX)


def test_a_pale_piece_beyond_the_end_of_an_unbroken_rule_is_none():
    ended, open_ = _across(100, 298), _across(100, 260)
    assert is_beyond_end(_across(302, 400, 0.5), (*FRAME, ended), GLYPH_PX)
    assert not is_beyond_end(_across(302, 400, 0.8), (*FRAME, ended), GLYPH_PX)
    assert not is_beyond_end(_across(264, 400, 0.5), (*FRAME, open_), GLYPH_PX)
    assert not is_beyond_end(_across(302, 400, 0.5), (*FRAME, _across(100, 298, 0.9)), GLYPH_PX)
    assert not is_beyond_end(_across(302, 400, 0.5), (*FRAME, ended, _across(404, 500)), GLYPH_PX)
