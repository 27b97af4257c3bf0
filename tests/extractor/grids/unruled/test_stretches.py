"""What the texts of a table's body cover, where boxes are as rough as those of a scan."""

from extractor.grids.unruled.stretches import stretches_of
from models.geometry import Box
from models.text import TextLine

SIZE = 10.0


def _rows(*rows):
    """Rows of (start, end, text)."""
    return [
        tuple(TextLine(text, Box(x0, 20 * i, x1, 20 * i + SIZE), (), "engine") for x0, x1, text in row)
        for i, row in enumerate(rows)
    ]


def _starts(rows, heads=()):
    return [round(one.start) for one in stretches_of(rows, SIZE, heads)]


def _codes(*widened):
    """Codes and names, and amounts; the codes' boxes of the rows in ``widened`` reach to the names."""
    return _rows(
        *([(0, 40 if i in widened else 12, "01"), (40, 90, "基本工资"), (200, 240, "1,077.80")] for i in range(10))
    )


def test_one_box_that_is_too_wide_does_not_make_two_columns_one():
    assert _starts(_codes(3)) == _starts(_codes())


def test_a_label_read_in_two_pieces_in_some_rows_is_one_column():
    whole = [[(0, 80, "基本工资支出"), (200, 240, "1,077.80")]] * 6
    pieces = [[(0, 38, "基本工"), (40, 80, "资支出"), (200, 240, "1,077.80")]] * 3
    assert len(_starts(_rows(*whole, *pieces))) == 2


def test_amounts_that_touch_labels_in_two_rows_are_a_column_under_their_own_head():
    labels = [[(0, 20, "33"), (100, 160, "外交支出")]] * 6
    touching = [[(0, 20, "33"), (60, 100, "4,043.05"), (100, 160, "国防支出")]] * 2
    assert len(_starts(_rows(*labels, *touching), heads=(10, 80, 130))) == 3


def test_a_speck_is_no_column():
    rows = _rows(
        *[[(0, 60, "基本工资"), (200, 240, "1,077.80")]] * 3, [(0, 60, "奖金"), (120, 122, "."), (200, 240, "0.00")]
    )
    assert len(_starts(rows)) == 2


def test_amounts_and_labels_right_beside_them_are_two_columns_under_two_heads():
    texts = ([(60, 100, "4,043.05")], [(60, 100, "2.50"), (150, 190, "年末结余")], [(60, 108, "404.83")])
    rows = _rows(*([(0, 20, "33"), *row] for row in (*texts, *[[(106, 160, "外交支出")]] * 3)))
    assert len(_starts(rows, heads=(10, 80, 130))) == 3
    assert len(_starts(rows)) == 2
