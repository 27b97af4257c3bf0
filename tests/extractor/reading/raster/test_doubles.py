"""Print that a detector boxed twice."""

from extractor.reading.raster.doubles import without_doubles
from models.geometry import Box
from models.text import TextLine


def _kept(*texts_and_boxes):
    lines = [TextLine(text, Box(*box), (), "reader") for text, box in texts_and_boxes]
    return [line.text for line in without_doubles(lines)]


WHOLE = ("年末余额", (0, 5, 40, 15))


def test_a_piece_of_a_line_over_its_end_is_left_out():
    assert _kept(WHOLE, ("末余额", (6, 3, 46, 13))) == ["年末余额"]
    assert _kept(("年末", (0, 4, 22, 14)), WHOLE) == ["年末余额"]


def test_another_line_over_it_is_not():
    assert _kept(WHOLE, ("年初余额", (6, 3, 46, 13))) == ["年末余额", "年初余额"]
    assert _kept(WHOLE, ("余额", (20, 12, 40, 22))) == ["年末余额", "余额"], "it stands under it"
    assert _kept(WHOLE, ("额", (30, 5, 40, 15))) == ["年末余额", "额"], "one character tells too little"


def test_of_two_readings_of_one_line_both_stay():
    assert _kept(WHOLE, WHOLE) == ["年末余额", "年末余额"]
