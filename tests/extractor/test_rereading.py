"""One cell read anew: which texts are offered, in which order, and what of its neighbours is left out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
from PIL import Image

from extractor.pictures import Look
from extractor.reading import Recognised, RecognisedCharacter
from extractor.rereading import DPI, PAPER_PX, CellReadings, read_cell
from extractor.settings import Settings
from models.geometry import Box
from models.page import Pixels

CELL = Box(100, 100, 300, 150)


def said(text: str, probability: float = 0.9) -> Recognised:
    return Recognised(tuple(RecognisedCharacter(char, probability, 0, 1) for char in text))


class Engine:
    """Finds the same lines in every cell, and reads what it is told, a preparation after the other."""

    name, version = "fake", "1"

    def __init__(self, lines: Sequence[Box], readings: Sequence[Recognised]) -> None:
        self.lines, self.readings, self.shown = lines, readings, list[tuple[int, ...]]()

    def load(self) -> None:
        pass

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:
        self.shown.append(pixels.shape)
        return tuple(self.lines)

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        self.shown += [crop.shape for crop in crops]
        return tuple(self.readings)[: len(crops)]


def read(engine: Engine, cell: Box = CELL) -> CellReadings:
    page = io.BytesIO()
    Image.fromarray(np.full((400, 600, 3), 255, dtype=np.uint8)).save(page, "PNG")
    tools = SimpleNamespace(engine=engine, settings=Settings())
    return read_cell(page.getvalue(), "a.png", 1, Look(DPI, crop=cell), tools)  # type: ignore[arg-type]


def test_what_most_preparations_agree_on_comes_first() -> None:
    texts = [said("3.5", 0.99), said("8.5"), said("8.5"), said("8.5", 0.8), said("3.6", 0.7)]
    found = read(Engine([], texts)).readings
    assert [(one.text, one.probability) for one in found] == [("8.5", 0.9), ("3.5", 0.99), ("3.6", 0.7)]
    assert found[0].prepared == ("colourless", "contrast", "bold")


def test_lines_are_read_from_the_top_down_and_those_of_neighbours_left_out() -> None:
    rim = PAPER_PX
    own = [Box(rim + 20, rim + 30, rim + 180, rim + 50), Box(rim + 20, rim + 8, rim + 180, rim + 26)]
    above = Box(rim, 0, rim + 200, rim + 4)
    engine = Engine([*own, above], [said("上"), said("下")] * 5)
    assert [one.text for one in read(engine).readings] == ["上\n下"]
    assert engine.shown[1:] == [(18, 160, 3), (20, 160, 3)] * 5


def test_noise_is_no_reading_and_a_cell_without_lines_is_read_whole() -> None:
    engine = Engine([], [said("A", 0.5), said(""), said(" "), said("H", 0.4), said("-", 0.3)])
    assert read(engine).readings == ()
    height, width = engine.shown[0][:2]
    assert engine.shown[1] == (height - 2 * PAPER_PX, width - 2 * PAPER_PX, 3)
