import pytest

from extractor.layout import arrange
from models.geometry import Box, PageMap
from models.page import ReadPage
from models.rule import Rule
from models.text import Glyph, TextLine


def _line(x, y, text, size=10.0):
    glyphs = tuple(Glyph(c, Box(x + i * size, y, x + (i + 1) * size, y + size)) for i, c in enumerate(text))
    return TextLine(text, Box(x, y, x + len(text) * size, y + size), glyphs, "test")


def _rules(top, left=50.0):
    """A table of two rows and three columns, 60 high."""
    across = [Rule("horizontal", top + 30 * i, left, left + 300) for i in range(3)]
    return [*across, *(Rule("vertical", left + 100 * i, top, top + 60) for i in range(4))]


def _arranged(lines, rules):
    return arrange(
        ReadPage(
            number=4,
            shown_width=400,
            shown_height=800,
            width=400,
            height=800,
            lines=tuple(lines),
            rules=tuple(rules),
            to_shown=PageMap(),
            source="text_layer",
        )
    )


def _texts(lines):
    return [line.text for line in lines]


def test_every_line_has_one_place():
    lines = [
        _line(120, 100, "项目支出绩效自评表", 16),
        _line(50, 130, "项目编码：4403"),
        _line(250, 130, "单位：万元"),
        _line(60, 160, "资金"),
        _line(50, 215, "注：数据取自决算"),
        _line(50, 400, "这是正文，与表无关。"),
        _line(190, 770, "- 40 -"),
    ]
    layout = _arranged(lines, _rules(150))
    (table,) = layout.tables
    assert _texts(table.titles) == ["项目支出绩效自评表"]
    assert _texts(table.captions) == ["项目编码：4403", "单位：万元"]
    assert _texts(table.lines) == ["资金"]
    assert _texts(table.notes) == ["注：数据取自决算"]
    assert _texts(layout.body) == ["这是正文，与表无关。"]
    assert _texts(layout.furniture) == ["- 40 -"]
    assert (layout.number, layout.text_height) == (4, 10.0)


@pytest.mark.parametrize("heading", [_line(130, 230, "二〇二四年度决算情况说明"), _line(70, 230, "一、总体情况")])
def test_a_heading_of_usual_size_ends_the_notes_where_it_is_numbered_or_stands_in_the_middle(heading):
    note, text = _line(50, 215, "注：数据取自决算"), _line(70, 245, "收入总计100.00万元")
    layout = _arranged([note, heading, text], _rules(150))
    assert _texts(layout.tables[0].notes) == [note.text]
    assert _texts(layout.body) == [heading.text, text.text]


def test_the_large_heading_of_a_text_ends_the_notes_however_near_it_stands():
    lines = [
        _line(60, 160, "资金"),
        _line(50, 215, "注：数据取自决算"),
        _line(80, 238, "决算情况说明", 15),
        _line(50, 258, "一、收入总计3万元。"),
    ]
    layout = _arranged(lines, _rules(150))
    assert _texts(layout.tables[0].notes) == ["注：数据取自决算"]
    assert _texts(layout.body) == ["决算情况说明", "一、收入总计3万元。"]


def test_lines_between_two_tables_head_the_second():
    lines = [_line(60, 110, "甲"), _line(120, 220, "收入决算表"), _line(60, 260, "乙")]
    first, second = _arranged(lines, [*_rules(100), *_rules(250)]).tables
    assert (_texts(first.notes), _texts(second.titles)) == ([], ["收入决算表"])


@pytest.mark.parametrize("text", ["12", "- 3 -", "— 7 —", "第 3 页", "第3页 共9页", "3/9", "-11~", "一 53 一"])
def test_page_numbers_are_furniture_at_the_foot_only(text):
    assert _texts(_arranged([_line(190, 770, text)], []).furniture) == [text]
    assert _texts(_arranged([_line(190, 400, text)], []).body) == [text]


def test_a_code_beside_its_name_at_the_head_of_a_page_is_no_page_number():
    lines = [_line(100, 40, "399"), _line(145, 40, "其他支出"), _line(30, 770, "甲局决算"), _line(340, 770, "35")]
    assert _texts(_arranged(lines, []).furniture) == ["35"]


def test_a_total_far_under_the_heads_is_of_the_table_where_its_amounts_stand_under_the_sides_of_columns():
    heads = [_line(50 + 90 * k, 100, text) for k, text in enumerate(("科目名称", "合计", "基本支出", "项目支出"))]
    total = [_line(60, 200, "合计"), *(_line(80 + 90 * k, 200, "0.00") for k in range(1, 4))]
    (table,) = _arranged([_line(300, 75, "单位：万元"), *heads, *total], []).tables
    assert _texts(table.lines)[-4:] == ["合计", "0.00", "0.00", "0.00"]


def test_a_total_left_blank_far_under_the_heads_is_of_the_table_and_other_lone_words_are_not():
    heads = [_line(50 + 90 * k, 100, text) for k, text in enumerate(("科目名称", "小计", "基本支出", "项目支出"))]
    for word, own in (("合计", True), ("附件", False)):
        lines = [_line(300, 75, "单位：万元"), *heads, _line(60, 200, word)]
        (table,) = _arranged(lines, []).tables
        assert (word in _texts(table.lines)) == own


def test_a_seal_frame_and_an_underline_are_no_tables():
    frame = [Rule("horizontal", y, 50, 90) for y in (50, 90)] + [Rule("vertical", x, 50, 90) for x in (50, 90)]
    assert _arranged([], [*frame, Rule("horizontal", 200, 50, 350)]).tables == ()


