"""Labels that forms print, read under the recogniser's own second thoughts: which of them may stand there."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import prod
from statistics import median
from types import MappingProxyType

from models.geometry import Box
from models.text import Glyph, TextLine

SHORTEST = 3
"""Characters of a label: a shorter one is too like others."""

MOST_SLIPS = 1 / 3
"""Share of a label's characters that may be read otherwise; what differs more is another text."""

LEAST_ODDS = 0.003
"""Of what a label says against what was read, all its slips together: a tenth of what the recogniser thinks of at all
lies below."""

DOTS = frozenset('·•●。°˙”“"')
"""What a small asterisk is read as. No label begins with any of them; forms print an asterisk before some."""

ASTERISK = "*"

ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}([·•.,，。])(.+)")
"""十四、 and a label: the mark is as small as a dot."""

ENUMERATION = "、"

NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}")
"""How such a label begins, whose mark may not have been read at all."""

ROOM = 0.5
"""In the line's usual advance: a mark takes half a square at least, and no other gap before a label is as wide."""

MONEY_UNIT = re.compile(r"[^\W\d]{0,2}单位([^\w\s:：()（）])(?:人民币)?[百千万亿]*元")
"""单位：万元, whose colon was read as another mark: a comma or a point is never there."""

COLON = "："

EVEN = 0.5
"""The probability of a mark that is put where a label has it."""


def as_labels(lines: Sequence[TextLine], words: tuple[str, ...]) -> tuple[TextLine, ...]:
    """The lines, those that are all but a known label put right. ``words``: the labels.

    A character is put right only where the recogniser thought of the label's own, and where one label alone can stand
    there; a small mark also by what stands beside it. What was read stays among the glyph's alternatives.
    """
    known = _by_length(words)
    return tuple(_as_label(line, known) for line in lines)


_Words = Mapping[int, frozenset[str]]


@lru_cache(maxsize=8)
def _by_length(words: tuple[str, ...]) -> _Words:
    lengths: dict[int, set[str]] = defaultdict(set)
    for word in words:
        lengths[len(word)].add(word)
    return MappingProxyType({length: frozenset(some) for length, some in lengths.items()})


def _as_label(line: TextLine, known: _Words) -> TextLine:
    line = _with_lost_mark(line, known)
    said = "".join(glyph.char for glyph in line.glyphs)
    right = _with_marks(said, known) or _decoded(line.glyphs, said, known)
    if right is None:
        return line
    right = "".join(read if _alike(read, char) else char for read, char in zip(said, right, strict=True))
    glyphs = tuple(_instead(glyph, char) for glyph, char in zip(line.glyphs, right, strict=True))
    chars = iter(right)
    text = "".join(char if char.isspace() else next(chars) for char in line.text)
    return replace(line, text=text, glyphs=glyphs)


def _with_marks(said: str, known: _Words) -> str | None:
    """The text with its asterisk, the mark after its numeral or a unit's colon; None where it has none or what follows
    is no label.
    """
    if said[:1] in DOTS and _is_known(said[1:], known):
        return ASTERISK + said[1:]
    found = ENUMERATED.fullmatch(said)
    if found and _is_known(found[2], known):
        return said[: found.start(1)] + ENUMERATION + found[2]
    unit = MONEY_UNIT.fullmatch(said)
    return said[: unit.start(1)] + COLON + said[unit.end(1) :] if unit else None


def _with_lost_mark(line: TextLine, known: _Words) -> TextLine:
    """The line with the mark between its numeral and a label, where there is room for one that was not read."""
    found = NUMERAL.match(line.text)
    if not found or len(line.glyphs) != len(line.text) or _is_known(line.text, known):
        return line
    # 一一般公共服务支出: the label may begin with a numeral, too.
    at = next((at for at in range(found.end(), 0, -1) if _is_known(line.text[at:], known)), None)
    if at is None:
        return line
    starts = [glyph.box.x0 for glyph in line.glyphs]
    if starts[at] - starts[0] < (at + ROOM) * median([b - a for a, b in pairwise(starts[at:])]):
        return line
    numeral, next_ = line.glyphs[at - 1].box, line.glyphs[at].box
    mark = Glyph(ENUMERATION, Box(numeral.x1, numeral.y0, next_.x0, numeral.y1), EVEN)
    text = line.text[:at] + ENUMERATION + line.text[at:]
    return replace(line, text=text, glyphs=(*line.glyphs[:at], mark, *line.glyphs[at:]))


def _is_known(text: str, known: _Words) -> bool:
    return text in known.get(len(text), ())


def _decoded(glyphs: Sequence[Glyph], said: str, known: _Words) -> str | None:
    """The one label that the recogniser's alternatives spell; None where what was read is one, or several fit."""
    words = known.get(len(said), frozenset())
    if len(said) < SHORTEST or said in words:
        return None
    fitting = [word for word in words if _odds(glyphs, word) >= LEAST_ODDS]
    return fitting[0] if len(fitting) == 1 else None


def _odds(glyphs: Sequence[Glyph], word: str) -> float:
    slips = [(glyph, char) for glyph, char in zip(glyphs, word, strict=True) if not _alike(glyph.char, char)]
    if len(slips) > MOST_SLIPS * len(word):
        return 0.0
    return prod(dict(glyph.alternatives).get(char, 0.0) / max(glyph.probability, LEAST_ODDS) for glyph, char in slips)


def _alike(char: str, other: str) -> bool:
    """Whether both are one character but for its width: brackets are printed in either."""
    return unicodedata.normalize("NFKC", char) == unicodedata.normalize("NFKC", other)


def _instead(glyph: Glyph, char: str) -> Glyph:
    if glyph.char == char:
        return glyph
    others = dict(glyph.alternatives)
    probability = max(others.pop(char, 0.0), EVEN)
    return replace(
        glyph, char=char, probability=probability, alternatives=((glyph.char, glyph.probability), *others.items())
    )
