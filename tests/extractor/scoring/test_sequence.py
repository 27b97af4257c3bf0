"""Numbers that run on, and those that a misreading broke out of the run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.scoring.sequence import NONE_SUCH, in_sequence, ordinal_of


def test_chinese_numerals_before_a_name_are_read() -> None:
    assert [ordinal_of(text) for text in ("一、公共安全", "十、", "十二．住房", "二十一、", "九 教育", "其中：")] == [
        *(1, 10, 12, 21),
        *(None, None),
    ]


def test_what_only_looks_like_a_numeral_is_none() -> None:
    assert ordinal_of("一二、农林水支出") == NONE_SUCH


def test_a_numeral_that_was_misread_breaks_the_run_and_its_neighbours_do_not() -> None:
    names = ["八、卫生健康", "九、节能环保", "一、城乡社区", "一一、农林水", "十二、交通", "十三、金融"]
    assert in_sequence([ordinal_of(name) for name in names]) == [True, True, False, False, True, True]


def test_another_run_may_begin_anywhere() -> None:
    assert all(in_sequence([1, None, 2, 3, 1, 2]))


def test_one_number_alone_runs_on() -> None:
    assert all(in_sequence([None, 7, None]))


@given(st.integers(1, 80), st.integers(2, 15))
def test_what_is_counted_on_is_in_sequence(first: int, count: int) -> None:
    assert all(in_sequence(range(first, first + count)))
