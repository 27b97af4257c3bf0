"""A table of lines and amounts in a dump whose cells are parted by spaces, laid out as the grid that was printed.

The header's text is covered by the labels of a definition, which gives the columns; without one that fits, the
columns are as many as the numbers of a row. Rows are read line by line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extractor.grids.ledger_head_lines import Parted, parted
from extractor.grids.ledger_heads import defined_columns, vocabulary
from extractor.grids.ledger_layout import Column, Drafted, Head, Role, Row, head_drafts, row_drafts
from extractor.grids.ledger_pairs import numbered_rows, paired_rows
from extractor.grids.ledger_rows import Group, single_rows
from extractor.grids.ledger_text import PrintedLine, is_code, is_integer, is_money
from extractor.grids.ledger_words import Word, words_of
from models.dump import folded
from models.fiscal import FiscalDefinition, FiscalWords
from models.text import TextLine

_FEWEST_HEADS = 2 / 3
"""Share of a definition's columns whose heads must be printed: a table of the same title may have fewer columns, but
where most heads are not found it is another table."""

_CODED = 0.3  # share of rows that begin with a code where a ledger has a column of codes


def spaced_table(
    lines: Sequence[PrintedLine], candidates: Sequence[FiscalDefinition], family: FiscalWords
) -> Drafted | None:
    """The table's cells, or None where it has no row. ``candidates``: the definitions that its title allows."""
    wordings = vocabulary(family, candidates)
    table = parted(lines, wordings, family.column_numbers)
    if not table.body:
        return None
    words = words_of(table.head, wordings)
    chosen = _best(words, candidates, family)
    definition, columns = chosen or (None, _plain_columns(words, table.body))
    rows = [_row(group, columns, family) for group in _groups(table.body, columns, definition, family)]
    columns, rows = _without_unused(columns, rows)
    depth, drafts = head_drafts(columns)
    counting = _counting_row(table, columns)
    drafts += row_drafts([counting] if counting else [], depth, is_header=True)
    drafts += row_drafts(_side_by_side(rows), depth + bool(counting))
    return Drafted(tuple(drafts), 1 + max(draft.row for draft in drafts), len(columns))


def _best(
    words: Sequence[Word], candidates: Sequence[FiscalDefinition], family: FiscalWords
) -> tuple[FiscalDefinition, tuple[Column, ...]] | None:
    """The definition most of whose columns the header names, with them."""
    found = []
    for definition in candidates:
        expected = sum(len(side.columns) for side in definition.sides)
        columns = defined_columns(words, definition, family)
        named = sum(bool(column.key) for column in columns)
        if expected and named >= _FEWEST_HEADS * expected:
            found.append((named / expected, named, definition, columns))
    best = max(found, key=lambda item: item[:2], default=None)
    return best[2:] if best else None


def _plain_columns(words: Sequence[Word], body: Sequence[PrintedLine]) -> tuple[Column, ...]:
    """As many columns of amounts as most rows have numbers, under the last words of the header."""
    counts = Counter(count for line in body if (count := sum(is_money(key) for key in line.keys)))
    width = max(counts, key=lambda count: (counts[count], count), default=1)
    starts = [is_code(line.keys[0]) and is_integer(line.keys[0]) for line in body]
    roles: list[Role] = ["code", "name"] if sum(starts) >= _CODED * len(starts) else ["name"]
    roles += ["amount"] * width
    heads = [Head(index, word.lines) for index, word in enumerate(words)][-len(roles) :]
    lacking = len(roles) - len(heads)
    return tuple(Column(role, heads=(heads[i - lacking],) if i >= lacking else ()) for i, role in enumerate(roles))


def _groups(
    body: Sequence[PrintedLine], columns: Sequence[Column], definition: FiscalDefinition | None, family: FiscalWords
) -> Iterator[Group]:
    sides = 1 + max(column.side for column in columns)
    codes = any(column.role == "code" for column in columns)
    names = [_names(definition, side, family) for side in range(sides)]
    if any(column.role == "line_no" for column in columns):
        return numbered_rows(body, sides)
    if sides > 1:
        return paired_rows(body, names, codes=codes)
    width = sum(column.role == "amount" for column in columns)
    return single_rows(body, width, names[0], codes=codes)


def _names(definition: FiscalDefinition | None, side: int, family: FiscalWords) -> frozenset[str]:
    """Names of lines that the definition knows on a side, folded."""
    lines = [(*it.items, *it.lines) for it in definition.sides][side] if definition else ()
    return frozenset(map(folded, (*family.totals, *(wording for line in lines for wording in line.wordings))))


def _row(group: Group, columns: Sequence[Column], family: FiscalWords) -> tuple[int, Row]:
    """The group's side, and its cells by column."""
    mine = {col: column for col, column in enumerate(columns) if column.side == group.side}
    by_role: Mapping[str, list[int]] = {
        role: [col for col, column in mine.items() if column.role == role]
        for role in ("unit", "code", "name", "line_no", "text", "amount")
    }
    cells: dict[int, tuple[TextLine, ...]] = {}
    texts = list(group.texts)
    for col in reversed(by_role["text"]):
        if len(texts) > (0 if not by_role["code"] else 1):
            cells[col] = (texts.pop(),)
    unit = by_role["unit"] and not group.code and folded("".join(text.text for text in texts)) not in family.totals
    name = by_role["unit"] if unit or not by_role["name"] else by_role["name"]
    for cols, said in ((name, texts), (by_role["code"], group.code), (by_role["line_no"], group.line_no)):
        if cols and said:
            cells[cols[0]] = tuple(said)
    for col, number in zip(by_role["amount"], group.numbers, strict=False):
        cells[col] = (number,)
    return group.side, cells


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
