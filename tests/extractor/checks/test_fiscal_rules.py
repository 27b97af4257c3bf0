"""The identities of tables of lines and amounts, with the rounding of tables in 万元."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractor.checks import run_checks
from extractor.checks.code_tree import code_sums
from extractor.checks.reckoning import Sum, reckoned
from extractor.forms import interpret, load_definitions
from extractor.values import parse_value
from models.fiscal import CodeTreeRule
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.ledger import Amount, Ledger, LedgerLine
from models.record import CheckOutcome
from models.text import TextLine

WAN = Decimal(10000)
RULE = CodeTreeRule(id="codes", rule="code_tree", totals=("合计",))


def amount(text: str, path: str = "x") -> Amount:
    if not text:
        return Amount(path, None, blank=True, shown="blank")
    return Amount(path, Decimal(text), blank=False, shown=text, places=len(text.partition(".")[2]))


def ledger(rows: Sequence[tuple[str, str, str]]) -> Ledger:
    """Rows of code, name and amount."""
    lines = tuple(
        LedgerLine(f"lines[{i}]", None, "", code, name, name, "", {"数": amount(text, f"lines[{i}].values.数")})
        for i, (code, name, text) in enumerate(rows)
    )
    return Ledger("other", "other", "", "", "万元", WAN, {}, ("数",), lines)


def statuses(table: Ledger) -> Mapping[str, str]:
    outcomes = [reckoned(claim, table.yuan) for claim in code_sums(RULE, table)]
    return {outcome.message.partition("，")[0].partition(",")[0]: outcome.status for outcome in outcomes if outcome}


def claim(total: str, *parts: str) -> Sum:
    return Sum("a", "code_tree", "甲", amount(total), [(1, amount(part)) for part in parts])


def test_a_code_is_the_sum_of_the_codes_right_under_it_and_the_total_of_the_top_ones() -> None:
    rows = [
        ("", "合计", "9.00"),
        ("201", "甲", "6.00"),
        ("20101", "乙", "4.00"),
        ("2010101", "丙", "4.00"),
        ("20102", "丁", "2.00"),
        ("202", "戊", "3.00"),
    ]
    assert statuses(ledger(rows)) == {"合计": "pass", "甲": "pass", "乙": "pass"}
    rows[2] = ("20101", "乙", "5.00")
    assert statuses(ledger(rows)) == {"合计": "pass", "甲": "fail", "乙": "fail"}


def test_units_sum_their_own_codes_and_a_department_its_units() -> None:
    rows = [
        ("", "某局", "5.00"),
        ("", "某局（本级）", "3.00"),
        ("201", "甲", "3.00"),
        ("", "下属中心", "2.00"),
        ("201", "甲", "2.00"),
    ]
    assert statuses(ledger(rows)) == {"某局": "pass", "某局（本级）": "pass", "下属中心": "pass"}


def test_rounded_parts_may_be_off_by_half_a_unit_each() -> None:
    near = reckoned(claim("10.01", "3.33", "3.33", "3.33"), WAN)
    assert near is not None
    assert near.status == "pass"
    assert "within the rounding" in near.message
    far = reckoned(claim("10.03", "3.33", "3.33", "3.33"), WAN)
    assert far is not None
    assert (far.status, far.expected, far.actual) == ("fail", "9.99", "10.03")


def test_money_to_the_cent_and_a_single_part_are_exact() -> None:
    for outcome in (reckoned(claim("10.01", "3.33", "3.33", "3.34"), Decimal(1)), reckoned(claim("1.01", "1.00"), WAN)):
        assert outcome is not None
        assert outcome.status == "fail"


def test_blank_parts_add_nothing_and_unread_ones_leave_it_open() -> None:
    outcome = reckoned(claim("1.00", "1.00", ""), WAN)
    assert outcome is not None
    assert outcome.status == "pass"
    assert reckoned(claim("", "", ""), WAN) is None
    unread = Amount("y", None, blank=False, shown="1.?0")
    open_one = reckoned(Sum("a", "code_tree", "甲", amount("1.00"), [(1, unread)]), WAN)
    assert open_one is not None
    assert (open_one.status, "1.?0" in open_one.message) == ("unknown", True)


@given(st.lists(st.integers(min_value=10**4, max_value=10**9), min_size=2, max_size=20))
def test_rounding_a_true_sum_never_fails(fen: list[int]) -> None:
    def wan(cents: int) -> str:
        return str((Decimal(cents) / 1000000).quantize(Decimal("0.01")))

    outcome = reckoned(claim(wan(sum(fen)), *map(wan, fen)), WAN)
    assert outcome is not None
    assert outcome.status == "pass"


HEADS = [["收入", "收入", "收入", "支出", "支出", "支出"], ["项目", "行次", "决算数", "项目", "行次", "决算数"]]


def outcomes(rows: Sequence[Sequence[str]], captions: Sequence[str]) -> dict[str, CheckOutcome]:
    """Of a plain grid without spans; every cell is a line of text of its own."""
    cells = tuple(
        Cell(r, c, 1, 1, (CellPart(1, Box(c, r, c + 1, r + 1), _lines(text, c, r)),))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    free = tuple((1, line) for i, text in enumerate(captions) for line in _lines(text, 0, i - 9))
    definitions = load_definitions()
    (reading,) = interpret([Grid(len(rows), len(rows[0]), cells, captions=free)], definitions)
    values = {leaf.path: parse_value(leaf.text, leaf.kind) for leaf in reading.leaves}
    return {outcome.id: outcome for outcome in run_checks(reading, values, definitions)}


def _lines(text: str, x: float, y: float) -> tuple[TextLine, ...]:
    return (TextLine(text, Box(x, y, x + 1, y + 1), (), "fake"),) if text else ()


BALANCE = [
    ["一、事业收入", "1", "2.00", "一、教育支出", "5", "4.00"],
    ["二、其他收入", "2", "3.00", "二、外交支出", "6", "1.00"],
    ["本年收入合计", "3", "5.00", "本年支出合计", "7", "5.00"],
    ["总计", "4", "5.00", "总计", "8", "5.00"],
]


def test_both_sides_add_up_and_agree() -> None:
    found = outcomes([*HEADS, *BALANCE], ["收入支出决算总表", "单位：万元"])
    assert {check.status for check in found.values()} == {"pass"}
    assert {"income_of_year.决算数", "expenditure_total.决算数", "both_sides", "line_numbers", "unit"} <= set(found)


def test_what_does_not_add_up_is_said_in_plain_words() -> None:
    wrong = [*BALANCE[:3], ["总计", "4", "5.00", "总计", "9", "6.00"]]
    found = outcomes([*HEADS, *wrong], ["收入支出决算总表", "单位：万元", "金额单位：元"])
    assert found["both_sides"].status == "fail"
    assert "off by 1.00" in found["both_sides"].message
    assert "9 where 8 belongs" in found["line_numbers"].message
    assert found["unit"].message == "the table speaks of amounts in 万元 and in 元"
    assert found["expenditure_total.决算数"].expected == "5"


def test_a_plain_total_leaves_subtotals_out() -> None:
    heads = ["项目", "事项", "预算数"]
    rows = [["甲", "购置", "2.00"], ["甲", "小计", "2.00"], ["乙", "维护", "3.00"], ["合计", "", "5.00"]]
    found = outcomes([heads, *rows], ["某项目预算安排情况表", "单位：万元"])
    assert found["total.预算数"].status == "pass"
    rows[-1][-1] = "7.00"
    assert outcomes([heads, *rows], ["某项目预算安排情况表", "单位：万元"])["total.预算数"].status == "fail"


def test_a_unit_without_codes_is_the_sum_of_its_lines() -> None:
    heads = ["支出项目类别", "总计", "上年结转"]
    rows = [["某局", "5.00", "1.00"], ["某局（本级）", "5.00", "1.00"], ["甲", "2.00", "1.00"], ["乙", "3.00", ""]]
    found = outcomes([heads, *rows], ["表五：项目支出总表", "单位名称：某局（本级）", "单位：万元"])
    statuses = {key: check.status for key, check in found.items() if key.startswith("unit_total")}
    assert statuses == {
        "unit_total.0.总计": "pass",
        "unit_total.0.上年结转": "pass",
        "unit_total.1.总计": "pass",
        "unit_total.1.上年结转": "pass",
    }
