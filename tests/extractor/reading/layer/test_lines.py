from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.layer.glyphs import PaintedGlyph
from extractor.reading.layer.lines import lines_of, split_at_rules
from models.geometry import Box
from models.rule import Rule

SIZE = 10.0


def printed(text, x=0.0, y=0.0, advance=SIZE):
    return [
        PaintedGlyph(char, Box(x + i * advance, y, x + i * advance + SIZE, y + SIZE), SIZE, 0, visible=True)
        for i, char in enumerate(text)
    ]


def texts(glyphs):
    return [line.text for line in lines_of(glyphs, "text_layer")]


TABLE = [*printed("年度资金总额"), *printed("149.00", x=100), *printed("0", x=200), *printed("全年执行数", y=14)]


@given(st.permutations(TABLE))
def test_the_order_of_the_stream_does_not_matter(glyphs):
    assert texts(glyphs) == ["年度资金总额", "149.00", "0", "全年执行数"]


def test_a_gap_of_an_em_parts_cells_and_a_smaller_one_is_a_space():
    assert texts([*printed("基本支出"), *printed("项目支出", x=50)]) == ["基本支出", "项目支出"]
    assert texts([*printed("基本支出"), *printed("项目支出", x=46)]) == ["基本支出 项目支出"]


def test_a_space_of_the_stream_shows_where_there_is_room_for_it():
    word = [*printed("表"), *printed(" ", x=10, advance=3), *printed("5", x=13)]
    assert texts(word) == ["表 5"]
    assert texts([*printed("表"), *printed(" ", x=6), *printed("5", x=10.5)]) == ["表5"]


def test_latin_words_part_at_a_quarter_of_an_em_though_no_space_is_written():
    assert texts([*printed("Net", advance=10), *printed("income", x=32.5)]) == ["Net income"]
    assert texts([*printed("第", advance=10), *printed("页", x=12.5)]) == ["第页"]


def test_print_made_bold_by_painting_it_twice_is_read_once():
    assert texts([*printed("合计"), *printed("合计", x=0.4)]) == ["合计"]


def test_print_made_bold_is_read_once_wherever_on_the_page_it_stands():
    assert all(texts([*printed("元", x=x), *printed("元", x=x + 1, y=1)]) == ["元"] for x in range(20))


def test_equal_digits_side_by_side_are_not_one():
    assert texts(printed("000", advance=5.5)) == ["000"]


def test_a_tall_cell_beside_two_lines_merges_neither():
    glyphs = [*printed("产出", y=7), *printed("数量", x=40), *printed("指标", x=40, y=14)]
    assert texts(glyphs) == ["数量", "产出", "指标"]


def test_a_vertical_rule_cuts_a_line_between_its_glyphs():
    (line,) = lines_of([*printed("10"), *printed("95.5", x=25)], "text_layer")
    assert line.text == "10 95.5"
    left, right = split_at_rules([line], [Rule("vertical", 22, -5, 20), Rule("horizontal", 5, 0, 90)])
    assert (left.text, right.text) == ("10", "95.5")
    assert left.box.x1 <= 22 <= right.box.x0
    assert [glyph.char for glyph in right.glyphs] == list("95.5")


def test_a_rule_beside_or_below_a_line_leaves_it_whole():
    (line,) = lines_of(printed("合计"), "text_layer")
    assert split_at_rules([line], [Rule("vertical", 30, -5, 20), Rule("vertical", 10, 12, 40)]) == (line,)
