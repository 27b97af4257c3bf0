"""A table of four columns and five rows under heads of two lines, as printers set it: figures flush right, heads in the
middle.
"""

from dataclasses import replace

from extractor.grids import build_grids
from extractor.layout import arrange
from models.geometry import Box, PageMap
from models.page import ReadPage
from models.rule import Rule
from models.text import Glyph, TextLine

SIZE = 10.0
XS = (50.0, 190.0, 270.0, 350.0, 430.0)
TOP, PITCH = 100.0, 20.0
HEADS = (("项目", "本年支出", "", ""), ("", "合计", "基本支出", "项目支出"))
BODY = (
    ("一般公共服务支出", "1,203.50", "1,000.00", "203.50"),
    ("财政事务", "1,203.50", "1,000.00", "203.50"),
    ("住房保障支出", "96.00", "96.00", ""),
    ("住房公积金", "96.00", "96.00", ""),
    ("合计", "1,299.50", "1,096.00", "203.50"),
)


def line_at(x, y, text, size=SIZE):
    step = {True: size / 2, False: size}
    glyphs, at = [], x
    for char in text:
        glyphs.append(Glyph(char, Box(at, y, at + step[char.isascii()], y + size)))
        at += step[char.isascii()]
    return TextLine(text, Box(x, y, at, y + size), tuple(glyphs), "test")


def width_of(text):
    return sum(SIZE / 2 if char.isascii() else SIZE for char in text)


def centred(left, right, y, text):
    return line_at((left + right - width_of(text)) / 2, y, text)


def set_heads():
    yield centred(XS[0], XS[1], TOP + PITCH / 2, "项目")
    yield centred(XS[1], XS[4], TOP, "本年支出")
    for col in (1, 2, 3):
        yield centred(XS[col], XS[col + 1], TOP + PITCH, HEADS[1][col])


def set_rows(rows=BODY, top=TOP + 2 * PITCH):
    for r, row in enumerate(rows):
        y = top + PITCH * r
        yield line_at(XS[0] + 5, y, row[0])
        for col in (1, 2, 3):
            if row[col]:
                yield line_at(XS[col + 1] - 5 - width_of(row[col]), y, row[col])


def lowered(by, lines):
    for line in lines:
        glyphs = tuple(replace(glyph, box=glyph.box.moved(0, by)) for glyph in line.glyphs)
        yield replace(line, box=line.box.moved(0, by), glyphs=glyphs)


def read_grids(lines, rules=(), band_edges=()):
    page = ReadPage(
        1, 595, 842, 595, 842, tuple(lines), tuple(rules), PageMap(), "text_layer", band_edges=tuple(band_edges)
    )
    layout = arrange(page)
    return build_grids(page, layout), layout


def across(*ys, left=XS[0], right=XS[-1]):
    return [Rule("horizontal", y, left, right) for y in ys]


def uprights(*xs):
    return [Rule("vertical", x, TOP - 5, TOP + 7 * PITCH - 5) for x in xs]


def texts_by_cell(grid):
    return {(c.row, c.col, c.row_span, c.col_span): "".join(c.text.split()) for c in grid.cells}


FOOT = TOP + 7 * PITCH - 5
