"""Read text: glyphs and lines, whoever read them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.geometry import Box


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character where it stands, in upright page coordinates.

    ``probability`` is the reader's own, 0 to 1 (1 for a trusted text layer). ``alternatives`` are the other
    characters that the reader thought of at this place, best first, each with its probability.
    """

    char: str
    box: Box
    probability: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text inside one cell, or one free line on the page. Never reaches across a ruling line.

    ``text`` is what its glyphs spell, plus the spaces that the reader saw between them.
    ``engine`` names who read it: ``text_layer``, ``plain_text``, or the name of an OCR engine.
    """

    text: str
    box: Box
    glyphs: tuple[Glyph, ...]
    engine: str

    def moved(self, dx: float, dy: float) -> TextLine:
        glyphs = tuple(replace(glyph, box=glyph.box.moved(dx, dy)) for glyph in self.glyphs)
        return replace(self, box=self.box.moved(dx, dy), glyphs=glyphs)

    def followed_by(self, other: TextLine) -> TextLine:
        """Both as one line, without a space between them."""
        return TextLine(self.text + other.text, self.box.union(other.box), self.glyphs + other.glyphs, self.engine)

    @property
    def probability(self) -> float:
        """The weakest glyph's probability: a line is as good as its worst character. 0 for a line of none."""
        return min((glyph.probability for glyph in self.glyphs), default=0.0)
