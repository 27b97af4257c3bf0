"""The logical grid of a form: nine columns, and which cell stands where. Free lines may stand above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from samples.content import Form
from samples.content_funds import FundsRow
from samples.content_indicators import LEVEL1_WEIGHTS, Indicator

Align = Literal["left", "centre"]
COLUMNS = 9


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the logical grid. ``text`` may hold line breaks of its own (paragraphs, 产出指标 / (50分))."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    align: Align = "centre"


@dataclass(frozen=True, slots=True)
class CellPlan:
    """All cells, and the free lines above them: each a row of (label, value) pairs."""

    n_rows: int
    cells: tuple[GridCell, ...]
    header_row: int
    free_lines: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What of the grid differs between offices."""

    head_in_table: bool
    thousands: bool
    goal_header_first: bool
    text_align: Align


def plan_cells(form: Form, style: CellStyle) -> CellPlan:
    """The grid of the form in the style."""
    cells: list[GridCell] = []
    row = _head(form, cells) if style.head_in_table else 0
    row = _funds(form, cells, row, style)
    row = _goals(form, cells, row, style)
    header_row = row
    row = _indicators(form, cells, row, style)
    return CellPlan(row, tuple(cells), header_row, () if style.head_in_table else _free_lines(form))


def _free_lines(form: Form) -> tuple[tuple[tuple[str, str], ...], ...]:
    word, colon = form.wording, form.wording["colon"]
    return (
        (
            (word["project_code"] + colon, form.project_code),
            (word["project_name"] + colon, form.project_name),
            (word["fiscal_year"] + colon, form.fiscal_year),
        ),
        (
            (word["implementing_unit"] + colon, form.implementing_unit),
            (word["budget_unit"] + colon, form.budget_unit),
        ),
    )


# Columns of the head's cells, as (first column, columns): label and value by turns.
_HEAD_SPANS = (((0, 1), (1, 2), (3, 1), (4, 2), (6, 2), (8, 1)), ((0, 1), (1, 3), (4, 1), (5, 4)))


def _head(form: Form, cells: list[GridCell]) -> int:
    for row, (pairs, spans) in enumerate(zip(_free_lines(form), _HEAD_SPANS, strict=True)):
        texts = [text for pair in pairs for text in pair]
        cells += [GridCell(row, col, 1, span, text) for text, (col, span) in zip(texts, spans, strict=True)]
    return 2


def _funds(form: Form, cells: list[GridCell], row: int, style: CellStyle) -> int:
    word = form.wording
    cells.append(GridCell(row, 0, 1, COLUMNS, word["funds_section"]))
    heads = ["initial_budget", "annual_budget", "executed", "funds_weight", "execution_rate", "funds_score"]
    cells += [GridCell(row + 1, 0, 1, 1, ""), GridCell(row + 1, 1, 1, 2, "")]
    cells += [GridCell(row + 1, 3 + offset, 1, 1, word[head]) for offset, head in enumerate(heads)]
    cells.append(GridCell(row + 2, 0, len(form.funds), 1, word["project_funds"]))
    for offset, funds in enumerate(form.funds):
        cells.append(GridCell(row + 2 + offset, 1, 1, 2, word[funds.item]))
        texts = _funds_texts(funds, word["dash"], style)
        cells += [GridCell(row + 2 + offset, 3 + col, 1, 1, text) for col, text in enumerate(texts)]
    return row + 2 + len(form.funds)


def _funds_texts(funds: FundsRow, dash: str, style: CellStyle) -> list[str]:
    amounts = [funds.initial_budget, funds.annual_budget, funds.executed]
    if style.thousands:
        whole_and_cents = [amount.split(".") for amount in amounts]
        amounts = [f"{int(whole):,}.{cents}" for whole, cents in whole_and_cents]
    return [
        *amounts,
        *(text if text is not None else dash for text in (funds.weight, funds.execution_rate, funds.score)),
    ]


def _goals(form: Form, cells: list[GridCell], row: int, style: CellStyle) -> int:
    word = form.wording
    cells.append(GridCell(row, 0, 1, COLUMNS, word["goals_section"]))
    if style.goal_header_first:  # 年度总体目标 stands beside the texts only
        cells += [GridCell(row + 1, 0, 1, 1, ""), GridCell(row + 2, 0, 1, 1, word["goals_side"])]
    else:
        cells.append(GridCell(row + 1, 0, 2, 1, word["goals_side"]))
    cells += [
        GridCell(row + 1, 1, 1, 4, word["expected_goal"]),
        GridCell(row + 1, 5, 1, 4, word["actual_outcome"]),
        GridCell(row + 2, 1, 1, 4, "\n".join(form.expected_goal), "left"),
        GridCell(row + 2, 5, 1, 4, "\n".join(form.actual_outcome), "left"),
    ]
    return row + 3


def _indicators(form: Form, cells: list[GridCell], row: int, style: CellStyle) -> int:
    word, rows = form.wording, form.indicators
    cells.append(GridCell(row, 0, len(rows) + 1, 1, word["indicators_side"]))
    heads = ["level1", "level2", "level3", "target", "actual", "weight", "score", "deviation"]
    cells += [GridCell(row, 1 + offset, 1, 1, word[head]) for offset, head in enumerate(heads)]
    first = row + 1
    for level in ("level1", "level2"):
        for start, count in _runs(rows, level):
            name = str(getattr(rows[start], level))
            text = f"{name}\n{_level1_weight(name, word['level1_weight'])}" if level == "level1" else name
            cells.append(GridCell(first + start, 1 if level == "level1" else 2, count, 1, text))
    for offset, item in enumerate(rows):
        texts = (item.level3, item.target, item.actual, item.weight, item.score, item.deviation)
        for col, value in enumerate(texts, 3):
            align = style.text_align if col in (3, 8) else "centre"
            cells.append(GridCell(first + offset, col, 1, 1, value or "", align))
    last = first + len(rows)
    totals = [form.total_weight, form.total_score, word["dash"]]
    cells.append(GridCell(last, 0, 1, 6, word["total_row"]))
    cells += [GridCell(last, 6 + offset, 1, 1, text) for offset, text in enumerate(totals)]
    return last + 1


def _level1_weight(level1: str, pattern: str) -> str:
    return pattern.replace("50", str(LEVEL1_WEIGHTS[level1]))


def _runs(rows: tuple[Indicator, ...], level: str) -> list[tuple[int, int]]:
    """(first, how many) of the rows that share a level's name."""
    starts = [at for at in range(len(rows)) if at == 0 or getattr(rows[at], level) != getattr(rows[at - 1], level)]
    return [(a, b - a) for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
