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
from itertools import pairwise
from typing import Literal

from models.dump import half_widths, unwrapped_width

CellKind = Literal["label", "name", "value", "number", "amount", "remark", "text", "furniture"]

# Scores are log-odds by rule of thumb, as in the grids of dumps: only their order matters.
_NEVER = -1e6
_LABEL, _LABEL_WHOLE = 8.0, 6.0
_WHOLE = -2.0  # most cells of a scrambled row lost their last character
_READINGS = 12  # readings kept for each part of a row; the row's own checks choose among them
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.\d{1,2})?")
_AMOUNT = re.compile(r"(?:0|[1-9]\d*)\.\d{2}|—")
# Units and measure words that targets are counted in, with at most one more character before or after.
_QUANTITY = re.compile(
    r"[<>≥≤=超约不]*\d[\d.,]*(?:[万亿千百]?[%元亿家个件次场人项天日年份篇条分名种本批期户辆台米类届倍级位]次?|小时|)(?:以上|以下|以内)?"
)
_DASHES = frozenset("—-")
_UNIT = re.compile(r"(\D)$")
_SENTENCE_ENDS = tuple("。；;！")
_NEEDLESS_WRAP = -4.0
_HEAVIEST = 50  # the most that a group of indicators weighs, in every form of the family
_UNANNOUNCED = -6.0
_NO_WEIGHT = 5.0
_TWO_NUMBERS = -6.0  # digits with a space between them are two cells
_SHORT_PROSE = 15  # characters: shorter than any goal that says something
_LONG_TEXT = 30  # characters: longer than any name of a project or a unit
_UNPAIRED = -3.0  # brackets that do not match: a cell was cut in two or two made one


@dataclass(frozen=True, slots=True, eq=False)
class CellSpec:
    """A cell that a row should have. ``words``: what it may say, folded; ``blank``: the score of its being blank.

    ``stems``: the words that may have been wrapped, so that more than their last character is among the tails.
    ``bare``: those of the words that usually have a weight in brackets, without it.
    One spec is equal to itself only, which keeps the memory of readings fast.
    """

    kind: CellKind
    words: frozenset[str] = frozenset()
    blank: float = 0.0
    stems: tuple[str, ...] = ()
    bare: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pieces:
    """What there is of a row: lines above, heads and tails (one character each), from left to right, folded."""

    above: tuple[str, ...]
    heads: tuple[str, ...]
    tails: str


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
def fits(specs: tuple[CellSpec, ...], pieces: Pieces) -> tuple[Fit, ...]:
    """The best readings that use every piece, best first; none where there is none."""
    memo: dict[tuple[int, int, int, int], tuple[Fit, ...]] = {}
    found = _rest(specs, pieces, (0, 0, 0, 0), memo)
    checked = [Fit(fit.score + _agreement(specs, fit.texts(pieces)) - _broken(fit), fit.parts) for fit in found]
    return tuple(sorted(checked, key=lambda fit: -fit.score))


def _rest(
    specs: tuple[CellSpec, ...],
    pieces: Pieces,
    at: tuple[int, int, int, int],
    memo: dict[tuple[int, int, int, int], tuple[Fit, ...]],
) -> tuple[Fit, ...]:
    """The best readings of the cells from ``at[0]`` on, with the pieces from ``at[1:]`` on."""
    if at in memo:
        return memo[at]
    cell, above, head, tail = at
    left = (len(pieces.above) - above, len(pieces.heads) - head, len(pieces.tails) - tail)
    if cell == len(specs):
        return () if any(left) else (Fit(0.0, ()),)
    room = specs[cell:]
    if left[2] > sum(map(_most_tails, room)) or left[1] > sum(map(_most_heads, room)):
        return ()
    spec = specs[cell]
    found: list[Fit] = []
    for lines in range(left[0] + 1 if spec.kind not in ("number", "amount") else 1):
        for heads in range(min(_most_heads(spec), left[1]) + 1):
            for tails in range(min(_most_tails(spec), left[2]) + 1):
                own = pieces.above[above : above + lines], pieces.heads[head : head + heads]
                score = _cell_score(spec, *own, pieces.tails[tail : tail + tails])
                if score <= _NEVER / 2:
                    continue
                part = Part(cell, (above, above + lines), (head, head + heads), (tail, tail + tails))
                for fit in _rest(specs, pieces, (cell + 1, above + lines, head + heads, tail + tails), memo):
                    parts = (part, *fit.parts) if lines or heads or tails else fit.parts
                    found.append(Fit(fit.score + score, parts))
    memo[at] = tuple(sorted(found, key=lambda fit: -fit.score)[:_READINGS])
    return memo[at]


