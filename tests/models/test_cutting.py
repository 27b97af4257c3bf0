import pytest

from models.cutting import amounts_apart, cut_line
from models.geometry import Box
from models.text import Glyph, TextLine


def _line(text, gaps=()):
    """Glyphs 5 wide and 10 high; before those numbered in ``gaps`` there is a gap of 4."""
    glyphs, x = [], 0.0
    for i, char in enumerate(text.replace(" ", "")):
        x += 4.0 * (i in gaps)
        glyphs.append(Glyph(char, Box(x, 0, x + 5, 10)))
        x += 5
    return TextLine(text, Box(0, 0, x, 10), tuple(glyphs), "test")


def _texts(pieces):
    return [piece.text for piece in pieces]


def test_a_line_is_cut_before_the_glyphs_named():
    pieces = cut_line(_line("甲 乙丙丁"), [2])
    assert _texts(pieces) == ["甲 乙", "丙丁"]
    assert [piece.box.x0 for piece in pieces] == [0, 10]


@pytest.mark.parametrize(
    ("text", "gaps", "pieces"),
    [
        ("4,792.656,063.98", (8,), ["4,792.65", "6,063.98"]),
        ("180,827.23一般公共服务支出", (10,), ["180,827.23", "一般公共服务支出"]),
        ("公共服务支出33", (6,), ["公共服务支出", "33"]),
        ("支出12.50万元", (), ["支出12.50万元"]),
        ("2023年预算", (), ["2023年预算"]),
    ],
)
def test_amounts_are_cut_off_only_where_they_stand_apart(text, gaps, pieces):
    assert _texts(amounts_apart(_line(text, gaps))) == pieces


def test_a_sentence_is_not_cut_at_its_amounts():
    text = "支出决算为1.91万元，其中公务接待费"
    assert _texts(amounts_apart(_line(text, [5, 9]))) == [text]
