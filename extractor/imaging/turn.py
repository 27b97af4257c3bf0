"""The turn among four, by what the page then says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from extractor.imaging.ink import gray_of, ink_mask, shrunk
from extractor.imaging.settings import ImagingSettings
from extractor.imaging.textlines import Axis, Line, Print, crop, find_lines, lines_in
from models.geometry import Box
from models.page import Pixels, Turn

Recognise = Callable[[Sequence[Pixels]], Sequence[tuple[str, float]]]
"""Crops of upright text lines (RGB) to what each says and the reader's probability, 0 to 1."""

Detect = Callable[[Pixels], Sequence[Box]]
"""A picture (RGB) to boxes of its text lines in pixels, however they run."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads lines, and finds those that ink alone does not tell."""

    recognise: Recognise
    detect: Detect


# The turns that bring lines along an axis upright, the likelier one first: people scan on the head less often.
_TURNS: Mapping[Axis, tuple[Turn, Turn]] = {"across": (0, 180), "down": (90, 270)}

_AXIS_OF: Mapping[Turn, Axis] = {turn: axis for axis, turns in _TURNS.items() for turn in turns}

# Recognisers know Chinese set in columns as well, each laid on its left side. Where the characters of lines stand under
# one another, a page reads by its columns in a turn 90° short of the right one, which is this. Where that reads at
# all, it is right: turned 90° too far, nothing does.
_BY_COLUMNS: Mapping[Turn, Turn] = {0: 90, 90: 180, 180: 270, 270: 0}

# Points for a crop that holds a form's word: as many as ten well read characters, for garbage never spells one.
_WORD_POINTS = 10.0

# A turn in which so many different words of the form are read is the right one; no other is tried.
_DECISIVE_WORDS = 2

# A word of fewer characters than this may be read into garbage.
_SHORTEST_WORD = 3

# Reading below this probability is a guess; upside-down Chinese reads at 0.3 to 0.7.
_GUESS = 0.6

# Points per crop with which a turn is right whatever the others say, but for the one whose columns it may read:
# eight well read characters, or six and a word among three. Other wrong turns have stayed below 2.5.
_OBVIOUS_POINTS = 6.0

# The best turn must have this many points, and the next no more than this share of them.
_FEWEST_POINTS = 8.0
_RIVAL_SHARE = 0.5

# As much as two characters say, a wrong turn may say as well: below that a page lies as the one before it.
_MUTE_POINTS = 2.0

# Long side of the mask in which lines are sought, pixels: characters are still 12 high, at a quarter of the cost.
_MASK_PX = 1600


@dataclass(frozen=True, slots=True)
class Verdict:
    """``turn``: degrees clockwise that the page must be turned; the likeliest where that is not decided."""

    turn: Turn
    decided: bool
    reason: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Text lines along either axis, in pixels of a mask, and the picture's pixels per mask pixel."""

    lines: Mapping[Axis, Sequence[Line]]
    scale: float


@dataclass(frozen=True, slots=True)
class _Said:
    """What a turn has to say for itself: its points, the different words of the form, and how many crops were read."""

    points: float
    words: tuple[str, ...]
    crops: int


def find_turn(
    pixels: Pixels, reader: Reader, words: Sequence[str], settings: ImagingSettings, likely: Turn | None = None
) -> Verdict:
    """Which quarter turn makes the level page readable; undecided where the page does not say, and then ``likely`` if
    that is known.

    Lines are sought in the ink first, and by the reader where those do not decide: blurred strokes fall into pieces,
    among which no line is told, and specks and a seal hide the few lines of a page that is nearly blank.
    """
    words = [word for word in words if len(word) >= _SHORTEST_WORD]
    judged = partial(_judged, recognise=reader.recognise, words=words, settings=settings, likely=likely)
    verdict = judged(pixels, _find_lines(pixels))
    if verdict.decided:
        return verdict
    found = _Found(lines_in(reader.detect(pixels)), 1.0)
    return judged(pixels, found) if any(found.lines.values()) else verdict


