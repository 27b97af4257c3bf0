"""A page whose words and places are known, rendered from a font inside pymupdf."""

from dataclasses import dataclass

import numpy as np
import pymupdf
import pytest

from models.geometry import Box
from models.page import Raster
from models.rule import Rule

DPI = 150
ROWS = [
    ["一级指标", "国高企业数量", "超500家", "618家", "15"],
    ["产出指标", "资金支付及时率", "≥95%", "95.20%", "5"],
    ["效益指标", "带动社会投资", "149000000.00", "—", "0"],
]
XS = [30.0, 90.0, 180.0, 260.0, 320.0, 350.0]
TOP, ROW_HEIGHT = 60.0, 22.0


@dataclass(frozen=True)
class KnownPage:
    raster: Raster
    rules: tuple[Rule, ...]
    cells: tuple[tuple[str, Box], ...]


@pytest.fixture(scope="session")
def form():
    """A title and a ruled table of three rows, 9 pt, with lone digits and a dash."""
    document = pymupdf.open()
    page = document.new_page(width=380, height=150)
    page.insert_font(fontname="F0", fontbuffer=pymupdf.Font("china-s").buffer)
    page.insert_text((120, 40), "项目支出绩效自评表", fontname="F0", fontsize=14)
    bottom = TOP + ROW_HEIGHT * len(ROWS)
    ys = [TOP + ROW_HEIGHT * i for i in range(len(ROWS) + 1)]
    for y in ys:
        page.draw_line((XS[0], y), (XS[-1], y), width=0.7)
    for x in XS:
        page.draw_line((x, TOP), (x, bottom), width=0.7)
    cells = [("项目支出绩效自评表", Box(100, 20, 280, 50))]
    for i, row in enumerate(ROWS):
        for left, right, text in zip(XS, XS[1:], row, strict=False):
            page.insert_text((left + 3, ys[i] + 15), text, fontname="F0", fontsize=9)
            cells.append((text, Box(left, ys[i], right, ys[i + 1])))
    pixmap = page.get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3).copy()
    rules = [Rule("horizontal", y, XS[0], XS[-1], 0.7) for y in ys] + [
        Rule("vertical", x, TOP, bottom, 0.7) for x in XS
    ]
    return KnownPage(Raster(pixels, DPI / 72), tuple(rules), tuple(cells))
