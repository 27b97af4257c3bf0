"""A cell of a scrambled form: what it should say, and how plausible it is once its pieces are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from models.dump import half_widths, unwrapped_width

CellKind = Literal["label", "name", "value", "number", "amount", "remark", "text", "code", "year", "page"]

# Scores are log-odds by rule of thumb, against any text of that length: only their order matters.
NEVER = -1e6
_LABEL_CHARACTER = 2.0
_NO_WEIGHT = 5.0
_TYPED, _NUMBER_ALONE = 3.0, 2.0
_FREE = -1.0  # a cell that may say anything
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.\d{1,2})?")
_AMOUNT = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)\.\d{2}|—|-")
_FIGURE = frozenset("0123456789.,—-")
_CODE, _YEAR = re.compile(r"[\dA-Za-z-]{6,}"), re.compile(r"(?:19|20)\d{2}年?度?")
_PAGE = re.compile(r"[-–—]?\d{1,4}[-–—]?|第\d{1,4}页(?:共\d{1,4}页)?")
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
_NAME_ENDS, _VALUE_ENDS = frozenset("率数量性度况间本额次限力益平准务)"), frozenset("成升高善强效著好优格范全前内上标)")
_USUAL_END = 0.75  # what indicators and what becomes of them are called by
_HIGHEST, _TOO_HEAVY = 100, 4.0  # no number of a listing is above a hundred
_TWO_NUMBERS = -6.0  # digits with a space between them are two cells
_GAPS, _PROSE_GAPS = (-6.0, -5.0), (-3.0, -0.3)  # a space inside a cell
_SHORT_PROSE = 15  # characters: shorter than any goal that says something
_LONG_TEXT = 30  # characters: longer than any name of a project or a unit
_TAILS = re.compile(r"[\d—]*[^\d.]{0,3}标|.")
_LIKE_TAILS = -5.0  # a line of last characters, taken for a cell's head
_UNPAIRED = -3.0  # brackets that do not match: a cell was cut in two or two made one


@dataclass(frozen=True, slots=True, eq=False)
class CellSpec:
    """A cell that a form may have. ``words``: what it may say, folded.

    ``stems``: the words that may have been wrapped, so that more than their last character was left for later.
    ``bare``: those of the words that usually have a weight in brackets, without it. ``most``: what a number here
    seldom is above. ``loose``: words whose lines may each have left their last character.
    One spec is equal to itself only, which keeps the memory of scores fast.
    """

    kind: CellKind
    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    bare: frozenset[str] = frozenset()
    most: float = 100.0
    loose: tuple[str, ...] = ()


def most_runs_of(spec: CellSpec) -> int:
    """How many runs a cell's head may be of: lines and what spaces part in them. Numbers are of one."""
    return {"number": 1, "code": 2, "year": 1, "amount": 3, "label": 8, "name": 9, "value": 9, "page": 3}.get(
        spec.kind, 60
    )


def may_begin(spec: CellSpec, head: str) -> bool:
    """Whether a label or a number may begin so; anything else may begin in any way."""
    if spec.kind in ("number", "amount"):
        return _FIGURE.issuperset(head)
    if spec.kind != "label":
        return True
    return head in _beginnings(spec) or (bool(spec.loose) and _characters(spec).issuperset(head))


@lru_cache(maxsize=200)
def last_characters(spec: CellSpec) -> frozenset[str] | None:
    """What a label or a number may end with; None where it may be anything, as where a label shares its cell."""
    if spec.kind in ("number", "amount"):
        return _FIGURE | {word[-1] for word in spec.words}
    if spec.kind != "label" or spec.stems:
        return None
    return frozenset({word[-1] for word in spec.words}.union(*spec.loose))


@lru_cache(maxsize=200)
def _beginnings(spec: CellSpec) -> frozenset[str]:
    return frozenset(word[:end] for word in spec.words for end in range(1, len(word) + 1))


@lru_cache(maxsize=200)
def _characters(spec: CellSpec) -> frozenset[str]:
    return frozenset("".join(spec.loose))


