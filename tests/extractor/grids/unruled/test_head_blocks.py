"""Lines of heads put together to heads."""

from extractor.grids.unruled.head_blocks import below, blocks_of
from models.geometry import Box
from models.rule import Rule
from models.text import TextLine

SIZE = 10.0


def _line(middle, y, text):
    half = SIZE * len(text) / 2
    return TextLine(text, Box(middle - half, y, middle + half, y + SIZE), (), "engine")


ROWS = ((_line(100, 0, "公务用车购置及运行费"),), (_line(100, 13, "购置费"),))


def test_lines_right_under_one_another_are_one_head():
    assert len(blocks_of(ROWS, 15, SIZE)) == 1


def test_a_rule_between_two_lines_makes_two_heads_of_them():
    assert len(blocks_of(ROWS, 15, SIZE, [Rule("horizontal", 11.5, 40, 160)])) == 2


def test_a_rule_beside_them_does_not():
    assert len(blocks_of(ROWS, 15, SIZE, [Rule("horizontal", 11.5, 160, 260)])) == 1


def test_a_bracket_alone_on_its_line_does_not_part_a_head_and_a_speck_is_no_head():
    narrow = tuple((_line(100, 13 * k, text),) for k, text in enumerate(("出国", "（", "境）", "费")))
    assert [len(block.lines) for block in blocks_of(narrow, 15, SIZE)] == [4]
    assert len(blocks_of((*ROWS, (_line(300, 13, "·"),)), 15, SIZE)) == 1


BESIDE = ((_line(30, 13, "小计"),), (_line(170, 13, "运行费"),))


def test_a_line_in_the_middle_of_three_under_one_head_is_no_second_line_of_it():
    found = blocks_of((*ROWS, *BESIDE, (_line(-100, 0, "公务接待费"),)), 15, SIZE)
    assert [len(block.lines) for block in found] == [1, 1, 1, 1, 1]


def test_a_head_of_two_lines_between_others_that_end_in_line_stays_one():
    assert [len(block.lines) for block in blocks_of((*ROWS, *BESIDE), 15, SIZE)] == [1, 2, 1]


def test_a_head_of_two_lines_between_heads_over_two_others_stays_one():
    around = [
        (_line(middle, 0, "合计"), _line(middle - 40, 13, "小计"), _line(middle + 40, 13, "费"))
        for middle in (-40, 240)
    ]
    elsewhere = (_line(-200, 0, "公务接待费"),)
    assert [len(block.lines) for block in blocks_of((*ROWS, *around, elsewhere), 15, SIZE)] == [1, 1, 1, 1, 2, 1, 1, 1]


def test_a_head_of_two_lines_beside_one_without_anything_over_it_on_one_side_stays_one():
    elsewhere = (_line(-100, 0, "公务接待费"), _line(170, 0, "合计"))
    assert [len(block.lines) for block in blocks_of((*ROWS, BESIDE[0], elsewhere), 15, SIZE)] == [1, 1, 2, 1]


def test_lines_of_heads_are_told_from_heads_of_a_lower_row_by_how_far_they_stand_below():
    lower = tuple((_line(line.box.center[0], 15, line.text),) for (line,) in BESIDE)
    elsewhere = (_line(-100, 0, "公务接待费"),)
    assert [len(block.lines) for block in blocks_of((*ROWS, *lower, elsewhere), 16, SIZE)] == [1, 1, 2, 1]


def test_a_head_is_below_another_though_their_boxes_are_drawn_so_loosely_that_they_overlap():
    upper = Box(0, 0, 40, 14)
    assert below(upper, Box(0, 11, 40, 27), 13)
    assert not below(upper, Box(0, 7, 40, 23), 13)
    assert not below(upper, Box(0, 10, 40, 40), 13)
