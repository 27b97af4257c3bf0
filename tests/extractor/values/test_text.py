"""What cleaning does to text, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.values import clean_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("深圳市某局 （本级）", "深圳市某局（本级）"),
        ("服务对象满意度指\n标", "服务对象满意度指标"),
        ("hello world 双语 手册", "hello world双语手册"),
        ("Hello, world", "Hello, world"),
        ("２０２３年１０月", "2023年10月"),
        ("９５．５％", "95.5%"),
        ("1，392元，两天", "1,392元，两天"),
        ("2022，2023年", "2022，2023年"),
        ("\u3000一\u00a0二 ", "一二"),
        (" \n ", ""),
    ],
)
def test_layout_goes_and_print_stays(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(st.text(alphabet="年度绩效指标，。、；：（）“”《》"))
def test_chinese_text_is_never_altered(text: str) -> None:
    assert clean_text(text) == text
