"""From a crop's reading to a line of the page: every glyph in its own box, spaces only where the page has room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, isfinite

import numpy as np
import numpy.typing as npt

from extractor.reading.engines.contract import Recognised, RecognisedCharacter
from extractor.reading.raster.lone_shapes import BY_SHAPE, STROKES, likelihood
from extractor.reading.second_look.barred import BARRED, with_bar
from models.geometry import Box
from models.page import Pixels
from models.text import Glyph, TextLine

LEAST_SPACE = 0.5
"""A space the engine reports is kept where the ink is at least this share of the line height apart, or between two
Latin letters: recognisers put spaces between widely set digits."""

DASH, HYPHEN, STOP = "—", "-", "。"

HYPHEN_WIDTH = 0.52
"""In line heights: a lone stroke up to this wide is a hyphen. Line boxes are a third higher than their print, so that
a dash of one character is three quarters of them wide, a hyphen a quarter; on scans dashes measured 0.58 and more,
hyphens, of broad faces, up to 0.46."""


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """What a crop shows: its pixels, and which of them are ink."""

    pixels: Pixels
    ink: npt.NDArray[np.bool_]

    def columns(self, x0: float, x1: float) -> Pixels:
        """The pixels from one place to another, one column at least."""
        return self.pixels[:, int(x0) : max(int(x0) + 1, ceil(x1))]


def line_of(
    reading: Recognised, box: Box, print_: Print, px_per_unit: float, engine: str, *, usual_px: float
) -> TextLine | None:
    """The line, in page units, or None where nothing but spaces was read.

    ``box`` and ``print_`` are the crop's, in pixels; ``usual_px`` is the height of the page's usual line.
    """
    characters = _without_lone_stroke(reading.characters, print_.ink, usual_px)
    printed = [character for character in characters if not character.char.isspace()]
    if not printed:
        return None
    extents = _ink_extents(printed, np.asarray(print_.ink.any(axis=0)))
    if any(character.char in BARRED for character in printed):
        printed = [with_bar(one, print_.columns(*extent)) for one, extent in zip(printed, extents, strict=True)]
        marked = iter(printed)
        characters = tuple(one if one.char.isspace() else next(marked) for one in characters)
    glyphs = tuple(
        Glyph(
            character.char,
            Box(box.x0 + x0, box.y0, box.x0 + x1, box.y1).scaled(1 / px_per_unit),
            _probability(character.probability),
            character.alternatives,
        )
        for character, (x0, x1) in zip(printed, extents, strict=True)
    )
    text = _spelled(characters, extents, LEAST_SPACE * box.height)
    whole = Box(glyphs[0].box.x0, glyphs[0].box.y0, max(glyph.box.x1 for glyph in glyphs), glyphs[0].box.y1)
    return TextLine(text, whole, glyphs, engine)


def lone_mark(mark: str) -> Recognised:
    """What a line says that holds nothing but a mark that is known by its shape."""
    return Recognised((RecognisedCharacter(mark, BY_SHAPE, 0.0, 1.0),))


def _without_lone_stroke(
    characters: tuple[RecognisedCharacter, ...], ink: npt.NDArray[np.bool_], line_height: float
) -> tuple[RecognisedCharacter, ...]:
    """A stroke that stands alone is the dash of an empty cell, never a numeral; what was read is the second choice."""
    if len(characters) != 1 or characters[0].char not in STROKES:
        return characters
    (read,) = characters
    inked = np.flatnonzero(ink.any(axis=0))
    short = len(inked) and inked[-1] + 1 - inked[0] <= HYPHEN_WIDTH * line_height
    dash = HYPHEN if short else DASH
    said = ((read.char, read.probability), *read.alternatives)
    others = tuple(pair for pair in said if pair[0] != dash)
    return (RecognisedCharacter(dash, likelihood(Recognised(characters), ink, line_height), read.x0, read.x1, others),)


def _probability(value: float) -> float:
    """Within 0 to 1, whatever an engine says; what is no number is no certainty."""
    return min(max(value, 0.0), 1.0) if isfinite(value) else 0.0


def _ink_extents(
    characters: Sequence[RecognisedCharacter], columns: npt.NDArray[np.bool_]
) -> list[tuple[float, float]]:
    """Where each character's ink begins and ends, in pixels: the crop is cut at the emptiest place between two."""
    width = len(columns)
    centers = [min(max((character.x0 + character.x1) / 2, 0.0), 1.0) * width for character in characters]
    bounds = [0.0, *(_gap(columns, left, right) for left, right in pairwise(centers)), float(width)]
    extents = []
    for character, (start, end) in zip(characters, pairwise(bounds), strict=True):
        inked = np.flatnonzero(columns[int(start) : int(np.ceil(end))])
        if len(inked):
            extents.append((int(start) + float(inked[0]), int(start) + float(inked[-1]) + 1))
        else:
            extents.append((character.x0 * width, character.x1 * width))
    return extents


def _gap(columns: npt.NDArray[np.bool_], left: float, right: float) -> float:
    """The middle of the widest run of empty columns between two centres; half-way where there is none."""
    start, end = int(left), max(int(left) + 1, int(np.ceil(right)))
    inked = np.flatnonzero(np.concatenate([[True], columns[start:end], [True]]))
    runs = np.diff(inked) - 1
    if not len(runs) or runs.max() <= 0:
        return (left + right) / 2
    widest = int(runs.argmax())
    return start + float(inked[widest]) + float(runs[widest]) / 2


def _spelled(characters: Sequence[RecognisedCharacter], extents: Sequence[tuple[float, float]], least: float) -> str:
    """The text. ``extents`` are those of the characters that are not spaces, of which there is at least one."""
    gaps = iter([0.0, *(right[0] - left[1] for left, right in pairwise(extents))])
    spelled, reported = "", False
    for character in characters:
        if character.char.isspace():
            reported = True
            continue
        spaced = next(gaps) >= least or (_is_latin(spelled[-1:]) and _is_latin(character.char))
        spelled += (" " if reported and spaced else "") + character.char
        reported = False
    return spelled


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
