"""A broken map from glyphs to characters, solved from readings: one meaning for one picture."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.reading.layer.glyph_features import vectors
from extractor.reading.layer.pixels import Picture
from extractor.reading.layer.reference_glyphs import fits, judgeable, likeness, look_like
from extractor.reading.layer.votes import Key, Vote, same_look

SURE, ENOUGH = 0.9, 0.5
"""A single reading as probable as the first is believed without a second; one as probable as the second where the
page has no other to offer, and its meaning is then as probable as the reading."""

UNANIMOUS = 2
"""Readings that must agree where one alone is not sure."""

MAJORITY = 0.6
"""The least share of a glyph's readings, by their probability, for its meaning."""

MARGIN = 0.03
"""A reading that contradicts a font which is otherwise right must look more like the picture by this much."""

UNLIKE = 0.08
"""A reading that contradicts a font which is wrong anyway must not look less like the picture by more than this."""

LEAST_PROBABILITY = 0.3
"""A less probable reading is no evidence."""


class Meaning(NamedTuple):
    """What a glyph stands for; ``probability`` is 0 where nobody can tell."""

    char: str
    probability: float = 1.0


def solved(
    key: Key, votes: Sequence[Vote], picture: Picture | None, *, lying: bool, final: bool = False
) -> Meaning | None:
    """The meaning that the readings of a glyph and its picture agree on, or None where they do not suffice.

    ``lying``: the font's map is known to be broken. ``final``: there will be no more readings.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    for vote in votes:
        if vote.probability >= LEAST_PROBABILITY:
            weights[_plain(vote.char)] += vote.probability
    if not weights:
        return None
    plain = max(weights, key=lambda one: weights[one])
    forms = [vote for vote in votes if _plain(vote.char) == plain]
    agreeing = [vote.probability for vote in forms]
    if weights[plain] < MAJORITY * sum(weights.values()):
        return None
    char = Counter(vote.char for vote in forms).most_common(1)[0][0]
    # what a broken map says is no reason to take a digit for a letter, or 一 for a hyphen
    if same_look(char, key.char) and not (lying and char.isalnum() and key.char.isascii()):
        return Meaning(key.char)
    if len(agreeing) < UNANIMOUS and max(agreeing) < (ENOUGH if final else SURE):
        return None
    outvoted = lying and len(agreeing) >= UNANIMOUS and min(agreeing) >= SURE
    if not outvoted and not _borne_out(char, key.char, picture, -UNLIKE if lying else MARGIN):
        return None
    return Meaning(char, min(0.999, max(agreeing)))


def consistency(votes: Mapping[Key, Sequence[Vote]], meanings: Mapping[Key, Meaning]) -> float:
    """The share of readings that say what the map says; 1 where there are none."""
    told = [
        same_look(vote.char, meanings[key].char)
        for key, read in votes.items()
        for vote in read
        if vote.probability >= LEAST_PROBABILITY and meanings[key].probability > 0
    ]
    return sum(told) / len(told) if told else 1.0


def _plain(char: str) -> str:
    """Full-width and half-width forms, which recognisers mix, are one character."""
    return unicodedata.normalize("NFKC", char)


def _borne_out(char: str, said: str, picture: Picture | None, margin: float) -> bool:
    """Whether the picture looks like what was read, and more so by ``margin`` than like what the layer says."""
    plain = _plain(char)
    if picture is None or len(plain) != 1:
        return True
    if not judgeable(plain):
        return fits(plain, picture.height)
    (vector,) = vectors([picture.ink])
    if not fits(plain, picture.height):
        return False
    # what a mark looks like, once it is brought to the size of a character, says nothing
    read, claimed = likeness(vector, plain), likeness(vector, _plain(said)) if judgeable(_plain(said)) else 0.0
    alike = look_like(vector[None], [plain])[0]
    return (read > claimed + margin and alike) or (margin < 0 and (alike or read > claimed + margin))
