"""A character that the recogniser wavered over, between the same neighbours as elsewhere on the page, is what it
surely is there: ``得4分：每低`` among lines that say ``得4分；每低``.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.text import Glyph, TextLine

WAVERED = 0.95
"""A character read with more than this probability is left alone."""

THOUGHT_OF = 0.05
"""The probability that the recogniser gave at least to what stands elsewhere: else it is another character."""

SURE = 0.8
"""The probability from which a character elsewhere counts."""

FEWEST, MOSTLY = 2, 0.75
"""So many say the same, and this share of all that are sure between the same neighbours, it among them."""

Context = tuple[str, str]
"""What stands before and after a character, all digits alike, those of ① and ② too."""

MARK, WORD = (2, 1), (2, 2)
"""How many characters before and after tell a mark, and how many a character of a word."""

Said = Mapping[Context, Counter[str]]
"""What was surely read between the same neighbours."""


def as_elsewhere(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines of a page, each doubtful character as the page's other lines have it between the same neighbours.

    What was read stays among the glyph's alternatives. Numbers are never touched: they differ between like phrases.
    """
    said: dict[Context, Counter[str]] = {}
    for line in lines:
        for at, glyph in enumerate(line.glyphs):
            for reach in (MARK, WORD) if glyph.probability >= SURE else ():
                if (context := _context(line, at, reach)) is not None:
                    said.setdefault(context, Counter())[glyph.char] += 1
    return tuple(_settled(line, said) for line in lines)


def _settled(line: TextLine, said: Said) -> TextLine:
    glyphs = tuple(_as_said(line, at, said) for at in range(len(line.glyphs)))
    if glyphs == line.glyphs:
        return line
    # The text has the glyphs' characters in their order, and spaces between them.
    chars = iter(glyph.char for glyph in glyphs)
    return replace(line, text="".join(char if char.isspace() else next(chars) for char in line.text), glyphs=glyphs)


def _as_said(line: TextLine, at: int, said: Said) -> Glyph:
    glyph = line.glyphs[at]
    if glyph.probability > WAVERED or glyph.char.isnumeric():
        return glyph
    for other, probability in glyph.alternatives:
        if probability < THOUGHT_OF or other.isnumeric() or _plain(other) == _plain(glyph.char):
            continue
        context = _context(line, at, WORD if other.isalpha() else MARK)
        there = said.get(context) if context is not None else None
        alike = Counter({char: n for char, n in (there or {}).items() if _plain(char) == _plain(other)})
        if there and alike.total() >= max(FEWEST, MOSTLY * there.total()):
            (char, _), *_ = alike.most_common(1)
            left = tuple(pair for pair in glyph.alternatives if pair[0] not in (other, char))
            others = ((glyph.char, glyph.probability), *left)
            return replace(glyph, char=char, probability=min(1.0, probability), alternatives=others)
    return glyph


def _context(line: TextLine, at: int, reach: tuple[int, int]) -> Context | None:
    """None where the line begins or ends too near."""
    before, after = reach
    if at < before or at + after >= len(line.glyphs):
        return None
    around = [glyph.char for glyph in (*line.glyphs[at - before : at], *line.glyphs[at + 1 : at + after + 1])]
    texts = ["0" if char.isdigit() else _plain(char) for char in around]
    return "".join(texts[:before]), "".join(texts[before:])


def _plain(char: str) -> str:
    """Without its width: a recogniser gives ； and ; for one another."""
    return unicodedata.normalize("NFKC", char)
