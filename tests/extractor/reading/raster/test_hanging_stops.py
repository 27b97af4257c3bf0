"""Full stops alone on a line: what stands before them tells them from dirt."""

import numpy as np
import pytest

from extractor.reading import Recognised, RecognisedCharacter
from extractor.reading.raster.hanging_stops import hanging_stops, in_columns
from models.geometry import Box
from models.rule import Rule

HEIGHT = 24.0
LINE = Box(42, 46, 270, 70)
RULES = [
    *(Rule("vertical", x, 20, 180, 2) for x in (38, 280)),
    *(Rule("horizontal", y, 38, 280, 2) for y in (20, 110)),
]


def marks(*boxes):
    page = np.zeros((200, 300), dtype=bool)
    for x0, y0, x1, y1 in boxes:
        page[y0:y1, x0:x1] = True
    return page


def stops(*boxes, text="其余按比例计分", line=LINE, others=(), rules=RULES):
    return _marks_of([(line, text), *others], marks(*boxes), rules)


def _marks_of(written, ink, rules):
    return tuple(stop.mark for stop in hanging_stops(written, rules, ink, HEIGHT))


def test_a_small_mark_under_the_beginning_of_a_full_line_is_its_full_stop():
    assert stops((46, 84, 50, 88)) == (Box(46, 84, 50, 88),)


def test_its_line_is_right_under_the_one_before_though_it_stands_at_the_foot_of_its_square():
    (stop,) = hanging_stops([(LINE, "其余按比例计分")], RULES, marks((46, 87, 50, 91)), HEIGHT)
    assert (stop.line.y0, stop.line.height) == (LINE.y1, HEIGHT)


def test_so_is_one_under_the_middle_of_a_centred_line():
    assert stops((150, 84, 154, 88)) == (Box(150, 84, 154, 88),)


def test_so_is_one_in_the_middle_of_its_square():
    assert stops((55, 84, 60, 89)) == (Box(55, 84, 60, 89),)


@pytest.mark.parametrize(
    "mark",
    [(46, 84, 48, 86), (46, 84, 57, 95), (46, 84, 56, 87), (120, 84, 124, 88), (46, 104, 50, 108)],
    ids=["too small", "too large", "too flat", "elsewhere", "on the rule"],
)
def test_a_mark_of_another_size_shape_or_place_is_none(mark):
    assert stops(mark) == ()


@pytest.mark.parametrize("text", ["其余按比例计分。", "得分；"])
def test_a_line_that_ends_has_no_other_full_stop(text):
    assert stops((46, 84, 50, 88), text=text) == ()


def test_a_line_that_leaves_room_at_its_end_was_not_wrapped():
    assert stops((46, 84, 50, 88), line=Box(42, 46, 200, 70)) == ()


def test_between_two_lines_of_a_text_there_is_none():
    assert stops((46, 84, 50, 88), others=[(Box(42, 74, 200, 98), "其余")]) == ()


def test_the_next_line_may_begin_before_the_foot_of_its_square():
    page = marks((46, 80, 50, 84), (44, 94, 262, 112))
    lines = [(LINE, "其余按比例计分"), (Box(42, 90, 270, 116), "得分")]
    assert _marks_of(lines, page, []) == ()
    assert _marks_of([*lines, (ABOVE, "达到要求的得满分，")], page, []) == (Box(46, 80, 50, 84),)


def test_the_full_stop_of_a_line_that_was_read_with_it_is_none():
    upper, lower = Box(154, 46, 270, 70), (Box(130, 74, 164, 98), "分。")
    assert stops((156, 84, 160, 88), line=upper, others=[lower]) == ()
    assert stops((156, 84, 160, 88), line=upper) == (Box(156, 84, 160, 88),)


def test_among_dirt_there_is_none():
    assert stops((46, 84, 50, 88), (53, 78, 55, 80)) == ()


