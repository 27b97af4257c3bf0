"""Layers that lie look as the page does and say something else; the truth tells which pages do."""

from collections import Counter

import numpy as np
import pymupdf
import pytest

from samples.dice import Dice
from samples.sheets.lies import Recogniser, make_lie
from samples.variants import make_samples

MAPS = ["lie_swapped", "lie_shifted", "lie_private", "lie_sequential", "lie_one_font"]


def only(variant, index=1):
    return next(make_samples(31, index, [variant], family="fiscal"))


def text_and_looks(sample):
    with pymupdf.open("pdf", sample.data) as document:
        page = document[0]
        pixmap = page.get_pixmap(dpi=40, colorspace=pymupdf.csGRAY)
        return "".join(page.get_text().split()), np.frombuffer(pixmap.samples, np.uint8)


@pytest.mark.parametrize("variant", MAPS[:-1])
def test_a_wrong_code_map_changes_what_is_said_and_not_what_is_seen(variant):
    right, seen = text_and_looks(only("born"))
    told, looks = text_and_looks(only(variant))
    assert np.array_equal(seen, looks)
    assert len(told) == len(right)
    assert sum(a == b for a, b in zip(told, right, strict=True)) < 0.3 * len(right)
    assert {page["garbled"] for page in only(variant).truth["pages"]} == {True}


@pytest.mark.parametrize("index", range(4))
def test_one_font_of_two_tells_the_truth(index):
    sample = only("lie_one_font", index)
    told, _ = text_and_looks(sample)
    right, _ = text_and_looks(only("born", index))
    shared = Counter(told) & Counter(right)
    assert (told != right) == sample.truth["pages"][0]["garbled"]
    assert shared.total() > 0.05 * len(right)


def test_an_old_recogniser_is_often_right_and_a_right_layer_always():
    right, _ = text_and_looks(only("born"))
    guessed, _ = text_and_looks(only("lie_old_ocr"))
    layer, _ = text_and_looks(only("layer_right"))
    assert Counter(layer) == Counter(right)
    assert 0.4 * len(right) < (Counter(guessed) & Counter(right)).total() < 0.97 * len(right)
    assert [only(name).truth["pages"][0]["source"] for name in ("lie_old_ocr", "layer_right")] == ["ocr", None]


@pytest.mark.parametrize("kind", ["swapped", "shifted", "private", "sequential"])
def test_a_wrong_map_tells_each_character_once_and_the_same_way(kind):
    told = make_lie(kind, list("0123456789收支财政①"), Dice.of(2))
    assert len(set(told.values())) == len(told)
    assert all(char != said for char, said in told.items()) or kind == "sequential"


def test_a_perfect_recogniser_makes_no_slip():
    (sample,) = make_samples(31, 0, ["born"], family="fiscal")
    assert sample.truth["pages"][0] == {
        "number": 1, "rotation": 0, "skew": 0.0, "source": "text_layer", "garbled": False,
    }  # fmt: skip
    assert Recogniser(0.0, 0.0)._character("支", Dice.of(1)) == "支"
    assert Recogniser(1.0, 0.0)._character("支", Dice.of(1)) != "支"
