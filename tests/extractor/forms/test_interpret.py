"""What the interpreter makes of the layouts that offices print."""

from collections.abc import Callable

import pytest

from models.grid import Grid
from models.record import FormReading

Draw = Callable[..., Grid]
Data = Callable[..., list[dict]]  # type: ignore[type-arg]  # nested data of any form

TITLE = ("项目支出绩效自评表", 400.0, -120.0)
CAPTIONS = [
    TITLE,
    ("项目编码：440303210300300004062", 0.0, -90.0),
    ("项目名称：道路养护", 300.0, -90.0),
    ("绩效自评年度：2023", 600.0, -90.0),
    ("实施单位：某市某区城管局（本级）", 0.0, -60.0),
    ("一级预算单位：某市某区城管局", 400.0, -60.0),
]
HEAD_CELLS = [
    ["项目编码", "440303210300300004062", "<", "项目名称", "道路养护", "<", "绩效自评年度", "<", "2023"],
    ["实施单位", "某市某区城管局|（本级）", "<", "<", "一级预算|单位", "某市某区城管局", "<", "<", "<"],
]
FUNDS = [
    ["资金使用情况", "<", "<", "<", "<", "<", "<", "<", "<"],
    ["", "", "<", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率|（%）", "得分"],
    ["项目资金|（元）", "年度资金总额", "<", "150,000.00", "150000.00", "125896.00", "10", "83.93", "8.39"],
    ["^", "其中：当年财|政拨款", "<", "150000.00", "150000.00", "125896.00", "—", "—", "—"],
    ["^", "上年结转资金", "<", "0.00", "0.00", "0.00", "—", "—", "—"],
    ["^", "其他资金", "<", "0.00", "0.00", "0.00", "—", "—", "—"],
]
GOALS = [
    ["项目目标完成情况", "<", "<", "<", "<", "<", "<", "<", "<"],
    ["年度总体|目标", "预期目标", "<", "<", "<", "* 实际完成情况", "<", "<", "<"],
    ["^", "完成道路养护|三条。", "<", "<", "<", "完成四条。", "<", "<", "<"],
]
INDICATORS = [
    [
        "年度绩效|指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "* 实际完|成值",
        "* 分值",
        "* 得分",
        "偏差原因分析|及改进措施",
    ],
    ["^", "产出指标|(50分)", "数量指标", "养护道路条数", "≥3条", "4条", "20", "20", ""],
    ["^", "^", "^", "清洗护栏|次数", "12次", "10次", "10", "8", "雨季停工"],
    ["^", "^", "质量指标", "验收合格率", "95%以上", "100%", "20", "20", "—"],
    ["^", "效益指标|(30分)", "经济效益指标", "无", "", "", "0", "0", ""],
    ["^", "^", "社会效益指标", "通行能力", "有所提升", "有所提升", "30", "30", ""],
    ["^", "^", "生态效益指标", "", "", "不适用", "0", "0", ""],
    ["^", "满意度指标|(10分)", "服务对象满意度指|标", "公众满意度", "≥90分", "93.58分", "10", "10", ""],
    ["总分", "<", "<", "<", "<", "<", "100", "96.39", "—"],
]
BODY = [*FUNDS, *GOALS, *INDICATORS]

EXPECTED = {
    "project_code": "440303210300300004062",
    "project_name": "道路养护",
    "fiscal_year": "2023",
    "implementing_unit": "某市某区城管局（本级）",
    "budget_unit": "某市某区城管局",
    "expected_goal": "完成道路养护三条。",
    "actual_outcome": "完成四条。",
    "total_weight": "100",
    "total_score": "96.39",
}
LEVELS = [
    ("产出指标", "50", "数量指标", "养护道路条数"),
    ("产出指标", "50", "数量指标", "清洗护栏次数"),
    ("产出指标", "50", "质量指标", "验收合格率"),
    ("效益指标", "30", "经济效益指标", "无"),
    ("效益指标", "30", "社会效益指标", "通行能力"),
    ("效益指标", "30", "生态效益指标", None),
    ("满意度指标", "10", "服务对象满意度指标", "公众满意度"),
]


def heads(record: dict) -> dict:  # type: ignore[type-arg]
    return {key: record[key] for key in EXPECTED}


def levels(record: dict) -> list[tuple]:  # type: ignore[type-arg]
    return [tuple(row[key] for key in ("level1", "level1_weight", "level2", "level3")) for row in record["indicators"]]


def test_heads_as_free_lines(draw: Draw, data: Data) -> None:
    (record,) = data(draw(BODY, CAPTIONS))
    assert heads(record) == EXPECTED
    assert levels(record) == LEVELS


def test_heads_as_cells(draw: Draw, data: Data) -> None:
    (record,) = data(draw([*HEAD_CELLS, *BODY], [TITLE]))
    assert heads(record) == EXPECTED
    assert levels(record) == LEVELS


def test_the_title_as_first_row_and_label_with_value_in_one_cell(draw: Draw, data: Data) -> None:
    rows = [
        ["项目支出绩效自评表", "<", "<", "<", "<", "<", "<", "<", "<"],
        ["项目编码：440303210300300004062", "<", "<", "项目名称：道路|养护", "<", "<", "绩效自评年|度：2023", "<", "<"],
        ["实施单位：某市某区城管局（本级）", "<", "<", "<", "一级预算单位：某市某区城管局", "<", "<", "<", "<"],
        *BODY,
    ]
    (record,) = data(draw(rows))
    assert heads(record) == EXPECTED


def test_several_heads_in_one_cell(draw: Draw, data: Data) -> None:
    line = "项目编码：440303210300300004062    项目名称：道路养护    绩效自评年度：2023"
    units = "实施单位：某市某区城管局（本级）    一级预算单位：某市某区城管局"
    rows = [[line, *["<"] * 8], [units, *["<"] * 8], *BODY]
    (record,) = data(draw(rows, [TITLE]))
    assert heads(record) == EXPECTED


def test_wrapped_values_and_labels_above_the_table(draw: Draw, data: Data) -> None:
    captions = [
        TITLE,
        ("项目编码：440303210300300004062", 0.0, -90.0),
        ("项目名称：", 300.0, -90.0),
        ("道路", 360.0, -95.0),
        ("养护", 360.0, -85.0),
        ("绩效自评", 600.0, -95.0),
        ("年度：", 600.0, -85.0),
        ("2023", 640.0, -90.0),
        *CAPTIONS[4:],
    ]
    (record,) = data(draw(BODY, captions))
    assert heads(record) == EXPECTED


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


def test_a_title_with_a_year_and_a_unit(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    (reading,) = read(draw(BODY, [("某市城管局2023年度项目支出绩效自评表", 300.0, -120.0), *CAPTIONS[1:]]))
    assert reading.title == "某市城管局2023年度项目支出绩效自评表"


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
    assert read(targets, accounts) == []
    assert read() == []
    assert read(Grid(0, 0, ())) == []


def test_every_leaf_has_evidence(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    (reading,) = read(draw(BODY, CAPTIONS))
    by_path = {leaf.path: leaf for leaf in reading.leaves}
    assert len(by_path) == len(reading.leaves) == 5 + 2 + 4 * 7 + 7 * 9 + 2
    assert reading.form == "project_self_evaluation"
    assert reading.confidence > 0.95
    score = by_path["indicators[1].score"]
    assert (score.label, score.canonical, score.kind, score.as_text) == ("清洗护栏次数", None, "number", False)
    assert score.place is not None
    assert (score.place.table, score.place.row, score.place.col) == (0, 11, 7)
    blank = by_path["indicators[0].deviation"]
    assert blank.lines == ()
    assert blank.place is not None
    total = by_path["funds[0].executed"]
    assert (total.label, total.canonical) == ("年度资金总额/全年执行数", "funds.total.executed")
    assert by_path["indicators[5].score"].canonical == "column.score"
    assert {leaf.role for leaf in reading.leaves} >= {"funds.item", "indicators.level1_weight", "total_score"}


def test_level_and_weight_point_at_their_own_letters(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    (reading,) = read(draw(BODY, CAPTIONS))
    by_path = {leaf.path: leaf for leaf in reading.leaves}
    level, weight = by_path["indicators[0].level1"], by_path["indicators[0].level1_weight"]
    assert (level.text, weight.text) == ("产出指标", "50")
    assert weight.place is not None
    assert weight.place.box == weight.lines[0].box


@pytest.mark.parametrize("row", [4, 5])
def test_a_fund_that_is_not_printed_is_null_and_has_no_place(
    draw: Draw, data: Data, read: Callable[..., list[FormReading]], row: int
) -> None:
    rows = [["^", "", "<", "", "", "", "", "", ""] if i == row else cells for i, cells in enumerate(BODY)]
    table = draw(rows, CAPTIONS)
    (record,) = data(table)
    missing = record["funds"][row - 2]
    assert missing["item"] in {"carryover", "other"}
    assert missing["annual_budget"] is None
    (reading,) = read(table)
    assert next(leaf for leaf in reading.leaves if leaf.path == f"funds[{row - 2}].executed").place is None


def test_a_leaf_knows_the_label_that_its_own_stands_under(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    (form,) = read(draw([*HEAD_CELLS, *BODY], [TITLE]))
    parents = {leaf.path: leaf.parent for leaf in form.leaves}
    assert parents["indicators[1].target"] == "数量指标"
    assert parents["indicators[6].level3"] == "服务对象满意度指标"
    assert parents["indicators[1].level2"] is None
    assert parents["project_code"] is None


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


def test_a_title_read_into_the_head_cells_is_no_value(draw: Draw, data: Data) -> None:
    rows = [list(row) for row in HEAD_CELLS]
    rows[0][3], rows[0][4] = "项目支出|项目名称：", "绩效自评表|道路养护"
    (record,) = data(draw([*rows, *BODY]))
    assert heads(record) == EXPECTED


def test_a_speck_in_a_head_cell_hides_no_label(draw: Draw, data: Data) -> None:
    rows = [list(row) for row in HEAD_CELLS]
    rows[0][3] = "10|项目名称："
    (record,) = data(draw([*rows, *BODY], [TITLE]))
    assert heads(record) == EXPECTED


@pytest.mark.parametrize(
    ("row", "column", "garbled"),
    [
        (0, 0, "坝日编冯"),
        (0, 6, "评年"),
        (0, 0, ""),
        (0, 6, ""),
        (0, 3, "项目各私"),
        (1, 0, "实施半似"),
        (1, 4, "一纵预算单位x"),
    ],
)
def test_a_garbled_head_is_told_by_its_value_or_its_likeness(
    draw: Draw, data: Data, row: int, column: int, garbled: str
) -> None:
    rows = [list(cells) for cells in HEAD_CELLS]
    rows[row][column] = garbled
    (record,) = data(draw([*rows, *BODY], [TITLE]))
    assert heads(record) == EXPECTED


def test_a_blank_head_takes_no_neighbours_value(draw: Draw, data: Data) -> None:
    rows = [list(cells) for cells in HEAD_CELLS]
    rows[0][8], rows[1][1] = "", ""
    (record,) = data(draw([*rows, *BODY], [TITLE]))
    assert heads(record) == {**EXPECTED, "fiscal_year": None, "implementing_unit": None}


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
