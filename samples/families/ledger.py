"""Ledgers set as a table: heads of several rows, lines with codes, names and amounts, one ledger or two abreast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from samples.families.manner import Manner, said
from samples.families.table import Align, Cell, Table
from samples.truth import Json, clean

Role = Literal["value", "code", "class", "group", "item", "name", "unit", "line_no", "serial"]


@dataclass(frozen=True, slots=True)
class Head:
    """A column, or a label over several. ``key``: what ``data`` calls the column, canonical."""

    label: str
    role: Role = "value"
    key: str = ""
    under: tuple[Head, ...] = ()
    share: float = 0.0

    @property
    def depth(self) -> int:
        return 1 + max((head.depth for head in self.under), default=0)

    def leaves(self) -> Iterator[Head]:
        if not self.under:
            yield self
        for head in self.under:
            yield from head.leaves()


@dataclass(frozen=True, slots=True)
class Line:
    """A line: amounts by column key in hundredths, or text as printed. ``total``: 合计 and the like.

    ``unit``: a budget unit's own line.
    """

    name: str
    values: Mapping[str, int | str | None] = field(default_factory=dict)
    code: str | None = None
    total: bool = False
    unit: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """``foot``: the lines that stand at the table's end, level with those of the other ledger."""

    side: str | None
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    foot: tuple[Line, ...] = ()

    @property
    def serial(self) -> bool:
        """Its lines have numbers (序号), its totals none; 行次 count every row."""
        return any(leaf.role == "serial" for leaf in self.leaves)

    @property
    def leaves(self) -> tuple[Head, ...]:
        return tuple(leaf for head in self.heads for leaf in head.leaves())


@dataclass(frozen=True, slots=True)
class Paper:
    """What a fiscal table is called and what stands around it. ``table``: its id in the contract.

    ``number`` stands above the title; one that stands in its line, before a colon, is ``inline``: 表五：项目支出总表.
    """

    table: str
    number: str
    title: str
    department: str | None
    unit: str
    left: str
    notes: tuple[str, ...] = ()
    inline: str = ""


def set_table(
    paper: Paper, ledgers: Sequence[Ledger], manner: Manner, *, least_rows: int = 0, span_units: bool = False
) -> Table:
    """The ledgers side by side. ``least_rows``: so many rows of lines at least, blank ones where there are fewer.

    ``span_units``: one cell names the unit of all lines.
    """
    depth = max(head.depth for ledger in ledgers for head in ledger.heads)
    cells: list[Cell] = []
    start = 0
    count = 0
    for ledger in ledgers:
        start = _set_heads(ledger.heads, 0, start, depth, cells)
    head_rows = depth
    if manner.numbered:
        _set_numbers(ledgers, depth, manner, cells)
        head_rows += 1
    body = max(least_rows, *(len(ledger.lines) + len(ledger.foot) for ledger in ledgers))
    lines: list[Json] = []
    linear = depth == 1 or paper.table != "other"
    start = 0
    for ledger in ledgers:
        blank = body - len(ledger.lines) - len(ledger.foot)
        rows = (*ledger.lines, *[None] * blank, *ledger.foot)
        for offset, line in enumerate(rows):
            counted = not ledger.serial or (line is not None and not line.total)
            count += counted
            number = str(count) if counted else ""
            here = _line_cells(line, ledger, number, manner)
            cells += [replace(cell, row=head_rows + offset, col=start + cell.col) for cell in here]
            printed = {leaf.key: cell.text for cell in here if (leaf := ledger.leaves[cell.col]).role == "value"}
            linear = linear and not _gapped(ledger, printed)
            if line is not None and (line.name or any(printed.values())):
                lines.append(_said_line(line, ledger, printed, number))
        start += len(ledger.leaves)
    if span_units:
        cells = [replace(cell, row_span=body) if cell.row == head_rows and cell.col == 0 else cell for cell in cells]
        cells = [cell for cell in cells if cell.row <= head_rows or cell.col]
    leaves = [leaf for ledger in ledgers for leaf in ledger.leaves]
    keys = dict.fromkeys(leaf.key for leaf in leaves if leaf.role == "value")
    return Table(
        title=f"{paper.inline}{manner.colon}{paper.title}" if paper.inline else paper.title,
        number=paper.number,
        left=paper.left,
        right=f"单位{manner.colon}{paper.unit}",
        n_rows=head_rows + body,
        n_cols=len(leaves),
        head_rows=head_rows,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        widths=tuple(_share(leaf) for leaf in leaves),
        notes=paper.notes,
        form="fiscal_table",
        data={
            "table": paper.table,
            "table_no": clean(paper.number or paper.inline) or None,
            "title": clean(paper.title),
            "department": paper.department,
            "unit": paper.unit,
            "columns": [{"key": key} for key in keys],
            "lines": lines,
        },
        linear=linear,
    )


