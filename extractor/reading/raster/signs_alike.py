"""Comparators and percent signs of numbers that were read as a digit or a letter, or not at all: ≥5 as 25, 85% as 858,
≤734万元 as 734万元. They look like the page's other signs, and not like its digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.reading.raster.specimens import (
    COMPARATORS,
    MARGIN_PX,
    PERCENT,
    SURE_DIGIT,
    UNLIKE,
    Grey,
    Likeness,
    Specimens,
    darkness,
    grey_of,
    likeness,
    specimens_of,
    window,
)
from models.geometry import Box
from models.median import median
from models.page import Raster
from models.text import Glyph, TextLine

LIKE = 0.7
"""A sign looks at least so much like the page's others of its kind: 0.74 to 1 on 43 scans, most of them heavy or worse,
where digits look like signs by 0.68 at most."""

UNCOMPARED = 0.8
"""The same where the page has no other of what was read: a lone 4 looked like ≤ by 0.64."""

LEAD = 0.12
"""By so much less it looks like any of the page's digits: by 0.17 at least. Digits look more like a sign than like
digits by 0.06 at most."""

ALIKE = 0.9
"""From here on a comparator is another one than was read, where the recogniser thought of it: they differ by a bar, and
in some faces look like one another by 0.86."""

FEWEST = 2
"""Specimens that outweigh what was read of a comparator: one alone may be misread itself."""

ROOM = 0.5
"""In widths of a sign: beside it a box that is so much wider holds something else."""

CERTAIN, SNUG = 0.999, 1.3
"""The probability from which on a digit is one, and how many times as wide as the number's usual one its box is at most
if it holds no sign besides: signs were read as digits with 0.995 at most."""

PRINT = 0.5
"""As a share of a sign's darkness: that of a digit beside it; grain and specks are less dark."""

DIGITS = "0123456789"

NUMBER = r"\d[\d.,]*[^\d.,]{0,6}"
NOT_WORDS = r"[^\s\u4e00-\u9fff.,，。、:：+*/()（）\-—]"
HEAD = re.compile(rf"{NOT_WORDS}?{NUMBER}")
"""A number with its unit, and what was read at the place of a comparator."""

TAIL = re.compile(rf"[{COMPARATORS}=]?\d{{1,4}}(?:\.\d+)?(?:(?!%){NOT_WORDS})?")
"""A number without unit, and what was read at the place of a percent sign."""

End = Literal["first", "last"]


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    grey: Grey
    px_per_unit: float
    specimens: Specimens

    def likeness(self, part: Grey, char: str, but: Glyph | None = None) -> Likeness:
        return likeness(part, (one for one in self.specimens.get(char, ()) if one.glyph is not but))

    def likest(self, part: Grey, chars: Iterable[str], but: Glyph | None = None) -> tuple[str, Likeness]:
        found = [(char, self.likeness(part, char, but)) for char in chars if char in self.specimens]
        return max(found, key=lambda pair: pair[1].score, default=("", UNLIKE))


def with_signs_alike(lines: Sequence[TextLine], bare: Raster) -> tuple[TextLine, ...]:
    """The lines of a page, the signs of their numbers as the page prints such signs elsewhere.

    ``bare``: the page without its rules. What was read stays among a glyph's alternatives. A last digit that looks
    like the page's digits is no percent sign, whatever the recogniser thought of.
    """
    grey = grey_of(bare)
    page = _Page(grey, bare.px_per_unit, specimens_of(lines, grey, bare.px_per_unit))
    if not any(char in page.specimens for char in (*COMPARATORS, PERCENT)):
        return tuple(lines)
    return tuple(_with_tail(_with_head(line, page), page) for line in lines)


def _with_head(line: TextLine, page: _Page) -> TextLine:
    if not HEAD.fullmatch(line.text) or len(line.glyphs) != len(line.text):
        return line
    first = line.glyphs[0]
    if first.char in COMPARATORS:
        return _with(line, "first", _other_comparator(first, page))
    if _is_certain(first, line):
        return line
    counts = line.text[1:2].isdigit()
    return _with(line, "first", _as_sign(first, COMPARATORS, "first", page, instead=counts))


