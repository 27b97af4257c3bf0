"""Rules under heads over several columns."""

from extractor.grids.unruled.head_rules import rules_under_heads
from models.geometry import Box
from models.rule import Rule

SIZE = 10.0
OVER, CODE, NAME, AMOUNT = Box(80, 0, 120, 10), Box(10, 20, 60, 30), Box(120, 20, 180, 30), Box(220, 10, 260, 20)
HEADS = (OVER, CODE, NAME, AMOUNT)


def _rule(start, end, y=14.0):
    return Rule("horizontal", y, start, end)


def test_a_rule_in_whose_middle_a_head_stands_over_two_others_is_its_own():
    rule = _rule(0, 200)
    assert rules_under_heads(HEADS, [rule], SIZE) == {OVER: rule}


def test_a_rule_across_the_whole_table_is_no_heads_own():
    assert not rules_under_heads(HEADS, [_rule(-60, 260)], SIZE)


def test_a_rule_that_runs_on_under_the_next_head_is_not_the_ones_own():
    assert not rules_under_heads(HEADS, [_rule(0, 280)], SIZE)


def test_a_rule_over_one_head_only_tells_nothing():
    assert not rules_under_heads((OVER, Box(90, 20, 110, 30), AMOUNT), [_rule(70, 130)], SIZE)


def test_the_first_character_of_a_word_drawn_out_need_not_stand_in_the_middle():
    rule, single = _rule(0, 200), Box(70, 0, 80, 10)
    assert rules_under_heads((single, CODE, NAME, AMOUNT), [rule], SIZE) == {single: rule}
    assert not rules_under_heads((Box(40, 0, 80, 10), CODE, NAME, AMOUNT), [rule], SIZE)
