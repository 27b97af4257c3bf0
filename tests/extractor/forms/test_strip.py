"""Pieces cut out of lines keep their letters and their boxes."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from extractor.forms.strip import Strip, split_at_gaps
from models.geometry import Box
from models.text import Glyph, TextLine


def line(text: str) -> TextLine:
    glyphs = tuple(Glyph(c, Box(i * 10.0, 0, i * 10.0 + 10, 10)) for i, c in enumerate(text) if not c.isspace())
    return TextLine(text, Box(0, 0, len(text) * 10.0, 10), glyphs, "fake")


@given(st.lists(st.text(alphabet="产出 指标(50分)", max_size=8), max_size=4), st.data())
def test_a_strip_cut_in_two_loses_nothing(texts: list[str], data: st.DataObject) -> None:
    strip = Strip.of([line(text) for text in texts])
    at = data.draw(st.integers(0, len(strip.text)))
    pieces = [*strip.cut(0, at), *strip.cut(at, len(strip.text))]
    assert "".join(piece.text.replace(" ", "") for piece in pieces) == strip.text
    assert sum(len(piece.glyphs) for piece in pieces) == len(strip.text)


def test_a_piece_has_the_box_of_its_own_glyphs() -> None:
    (piece,) = Strip.of([line("产出 (50分)")]).cut(3, 5)
    assert (piece.text, piece.box) == ("50", Box(40, 0, 60, 10))


def test_a_line_without_glyphs_is_shared_out_evenly() -> None:
    bare = TextLine("产出(50分)", Box(0, 0, 70, 10), (), "fake")
    (piece,) = Strip.of([bare]).cut(3, 5)
    assert (piece.text, piece.box) == ("50", Box(30, 0, 50, 10))


def test_wide_gaps_part_a_line(draw_line: Callable[..., TextLine]) -> None:
    pieces = split_at_gaps(draw_line("项目名称：甲    实施 单位：乙"), 1.5)
    assert [piece.text for piece in pieces] == ["项目名称：甲", "实施 单位：乙"]
