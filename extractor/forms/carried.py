"""Columns of a listing whose cells speak for several rows, and the weights in brackets that they carry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.forms.labels import closest_word, is_label, likeness
from extractor.forms.sheet import Finding, Row, finding_in, place_of_lines, squeezed
from extractor.forms.strip import Strip
from models.form import Column
from models.grid import Cell

# 产出指标(50分): a number in brackets, one of which OCR may lose or misread, with or without 分; it may even have been
# read first. A number without any of these must end the text.
_DIGITS = r"[0-9OolI|]+(?:[.．。][0-9OolI|]+)?"
_OPEN, _CLOSE = r"[(（\[【〔{]", r"[)）\]】〕}]"
_WEIGHT = re.compile(
    rf"{_OPEN}[^\w]?(?P<bracketed>{_DIGITS})(?:分|\D)?{_CLOSE}?"
    rf"|(?P<counted>\d[0-9OolI|]*)(?:分{_CLOSE}?|{_CLOSE})"
    rf"|(?P<bare>\d[0-9OolI|.．。]*)$"
)

# Two words or more in one cell: the rule between them was lost.
_TOGETHER = 2


def is_word(text: str, words: Sequence[str]) -> bool:
    return bool(words) and is_label(_WEIGHT.sub("", squeezed(text)), words)


def carried_findings(
    rows: Sequence[Row],
    cells: Sequence[Mapping[str, tuple[Cell, ...]]],
    columns: Sequence[Column],
    heads: Mapping[str, str],
) -> list[dict[str, Finding]]:
    """What the spanning columns say for each row: their own cell, or, where that is blank, what stood above.

    A new word in one column ends what the columns to its right said, unless that can only stand under the new word:
    then the new word was printed in the middle of its rows. A cell that the page break cut says its
    word in two parts; all its rows get the whole. ``cells``: of each row, by column path; ``heads``: the columns'
    labels, by path.
    """
    result: list[dict[str, Finding]] = [{} for _ in rows]
    since = {column.path: 0 for column in columns}
    for index, row in enumerate(rows):
        fresh = False
        before = cells[index - 1] if index else {}
        left: Column | None = None
        for column in columns:
            above = result[index - 1][column.path] if index else None
            finding = finding_in(row, cells[index][column.path], heads[column.path])
            blank = not any(squeezed(line.text) for line in finding.lines)
            if above is not None and cells[index][column.path] and cells[index][column.path] == before.get(column.path):
                finding = above
            elif above is not None and not fresh and _completes(finding, above, column):
                whole = replace(above, lines=above.lines + finding.lines)
                for earlier in range(since[column.path], index):
                    result[earlier][column.path] = whole
                finding = whole
            elif blank and above is not None and (not fresh or _only_under(above, column, result[index], left)):
                finding = above
            else:
                if not blank and (above is None or word_in(finding, column) != word_in(above, column)):
                    fresh = True
                since[column.path] = index
            result[index][column.path] = finding
            left = column
    return result


def _only_under(above: Finding, column: Column, row: Mapping[str, Finding], left: Column | None) -> bool:
    """Whether what stood above can only stand under what the row's column to the left says."""
    if left is None:
        return False
    return column.above(word_in(above, column)) == (word_in(row[left.path], left),)


def _text(finding: Finding) -> str:
    return "".join(squeezed(line.text) for line in finding.lines)


def word_in(finding: Finding, column: Column) -> str:
    """The column's word that a cell says, weight and slips aside; its text where it says none."""
    text = _WEIGHT.sub("", _text(finding))
    return closest_word(text, column.words) or text


def _completes(finding: Finding, above: Finding, column: Column) -> bool:
    """The end of a word that began above (``（10分）``, ``度指标``): no word by itself, but one together."""
    text = _text(finding)
    if not text or not _text(above) or is_word(text, column.words):
        return False
    return likeness(_WEIGHT.sub("", _text(above) + text), column.words) == 1


def split_weight(finding: Finding, label: str) -> tuple[Finding, Finding]:
    """``产出指标(50分)`` as the words and the number."""
    strip = Strip.of(finding.lines)
    match = _WEIGHT.search(strip.text)
    if match is None or finding.place is None or match.span() == (0, len(strip.text)):
        return finding, Finding((), finding.place, label)
    number = strip.cut(*match.span(match.lastgroup or 0))
    inside = place_of_lines(finding.place.page, number)
    weight = Finding(number, replace(finding.place, box=inside.box), label)
    words = strip.cut(0, match.start()) + strip.cut(match.end(), len(strip.text))
    return replace(finding, lines=words), weight


def own_part(finding: Finding, words: Sequence[str], own: Sequence[str]) -> Finding:
    """Of a cell in which several words of the column ran together, the one that may be its row's, with its weight.

    ``own``: the words under which the row can stand. The finding as it is where it holds fewer than two words, or
    not just one of these.
    """
    strip = Strip.of(finding.lines)
    starts = sorted((strip.text.index(word), word) for word in words if word in strip.text)
    mine = [index for index, (_, word) in enumerate(starts) if word in own]
    if len(starts) < _TOGETHER or len(mine) != 1 or finding.place is None:
        return finding
    bounds = [*(start for start, _ in starts), len(strip.text)]
    part = strip.cut(bounds[mine[0]], bounds[mine[0] + 1])
    inside = place_of_lines(finding.place.page, part)
    return replace(finding, lines=part, place=replace(finding.place, box=inside.box))
