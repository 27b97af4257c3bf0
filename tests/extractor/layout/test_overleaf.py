"""The rest of a table at the head of a page."""

from extractor.layout.overleaf import rest_box
from models.geometry import Box
from models.text import Glyph, TextLine

EM = 10.0


def _line(x, y, text):
    glyphs = tuple(Glyph(char, Box(x + EM * i, y, x + EM * (i + 1), y + EM)) for i, char in enumerate(text))
    return TextLine(text, Box(x, y, x + EM * len(text), y + EM), glyphs, "text_layer")


ROW = (_line(60, 70, "满意度指标"), _line(150, 70, "上级主管部门满意度"), _line(400, 70, "九成以上"))
WRAPPED = (_line(60, 90, "其他"), _line(150, 90, "服务对象"))


def test_a_few_rows_in_columns_at_the_head_of_a_page_are_the_rest_of_a_table():
    assert rest_box((*ROW, *WRAPPED), (), 800, EM, EM) == Box(60, 70, 440, 100)


def test_running_text_is_not():
    text = (_line(60, 70, "围绕重点任务改造小区。"), _line(60, 90, "全年二十处，居民满意。"))
    assert rest_box(text, (), 800, EM, EM) is None


def test_nor_what_stands_further_down_or_beside_a_table():
    lowered = tuple(_line(line.box.x0, 400, line.text) for line in ROW)
    assert rest_box(lowered, (), 800, EM, EM) is None
    assert rest_box(ROW, (Box(50, 60, 500, 200),), 800, EM, EM) is None


def test_the_last_words_of_a_cell_under_heads_printed_again_are_no_running_text():
    heads = tuple(_line(x, 70, text) for x, text in ((60, "二级指标"), (150, "指标释义"), (400, "得分")))
    total = tuple(_line(x, 110, text) for x, text in ((60, "总计"), (400, "94.5")))
    assert rest_box((*heads, _line(150, 90, "工作。"), *total), (), 800, EM, EM) == Box(60, 70, 440, 120)
    assert rest_box((*heads, _line(60, 90, "工作。"), *total), (), 800, EM, EM) is None, "it begins where text does"
