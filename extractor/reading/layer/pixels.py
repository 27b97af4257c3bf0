"""What a page with a text layer shows: its pixels, to compare the layer with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import pymupdf

from extractor.reading.layer.glyph_features import Ink, trimmed
from extractor.reading.layer.glyphs import Flags, Numbers, PaintedGlyph
from models.errors import PageError
from models.geometry import Box, union_of
from models.page import PdfPage, Pixels, Turn

POINTS_PER_INCH = 72.0

DPI, FINE_DPI = 120.0, 200.0
"""Every page is drawn at the first, which takes some 3 ms and shows a glyph of 9 pt in 15 pixels, enough to compare
it. The second is for the recogniser, where it is asked."""

MOST_PIXELS = 25_000_000
"""A3 at 200 dpi is 8 million; larger plans are drawn more coarsely."""

LEAST_CONTRAST = 6.0
"""Standard deviation, in grey levels, of what a box shows when there is print in it; even pale grey hairlines of a
comma in a box of an em come to more. A box of one even colour comes to 0."""

BESIDE = 0.3
"""How far, in ems, a glyph may be painted beside the place where it stands: some fonts centre narrow letters in a
wide box. What is hidden is whole words and lines."""

CORE, CUT, FEWEST_CUT = 0.3, 0.2, 4
"""A line is cut off where hardly any of its letters, digits and characters, of four and more, shows anything between
the upper and the lower three tenths of its box."""

LINE_MARGIN = (0.3, 0.2)
"""Paper left around a line, in ems, across and up and down: as loose as the crops recognisers were trained on."""


Grey = npt.NDArray[np.uint8]
"""Shape (height, width)."""


class Picture(NamedTuple):
    """A glyph as it is painted: its ink, cut to the glyph, and how high that is, in ems."""

    ink: Ink
    height: float


class PagePixels:
    """The page as it is painted, turned upright by ``turn`` degrees clockwise; drawn when it is first looked at.

    Every method raises ``PageError`` where the page cannot be drawn.
    """

    def __init__(self, page: PdfPage, turn: Turn) -> None:
        self._page = page
        self._turn = turn
        self._most = math.sqrt(MOST_PIXELS / (page.width * page.height))

    @cached_property
    def _coarse(self) -> Grey:
        return self._drawn(self._scale(DPI))

    @cached_property
    def _fine(self) -> Grey:
        return self._drawn(self._scale(FINE_DPI))

    def _scale(self, dpi: float) -> float:
        return min(dpi / POINTS_PER_INCH, self._most)

    def _drawn(self, scale: float) -> Grey:
        matrix = pymupdf.Matrix(scale, scale)
        try:
            drawn = self._page.painted.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False)
        except (RuntimeError, ValueError) as error:
            raise PageError(self._page.number, "drawing", f"{error}; print the PDF anew") from error
        grey = np.frombuffer(drawn.samples, dtype=np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]
        return np.ascontiguousarray(np.rot90(grey, -self._turn // 90))

    def seen(self, boxes: Numbers) -> Flags:
        """Which boxes, shape (n, 4), show more than one even colour, or stand right beside what does."""
        return self._varied(boxes + BESIDE * (boxes[:, 3] - boxes[:, 1])[:, None] * [-1, 0, 1, 0])

    def cut_off(self, chains: Sequence[Sequence[PaintedGlyph]]) -> list[bool]:
        """Of which lines only the tops or the feet are seen, because the page ends in them or something hides them."""
        telling = [[glyph.box for glyph in chain if glyph.char.isalnum()] for chain in chains]
        places = [(box.x0, box.y0, box.x1, box.y1) for boxes in telling for box in boxes]
        boxes = np.array(places, dtype=np.float64).reshape(-1, 4)
        inside = (boxes[:, 3] - boxes[:, 1])[:, None] * [0, CORE, 0, -CORE]
        ends = np.cumsum([len(boxes) for boxes in telling])
        shown = np.split(self._varied(boxes + inside), ends)[: len(telling)]
        return [len(flags) >= FEWEST_CUT and bool(flags.mean() < CUT) for flags in shown]

    @cached_property
    def _sums(self) -> tuple[Numbers, Numbers]:
        total, squares = cv2.integral2(self._coarse)
        return np.asarray(total), np.asarray(squares)

    def _varied(self, boxes: Numbers) -> Flags:
        height, width = self._coarse.shape
        rows = np.rint(boxes * self._scale(DPI)).astype(np.int64)
        x0, x1 = (np.clip(rows[:, i], 0, width) for i in (0, 2))
        y0, y1 = (np.clip(rows[:, i], 0, height) for i in (1, 3))
        area = np.maximum((x1 - x0) * (y1 - y0), 1)
        mean, mean_square = (
            (table[y1, x1] - table[y0, x1] - table[y1, x0] + table[y0, x0]) / area for table in self._sums
        )
        return np.asarray(mean_square - mean * mean > LEAST_CONTRAST**2)

    def glyph(self, box: Box, turn: int, *, closely: bool = False) -> Picture | None:
        """One glyph's picture, turned by ``turn`` degrees clockwise to stand upright; None where nothing is seen."""
        part = _cut(self._fine if closely else self._coarse, box, self._scale(FINE_DPI if closely else DPI))
        if not part.size:
            return None
        values = part.astype(np.float32)
        # White on a coloured ground: what bounds the box is the ground.
        ground = median(np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]]).tolist())
        step = np.abs(values - ground)
        deepest = float(step.max())
        if deepest < 2 * LEAST_CONTRAST:
            return None
        upright = np.rot90(step / deepest, -turn // 90)
        ink = trimmed(upright)
        return None if ink is None else Picture(ink, ink.shape[0] / upright.shape[0])

    def line(self, glyphs: Sequence[PaintedGlyph]) -> Pixels:
        """The picture of a line of glyphs, RGB, with some paper around."""
        box = union_of(glyph.box for glyph in glyphs) or glyphs[0].box
        size = max(glyph.size for glyph in glyphs)
        across, up = LINE_MARGIN[0] * size, LINE_MARGIN[1] * size
        loose = Box(box.x0 - across, box.y0 - up, box.x1 + across, box.y1 + up)
        part = _cut(self._fine, loose, self._scale(FINE_DPI))
        return np.repeat(part[:, :, None], 3, axis=2)


def _cut(grey: Grey, box: Box, scale: float) -> Grey:
    x0, y0, x1, y1 = (round(value * scale) for value in (box.x0, box.y0, box.x1, box.y1))
    return grey[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
