"""Pieces of ink: the same as OpenCV finds with wide labels, and as many as there are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.components import Components


@pytest.fixture(params=[1, 2])
def threads(request):
    before = cv2.getNumThreads()
    cv2.setNumThreads(request.param)
    yield
    cv2.setNumThreads(before)


def noise(share, size, seed):
    return (np.random.default_rng(seed).random(size) < share).astype(np.uint8)


@given(share=st.floats(0, 1), height=st.integers(1, 80), width=st.integers(1, 80), seed=st.integers(0, 999))
def test_pieces_are_numbered_as_with_wide_labels(share, height, width, seed):
    mask = noise(share, (height, width), seed)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    found = Components.of(mask)
    assert len(found) == count
    assert np.array_equal(found.labels, labels)
    assert np.array_equal(found.stats, stats)
    assert np.array_equal(found.centres, centres, equal_nan=True)


@pytest.mark.usefixtures("threads")
def test_a_page_of_print_is_numbered_the_same_by_one_thread_and_by_two():
    mask = cv2.dilate(noise(0.01, (900, 700), 1), np.ones((2, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    found = Components.of(mask)
    assert np.array_equal(found.labels, labels)
    assert np.array_equal(found.stats, stats)


def test_grain_of_more_pieces_than_short_labels_can_number_is_counted_too():
    mask = np.zeros((600, 600), np.uint8)
    mask[::2, ::2] = 1
    assert len(Components.of(mask)) == 1 + 300 * 300


def test_what_touches_by_a_corner_is_one_piece_and_a_mask_may_be_of_flags():
    assert len(Components.of(np.eye(5, dtype=np.bool_))) == 2