@lru_cache(maxsize=200)
def _sorted_words(spec: CellSpec) -> frozenset[str]:
    return frozenset("".join(sorted(word)) for word in spec.loose)


@lru_cache(maxsize=200_000)
def cell_score(  # noqa: C901, PLR0911 - one return for each kind of cell reads as a table
    spec: CellSpec, lines: tuple[str, ...], spaces: tuple[int, int], digits_parted: bool, tail: str
) -> float:
    """How plausible the cell is. ``lines``: its head; ``spaces``: in them, between wide characters
    and beside narrow ones, which producers set apart; ``digits_parted``: one between digits.
    """
    head = "".join(lines)
    text = head + tail
    if spec.kind == "label":
        return _label_score(spec, head, tail)
    if spec.kind == "page":
        return 1.0 if _PAGE.fullmatch(text) else NEVER
    if spec.kind == "number":
        if text in spec.words:
            return _NUMBER_ALONE
        if not _NUMBER.fullmatch(text) or float(text) > _HIGHEST:
            return NEVER
        return _NUMBER_ALONE + len(head) - (_TOO_HEAVY if float(text) > spec.most else 0.0)
    if spec.kind == "amount":
        return _TYPED + len(head) / 2 if _AMOUNT.fullmatch(text) else NEVER
    if spec.kind in ("code", "year"):
        pattern = _CODE if spec.kind == "code" else _YEAR
        return _TYPED + len(head) / 2 if pattern.fullmatch(text) else -_TYPED
    wrap = _wrap_score((*lines[:-1], lines[-1] + tail) if lines else (tail,))
    alone = lines if len(lines) > 1 and not tail else lines[:-1]
    wrap += sum(_LIKE_TAILS for line in alone if _TAILS.fullmatch(line))
    prose = spec.kind in ("text", "remark")
    score = _FREE + (_PROSE_WRAP if spec.kind == "text" else 1.0) * wrap
    score += sum(cost * count for cost, count in zip(_PROSE_GAPS if prose else _GAPS, spaces, strict=True))
    score += (_UNPAIRED if text.count("(") != text.count(")") else 0.0) + (_TWO_NUMBERS if digits_parted else 0.0)
    if spec.kind == "name":
        return score + _name_score(spec, text, head)
    if spec.kind == "value":
        return score + _value_score(text, head, tail) - 0.25 * (len(lines) - 1)
    if spec.kind == "remark":
        return score + _remark_score(text)
    return score + _text_score(text)


def _text_score(text: str) -> float:
    """A goal ends its last sentence; a head's value may be of any length."""
    if len(text) > _LONG_TEXT:
        return 1.0 if text.endswith(_SENTENCE_ENDS) else -1.0
    return 0.0 if text.endswith(_SENTENCE_ENDS) or len(text) >= _SHORT_PROSE else -0.5


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
    text = head + tail
    if text in spec.words:
        return _LABEL_CHARACTER * len(text) - (_NO_WEIGHT if text in spec.bare else 0.0)
    if len(head) > 1 and len(tail) > 1:  # a label of several lines may leave more than its last character
        for word in spec.stems:
            if word.startswith(head) and sorted(word[len(head) :]) == sorted(tail):
                return _LABEL_CHARACTER * len(head)
    if spec.loose and "".join(sorted(text)) in _sorted_words(spec):
        return _LABEL_CHARACTER * len(text) / 2
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


def _remark_score(text: str) -> float:
    """A reason is a sentence; short ones say that there is none."""
    if text in _NO_REMARK:
        return 0.0
    if len(text) <= _SHORTEST_REASON:
        return -5.0
    return 1.0 if text.endswith(_SENTENCE_ENDS) else -1.0


def _value_score(text: str, head: str, tail: str) -> float:
    if _QUANTITY.fullmatch(text):
        return 2.5 if head else 0.5
    if tail.isdigit() and head and not head[-1].isdigit():
        return -3.0
    return (_USUAL_END if text[-1] in _VALUE_ENDS else 0.0) if head else -1.5
