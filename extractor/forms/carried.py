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

# 产出指标(50分): a number at the end, with what OCR makes of brackets, digits and 分.
_WEIGHT = re.compile(
    r"[(（\[【〔{](?P<inside>[0-9OolI|][0-9OolI|.．。]*)\D{0,3}$|(?P<bare>\d[0-9OolI|.．。]*)分?[)）\]】〕}]?$"
)


def is_word(text: str, words: Sequence[str]) -> bool:
    return bool(words) and is_label(_WEIGHT.sub("", squeezed(text)), words)


def carried_findings(
    rows: Sequence[Row],
    cells: Sequence[Mapping[str, tuple[Cell, ...]]],
    columns: Sequence[Column],
    heads: Mapping[str, str],
) -> list[dict[str, Finding]]:
    """What the spanning columns say for each row: their own cell, or, where that is blank, what stood above.

    A new word in one column ends what the columns to its right said. A cell that the page break cut says its
    word in two parts; all its rows get the whole. ``cells``: of each row, by column path; ``heads``: the columns'
    labels, by path.
    """
    result: list[dict[str, Finding]] = [{} for _ in rows]
    since = {column.path: 0 for column in columns}
    for index, row in enumerate(rows):
        fresh = False
        before = cells[index - 1] if index else {}
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
            elif blank and above is not None and not fresh:
                finding = above
            else:
                if not blank and (above is None or _word(finding, column) != _word(above, column)):
                    fresh = True
                since[column.path] = index
            result[index][column.path] = finding
    return result


def _text(finding: Finding) -> str:
    return "".join(squeezed(line.text) for line in finding.lines)


def _word(finding: Finding, column: Column) -> str:
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
    if match is None or finding.place is None or not match.start():
        return finding, Finding((), finding.place, label)
    number = strip.cut(*match.span("inside" if match["inside"] else "bare"))
    inside = place_of_lines(finding.place.page, number)
    weight = Finding(number, replace(finding.place, box=inside.box), label)
    return replace(finding, lines=strip.cut(0, match.start())), weight
