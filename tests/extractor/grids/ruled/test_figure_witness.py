"""Rules that were not made out between figures, and between the names beside them."""

import numpy as np
import pytest

from extractor.grids.ruled.figure_witness import with_figures_apart
from extractor.grids.ruled.lattice import Lattice
from tests.extractor.grids.typesetting import line_of

XS, YS = (0.0, 100.0, 300.0, 400.0), (0.0, 20.0, 40.0)


def _drawn(upper, lower):
    """Which sides are drawn between two rows of three texts, of which the rules between them and beside were lost."""
    lattice = Lattice(XS, YS, np.array([[1.0] * 3, [0.0] * 3, [1.0] * 3]), np.array([[1.0, 0.0, 0.0, 1.0]] * 2))
    rows = zip((upper, lower), (10, 30), strict=True)
    lines = [line_of(x + 5, y, text) for texts, y in rows for x, text in zip(XS, texts, strict=False) if text]
    found = with_figures_apart(lattice, lines)
    return [c for c in range(3) if found.across[1, c]], [c for c in (1, 2) if found.upright[0, c]]


def test_two_codes_are_of_two_lines_and_so_are_the_names_beside_them():
    assert _drawn(("206", "科学技术支出", "8,670.23"), ("20601", "科学技术管理事务", "—")) == ([0, 1, 2], [])


def test_items_of_a_list_beside_numbers_of_lines_are_two_names():
    assert _drawn(("", "二十、粮油支出", "52"), ("", "二十一、其他支出", "53"))[0] == [1, 2]
    assert _drawn(("", "一、做好工作", ""), ("", "二、加强管理", ""))[0] == []


@pytest.mark.parametrize(
    ("upper", "lower"), [("项目", "立项"), ("1,234,", "567.89"), ("5.00", ""), ("12345", "8.00")], ids=str
)
def test_words_pieces_of_an_amount_and_a_figure_alone_are_one_cell(upper, lower):
    assert _drawn(("", "", upper), ("", "", lower))[0] == ([2] if upper == "12345" else [])


def test_figures_side_by_side_are_two_cells():
    assert _drawn(("", "1", "2"), ("", "8.00", "9.00"))[1] == [2]
