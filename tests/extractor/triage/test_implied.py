"""What a failed sum says that its one doubtful figure should be."""

from __future__ import annotations

import pytest

from extractor.triage.implied import implied
from models.result import Check, FieldEvidence, Label, Value

LABEL = Label(raw="金额", canonical=None, indicator=None, method=None, score=1.0)


def amount(path: str, text: str, *, doubtful: bool = False) -> FieldEvidence:
    return FieldEvidence(
        path=path,
        label=LABEL,
        text=text,
        value=Value(kind="amount", number=text.replace(",", "") or None, unit=None, comparator=None),
        confidence=0.5,
        status="needs_review" if doubtful else "accepted",
        source=None,
    )


def failed(expected: str, actual: str, status: str = "fail") -> Check:
    return Check.model_validate(
        {
            "id": "c",
            "rule": "sum",
            "status": status,
            "message": "",
            "expected": expected,
            "actual": actual,
            "paths": ("total", "a", "b"),
        }
    )


def said(path: str, total: str, a: str, b: str, check: Check, *doubtful: str) -> tuple[str, ...]:
    texts = {"total": total, "a": a, "b": b}
    fields = {one: amount(one, text, doubtful=one in doubtful) for one, text in texts.items()}
    return implied(fields[path], [check], fields)


def test_the_one_doubtful_part_is_what_the_others_leave() -> None:
    assert said("a", "12.50", "1.50", "4.50", failed("6", "12.5"), "a") == ("8.00",)


def test_the_one_doubtful_total_is_what_its_parts_make_up_written_as_it_is() -> None:
    assert said("total", "1,006.00", "1,000.00", "60.00", failed("1060", "1006"), "total") == ("1,060.00",)


def test_a_blank_part_is_what_is_missing() -> None:
    assert said("b", "12.5", "8.5", "", failed("8.5", "12.5"), "b") == ("4",)


@pytest.mark.parametrize("doubtful", [("a", "b"), ("b",), ()])
def test_where_another_may_be_wrong_nothing_is_said(doubtful: tuple[str, ...]) -> None:
    assert said("a", "12.50", "1.50", "4.50", failed("6", "12.5"), *doubtful) == ()


def test_a_check_that_is_no_plain_sum_says_nothing() -> None:
    assert said("a", "12.50", "1.50", "4.50", failed("-3", "12.5"), "a") == ()
    assert said("a", "12.50", "1.50", "4.50", failed("6", "6", "pass"), "a") == ()


def test_nothing_is_less_than_nothing() -> None:
    assert said("a", "1", "1", "9", failed("10", "1"), "a") == ()
