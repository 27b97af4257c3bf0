"""A heading is known by the widths of its characters, whatever the height of its box."""

import pytest

from extractor.layout.aligned import aligned_boxes
from extractor.layout.columned import columned_boxes
from extractor.layout.headings import is_heading, is_of_usual_print, whole_headings
from models.geometry import Box
from models.text import Glyph, TextLine

EM, LEADING = 10.0, 14.0


def _line(x, y, text, em=EM):
    glyphs = tuple(Glyph(char, Box(x + i * em, y, x + (i + 1) * em, y + EM)) for i, char in enumerate(text))
    return TextLine(text, Box(x, y, x + em * len(text), y + EM), glyphs, "test")


@pytest.mark.parametrize(("text", "em", "expected"), [("支出绩效目标表", 13, True), ("支出绩效目标表", 11, False)])
def test_characters_a_quarter_wider_than_usual_make_a_heading(text, em, expected):
    assert is_heading((_line(200, 0, text, em),), EM) is expected


def test_a_short_word_drawn_out_is_none_and_what_has_texts_beside_it_neither():
    assert not is_heading((_line(200, 0, "合计", 40),), EM)
    assert not is_heading((_line(200, 0, "支出绩效目标表", 14), _line(400, 0, "单位")), EM)


def test_a_heading_that_was_read_in_pieces_is_one_where_they_stand_near_and_are_all_large():
    pieces = (_line(100, 0, "表八："), _line(147, 0, "公共预算支出表", 14), _line(255, 0, "（按经济分类）", 14))
    large = (_line(100, 0, "表八：", 14), *pieces[1:])
    assert is_heading(large, EM)
    assert not is_heading(pieces, EM)
    assert not is_heading((*large[:2], _line(280, 0, "（按经济分类）", 14)), EM)


def test_its_pieces_are_made_one_line_and_nothing_else_is():
    pieces = (_line(100, 0, "公共预算支出表", 14), _line(208, 0, "（按经济分类）", 14))
    below = (_line(100, 20, "部门：总工会"), _line(170, 20, "单位：万元"))
    whole, *rest = whole_headings((*pieces, *below), EM)
    assert (whole.text, whole.box, len(whole.glyphs)) == ("公共预算支出表（按经济分类）", Box(100, 0, 306, 10), 14)
    assert rest == list(below)


def test_print_is_usual_by_its_steps_however_high_its_boxes_are():
    assert is_of_usual_print((_line(200, 0, "得余下分值"),), EM)
    assert not is_of_usual_print((_line(200, 0, "绩效目标表", 12),), EM)
    assert not is_of_usual_print((_line(200, 0, "12.50"),), EM)


def test_a_heading_parts_two_tables_of_amounts():
    rows = [(0, 14, 28, 42), (100, 114, 128, 142)]
    tables = [
        [_line(x, y, text) for y in ys for x, text in ((50, "科目"), (150, "12.50"), (250, "7.25"))] for ys in rows
    ]
    title = _line(120, 70, "项目支出预算执行表", 14)
    found = aligned_boxes([*tables[0], title, *tables[1]], EM)
    assert [(box.y0, box.y1) for box in found] == [(0, 52), (100, 152)]


def test_a_heading_right_over_wrapped_texts_is_not_of_their_table_though_columns_begin_under_it():
    table = [
        _line(x, 100 + 3 * LEADING * row + LEADING * i, text)
        for row in range(4)
        for x, texts in (
            (50, ("立项依据",)),
            (120, ("看项目的依据是", "否充分")),
            (220, ("评价要点：得满分", "酌情扣分")),
        )
        for i, text in enumerate(texts)
    ]
    (box,) = columned_boxes([_line(100, 84, "项目支出绩效评价指标评分表", 14), *table], EM)
    assert box.y0 == 100
