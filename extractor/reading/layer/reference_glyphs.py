"""What characters look like, in the typefaces that come with pymupdf; and whether a glyph looks like a character."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

import numpy as np
import pymupdf
from PIL import Image, ImageDraw, ImageFont

from extractor.reading.layer.glyph_features import Ink, Vectors, trimmed, vectors

HAN_FACE = "china-s"
LATIN_FACES = ("china-s", "tiro", "helv", "cour", "hebo")
"""Digits and letters differ more between typefaces than Chinese characters do: with and without serifs, bold, wide."""

DRAWN_PX = 40
MARGIN_PX = 25

STRANGERS = 400
"""How many other characters a Chinese glyph is compared with. True glyphs of song, hei, fangsong and kai faces are
among the likest five for 93 to 100 of 100 characters, wrong ones for two."""

NEAREST = 20
"""A glyph that at least so many strangers resemble more than the character it is said to be, is doubtful."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
TIE = 0.05
"""Letters that differ by less than this in likeness look alike: c and C once they are brought to one size."""

LETTER_RANK = 4
"""As many letters as look alike when brought to one size: o O, or I l in a face without serifs."""

ROUNDING = 1e-6
"""A stranger that is the character itself is no rival."""

FEWEST_STROKES = frozenset("一二三十丨丶丿乙〇")
"""Brought to a square, a single stroke looks like nothing or like anything."""


LOW_MARKS, LEVEL_MARKS = frozenset(".,、。，·•．"), frozenset("-—–―－_")
HIGHEST = {**dict.fromkeys(LOW_MARKS, 0.4), **dict.fromkeys(LEVEL_MARKS, 0.25)}
"""How high, in ems, the ink of marks can be."""

LOWEST = 0.28
"""The least height, in ems, of a digit, a letter or a character of several strokes, be it raised and small."""


def fits(char: str, height: float) -> bool:
    """Whether a character's ink can be so high, in ems: dots are low, digits are not."""
    return height <= HIGHEST.get(char, 2.0) and (height >= LOWEST or not judgeable(char))


def judgeable(char: str) -> bool:
    """Whether likeness can tell this character from others. Marks and single strokes cannot be told."""
    return char in DIGITS or char in LETTERS or ("一" <= char <= "鿿" and char not in FEWEST_STROKES)


def look_like(pictures: Vectors, chars: Sequence[str]) -> list[bool]:
    """For each picture, whether it can be the judgeable character it is said to be."""
    strangers = pictures @ _strangers().T
    return [
        _looks_like_latin(picture, char) if char in DIGITS + LETTERS else _looks_like_han(picture, char, others)
        for picture, char, others in zip(pictures, chars, strangers, strict=True)
    ]


def likeness(picture: Vectors, char: str) -> float:
    """How much a picture, shape (length,), looks like a character, at most 1; 0 where no face has the character."""
    return float(max((of @ picture for of in _faces_of(char)), default=0.0))


def reckon(char: str) -> None:
    """Remember what a Chinese character looks like, before a page has it; "" does nothing."""
    if char:
        _han(char)


def _looks_like_latin(picture: Vectors, char: str) -> bool:
    scores = (_latin() @ picture).max(axis=0)
    own = scores[(DIGITS + LETTERS).index(char)]
    # A digit has to be told from digits only: 0 and 1 are O and l in many faces, and amounts have no letters.
    rivals = scores[: len(DIGITS)] if char in DIGITS else scores
    return int((rivals > own + TIE).sum()) < (1 if char in DIGITS else LETTER_RANK)


def _looks_like_han(picture: Vectors, char: str, strangers: Vectors) -> bool:
    own = likeness(picture, char)
    return own > 0 and int((strangers > own + ROUNDING).sum()) < NEAREST


def _faces_of(char: str) -> tuple[Vectors, ...]:
    if len(char) == 1 and char in DIGITS + LETTERS:
        return tuple(_latin()[:, (DIGITS + LETTERS).index(char)])
    drawn = _han(char)
    return () if drawn is None else (drawn,)


@cache
def _latin() -> Vectors:
    """Shape (faces, digits and letters, length)."""
    return np.stack([vectors([_solid(face, char) for char in DIGITS + LETTERS]) for face in LATIN_FACES])


@cache
def _strangers() -> Vectors:
    """Characters from all over the first level of GB 2312, which is in the order of their sound."""
    codes = [(high, low) for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)]
    step = len(codes) / STRANGERS
    chars = [bytes(codes[int(i * step)]).decode("gb2312") for i in range(STRANGERS)]
    return vectors([_solid(HAN_FACE, char) for char in chars])


@cache
def _han(char: str) -> Vectors | None:
    """Cached without limit: a font's characters come back on every page, and there are only so many thousands."""
    ink = _drawn(HAN_FACE, char) if len(char) == 1 and _font(HAN_FACE).has_glyph(ord(char)) else None
    return None if ink is None else vectors([ink])[0]


def _solid(face: str, char: str) -> Ink:
    ink = _drawn(face, char)
    return np.ones((1, 1), dtype=np.float32) if ink is None else ink


def _drawn(face: str, char: str) -> Ink | None:
    side = DRAWN_PX + 2 * MARGIN_PX
    sheet = Image.new("L", (side, side), 0)
    ImageDraw.Draw(sheet).text((MARGIN_PX, MARGIN_PX // 2), char, fill=255, font=_type(face))
    return trimmed(np.asarray(sheet, dtype=np.float32) / np.float32(255))


@cache
def _font(face: str) -> pymupdf.Font:
    return pymupdf.Font(face)


@cache
def _type(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(_font(face).buffer), DRAWN_PX)
