"""Readings of lines, glyph by glyph."""

import numpy as np

from extractor.reading.engines.contract import Recognised, RecognisedCharacter
from extractor.reading.layer.glyphs import PaintedGlyph
from extractor.reading.layer.votes import read_lines
from models.geometry import Box


class Paper:
    """Pixels that nobody looks at."""

    def line(self, _glyphs):
        return np.zeros((8, 8, 3), np.uint8)


class Reader:
    """An engine that reads these texts, each as long as its line and a margin on either side."""

    name, version = "reader", "1"

    def __init__(self, *texts):
        self.texts = texts

    def recognise(self, _crops):
        return tuple(
            Recognised(tuple(RecognisedCharacter(char, 1.0, x0, x1) for char, x0, x1 in text)) for text in self.texts
        )


def chain(said):
    """A line of glyphs, an em wide each; the layer says one character for all that are printed alike."""
    return tuple(
        PaintedGlyph(char, Box(10 * i, 0, 10 * i + 10, 10), 10, 0, True, gid=ord(char)) for i, char in enumerate(said)
    )


def placed(text, start, n):
    """The text's characters from the ``start``-th glyph of ``n`` on, as shares of a crop with margins of 0.3 em."""
    width = n + 0.6
    return [(char, (0.3 + start + i) / width, (1.3 + start + i) / width) for i, char in enumerate(text)]


def read_as(said, *readings):
    votes = read_lines([chain(said)] * len(readings), Paper(), Reader(*readings))
    return {key.char: [vote.char for vote in read] for key, read in votes.items()}


def test_a_glyph_that_was_not_read_does_not_shift_those_behind_it():
    """As many were read as there are: the first was overlooked, and one behind the line came into the picture."""
    assert read_as('!"#$%&', placed("年度预算数得", 1, 6)) == {
        '"': ["年"],
        "#": ["度"],
        "$": ["预"],
        "%": ["算"],
        "&": ["数"],
    }


def test_what_most_lines_say_of_a_glyph_tells_where_a_line_was_shifted():
    right = placed("年度预算数", 0, 5)
    shifted = placed("年度的预算数", 0, 6)[:6]
    votes = read_as('!"#$%', right, right, right, shifted)
    assert votes["!"] == ["年"] * 4
    assert votes["%"] == ["数"] * 4