def test_loose_pieces_inside_a_table_belong_to_it():
    stray = Rule("vertical", 200, 112, 120)
    (table,) = _arranged([], [*_rules(100), stray]).tables
    assert stray in table.rules


def test_a_page_of_text_has_no_table():
    layout = _arranged([_line(50, 100, "只有正文")], [])
    assert (layout.tables, _texts(layout.body)) == ((), ["只有正文"])


def test_a_stroke_of_the_title_in_line_with_a_column_s_rule_does_not_draw_the_title_in():
    stroke = Rule("vertical", 150, 125, 137)
    layout = _arranged([_line(100, 122, "项目支出表", 16), _line(60, 160, "资金")], [*_rules(150), stroke])
    (table,) = layout.tables
    assert _texts(table.lines) == ["资金"]
    assert _texts(table.titles) == ["项目支出表"]


@pytest.mark.parametrize(
    ("beside", "top", "foot", "inside"),
    [(30, 150, 210, True), (30, 180, 210, True), (30, 150, 195, False), (30, 165, 210, False), (200, 150, 210, False)],
)
def test_the_side_of_a_column_open_above_and_below_belongs_to_the_table(beside, top, foot, inside):
    """Rows end at 150, 180 and 210: heads printed again may stand over the rest of the columns."""
    side = Rule("vertical", 300.0 - beside, top, foot)
    (table,) = _arranged([_line(310, 160, "资金")], [*_rules(150, left=300.0), side]).tables
    assert (side in table.rules) is inside
    assert table.box.x0 == (side.position if inside else 300.0)


def _row(y, *texts):
    return [_line(50 + 100 * i, y, text, 8.0) for i, text in enumerate(texts)]


def test_the_same_heads_again_after_nothing_begin_another_table():
    heads = ("序号", "年初余额", "年末余额")
    tops = (100, 200)
    lines = [
        line
        for top in tops
        for i, row in enumerate((heads, ("甲", "5.65", "3.21"), ("乙", "7.25", "3.50")))
        for line in _row(top + 20 * i, *row)
    ]
    rules = [Rule("horizontal", top + y, 45, 345) for top in tops for y in (-5, 15, 55)]
    assert len(_arranged(lines, rules).tables) == 2


def test_a_sentence_read_in_pieces_is_no_row_of_a_table():
    rows = [("支出为", "1.91", "万元。"), ("住房为", "3.25", "万元；"), ("教育为", "7.35", "万元。")]
    lines = [
        _line(x, 100 + 15 * i, text) for i, row in enumerate(rows) for x, text in zip((50, 82, 124), row, strict=True)
    ]
    assert _arranged(lines, []).tables == ()


def test_a_note_right_under_a_table_without_rules_is_not_of_it():
    heads = [_line(60, 100, "项目"), _line(200, 100, "支出"), _line(280, 100, "结余")]
    rows = [
        line
        for i in range(4)
        for line in (
            _line(60, 118 + 18 * i, "住房支出"),
            _line(200, 118 + 18 * i, "1.20"),
            _line(280, 118 + 18 * i, "3.40"),
        )
    ]
    head, rest = _line(60, 188, "注："), _line(95, 188, "本表反映支出情况")
    note = TextLine("注：本表反映支出情况", head.box.union(rest.box), head.glyphs + rest.glyphs, "test")
    layout = _arranged([*heads, *rows, note], [])
    assert not any(line.text.startswith("注") for line in layout.tables[0].lines)


def test_rules_that_show_through_far_below_a_table_are_not_of_it():
    heads = [_line(60, 100, "项目"), _line(200, 100, "支出"), _line(280, 100, "结余")]
    row = [_line(60, 125, "住房支出"), _line(200, 125, "1.20"), _line(280, 125, "3.40")]
    rules = [Rule("horizontal", y, 50, 350) for y in (95, 118, 142, 600, 630, 650)]
    layout = _arranged([*heads, *row], rules)
    assert [round(table.box.y1) for table in layout.tables] == [142]


def test_the_title_of_the_next_table_between_rules_parts_two_tables():
    def table(top):
        rows = [_row(top + 10 + 20 * i, "任务名称", "主要内容", "金额") for i in range(4)]
        return [line for row in rows for line in row], [
            Rule("horizontal", y, 45.0, 400.0) for y in (top, top + 28.0, top + 90.0)
        ]

    first, upper = table(100)
    second, lower = table(300)
    layout = _arranged(
        [*first, _line(50, 230, "其他说明"), _line(120, 260, "整体支出绩效评价评分表", 16), *second], [*upper, *lower]
    )
    assert [len(area.rules) for area in layout.tables] == [3, 3]
    assert [line.text for line in layout.tables[1].titles] == ["整体支出绩效评价评分表"]


def test_what_stands_over_the_only_table_of_a_page_is_its_title_and_captions_and_no_table():
    title = _line(110, 60, "项目支出绩效自评表", 16)
    captions = [
        _line(x, 80, text) for x, text in ((50, "项目编码："), (105, "5101"), (250, "项目年度："), (305, "2019"))
    ]
    inside = [_line(x, 125, text) for x, text in ((60, "资金总额"), (160, "年初预算"), (260, "得分"))]
    (table,) = _arranged([title, *captions, *inside], _rules(115)).tables
    assert _texts(table.titles) == ["项目支出绩效自评表"]
    assert len(table.captions) == 4
