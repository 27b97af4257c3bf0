"""The cells of rows in their columns: labels by what they are, numbers by what adds up where some are blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.grids.dump_ledgers.blanks import Placement, learned, number_of, placed
from extractor.grids.dump_ledgers.layout import Column, Row
from extractor.grids.dump_ledgers.rows import Group
from extractor.grids.dump_ledgers.sums import column_sums, line_sums
from models.dump import folded
from models.fiscal import FiscalDefinition, FiscalWords
from models.text import TextLine

_PROJECT_FUNDS = ("政府性基金", "国有资本经营")
"""Budgets that pay for projects, hardly ever for 基本支出: of two columns that both add up the later is likelier."""

_UNSURE = 0.5  # probability of a number that may as well stand in another column


def placed_rows(
    groups: Sequence[Group], columns: Sequence[Column], definition: FiscalDefinition | None, family: FiscalWords
) -> list[tuple[int, Row]]:
    """Each group's side and its cells by column, in order. A number that may stand elsewhere is marked as unsure."""
    spots: dict[int, tuple[Placement, ...]] = {}
    for side in sorted({column.side for column in columns}):
        mine = [index for index, group in enumerate(groups) if group.side == side]
        found = _placements([groups[index] for index in mine], columns, side, definition, family)
        spots |= dict(zip(mine, found, strict=True))
    return [(group.side, _cells(group, columns, spots[index], family)) for index, group in enumerate(groups)]


def _placements(
    groups: Sequence[Group],
    columns: Sequence[Column],
    side: int,
    definition: FiscalDefinition | None,
    family: FiscalWords,
) -> list[tuple[Placement, ...]]:
    keys = [column.key for column in columns if column.side == side and column.role == "amount"]
    rows = [[number_of(folded(number.text)) for number in group.numbers] for group in groups]
    sums = column_sums(keys, definition) or learned(rows, len(keys))
    printed = definition.sides[side] if definition else None
    found = placed(rows, len(keys), sums, line_sums(groups, printed, definition, family))
    titles = definition.titles if definition else ()
    pays_projects = any(fund in title for title in titles for fund in _PROJECT_FUNDS)
    return [options[::-1] for options in found] if pays_projects else found


def _cells(group: Group, columns: Sequence[Column], spots: Sequence[Placement], family: FiscalWords) -> Row:
    by_role: Mapping[str, list[int]] = {
        role: [col for col, column in enumerate(columns) if column.role == role and column.side == group.side]
        for role in ("unit", "code", "name", "line_no", "text", "amount")
    }
    cells: dict[int, tuple[TextLine, ...]] = {}
    texts = list(group.texts)
    for col in reversed(by_role["text"]):
        if len(texts) > (1 if by_role["code"] else 0):
            cells[col] = (texts.pop(),)
    unit = by_role["unit"] and not group.code and folded("".join(text.text for text in texts)) not in family.totals
    name = by_role["unit"] if unit or not by_role["name"] else by_role["name"]
    for col, part in zip(by_role["code"], group.code, strict=False):
        cells[col] = (part,)
    for cols, said in ((name, texts), (by_role["line_no"], group.line_no)):
        if cols and said:
            cells[cols[0]] = tuple(said)
    for index, (spot, number) in enumerate(zip(spots[0], group.numbers, strict=False)):
        sure = all(other[index] == spot for other in spots)
        cells[by_role["amount"][spot]] = (number if sure else _doubtful(number),)
    return cells


def _doubtful(line: TextLine) -> TextLine:
    return replace(line, glyphs=tuple(replace(glyph, probability=_UNSURE) for glyph in line.glyphs))