def _with_tail(line: TextLine, page: _Page) -> TextLine:
    if not TAIL.fullmatch(line.text) or len(line.glyphs) != len(line.text):
        return line
    if _is_certain(line.glyphs[-1], line):
        return line
    counts = line.text[-2:-1].isdigit()
    return _with(line, "last", _as_sign(line.glyphs[-1], PERCENT, "last", page, instead=counts))


def _is_certain(glyph: Glyph, line: TextLine) -> bool:
    others = [one.box.width for one in line.glyphs if one.char in DIGITS and one is not glyph]
    sure = glyph.char in DIGITS and glyph.probability >= CERTAIN
    return sure and bool(others) and glyph.box.width <= SNUG * median(others)


def _as_sign(glyph: Glyph, signs: str, end: End, page: _Page, *, instead: bool) -> tuple[Glyph, ...]:
    """The glyph, or the sign that it is, or both where a sign beside it was not read; in the order of print.

    ``instead``: whether a number is left without the glyph.
    """
    part, left = window(glyph.box, page.grey, page.px_per_unit)
    sign, like = page.likest(part, signs)
    likely = tuple(pair for pair in glyph.alternatives if pair[0] not in signs)
    thought_of = like is not UNLIKE and likely != glyph.alternatives
    if thought_of and page.likeness(part, glyph.char).score >= like.score + LEAD:
        return (replace(glyph, alternatives=likely),)
    if like.score < LIKE:
        return (glyph,)
    start, stop = (left + column / page.px_per_unit for column in (like.start, like.end))
    box = replace(glyph.box, x0=start, x1=stop)
    room, rest = (
        (glyph.box.x1 - stop, part[:, like.end - 2 * MARGIN_PX :])
        if end == "first"
        else (start - glyph.box.x0, part[:, : like.start + 2 * MARGIN_PX])
    )
    if room > ROOM * box.width and darkness(rest) > PRINT * darkness(part[:, like.start : like.end]):
        if not _is_shown(glyph, rest, page):
            return (glyph,)
        mark = Glyph(sign, box, like.score)
        own = replace(glyph, box=replace(glyph.box, x0=stop) if end == "first" else replace(glyph.box, x1=start))
        return (mark, own) if end == "first" else (own, mark)
    least = max(page.likest(part, DIGITS)[1].score + LEAD, LIKE if glyph.char in page.specimens else UNCOMPARED)
    if not instead or like.score < least:
        return (glyph,)
    return (_read_as(glyph, sign, like.score, box),)


def _is_shown(glyph: Glyph, rest: Grey, page: _Page) -> bool:
    """Whether a digit beside a sign is what was read; the recogniser has to be sure where the page has no other."""
    if glyph.char in page.specimens:
        return page.likeness(rest, glyph.char).score >= LIKE
    return glyph.char in DIGITS and glyph.probability >= SURE_DIGIT


def _other_comparator(glyph: Glyph, page: _Page) -> tuple[Glyph, ...]:
    """A comparator as another one that it looks like."""
    part, _ = window(glyph.box, page.grey, page.px_per_unit)
    others = [char for char in COMPARATORS if char != glyph.char and len(page.specimens.get(char, ())) >= FEWEST]
    sign, like = page.likest(part, others, but=glyph)
    in_doubt = sign in dict(glyph.alternatives) or glyph.probability < SURE_DIGIT
    as_read = page.likeness(part, glyph.char, but=glyph).score
    if not in_doubt or like.score < max(ALIKE, as_read + LEAD):
        return (glyph,)
    return (_read_as(glyph, sign, like.score, glyph.box),)


def _read_as(glyph: Glyph, char: str, probability: float, box: Box) -> Glyph:
    others = tuple(pair for pair in glyph.alternatives if pair[0] != char)
    return Glyph(char, box, probability, ((glyph.char, glyph.probability), *others))


def _with(line: TextLine, end: End, glyphs: tuple[Glyph, ...]) -> TextLine:
    """The line with other glyphs at the place of its first or its last one."""
    whole = (*glyphs, *line.glyphs[1:]) if end == "first" else (*line.glyphs[:-1], *glyphs)
    return line if whole == line.glyphs else replace(line, text="".join(one.char for one in whole), glyphs=whole)