def _judged(
    pixels: Pixels,
    found: _Found,
    *,
    recognise: Recognise,
    words: Sequence[str],
    settings: ImagingSettings,
    likely: Turn | None,
) -> Verdict:
    """A few lines are read in the likeliest turns first. The first turn that spells form words wins at once;
    else all four are read and compared, then once more with more lines.
    """
    lines = found.lines
    if not any(lines.values()):
        return Verdict(likely or 0, False, "no line of text was found to judge the turn by")
    verdict = Verdict(likely or 0, False, "")
    for count in (settings.first_crops, settings.crops_per_turn):
        crops = {axis: [crop(pixels, line, found.scale) for line in lines[axis][:count]] for axis in lines}
        same_text = _cross(lines["across"][:count], lines["down"][:count])
        # each turn is read once, and only when it is asked for
        read = cache(lambda turn, crops=crops: _read(crops[_AXIS_OF[turn]], turn, recognise, words))
        for turn in (turn for axis in sorted(lines, key=lambda axis: -_extent(lines[axis])) for turn in _TURNS[axis]):
            said = read(turn)
            if len(said.words) >= _DECISIVE_WORDS:
                return Verdict(turn, True, f"turned {turn}°, it says {said.words[0]} and {said.words[1]}")
            obvious = said.crops == count and said.points >= _OBVIOUS_POINTS * count
            if obvious and not (same_text and _reads_by_columns(turn, read)):
                return Verdict(turn, True, f"turned {turn}°, it reads without doubt ({said.points:.0f} points)")
        verdict = _compare({turn: read(turn).points for turn in _AXIS_OF}, likely)
        if verdict.decided:
            return verdict
    return verdict


def _reads_by_columns(turn: Turn, read: Callable[[Turn], _Said]) -> bool:
    """Whether the turn that this one is short of reads as well, so that this one may be reading columns."""
    return read(_BY_COLUMNS[turn]).points > _RIVAL_SHARE * read(turn).points


def _cross(across: Sequence[Line], down: Sequence[Line]) -> bool:
    """Whether lines along both axes are of one text, and not of a page and a table that stands sideways on it: most of
    those across stand between the ends of those down the page.
    """
    if not across or not down:
        return False
    left, right = min(line.x for line in down), max(line.x + line.width for line in down)
    top, foot = min(line.y for line in down), max(line.y + line.height for line in down)
    inside = [
        line
        for line in across
        if line.x < right and left < line.x + line.width and top < line.y + line.height / 2 < foot
    ]
    return 2 * len(inside) > len(across)


def _read(crops: Sequence[Pixels], turn: Turn, recognise: Recognise, words: Sequence[str]) -> _Said:
    said = recognise([_turned(piece, turn) for piece in crops]) if crops else ()
    found = [word for word in (_word_in(text, words) for text, _ in said) if word]
    points = sum(_points(text, probability) for text, probability in said) + _WORD_POINTS * len(found)
    return _Said(points, tuple(sorted(set(found))), len(crops))


def _find_lines(pixels: Pixels) -> _Found:
    """By the ink alone, in a smaller mask."""
    gray = shrunk(gray_of(pixels), _MASK_PX)
    page = Print.of(ink_mask(gray))
    lines = {axis: find_lines(page, axis) for axis in _TURNS}
    return _Found(lines, pixels.shape[1] / gray.shape[1])


def _extent(lines: Sequence[Line]) -> int:
    return sum(max(line.width, line.height) for line in lines)


def _turned(piece: Pixels, turn: Turn) -> Pixels:
    return np.ascontiguousarray(np.rot90(piece, -(turn // 90)))


def _word_in(text: str, words: Sequence[str]) -> str | None:
    return next((word for word in words if word in text), None)


def _points(text: str, probability: float) -> float:
    """How much a crop that reads so speaks for its turn: its characters, as far as they are no guess."""
    han = sum(1 for char in text if "一" <= char <= "鿿")
    # Digits read upside down as other digits; they count a little, for pages that hold nothing else.
    others = sum(1 for char in text if char.isalnum()) - han
    return max(0.0, (probability - _GUESS) / (1 - _GUESS)) * (han + 0.2 * others)


def _compare(points: Mapping[Turn, float], likely: Turn | None) -> Verdict:
    best = max(points, key=lambda turn: points[turn])
    second = max((turn for turn in points if turn != best and _BY_COLUMNS[turn] != best), key=lambda turn: points[turn])
    told = ", ".join(f"{turn}°: {value:.0f}" for turn, value in points.items())
    if points[best] < _FEWEST_POINTS:
        turn = best if likely is None or points[best] >= _MUTE_POINTS else likely
        return Verdict(turn, False, f"no turn makes the page readable (points by turn: {told})")
    if points[second] > _RIVAL_SHARE * points[best]:
        return Verdict(best, False, f"two turns read about equally well (points by turn: {told})")
    return Verdict(best, True, f"it reads best when turned {best}° (points by turn: {told})")