def test_the_grain_of_the_paper_beside_it_is_no_dirt():
    assert stops((46, 84, 50, 88), (53, 78, 54, 79), (56, 90, 57, 91)) == (Box(46, 84, 50, 88),)


def test_without_rules_nothing_tells_that_a_line_is_full():
    assert stops((46, 84, 50, 88), rules=[]) == ()


ABOVE = Box(42, 16, 270, 40)


def test_but_the_line_above_that_begins_and_ends_where_it_does():
    assert stops((46, 84, 50, 88), rules=[], others=[(ABOVE, "达到要求的得满分，")]) == (Box(46, 84, 50, 88),)


@pytest.mark.parametrize(
    "above",
    [
        (Box(42, 16, 320, 40), "达到要求的得满分，"),
        (Box(90, 16, 270, 40), "达到要求的得满分，"),
        (Box(42, 0, 270, 20), "达到要求的得满分，"),
        (ABOVE, "达到要求的得满分。"),
    ],
    ids=["longer", "beginning elsewhere", "far above", "another sentence"],
)
def test_a_line_above_that_is_no_measure_tells_nothing(above):
    assert stops((46, 84, 50, 88), rules=[], others=[above]) == ()


def test_under_a_line_right_above_a_rule_there_is_no_room():
    assert stops(line=Box(42, 82, 270, 107)) == ()


def _read(x, y, text):
    """A line of characters as wide as it is high."""
    step = 1 / len(text)
    characters = tuple(RecognisedCharacter(char, 0.99, i * step, (i + 1) * step) for i, char in enumerate(text))
    return Box(x, y, x + HEIGHT * len(text), y + HEIGHT), Recognised(characters)


FRAME = [Rule("vertical", x, 0, 180, 2) for x in (6, 296)]
BESIDE = [_read(150, y, "得分") for y in (100, 124, 148, 172)]


def test_a_line_read_over_two_columns_has_the_full_stop_under_the_beginning_of_its_first_part():
    joined = [_read(10, 16, "考察到位率，完成率得分"), _read(10, 44, "是否做到位了扣完为止。")]
    written = in_columns([*joined, *BESIDE], HEIGHT)
    assert [text for _, text in written[:4]] == ["考察到位率，", "完成率得分", "是否做到位了", "扣完为止。"]
    assert _marks_of(written, marks((14, 82, 18, 86)), FRAME) == (Box(14, 82, 18, 86),)


def test_a_line_is_cut_where_many_begin_and_not_where_a_paragraph_does():
    line = _read(10, 16, "考察到位率，完成率得分")
    assert len(in_columns([line, *BESIDE[:2]], HEIGHT)) == 3
    assert len(in_columns([line, *(_read(50, y, "得分") for y in (100, 124, 148, 172))], HEIGHT)) == 5


def test_a_frame_around_several_columns_does_not_tell_where_the_text_of_one_ends():
    over = Box(10, 16, 130, 40)
    lines = [(over, "考察到位率"), (Box(10, 44, 130, 68), "是否做到位"), (Box(150, 44, 222, 68), "得一分")]
    assert _marks_of(lines, marks((14, 82, 18, 86)), FRAME) == (Box(14, 82, 18, 86),)


def test_nor_does_it_where_the_print_beside_a_line_stands_half_a_row_lower():
    columns = [Box(10, y, 130, y + 24) for y in (90, 130, 170)]
    lines = [
        (Box(10, 44, 130, 68), "是否做到位"),
        (Box(200, 58, 240, 82), "9"),
        *((one, "是否做好。") for one in columns),
    ]
    assert _marks_of(lines, marks((14, 74, 18, 78)), FRAME) == (Box(14, 74, 18, 78),)
    longer = [*lines, (Box(10, 4, 170, 28), "是否都做到位。")]
    assert _marks_of(longer, marks((14, 74, 18, 78)), FRAME) == ()
    assert _marks_of(lines[:-1], marks((14, 74, 18, 78)), FRAME) == ()
