"""Pieces of rules that were not found, at the ends of amounts."""

import pytest

from extractor.reading.raster.unseen_rules import without_unseen_rules
from models.geometry import Box
from models.text import Glyph, TextLine

HEIGHT = 14.0
DIGIT = 5.0


def _line(text: str, right: float, y: float, last: float = 1.5) -> TextLine:
    """Its last character, so wide, ends at ``right``; the others are as wide as digits."""
    ends = [right - last - DIGIT * n for n in range(len(text) - 1)]
    boxes = [Box(end - DIGIT, y, end, y + HEIGHT) for end in reversed(ends)] + [Box(right - last, y, right, y + HEIGHT)]
    glyphs = tuple(Glyph(char, box, 0.9) for char, box in zip(text, boxes, strict=True))
    return TextLine(text, Box(glyphs[0].box.x0, y, right, y + HEIGHT), glyphs, "test")


def _column(*texts: str, right: float = 100.0) -> list[TextLine]:
    return [_line(text, right, 20.0 * row) for row, text in enumerate(texts)]


def _texts(lines: list[TextLine]) -> list[str]:
    return [line.text for line in without_unseen_rules(lines)]


def test_marks_behind_amounts_in_one_line_are_pieces_of_a_rule_and_so_is_a_one_among_them():
    assert _texts(_column("0.00|", "1,744.54;", "0.00,", "0.00!", "0.001")) == [
        "0.00",
        "1,744.54",
        "0.00",
        "0.00",
        "0.00",
    ]


def test_what_stands_alone_in_line_with_them_is_one_too():
    lines = [*_column("0.00|", "7.54;", "0.00,", "0.00!"), _line("|", 100.0, 200.0)]
    assert _texts(lines) == ["0.00", "7.54", "0.00", "0.00"]


@pytest.mark.parametrize(
    "texts",
    [
        ("0.00|", "0.00;", "0.00,"),  # too few to tell
        ("0.001", "0.251", "3.141", "2.711", "1.411"),  # three decimals, as a rate of exchange has
        ("1", "1", "1", "1", "1"),  # a column of ones
        ("甲;", "乙,", "丙;", "丁,", "戊;"),
    ],
)
def test_what_forms_print_stays(texts):
    assert _texts(_column(*texts)) == list(texts)


def test_marks_that_are_not_in_line_stay():
    lines = [
        _line(text, 100.0 + 6.0 * row, 20.0 * row) for row, text in enumerate(("0.00|", "0.00;", "0.00,", "0.00!"))
    ]
    assert _texts(lines) == ["0.00|", "0.00;", "0.00,", "0.00!"]
