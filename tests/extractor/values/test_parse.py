"""Cell text to typed values, kind by kind."""

import pytest

from extractor.values import parse_value
from models.record import TypedValue, ValueKind


def typed(text: str, kind: ValueKind) -> tuple[object, ...]:
    value = parse_value(text, kind)
    return value.kind, value.number, value.unit, value.comparator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("超500家", ("quantity", "500", "家", ">")),
        ("618家", ("quantity", "618", "家", "=")),
        ("≥95", ("number", "95", None, ">=")),
        ("＞95％", ("percent", "95", "%", ">")),
        ("95%以上", ("percent", "95", "%", ">=")),
        ("不低于90%", ("percent", "90", "%", ">=")),
        ("大于等于20家", ("quantity", "20", "家", ">=")),
        ("不少于1,200人次", ("quantity", "1200", "人次", ">=")),
        ("不超过45.1万元", ("amount", "45.1", "万元", "<=")),
        ("控制在5万元以内", ("amount", "5", "万元", "<=")),
        ("低于3%", ("percent", "3", "%", "<")),
        ("<=43万", ("quantity", "43", "万", "<=")),
        ("24小时之内", ("quantity", "24", "小时", "<=")),
        ("40个工作日内", ("quantity", "40", "个工作日", "<=")),
        ("7天/期", ("quantity", "7", "天/期", "=")),
        ("预计≥3.6万件", ("quantity", "3.6", "万件", ">=")),
        ("12.5896万\n元", ("amount", "12.5896", "万元", "=")),
        ("2,426,875.00元", ("amount", "2426875.00", "元", "=")),
        ("316", ("number", "316", None, "=")),
        ("2年", ("quantity", "2", "年", "=")),
    ],
)
def test_a_quantity_slot_takes_any_measure(text: str, expected: tuple[object, ...]) -> None:
    assert typed(text, "quantity") == expected


@pytest.mark.parametrize(
    ("text", "clean", "comparator"),
    [("大干等于7", "大于等于7", ">="), ("小丁等于644万元", "小于等于644万元", "<="), ("不低干95%", "不低于95%", ">=")],
)
def test_a_comparing_word_one_look_alike_off_is_that_word(text: str, clean: str, comparator: str) -> None:
    value = parse_value(text, "quantity")
    assert (value.clean, value.comparator, len(value.repairs)) == (clean, comparator, 1)


@pytest.mark.parametrize("text", ["未超过5万元", "三千5", "干7", "大干7场地", "骨干"])
def test_other_words_before_a_number_stay(text: str) -> None:
    assert parse_value(text, "quantity") == TypedValue(kind="text", clean=text)


@pytest.mark.parametrize(
    ("text", "number", "comparator"),
    [
        ("2023年12\n月31日前完\n成", "2023-12-31", "<="),
        ("2023年11月30日", "2023-11-30", "="),
        ("2023年10月", "2023-10", "="),
        ("2023年", "2023", "="),
        ("12月底前", "--12", "<="),
        ("11月底前完成", "--11", "<="),
        ("12月前完成", "--12", "<"),
    ],
)
def test_a_quantity_slot_takes_dates_as_far_as_they_are_printed(text: str, number: str, comparator: str) -> None:
    assert typed(text, "quantity") == ("date", number, None, comparator)


@pytest.mark.parametrize(
    "text",
    ["有所提升", "100%有效宣传", "每半年1次", "≥3次/80%", "第2名", "Q1", "B2", "2种以上形式", "13月底前", "全年"],
)
def test_a_wording_in_a_quantity_slot_stays_text(text: str) -> None:
    assert typed(text, "quantity") == ("text", None, None, None)


FIVE_NOTHINGS = {
    "": TypedValue("none", ""),
    "—": TypedValue("none", "—"),
    "不适用": TypedValue("none", "不适用"),
    "0": TypedValue("number", "0", number="0", comparator="="),
    "章": TypedValue("none", "章", grammatical=False),
}


@pytest.mark.parametrize("text", FIVE_NOTHINGS)
def test_a_blank_a_dash_a_zero_not_applicable_and_unreadable_are_five_things(text: str) -> None:
    assert parse_value(text, "number") == FIVE_NOTHINGS[text]
    assert len(set(FIVE_NOTHINGS.values())) == len(FIVE_NOTHINGS)


@pytest.mark.parametrize("dash", ["—", "－", "-", "――", "— —", "–", "_", "/"])
@pytest.mark.parametrize("kind", ["amount", "percent", "number", "quantity", "text"])
def test_every_dash_is_one_dash(dash: str, kind: ValueKind) -> None:
    assert parse_value(dash, kind) == TypedValue("none", "—")


def test_a_chinese_one_is_a_misread_dash_only_where_a_number_belongs() -> None:
    assert parse_value("一", "amount") == TypedValue("none", "—", repairs=("一→—",))
    assert parse_value("一", "text") == TypedValue("text", "一")


@pytest.mark.parametrize(
    ("text", "kind", "number", "repairs"),
    [
        ("l49OOO000。00", "amount", "149000000.00", ("l→1", "O→0", "。→.")),
        ("149，000，000.00", "amount", "149000000.00", ()),
        ("149 000 000.00", "amount", "149000000.00", ()),
        ("149000000,00", "amount", "149000000.00", (",→.",)),
        ("149.000.000.00", "amount", "149000000.00", (".→,",)),
        ("1O", "number", "10", ("O→0",)),
        ("O.OO", "amount", "0.00", ("O→0",)),
        ("8·39", "number", "8.39", ("·→.",)),
        ("10.", "number", "10", ("stray point dropped",)),
        ("2O23", "date", "2023", ("O→0",)),
    ],
)
def test_misread_digits_are_folded_and_said_so(
    text: str, kind: ValueKind, number: str, repairs: tuple[str, ...]
) -> None:
    value = parse_value(text, kind)
    assert (value.number, value.repairs, value.grammatical) == (number, repairs, True)


@pytest.mark.parametrize("text", ["1,2345", "12..5", "3%", "家", "12家", "≥5", "lO", "abc"])
def test_what_is_no_amount_is_none_and_not_grammatical(text: str) -> None:
    value = parse_value(text, "amount")
    assert (value.kind, value.number, value.grammatical) == ("none", None, False)
    assert value.clean


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("(12.50)", "amount", "-12.50"),
        ("-3", "amount", "-3"),
        ("15分", "number", "15"),
        ("83.93%", "percent", "83.93"),
        ("100.0", "number", "100.0"),
        ("2023年度", "date", "2023"),
        ("二〇二三年", "date", "2023"),
    ],
)
def test_numbers_in_their_own_columns(text: str, kind: ValueKind, number: str) -> None:
    assert parse_value(text, kind).number == number


def test_a_code_keeps_every_digit_and_loses_layout() -> None:
    assert parse_value("4403O3210 300300\n004062", "code") == TypedValue(
        "code", "440303210300300004062", repairs=("O→0",)
    )
    assert parse_value("33.", "code") == TypedValue("code", "33", repairs=("stray point dropped",))
    assert parse_value("？", "code").grammatical is False
