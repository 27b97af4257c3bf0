"""Known wordings found in the run-on text of a header, whose cells were broken over lines without structure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.grids.dump_ledgers.text import PrintedLine
from models.dump import folded
from models.geometry import union_of
from models.text import Glyph, TextLine

_UNKNOWN = 1.0  # cost of a character that no word explains
_WORD = 0.1  # cost of a word: one long word explains better than two short ones
_SPLIT = 0.3  # cost of a word that reaches over a space: cells of a line are parted by one
_YEAR = re.compile(r"(?:19|20)\d{2}年度?")
_WRAP = 0.15  # cost of a word that reaches over a line's end: cells are wrapped


@dataclass(frozen=True, slots=True)
class Word:
    """A wording as printed. ``key`` is folded, without a year before it; ``known``: it is one of the vocabulary."""

    key: str
    known: bool
    lines: tuple[TextLine, ...]

    @property
    def rows(self) -> set[int]:
        """The lines of the dump that it stands on."""
        return {int(line.box.y0) for line in self.lines}


@dataclass(frozen=True, slots=True)
class _Char:
    glyph: Glyph
    key: str
    run: int
    line: int


def words_of(lines: Sequence[PrintedLine], vocabulary: Collection[str]) -> list[Word]:
    """The cheapest cover of the text by words of the vocabulary, in printed order; what is left is words by runs."""
    chars = [
        _Char(glyph, key, index, line.y)
        for index, (line, run) in enumerate((line, run) for line in lines for run in line.runs)
        for glyph, key in zip(run.glyphs, (folded(glyph.char) for glyph in run.glyphs), strict=True)
    ]
    text = "".join(char.key[:1] or " " for char in chars)
    cut = _cheapest(text, chars, sorted({folded(word) for word in vocabulary if word}))
    return [
        Word(_YEAR.sub("", text[start:end]) or text[start:end], known, _lines(chars[start:end]))
        for start, end, known in cut
    ]


def _cheapest(text: str, chars: Sequence[_Char], vocabulary: Sequence[str]) -> list[tuple[int, int, bool]]:
    costs: list[tuple[float, int, bool]] = [(0.0, 0, False)]
    years = {found.end(): found.start() for found in _YEAR.finditer(text)}
    for end in range(1, len(text) + 1):
        # What is unknown goes on within its run and starts anew with the next.
        anew = costs[end - 1][2] or end == 1 or chars[end - 1].run != chars[end - 2].run
        best = (costs[end - 1][0] + _UNKNOWN + (_WORD if anew else 0.0), end - 1, False)
        for word in vocabulary:
            start = end - len(word)
            if start >= 0 and text.startswith(word, start) and (len(word) > 1 or _alone(chars, start)):
                start = years.get(start, start)
                cost = costs[start][0] + _WORD + _breaks(chars[start:end])
                best = min(best, (cost, start, True))
        costs.append(best)
    found: list[tuple[int, int, bool]] = []
    end = len(text)
    while end > 0:
        _, start, known = costs[end]
        if not known and found and not found[-1][2] and found[-1][0] == end and chars[end].run == chars[end - 1].run:
            found[-1] = (start, found[-1][1], False)
        else:
            found.append((start, end, known))
        end = start
    return found[::-1]


def _alone(chars: Sequence[_Char], at: int) -> bool:
    """Whether the character is all of its run."""
    return all(chars[i].run != chars[at].run for i in (at - 1, at + 1) if 0 <= i < len(chars))


def _breaks(chars: Sequence[_Char]) -> float:
    pairs = [(one, other) for one, other in pairwise(chars) if one.run != other.run]
    return sum(_SPLIT if one.line == other.line else _WRAP for one, other in pairs)


def _lines(chars: Sequence[_Char]) -> tuple[TextLine, ...]:
    """The characters as lines of a cell, one for each line of the dump."""
    result = []
    for y in dict.fromkeys(char.line for char in chars):
        glyphs = tuple(char.glyph for char in chars if char.line == y)
        box = union_of(glyph.box for glyph in glyphs)
        assert box is not None
        result.append(TextLine("".join(glyph.char for glyph in glyphs), box, glyphs, "plain_text"))
    return tuple(result)
