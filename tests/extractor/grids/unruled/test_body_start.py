"""Where the body begins below rules that part the heads themselves."""

from extractor.grids.unruled.body_start import first_of_body
from models.geometry import Box
from models.text import Glyph, TextLine

SIZE = 10.0


def _line(x, y, text):
    glyphs = tuple(Glyph(char, Box(x + SIZE * i, y, x + SIZE * (i + 1), y + SIZE)) for i, char in enumerate(text))
    return TextLine(text, Box(x, y, x + SIZE * len(text), y + SIZE), glyphs, "test")


def _row(y, *texts):
    return tuple(_line(x, y, text) for x, text in zip((0, 100, 200), texts, strict=True) if text)


def _has_figures(row):
    return any(line.text.isdigit() for line in row)


HEADS = (_row(0, "", "预算数", ""), _row(20, "", "公务用车", "公务接"), _row(32, "合计", "购置费", "待费"))
NUMBERS = _row(52, "1", "2", "3")
UNDER_THE_FIRST, UNDER_ALL = 15.0, 46.0


def test_heads_below_a_rule_that_stand_over_several_figures_are_no_lines_of_their_row():
    assert first_of_body((*HEADS, NUMBERS, _row(72, "5", "6", "7")), _has_figures, [UNDER_THE_FIRST, 65.0]) == 3


def test_lines_of_a_wrapped_label_over_the_figures_of_their_row_are_of_the_body():
    wrapped = (_row(20, "一般公共", "", ""), _row(32, "服务支出", "5", "6"))
    assert (
        first_of_body((_row(0, "项目", "预算数", "决算数"), *wrapped), _has_figures, [UNDER_THE_FIRST, UNDER_ALL]) == 1
    )


def test_a_lone_line_level_with_a_head_is_a_head():
    # 科目编码 stands level with 科目名称, but a hair too low for a row that begins with the heads of taller cells
    heads = (
        _row(10, "", "", "决算数"),
        (_line(100, 15.5, "科目名称"), *_row(10, "", "", "合计")),
        (_line(0, 16, "科目编码"),),
    )
    body = (_row(36, "201", "一般公共", "5"), _row(50, "203", "国防支出", "6"))
    assert first_of_body((*heads, *body), _has_figures, []) == 3
    assert first_of_body((*heads[:2], (_line(0, 22, "科目编码"),), *body), _has_figures, []) == 2


def test_names_flush_under_a_head_in_the_middle_of_their_column_are_lines_though_no_figure_is_beside_them():
    heads = tuple(_line(x, 0, text) for x, text in ((40, "预算单位"), (100, "支出合计"), (200, "项目支出")))
    names = ((_line(0, 20, "望海市教育局"),), (_line(0, 40, "望海市教育局"),), (_line(10, 52, "（本级）"),))
    assert first_of_body((heads, *names), _has_figures, []) == 1
    assert first_of_body((heads[:2], *names), _has_figures, []) == 4, "two heads tell too little"


def test_the_second_line_of_a_head_is_no_line_where_nothing_is_under_the_heads():
    heads = tuple(_line(x, 0, text) for x, text in ((40, "预算单位"), (100, "支出合计"), (200, "项目支出")))
    assert first_of_body((heads, (_line(50, 12, "名称"),)), _has_figures, []) == 2
