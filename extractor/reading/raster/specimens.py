"""What a page's own signs and digits look like: one page is printed in one face and went through one scanner, so that a
sign looks more like the page's others of its kind than like anything else, however worn they all are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Box
from models.page import Raster
from models.text import Glyph, TextLine

Grey = npt.NDArray[np.uint8]
"""The shades of a page or of a part of it, shape (rows, columns)."""


@dataclass(frozen=True, slots=True, eq=False)
class Specimen:
    """What shows a glyph that was surely read."""

    crop: Grey
    glyph: Glyph

    @property
    def slimness(self) -> float:
        """Its width in heights."""
        height, width = self.crop.shape
        return float(width / height)

    @property
    def mirrored(self) -> Specimen:
        return replace(self, crop=np.ascontiguousarray(self.crop[:, ::-1]))


Specimens = Mapping[str, Sequence[Specimen]]
"""By character."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much one place looks like specimens, up to 1, and where it is: columns [start, end)."""

    score: float
    start: int
    end: int


UNLIKE = Likeness(0.0, 0, 0)

COMPARATORS, PERCENT = "≥≤><", "%"
SIGNS = frozenset(COMPARATORS + PERCENT)

FIGURE = re.compile(rf"[{COMPARATORS}]?\d[\d.,]*\D{{0,4}}")
"""A number with its comparator and its unit."""

SURE_SIGN, SURE_DIGIT = 0.7, 0.97
"""The probability from which on a reading shows what the page prints. Recognisers waver between a sign and the same
one without its bar, and seldom over a digit."""

MOST = 12
"""Specimens of one character: enough to outvote one that has a speck or was misread."""

BEST = 2
"""The specimens that are most alike tell the likeness, on average: the others may be of another size."""

WIDTH = (0.35, 1.1)
"""The least and the most width of a specimen in heights of its print: wider boxes hold something else too."""

NARROW_PERCENTILE = 25
"""Of one character's specimens, the width of those whose box holds nothing else: a quarter of them at least."""

TIGHT = 1.2
"""How many times as wide others are at most: wider boxes hold a part of a neighbour, or grain."""

MARGIN_PX = 1
"""Paper around a specimen: what is beside a stroke tells as much as the stroke."""

INKED = 0.35
"""Of the darkest tenth of a line's rows: the share of their darkness from which a row belongs to its print."""

PAPER_PERCENTILE = 90
"""The shade of a line's paper: its print covers less than nine tenths of it."""

LEAST_PX = 8
"""Print lower than this shows no shapes."""

AROUND = 0.2
"""Paper around a box that is searched, in line heights: boxes are as much off at most."""

MIRRORED = {"≥": "≤", "≤": "≥", ">": "<", "<": ">"}
"""A face draws each of these as the other seen in a mirror."""


def grey_of(raster: Raster) -> Grey:
    return np.asarray(cv2.cvtColor(raster.pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def specimens_of(lines: Iterable[TextLine], grey: Grey, px_per_unit: float) -> Specimens:
    """The signs of a page's numbers, and its digits, as ``grey`` shows them, those that were read most surely."""
    shown: dict[str, list[Specimen]] = defaultdict(list)
    for line in lines:
        for one in _shown(line, grey, px_per_unit) if FIGURE.fullmatch(line.text) else ():
            shown[one.glyph.char].append(one)
    surest = {char: sorted(_tight(some), key=lambda one: -one.glyph.probability)[:MOST] for char, some in shown.items()}
    seen_in_mirror = {MIRRORED[char]: [one.mirrored for one in surest[char]] for char in surest if char in MIRRORED}
    return {**seen_in_mirror, **surest}


def _tight(specimens: Sequence[Specimen]) -> list[Specimen]:
    """Those that are not wider than what is printed there."""
    narrow = float(np.percentile([one.slimness for one in specimens], NARROW_PERCENTILE))
    return [one for one in specimens if one.slimness <= TIGHT * narrow]


def _shown(line: TextLine, grey: Grey, px_per_unit: float) -> Iterator[Specimen]:
    """A number's signs and digits. Its first and its last digit are left out: they may be misread signs."""
    top, foot = _rows_of(line, grey, px_per_unit)
    height = foot - top
    for at, glyph in enumerate(line.glyphs if height >= LEAST_PX else ()):
        inside = glyph.char.isdigit() and 0 < at < len(line.glyphs) - 1
        x0, x1 = int(glyph.box.x0 * px_per_unit), int(np.ceil(glyph.box.x1 * px_per_unit))
        if (
            (inside or glyph.char in SIGNS)
            and glyph.probability >= (SURE_DIGIT if inside else SURE_SIGN)
            and WIDTH[0] * height <= x1 - x0 <= WIDTH[1] * height
        ):
            yield Specimen(
                grey[max(0, top - MARGIN_PX) : foot + MARGIN_PX, max(0, x0 - MARGIN_PX) : x1 + MARGIN_PX], glyph
            )


def _rows_of(line: TextLine, grey: Grey, px_per_unit: float) -> tuple[int, int]:
    """The rows [start, end) of a line's print; none where it shows none."""
    box = line.box.scaled(px_per_unit)
    y0 = max(0, int(box.y0))
    crop = grey[y0 : max(0, int(box.y1)), max(0, int(box.x0)) : max(0, int(box.x1))]
    if not crop.size:
        return 0, 0
    darkness = np.clip(float(np.percentile(crop, PAPER_PERCENTILE)) - crop, 0, None).mean(axis=1)
    inked = np.flatnonzero(darkness > INKED * float(np.percentile(darkness, PAPER_PERCENTILE)))
    if not len(inked):
        return 0, 0
    longest = max(np.split(inked, np.flatnonzero(np.diff(inked) > 2) + 1), key=len)
    return y0 + int(longest[0]), y0 + int(longest[-1]) + 1


def window(box: Box, grey: Grey, px_per_unit: float) -> tuple[Grey, float]:
    """What a box in page units shows, with some paper around it; and where its first column lies, in page units."""
    padded = box.padded(AROUND * box.height).scaled(px_per_unit)
    x0, y0, x1, y1 = (max(0, round(v)) for v in (padded.x0, padded.y0, padded.x1, padded.y1))
    return grey[y0:y1, x0:x1], x0 / px_per_unit


def darkness(part: Grey) -> float:
    """How much darker than its paper a part of a page is on average, in shades; 0 for a part without pixels."""
    if not part.size:
        return 0.0
    return float(np.clip(float(np.percentile(part, PAPER_PERCENTILE)) - part, 0, None).mean())


def likeness(part: Grey, specimens: Iterable[Specimen]) -> Likeness:
    """How much the likest place in ``part`` looks like the specimens, and where that is."""
    found = [
        (float(values.max()), int(values.max(axis=0).argmax()), one.crop.shape[1])
        for one in specimens
        if one.crop.shape[0] <= part.shape[0] and one.crop.shape[1] <= part.shape[1]
        for values in [cv2.matchTemplate(part, one.crop, cv2.TM_CCOEFF_NORMED)]
    ]
    if not found:
        return UNLIKE
    best = sorted(found, reverse=True)[:BEST]
    _, start, width = best[0]
    return Likeness(min(1.0, sum(score for score, _, _ in best) / len(best)), start, start + width)
