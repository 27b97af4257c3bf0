"""Pieces of rules and specks at the ends of lines, and figures that stand there."""

import pytest

from extractor.reading import with_clean_ends
from models.geometry import Box
from models.rule import Rule
from models.text import Glyph, TextLine

RULES = (Rule("vertical", 150.0, 0.0, 300.0), Rule("horizontal", 100.0, 0.0, 300.0))


def _line(text, x=100.0, y=90.0):
    """Glyphs 10 wide from ``x`` on, 20 high."""
    glyphs = [Glyph(char, Box(x + 10 * i, y, x + 10 * (i + 1), y + 20), 0.99) for i, char in enumerate(text)]
    return TextLine(text, Box(x, y, x + 10 * len(text), y + 20), tuple(glyphs), "test")


def test_a_stroke_on_an_upright_rule_is_a_piece_of_it():
    (line,) = with_clean_ends([_line("0.001", x=105.0)], RULES)
    assert (line.text, line.box) == ("0.00", Box(105, 90, 145, 110))


def test_a_line_of_such_a_stroke_alone_is_left_out():
    assert with_clean_ends([_line("|", x=145.0)], RULES) == ()


@pytest.mark.parametrize("line", [_line("0.001", x=101.0), _line("0.006", x=105.0), _line("0.001", x=105.0, y=400.0)])
def test_figures_beside_a_rule_and_what_is_no_stroke_stay(line):
    assert with_clean_ends([line], RULES) == (line,)


@pytest.mark.parametrize(("read", "said"), [("≥80%.", "≥80%"), (".90%", "90%"), ("95.5%·", "95.5%")])
def test_a_point_at_the_end_of_a_rate_is_a_speck(read, said):
    (line,) = with_clean_ends([_line(read)], ())
    assert (line.text, "".join(glyph.char for glyph in line.glyphs)) == (said, said)


def test_the_figure_behind_a_point_may_have_lost_its_zero():
    (line,) = with_clean_ends([_line(".90%")], ())
    assert [glyph.probability for glyph in line.glyphs] == [0.5, 0.99, 0.99]


@pytest.mark.parametrize("text", ["1.", ".5", "。", "约90%。"])
def test_other_points_are_printed(text):
    line = _line(text)
    assert with_clean_ends([line], ()) == (line,)


@pytest.mark.parametrize(("x", "y", "said"), [(118.0, 90.0, "维修"), (131.0, 90.0, "维修（"), (118.0, 110.0, "维修（")])
def test_a_character_that_the_next_box_reads_once_more_stands_there_alone(x, y, said):
    first, second = with_clean_ends([_line("维修（"), _line("(护)费", x=x, y=y)], ())
    assert (first.text, second.text) == (said, "(护)费")
