"""One page read by a real recogniser: the turn that the page then speaks for is found."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest
from rapidocr import RapidOCR

from extractor.imaging import ImagingSettings, Reader, stand_upright
from models.page import Raster

WORDS = ("项目支出绩效自评表", "年度资金总额", "上年结转资金", "满意度指标")


@pytest.fixture(scope="module")
def reader():
    engine = RapidOCR(params={"Global.log_level": "error"})

    def read(crops):
        results = [engine(cv2.cvtColor(crop, cv2.COLOR_RGB2BGR), use_det=False, use_cls=False) for crop in crops]
        return [(result.txts[0], float(result.scores[0])) for result in results]

    return Reader(read, lambda _: [])


def pixels_of(page):
    drawn = page.get_pixmap(dpi=150, alpha=False)
    return np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, 3)


def form():
    page = pymupdf.open().new_page(width=595, height=420)
    for row, label in enumerate(["其中：当年财政拨款", *WORDS, "社会效益指标"]):
        page.insert_text((60, 80 + 50 * row), label, fontname="china-s", fontsize=14)
        page.insert_text((360, 80 + 50 * row), f"{row}48210.06", fontname="china-s", fontsize=14)
    return pixels_of(page)


@pytest.mark.parametrize("turn", [90, 180])
def test_the_turn_is_found_by_what_the_page_then_says(reader, posed, turn):
    upright = stand_upright(Raster(posed(form(), turn, 4.0), 1.0), reader, WORDS, ImagingSettings())
    assert (upright.turn, upright.decided) == (turn, True)
    assert upright.skew_deg == pytest.approx(4.0, abs=0.15), "seven short rows and no rule"


def closely_set():
    """Lines of text whose characters stand right under one another; its columns are longer than its lines."""
    page = pymupdf.open().new_page(width=595, height=500)
    texts = (
        "党建工作按期完成率反映机关工作实施中这一方面的实际情况三项",
        "看后勤服务的水平是否符合要求用来衡量这一环节的工作缺一项扣",
        "以机关工作知晓度说明干部职工从教育培训中得到了什么各占相同",
        "完全达到的得分基本达到的得一半没有达到的不得分其余按比例计",
    )
    for row, text in enumerate(texts * 6):
        for place, char in enumerate(text):
            page.insert_text((60 + 14 * place, 60 + 17 * row), char, fontname="china-s", fontsize=14)
    return pixels_of(page)


@pytest.mark.parametrize("turn", [0, 90])
def test_text_so_closely_set_that_its_columns_read_as_well_is_not_taken_for_columns(reader, posed, turn):
    upright = stand_upright(Raster(posed(closely_set(), turn, 0.0), 1.0), reader, WORDS, ImagingSettings())
    assert (upright.turn, upright.decided) == (turn, True)


@pytest.mark.parametrize("likely", [0, 270])
def test_a_page_that_says_nothing_lies_as_is_likely_and_one_that_does_as_it_says(reader, posed, likely):
    blank = np.full((400, 600, 3), 255, np.uint8)
    upright = stand_upright(Raster(blank, 1.0), reader, WORDS, ImagingSettings(), likely=likely)
    assert (upright.turn, upright.decided) == (likely, False)
    upright = stand_upright(Raster(posed(form(), 90, 0.0), 1.0), reader, WORDS, ImagingSettings(), likely=likely)
    assert (upright.turn, upright.decided) == (90, True)
