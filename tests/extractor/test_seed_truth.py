"""Published text dumps against what an eye read in them: ``tests/truth/seeds``, one file a dump.

A file is a list of blocks, one a table or form. The first line says which. ``columns`` and ``side`` hold for the lines
after them, ``under`` gives the levels of the rows after it. ``7*3`` is 7 three times, ``-`` is left blank, and ``~`` is
not compared. Labels and figures stand in the truth, sentences of the documents do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor.evaluation.leaves import LeafPair, compared
from extractor.pipeline import extract
from extractor.tools import load_tools
from models.paths import Nested
from models.result import ExtractionResult, Record

TRUTH = Path(__file__).parents[1] / "truth" / "seeds"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

NUMERIC_BAR, TEXT_BAR = 0.995, 0.99
"""Shares of leaves that must be right."""

FORMS = {
    "table": "fiscal_table",
    "form": "project_self_evaluation",
    "targets": "performance_targets",
    "scorecard": "evaluation_scorecard",
}
HEADS = {
    "table": ("table", "table_no", "title", "unit"),
    "form": ("project_name", "project_code", "fiscal_year", "total_weight", "total_score"),
    "targets": (),
    "scorecard": ("total_score",),
}
ROWS = {
    "fund": ("funds", ("item", "initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score")),
    "row": ("indicators", ("level3", "target", "actual", "weight", "score")),
    "target": ("targets", ("level3", "target")),
    "task": ("tasks", ("name", "total", "fiscal", "other")),
    "item": ("items", ("level3", "weight", "score")),
}
LEDGERS = {"final_accounts.01", "final_accounts.04"}
"""Tables whose lines are told by their numbers; those of all others by code, if at all."""

Expected = dict[str, Nested]


def _cells(line: str, *, figures: bool) -> list[str | None]:
    """Cells between bars; with ``figures`` the last one holds some, each a cell of its own."""
    *cells, last = (cell.strip() for cell in line.split(" | "))
    repeated = (re.fullmatch(r"(.+?)(?:\*(\d+))?", word) for word in last.split())
    cells += [m[1] for m in repeated if m for _ in range(int(m[2] or 1))] if figures else [last]
    return [None if cell == "-" else cell for cell in cells]


def _lines(block: list[str], *, numbered: bool) -> Iterator[Expected]:
    """Of a table of lines and amounts."""
    side: str | None = None
    columns: list[str | None] = []
    for line in block:
        word, _, rest = line.partition(" ")
        if word == "columns":
            columns = _cells(rest, figures=False)
        elif word == "side":
            side = rest
        else:
            key, name, *figures = _cells(line, figures=True)
            values: Expected = {column or "": figure for column, figure in zip(columns, figures, strict=True)}
            yield {"side": side, "line_no" if numbered else "code": key, "name": name, "values": values}


def _rows(block: list[str]) -> Expected:
    """Of a form: its lists of rows, each row with the levels that it stands under."""
    levels: Expected = {}
    lists: dict[str, list[Nested]] = {}
    for line in block:
        word, _, rest = line.partition(" ")
        if word == "under":
            first, second = rest.split(" | ")
            name, _, weight = first.partition(" ")
            levels = {"level1": name, "level2": second}
            if weight:
                levels["level1_weight"] = weight
        else:
            where, keys = ROWS[word]
            cells = _cells(rest, figures=word not in {"target", "item"})
            row: Expected = dict(zip(keys, cells, strict=True))
            lists.setdefault(where, []).append(row if word in {"fund", "task"} else levels | row)
    return dict(lists)


def _truth(seed: str) -> list[tuple[str, Expected]]:
    """Form and data of every block."""
    found: list[tuple[str, Expected]] = []
    for block in (TRUTH / f"{seed}.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        first, *rest = block.split("\n")
        kind, _, said = first.partition(" ")
        head: Expected = dict(zip(HEADS[kind], _cells(said, figures=False), strict=False))
        numbered = head.get("table") in LEDGERS
        found.append(
            (FORMS[kind], head | ({"lines": list(_lines(rest, numbered=numbered))} if kind == "table" else _rows(rest)))
        )
    return found


def _meant(records: tuple[Record, ...], form: str, expected: Expected) -> Record:
    """The record that has the truth's name, and of several the one that says most of it."""
    named = [
        record
        for record in records
        if record.form == form
        and all(record.data.get(key) == expected[key] for key in ("table", "title", "project_name") if key in expected)
    ]
    assert named, f"no {form} {[expected.get(key) for key in ('table', 'title', 'project_name')]}"
    return max(named, key=lambda record: sum(pair.right for pair in _pairs(expected, record)))


def _pairs(expected: Expected, record: Record) -> list[LeafPair]:
    """Leaves of the truth, and amounts that it does not know."""
    pairs = compared(expected, record.data)
    return [p for p in pairs if p.expected != "~" and (p.expected_path or (".values." in p.path and _number(p.got)))]


def _number(text: str | None) -> bool:
    return bool(text and re.fullmatch(r"-?[\d.]+", text))


@pytest.fixture(scope="module")
def read() -> Callable[[str], ExtractionResult]:
    tools = load_tools()
    done: dict[str, ExtractionResult] = {}

    def of(seed: str) -> ExtractionResult:
        paths = sorted(SEEDS.glob(f"{seed}_*.txt"))
        if not paths:
            pytest.skip("the published dumps are not beside the project")
        if seed not in done:
            done[seed] = extract(paths[0].read_bytes(), paths[0].name, tools).result
        return done[seed]

    return of


@pytest.mark.parametrize("seed", sorted(path.stem for path in TRUTH.glob("*.txt")))
def test_leaves_are_what_an_eye_reads(seed: str, read: Callable[[str], ExtractionResult]) -> None:
    result = read(seed)
    pairs = [pair for form, data in _truth(seed) for pair in _pairs(data, _meant(result.records, form, data))]
    for numeric, bar in ((True, NUMERIC_BAR), (False, TEXT_BAR)):
        judged = [pair for pair in pairs if _number(pair.expected or pair.got) is numeric]
        wrong = [f"{pair.path}: {pair.expected!r}, not {pair.got!r}" for pair in judged if not pair.right]
        assert len(wrong) <= (1 - bar) * len(judged), f"{len(wrong)} of {len(judged)}: {wrong[:40]}"
