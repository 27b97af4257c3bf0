"""Two readings of one line put together: the surer one stays, and what the other one says is not forgotten."""

from __future__ import annotations

from dataclasses import replace

from extractor.reading.raster.unclaimed import says_more
from models.text import Glyph, TextLine


def surer_of(first: TextLine, second: TextLine) -> TextLine:
    """The surer of two readings of a line, where the first stands on the page.

    The first also stays where it says all that the second does, and marks besides: a recogniser overlooks a small mark
    more often than it sees one where none is. Where both have as many glyphs, a glyph of the other that differs joins
    the alternatives with its probability, and all stand where the first saw them: the more paper a crop has, the more
    roughly a recogniser tells places, a character's width off in a long amount.
    """
    second_stays = _surety(second) > _surety(first) and not says_more(first.text, than=second.text)
    kept, other = (second, first) if second_stays else (first, second)
    if len(kept.glyphs) == len(other.glyphs):
        glyphs = (_with_rival(glyph, rival) for glyph, rival in zip(kept.glyphs, other.glyphs, strict=True))
        placed = (replace(glyph, box=at.box) for glyph, at in zip(glyphs, first.glyphs, strict=True))
        kept = replace(kept, glyphs=tuple(placed))
    return replace(kept, box=first.box)


def _surety(line: TextLine) -> float:
    """Mean glyph probability: the weakest alone would favour the reading that saw fewer characters."""
    return sum(glyph.probability for glyph in line.glyphs) / max(1, len(line.glyphs))


def _with_rival(glyph: Glyph, rival: Glyph) -> Glyph:
    if rival.char == glyph.char:
        return glyph
    said = dict(glyph.alternatives)
    said[rival.char] = max(rival.probability, said.get(rival.char, 0.0))
    return replace(glyph, alternatives=tuple(sorted(said.items(), key=lambda pair: (-pair[1], pair[0]))))
