from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.evaluation.alignment import aligned
from extractor.evaluation.equality import same
from extractor.evaluation.leaves import compared


@pytest.mark.parametrize(
    ("expected", "got"),
    [("0", "0.00"), ("149000000", "149000000.00"), ("超500家", "超５００ 家"), (None, None), ("（本级）", "(本级)")],
)
def test_the_same(expected: str | None, got: str | None) -> None:
    assert same(expected, got)
    assert same(got, expected)


@pytest.mark.parametrize(
    ("expected", "got"), [("007", "7"), ("1", "10"), ("0", None), ("89.65", "89.6"), ("100%", "100"), ("1e1", "10")]
)
def test_not_the_same(expected: str | None, got: str | None) -> None:
    assert not same(expected, got)
    assert not same(got, expected)


def test_one_missed_row_leaves_the_later_rows_right() -> None:
    rows = [{"name": name, "score": str(score)} for score, name in enumerate("甲乙丙丁")]
    pairs = list(compared({"rows": rows}, {"rows": rows[:1] + rows[2:]}))
    assert [pair.path for pair in pairs if not pair.right] == ["rows[1].name", "rows[1].score"]
    moved = next(pair for pair in pairs if pair.expected_path == "rows[3].name")
    assert moved.got_path == "rows[2].name"


def test_one_surplus_row_is_surplus_and_nothing_else() -> None:
    rows = [{"name": name} for name in "甲乙丙"]
    pairs = list(compared(rows, [rows[0], {"name": "?"}, *rows[1:]]))
    assert [(pair.expected_path, pair.got_path, pair.got) for pair in pairs if not pair.right] == [
        (None, "[1].name", "?")
    ]


def test_a_wrong_row_is_set_beside_the_row_it_should_be() -> None:
    pairs = list(compared([{"a": "1", "b": "2"}], [{"a": "8", "b": "9"}]))
    assert [(pair.expected, pair.got) for pair in pairs] == [("1", "8"), ("2", "9")]


def test_null_is_no_leaf_and_right_beside_nothing() -> None:
    assert all(pair.right for pair in compared({"a": None}, {}))
    assert not any(pair.right for pair in compared({"a": "1"}, {"a": None}))


def test_data_of_another_shape_is_missing_and_surplus() -> None:
    pairs = list(compared({"a": ["1"]}, {"a": "1"}))
    assert {(pair.expected_path, pair.got_path) for pair in pairs} == {("a[0]", None), (None, "a")}


likeness = st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=4, max_size=4)


def _best(gain: list[list[int]], i: int, j: int) -> int:
    """Every way to pair in order, tried."""
    if i == len(gain) or j == len(gain[0]):
        return 0
    return max(_best(gain, i + 1, j), _best(gain, i, j + 1), gain[i][j] + _best(gain, i + 1, j + 1))


@given(likeness)
def test_an_alignment_is_in_order_complete_and_the_best(gain: list[list[int]]) -> None:
    pairs = list(aligned(4, 3, lambda i, j: gain[i][j]))
    assert [i for i, _ in pairs if i is not None] == [0, 1, 2, 3]
    assert [j for _, j in pairs if j is not None] == [0, 1, 2]
    assert sum(gain[i][j] for i, j in pairs if i is not None and j is not None) == _best(gain, 0, 0)


def test_keys_are_compared_as_texts_are_and_paths_stay_as_they_were() -> None:
    (pair,) = compared({"因公出国（境）费": "1.00"}, {"因公出国(境) 费": "1"})
    assert pair.right
    assert (pair.expected_path, pair.got_path) == ("因公出国（境）费", "因公出国(境) 费")
