"""The rest of a table at the head of a page."""

from extractor.layout.growing import runs_of
from extractor.layout.overleaf import rest_box, with_lines_over
from models.geometry import Box
from models.text import Glyph, TextLine

EM = 10.0


def _line(x, y, text):
    glyphs = tuple(Glyph(char, Box(x + EM * i, y, x + EM * (i + 1), y + EM)) for i, char in enumerate(text))
    return TextLine(text, Box(x, y, x + EM * len(text), y + EM), glyphs, "text_layer")


def _rest_box(lines, tables):
    return rest_box(runs_of(lines, EM, EM), lines, tables, page_height=800, em=EM, text_height=EM)


def _with_lines_over(boxes, lines):
    return with_lines_over(boxes, runs_of(lines, EM, EM), lines, 800, EM)


ROW = (_line(60, 70, "满意度指标"), _line(150, 70, "上级主管部门满意度"), _line(400, 70, "九成以上"))
WRAPPED = (_line(60, 90, "其他"), _line(150, 90, "服务对象"))


def test_a_few_rows_in_columns_at_the_head_of_a_page_are_the_rest_of_a_table():
    assert _rest_box((*ROW, *WRAPPED), ()) == Box(60, 70, 440, 100)


def test_running_text_is_not():
    text = (_line(60, 70, "围绕重点任务改造小区。"), _line(60, 90, "全年二十处，居民满意。"))
    assert _rest_box(text, ()) is None


def test_nor_what_stands_further_down_or_beside_a_table():
    lowered = tuple(_line(line.box.x0, 400, line.text) for line in ROW)
    assert _rest_box(lowered, ()) is None
    assert _rest_box(ROW, (Box(50, 60, 500, 200),)) is None


def test_the_last_words_of_a_cell_under_heads_printed_again_are_no_running_text():
    heads = tuple(_line(x, 70, text) for x, text in ((60, "二级指标"), (150, "指标释义"), (400, "得分")))
    total = tuple(_line(x, 110, text) for x, text in ((60, "总计"), (400, "94.5")))
    assert _rest_box((*heads, _line(150, 90, "工作。"), *total), ()) == Box(60, 70, 440, 120)
    assert _rest_box((*heads, _line(60, 90, "工作。"), *total), ()) is None, "it begins where text does"


def _long_rest(x_of_last):
    levels = ("质量指标", "成本指标", "经济效益", "社会效益", "生态效益")
    labels = [_line(60, 70 + 20 * y, text) for y, text in enumerate(levels)]
    labels += [_line(60, 170 + 20 * y, text) for y, text in enumerate(levels)]
    thirds = [_line(150, 70 + 20 * y, "预算成本控制率") for y in range(0, 10, 2)]
    return (*labels, *thirds, *(_line(x_of_last, 70 + 20 * y, "按时完成") for y in (0, 4, 8)))


def test_a_longer_rest_shows_three_columns():
    assert _rest_box(_long_rest(400), ()) == Box(60, 70, 440, 260)
    assert _rest_box(_long_rest(200), ()) is None


TOTALS = (
    _line(60, 110, "本年收入合计"),
    _line(200, 110, "45.25"),
    _line(280, 110, "本年支出合计"),
    _line(400, 110, "45.20"),
)
TABLE = Box(60, 110, 450, 120)


def test_labels_of_a_later_column_over_a_table_at_the_head_of_a_page_are_its_first_rows():
    labels = (_line(280, 70, "二十四、债务还本支出"), _line(280, 90, "二十五、债务付息支出"))
    assert _with_lines_over([TABLE], (*labels, *TOTALS)) == [Box(60, 70, 450, 120)]


def test_what_stands_over_it_at_its_side_or_in_line_with_no_column_is_not():
    for x in (60, 330):
        assert _with_lines_over([TABLE], (_line(x, 90, "二、支出决算表"), *TOTALS)) == [TABLE]


def test_nor_what_stands_under_other_text_or_further_down():
    text = _line(60, 40, "上文在此结束。")
    assert _with_lines_over([TABLE], (text, _line(280, 90, "债务还本支出"), *TOTALS)) == [TABLE]
    low = tuple(_line(line.box.x0, 410, line.text) for line in TOTALS)
    lower = Box(60, 410, 450, 420)
    assert _with_lines_over([lower], (_line(280, 390, "债务还本支出"), *low)) == [lower]
