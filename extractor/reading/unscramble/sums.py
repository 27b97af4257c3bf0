"""What the cells of a form say about one another: units, scores within weights, the execution rate, the sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.reading.unscramble.cells import COMPARED
from extractor.reading.unscramble.form import Place
from models.dump import folded

_UNIT = re.compile(r"(\D)$")
_BRACKET = re.compile(r"\((\d{1,3})分?\)$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FUND_NUMBERS, _LISTING_NUMBERS = 3, 2  # weight, rate and score; weight and score
_CENT = 100  # numbers are summed as whole hundredths
# Log-odds by rule of thumb, as in the scores of cells.
_SUM, _WRONG_SUM = 6.0, -12.0
_OUT_OF_ORDER, _AGAIN = -8.0, -3.0


@dataclass(frozen=True, slots=True)
class Said:
    """A cell that was read. ``row``: it may begin a row; ``again``: it stands first on its page."""

    place: Place
    text: str
    row: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What was read so far, as far as it can be checked. Numbers in hundredths.

    ``group`` and ``expected``: what the rows of the first level weigh and should, None where no label said so.
    ``words``: the labels that are in force, by column. ``row``: the cells of the row that is being read.
    ``agree``: no sum was wrong.
    """

    weights: int = 0
    scores: int = 0
    group: int = 0
    expected: int | None = None
    words: tuple[str, ...] = ("", "")
    row: tuple[tuple[Place, str], ...] = ()
    agree: bool = True

    @property
    def key(self) -> tuple[object, ...]:
        return self.weights, self.scores, self.group, self.expected, self.words


def grown(sums: Sums, said: Said) -> Sums:  # noqa: PLR0911 - one return for each part of a form
    """The sums with the cell."""
    place, text = said.place, said.text
    row = ((place, text),) if said.row and not _labels_only(sums.row) else (*sums.row, (place, text))
    if place.part not in ("amount", "listing", "fund"):
        return replace(sums, row=(), agree=sums.agree and (place.part != "total" or _total(sums, place, text) >= 0))
    sums = replace(sums, row=row)
    if place.part == "listing" and place.column is not None and place.column.words:
        word = bare(text)
        if place.index > 0:
            return replace(sums, words=(sums.words[0], word))
        if not word:
            return replace(sums, expected=_bracketed(text))
        if said.again and word == sums.words[0]:
            return sums
        agree = sums.agree and settled(sums) >= 0
        return replace(sums, words=(word, ""), group=0, expected=_bracketed(text), agree=agree)
    if place.spec.kind != "number" or not _NUMBER.fullmatch(text):
        return sums
    numbers = [one for one, _ in row if one.spec.kind == "number"]
    worth = _hundredths(text)
    if len(numbers) == 1:
        group = sums.group + (worth if place.part == "listing" else 0)
        return replace(sums, weights=sums.weights + worth, group=group)
    last = len(numbers) == (_FUND_NUMBERS if place.part == "amount" else _LISTING_NUMBERS)
    return replace(sums, scores=sums.scores + worth) if last else sums


def agreement(sums: Sums, said: Said) -> float:
    """How well the cell goes with what was read before."""
    place, text = said.place, said.text
    if place.part == "amount":
        return _execution([*(one for _, one in sums.row[1:]), text])
    if place.part == "total":
        return _total(sums, place, text)
    if place.part != "listing" or place.column is None:
        return 0.0
    if place.column.words:
        return _level(sums, said)
    row = () if said.row and not _labels_only(sums.row) else sums.row
    return _in_row(row, place, text)


def settled(sums: Sums) -> float:
    """How well the last group's weights go with what its label says."""
    if sums.expected is None or not sums.words[0]:
        return 0.0
    return _SUM if sums.group == sums.expected else _WRONG_SUM


def _level(sums: Sums, said: Said) -> float:
    """A label of the first level closes the group before; one of the second stands under it, in the form's order."""
    word, column = bare(said.text), said.place.column
    assert column is not None
    if said.place.index == 0:
        if not word:  # the weight that the end of a page cut off its label
            return _OUT_OF_ORDER if sums.expected is not None else 0.0
        if word == sums.words[0]:
            return 0.0 if said.again else _OUT_OF_ORDER
        return settled(sums)
    above = tuple(map(folded, column.above(word)))
    score = _OUT_OF_ORDER if sums.words[0] and above and sums.words[0] not in above else 0.0
    ranks = {folded(one): rank for rank, one in enumerate(column.words)}
    if sums.words[1] and word in ranks and sums.words[1] in ranks:
        late = ranks[word] - ranks[sums.words[1]]
        score += _OUT_OF_ORDER if late < 0 else _AGAIN if late == 0 and not said.again else 0.0
    return score


def _in_row(row: Sequence[tuple[Place, str]], place: Place, text: str) -> float:
    """A cell of the listing against those before it in its row."""
    kind = place.spec.kind
    names = [said for one, said in row if one.spec.kind == "name"]
    values = [said for one, said in row if one.spec.kind == "value"]
    numbers = [said for one, said in row if one.spec.kind == "number"]
    named = any(said in one.spec.words for one, said in row if one.spec.kind == "name")
    if kind == "value":
        score = -3.0 if named and text not in names else 0.0
        return score + (_alike(values[0], text) if len(values) == 1 else 0.0)
    if kind == "number" and not numbers:
        said = [one for one in (*names, *values) if not named]
        if float(text) == 0:
            return -3.0 * len([one for one in said if len(said) > 1])
        return 0.0 if names else -3.0
    if kind == "number":
        weight, gained = float(numbers[0]), float(text)
        return (2.0 + 2.0 * (weight == gained)) if gained <= weight else -12.0
    if kind == "remark" and len(numbers) == _LISTING_NUMBERS and text not in "—-无":
        return 2.0 if float(numbers[1]) < float(numbers[0]) else -1.5
    return 0.0


def _alike(target: str, actual: str) -> float:
    units = [found.group(1) if (found := _UNIT.search(text)) else "" for text in (target, actual)]
    score = 0.0
    if any(text[:1].isdigit() or COMPARED.match(text) for text in (target, actual)):
        score += 1.5 if units[0] == units[1] else -1.0
    return score + (1.0 if target == actual else 0.0)


def _execution(texts: Sequence[str]) -> float:
    """The execution rate is executed over annual budget, and its score the rate of the weight."""
    if len(texts) != 6 or not all(_NUMBER.fullmatch(text.replace(",", "")) for text in texts):
        return 0.0
    _, budget, executed, weight, rate, gained = (float(text.replace(",", "")) for text in texts)
    expected = 100 * executed / budget if budget else 0.0
    score = 3.0 if abs(rate - expected) < 0.51 else -3.0  # some forms print the rate in whole percents
    return score + (3.0 if abs(gained - weight * rate / 100) < 0.06 else -3.0)


def _total(sums: Sums, place: Place, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        return 0.0 if place.index == 2 else _WRONG_SUM
    if place.index == 0:
        return (_SUM if _hundredths(text) == sums.weights else _WRONG_SUM) + (_SUM if float(text) == 100 else 0.0)
    return _SUM if _hundredths(text) == sums.scores else _WRONG_SUM


def _labels_only(row: Sequence[tuple[Place, str]]) -> bool:
    return bool(row) and row[-1][0].apart


def bare(text: str) -> str:
    return _BRACKET.sub("", text)


def _bracketed(text: str) -> int | None:
    found = _BRACKET.search(text)
    return int(found.group(1)) * _CENT if found else None


def _hundredths(text: str) -> int:
    return round(float(text) * _CENT)
