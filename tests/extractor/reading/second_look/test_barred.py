"""Signs drawn with and without a bar, sharp and blurred."""

import cv2
import numpy as np
import pytest

from extractor.reading import RecognisedCharacter
from extractor.reading.second_look.barred import foot_weight, with_bar


def sign(*, bar, blur=0.0, left=False):
    """> or <, 14 pixels wide, on paper."""
    pixels = np.full((32, 16, 3), 250, np.uint8)
    tip, back = (1, 14) if left else (14, 1)
    for y in (6, 18):
        cv2.line(pixels, (back, y), (tip, 12), (60, 60, 60), 2, cv2.LINE_AA)
    if bar:
        cv2.line(pixels, (1, 22), (14, 22), (60, 60, 60), 2, cv2.LINE_AA)
    return cv2.GaussianBlur(pixels, (0, 0), blur) if blur else pixels


def read(char, *alternatives, probability=0.97):
    return RecognisedCharacter(char, probability, 0.0, 1.0, alternatives)


@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("blur", [0.0, 1.0, 1.5])
def test_a_bar_makes_the_foot_darker_than_the_head(left, blur):
    assert foot_weight(sign(bar=True, blur=blur, left=left)) > 1.3
    assert foot_weight(sign(bar=False, blur=blur, left=left)) == pytest.approx(1.0, abs=0.15)


def test_paper_has_neither_foot_nor_head():
    assert foot_weight(np.full((32, 16, 3), 250, np.uint8)) == 1.0


def test_a_bar_that_the_recogniser_hardly_saw_and_the_pixels_show_is_read():
    character = with_bar(read(">", ("≥", 0.008)), sign(bar=True, blur=1.5))
    assert (character.char, character.alternatives) == ("≥", ((">", character.probability),))


def test_without_one_in_the_pixels_as_much_is_not_enough():
    assert with_bar(read("<", ("≤", 0.008)), sign(bar=False)).char == "<"


def test_what_the_recogniser_never_thought_of_is_not_read():
    certain = read(">")
    assert with_bar(certain, sign(bar=True)) == certain


def test_what_may_be_either_is_not_certain():
    assert with_bar(read(">", ("≥", 0.014)), sign(bar=False)).probability == 0.5
    assert with_bar(read(">", ("≥", 0.2)), sign(bar=True)).probability == 0.97


def test_other_characters_stay_as_they_are():
    other = read("5", ("6", 0.4))
    assert with_bar(other, sign(bar=True)) == other
