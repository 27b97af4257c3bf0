"""Lines of text joined to rows, where level rules stand between the rows."""

from extractor.grids.unruled.text_rows import joined_rows, pitch_of
from models.figures import are_figures
from models.geometry import Box
from models.text import TextLine

SIZE = 10.0


def _line(x, y, text):
    return TextLine(text, Box(x, y, x + SIZE * len(text), y + SIZE), (), "engine")


def _table(wrapped_at):
    """Rows 20 apart with rules between them, and one of 40 whose label has two lines around its figures."""
    rows, rules, top = [], [], 0
    for i in range(6):
        high = 40 if i == wrapped_at else 20
        middle = top + high / 2 - SIZE / 2
        if i == wrapped_at:
            rows += [(_line(0, middle - 6, "机关事业单位基本养老"),), (_line(200, middle - 4, "138.71"),)]
            rows += [(_line(300, middle + 3, "30206"),), (_line(0, middle + 7, "保险缴费"),)]
        else:
            rows.append((_line(0, middle, "基本工资"), _line(200, middle, "92.00")))
        top += high
        rules.append(float(top))
    return rows, rules


def _has_figures(row):
    return are_figures(row) or len(row) > 1 or row[0].text[0].isdigit()


def test_figures_of_one_row_that_were_read_on_two_levels_are_not_parted_between_rules():
    rows, rules = _table(2)
    assert [len(group) for group in joined_rows(rows, _has_figures, SIZE, rules)] == [1, 1, 4, 1, 1, 1]


def test_two_rows_between_rules_one_of_which_was_not_seen_stay_two():
    rows = [(_line(0, 20 * i, "基本工资"), _line(200, 20 * i, "92.00")) for i in range(12)]
    rules = [20 * i - 5.0 for i in range(1, 12) if i != 6]
    assert [len(group) for group in joined_rows(rows, _has_figures, SIZE, rules)] == [1] * 12


def test_one_pair_of_lines_that_was_read_askew_is_not_the_pitch_of_rows():
    rows = [(_line(0, y, "基本工资"), _line(200, y, "92.00")) for y in (0, 20, 40, 60, 68, 88, 108)]
    assert pitch_of(rows, _has_figures, SIZE) == 20


def test_one_row_is_twice_as_high_as_from_its_middle_to_the_rule_under_it():
    assert pitch_of([(_line(0, 20, "合计"), _line(200, 20, "0.00"))], _has_figures, SIZE, (0.0, 31.0)) == 12


def test_a_total_close_under_another_is_a_row_of_its_own():
    rows = [(_line(0, 0, "栏次"), _line(200, 0, "1")), (_line(0, 12, "合计"),)]
    assert len(joined_rows(rows, _has_figures, SIZE)) == 2


def test_rows_that_a_bowed_page_sets_on_two_levels_are_as_far_apart_as_whole_ones():
    """Else the lines of wrapped heads were further apart than rows, and each became a column."""
    rows = [(_line(x, y, "0.00"),) for top in range(100, 200, 20) for x, y in ((300, top), (200, top + 5))]
    assert pitch_of(rows, _has_figures, SIZE) == 20


def test_levels_of_heads_tell_the_pitch_of_rows_where_nothing_else_does():
    heads = [(_line(0, 0, "项目"),), (_line(100, 9, "年初"),), (_line(0, 18, "科目"),)]
    assert pitch_of([*heads, (_line(0, 110, "合计"), _line(200, 110, "0.00"))], _has_figures, SIZE) == 18
