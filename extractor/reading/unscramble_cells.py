"""A cell of a scrambled row: what it should say, and how plausible it is once its pieces are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from models.dump import half_widths, unwrapped_width

CellKind = Literal["label", "name", "value", "number", "amount", "remark", "text", "furniture"]

# Scores are log-odds by rule of thumb, as in the grids of dumps: only their order matters.
NEVER = -1e6
_LABEL, _LABEL_WHOLE = 8.0, 6.0
_WHOLE = -2.0  # most cells of a scrambled row lost their last character
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.\d{1,2})?")
_AMOUNT = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)\.\d{2}|—")
# Units and measure words that targets are counted in, with at most one more character before or after.
_QUANTITY = re.compile(
    r"[<>≥≤=超约不]*\d[\d.,]*(?:[万亿千百]?[%元亿家个件次场人项天日年份篇条分名种本批期户辆台米类届倍级位]次?|小时|)(?:以上|以下|以内)?"
)
COMPARED = re.compile(r"[<>≥≤=]|(?:不?[大小多少低高]于|不超过|不超|超)(?:等于)?\d")
_REASON = re.compile("偏差原因|原因:|改进措施|实际完成数|已完成")
_NO_REMARK = frozenset(("—", "-", "无"))
_SHORTEST_REASON = 6  # characters
_SENTENCE_ENDS = tuple("。；;！")
_NEEDLESS_WRAP = -4.0
_PROSE_WRAP = 0.15  # digits are narrower in some faces than in others, which adds up in long lines
_ITEM = re.compile(r"目标\d|\d[.、](?!\d)")
_NAME_ENDS, _VALUE_ENDS = frozenset("率数量性度况间本额次限力益平准务)"), frozenset("成升高善强效著好优格范全前内上标)")
_USUAL_END = 0.75  # what indicators and what becomes of them are called by
_HIGHEST, _TOO_HEAVY = 100, 4.0  # no number of a listing is above a hundred
_NO_WEIGHT = 5.0
_TWO_NUMBERS = -6.0  # digits with a space between them are two cells
_SHORT_PROSE = 15  # characters: shorter than any goal that says something
_LONG_TEXT = 30  # characters: longer than any name of a project or a unit
_NO_PROSE, _SHORTEST_PROSE_RUN = 3.0, 4  # characters: what spaces cut a sentence into is seldom shorter
_UNPAIRED = -3.0  # brackets that do not match: a cell was cut in two or two made one


@dataclass(frozen=True, slots=True, eq=False)
class CellSpec:
    """A cell that a row should have. ``words``: what it may say, folded; ``blank``: the score of its being blank.

    ``stems``: the words that may have been wrapped, so that more than their last character is among the tails.
    ``bare``: those of the words that usually have a weight in brackets, without it. ``most``: what a number here
    seldom is above.
    One spec is equal to itself only, which keeps the memory of readings fast.
    """

    kind: CellKind
    words: frozenset[str] = frozenset()
    blank: float = 0.0
    stems: tuple[str, ...] = ()
    bare: frozenset[str] = frozenset()
    most: float = 100.0


def most_heads_of(spec: CellSpec) -> int:
    """Spaces inside a cell make several heads of it; in numbers there are none."""
    return {"number": 1, "amount": 1, "text": 12, "furniture": 12}.get(spec.kind, 2)


def most_tails_of(spec: CellSpec) -> int:
    """A label of several lines may have lost more than one character; anything else one."""
    return 20 if spec.kind == "furniture" else 6 if spec.stems else 1


@lru_cache(maxsize=200_000)
def cell_score(  # noqa: C901, PLR0911 - one return for each kind of cell reads as a table
    spec: CellSpec, lines: tuple[str, ...], heads: tuple[str, ...], tail: str
) -> float:
    if not lines and not heads and not tail:
        return spec.blank
    head = "".join((*lines, *heads))
    if spec.kind == "furniture":
        return 0.0 if set(head + tail) <= spec.words else NEVER
    if spec.kind == "label":
        return _label_score(spec, head, tail)
    text = head + tail
    # A number stands on one line, so it is cut for certain if anything is.
    whole = 2 * _WHOLE if spec.kind in ("number", "amount") else _WHOLE
    wrap = _wrap_score(_whole_lines(lines, heads, tail))
    score = (0.0 if tail else whole) + (_PROSE_WRAP * wrap if spec.kind == "text" else wrap)
    score += _UNPAIRED if text.count("(") != text.count(")") else 0.0
    score -= (0.3 if spec.kind == "text" else 4.0) * max(0, len(heads) - 1)
    if spec.kind == "text":
        score -= _NO_PROSE * sum(1 for one, two in pairwise(lines) if _ITEM.match(two) and not one.endswith("。"))
        score -= _NO_PROSE * sum(
            len(one) < _SHORTEST_PROSE_RUN or _QUANTITY.fullmatch(one) is not None for one in heads
        )
    if any(left[-1:].isdigit() and right[:1].isdigit() for left, right in pairwise(heads)):
        score += _TWO_NUMBERS
    if spec.kind == "number":
        if text in spec.words:
            return score + 2.0
        if not _NUMBER.fullmatch(text) or float(text) > _HIGHEST:
            return NEVER
        return score + (1.0 if head else 0.5) - (_TOO_HEAVY if float(text) > spec.most else 0.0)
    if spec.kind == "amount":
        return score + 3.0 if _AMOUNT.fullmatch(text) else NEVER
    if spec.kind == "name":
        return score + _name_score(spec, text, head)
    if spec.kind == "value":
        return score + _value_score(text, head, tail) - 0.75 * len(lines)
    if spec.kind == "remark":
        return score + _remark_score(spec, text)
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
    if len(lines) < 2:
        return 0.0
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
    return NEVER


def _name_score(spec: CellSpec, text: str, head: str) -> float:
    if text in spec.words:
        return 3.0
    if not head or _QUANTITY.fullmatch(text) or re.fullmatch(r"[\d.%]+", text):
        return -6.0
    if any(mark in text[:-1] for mark in _SENTENCE_ENDS):
        return -4.0
    if COMPARED.match(text) or _REASON.match(text):
        return -6.0
    usual = _USUAL_END if text[-1] in _NAME_ENDS else 0.0
    return (
        usual + (0.0 if len(text) > 2 else -2.0) - (1.5 if text[:2].isdigit() else 0.0) - (1.5 if "," in text else 0.0)
    )


def _remark_score(spec: CellSpec, text: str) -> float:
    """A reason is a sentence; short ones say that there is none. ``spec.words`` are the column's heads."""
    if text in _NO_REMARK:
        return -0.5
    if any(word.startswith(text[:4]) and not word.startswith(text[:6]) for word in spec.words):
        return -1.0
    if len(text) <= _SHORTEST_REASON:
        return -6.0
    return 1.0 if text.endswith(_SENTENCE_ENDS) else -1.0


def _value_score(text: str, head: str, tail: str) -> float:
    if _QUANTITY.fullmatch(text):
        return 1.5 if head else 0.0
    if tail.isdigit() and head and not head[-1].isdigit():
        return -3.0
    return (_USUAL_END if text[-1] in _VALUE_ENDS else 0.0) if head else -2.0
