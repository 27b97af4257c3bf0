"""Pages with more on them than any document has."""

from __future__ import annotations

import pymupdf
import pytest

from extractor.grids import drawn_rules
from extractor.reading.layer import glyphs as layer_glyphs
from extractor.reading.layer import trust as layer_trust
from models.errors import PageError
from models.geometry import PageMap
from models.page import PdfPage


@pytest.fixture
def page() -> PdfPage:
    made = pymupdf.open().new_page()
    made.insert_text((50, 50), "12345678")
    for number in range(9):
        made.draw_line((50, 100 + number), (300, 100 + number))
    return PdfPage(1, made.rect.width, made.rect.height, made)


def test_characters_without_end_are_refused(page: PdfPage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(layer_glyphs.painted_text(page.handle).chars) == 8
    monkeypatch.setattr(layer_glyphs, "MOST_GLYPHS", 7)
    with pytest.raises(PageError, match="page 1: reading failed: more than 7 characters"):
        layer_glyphs.painted_text(page.handle)


def test_lines_without_end_are_refused_on_a_page_without_text(page: PdfPage, monkeypatch: pytest.MonkeyPatch) -> None:
    layer_trust.only_ruled(page)
    monkeypatch.setattr("models.page.MOST_PAINTED", 8)
    with pytest.raises(PageError, match="more than 8 lines"):
        layer_trust.only_ruled(page)


def test_lines_without_end_are_refused_among_rules(page: PdfPage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn_rules(page, PageMap())
    monkeypatch.setattr("models.page.MOST_PAINTED", 8)
    with pytest.raises(PageError, match="more than 8 lines"):
        drawn_rules(page, PageMap())
