"""What the recogniser reads on lines of a text layer, glyph by glyph: evidence of what each glyph means."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from extractor.reading.engine import OcrEngine, RecognisedCharacter, asked
from extractor.reading.layer_glyphs import FontKey, PaintedGlyph
from extractor.reading.layer_lines import Chain
from extractor.reading.layer_pixels import LINE_MARGIN, PagePixels

LONGEST = 32
"""Glyphs of a line that are shown to the recogniser at once; longer pieces take long and are read no better."""

SET_UP = 3
"""What a line costs beside its glyphs, in glyphs."""

NEARLY_SAME = 0.7
"""The likeness from which two texts are one, with slips."""

OUT_OF_PLACE = 0.6
"""How far, in ems, a character may be read from the middle of its glyph."""

LOOK_ALIKES = ("0oO〇○", "1lI|丨", "-一—–―−_", ".·•", ",，、")
SAME_LOOK = {ord(char): group[0] for group in LOOK_ALIKES for char in group}
"""Marks and letters that one picture can stand for, and that a recogniser gives for one another."""

STROKES, DASH = frozenset("-一—–―−_"), "—"
"""Alone in a cell, whichever level stroke was read is a dash."""


class Key(NamedTuple):
    """A glyph picture and what the layer says it means."""

    font: FontKey
    gid: int
    char: str


class Vote(NamedTuple):
    """One reading of a glyph."""

    char: str
    probability: float


Votes = defaultdict[Key, list[Vote]]


def key_of(glyph: PaintedGlyph) -> Key:
    return Key(glyph.font, glyph.gid, glyph.char)


def same_look(one: str, other: str) -> bool:
    """Whether two characters cannot be told apart by a picture alone, or are forms of one character."""
    return one == other or _fold(one) == _fold(other)


def pieces_of(chains: Iterable[Chain]) -> list[Chain]:
    """The lines cut into pieces that can be read at once."""
    return [chain[start : start + LONGEST] for chain in chains for start in range(0, len(chain), LONGEST)]


def best_lines(chains: Sequence[Chain], wanted: Collection[Key], count: int) -> list[Chain]:
    """At most ``count`` lines that show most of the wanted glyphs for the least reading."""
    missing = set(wanted)
    rest = {index: {key_of(glyph) for glyph in chain} & missing for index, chain in enumerate(chains)}
    chosen: list[Chain] = []
    while len(chosen) < count and (rest := {index: keys & missing for index, keys in rest.items() if keys & missing}):
        best = max(rest, key=lambda index: (len(rest[index]) / (len(chains[index]) + SET_UP), -index))
        chosen.append(chains[best])
        missing -= rest.pop(best)
    return chosen


def read_lines(chains: Sequence[Chain], pixels: PagePixels, engine: OcrEngine) -> Votes:
    """The recogniser's reading of each glyph of these lines. Raises ``EngineError``."""
    readings = asked(engine.name, lambda: engine.recognise([pixels.line(chain) for chain in chains]))
    votes: Votes = defaultdict(list)
    for chain, reading in zip(chains, readings, strict=True):
        printed = [character for character in reading.characters if not character.char.isspace()]
        for glyph, character in _paired(chain, printed):
            lone_stroke = len(chain) == 1 and character.char in STROKES
            votes[key_of(glyph)].append(Vote(DASH if lone_stroke else character.char, character.probability))
    return votes


def _fold(char: str) -> str:
    return unicodedata.normalize("NFKC", char).translate(SAME_LOOK)


def _paired(chain: Chain, characters: Sequence[RecognisedCharacter]) -> list[tuple[PaintedGlyph, RecognisedCharacter]]:
    """Each glyph with the character read in its place.

    One by one where there are as many. Else by the text where it is nearly what the layer says, for not every font
    paints a glyph where it stands; else by position.
    """
    if len(chain) == len(characters):
        return list(zip(chain, characters, strict=True))
    said, read = [_fold(glyph.char) for glyph in chain], [_fold(character.char) for character in characters]
    if Levenshtein.normalized_similarity(said, read) >= NEARLY_SAME:
        blocks = Levenshtein.opcodes(said, read)
        return [
            pair
            for block in blocks
            if block.src_end - block.src_start == block.dest_end - block.dest_start
            for pair in zip(
                chain[block.src_start : block.src_end], characters[block.dest_start : block.dest_end], strict=True
            )
        ]
    margin = LINE_MARGIN[0] * max(glyph.size for glyph in chain)
    start, width = chain[0].box.x0 - margin, max(g.box.x1 for g in chain) - chain[0].box.x0 + 2 * margin
    middles = [start + width * (character.x0 + character.x1) / 2 for character in characters]
    pairs = []
    for glyph in chain:
        x = glyph.box.center[0]
        nearest = min(range(len(middles)), key=lambda i: abs(middles[i] - x), default=None)
        if nearest is None or abs(middles[nearest] - x) > OUT_OF_PLACE * glyph.box.width:
            continue
        owner = min(chain, key=lambda other: abs(other.box.center[0] - middles[nearest]))
        if owner is glyph:
            pairs.append((glyph, characters[nearest]))
    return pairs
