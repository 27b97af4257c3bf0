"""Whether the texts of a row begin at one height or stand around one."""

from extractor.grids.unruled.stack_rows import set_at_top
from extractor.grids.unruled.stacks import Stack
from models.geometry import Box
from models.text import TextLine

EM, STEP = 10.0, 17.0


def _stack(*middles):
    return Stack(tuple(TextLine("指标", Box(0, y - EM / 2, 20, y + EM / 2), (), "test") for y in middles))


ROWS = [_stack(STEP * i) for i in range(4)]


def test_two_lines_in_the_middle_of_two_rows_are_no_cell_that_begins_with_the_first():
    assert set_at_top([ROWS, [_stack(1.0, STEP - 1.0)]], EM) is None


def test_two_lines_in_a_row_of_their_own_begin_with_the_others_of_it():
    assert set_at_top([[_stack(0.0), _stack(STEP + 12.0)], [_stack(0.0, 12.0)]], EM) is True
