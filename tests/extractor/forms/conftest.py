"""Grids drawn as text: one list of cells a row, ``<`` goes on from the left, ``^`` from above, | breaks a line."""

from collections.abc import Callable, Sequence

import pytest

from extractor.forms import data_of, interpret, load_definitions
from extractor.values import parse_value
from models.form import Definitions
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.record import FormReading
from models.text import Glyph, TextLine

COL, ROW, CHAR, HEIGHT = 120.0, 30.0, 8.0, 8.0


def line(text: str, x: float = 0.0, y: float = 0.0, engine: str = "fake") -> TextLine:
    """A line whose glyphs stand eight apart, spaces too."""
    glyphs = tuple(
        Glyph(char, Box(x + i * CHAR, y, x + (i + 1) * CHAR, y + HEIGHT)) for i, char in enumerate(text) if char != " "
    )
    return TextLine(text, Box(x, y, x + len(text) * CHAR, y + HEIGHT), glyphs, engine)


def grid(
    rows: Sequence[Sequence[str]], captions: Sequence[tuple[str, float, float]] = (), pages: Sequence[int] = ()
) -> Grid:
    """``captions``: text, x, y. ``pages``: the page of each row; page 1 throughout where left out."""
    page = list(pages) or [1] * len(rows)
    cells = []
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            if text in {"<", "^"}:
                continue
            height = next((k for k in range(1, len(rows) - r) if rows[r + k][c] != "^"), len(rows) - r)
            width = next((k for k in range(1, len(texts) - c) if texts[c + k] != "<"), len(texts) - c)
            box = Box(c * COL, r * ROW, (c + width) * COL, (r + height) * ROW)
            printed = text.split("|") if text else []
            lines = tuple(line(part, box.x0 + 2, box.y0 + i * HEIGHT) for i, part in enumerate(printed))
            cells.append(Cell(r, c, height, width, (CellPart(page[r], box, lines),)))
    free = tuple((page[0], line(text, x, y)) for text, x, y in captions)
    return Grid(len(rows), len(rows[0]), tuple(cells), captions=free)


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    return load_definitions()


@pytest.fixture(scope="session")
def draw() -> Callable[..., Grid]:
    return grid


@pytest.fixture(scope="session")
def draw_line() -> Callable[..., TextLine]:
    return line


@pytest.fixture(scope="session")
def read(definitions: Definitions) -> Callable[..., list[FormReading]]:
    return lambda *grids: list(interpret(grids, definitions))


@pytest.fixture(scope="session")
def data(definitions: Definitions) -> Callable[..., list[dict[str, object]]]:
    """The data of every form in the grids."""

    def collect(*grids: Grid) -> list[dict[str, object]]:
        readings = interpret(grids, definitions)
        return [
            data_of(reading, {leaf.path: parse_value(leaf.text, leaf.kind) for leaf in reading.leaves})
            for reading in readings
        ]

    return collect
