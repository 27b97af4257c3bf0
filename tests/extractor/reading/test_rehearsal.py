from __future__ import annotations

from collections.abc import Sequence

from extractor.reading import ReadingSettings, Recognised, engine_by_name, rehearse_characters, rehearse_models
from extractor.reading.layer.reference_glyphs import _han
from extractor.reading.rehearsal import CROP_HEIGHT_PX, WIDTH_STEP_PX
from models.geometry import Box
from models.page import Pixels


def test_shapes_of_common_characters_are_remembered() -> None:
    next(rehearse_characters())
    before = _han.cache_info()
    assert _han("啊") is not None
    assert _han.cache_info().misses == before.misses


def test_lines_and_pages_are_shown_in_the_shapes_that_models_are_given_and_let_go() -> None:
    engine = engine_by_name("rapidocr", ReadingSettings())
    lines: set[tuple[int, int]] = set()
    pages: list[tuple[int, int]] = []
    rests: list[None] = []

    def recognise(crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        assert {crop.shape for crop in crops} == {crops[0].shape}
        assert crops[0].shape[0] == CROP_HEIGHT_PX
        lines.add((len(crops), crops[0].shape[1] // WIDTH_STEP_PX))
        return ()

    def detect(pixels: Pixels) -> tuple[Box, ...]:
        pages.append((pixels.shape[0], pixels.shape[1]))
        return ()

    engine.recognise, engine.detect, engine.rest = recognise, detect, lambda: rests.append(None)
    pieces = sum(1 for _ in rehearse_models(engine))
    assert (1600, 1152) in pages
    assert (1152, 1600) in pages
    assert {(1, 1), (16, 2), (2, 20), (1, 40)} <= lines
    assert pieces == len(lines) + len(pages) == len(rests)


def test_an_engine_that_compiles_nothing_has_nothing_to_rehearse() -> None:
    class Other:
        name = version = "other"

    assert list(rehearse_models(Other())) == []
