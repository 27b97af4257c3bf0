"""A table of lines and amounts in a dump whose cells are parted by spaces, laid out as the grid that was printed.

The header's text is covered by the labels of a definition, which gives the columns; without one that fits, the
columns are as many as the numbers of a row. Rows are read line by line.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grids.dump_ledgers.cells import placed_rows
from extractor.grids.dump_ledgers.head_lines import Parted, is_row, parted
from extractor.grids.dump_ledgers.heads import defined_columns, vocabulary
from extractor.grids.dump_ledgers.layout import Column, Drafted, Row, head_drafts, row_drafts
from extractor.grids.dump_ledgers.pairs import numbered_rows, paired_rows
from extractor.grids.dump_ledgers.plain import plain_columns
from extractor.grids.dump_ledgers.rows import Group, Shape, single_rows
from extractor.grids.dump_ledgers.text import PrintedLine, is_code, is_integer, is_number
from extractor.grids.dump_ledgers.words import Word, words_of
from models.dump import folded
from models.fiscal import FiscalDefinition, FiscalWords
from models.text import TextLine

_FEWEST_HEADS = 2 / 3
"""Share of a definition's columns whose heads must be printed: a table of the same title may have fewer columns, but
where most heads are not found it is another table."""


def spaced_table(
    lines: Sequence[PrintedLine], candidates: Sequence[FiscalDefinition], family: FiscalWords
) -> Drafted | None:
    """The table's cells, or None where it has no row. ``candidates``: the definitions that it may be of."""
    wordings = vocabulary(family, candidates)
    table = parted(lines, wordings, family)
    if not table.body:
        return None
    words = words_of(table.head, wordings)
    most = max(map(_numbers, table.body), default=0)
    definition, columns = _best(words, candidates, most, family) or (
        None,
        plain_columns(words, table.body, most, family),
    )
    body = _without_page_numbers(table.body, columns)
    rows = placed_rows(_groups(body, columns, definition, family), columns, definition, family)
    columns, rows = _without_unused(columns, rows)
    depth, drafts = head_drafts(columns)
    counting = _counting_row(table, columns)
    drafts += row_drafts([counting] if counting else [], depth, is_header=True)
    drafts += row_drafts(_side_by_side(rows), depth + bool(counting))
    return Drafted(tuple(drafts), 1 + max(draft.row for draft in drafts), len(columns))


def _best(
    words: Sequence[Word], candidates: Sequence[FiscalDefinition], most: int, family: FiscalWords
) -> tuple[FiscalDefinition, tuple[Column, ...]] | None:
    """The definition most of whose columns the header names, with them. ``most``: numbers that a line has at most."""
    found = []
    for definition in candidates:
        expected = sum(len(side.columns) for side in definition.sides)
        columns = defined_columns(words, definition, family)
        named = sum(bool(column.key) for column in columns)
        if expected and named >= _FEWEST_HEADS * expected and most <= sum(it.role == "amount" for it in columns):
            found.append((named / expected, named, definition, columns))
    best = max(found, key=lambda item: item[:2], default=None)
    return best[2:] if best else None


def _numbers(line: PrintedLine) -> int:
    """How many numbers the line ends with."""
    keys = list(line.keys)
    count = 0
    while keys and is_number(keys.pop()):
        count += 1
    return count if is_row(line) else 0


def _without_page_numbers(body: Sequence[PrintedLine], columns: Sequence[Column]) -> list[PrintedLine]:
    """The lines that are no lone integer, which is a page's number, unless lines are numbered or it is a code."""
    roles = {column.role for column in columns}
    if "line_no" in roles:
        return list(body)
    return [
        line
        for line in body
        if len(line.keys) > 1 or not is_integer(line.key) or line.key == "0" or ("code" in roles and is_code(line.key))
    ]


def _groups(
    body: Sequence[PrintedLine], columns: Sequence[Column], definition: FiscalDefinition | None, family: FiscalWords
) -> list[Group]:
    sides = 1 + max(column.side for column in columns)
    parts = sum(column.role == "code" and column.side == 0 for column in columns)
    names = [_names(definition, side, family) for side in range(sides)]
    roles = [column.role for column in columns]
    counted = "line_no" in roles and roles.index("line_no") < roles.index("name")
    if "line_no" in roles and not counted:
        return list(numbered_rows(body, sides))
    if sides > 1:
        return paired_rows(body, names, parts)
    return single_rows(body, Shape(roles.count("amount"), parts, counted), names[0])


def _names(definition: FiscalDefinition | None, side: int, family: FiscalWords) -> frozenset[str]:
    """Names of lines that the definition knows on a side, folded."""
    lines = [(*it.items, *it.lines) for it in definition.sides][side] if definition else ()
    return frozenset(map(folded, (*family.totals, *(wording for line in lines for wording in line.wordings))))


def _without_unused(
    columns: Sequence[Column], rows: Sequence[tuple[int, Row]]
) -> tuple[tuple[Column, ...], list[tuple[int, Row]]]:
    """Columns that neither a head nor a row shows are not there: a table may have lines without names."""
    used = {col for _, row in rows for col in row}
    kept = [col for col, column in enumerate(columns) if column.heads or col in used]
    return tuple(columns[col] for col in kept), [
        (side, {kept.index(col): lines for col, lines in row.items()}) for side, row in rows
    ]


def _side_by_side(rows: Sequence[tuple[int, Row]]) -> list[Row]:
    """Rows of two ledgers: a left one and the right one after it share a row."""
    result: list[dict[int, tuple[TextLine, ...]]] = []
    before = -1
    for side, row in rows:
        if side > before >= 0:
            result[-1].update(row)
        else:
            result.append(dict(row))
        before = side
    return list(result)


def _counting_row(table: Parted, columns: Sequence[Column]) -> Row:
    """The numbers of the columns, each over its amounts, and what announces them over the names."""
    runs = [run for line in table.counting for run in line.runs]
    numbers = [run for run in runs if is_integer(folded(run.text))]
    amounts = [col for col, column in enumerate(columns) if column.role == "amount"]
    if not runs or len(numbers) > len(amounts):
        return {}
    cells: dict[int, tuple[TextLine, ...]] = {col: (run,) for col, run in zip(amounts, numbers, strict=False)}
    words = [run for run in runs if run not in numbers]
    named = [col for col, column in enumerate(columns) if column.role == "name"]
    share = len(words) // max(1, len(named))
    for index, col in enumerate(named):
        if said := words[index * share : (index + 1) * share]:
            cells[col] = tuple(said)
    return cells
