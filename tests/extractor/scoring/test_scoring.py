"""Observation → probability: fitted where the truth is known, monotone in the evidence, and honest when unsure."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.scoring import (
    Calibration,
    Head,
    Judged,
    Model,
    Observation,
    Surroundings,
    confidence_of,
    fit,
    load_calibration,
    observe,
    weakest,
)
from extractor.scoring.observing import has_stray, holds_two_codes, is_one_block, surety
from extractor.scoring.reasons import WORDS
from models.errors import DataError
from models.geometry import Box
from models.record import CheckOutcome, LabelMatch, Leaf, Place, TypedValue
from models.text import Glyph, TextLine

BOX = Box(0, 0, 10, 10)
LABEL = LabelMatch("得分", "score", "得分", "exact", 1.0)


def leaf(probability=1.0, engine="rapidocr", text="10"):
    glyphs = tuple(Glyph(char, BOX, probability) for char in text)
    lines = (TextLine(text, BOX, glyphs, engine),) if text else ()
    return Leaf("total_score", "total_score", "number", False, "得分", "score", None, lines)


def seen(probability=1.0, checks=(), **kwargs):
    around = Surroundings(**({"quality": 1.0, "structure": 1.0, "soundness": 1.0} | kwargs))
    return observe(leaf(probability), TypedValue("number", "10", "10"), LABEL, checks, around)


def check(status):
    return CheckOutcome("c", "sum", status, "", None, None, ("total_score",))


def simulated(n=20000, seed=1):
    """Fields whose chance to be right really is their weakest glyph's probability."""
    rng = np.random.default_rng(seed)
    probabilities = 1 - 10 ** -rng.uniform(0.31, 4, n)
    return [Judged(seen(p), bool(rng.random() < p)) for p in probabilities], probabilities


def test_a_fit_on_one_sample_is_calibrated_on_another():
    calibration = fit(simulated(seed=1)[0], version="t", fitted_on="simulated")
    fresh, _ = simulated(seed=2)
    predicted = np.array([confidence_of(j.observation, calibration) for j in fresh])
    right = np.array([j.right for j in fresh])
    for low, high in ((0.5, 0.8), (0.8, 0.95), (0.95, 1.0)):
        inside = (predicted >= low) & (predicted < high)
        assert inside.sum() > 100
        assert abs(predicted[inside].mean() - right[inside].mean()) < 0.04


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_surer_glyph_never_lowers_the_confidence(a, b):
    calibration = load_calibration()
    low, high = sorted((a, b))
    assert confidence_of(seen(low), calibration) <= confidence_of(seen(high), calibration) + 1e-12


def test_a_failed_check_lowers_and_a_passed_one_raises_what_is_observed():
    assert seen(checks=[check("fail")]).features["check_not_failed"] == 0
    assert seen(checks=[check("pass")]).features["check_passed"] == 1
    assert seen(checks=[check("unknown")]).features["check_passed"] == 0


def test_a_family_never_seen_wrong_is_not_certain():
    calibration = fit([Judged(seen(), True)] * 50, version="t", fitted_on="fifty right ones")
    assert 0.95 < confidence_of(seen(), calibration) < 1


def test_families_are_told_apart():
    value = TypedValue("number", "10", "10")
    around = Surroundings(1.0, 1.0, 1.0)
    digital, dump = (Surroundings(1.0, 1.0, 1.0, source=source) for source in ("text_layer", "plain_text"))
    cases = [(leaf(text=""), digital), (leaf(), dump), (leaf(text=""), around), (leaf(), around)]
    assert [observe(item, value, LABEL, (), where).family for item, where in cases] == [
        "digital",
        "dump",
        "blank",
        "number",
    ]


def test_a_blank_that_no_place_was_found_for_is_told_from_an_empty_cell():
    value = TypedValue("none", "")
    found, lost = (
        observe(leaf(text=""), value, LABEL, (), Surroundings(1.0, 1.0, 1.0, found=there)).features["found"]
        for there in (True, False)
    )
    assert (found, lost) == (1.0, 0.0)


def test_a_piece_of_a_rule_at_an_end_of_a_text_is_seen():
    texts = ("合计—", "-办公经费", "合计", "—", "-12.50", "第1-3号", "1,200.00-")
    assert [has_stray(text) for text in texts] == [True, True, False, False, False, False, True]


def test_digits_that_are_no_number_are_told_from_words():
    texts = ("83.0083.00", "0..00", "12.50", "基本支出")
    values = [TypedValue("none", text, grammatical=text == "12.50") for text in texts]
    around = Surroundings(1.0, 1.0, 1.0)
    seen_of = [observe(leaf(text=value.clean), value, LABEL, (), around).features["one_figure"] for value in values]
    assert seen_of == [0, 0, 1, 1]


