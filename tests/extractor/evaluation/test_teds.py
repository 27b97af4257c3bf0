from __future__ import annotations

import time

import pytest

from extractor.evaluation.teds import Slot, table_tree, teds

GRID: list[Slot] = [(0, 0, 1, 2, "head"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "12")]


def test_a_table_is_like_itself() -> None:
    assert teds(table_tree(2, GRID), table_tree(2, GRID)) == 1.0


def test_a_wrong_character_costs_its_share_of_the_cell_and_no_structure() -> None:
    other = [*GRID[:2], (1, 1, 1, 1, "13")]
    a, b = table_tree(2, GRID), table_tree(2, other)
    assert teds(a, b) == pytest.approx(1 - 0.5 / 6)
    assert teds(a, b, structure_only=True) == 1.0


def test_a_wrong_span_costs_a_whole_cell_both_ways() -> None:
    other = [(0, 0, 1, 1, "head"), *GRID[1:]]
    a, b = table_tree(2, GRID), table_tree(2, other)
    assert teds(a, b) == teds(b, a) == teds(a, b, structure_only=True) == pytest.approx(1 - 1 / 6)


def test_a_missing_row_costs_its_nodes() -> None:
    assert teds(table_tree(2, GRID), table_tree(1, GRID[:1])) == pytest.approx(1 - 3 / 6)


def test_a_form_of_forty_rows_is_compared_in_seconds() -> None:
    cells = [(row, col, 1, 1, f"{row} {col}") for row in range(40) for col in range(9)]
    started = time.perf_counter()
    assert 0.9 < teds(table_tree(40, cells), table_tree(40, cells[9:])) < 1
    assert time.perf_counter() - started < 10
