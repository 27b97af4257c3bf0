"""Labels under the recogniser's second thoughts."""

import pytest

from extractor.reading import as_labels
from models.geometry import Box
from models.text import Glyph, TextLine

WORDS = ("执行率（%）", "成本指标", "生态效益指标", "得分", "年初预算数", "全年预算数", "公共安全支出")


def line(text, probability=0.9, **alternatives):
    """``alternatives``: those of the glyph at a place, ``at1=(("益", 0.2),)``."""
    glyphs = tuple(
        Glyph(char, Box(i, 0, i + 1, 1), probability, alternatives.get(f"at{i}", ()))
        for i, char in enumerate(text.replace(" ", ""))
    )
    return TextLine(text, Box(0, 0, len(text), 1), glyphs, "fake")


def put_right(*args, **alternatives):
    return as_labels([line(*args, **alternatives)], WORDS)[0]


def test_a_character_is_read_as_the_label_has_it_where_the_recogniser_thought_of_that():
    right = put_right("成才指标", at1=(("本", 0.04), ("木", 0.02)))
    assert right.text == "成本指标"
    assert right.glyphs[1].alternatives == (("才", 0.9), ("木", 0.02))


def test_its_probability_says_that_it_was_put_right():
    assert put_right("成才指标", at1=(("本", 0.04),)).glyphs[1].probability == 0.5


def test_spaces_stay_where_they_were():
    assert put_right("成才 指标", at1=(("本", 0.04),)).text == "成本 指标"


@pytest.mark.parametrize(
    "read",
    [
        line("成才指标"),
        line("成才指标", at1=(("本", 0.002),)),
        line("成才措标", at1=(("本", 0.1),), at2=(("指", 0.1),)),
        line("成才指标值", at1=(("本", 0.4),)),
        line("成本指标", at1=(("才", 0.4),)),
    ],
    ids=["never thought of", "hardly thought of", "half of it", "longer", "the label itself"],
)
def test_what_is_not_all_but_a_label_stays(read):
    assert as_labels([read], WORDS) == (read,)


def test_where_two_labels_fit_none_is_chosen():
    read = line("金年预算数", at0=(("全", 0.3),), at1=(("初", 0.3),))
    words = ("全年预算数", "金初预算数")
    assert as_labels([read], words) == (read,)


@pytest.mark.parametrize("dot", "·•。°”")
def test_a_dot_before_a_label_is_its_asterisk(dot):
    assert put_right(f"{dot} 得分").text == "* 得分"


def test_a_dot_before_other_words_is_what_it_is():
    assert put_right("·加强监管").text == "·加强监管"


@pytest.mark.parametrize("dot", "·。")
def test_a_dot_between_numeral_and_label_is_the_mark_of_enumeration(dot):
    assert put_right(f"四{dot}公共安全支出").text == "四、公共安全支出"
    assert put_right(f"四{dot}公共安全").text == f"四{dot}公共安全"


def test_brackets_stay_as_wide_as_they_are_printed():
    assert put_right("执行率(%)", at3=(("（", 0.3),), at5=(("）", 0.3),)).text == "执行率(%)"
    assert put_right("执仃率(%)", at1=(("行", 0.3),)).text == "执行率(%)"


def spaced(text, starts):
    glyphs = tuple(Glyph(char, Box(x, 0, x + 1, 1), 0.9) for char, x in zip(text, starts, strict=True))
    return TextLine(text, Box(starts[0], 0, starts[-1] + 1, 1), glyphs, "fake")


@pytest.mark.parametrize(("numeral", "room", "right"), [("四", 1, "四、"), ("十四", 0.6, "十四、"), ("四", 0.3, "四")])
def test_a_mark_that_was_not_read_stands_where_there_is_room_for_it(numeral, room, right):
    label = "公共安全支出"
    starts = [*range(len(numeral)), *(len(numeral) + room + i for i in range(len(label)))]
    (read,) = as_labels([spaced(numeral + label, starts)], WORDS)
    assert read.text == right + label
    assert "".join(glyph.char for glyph in read.glyphs) == read.text
    if right.endswith("、"):
        assert read.glyphs[len(numeral)].probability == 0.5


def test_a_mark_that_was_not_read_is_put_before_a_label_that_begins_with_a_numeral():
    (read,) = as_labels([spaced("一一般公共预算", [0, 2, 3, 4, 5, 6, 7])], ("一般公共预算",))
    assert read.text == "一、一般公共预算"


def test_no_mark_is_lost_where_no_label_follows():
    read = spaced("四公共安全产出", [0, 2, 3, 4, 5, 6, 7])
    assert as_labels([read], WORDS) == (read,)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("单位，万元", "单位：万元"),
        ("金额单位.元", "金额单位：元"),
        ("单位：万元", "单位：万元"),
        ("单位（万元", "单位（万元"),
        ("单位、部门", "单位、部门"),
    ],
)
def test_before_a_unit_of_money_stands_a_colon(read, right):
    assert put_right(read).text == right
