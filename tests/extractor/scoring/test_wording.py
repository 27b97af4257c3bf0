"""Punctuation that was misread, and sentences that were torn, told by what else stands in their column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.scoring.wording import Wording, is_misplaced_mark, wordings

ALIKE = ("看绿化是否符合要求，用来衡量", "看道路是否符合要求，用来衡量", "看桥梁是否符合要求，用来衡量")


@pytest.mark.parametrize(
    "text",
    [
        "每低1个百分点扣0,75分",
        "得0:25分",
        "2099282,85元",
        "基本达到的得1.5分.没有达到",
        "·完成率不低于95%",
        "①安排合理：②执行到位",
        "符合要求，，用来衡量",
        "考察达标率，",
    ],
)
def test_a_mark_where_none_stands_is_seen(text: str) -> None:
    assert is_misplaced_mark(text)


@pytest.mark.parametrize(
    "text",
    [
        "目标1：10月前完成",
        "评价要点：①安排合理；②执行到位。",
        "1.截至2020年底，共加装电梯1,340部",
        "得1.5分，没有达到的不得分。",
        "其中:当年财政拨款",
        "。",
        "",
    ],
)
def test_marks_in_their_places_are_left_alone(text: str) -> None:
    assert not is_misplaced_mark(text)


def test_another_mark_between_the_same_words_is_seen() -> None:
    column = Wording((*ALIKE, "看公园是否符合要求。用来衡量"))
    assert column.marked_alike("看公园是否符合要求。用来衡量") == 0
    assert column.marked_alike(ALIKE[0]) == 2 / 3


def test_a_mark_that_was_lost_is_seen() -> None:
    assert Wording((*ALIKE, "看公园是否符合要求用来衡量")).marked_alike("看公园是否符合要求用来衡量") == 0


def test_marks_of_half_a_width_and_other_numbers_make_no_difference() -> None:
    column = Wording(("低于95%得6分；每低1个", "低于90%得1.5分;每低2个"))
    assert column.marked_alike("低于90%得1.5分;每低2个") == 1


def test_a_text_is_not_its_own_witness_however_often_its_cell_is_copied() -> None:
    wrong = "看公园是否符合要求。用来衡量"
    assert Wording((*ALIKE[:1], wrong, wrong, wrong)).marked_alike(wrong) == 0


def test_a_piece_of_a_sentence_is_short_beside_whole_ones() -> None:
    column = Wording((*ALIKE, "作。"))
    assert column.as_long("作。") == 2 / 14
    assert column.as_long(ALIKE[0]) == 1


def test_names_and_few_texts_have_no_usual_length() -> None:
    assert Wording(("产出", "效益", "满意度")).as_long("产出") == 1
    assert Wording((ALIKE[0], "作。")).as_long("作。") == 1


def test_columns_are_held_apart_and_blanks_left_out() -> None:
    found = wordings([("name", "甲"), ("name", ""), ("criteria", "乙")])
    assert found == {"name": Wording(("甲",)), "criteria": Wording(("乙",))}


@given(st.lists(st.text("完成率，。；0.5", min_size=1, max_size=12), min_size=1, max_size=6))
def test_shares_are_shares(texts: list[str]) -> None:
    column = Wording(tuple(texts))
    for text in texts:
        assert 0 <= column.marked_alike(text) <= 1
        assert 0 < column.as_long(text) <= 1
