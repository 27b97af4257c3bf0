from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading import Recognised, RecognisedCharacter
from extractor.reading.raster.repeats import moved, repeats
from models.page import Pixels

LINE_PX = 30.0


def printed(text: str, *, left: float = 10.0, grain: int = 0, blur: float = 0.5) -> Pixels:
    """A crop of one line as a scan shows it; ``left``: where its print begins, to a fraction of a pixel."""
    large = np.full((4 * 30, 4 * (40 + 16 * len(text)), 3), 255, np.uint8)
    cv2.putText(large, text, (round(4 * left), 84), cv2.FONT_HERSHEY_SIMPLEX, 2.6, (20, 20, 20), 8, cv2.LINE_AA)
    small = cv2.GaussianBlur(cv2.resize(large, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), (0, 0), blur)
    noise = np.random.default_rng(len(text) + round(100 * left)).normal(0, grain, small.shape)
    return np.clip(small - noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("text", ["0.00", "1,234.56", "100%"])
@pytest.mark.parametrize("grain", [0, 6])
def test_the_same_print_elsewhere_in_its_crop_is_a_repeat(text: str, grain: int) -> None:
    first, second = printed(text, grain=grain), printed(text, left=13.5, grain=grain)
    found = repeats([first, second], LINE_PX)
    assert found[0] is None
    assert found[1] is not None
    assert found[1].of == 0
    assert found[1].shift_px == pytest.approx(3.5, abs=0.5)


@pytest.mark.parametrize(
    ("one", "other"),
    [("0.00", "0.80"), ("0.00", "0.60"), ("95%", "98%"), ("3", "8"), ("1,234.56", "1,234.50"), ("5", "6"), ("1", "7")],
)
@pytest.mark.parametrize("blur", [0.5, 0.8, 1.6])
def test_what_differs_by_a_stroke_is_none(one: str, other: str, blur: float) -> None:
    assert repeats([printed(one, blur=blur), printed(other, blur=blur)], LINE_PX) == (None, None)


def test_a_repeat_names_the_first_of_its_kind_and_not_another_repeat() -> None:
    found = repeats([printed("0.00"), printed("12.50"), printed("0.00"), printed("0.00", left=11)], LINE_PX)
    assert [repeat.of if repeat else None for repeat in found] == [None, None, 0, 0]


def test_blurred_print_is_always_looked_at() -> None:
    crop = printed("0.00", blur=1.6)
    assert repeats([crop, crop], LINE_PX) == (None, None)


def test_faint_print_and_blank_paper_are_always_looked_at() -> None:
    faint = (printed("0.00").astype(np.float32) * 0.12 + 224).astype(np.uint8)
    blank = np.full_like(faint, 255)
    assert repeats([faint, faint, blank, blank], LINE_PX) == (None,) * 4


def test_no_crops_no_repeats() -> None:
    assert repeats([], LINE_PX) == ()


def test_a_reading_moves_with_its_print() -> None:
    reading = Recognised((RecognisedCharacter("7", 0.9, 0.2, 0.4, (("1", 0.05),)),))
    (one,) = moved(reading, 10.0, 100, 200).characters
    assert (one.char, one.probability, one.alternatives) == ("7", 0.9, (("1", 0.05),))
    assert (one.x0, one.x1) == pytest.approx((0.15, 0.25))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-50, 50), st.integers(1, 300), st.integers(1, 300))
def test_a_moved_reading_stays_within_its_crop_and_in_order(
    a: float, b: float, shift: float, width: int, to: int
) -> None:
    reading = Recognised((RecognisedCharacter("7", 0.9, min(a, b), max(a, b)),))
    (one,) = moved(reading, shift, width, to).characters
    assert 0 <= one.x0 <= one.x1 <= 1
