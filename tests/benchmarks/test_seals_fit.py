"""The program that fits what tells print from paint."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import yaml

from benchmarks.seals_fit import OF_MARKS, OF_PAPER, OF_PRINT, example, fitted, gradients, stamped, told, written
from extractor.imaging.paint import find_paint, fitted_layers
from samples.dice import Dice

DPI = 150


def drawn(count: int) -> tuple[np.ndarray, np.ndarray]:
    inputs = np.random.default_rng(3).random((count, 5)).astype(np.float32)
    return inputs, np.maximum(inputs[:, 0] - 0.5 * inputs[:, 1], 0).astype(np.float32)


def test_a_fit_follows_what_it_was_shown() -> None:
    layers = fitted(*drawn(60_000), np.random.default_rng(1))
    inputs, lightness = drawn(500)
    assert np.abs(layers.lightness(inputs) - lightness).mean() < 0.05
    assert "of 1" in told(layers, inputs, lightness)


def test_gradients_are_the_slopes_of_the_error() -> None:
    generator = np.random.default_rng(5)
    inputs, lightness = drawn(40)
    weights = [generator.standard_normal(shape) * 0.3 for shape in ((5, 4), (4,), (4, 3), (3,), (3, 1), (1,))]

    def error() -> float:
        first = np.maximum(inputs @ weights[0] + weights[1], 0)
        second = np.maximum(first @ weights[2] + weights[3], 0)
        off = np.abs((second @ weights[4] + weights[5])[:, 0] - lightness)
        # beyond a half the error grows evenly
        return float(np.where(off < 0.5, off**2, off - 0.25).mean())

    slopes = gradients(weights, inputs, lightness)
    for weight, slope in zip(weights, slopes, strict=True):
        at = (0,) * weight.ndim
        before, step = error(), 1e-5
        weight[at] += step
        assert slope[at] == pytest.approx((error() - before) / step, abs=1e-3)
        weight[at] -= step


def test_what_is_written_says_what_it_was_fitted_on_and_holds_all_layers() -> None:
    layers = fitted(*drawn(1_024), np.random.default_rng(1))
    kept = yaml.safe_load(written(layers, "a few"))
    assert kept["fitted_on"] == "a few"
    assert len(kept["middle"].split()) == len(kept["first"]["weights"]) == 5
    assert len(kept["last"]["weights"]) == len(kept["second"]["offsets"].split())


def printed() -> np.ndarray:
    """Figures with commas all over an inch and a half of paper."""
    page = np.full((240, 240, 3), 255, np.uint8)
    for y in range(30, 240, 30):
        cv2.putText(page, "4,6,1,9,5,8,97", (6, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2, cv2.LINE_AA)
    return page


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_stamped_part_lies_where_its_print_lies_without_the_seal(seed: int) -> None:
    under, bare = stamped(printed(), DPI, Dice.of(seed))
    assert under.shape == bare.shape
    paint = find_paint(under)
    assert paint is not None
    clear = ~paint.painted[10:-10, 10:-10]
    seen, known = (picture[10:-10, 10:-10].min(axis=2)[clear].astype(float) for picture in (under, bare))
    assert np.corrcoef(seen, known)[0, 1] > 0.9


def test_of_a_seal_print_paper_and_the_smallest_print_are_shown() -> None:
    dice = Dice.of(5)
    under, bare = stamped(printed(), DPI, dice)
    ((inputs, lightness),) = example(under, bare, DPI, dice)
    assert inputs.shape == (len(lightness), len(fitted_layers().middle))
    assert OF_PRINT < (lightness < 0.8).sum() <= OF_PRINT + OF_MARKS
    assert (lightness >= 0.8).sum() == OF_PAPER


def test_a_part_without_paint_shows_nothing() -> None:
    assert not list(example(printed(), printed(), DPI, Dice.of(1)))
