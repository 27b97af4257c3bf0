"""What the interpreter makes of the tables that offices print: funds, indicators, pages, several forms."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from models.grid import Grid
from models.record import FormReading

Draw = Callable[..., Grid]
Data = Callable[..., list[dict]]  # type: ignore[type-arg]  # nested data of any form

FORM = yaml.safe_load((Path(__file__).parent / "form.yaml").read_text(encoding="utf-8"))
TITLE = FORM["title"]
CAPTIONS = FORM["captions"]
HEAD_CELLS = FORM["head_cells"]
FUNDS = FORM["funds"]
GOALS = FORM["goals"]
INDICATORS = FORM["indicators"]
BODY = [*FORM["funds"], *FORM["goals"], *FORM["indicators"]]
EXPECTED = FORM["expected"]
LEVELS = [tuple(level) for level in FORM["levels"]]


def heads(record: dict) -> dict:  # type: ignore[type-arg]
    return {key: record[key] for key in EXPECTED}


def levels(record: dict) -> list[tuple]:  # type: ignore[type-arg]
    return [tuple(row[key] for key in ("level1", "level1_weight", "level2", "level3")) for row in record["indicators"]]


def test_every_fund_under_its_own_column(draw: Draw, data: Data) -> None:
    (record,) = data(draw(BODY, CAPTIONS))
    assert record["funds"][0] == {
        "item": "total",
        "initial_budget": "150000.00",
        "annual_budget": "150000.00",
        "executed": "125896.00",
        "weight": "10",
        "execution_rate": "83.93",
        "score": "8.39",
    }
    assert [row["item"] for row in record["funds"]] == ["total", "fiscal_appropriation", "carryover", "other"]
    assert [row["score"] for row in record["funds"]] == ["8.39", None, None, None]


def test_an_indicator_keeps_its_wording_and_its_numbers(draw: Draw, data: Data) -> None:
    (record,) = data(draw(BODY, CAPTIONS))
    assert record["indicators"][1] == {
        "level1": "产出指标",
        "level1_weight": "50",
        "level2": "数量指标",
        "level3": "清洗护栏次数",
        "target": "12次",
        "actual": "10次",
        "weight": "10",
        "score": "8",
        "deviation": "雨季停工",
    }
    assert record["indicators"][2]["deviation"] is None
    assert record["indicators"][5]["actual"] == "不适用"


NOISE = str.maketrans({"项": "顷", "预": "顶", "值": "直", "数": "教", "政": "玫", "算": "箅", "际": "陈", "绩": "续"})


def test_labels_misread_by_ocr_are_still_anchors(draw: Draw, data: Data) -> None:
    noisy = [[cell if cell[:1].isdigit() else cell.translate(NOISE) for cell in row] for row in BODY]
    captions = [(text.translate(NOISE), x, y) for text, x, y in CAPTIONS]
    (record,) = data(draw(noisy, captions))
    names = {"project_name", "implementing_unit", "budget_unit", "expected_goal", "actual_outcome"}
    assert {key: record[key] for key in EXPECTED if key not in names} == {
        key: value for key, value in EXPECTED.items() if key not in names
    }
    assert [row["weight"] for row in record["indicators"]] == ["20", "10", "20", "0", "30", "0", "10"]
    assert record["funds"][1]["annual_budget"] == "150000.00"


@pytest.mark.parametrize("column", range(1, 9))
def test_a_head_that_was_not_read_is_told_by_its_place(draw: Draw, data: Data, column: int) -> None:
    header = [*INDICATORS[0]]
    header[column] = ""
    (record,) = data(draw([*FUNDS, *GOALS, header, *INDICATORS[1:]], CAPTIONS))
    assert levels(record) == LEVELS
    assert record["indicators"][1]["deviation"] == "雨季停工"


def test_other_columns_and_spans(draw: Draw, data: Data) -> None:
    """The side label left out, the third level twice as wide, weight before target."""

    def other(row: list[str]) -> list[str]:
        side, one, two, three, target, actual, weight, score, why = row
        if one == "<":
            return [side, "<", "<", "<", weight, "<", "<", score, why]
        return [one, two, three, "<", weight, target, actual, score, why]

    (record,) = data(draw([*FUNDS, *GOALS, *(other(row) for row in INDICATORS)], CAPTIONS))
    assert levels(record) == LEVELS
    assert [row["weight"] for row in record["indicators"]] == ["20", "10", "20", "0", "30", "0", "10"]
    assert record["total_weight"] == "100"


def test_no_head_rows_at_all(draw: Draw, data: Data) -> None:
    rows = [*FUNDS[:1], *FUNDS[2:], *GOALS, *INDICATORS[1:]]
    rows = [["" if row is INDICATORS[1] and i == 0 else cell for i, cell in enumerate(row)] for row in rows]
    (record,) = data(draw(rows, CAPTIONS))
    assert levels(record) == LEVELS
    assert record["funds"][0]["execution_rate"] == "83.93"
    assert record["total_score"] is None or record["total_score"] == "96.39"


def test_a_form_over_two_tables_is_one_form(draw: Draw, data: Data) -> None:
    first = draw([*FUNDS, *GOALS, *INDICATORS[:3]], CAPTIONS)
    rest = [["", *row[1:]] if row[0] == "^" else row for row in INDICATORS[3:]]
    rest[0] = ["年度绩效指标", "", *rest[0][2:]]
    second = draw(rest, pages=[2] * len(rest))
    (record,) = data(first, second)
    assert levels(record) == LEVELS
    assert heads(record) == EXPECTED


def test_a_heads_row_again_overleaf_is_no_indicator(draw: Draw, data: Data) -> None:
    rows = [*FUNDS, *GOALS, *INDICATORS[:4], INDICATORS[0], *INDICATORS[4:]]
    rows[len(FUNDS) + len(GOALS) + 4] = ["^", *INDICATORS[0][1:]]
    pages = [1] * (len(FUNDS) + len(GOALS) + 4) + [2] * (len(INDICATORS) - 3)
    (record,) = data(draw(rows, CAPTIONS, pages))
    assert levels(record) == LEVELS


def test_the_rest_of_a_row_that_the_page_cut(draw: Draw, data: Data) -> None:
    cut = [*FUNDS, *GOALS, *INDICATORS[:3], ["^", "^", "^", "与栏杆", "", "", "", "", "，已补做"], *INDICATORS[3:]]
    head = len(FUNDS) + len(GOALS) + 3
    pages = [1] * head + [2] * (len(cut) - head)
    (record,) = data(draw(cut, CAPTIONS, pages))
    assert [row["level3"] for row in record["indicators"]][1] == "清洗护栏次数与栏杆"
    assert record["indicators"][1]["deviation"] == "雨季停工，已补做"
    assert len(record["indicators"]) == len(LEVELS)


def test_two_forms_in_two_tables_and_two_in_one(draw: Draw, data: Data) -> None:
    one = draw(BODY, CAPTIONS)
    assert len(data(one, one)) == 2
    title = [["项目支出绩效自评表", *["<"] * 8]]
    both = draw([*title, *HEAD_CELLS, *BODY, *title, *HEAD_CELLS, *BODY])
    records = data(both)
    assert [heads(record) for record in records] == [EXPECTED, EXPECTED]


def test_other_tables_are_not_this_form(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    targets = draw(
        [
            ["项目名称", "道路养护", "<", "主管部门", "某局"],
            ["一级指标", "二级指标", "三级指标", "年度指标值", ""],
            ["产出指标", "数量指标", "养护道路条数", "≥3条", ""],
        ],
        [("项目支出绩效目标申报表", 100.0, -30.0)],
    )
    accounts = draw(
        [["功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["201", "一般公共服务", "1", "1", "0"]]
    )
    assert [reading.form for reading in read(targets, accounts)] == ["performance_targets", "fiscal_table"]
    assert read() == []
    assert read(Grid(0, 0, ())) == []


def test_a_level_whose_name_the_page_break_cut(draw: Draw, data: Data) -> None:
    """满意度 / 指标（10分） over the break, as two cells: every row of the level gets the whole."""
    rows = [
        *FUNDS,
        *GOALS,
        *INDICATORS[:7],
        ["^", "满意度", "服务对象满意", "公众满意度", "≥90分", "93.58分", "5", "5", ""],
        ["^", "指标（10分）", "度指标", "", "", "", "", "", "按调查"],
        ["^", "^", "其他满意度指标", "无", "", "", "5", "5", ""],
        INDICATORS[8],
    ]
    head = len(FUNDS) + len(GOALS) + 8
    (record,) = data(draw(rows, CAPTIONS, [1] * head + [2] * 3))
    assert levels(record)[6:] == [
        ("满意度指标", "10", "服务对象满意度指标", "公众满意度"),
        ("满意度指标", "10", "其他满意度指标", "无"),
    ]
    assert record["indicators"][6]["deviation"] == "按调查"


def test_a_rule_lost_between_two_columns_moves_no_name(draw: Draw, data: Data) -> None:
    rows = [list(cells) for cells in INDICATORS]
    rows[2][2], rows[2][3] = "清洗护栏|次数", "<"
    (record,) = data(draw([*HEAD_CELLS, *FUNDS, *GOALS, *rows], [TITLE]))
    assert [row["level3"] for row in record["indicators"]] == [name for *_, name in LEVELS]


def test_the_rules_between_the_first_levels_lost(draw: Draw, data: Data) -> None:
    rows = [list(cells) for cells in INDICATORS]
    rows[1][1] = "产出指标|(50分)|效益指标|(30分)|满意度指标|(10分)"
    rows[4][1] = rows[7][1] = "^"
    (record,) = data(draw([*HEAD_CELLS, *FUNDS, *GOALS, *rows], [TITLE]))
    assert levels(record) == LEVELS
