"""Hyphens among specks: told by the hyphens of the same form that are large enough to be seen."""

import numpy as np
import pytest

from extractor.reading.raster.small_hyphens import small_hyphens
from models.geometry import Box

HEIGHT = 24.0
HYPHENS = [Box(x - 8, y - 12, x + 8, y + 12) for x, y in ((40, 50), (100, 50), (40, 90))]


def found(*places, hyphens=HYPHENS, print_=(), wide=3):
    specks = np.zeros((200, 200), dtype=bool)
    for x, y in places:
        specks[y - 1 : y + 1, x - 1 : x - 1 + wide] = True
    return [box.center for box in small_hyphens(hyphens, print_, specks, HEIGHT)]


def test_a_speck_level_with_a_hyphen_and_under_another_is_one():
    assert found((100, 90)) == [(100.5, 90.0)]


@pytest.mark.parametrize("place", [(100, 96), (150, 90), (100, 150)], ids=["not level", "beside", "far under"])
def test_one_that_is_but_one_of_both_is_none(place):
    assert found(place) == []


def test_of_a_row_without_a_hyphen_two_in_columns_with_one_are_hyphens():
    assert found((40, 130), (100, 130)) == [(40.5, 130.0), (100.5, 130.0)]
    assert found((40, 130), (150, 130)) == []
    assert found((40, 190), (100, 190)) == []


def test_so_are_two_of_a_column_without_one_that_are_level_with_hyphens():
    assert found((150, 50), (150, 90)) == [(150.5, 50.0), (150.5, 90.0)]
    assert found((150, 50), (170, 90)) == []


def test_where_such_a_row_and_such_a_column_cross_stands_another():
    told = [(150, 50), (150, 90), (40, 130), (100, 130)]
    assert (150.5, 130.0) in found(*told, (150, 130))
    assert found((150, 130)) == []


def test_what_was_read_already_is_no_speck():
    assert found((40, 90)) == []
    assert found((100, 90), print_=[Box(90, 80, 120, 100)]) == []


def test_the_grain_of_the_paper_is_none():
    assert found((100, 90), wide=1) == []


def test_a_page_with_fewer_hyphens_does_not_tell_where_they_are():
    assert found((100, 90), hyphens=HYPHENS[1:]) == []
