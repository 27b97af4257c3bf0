"""Published documents from end to end: their tables, some of their figures as read by eye, and their identities."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.pipeline import extract
from extractor.tools import load_tools
from models.result import Record

REAL = Path(__file__).parents[3] / "shared" / "real"
ACCOUNTS = "gbc__上海市普陀区财政局2024年度部门决算.pdf"
BUDGET = "gbc__普陀区司法局2026部门预算.pdf"

TABLES = {
    ACCOUNTS: [f"final_accounts.0{number}" for number in (1, 2, 3, 4, 5, 6, 9, 7, 8)],
    BUDGET: [*(f"budget.{number}" for number in ("01", "02", "03", "06", "07", "10", "11")), "other", "budget.09"],
}
"""In the order of the document."""

LINES = {ACCOUNTS: [42, 20, 20, 38, 20, 66, 1, 1, 1], BUDGET: [13, 22, 22, 9, 22, 2, 2, 30, 1]}

FIGURES = [
    (ACCOUNTS, 0, "八、其他收入", "决算数", "6.20"),
    (ACCOUNTS, 0, "十九、住房保障支出", "决算数", "445.69"),
    (ACCOUNTS, 1, "行政运行", "财政拨款收入", "1511.89"),
    (ACCOUNTS, 1, "一般行政管理事务", "其他收入", "6.19"),
    (ACCOUNTS, 2, "其他行政事业单位养老支出", "基本支出", "0.94"),
    (ACCOUNTS, 3, "年末财政拨款结转和结余", "一般公共预算财政拨款", "21.63"),
    (ACCOUNTS, 4, "合计", "项目支出", "603.14"),
    (ACCOUNTS, 5, "维修（护）费", "决算数", "2.83"),
    (ACCOUNTS, 5, "公用经费合计", "决算数", "184.65"),
    (ACCOUNTS, 6, None, "财政拨款“三公”经费/公务接待费/预算数", "0.95"),
    (BUDGET, 0, "1.一般公共预算", "预算数", "96282213.44"),
    (BUDGET, 1, "其他司法支出", "收入预算/财政拨款收入", "38454900.00"),
    (BUDGET, 3, "支出总计", "一般公共预算", "96282213.44"),
    (BUDGET, 7, "工会经费", "一般公共预算基本支出/公用经费", "265974.44"),
    (BUDGET, 8, None, "机关运行经费预算数", "217.83"),
]


@pytest.fixture(scope="module")
def records() -> Callable[[str], tuple[Record, ...]]:
    tools = load_tools()
    read: dict[str, tuple[Record, ...]] = {}

    def of(name: str) -> tuple[Record, ...]:
        if not (REAL / name).exists():
            pytest.skip(f"{name} is not beside the project")
        if name not in read:
            found = extract((REAL / name).read_bytes(), name, tools).result.records
            read[name] = tuple(record for record in found if record.form == "fiscal_table")
        return read[name]

    return of


@pytest.mark.parametrize("name", [ACCOUNTS, BUDGET])
def test_every_table_is_recognised_with_all_its_lines(name: str, records: Callable[[str], tuple[Record, ...]]) -> None:
    found = records(name)
    assert [record.data["table"] for record in found] == TABLES[name]
    assert [len(record.data["lines"] or ()) for record in found] == LINES[name]


@pytest.mark.parametrize("name", [ACCOUNTS, BUDGET])
def test_every_identity_holds(name: str, records: Callable[[str], tuple[Record, ...]]) -> None:
    """Of each table by itself: one figure of the accounts is rounded otherwise in two of its tables."""
    checks = [check for record in records(name) for check in record.checks if not check.id.startswith("across.")]
    assert len(checks) > 100
    assert {check.status for check in checks} == {"pass"}


@pytest.mark.parametrize("name", [ACCOUNTS, BUDGET])
def test_figures_are_those_that_an_eye_reads(name: str, records: Callable[[str], tuple[Record, ...]]) -> None:
    for document, table, line, column, figure in FIGURES:
        if document == name:
            lines = records(name)[table].data["lines"]
            assert isinstance(lines, list)
            values = [row["values"] for row in lines if isinstance(row, dict) and row["name"] == line]
            assert figure in [value[column] for value in values if isinstance(value, dict)], (table, line, column)
