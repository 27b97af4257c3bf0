"""Heads and tails of one scrambled row matched to the cells that the row should have.

Tails are the cells' last characters. Heads are what is left of each cell's last line, and above them stand the
other lines of cells of several lines; all three from left to right. A cell may have lines above, a head, a tail,
each or none: without a tail it was written whole, with nothing but a tail it is one character long, and with
nothing it is blank. All readings of a row are enumerated by dynamic programming over its cells and scored by
how plausible each finished cell is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

from extractor.reading.unscramble_cells import COMPARED, NEVER, CellSpec, cell_score, most_heads_of, most_tails_of

_DASHES = frozenset("—-")
_UNIT = re.compile(r"(\D)$")
_UNANNOUNCED = -6.0
_BLANK_INSIDE = -4.0  # a cell's lines are written together


@dataclass(frozen=True, slots=True)
class Pieces:
    """What there is of a row: lines above, heads and tails (one character each), from left to right, folded.

    ``breaks``: how many lines stand above each blank line among the lines above.
    """

    above: tuple[str, ...]
    heads: tuple[str, ...]
    tails: str
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A cell as matched: which of the row's pieces are its own, each from one index up to another."""

    cell: int
    above: tuple[int, int]
    heads: tuple[int, int]
    tails: tuple[int, int]

    def text(self, pieces: Pieces) -> str:
        lines = (*pieces.above[slice(*self.above)], *pieces.heads[slice(*self.heads)])
        return "".join(lines) + pieces.tails[slice(*self.tails)]


@dataclass(frozen=True, slots=True)
class Fit:
    """One reading of a row, its blank cells left out."""

    score: float
    parts: tuple[Part, ...]

    def texts(self, pieces: Pieces) -> dict[int, str]:
        """What each cell says, by cell."""
        return {part.cell: part.text(pieces) for part in self.parts}


@lru_cache(maxsize=50_000)
def fits(specs: tuple[CellSpec, ...], pieces: Pieces, keep: int = 6) -> tuple[Fit, ...]:
    """The best readings that use every piece, best first; none where there is none.

    ``keep``: how many readings are kept for what has been read so far, from which the row's own checks choose.
    """
    room = _room(specs)
    n_above, n_heads, n_tails = len(pieces.above), len(pieces.heads), len(pieces.tails)
    if n_tails > room[0][1] or n_heads > room[0][0]:
        return ()
    layer: dict[_At, list[_Chain]] = {(0, 0, 0): [(0.0, None)]}
    for cell, spec in enumerate(specs):
        room_heads, room_tails = room[cell + 1]
        most_heads, most_tails = most_heads_of(spec), most_tails_of(spec)
        grown: dict[_At, list[_Chain]] = {}
        for (above, head, tail), chains in layer.items():
            end = n_above if spec.kind != "number" else above
            for above1 in range(above, end + 1):
                for head1 in range(max(head, n_heads - room_heads), min(head + most_heads, n_heads) + 1):
                    for tail1 in range(max(tail, n_tails - room_tails), min(tail + most_tails, n_tails) + 1):
                        used = above1 > above or head1 > head or tail1 > tail
                        score = (
                            cell_score(
                                spec,
                                pieces.above[above:above1],
                                pieces.heads[head:head1],
                                pieces.tails[tail:tail1],
                            )
                            if used
                            else spec.blank
                        )
                        if any(above < gap < above1 for gap in pieces.breaks):
                            score += _BLANK_INSIDE
                        if score <= NEVER / 2:
                            continue
                        part = Part(cell, (above, above1), (head, head1), (tail, tail1)) if used else None
                        grown.setdefault((above1, head1, tail1), []).extend(
                            (before + score, (part, rest) if part else rest) for before, rest in chains
                        )
        layer = {at: nlargest(keep, chains, key=_score) if len(chains) > 1 else chains for at, chains in grown.items()}
    found = [Fit(score, _parts(rest)) for score, rest in layer.get((n_above, n_heads, n_tails), ())]
    checked = [
        Fit(fit.score + _agreement(specs, fit.texts(pieces)) - _broken(fit, len(pieces.breaks)), fit.parts)
        for fit in found
    ]
    return tuple(sorted(checked, key=lambda fit: -fit.score))