def _gapped(ledger: Ledger, printed: Mapping[str, str]) -> bool:
    """Some amounts of a line are blank and others are not."""
    amounts = [bool(printed[leaf.key]) for leaf in ledger.leaves if leaf.role == "value" and not leaf.share]
    return any(amounts) and not all(amounts)


# Shares of columns that hold words; a column of amounts takes what its amounts need.
_SHARES: Mapping[Role, float] = {
    "name": 4.0, "unit": 2.5, "code": 1.1, "class": 0.6, "group": 0.5, "item": 0.5, "line_no": 0.6,
    "serial": 0.6, "value": 0.0,
}  # fmt: skip


def _share(leaf: Head) -> float:
    return leaf.share or _SHARES[leaf.role]


def _set_heads(heads: Sequence[Head], row: int, start: int, depth: int, cells: list[Cell]) -> int:
    """Heads from ``row`` on, down to ``depth``; the column after them."""
    for head in heads:
        width = len(list(head.leaves()))
        cells.append(Cell(row, start, 1 if head.under else depth - row, width, head.label))
        if head.under:
            _set_heads(head.under, row + 1, start, depth, cells)
        start += width
    return start


def _set_numbers(ledgers: Sequence[Ledger], row: int, manner: Manner, cells: list[Cell]) -> None:
    """The row 栏次: the number of each column of amounts."""
    start = number = 0
    for ledger in ledgers:
        leaves = ledger.leaves
        words = [at for at, leaf in enumerate(leaves) if leaf.role not in ("value", "line_no")]
        span = len(words) if words == list(range(len(words))) else 1
        if span:
            cells.append(Cell(row, start, 1, span, manner.spread("栏次")))
        for at, leaf in enumerate(leaves[span:], span):
            number += leaf.role == "value"
            cells.append(Cell(row, start + at, 1, 1, str(number) if leaf.role == "value" else ""))
        start += len(leaves)


def _line_cells(line: Line | None, ledger: Ledger, number: str, manner: Manner) -> list[Cell]:
    """The cells of a line of one ledger, in row 0; ``number``: its 行次 or 序号. None is a row left blank."""
    leaves = ledger.leaves
    words = [at for at, leaf in enumerate(leaves) if leaf.role not in ("value", "line_no")]
    merge = line is not None and line.total and manner.merged_total and len(words) > 1
    cells = [Cell(0, words[0], 1, len(words), line.name)] if merge and line is not None else []
    for at, leaf in enumerate(leaves):
        if leaf.role == "value":
            value = line.values.get(leaf.key) if line is not None else None
            text = value if isinstance(value, str) else manner.amount(value)
            align: Align = "right" if text[-1:].isdigit() else "centre"
            cells.append(Cell(0, at, 1, 1, text, align))
        elif not (merge and at in words):
            cells.append(replace(_word_cell(leaf.role, line, number, manner), col=at))
    return cells


def _word_cell(role: Role, line: Line | None, number: str, manner: Manner) -> Cell:
    if role in ("line_no", "serial"):
        return Cell(0, 0, 1, 1, number)
    if line is None:
        return Cell(0, 0, 1, 1, "")
    code = line.code or ""
    parts = {"code": code, "class": code[:3], "group": code[3:5], "item": code[5:7]}
    if role in parts:
        return Cell(0, 0, 1, 1, parts[role], "left" if role == "code" else "centre")
    if role == "unit":
        return Cell(0, 0, 1, 1, line.name if line.unit else "", "left")
    if line.unit:
        return Cell(0, 0, 1, 1, "", "left")
    return Cell(
        0, 0, 1, 1, line.name, "centre" if line.total else "left", 0.0 if line.total else line.level * manner.indent
    )


def _said_line(line: Line, ledger: Ledger, printed: Mapping[str, str], number: str) -> dict[str, Json]:
    numbered = any(leaf.role in ("line_no", "serial") for leaf in ledger.leaves)
    return {
        "side": ledger.side,
        "line_no": number or None if numbered else None,
        "code": line.code,
        "name": clean(line.name) or None,
        "values": {key: said(text) for key, text in printed.items()},
    }
