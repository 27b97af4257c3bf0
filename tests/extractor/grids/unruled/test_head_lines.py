"""Lines of heads put right by one another."""

from dataclasses import replace

from extractor.grids.unruled.head_blocks import blocks_of
from extractor.grids.unruled.head_lines import head_lines
from models.cutting import cut_line
from models.geometry import union_of
from models.rule import Rule
from models.text import TextLine
from tests.extractor.grids.typesetting import EM, line_of


def _read_as_one(*lines: TextLine) -> TextLine:
    glyphs = tuple(glyph for line in lines for glyph in line.glyphs)
    box = union_of(line.box for line in lines)
    assert box is not None
    return TextLine("".join(line.text for line in lines), box, glyphs, "reader")


def _texts(rows):
    return [[line.text for line in row] for row in rows]


def test_two_heads_set_close_are_cut_where_each_half_has_a_line_over_it():
    above = (line_of(0, 10, "财政专项"), line_of(42, 10, "政府投资"))
    below = (_read_as_one(line_of(0, 22, "资金拨款"), line_of(42, 22, "项目拨款")),)
    assert _texts(head_lines([above, below], EM)) == [["财政专项", "政府投资"], ["资金拨款", "项目拨款"]]


def _set_close() -> TextLine:
    return _read_as_one(line_of(0, 10, "财政拨款"), line_of(42, 10, "其他资金"))


def test_two_heads_set_close_over_two_columns_of_figures_are_cut():
    body = [(line_of(0, 40 + y, "3,654.19"), line_of(62, 40 + y, "0.00")) for y in (0, 20)]
    assert _texts(head_lines([(_set_close(),)], EM, body)) == [["财政拨款", "其他资金"]]
    assert _texts(head_lines([(_set_close(),)], EM)) == [["财政拨款其他资金"]]


def test_a_mark_may_end_the_head_before_the_gap():
    row = (_read_as_one(line_of(0, 10, "编列至“项”"), line_of(62, 10, "支出总计")),)
    body = [(line_of(2, 40, "社会保障"), line_of(75, 40, "83.87"))]
    assert _texts(head_lines([row], EM, body)) == [["编列至“项”", "支出总计"]]


def test_a_head_over_two_columns_with_lower_heads_or_a_text_across_them_stays_whole():
    body = [(line_of(0, 60, "3,654.19"), line_of(62, 60, "0.00"))]
    lower = (line_of(0, 22, "预算"), line_of(68, 22, "决算"))
    assert _texts(head_lines([(_set_close(),), lower], EM, body))[0] == ["财政拨款其他资金"]
    across = (line_of(5, 80, "其他一般公共服务支出"),)
    assert _texts(head_lines([(_set_close(),)], EM, [*body, across])) == [["财政拨款其他资金"]]


def test_a_head_over_two_columns_without_a_gap_between_them_stays_whole():
    above, below = (line_of(2, 10, "一般公共预算拨款"),), (line_of(2, 22, "基本支出"), line_of(46, 22, "项目支出"))
    assert _texts(head_lines([above, below], EM)) == [["一般公共预算拨款"], ["基本支出", "项目支出"]]


def test_two_heads_with_a_wide_gap_are_cut_by_themselves():
    row = (_read_as_one(line_of(0, 10, "预算数"), line_of(34, 10, "决算数"), line_of(68, 10, "预算数")),)
    assert _texts(head_lines([row], EM)) == [["预算数", "决算数", "预算数"]]


def test_pieces_of_one_line_over_texts_that_go_on_under_the_gap_are_one():
    row = (line_of(0, 10, "科目"), line_of(22, 10, "名称"), line_of(90, 10, "支出总计"))
    body = [(line_of(0, 40 + y, "科学技术支出"), line_of(95, 40 + y, "5.00")) for y in (0, 20)]
    assert _texts(head_lines([row], EM, body)) == [["科目名称", "支出总计"]]
    assert _texts(head_lines([row], EM, body[:1])) == [["科目", "名称", "支出总计"]], "one may be two cells"


def test_the_head_of_the_codes_that_runs_into_that_of_the_names_is_cut_by_its_words():
    row = (_read_as_one(line_of(0, 10, "科目编码（"), line_of(50, 10, "科目名称（按功能")),)
    assert _texts(head_lines([row], EM)) == [["科目编码（", "科目名称（按功能"]]
    whole = (line_of(0, 10, "功能分类科目编码"), line_of(100, 10, "基本支出合计数"))
    assert _texts(head_lines([whole], EM)) == [["功能分类科目编码", "基本支出合计数"]]


def test_names_of_amounts_that_run_into_one_another_are_cut():
    run = (line_of(0, 10, "支出总计基本支出项目支出"),)
    assert _texts(head_lines([run], EM)) == [["支出总计", "基本支出", "项目支出"]]


def test_a_word_drawn_out_stays_whole():
    row = (_read_as_one(line_of(0, 10, "项"), line_of(16, 10, "目")),)
    assert _texts(head_lines([row], EM)) == [["项目"]]


def test_a_quotation_mark_read_as_digits_belongs_to_the_head_beside_it():
    mark = line_of(41, 19, "66")
    (low,) = cut_line(replace(mark, box=replace(mark.box, x1=47, y1=20)), ())
    rows = [(low,), (line_of(10, 22, "编列至"),)]
    assert _texts(head_lines(rows, EM)) == [[], ["编列至66"]]


def test_a_rule_between_two_heads_parts_them():
    rows = [(line_of(10, 10, "小计"),), (line_of(10, 22, "预算数"),)]
    assert len(blocks_of(rows, 1.5 * EM, EM)) == 1
    assert len(blocks_of(rows, 1.5 * EM, EM, [Rule("horizontal", 16, 0, 60)])) == 2
    assert len(blocks_of(rows, 1.5 * EM, EM, [Rule("horizontal", 16, 70, 120)])) == 1
