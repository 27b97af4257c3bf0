"""What reading reckons once and then remembers, reckoned before a page asks for it: a little at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extractor.reading.engines.contract import OcrEngine
from extractor.reading.engines.line_batches import CROP_HEIGHT_PX, WIDTH_STEP_PX
from extractor.reading.engines.rapid import RapidOcrEngine
from extractor.reading.layer.reference_glyphs import reckon

_LEVEL_1 = range(0xB0, 0xD8), range(0xA1, 0xFF)
"""First and second bytes of GB 2312's first level: 3755 characters, which make up all but a hundredth of any text."""

_WIDEST_STEPS, _MOST_STEPS = 40, 40
"""The widest line, and how much there is of all lines in one run, in steps of a width. Two thirds of the shapes that
pages have are within this; each costs 4 MB, and the rest are twice as many."""

_PAGE_SIDES_PX = range(1088, 1217, 32)
"""The shorter side of an A4 page as the detector sees it, cropped a little or not: its model takes multiples of 32."""


def rehearse_characters() -> Iterator[None]:
    """Reckon the shapes of the characters that pages are printed with."""
    for high in _LEVEL_1[0]:
        for low in _LEVEL_1[1]:
            reckon(bytes((high, low)).decode("gb2312", "ignore"))
        yield


def rehearse_models(engine: OcrEngine) -> Iterator[None]:
    """Run the models of an engine that is loaded once for each shape of lines and pages that they will be given.

    OpenVINO compiles them for every shape that it has not met: that takes up to a quarter of the time of a first page.
    """
    if not isinstance(engine, RapidOcrEngine):
        return
    long_px = engine.detector_long_side_px
    for short_px in _PAGE_SIDES_PX:
        for height, width in ((long_px, short_px), (short_px, long_px)):
            engine.detect(np.full((height, width, 3), 255, np.uint8))
            engine.rest()
            yield
    for steps in range(1, _WIDEST_STEPS + 1):
        line = np.full((CROP_HEIGHT_PX, WIDTH_STEP_PX * steps, 3), 255, np.uint8)
        for count in range(1, min(engine.batch_crops, _MOST_STEPS // steps) + 1):
            engine.recognise([line] * count)
            engine.rest()
            yield
