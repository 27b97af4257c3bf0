"""Lines that are no print beside lines that are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.values import parse_value
from models.record import ValueKind


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("10\n—", "number", "10"),
        ("L\n4", "number", "4"),
        ("上\n2024", "date", "2024"),
        ("2024\n上", "date", "2024"),
        ("99.87\n一", "percent", "99.87"),
        ("|\n1,234.50", "amount", "1234.50"),
        ("1\n23368.73", "amount", "123368.73"),
        ("绩效自评\n2023", "date", "2023"),
    ],
)
def test_the_part_that_fits_the_kind_is_taken(text: str, kind: ValueKind, number: str) -> None:
    value = parse_value(text, kind)
    assert value.number == number
    assert value.grammatical


def test_what_was_dropped_is_said() -> None:
    assert parse_value("10\n—", "number").repairs == ("stray — dropped",)
    assert parse_value("上\n2024", "date").repairs == ("stray 上 dropped",)


def test_a_code_loses_strays_and_no_digit() -> None:
    value = parse_value("440303221040\n000123456\n一", "code")
    assert (value.clean, value.repairs) == ("440303221040000123456", ("stray 一 dropped",))


def test_a_code_loses_a_neighbours_words() -> None:
    assert parse_value("370273434429716643104\n项目名称：", "code").clean == "370273434429716643104"


def test_a_text_loses_dashes_and_marks_but_no_word() -> None:
    assert parse_value("公众对森林防火工作评价\n—", "text").clean == "公众对森林防火工作评价"
    assert parse_value("L\n围绕应急物资", "text").clean == "围绕应急物资"
    assert parse_value("绩效目标统\n一", "text").clean == "绩效目标统一"
    assert parse_value("到期\n。", "text").clean == "到期。"


def test_a_quantity_loses_its_dash() -> None:
    value = parse_value("93%\n—", "quantity")
    assert (value.kind, value.number, value.clean) == ("percent", "93", "93%")


@pytest.mark.parametrize("text", ["—", "—\n—", "|\n—"])
def test_nothing_but_strays_stays(text: str) -> None:
    assert parse_value(text, "text").clean != ""


@pytest.mark.parametrize("text", ["5\n10\n—", "7.5\n元人民币2", "10\n15\n甲"])
def test_two_numbers_are_not_one_of_them(text: str) -> None:
    value = parse_value(text, "number")
    assert value.number in {None, "510", "1015"}


@given(st.text(alphabet="0123456789万元中文。，%", min_size=1), st.sampled_from(["—", "|", "-"]))
def test_a_stray_line_changes_nothing_but_repairs(text: str, stray: str) -> None:
    for kind in ("text", "number", "quantity"):
        plain, beside = parse_value(text, kind), parse_value(f"{text}\n{stray}", kind)
        assert (plain.clean, plain.number) == (beside.clean, beside.number)
        assert beside.repairs


@pytest.mark.parametrize(("text", "number"), [("98%\n1", "98"), ("63.3%\n4", "63.3"), ("≥1\n5%", "15"), ("5\n元", "5")])
def test_one_character_beside_a_measure(text: str, number: str) -> None:
    assert parse_value(text, "quantity").number == number


def test_a_wording_in_a_quantity_slot_keeps_its_last_character() -> None:
    assert parse_value("有所提\n升", "quantity").clean == "有所提升"


@pytest.mark.parametrize("text", ["5\n2", "10\n0"])
def test_numbers_over_one_another_are_not_one_number(text: str) -> None:
    value = parse_value(text, "number")
    assert (value.number, value.grammatical) == (None, False)


@pytest.mark.parametrize(("text", "number"), [("386.69\n1", "386.69"), ("386.6\n9", "386.69"), ("0.\n00", "0.00")])
def test_an_amount_ends_with_its_cents(text: str, number: str) -> None:
    assert parse_value(text, "amount").number == number


@pytest.mark.parametrize(("text", "number"), [("0|", "0"), ("12|", "121"), ("|0", "10")])
def test_a_stroke_behind_a_zero_is_no_figure(text: str, number: str) -> None:
    assert parse_value(text, "amount").number == number
