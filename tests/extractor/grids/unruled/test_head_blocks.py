"""Lines of heads put together to heads."""

from extractor.grids.unruled.head_blocks import blocks_of
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
