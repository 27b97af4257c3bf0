"""Decoding against a slow, obvious decoder, and what the obvious one does not give."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from extractor.reading.engines.ctc import BLANK, decode

CHARSET = ["", "1", "7", "额", " "]


@st.composite
def probabilities(draw):
    shape = (draw(st.integers(1, 24)), len(CHARSET))
    raw = draw(arrays.arrays(np.float32, shape, elements=st.floats(0.0078125, 1, width=32)))
    return raw / raw.sum(axis=1, keepdims=True)


def obvious_text(rows) -> str:
    best = [int(max(range(len(row)), key=lambda index: (row[index], -index))) for row in rows]
    return "".join(CHARSET[label] for label, _ in itertools.groupby(best) if label != BLANK)


def peaked(labels, steps_each=2):
    rows = np.full((len(labels) * steps_each, len(CHARSET)), 0.02, dtype=np.float32)
    for step, label in enumerate(np.repeat(labels, steps_each)):
        rows[step, label] = 0.92
    return rows


@given(probabilities())
def test_spells_what_the_obvious_decoder_spells(rows):
    assert decode(rows, CHARSET, 4).text == obvious_text(rows)


@given(probabilities(), st.integers(0, 4))
def test_every_character_is_in_order_in_the_crop_and_says_how_sure_it_is(rows, count):
    characters = decode(rows, CHARSET, count).characters
    for character in characters:
        assert 0 <= character.x0 < character.x1 <= 1
        assert 0 < character.probability <= 1
        assert len(character.alternatives) <= count
        assert character.char not in dict(character.alternatives)
        assert list(character.alternatives) == sorted(character.alternatives, key=lambda pair: -pair[1])
    for left, right in itertools.pairwise(characters):
        assert left.x1 <= right.x0 + 1e-6


def test_a_character_stands_where_its_peak_is():
    (character,) = decode(peaked([0, 0, 0, 1, 0]), CHARSET, 4).characters
    assert character.x0 <= 0.7 <= character.x1


def test_padding_is_not_part_of_the_crop():
    rows = peaked([1, 2, 0, 0])
    whole, half = decode(rows, CHARSET, 4), decode(rows, CHARSET, 4, used=0.5)
    assert half.text == whole.text
    assert half.characters[1].x0 == pytest.approx(2 * whole.characters[1].x0)


def test_an_alternative_is_kept_from_any_step_of_the_character():
    rows = np.array([[0.1, 0.6, 0.1, 0.1, 0.1], [0.05, 0.5, 0.4, 0.03, 0.02]], dtype=np.float32)
    (character,) = decode(rows, CHARSET, 1).characters
    assert (character.char, character.probability) == ("1", pytest.approx(0.6))
    assert character.alternatives == (("7", pytest.approx(0.4)),)


def test_only_blanks_are_no_characters():
    assert decode(peaked([0, 0]), CHARSET, 4).characters == ()
