"""Numbers of rows with blank cells find their columns by what adds up."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from extractor.grids.dump_ledgers.blanks import Sum, learned, number_of, placed

TOTAL = Sum(0, (1, 2))


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_the_sum_of_a_row_says_which_number_is_its_total() -> None:
    (options,) = placed([numbers("5", "7")], 3, [Sum(2, (0, 1))], [])
    assert options == ((0, 1), (0, 2), (1, 2))  # 5 and 7 add up nowhere: nothing is known

    (options,) = placed([numbers("7", "7")], 3, [Sum(2, (0, 1))], [])
    assert options == ((0, 2), (1, 2))


def test_the_line_that_sums_up_says_in_which_column_a_number_stands() -> None:
    rows = [numbers("9", "4", "5"), numbers("4", "4"), numbers("5", "5")]
    assert placed(rows, 3, [TOTAL], [Sum(0, (1, 2))]) == [((0, 1, 2),), ((0, 1),), ((0, 2),)]


def test_what_is_decided_decides_more() -> None:
    rows = [numbers("9", "4", "5"), numbers("9", "4", "5"), numbers("4", "4"), numbers("5", "5")]
    found = placed(rows, 3, [TOTAL], [Sum(1, (2, 3)), Sum(0, (1,))])
    assert found[2:] == [((0, 1),), ((0, 2),)]


def test_where_nothing_tells_them_apart_all_placements_are_given() -> None:
    rows = [numbers("4", "4"), numbers("4", "4")]
    assert placed(rows, 3, [TOTAL], [Sum(0, (1,))]) == [((0, 1), (0, 2))] * 2


def test_a_sum_that_no_placement_fulfils_decides_nothing() -> None:
    rows = [numbers("9", "4", "5"), numbers("3", "3")]
    assert placed(rows, 3, [TOTAL], [Sum(0, (1,))])[1] == ((0, 1), (0, 2))


def test_sums_are_learned_from_full_rows_only() -> None:
    full = [numbers("9", "4", "5"), numbers("7", "1", "6")]
    assert learned([*full, numbers("3", "3")], 3) == [TOTAL]
    assert learned([*full, numbers("3", "3", "3")], 3) == []


def test_a_dash_is_nothing_and_brackets_are_a_minus() -> None:
    assert [number_of(text) for text in ("—", "1,234.50", "(2.00)", "-2.00")] == numbers(
        "0", "1234.50", "-2.00", "-2.00"
    )


@given(st.lists(st.lists(st.integers(0, 999), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_true_placement_is_never_dropped(table: list[list[int]]) -> None:
    """Whatever is blank, the columns where the numbers were printed stay among the options."""
    rows = [[sum(row), *row] for row in table]
    rows.insert(0, [sum(column) for column in zip(*rows, strict=True)])
    printed = [tuple(col for col, value in enumerate(row) if value) for row in rows]
    said = [[Decimal(row[col]) for col in places] for row, places in zip(rows, printed, strict=True)]
    found = placed(said, 4, [Sum(0, (1, 2, 3))], [Sum(0, tuple(range(1, len(rows))))])
    for row, places, options in zip(said, printed, found, strict=True):
        assert places in options or not row
        assert set(options) <= {tuple(one) for one in combinations(range(4), len(row))}
