"""Tables of wrapped texts are found by their columns; running text and tables of amounts are left to others."""

from dataclasses import replace

from extractor.layout.columned import columned_boxes
from models.geometry import Box
from models.text import Glyph, TextLine

EM, LEADING = 10.0, 14.0


def _line(x, y, text):
    glyphs = tuple(Glyph(char, Box(x + i * EM, y, x + (i + 1) * EM, y + EM)) for i, char in enumerate(text))
    return TextLine(text, Box(x, y, x + EM * len(text), y + EM), glyphs, "test")


def _card(top):
    for row in range(4):
        y = top + 3 * LEADING * row
        yield _line(50, y, "立项依据")
        yield from (_line(120, y + LEADING * i, text) for i, text in enumerate(("看项目的依据是", "否充分")))
        yield from (_line(220, y + LEADING * i, text) for i, text in enumerate(("评价要点：得满分", "酌情扣分")))


def test_columns_of_wrapped_texts_make_a_table():
    lines = list(_card(100))
    (box,) = columned_boxes(lines, EM)
    assert (box.y0, box.y1) == (100, max(line.box.y1 for line in lines))


def test_running_text_over_it_is_not_of_the_table():
    text = [_line(50, 100 + LEADING * i, "一" * 40) for i in range(4)]
    (box,) = columned_boxes([*text, *_card(200)], EM)
    assert box.y0 == 200


def test_running_text_alone_makes_none():
    assert columned_boxes([_line(50, LEADING * i, "一" * (25 + i % 4)) for i in range(20)], EM) == ()


def test_a_table_of_amounts_is_left_to_its_figures():
    rows = [
        [_line(x, LEADING * i, text) for x, text in ((50, "科目"), (120, "12.50"), (200, "7.25"))] for i in range(6)
    ]
    assert columned_boxes([line for row in rows for line in row], EM) == ()


def test_a_heading_and_short_sentences_under_it_are_not_of_the_table():
    table = [line for card in range(3) for line in _card(100 + 12 * LEADING * card)]
    foot = max(line.box.y1 for line in table)
    heading = replace(_line(150, foot + 10, "二、综合评价结论"), box=Box(150, foot + 10, 290, foot + 24))
    sentences = [_line(50, foot + 30 + LEADING * i, "（一）负责住房管理，加装电梯并提升使用安全。") for i in range(6)]
    (box,) = columned_boxes([*table, heading, *sentences], EM)
    assert (box.y0, box.y1) == (100, foot)


def test_the_title_of_what_follows_is_not_of_the_table_though_it_stands_clear_of_its_columns():
    table = list(_card(100))
    foot = max(line.box.y1 for line in table)
    title = replace(_line(220, foot + 15, "第三部分情况"), box=Box(220, foot + 15, 310, foot + 30))
    (box,) = columned_boxes([*table, title], EM)
    assert box.y1 == foot


def test_the_heads_of_a_table_of_amounts_are_no_table_of_texts():
    heads = [_line(50 + 70 * k, 100 + LEADING * i, "支出项目") for i in range(5) for k in range(4)]
    sentence = _line(50, 100 + 5 * LEADING, "一" * 26)
    amounts = [_line(50 + 70 * k, 100 + LEADING * i, "12.50") for i in range(6, 30) for k in range(4)]
    assert columned_boxes([*heads, sentence, *amounts], EM) == ()