_At = tuple[int, int, int]  # how many lines above, heads and tails have been read
_Chain = tuple[float, "tuple[Part, object] | None"]


def _score(chain: _Chain) -> float:
    return chain[0]


def _parts(rest: object) -> tuple[Part, ...]:
    parts: list[Part] = []
    while isinstance(rest, tuple):
        part, rest = rest
        parts.append(part)
    return tuple(reversed(parts))


@lru_cache(maxsize=100)
def _room(specs: tuple[CellSpec, ...]) -> tuple[tuple[int, int], ...]:
    """How many heads and tails the cells from each on have room for."""
    sums = [(0, 0)]
    for spec in reversed(specs):
        sums.append((sums[-1][0] + most_heads_of(spec), sums[-1][1] + most_tails_of(spec)))
    return tuple(reversed(sums))


def _agreement(specs: tuple[CellSpec, ...], said: Mapping[int, str]) -> float:
    """What the cells of a row say about one another: score within weight, like units, executed over budget."""
    numbers, amounts, values = (
        [said[i] for i, spec in enumerate(specs) if spec.kind == kind and i in said]
        for kind in ("number", "amount", "value")
    )
    score = 0.0
    if len(amounts) == 3 and len(numbers) == 3 and not _DASHES & {*amounts, *numbers}:
        score += _execution([float(text.replace(",", "")) for text in amounts], [float(text) for text in numbers])
    elif len(numbers) == 2 and not _DASHES & {*numbers}:
        weight, gained = (float(text) for text in numbers)
        score += 2.0 + 2.0 * (weight == gained) if gained <= weight else -8.0
        remark = [said[i] for i, spec in enumerate(specs) if spec.kind == "remark" and len(said.get(i, "")) > 1]
        # A lost point wants a reason.
        score += (1.0 if remark else -1.5) if gained < weight else (-1.5 if remark else 0.0)
        score -= 4.0 if values and weight == 0 else 0.0
    for label, text in pairwise(range(len(specs))):
        if specs[label].stems and specs[text].kind == "text" and text in said and label not in said:
            score += _UNANNOUNCED
    if values and any(spec.kind == "name" and said.get(i) in spec.words for i, spec in enumerate(specs)):
        score += 0.0 if set(values) <= {said[i] for i, spec in enumerate(specs) if spec.kind == "name"} else -4.0
    if len(values) == 2:
        units = [_UNIT.search(text) for text in values]
        if any(text[:1].isdigit() or COMPARED.match(text) for text in values):
            same = (units[0] and units[0].group(1)) == (units[1] and units[1].group(1))
            score += 1.5 if same else -1.0
        score += 1.0 if values[0] == values[1] else 0.0
    return score


def _broken(fit: Fit, gaps: int) -> float:
    """Lines that follow one another mostly are one cell's, of which only the last one lost a character."""
    blocks = [part for part in fit.parts if part.above[0] < part.above[1]]
    cut = [part for part in blocks if part.heads[0] == part.heads[1] and part.tails[0] < part.tails[1]]
    return 0.75 * max(0, len(blocks) - 1 - gaps) + 3.0 * max(0, len(cut) - 1 - gaps)


def _execution(amounts: Sequence[float], numbers: Sequence[float]) -> float:
    """The execution rate is executed over annual budget, and its score the rate of the weight."""
    _, budget, executed = amounts
    weight, rate, gained = numbers
    expected = 100 * executed / budget if budget else 0.0
    score = 3.0 if abs(rate - expected) < 0.51 else -3.0  # some forms print the rate in whole percents
    return score + (3.0 if abs(gained - weight * rate / 100) < 0.06 else -3.0)
