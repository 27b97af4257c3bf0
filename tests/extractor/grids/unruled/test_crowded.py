"""Strips that heads, set close, hide: several cells of a row in what looks like one column."""

from extractor.grids.unruled.crowded import are_crowded
from models.cutting import cut_line
from tests.extractor.grids.typesetting import EM, line_of, width_of

COLUMNS = ((0.0, 60.0), (160.0, 320.0), (370.0, 400.0))


def _ending(x, y, text):
    return line_of(x - width_of(text), y, text)


def _income(rows_beside):
    """Income beside more lines of expenditure, whose names begin where the amounts of income end."""
    return [
        [
            *([line_of(0, 20 * i, "预算资金"), _ending(200, 20 * i, "840.01")] if i < rows_beside else []),
            line_of(201, 20 * i, "卫生健康支出"),
            _ending(400, 20 * i, "87.00"),
        ]
        for i in range(8)
    ]


def test_amounts_before_texts_that_begin_where_others_do_stand_in_a_column_of_their_own():
    assert are_crowded(COLUMNS, _income(rows_beside=4), EM)
    assert not are_crowded(COLUMNS, _income(rows_beside=1), EM)


def test_an_amount_within_a_sentence_does_not_even_where_every_row_says_the_same():
    """A sentence is cut around its amounts, as cells that were read as one line are."""
    rows = [cut_line(line_of(160, 20 * i, "得0.75分，没有的不得分"), [1, 5]) for i in range(8)]
    assert [line.text for line in rows[0]] == ["得", "0.75", "分，没有的不得分"]
    assert not are_crowded(COLUMNS, rows, EM)


def test_two_figures_of_a_row_stand_in_two_columns():
    assert are_crowded(COLUMNS, [[line_of(170, 0, "12"), line_of(250, 0, "13")]], EM)
