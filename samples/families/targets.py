"""Tables of performance targets: a whole unit's with its tasks, a project's, and a plain list inside a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from samples.content_indicators import Indicator, make_indicators
from samples.dice import Dice
from samples.families.books import Books
from samples.families.manner import Manner, said
from samples.families.table import Cell, Table
from samples.truth import Json, clean
from samples.vocabulary import Theme, load_vocabulary

_COLUMNS = 7  # of the forms; a list has four


@cache
def _labels() -> Mapping[str, list[str]]:
    text = (files("samples") / "data" / "targets.yaml").read_text(encoding="utf-8")
    labels: Mapping[str, list[str]] = yaml.safe_load(text)
    return labels


def targets_table(books: Books, manner: Manner, dice: Dice) -> Table:
    """One of the three kinds."""
    word = {role: dice.pick(options) for role, options in _labels().items() if role != "contents"}
    vocabulary = load_vocabulary()
    theme = dice.pick(vocabulary.themes)
    rows = [
        row
        for row in make_indicators(vocabulary, theme, {"absent": ""}, dice)
        if row.level3 or dice.chance(0.3)  # a class without indicators is left out, or stands blank
    ]
    kind = dice.pick(["unit", "unit", "project", "list"])
    if kind == "list":
        return _list(word, theme, rows, dice)
    goal = "".join(
        theme.fill(
            template, dice.pick(theme.acts), dice, year=books.year, n=dice.whole(2, 900), m=dice.whole(2, 12),
            p=dice.whole(80, 99), month=dice.whole(3, 12), money=dice.whole(3, 900),
        )
        for template in dice.sample(vocabulary.sentences["goals"], dice.whole(1, 4))
    )  # fmt: skip
    cells = _names(books, word, dice)
    data: dict[str, Json] = {}
    row = 1
    if kind == "unit":
        tasks = _tasks(books, theme, dice)
        row = _set_tasks(tasks, row, word, manner, cells)
        data["tasks"] = [_task_data(task, manner) for task in tasks]
    cells += [Cell(row, 0, 1, 1, word["goal_side"]), Cell(row, 1, 1, _COLUMNS - 1, goal, "left")]
    row = _set_targets(rows, row + 1, word, cells)
    title = word["unit_title"] if kind == "unit" else word["project_title"]
    return Table(
        title=title if kind == "project" or dice.chance(0.5) else f"表十四{manner.colon}{title}",
        number="",
        left=f"{books.year} 年度",
        right=f"单位{manner.colon}万元" if kind == "unit" else "",
        n_rows=row,
        n_cols=_COLUMNS,
        head_rows=0,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        widths=(0.7, 1.3, 1.6, 2.6, 1.2, 1.2, 1.2),
        notes=(),
        form="performance_targets",
        data={**data, "targets": _targets_data(rows)},
    )


_Task = tuple[str, str, int, int]
"""Name, content, money from the treasury, other money."""


def _tasks(books: Books, theme: Theme, dice: Dice) -> list[_Task]:
    tasks = []
    for name, amount in books.projects:
        act = dice.pick(theme.acts)
        content = theme.fill(dice.pick(_labels()["contents"]), act, dice)
        other = dice.whole(1, amount) if amount and dice.chance(0.1) else 0
        tasks.append((name.removesuffix("经费").removesuffix("专项") + "工作", content, amount - other, other))
    basic = sum(item.basic for item in books.spent)
    return [*tasks, ("基本支出", "主要用于在职人员经费和公用经费。", basic, 0)]


def _task_data(task: _Task, manner: Manner) -> Json:
    name, content, fiscal, other = task
    amounts = {"total": fiscal + other, "fiscal": fiscal, "other": other}
    return {
        "name": name,
        "content": clean(content),
        **{key: said(manner.amount(amount)) for key, amount in amounts.items()},
    }


def _names(books: Books, word: Mapping[str, str], dice: Dice) -> list[Cell]:
    owner = books.department
    own = f"{owner}（本级）" if dice.chance(0.6) else owner
    texts = ((0, 2, word["unit_name"]), (2, 2, own), (4, 1, "主管部门"), (5, 2, owner))
    return [Cell(0, col, 1, span, text) for col, span, text in texts]


# Columns of a task's cells as (first column, columns): name, content, three amounts.
_TASK_SPANS = ((1, 1), (2, 2), (4, 1), (5, 1), (6, 1))


def _set_tasks(tasks: Sequence[_Task], row: int, word: Mapping[str, str], manner: Manner, cells: list[Cell]) -> int:
    cells += [
        Cell(row, 0, len(tasks) + 3, 1, word["tasks_side"]),
        Cell(row, 1, 2, 1, word["task"]),
        Cell(row, 2, 2, 2, word["content"]),
        Cell(row, 4, 1, 3, word["budget"]),
        *(Cell(row + 1, 4 + at, 1, 1, word[role]) for at, role in enumerate(("total", "fiscal", "other"))),
    ]
    for offset, (name, content, fiscal, other) in enumerate(tasks, row + 2):
        texts = (name, content, *(manner.amount(amount) for amount in (fiscal + other, fiscal, other)))
        for (col, span), text in zip(_TASK_SPANS, texts, strict=True):
            cells.append(Cell(offset, col, 1, span, text, "left" if col < 4 else "right"))
    last = row + 2 + len(tasks)
    fiscal, other = sum(task[2] for task in tasks), sum(task[3] for task in tasks)
    cells.append(Cell(last, 1, 1, 3, word["sum"]))
    cells += [
        Cell(last, 4 + at, 1, 1, manner.amount(amount), "right")
        for at, amount in enumerate((fiscal + other, fiscal, other))
    ]
    return last + 1


# Columns of an indicator's cells: three levels and the target.
_TARGET_SPANS = ((1, 1), (2, 1), (3, 2), (5, 2))


def _set_targets(rows: Sequence[Indicator], row: int, word: Mapping[str, str], cells: list[Cell]) -> int:
    cells.append(Cell(row, 0, len(rows) + 1, 1, word["indicators_side"]))
    for (col, span), role in zip(_TARGET_SPANS, ("level1", "level2", "level3", "target"), strict=True):
        cells.append(Cell(row, col, 1, span, word[role]))
    cells += _levels(rows, row + 1, _TARGET_SPANS)
    return row + 1 + len(rows)


def _levels(rows: Sequence[Indicator], first: int, spans: Sequence[tuple[int, int]]) -> list[Cell]:
    """The rows' cells; a level's cell spans the rows that share it."""
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        above = rows[at - 1] if at else None
        for level in (1, 2):
            shared = [(one.level1, one.level2)[:level] for one in rows[at:]]
            if above is None or (above.level1, above.level2)[:level] != shared[0]:
                count = next((n for n, names in enumerate(shared) if names != shared[0]), len(shared))
                col, span = spans[level - 1]
                cells.append(Cell(first + at, col, count, span, shared[0][-1]))
        (name_col, name_span), (target_col, target_span) = spans[2:]
        cells.append(Cell(first + at, name_col, 1, name_span, row.level3 or "", "left"))
        cells.append(Cell(first + at, target_col, 1, target_span, row.target or ""))
    return cells


def _targets_data(rows: Sequence[Indicator]) -> Json:
    return [{"level1": row.level1, "level2": row.level2, "level3": row.level3, "target": row.target} for row in rows]


def _list(word: Mapping[str, str], theme: Theme, rows: Sequence[Indicator], dice: Dice) -> Table:
    """A list of four columns, as reports have it."""
    spans = ((0, 1), (1, 1), (2, 1), (3, 1))
    heads = [Cell(0, at, 1, 1, word[role]) for at, role in enumerate(("level1", "level2", "level3", "target"))]
    number = f"表 {dice.whole(1, 3)}-{dice.whole(1, 9)} " if dice.chance(0.6) else ""
    return Table(
        title=f"{number}{dice.pick(['项目绩效目标', '绩效目标表', f'{dice.pick(theme.topics)}项目绩效目标表'])}",
        number="",
        left="",
        right="",
        n_rows=len(rows) + 1,
        n_cols=4,
        head_rows=1,
        cells=tuple(sorted([*heads, *_levels(rows, 1, spans)], key=lambda cell: (cell.row, cell.col))),
        widths=(1.2, 1.6, 3.4, 2.2),
        notes=(),
        form="performance_targets",
        data={"targets": _targets_data(rows)},
    )