def _most_heads(spec: CellSpec) -> int:
    """Spaces inside a cell make several heads of it; in numbers there are none."""
    return {"number": 1, "amount": 1, "text": 12, "furniture": 12}.get(spec.kind, 2)


def _most_tails(spec: CellSpec) -> int:
    """A label of several lines may have lost more than one character; anything else one."""
    return 20 if spec.kind == "furniture" else 6 if spec.stems else 1


@lru_cache(maxsize=200_000)
def _cell_score(  # noqa: C901, PLR0911 - one return for each kind of cell reads as a table
    spec: CellSpec, lines: tuple[str, ...], heads: tuple[str, ...], tail: str
) -> float:
    if not lines and not heads and not tail:
        return spec.blank
    head = "".join((*lines, *heads))
    if spec.kind == "furniture":
        return 0.0 if set(head + tail) <= spec.words else _NEVER
    if spec.kind == "label":
        return _label_score(spec, head, tail)
    text = head + tail
    # A number stands on one line, so it is cut for certain if anything is.
    whole = 2 * _WHOLE if spec.kind in ("number", "amount") else _WHOLE
    score = (0.0 if tail else whole) + _wrap_score(_whole_lines(lines, heads, tail))
    score += _UNPAIRED if text.count("(") != text.count(")") else 0.0
    score -= (0.3 if spec.kind == "text" else 4.0) * max(0, len(heads) - 1)
    if any(left[-1:].isdigit() and right[:1].isdigit() for left, right in pairwise(heads)):
        score += _TWO_NUMBERS
    if spec.kind == "number":
        said = 2.0 if head or not tail.isdigit() else 0.5
        return score + said if text in spec.words or (_NUMBER.fullmatch(text) and float(text) <= 100) else _NEVER
    if spec.kind == "amount":
        return score + 3.0 if _AMOUNT.fullmatch(text) else _NEVER
    if spec.kind == "name":
        return score + _name_score(spec, text, head)
    if spec.kind == "value":
        return score + _value_score(text, head, tail) - 0.75 * len(lines)
    if spec.kind == "remark":
        if any(word.startswith(text[:4]) for word in spec.words):
            return _NEVER
        return score + (0.0 if text in "—-" else -1.0 if len(text) > 6 else -6.0)
    short = 6.0 if spec.blank < 0 and len(text) < _SHORT_PROSE else 0.0
    return score + _text_score(text, tail) - 0.3 * len(lines) - short


def _text_score(text: str, tail: str) -> float:
    """A long text ends its last sentence; a short one lost its last character."""
    if len(text) > _LONG_TEXT:
        return 1.0 - (0.0 if tail else _WHOLE) if text.endswith(_SENTENCE_ENDS) else -1.0
    return 1.0 if tail else 0.0


def _whole_lines(lines: tuple[str, ...], heads: tuple[str, ...], tail: str) -> tuple[str, ...]:
    """The cell's lines: its tail ends the last of them, whichever that is."""
    last = "".join(heads)
    return (*lines, last + tail) if last or not lines else (*lines[:-1], lines[-1] + tail)


def _wrap_score(lines: Sequence[str]) -> float:
    """Lines of one cell: each is as long as the cell is wide, but for the last, or ends a sentence."""
    full = max(half_widths(line) for line in lines)
    return sum(
        _NEEDLESS_WRAP
        for line, following in pairwise(lines)
        if following and not line.endswith(_SENTENCE_ENDS) and unwrapped_width(line, following) <= full
    )


