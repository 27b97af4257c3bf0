"""A misread digit is told from a sum that is wrong on paper."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractor.checks import Spot, decode
from models.record import CheckOutcome, OtherReading, TypedValue

# Two rows of three parts and their total; a last row sums up the columns.
PRINTED = {
    (0, "a0"): "10.00", (0, "a1"): "20.50", (0, "a2"): "1.25", (0, "a"): "31.75",
    (0, "b0"): "5.00", (0, "b1"): "6.00", (0, "b2"): "7.50", (0, "b"): "18.50",
    (0, "c0"): "15.00", (0, "c1"): "26.50", (0, "c2"): "8.75", (0, "c"): "50.25",
}  # fmt: skip
SUMS = {row: [f"{row}0", f"{row}1", f"{row}2"] for row in "abc"} | {
    f"c{column}": [f"a{column}", f"b{column}"] for column in ("0", "1", "2", "")
}


def typed(number: str) -> TypedValue:
    return TypedValue(kind="amount", clean=number, number=number)


def unreadable(text: str) -> TypedValue:
    return TypedValue(kind="none", clean=text, grammatical=False)


def outcomes(values: Mapping[Spot, TypedValue], sums: Mapping[str, Sequence[str]]) -> tuple[CheckOutcome, ...]:
    found = []
    for index, (total, parts) in enumerate(sums.items()):
        paths = (total, *parts)
        numbers = [values[0, path].number for path in paths]
        if any(number is None for number in numbers):
            found.append(CheckOutcome(str(index), "sum", "unknown", "", None, None, paths))
            continue
        actual, expected = Decimal(numbers[0] or 0), sum((Decimal(number or 0) for number in numbers[1:]), Decimal(0))
        status = "pass" if actual == expected else "fail"
        found.append(CheckOutcome(str(index), "sum", status, "", str(expected), str(actual), paths))
    return tuple(found)


def decoded(
    read: Mapping[str, str | TypedValue],
    others: Mapping[str, Sequence[tuple[str, float]]],
    sums: Mapping[str, Sequence[str]] = SUMS,
) -> dict[str, str | None]:
    """What is read otherwise, by path, when ``read`` stands in place of what is printed."""
    values = {
        spot: value if isinstance(value := read.get(spot[1], number), TypedValue) else typed(value)
        for spot, number in PRINTED.items()
    }
    options = {path: [OtherReading(typed(number), odds) for number, odds in them] for path, them in others.items()}
    chosen, after = decode(
        values, lambda spot: options.get(spot[1], []), lambda more: {0: outcomes({**values, **more}, sums)}
    )
    assert after == {0: outcomes({**values, **chosen}, sums)}
    return {path: value.number for (_, path), value in chosen.items()}


def test_a_reading_that_mends_its_row_and_its_column_is_taken() -> None:
    assert decoded({"a1": "26.50"}, {"a1": [("20.50", 0.003)]}) == {"a1": "20.50"}


def test_what_was_read_is_kept_among_the_repairs() -> None:
    values = {spot: typed(number) for spot, number in PRINTED.items()} | {(0, "a1"): typed("26.50")}
    chosen, _ = decode(
        values,
        lambda spot: [OtherReading(typed("20.50"), 0.3)] if spot[1] == "a1" else [],
        lambda more: {0: outcomes({**values, **more}, SUMS)},
    )
    assert chosen[0, "a1"].repairs == ("26.50→20.50",)


def test_two_digits_of_one_row_are_told_by_their_columns() -> None:
    others = {"a0": [("10.00", 0.2)], "a1": [("20.50", 0.2)]}
    assert decoded({"a0": "16.00", "a1": "26.50"}, others) == {"a0": "10.00", "a1": "20.50"}


def test_two_digits_of_one_sum_alone_are_told_together() -> None:
    others = {"a0": [("10.00", 0.4)], "a1": [("20.50", 0.4)], "a2": [("1.35", 0.4)]}
    row = {"a": SUMS["a"]}
    assert decoded({"a0": "16.00", "a1": "28.50"}, others, row) == {"a0": "10.00", "a1": "20.50"}


def test_a_number_that_could_not_be_read_is_filled_in() -> None:
    assert decoded({"b2": unreadable("7.5.0")}, {"b2": [("7.50", 0.1), ("1.50", 0.1)]}) == {"b2": "7.50"}


def test_a_sum_that_is_wrong_on_paper_stays_wrong() -> None:
    assert decoded({"a": "31.85"}, {}) == {}
    assert decoded({"a": "31.85"}, {"a1": [("20.80", 0.3)], "b": [("18.60", 0.3)]}) == {}


def test_a_thought_too_faint_decides_nothing_by_one_sum() -> None:
    row = {"a": SUMS["a"]}
    assert decoded({"a": "31.85"}, {"a": [("31.75", 0.01)]}, row) == {}
    assert decoded({"a": "31.85"}, {"a": [("31.75", 0.05)]}, row) == {"a": "31.75"}


def test_two_explanations_decide_nothing() -> None:
    row = {"a": SUMS["a"]}
    assert decoded({"a": "31.85"}, {"a": [("31.75", 0.1)], "a1": [("20.60", 0.1)]}, row) == {}
    assert decoded({"a": "31.85"}, {"a": [("31.75", 0.6)], "a1": [("20.60", 0.025)]}, row) == {"a": "31.75"}


def test_a_reading_that_breaks_another_sum_is_no_explanation() -> None:
    assert decoded({"a": "31.85"}, {"a1": [("20.60", 0.5)]}) == {}


numbers = st.sampled_from(sorted(path for _, path in PRINTED))
readings = st.lists(st.tuples(st.sampled_from(["10.00", "1.25", "20.80", "8.50", "51.25"]), st.floats(0.001, 1)))


@given(
    st.dictionaries(numbers, st.sampled_from(["16.00", "20.80", "8.75"]), max_size=3),
    st.dictionaries(numbers, readings),
)
def test_no_sum_that_held_is_ever_broken(read: dict[str, str], others: dict[str, list[tuple[str, float]]]) -> None:
    values = {spot: typed(read.get(spot[1], number)) for spot, number in PRINTED.items()}
    before = {it.id for it in outcomes(values, SUMS) if it.status == "pass"}
    changed = {(0, path): typed(number or "") for path, number in decoded(read, others).items()}
    assert before <= {it.id for it in outcomes({**values, **changed}, SUMS) if it.status == "pass"}
