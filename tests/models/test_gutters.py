"""Columns of text without rules: strips of blank paper, and lines that were read over two columns."""

from dataclasses import replace

import pytest

from models.geometry import Box
from models.gutters import are_of_texts, cut_at_columns, em_of, text_columns
from models.text import Glyph, TextLine

EM = 10.0


def _line(x, y, text, engine="test"):
    glyphs = tuple(Glyph(char, Box(x + i * EM, y, x + (i + 1) * EM, y + EM)) for i, char in enumerate(text))
    return TextLine(text, Box(x, y, x + EM * len(text), y + EM), glyphs, engine)


def _rows(*rows):
    return [[_line(x, 20.0 * i, text) for x, text in row] for i, row in enumerate(rows)]


BODY = [[(0, "决策"), (40, "项目立项"), (100, "依据充分"), (150, "看项目的依据")]] * 10


def test_strips_between_texts_part_columns():
    assert text_columns(_rows(*BODY), EM) == ((0, 20), (40, 80), (100, 140), (150, 210))


def test_a_loose_box_of_a_character_alone_joins_no_columns():
    rows = _rows(*[[(0, "绩效目标"), (41.5, "立项")], [(0, "项目立项"), (40.5, "性")]] * 5)
    assert [start for start, _ in text_columns(rows, EM)] == [0, 40.5]
    exact = [[replace(line, engine="text_layer") for line in row] for row in rows]
    assert len(text_columns(exact, EM)) == 1


def test_a_box_that_holds_the_ring_of_a_seal_too_joins_no_columns():
    def widened(line):
        first, *others = line.glyphs
        box = Box(line.box.x0 - 1.2 * EM, line.box.y0, line.box.x1, line.box.y1)
        loose = Glyph(first.char, Box(box.x0, box.y0, first.box.x1, box.y1))
        return replace(line, box=box, glyphs=(loose, *others))

    rows = [[_line(0, 20 * i, "数量指标"), widened(_line(50, 20 * i, "完成率"))] for i in range(6)]
    assert text_columns(rows, EM) == ((0, 40), (50, 80))


def test_a_thin_mark_is_a_text_like_others():
    dash = TextLine("|", Box(300, 0, 300.4, EM), (Glyph("|", Box(300, 0, 300.4, EM)),), "test")
    assert text_columns([*_rows(*BODY), [dash]], EM)[-1] == pytest.approx((300, 300.4), abs=0.05 * EM)


def test_a_head_over_two_columns_does_not_join_them():
    rows = _rows([(50, "评价指标名称")], *BODY)
    assert text_columns(rows, EM) == ((0, 20), (40, 80), (100, 140), (150, 210))


def test_running_text_has_no_columns():
    rows = _rows(*[[(0, "一" * (20 + i % 3))] for i in range(10)])
    assert len(text_columns(rows, EM)) == 1


def test_a_line_read_over_two_columns_is_cut_where_the_second_begins():
    lines = [_line(150, 20.0 * i, "看项目") for i in range(5)]
    joined = _line(100, 200, "依据充分性看项目")
    pieces = cut_at_columns([*lines, joined], EM)
    assert [piece.text for piece in pieces[-2:]] == ["依据充分性", "看项目"]


def test_a_head_read_over_two_columns_is_not_cut():
    lines = [_line(x, 20.0 * i, text) for i in range(1, 6) for x, text in ((60, "产出数量"), (110, "看项目的依据"))]
    head = _line(98, 0, "评价指标")
    assert cut_at_columns([head, *lines], EM)[0].text == "评价指标"


def test_a_line_that_was_read_is_not_cut_within_a_word_where_texts_begin_in_the_middle_of_a_column():
    centred = [_line(150, 20.0 * i, "看项目") for i in range(5)]
    wide = [_line(130, 100 + 20.0 * i, "综合管理看项目") for i in range(3)]
    assert [piece.text for piece in cut_at_columns([*centred, *wide], EM)[5:]] == ["综合管理看项目"] * 3


def test_a_lone_first_character_is_no_cell_where_a_text_happens_to_stand_over_it():
    lines = [_line(110, 20.0 * i, "看项目") for i in range(1, 6)]
    head, total = _line(98, 0, "评价指标"), _line(93, 120, "总分")
    assert cut_at_columns([head, total, *lines], EM)[0].text == "评价指标"


def test_a_character_on_a_scan_is_as_wide_as_its_square_and_wider_than_its_ink():
    line = _line(0, 0, "项目")
    ink = tuple(Glyph(glyph.char, Box(glyph.box.x0 + 1, 0, glyph.box.x1 - 1, EM)) for glyph in line.glyphs)
    assert em_of([TextLine(line.text, line.box, ink, "test")], 8.0) == EM


def test_exact_text_is_cut_at_gaps_alone():
    lines = [_line(150, 20.0 * i, "看项目", "text_layer") for i in range(5)]
    whole = _line(100, 200, "依据充分性看项目", "text_layer")
    assert cut_at_columns([*lines, whole], EM)[-1].text == whole.text


@pytest.mark.parametrize(("amounts", "texts"), [(1, True), (3, False)])
def test_a_table_of_amounts_is_none_of_texts(amounts, texts):
    row = [(0, "科目名称"), *((100 + 60 * i, "12.50") for i in range(amounts)), (400, "说明")]
    rows = _rows(*[row] * 5)
    assert are_of_texts(text_columns(rows, EM), rows) is texts
