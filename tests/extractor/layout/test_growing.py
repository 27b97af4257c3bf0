"""Tables out to the rows over and under those by which they were found."""

from extractor.layout.growing import grown, runs_of
from models.geometry import Box
from models.text import Glyph, TextLine

EM = 10.0


def _line(x, y, text):
    glyphs = tuple(Glyph(char, Box(x + i * EM, y, x + (i + 1) * EM, y + EM)) for i, char in enumerate(text))
    return TextLine(text, Box(x, y, x + EM * len(text), y + EM), glyphs, "text_layer")


def _top(second):
    """Where the table begins that was found by its last row; the text with a colon goes on at the height ``second``."""
    rows = [
        (90, "指标", "标准"),
        (second, "立项依据", "执行到位"),
        (160, "立项程序", "得满分"),
        (172, "规范性", "酌情"),
    ]
    lines = [_line(x, y, text) for y, *row in rows for x, text in zip((50, 150), row, strict=True)]
    (box,) = grown([Box(50, 160, 190, 182)], runs_of([*lines, _line(150, 111, "评价要点：安排合理")], EM, EM), EM)
    return box.y0


def test_a_text_with_a_colon_is_of_the_table_where_it_goes_on_in_the_next_line():
    assert _top(123) == 90


def test_a_caption_is_not():
    assert _top(140) == 140


def test_a_line_whose_box_was_read_too_high_is_no_title():
    rows = [("指标", "标准"), ("立项依据", "执行到位"), ("立项程序", "得满分")]
    lines = [_line(x, 90 + 20 * i, text) for i, row in enumerate(rows) for x, text in zip((50, 150), row, strict=True)]
    loose = _line(150, 122, "全得余下分值")
    high = TextLine(loose.text, Box(loose.box.x0, 120, loose.box.x1, 134), loose.glyphs, "rapidocr")
    runs = runs_of([*(line for line in lines if line.box.y0 != 110), high], EM, EM)
    (box,) = grown([Box(50, 130, 190, 140)], runs, EM)
    assert box.y0 == 90
