"""The division of a lattice into rectangles, beside a search through all of them."""

from itertools import product

import numpy as np
import pytest

from extractor.grids.ruling.division import BRANCH, Sides, divided


def _worth(across, upright, odds):
    """The log odds of a division, or None where a corner has a rule that ends in nothing, or turns."""
    worth = float((across * odds.across).sum() + (upright * odds.upright).sum())
    for i, j in product(range(across.shape[0]), range(upright.shape[1])):
        left, right, above, below = across[i, j], across[i, j + 1], upright[i, j], upright[i + 1, j]
        count = left + right + above + below
        if count == 1 or (count == 2 and above != below):
            return None
        worth -= BRANCH * (count == 3)
    return worth


def _best(odds):
    n_across, n_upright = odds.across.size, odds.upright.size
    best = None
    for bits in product((0, 1), repeat=n_across + n_upright):
        across = np.array(bits[:n_across]).reshape(odds.across.shape)
        upright = np.array(bits[n_across:]).reshape(odds.upright.shape)
        worth = _worth(across, upright, odds)
        if worth is not None and (best is None or worth > best):
            best = worth
    return best


@pytest.mark.parametrize("seed", range(6))
def test_no_division_is_likelier(seed):
    random = np.random.default_rng(seed)
    odds = Sides(random.normal(0, 3, (1, 3)), random.normal(0, 3, (2, 2)))
    found = divided(odds)
    assert _worth(found.across, found.upright, odds) == pytest.approx(_best(odds))


def test_a_faded_side_among_drawn_ones_is_drawn():
    odds = Sides(np.full((3, 4), 4.0), np.full((4, 3), 4.0))
    odds.upright[1, 1] = -1.0
    assert divided(odds).upright.all()


def test_a_row_without_any_upright_side_stays_one_cell():
    odds = Sides(np.full((3, 4), 4.0), np.full((4, 3), 4.0))
    odds.upright[1] = -4.0
    assert not divided(odds).upright[1].any()
    assert divided(odds).upright[[0, 2, 3]].all()


def test_one_row_and_one_column_need_no_corner():
    row = divided(Sides(np.zeros((0, 3)), np.array([[2.0, -2.0]])))
    column = divided(Sides(np.array([[2.0], [-2.0]]), np.zeros((3, 0))))
    assert row.upright.tolist() == [[1.0, 0.0]]
    assert column.across.tolist() == [[1.0], [0.0]]
