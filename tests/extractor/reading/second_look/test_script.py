import pytest

from extractor.reading import in_one_script
from models.geometry import Box
from models.text import Glyph, TextLine

BOX = Box(0, 0, 10, 10)


def line(text, alternatives=()):
    return TextLine(text, BOX, tuple(Glyph(char, BOX, 0.9, alternatives) for char in text if char != " "), "rapidocr")


def test_a_traditional_slip_on_a_simplified_page_is_put_right_and_kept_as_an_alternative():
    page = [line("项目资金预算执行数"), line("全年预算 數", (("数", 0.07),))]
    fixed = in_one_script(page)[1]
    assert fixed.text == "全年预算 数"
    assert fixed.glyphs[-1].char == "数"
    assert fixed.glyphs[-1].alternatives == (("數", 0.9),)
    assert fixed.glyphs[-1].probability == 0.9


def test_a_page_in_traditional_script_is_left_as_it_is():
    page = [line("項目資金預算執行數"), line("实施單位")]
    assert in_one_script(page) == tuple(page)


@pytest.mark.parametrize("text", ["喆堃云里后著", "年度总分 98.39"])
def test_what_both_scripts_write_alike_is_not_touched(text):
    page = [line("项目资金预算执行数"), line(text)]
    assert in_one_script(page) == tuple(page)