def test_a_head_with_more_than_words_in_it_is_seen():
    keys = ("资金来源/合计", "合计/——", "支出用途/—/小计", "上年结转0．00", "", "小计", "合计/小计（2）")
    clean = [seen(head=Head(key)).features["clean_head"] for key in keys]
    assert clean == [1, 0, 0, 0, 1, 0, 0]
    assert seen(head=Head("合计", 0.6)).features["head_read"] < seen(head=Head("合计", 0.9)).features["head_read"]


def test_a_line_without_a_name_is_told_from_one_that_has_no_place_for_a_name():
    def identified(role, place, text=""):
        item = replace(leaf(text=text), role=role, place=place)
        return observe(item, TypedValue("none", text), LABEL, (), Surroundings(1.0, 1.0, 1.0)).features["identified"]

    place = Place(1, BOX)
    assert (identified("lines.name", place), identified("lines.name", place, "合计")) == (0, 1)
    assert (identified("lines.code", None), identified("lines.values.合计", place)) == (1, 1)


def test_what_was_never_seen_to_go_wrong_is_still_distrusted():
    sample, _ = simulated(2000)
    calibration = fit(sample, version="t", fitted_on="simulated, all with a place")
    placed, lost = (confidence_of(seen(found=found), calibration) for found in (True, False))
    assert lost < placed < 1


def test_what_is_short_of_perfect_everywhere_tells_nothing():
    sample, _ = simulated(2000)
    assert "shortness" not in fit(sample, version="t", fitted_on="texts of one length").models["number"].weights


def test_a_reason_of_the_field_itself_comes_before_one_of_its_whole_form():
    model = Model(bias=0, weights={"whole_grammar": 9.0, "grammar": 1.0}, samples=1, wrong=1)
    calibration = Calibration(version="t", fitted_on="t", models={"number": model})
    assert weakest(Observation("number", {"whole_grammar": 0.5, "grammar": 0.0}), calibration) == WORDS["grammar"]
    assert weakest(Observation("number", {"whole_grammar": 0.5, "grammar": 1.0}), calibration) == WORDS["whole_grammar"]


def test_texts_side_by_side_or_far_apart_are_not_one_block():
    def at(x, y):
        return TextLine("10", Box(x, y, x + 20, y + 10), (), "rapidocr")

    assert is_one_block([at(0, 0), at(0, 12), at(3, 24)])
    assert not is_one_block([at(0, 0), at(30, 1)])
    assert not is_one_block([at(0, 0), at(0, 25)])


def test_the_reason_names_the_weakest_observation():
    calibration = fit(simulated()[0], version="t", fitted_on="simulated")
    assert weakest(seen(0.6), calibration) in {
        "one character was hard to read",
        "the print is hard to read",
    }
    assert weakest(seen(1.0), calibration) is None


def test_surety_spreads_the_nines_evenly():
    steps = np.diff([surety(p) for p in (0.9, 0.99, 0.999)])
    assert steps[0] == pytest.approx(steps[1], rel=0.05)
    assert surety(0.2) == 0
    assert surety(1.0) == 1


def test_a_file_that_is_no_calibration_is_named(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("version: 1")
    with pytest.raises(DataError, match=r"mine\.yaml"):
        load_calibration(path)


def test_a_head_with_ink_that_was_not_read_is_seen():
    assert [seen(head=Head("投资", unread_ink=ink)).features["whole_head"] for ink in (False, True)] == [1, 0]


def test_a_name_that_lost_its_last_character_is_doubted_where_ink_was_left():
    def grammar(text, *, ink):
        around = Surroundings(1.0, 1.0, 1.0, unread_ink=ink)
        return observe(leaf(text=text), TypedValue("text", text), LABEL, (), around).features["grammar"]

    assert [grammar("按期完成", ink=ink) for ink in (False, True)] == [1, 0]
    assert grammar("按期完成率", ink=True) == 1


def test_marks_count_in_words_and_not_in_amounts_whose_grammar_puts_them_right():
    values = [TypedValue("text", "得0,75分"), TypedValue("amount", "0,75", "0.75"), TypedValue("text", "得0.75分")]
    around = Surroundings(1.0, 1.0, 1.0)
    seen_of = [observe(leaf(text=value.clean), value, LABEL, (), around).features["marks_in_place"] for value in values]
    assert seen_of == [0, 1, 1]


def test_two_codes_in_one_cell_are_told_from_a_long_one_that_is_wrapped():
    def coded(*texts):
        lines = tuple(TextLine(text, BOX, (), "rapidocr") for text in texts)
        return holds_two_codes(replace(leaf(), kind="code", lines=lines))

    assert [coded("21101", "2110101"), coded("2110101"), coded("3202510001", "24003000101")] == [True, False, False]


def test_a_number_where_words_should_stand_is_seen():
    def worded(kind, text):
        item = replace(leaf(text=text), kind=kind)
        return observe(item, TypedValue("text", text), LABEL, (), Surroundings(1.0, 1.0, 1.0)).features["words_in_text"]

    assert [worded("text", text) for text in ("183,577.20", "10", "第3列", "——", "")] == [0, 0, 1, 1, 1]
    assert worded("amount", "183,577.20") == 1
