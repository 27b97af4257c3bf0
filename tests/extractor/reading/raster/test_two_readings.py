"""The surer reading stays, the other one's characters become alternatives."""

from extractor.reading import surer_of
from models.geometry import Box
from models.text import Glyph, TextLine


def line(text, *probabilities, x=0.0, alternatives=()):
    glyphs = tuple(
        Glyph(char, Box(x + i, 0, x + i + 1, 1), probability, alternatives)
        for i, (char, probability) in enumerate(zip(text, probabilities, strict=True))
    )
    return TextLine(text, Box(x, 0, x + len(text), 1), glyphs, "fake")


def test_the_surer_reading_stays_where_the_first_stood():
    kept = surer_of(line("1571", 0.9, 0.6, 0.9, 0.9), line("4571", 0.95, 0.95, 0.95, 0.95, x=0.5))
    assert (kept.text, kept.box.x0) == ("4571", 0.0)


def test_glyphs_stand_where_the_first_saw_them_if_it_saw_as_many():
    first = line("1571", 0.9, 0.6, 0.9, 0.9)
    kept = surer_of(first, line("4571", 0.95, 0.95, 0.95, 0.95, x=1.5))
    assert [glyph.box for glyph in kept.glyphs] == [glyph.box for glyph in first.glyphs]


def test_a_glyph_that_the_other_read_differently_is_an_alternative_with_its_probability():
    kept = surer_of(line("1.5", 0.9, 0.9, 0.9), line("4.5", 0.7, 0.9, 0.9))
    assert [glyph.alternatives for glyph in kept.glyphs] == [(("4", 0.7),), (), ()]


def test_an_alternative_said_twice_keeps_the_higher_probability_and_the_order():
    first = line("1", 0.9, alternatives=(("7", 0.2), ("4", 0.1)))
    kept = surer_of(first, line("4", 0.7))
    assert kept.glyphs[0].alternatives == (("4", 0.7), ("7", 0.2))


def test_readings_of_different_length_are_not_compared_glyph_by_glyph():
    first = line("15", 0.9, 0.9)
    assert surer_of(first, line("1", 0.5)) == first


def test_marks_that_only_the_first_saw_stay_however_sure_the_second_is():
    first = line("，按计", 0.5, 0.9, 0.9)
    assert surer_of(first, line("按计", 0.99, 0.99)).text == "，按计"


def test_marks_that_only_the_second_saw_need_its_surety():
    assert surer_of(line("按计", 0.9, 0.9), line("，按计", 0.5, 0.9, 0.9)).text == "按计"
