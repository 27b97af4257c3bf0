"""What sums up what in a table, for the witness of blank cells: from its definition, its codes and its totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.grids.dump_ledgers.blanks import Sum
from extractor.grids.dump_ledgers.rows import Group
from extractor.grids.dump_ledgers.text import unnumbered
from models.dump import folded
from models.fiscal import ColumnSumRule, FiscalDefinition, FiscalSide, FiscalWords, LineSumRule


def column_sums(keys: Sequence[str], definition: FiscalDefinition | None) -> list[Sum]:
    """The definition's sums over columns, of which all are there. ``keys``: the columns' names."""
    at = {key: index for index, key in enumerate(keys) if key}
    found = []
    for rule in definition.checks if definition else ():
        if isinstance(rule, ColumnSumRule):
            names = [rule.total, *(part.removeprefix("-") for part in rule.parts)]
            if all(name in at for name in names):
                parts = tuple(at[part] for part in rule.parts if not part.startswith("-"))
                taken = tuple(at[part[1:]] for part in rule.parts if part.startswith("-"))
                found.append(Sum(at[rule.total], parts, taken))
    return found


def line_sums(
    groups: Sequence[Group], side: FiscalSide | None, definition: FiscalDefinition | None, family: FiscalWords
) -> list[Sum]:
    """Sums over the lines of one ledger: codes over those under them, totals over the topmost, and its rules."""
    found = list(_by_codes(groups, family))
    if not found and definition is None:
        found += _by_total(groups, family)
    rules = definition.checks if definition else ()
    for rule in rules:
        if side is not None and isinstance(rule, LineSumRule) and rule.side == side.side:
            found += _by_rule(groups, rule, side)
    return found


def _by_codes(groups: Sequence[Group], family: FiscalWords) -> Iterator[Sum]:
    """A code is the sum of the codes right under it; a line without a code that sums up or names a unit, of the top."""
    codes = {group.key: index for index, group in enumerate(groups) if group.key}
    lengths = sorted({len(code) for code in codes})
    children: dict[str, list[int]] = {}
    top = []
    for code, index in codes.items():
        above = next((code[:n] for n in reversed(lengths) if n < len(code) and code[:n] in codes), None)
        if above is None:
            top.append(index)
        else:
            children.setdefault(above, []).append(index)
    yield from (Sum(codes[code], tuple(under)) for code, under in children.items())
    totals = set(map(folded, family.totals))
    if top:
        uncoded = [i for i, group in enumerate(groups) if not group.key and group.texts]
        for index in uncoded:
            # The units of a budget stand above its codes, what sums it up anywhere.
            if groups[index].name in totals or index < min(top) or index > max(codes.values()):
                yield Sum(index, tuple(top))


def _by_total(groups: Sequence[Group], family: FiscalWords) -> Iterator[Sum]:
    """Without codes: the one line of totals, the last, is the sum of the others."""
    totals = [i for i, group in enumerate(groups) if group.name in set(map(folded, family.totals))]
    if totals == [len(groups) - 1] and len(groups) > 1:
        yield Sum(totals[0], tuple(range(len(groups) - 1)))


def _by_rule(groups: Sequence[Group], rule: LineSumRule, side: FiscalSide) -> Iterator[Sum]:
    wordings = {folded(word): line.name for line in (*side.items, *side.lines) for word in line.wordings}
    names = [wordings.get(unnumbered(group.name), "") for group in groups]
    totals = [i for i, name in enumerate(names) if name == rule.total]
    if len(totals) != 1:
        return
    total = totals[0]
    near = range(total + 1, len(names)) if rule.where == "below" else range(total)
    parts = [i for i in near if names[i] in rule.parts]
    if rule.items:
        items = {item.name for item in side.items}
        parts += [i for i in near if names[i] in items and i not in parts]
    if parts:
        yield Sum(total, tuple(parts))