def _label_score(spec: CellSpec, head: str, tail: str) -> float:
    if head and head + tail in spec.words:
        return (_LABEL if tail else _LABEL_WHOLE) - (_NO_WEIGHT if head + tail in spec.bare else 0.0)
    if len(head) >= 2 and tail:  # a wrapped label gives more than its last character
        for word in spec.stems:
            if word.startswith(head) and not set(tail) - set(word[len(head) :]):
                return _LABEL / 2
    return _NEVER


def _name_score(spec: CellSpec, text: str, head: str) -> float:
    if text in spec.words:
        return 3.0
    if not head or _QUANTITY.fullmatch(text) or re.fullmatch(r"[\d.%]+", text):
        return -6.0
    if any(mark in text[:-1] for mark in _SENTENCE_ENDS):
        return -4.0
    return (0.0 if len(text) > 2 else -2.0) - (1.5 if text[:2].isdigit() else 0.0)


def _value_score(text: str, head: str, tail: str) -> float:
    if _QUANTITY.fullmatch(text):
        return 1.5 if head else 0.0
    if tail.isdigit() and head and not head[-1].isdigit():
        return -3.0
    return 0.0 if head else -2.0


def _agreement(specs: tuple[CellSpec, ...], said: Mapping[int, str]) -> float:
    """What the cells of a row say about one another: score within weight, like units, executed over budget."""
    numbers, amounts, values = (
        [said[i] for i, spec in enumerate(specs) if spec.kind == kind and i in said]
        for kind in ("number", "amount", "value")
    )
    score = 0.0
    if len(amounts) == 3 and len(numbers) == 3 and not _DASHES & {*amounts, *numbers}:
        score += _execution([float(text) for text in amounts], [float(text) for text in numbers])
    elif len(numbers) == 2 and not _DASHES & {*numbers}:
        weight, gained = (float(text) for text in numbers)
        score += 2.0 + 2.0 * (weight == gained) if gained <= weight else -8.0
        remark = [said[i] for i, spec in enumerate(specs) if spec.kind == "remark" and len(said.get(i, "")) > 1]
        # A lost point wants a reason.
        score += (1.0 if remark else -1.5) if gained < weight else (-1.5 if remark else 0.0)
        score -= 4.0 if values and (weight > _HEAVIEST or weight == 0) else 0.0
    for label, text in pairwise(range(len(specs))):
        if specs[label].stems and specs[text].kind == "text" and text in said and label not in said:
            score += _UNANNOUNCED
    if values and any(spec.kind == "name" and said.get(i) in spec.words for i, spec in enumerate(specs)):
        score += 0.0 if set(values) <= {said[i] for i, spec in enumerate(specs) if spec.kind == "name"} else -4.0
    if len(values) == 2:
        units = [_UNIT.search(text) for text in values]
        score += 1.5 if units[0] and units[1] and units[0].group(1) == units[1].group(1) else 0.0
    return score


def _broken(fit: Fit) -> float:
    """Lines that follow one another mostly are one cell's, of which only the last one lost a character."""
    blocks = [part for part in fit.parts if part.above[0] < part.above[1]]
    cut = [part for part in blocks if part.heads[0] == part.heads[1] and part.tails[0] < part.tails[1]]
    return 0.75 * max(0, len(blocks) - 1) + 3.0 * max(0, len(cut) - 1)


def _execution(amounts: Sequence[float], numbers: Sequence[float]) -> float:
    """The execution rate is executed over annual budget, and its score the rate of the weight."""
    _, budget, executed = amounts
    weight, rate, gained = numbers
    expected = 100 * executed / budget if budget else 0.0
    score = 3.0 if abs(rate - expected) < 0.51 else -3.0  # some forms print the rate in whole percents
    return score + (3.0 if abs(gained - weight * rate / 100) < 0.06 else -3.0)
