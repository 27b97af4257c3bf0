"""Lines of print as a printer sets them: characters as wide as they are high, those of ASCII half as wide."""

from models.geometry import Box
from models.text import Glyph, TextLine

EM = 10.0


def width_of(text: str) -> float:
    return sum(EM / 2 if char.isascii() else EM for char in text)


def line_of(x: float, middle: float, text: str) -> TextLine:
    """A line from ``x`` on, its middle at a height."""
    glyphs, at = [], x
    for char in text:
        glyphs.append(Glyph(char, Box(at, middle - EM / 2, at + width_of(char), middle + EM / 2)))
        at += width_of(char)
    return TextLine(text, Box(x, middle - EM / 2, at, middle + EM / 2), tuple(glyphs), "text_layer")
