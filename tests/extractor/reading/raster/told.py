"""A blank page to blot, and an engine that reads what the test tells it to."""

from dataclasses import dataclass, field

import numpy as np

from extractor.reading import ReadingSettings, Recognised, RecognisedCharacter, bared, read_raster
from models.page import Raster
from models.rule import Rule

SETTINGS = ReadingSettings()


def reading(text, probability=0.99):
    n = len(text)
    return Recognised(tuple(RecognisedCharacter(c, probability, i / n, (i + 1) / n) for i, c in enumerate(text)))


@dataclass
class FakeEngine:
    """Says what it is told, and remembers the crops it was shown."""

    boxes: tuple = ()
    answers: list | None = None
    name: str = "fake"
    version: str = "fake 1"
    seen: list = field(default_factory=list)

    def detect(self, _):
        return self.boxes

    def recognise(self, crops):
        self.seen += crops
        return tuple(self.answers[: len(crops)]) if self.answers is not None else tuple(reading("字") for _ in crops)


def page(width=300, height=200):
    return np.full((height, width, 3), 255, np.uint8)


def blot(pixels, x0, y0, x1, y1):
    pixels[y0:y1, x0:x1] = 0
    return pixels


def read(pixels, engine, rules=(), scale=1.0):
    raster = Raster(pixels, scale)
    return read_raster(raster, bared(raster, rules), rules, engine, SETTINGS)


def square(x0=20, y0=20, x1=280, y1=180):
    return [
        *(Rule("horizontal", y, x0, x1, 2) for y in (y0, y1)),
        *(Rule("vertical", x, y0, y1, 2) for x in (x0, x1)),
    ]
