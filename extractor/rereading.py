"""One cell read anew, larger and prepared in several ways: what a person may choose from who cannot read it either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from extractor.imaging import preparations
from extractor.pictures import Look, raster_of
from extractor.reading import OcrEngine, Recognised
from extractor.tools import Tools
from models.geometry import Box
from models.page import Pixels

DPI = 300.0
"""Twice as fine as a usual page is read: small print then has characters as high as the recogniser wants them."""

MARGIN = 0.12
"""Of a cell's height, looked at around it, up to the same of a line's: print that touches a rule stands a little
outside."""

LINE_PX = 60
"""How high a line of print with its leading is at ``DPI``: some 14 points."""

PAPER_PX = 16
"""White around what the detector is shown: it overlooks print at the rim of a picture."""

LEAST = 0.6
"""Mean probability of a line below which it is noise: specks of blank cells are read with 0.4 to 0.6."""


class CellReading(BaseModel):
    """A text that was read, its lines apart; ``prepared``: in which preparations; the best one's ``probability``."""

    model_config = ConfigDict(frozen=True)

    text: str
    probability: Annotated[float, Field(ge=0, le=1)]
    prepared: tuple[str, ...]


class CellReadings(BaseModel):
    """Those that most preparations agree on come first."""

    model_config = ConfigDict(frozen=True)

    readings: tuple[CellReading, ...]


def read_cell(data: bytes, filename: str, page: int, look: Look, tools: Tools) -> CellReadings:
    """The texts that a cell may hold. ``look.crop``: the cell, on the page that ``look`` stands upright.

    Raises:
        InputError, PageError: as :func:`extractor.pictures.picture`.
        EngineError: the engine failed.
    """
    assert look.crop is not None
    pixels = raster_of(data, filename, page, tools.settings, replace(look, crop=_with_margin(look.crop))).pixels
    prepared = preparations(pixels)
    lines = _lines_of(pixels, tools.engine)
    crops = [shown[y0:y1, x0:x1] for shown in prepared.values() for x0, y0, x1, y1 in lines]
    read = tools.engine.recognise(crops)
    by_preparation = [read[at : at + len(lines)] for at in range(0, len(read), len(lines))]
    return CellReadings(readings=_agreed(list(prepared), by_preparation))


def _with_margin(cell: Box) -> Box:
    """Of pages in points; of an image, whose unit is its pixel, the cell's height alone bounds it."""
    margin = MARGIN * min(cell.height, LINE_PX)
    return Box(cell.x0 - margin, cell.y0 - margin, cell.x1 + margin, cell.y1 + margin)


def _lines_of(pixels: Pixels, engine: OcrEngine) -> list[tuple[int, int, int, int]]:
    """Corners of the cell's lines, from the top down; of all of it where none is found."""
    height, width = pixels.shape[:2]
    framed = _on_paper(pixels)
    found = []
    for box in sorted(engine.detect(framed), key=lambda box: box.y0):
        x0, x1 = (min(max(round(x) - PAPER_PX, 0), width) for x in (box.x0, box.x1))
        y0, y1 = (min(max(round(y) - PAPER_PX, 0), height) for y in (box.y0, box.y1))
        if x1 > x0 and y1 > y0 and _inside((x0 + x1) / 2, (y0 + y1) / 2, width, height):
            found.append((x0, y0, x1, y1))
    return found or [(0, 0, width, height)]


def _inside(x: float, y: float, width: int, height: int) -> bool:
    """Whether a line's middle is in the cell, and not in the margin, where a neighbour's print may stand."""
    rim = MARGIN * min(height, LINE_PX)
    return rim < x < width - rim and rim < y < height - rim


def _on_paper(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    framed = np.full((height + 2 * PAPER_PX, width + 2 * PAPER_PX, 3), 255, dtype=np.uint8)
    framed[PAPER_PX : PAPER_PX + height, PAPER_PX : PAPER_PX + width] = pixels
    return framed


def _agreed(names: Sequence[str], read: Sequence[Sequence[Recognised]]) -> tuple[CellReading, ...]:
    """One reading for each text; ``read``: for each preparation, its lines."""
    by_text: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for name, lines in zip(names, read, strict=True):
        said = [line for line in lines if line.text.strip() and line.probability >= LEAST]
        if said:
            probability = sum(line.probability for line in said) / len(said)
            by_text["\n".join(line.text.strip() for line in said)].append((probability, name))
    found = [
        CellReading(text=text, probability=round(max(by)[0], 4), prepared=tuple(name for _, name in by))
        for text, by in by_text.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.prepared), -one.probability)))
