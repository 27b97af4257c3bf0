"""Whatever style a number is printed in, it comes back as the same number."""

from collections.abc import Callable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractor.values import parse_value

DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=2) | st.decimals(
    min_value=0, max_value=10**6, places=4
)
WIDE = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
OCR = str.maketrans({"0": "O", "1": "l", ".": "。", ",": "，"})


def plain(number: Decimal) -> str:
    return format(number, "f")


def grouped(number: Decimal) -> str:
    return format(number, ",f")


def spaced(number: Decimal) -> str:
    return " ".join(grouped(number))


def wide(number: Decimal) -> str:
    return grouped(number).translate(WIDE)


def wrapped(number: Decimal) -> str:
    text = plain(number)
    return f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}"


def bracketed(number: Decimal) -> str:
    return f"({plain(-number)})" if number < 0 else plain(number)


STYLES: list[Callable[[Decimal], str]] = [plain, grouped, spaced, wide, wrapped, bracketed]


@given(DECIMALS, st.sampled_from(STYLES))
def test_any_printed_style_parses_back(number: Decimal, style: Callable[[Decimal], str]) -> None:
    value = parse_value(style(number), "amount")
    assert value.number is not None
    assert Decimal(value.number) == number
    assert value.repairs == ()


@given(
    DECIMALS, st.sampled_from(["元", "万元", "家", "%", "人次", "个工作日"]), st.sampled_from(["≥", "不超过", "", "超"])
)
def test_a_comparator_and_a_unit_never_change_the_number(number: Decimal, unit: str, comparator: str) -> None:
    value = parse_value(f"{comparator}{grouped(number)}{unit}", "quantity")
    assert value.number is not None
    assert (Decimal(value.number), value.unit) == (number, unit)


@given(DECIMALS.filter(lambda number: any(char in "23456789" for char in str(number))))
def test_typical_misreadings_come_back_and_are_said(number: Decimal) -> None:
    printed = grouped(number)
    misread = printed.translate(OCR)
    value = parse_value(misread, "amount")
    assert value.number is not None
    assert Decimal(value.number) == number
    letters = any(char in "01" for char in printed)
    assert bool(value.repairs) >= letters


@given(st.text(alphabet="0123456789OlI.,。，-() %", max_size=12), st.sampled_from(["amount", "number", "percent"]))
def test_a_number_is_always_a_plain_decimal_or_none(text: str, kind: str) -> None:
    value = parse_value(text, kind)  # type: ignore[arg-type]  # drawn from the three kinds
    assert value.number is None or format(Decimal(value.number), "f") == value.number
