"""Decimal numbers as forms print them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def rounded(value: Decimal, step: Decimal = CENT) -> Decimal:
    """Rounded half up, as spreadsheets and offices do."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Without trailing zeros and without an exponent: 100, 7.9, 93.22, 0."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
