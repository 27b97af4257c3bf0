from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box
from models.reading_order import rows_of
from models.text import TextLine


def _line(text, x, y, width=40.0):
    return TextLine(text, Box(x, y, x + width, y + 13), (), "test")


def _texts(lines):
    return [[line.text for line in row] for row in rows_of(lines)]


def test_what_is_level_stands_in_one_row_though_a_label_begins_above_it():
    label = [_line("二、政府性基金预算财政拨款", 0, 0, 90), _line("收入", 0, 13, 20)]
    figures = [_line("0.00", 150, 6.4), _line("2", 120, 6.7, 5), _line("32", 220, 6.3, 9)]
    assert _texts([*label, *figures]) == [["二、政府性基金预算财政拨款", "2", "0.00", "32"], ["收入"]]


def test_rows_set_close_stay_apart():
    assert _texts([_line("甲", 0, 0), _line("1", 60, 1), _line("乙", 0, 13), _line("2", 60, 14)]) == [
        ["甲", "1"],
        ["乙", "2"],
    ]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40)), max_size=12))
def test_every_line_stands_in_one_row_however_the_lines_lie(places):
    lines = [_line(str(i), 10.0 * x, float(y), 15.0) for i, (x, y) in enumerate(places)]
    rows = rows_of(lines)
    assert all(rows)
    assert sorted(line.text for row in rows for line in row) == sorted(line.text for line in lines)
