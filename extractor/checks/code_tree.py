"""科目 codes and what they sum up: a code is the sum of the codes right under it, a total that of the top ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from extractor.checks.reckoning import Sum
from models.fiscal import CodeTreeRule
from models.ledger import Ledger, LedgerLine


def code_sums(rule: CodeTreeRule, ledger: Ledger) -> Iterator[Sum]:
    """One sum for each line that has parts and each column, side by side apart."""
    for _, group in groupby(ledger.lines, key=lambda line: line.side):
        lines = tuple(group)
        for whole, parts in _families(rule, lines):
            for key, total in whole.amounts.items():
                amounts = [(1, part.amounts[key]) for part in parts if key in part.amounts]
                check_id = f"{rule.id}.{whole.index}.{key}"
                yield Sum(check_id, rule.rule, f"{whole.name or whole.code}, {key}", total, amounts)


def _families(rule: CodeTreeRule, lines: Sequence[LedgerLine]) -> Iterator[tuple[LedgerLine, tuple[LedgerLine, ...]]]:
    """Each line that sums others up, with these."""
    if not any(line.code for line in lines):
        return
    segments = _segments(rule, lines)
    for _, codes in segments:
        for line in codes:
            if under := _right_under(line, codes):
                yield line, under
    tops = [_tops(codes) for _, codes in segments]
    everything = tuple(line for top in tops for line in top)
    for line in lines:
        if _is_total(rule, line) and everything:
            yield line, everything
    for index, (head, codes) in enumerate(segments):
        if head is not None:
            own = (
                tops[index]
                if codes
                else tuple(line for top in _until_next_whole(segments, tops, index) for line in top)
            )
            if own:
                yield head, own


Segment = tuple[LedgerLine | None, tuple[LedgerLine, ...]]


def _segments(rule: CodeTreeRule, lines: Sequence[LedgerLine]) -> list[Segment]:
    """Each unit's line with the lines of its codes; lines before any unit's stand under none."""
    segments: list[tuple[LedgerLine | None, list[LedgerLine]]] = [(None, [])]
    for line in lines:
        if line.code:
            segments[-1][1].append(line)
        elif line.name and not _is_total(rule, line):
            segments.append((line, []))
    return [(head, tuple(codes)) for head, codes in segments]


def _until_next_whole(
    segments: Sequence[Segment], tops: Sequence[tuple[LedgerLine, ...]], index: int
) -> list[tuple[LedgerLine, ...]]:
    """The units under a unit without codes of its own: those with codes, up to the next without."""
    following = range(index + 1, len(segments))
    end = next((other for other in following if not segments[other][1]), len(segments))
    return list(tops[index + 1 : end])


def _is_total(rule: CodeTreeRule, line: LedgerLine) -> bool:
    return not line.code and (line.row in rule.totals or line.name in rule.totals)


def _tops(codes: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    known = {line.code for line in codes}
    return tuple(line for line in codes if not any(line.code[:length] in known for length in range(1, len(line.code))))


def _right_under(parent: LedgerLine, codes: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    under = [line for line in codes if line.code.startswith(parent.code) and len(line.code) > len(parent.code)]
    return _tops(under)
