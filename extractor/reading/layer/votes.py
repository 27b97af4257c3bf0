"""What the recogniser reads on lines of a text layer, glyph by glyph: evidence of what each glyph means."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from extractor.reading.engines.contract import OcrEngine, RecognisedCharacter, asked
from extractor.reading.layer.glyphs import FontKey, PaintedGlyph
from extractor.reading.layer.lines import Chain
from extractor.reading.layer.pixels import LINE_MARGIN, PagePixels

LONGEST = 32
"""Glyphs of a line that are shown to the recogniser at once; longer pieces take long and are read no better."""

SET_UP = 3
"""What a line costs beside its glyphs, in glyphs."""

NEARLY_SAME = 0.7
"""The likeness from which two texts are one, with slips."""

SKIPPED = 1.5
"""What it costs, in ems, to pair a glyph or a character with none: those an em apart are not each other's."""

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


def read_lines(
    chains: Sequence[Chain], pixels: PagePixels, engine: OcrEngine, known: Mapping[Key, str] | None = None
) -> Votes:
    """The recogniser's reading of each glyph of these lines. ``known``: what some mean. Raises ``EngineError``.

    The lines are paired with their readings twice: a character more or less shifts all that follow, and what the first
    pairing says most often of each glyph tells where.
    """
    readings = asked(engine.name, lambda: engine.recognise([pixels.line(chain) for chain in chains]))
    lines = [
        (chain, [character for character in reading.characters if not character.char.isspace()])
        for chain, reading in zip(chains, readings, strict=True)
    ]
    first = _votes(lines, known or {})
    return _votes(lines, {**usual(first), **(known or {})})


def _votes(lines: Iterable[tuple[Chain, Sequence[RecognisedCharacter]]], known: Mapping[Key, str]) -> Votes:
    votes: Votes = defaultdict(list)
    for chain, printed in lines:
        for glyph, character in _paired(chain, printed, known):
            lone_stroke = len(chain) == 1 and character.char in STROKES
            votes[key_of(glyph)].append(Vote(DASH if lone_stroke else character.char, character.probability))
    return votes


def usual(votes: Votes) -> dict[Key, str]:
    """What more than half of the readings of a glyph say, of two at least."""
    counted = {key: Counter(vote.char for vote in read).most_common(1)[0] for key, read in votes.items() if read}
    return {key: char for key, (char, count) in counted.items() if count > 1 and 2 * count > len(votes[key])}


def _fold(char: str) -> str:
    return unicodedata.normalize("NFKC", char).translate(SAME_LOOK)


def _paired(
    chain: Chain, characters: Sequence[RecognisedCharacter], known: Mapping[Key, str]
) -> list[tuple[PaintedGlyph, RecognisedCharacter]]:
    """Each glyph with the character read in its place.

    By the text where it is nearly what the layer says, or what is known of it, for not every font paints a glyph where
    it stands; else by position, in order.
    """
    said = [_fold(known.get(key_of(glyph), glyph.char)) for glyph in chain]
    read = [_fold(character.char) for character in characters]
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
    size = max(glyph.size for glyph in chain)
    margin = LINE_MARGIN[0] * size
    start, width = chain[0].box.x0 - margin, max(g.box.x1 for g in chain) - chain[0].box.x0 + 2 * margin
    pairs = _in_order(
        [glyph.box.center[0] / size for glyph in chain],
        [(start + width * (character.x0 + character.x1) / 2) / size for character in characters],
    )
    return [(chain[i], characters[j]) for i, j in pairs]


def _in_order(places: Sequence[float], others: Sequence[float]) -> list[tuple[int, int]]:
    """The pairs of two sequences of places, in ems and in the order of both, that stand nearest to one another."""
    costs = [[SKIPPED * j for j in range(len(others) + 1)]]
    for place in places:
        above, row = costs[-1], [costs[-1][0] + SKIPPED]
        for j, other in enumerate(others):
            row.append(min(above[j] + abs(place - other), above[j + 1] + SKIPPED, row[j] + SKIPPED))
        costs.append(row)
    pairs = []
    i, j = len(places), len(others)
    while i and j:
        if costs[i][j] == costs[i - 1][j] + SKIPPED:
            i -= 1
        elif costs[i][j] == costs[i][j - 1] + SKIPPED:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]
