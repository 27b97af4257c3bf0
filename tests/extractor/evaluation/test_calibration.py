from __future__ import annotations

import numpy as np
import pytest

from extractor.evaluation.calibration import coverage_at, expected_calibration_error, reliability


def test_a_bin_holds_its_lower_edge_and_the_last_bin_one() -> None:
    bins = reliability(np.array([0.5, 0.59, 0.6, 1.0]), np.array([True, False, True, True]), edges=(0.0, 0.5, 0.6, 1.0))
    assert [(b.low, b.fields, b.right) for b in bins] == [(0.5, 2, 0.5), (0.6, 2, 1.0)]


def test_calibration_error_weighs_bins_by_their_fields() -> None:
    confidence = np.array([0.9] * 8 + [0.1] * 2)
    right = np.array([True] * 8 + [False] * 2)
    assert expected_calibration_error(reliability(confidence, right)) == pytest.approx(0.1)


def test_confidence_that_is_right_has_no_error() -> None:
    bins = reliability(np.full(10, 0.9), np.array([True] * 9 + [False]))
    assert expected_calibration_error(bins) == pytest.approx(0)


def test_nothing_to_count_is_no_error() -> None:
    assert expected_calibration_error(()) == 0
    assert coverage_at(0.999, np.array([]), np.array([], dtype=bool)) == 0


def test_coverage_stops_before_the_first_wrong_field_that_costs_too_much() -> None:
    confidence = np.array([0.99, 0.98, 0.97, 0.5])
    assert coverage_at(0.999, confidence, np.array([True, True, False, True])) == pytest.approx(0.5)
    assert coverage_at(0.75, confidence, np.array([True, True, False, True])) == pytest.approx(1.0)


def test_equal_confidences_are_accepted_together_or_not_at_all() -> None:
    assert coverage_at(0.999, np.array([0.9, 0.9]), np.array([True, False])) == 0
