import pymupdf
import pytest

from extractor.reading.layer_glyphs import PaintedGlyph
from extractor.reading.layer_trust import doubts
from models.geometry import Box


def glyphs(text):
    return [PaintedGlyph(char, Box(10 * i, 0, 10 * i + 10, 10), 10.0, 0, visible=True) for i, char in enumerate(text)]


@pytest.fixture
def page():
    document = pymupdf.open()
    yield document.new_page(width=400, height=300)
    document.close()


@pytest.mark.parametrize(
    "text",
    [
        "项目支出绩效自评表（2023年度）单位：万元 ≥100% 产业转型升级资金 149,000,000.00",
        "附表５　□是 √否 ①数量指标 — 不适用 Ⅱ类 ～ 3.5㎡",
        "預算執行率 產業轉型升級資金 壹佰萬元",
    ],
    ids=["simplified", "full width and signs", "traditional"],
)
def test_what_forms_print_is_believed(page, text):
    assert doubts(glyphs(text), page) == ()


@pytest.mark.parametrize(
    "text",
    ["\ue001\ue002\ue003 2023", "年度\ufffd\ufffd", "ab\x01\x02", "魑魅靐齉爨龘鱻猋骉犇"],
    ids=["private use", "replacement", "control", "rare characters"],
)
def test_what_no_form_prints_is_doubted(page, text):
    (reason,) = doubts(glyphs(text), page)
    assert "characters" in reason


def test_one_odd_bullet_in_a_page_is_no_doubt(page):
    assert doubts(glyphs("\uf06c" + "年度绩效指标" * 10), page) == ()
