"""One page, one script: a traditional character on a simplified page is a misread simplified one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from opencc import OpenCC

from models.text import Glyph, TextLine

TRADITIONAL_SHARE = 0.3
"""Of the characters that the two scripts write differently, the share from which on a page is left as it was read.
A recogniser slips on one in fifty at the worst; a page in traditional script has nearly all."""


def in_one_script(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines of a page, traditional characters put into simplified ones where the page is in simplified script.

    What was read stays among the glyph's alternatives. The recogniser knows both forms of a character and, on worn
    print, takes one for the other, with high probability.
    """
    read = Counter(glyph.char for line in lines for glyph in line.glyphs if "一" <= glyph.char <= "鿿")
    simplified = _converted(read, "t2s")
    slips = sum(read[char] for char in simplified)
    proper = sum(read[char] for char in _converted(read, "s2t")) if slips else 0
    if not slips or slips > TRADITIONAL_SHARE * (slips + proper):
        return tuple(lines)
    return tuple(_rewritten(line, simplified) for line in lines)


def _converted(chars: Iterable[str], direction: str) -> dict[str, str]:
    """The characters that the other script writes differently, one by one: phrases do not count."""
    converter = _converter(direction)
    pairs = ((char, converter.convert(char)) for char in chars)
    return {char: other for char, other in pairs if other != char and len(other) == 1}


@cache
def _converter(direction: str) -> OpenCC:
    """Loaded once: reading its tables takes some 30 ms, which no page need pay again."""
    return OpenCC(direction)


def _rewritten(line: TextLine, simplified: Mapping[str, str]) -> TextLine:
    if not any(glyph.char in simplified for glyph in line.glyphs):
        return line
    text = "".join(simplified.get(char, char) for char in line.text)
    return replace(line, text=text, glyphs=tuple(_glyph(glyph, simplified) for glyph in line.glyphs))


def _glyph(glyph: Glyph, simplified: Mapping[str, str]) -> Glyph:
    char = simplified.get(glyph.char)
    if char is None:
        return glyph
    others = tuple((other, p) for other, p in glyph.alternatives if other != char)
    return replace(glyph, char=char, alternatives=((glyph.char, glyph.probability), *others))
