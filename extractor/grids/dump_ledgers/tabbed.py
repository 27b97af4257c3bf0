"""A table in a dump whose cells are parted by tabs, laid out as the grid that was printed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extractor.grids.dump_ledgers.heads import vocabulary
from extractor.grids.dump_ledgers.layout import Draft, Drafted
from extractor.grids.dump_ledgers.tab_heads import Cells, cells_of, head_cells
from extractor.grids.dump_ledgers.text import PrintedLine, counts_columns, is_amount, is_money
from models.dump import folded
from models.fiscal import FiscalColumn, FiscalDefinition, FiscalWords
from models.geometry import union_of
from models.text import TextLine

_NUMBERS = 0.5
"""Share of a column's cells that are money where it is one of amounts: a dash or a word may stand in some."""


def tabbed_table(
    lines: Sequence[PrintedLine], candidates: Sequence[FiscalDefinition], family: FiscalWords
) -> Drafted | None:
    """The table's cells, or None where there is no row below the header."""
    rows = [cells_of(line) for line in lines if line.slots is not None or not _is_continued(line)]
    width = 1 + max((col for row in rows for col in row), default=0)
    end = _end_of_head(rows, vocabulary(family, candidates), family)
    if end >= len(rows):
        return None
    counting = [
        row for row in rows[:end] if counts_columns(_keys(row), [folded(word) for word in family.column_numbers])
    ]
    heads = [row for row in rows[:end] if row not in counting]
    printed = {_keys(row) for row in heads}
    body = [row for row in rows[end:] if not (_repeats(row, printed) or _counts(row, family))]
    # A row that slipped to the right reaches beyond the header, which tells how many columns there are.
    values = _values(body, 1 + max((col for row in (*heads, *counting) for col in row), default=width - 1))
    kept = _whole_rows(body, values)
    known = any(len(_amounts(it)) == len(values) for it in candidates)
    kept = [_aligned(row, values) for row in kept] if known else kept
    width = 1 + max(col for row in (*heads, *counting, *kept) for col in row)
    carried = not candidates or any(column.kind == "text" for it in candidates for column in it.sides[0].columns)
    drafts = head_cells(heads, width, values, candidates, family)
    drafts += [
        Draft(len(heads) + i, col, 1, 1, (line,), is_header=True)
        for i, row in enumerate(counting)
        for col, line in row.items()
    ]
    first = len(heads) + len(counting)
    drafts += _body(kept, first, values, carried=carried)
    return Drafted(tuple(drafts), first + len(kept), width)


def _amounts(definition: FiscalDefinition) -> list[FiscalColumn]:
    return [column for side in definition.sides for column in side.columns if column.kind != "text"]


def _is_continued(line: PrintedLine) -> bool:
    """A caption printed again overleaf: 续表, or the unit."""
    return line.key.startswith(("续", "单位:", "金额单位:", "部门:"))


def _keys(row: Cells) -> tuple[str, ...]:
    return tuple(folded(row[col].text) for col in sorted(row))


def _counts(row: Cells, family: FiscalWords) -> bool:
    return counts_columns(_keys(row), [folded(word) for word in family.column_numbers])


def _end_of_head(rows: Sequence[Cells], wordings: Collection[str], family: FiscalWords) -> int:
    """After the row that numbers the columns, else after the last row before the first amounts that says heads."""
    first = next((i for i, row in enumerate(rows) if any(map(is_amount, _keys(row)))), None)
    counting = [i for i, row in enumerate(rows[:first]) if _counts(row, family)]
    if counting:
        return counting[-1] + 1
    if first is None:
        return 1
    known = set(map(folded, wordings))
    amounts = {col for row in rows[first:] for col, line in row.items() if is_amount(folded(line.text))}
    heads = [
        i
        for i, row in enumerate(rows[:first])
        if any(col in amounts for col in row) or all(key in known for key in _keys(row))
    ]
    return max(heads, default=0) + 1


def _repeats(row: Cells, heads: Collection[tuple[str, ...]]) -> bool:
    """Whether the row is one of the header's, printed again; a single head may be the name of a line."""
    keys = _keys(row)
    known = {key for head in heads for key in head}
    return keys in heads or (len(keys) > 1 and all(key in known for key in keys))


def _values(body: Sequence[Cells], width: int) -> list[int]:
    """The columns of amounts."""
    found = []
    for col in range(width):
        keys = [folded(row[col].text) for row in body if col in row]
        if any(map(is_amount, keys)) and sum(is_money(key) or key == "0" for key in keys) >= _NUMBERS * len(keys):
            found.append(col)
    return found


def _whole_rows(body: Sequence[Cells], values: Sequence[int]) -> list[Cells]:
    """Rows with the ends of cells that a page cut: texts alone, after a gap, under a row with them and with amounts."""
    rows: list[Cells] = []
    for row in body:
        whole = bool(rows) and any(col in values for col in rows[-1])
        if whole and not any(col in values for col in row) and _goes_on(rows[-1], row):
            rows[-1] = {**rows[-1], **{col: _joined(rows[-1][col], line) for col, line in row.items()}}
        else:
            rows.append(row)
    return rows


def _goes_on(above: Cells, row: Cells) -> bool:
    gap = min(line.box.y0 for line in row.values()) - max(line.box.y1 for line in above.values())
    return gap >= 1 and all(col in above for col in row)


def _joined(first: TextLine, second: TextLine) -> TextLine:
    box = union_of([first.box, second.box]) or first.box
    return TextLine(f"{first.text}\n{second.text}", box, (*first.glyphs, *second.glyphs), first.engine)


def _aligned(row: Cells, values: Sequence[int]) -> Cells:
    """The row with its amounts in the columns of amounts, where it has all of them but in other places."""
    amounts = [col for col in row if is_money(folded(row[col].text))]
    if len(amounts) != len(values) or amounts == list(values):
        return row
    labels = {col: line for col, line in row.items() if col not in amounts and col not in values}
    return labels | {to: row[col] for to, col in zip(values, sorted(amounts), strict=True)}


def _body(rows: Sequence[Cells], first: int, values: Sequence[int], *, carried: bool) -> list[Draft]:
    drafts = [Draft(first + i, col, 1, 1, (line,)) for i, row in enumerate(rows) for col, line in sorted(row.items())]
    return (
        [replace(draft, row_span=_reach(rows, draft.row - first, draft.col, values)) for draft in drafts]
        if carried
        else drafts
    )


def _reach(rows: Sequence[Cells], row: int, col: int, values: Sequence[int]) -> int:
    """How many rows a label speaks for: those below that say nothing in its column or left of it, but right of it."""
    end = row + 1
    while (
        col not in values
        and end < len(rows)
        and not any(other <= col for other in rows[end])
        and any(other not in values for other in rows[end])
    ):
        end += 1
    return end - row
