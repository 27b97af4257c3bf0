"""Shapes that a recogniser has several characters for."""

import numpy as np
import pytest

from extractor.reading import Recognised, RecognisedCharacter
from extractor.reading.raster.lone_shapes import likelihood


def ink(height=12):
    page = np.zeros((24, 30), dtype=bool)
    page[6 : 6 + height, 5:25] = True
    return page


def likely(*characters, height=12):
    return likelihood(Recognised(characters), ink(height), 24.0)


def read(char, probability, *others):
    return RecognisedCharacter(char, probability, 0.0, 1.0, others)


@pytest.mark.parametrize(("char", "other"), [("一", "—"), ("-", "—"), ("0", "o"), ("O", "0")])
def test_a_lone_shape_is_as_likely_as_all_that_it_may_be(char, other):
    assert likely(read(char, 0.42, (other, 0.4), ("三", 0.1))) == pytest.approx(0.82)


def test_no_certainty_is_more_than_whole():
    assert likely(read("一", 0.9, ("—", 0.9))) == 1.0


def test_a_shape_that_is_none_of_them_is_as_likely_as_it_was_read():
    assert likely(read("5", 0.4, ("0", 0.3))) == 0.4


def test_so_is_a_shape_beside_others():
    assert likely(read("0", 0.4, ("o", 0.3)), read("1", 0.6)) == 0.5


def test_a_reading_of_nothing_is_not_likely():
    assert likely() == 0.0


def test_what_is_as_low_as_one_stroke_is_surely_one():
    wavering = read("一", 0.49, ("二", 0.49))
    assert likely(wavering, height=3) > 0.9
    assert likely(wavering) == 0.49
    assert likely(read("0", 0.49), height=3) == 0.49
