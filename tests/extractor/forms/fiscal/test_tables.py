"""Tables of lines and amounts: headers, ledgers, lines, and which table it is."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from models.grid import Grid
from models.record import FormReading

Draw = Callable[..., Grid]
Data = Callable[..., list[dict[str, Any]]]
Read = Callable[..., list[FormReading]]

INCOME = ("收入决算表", 100.0, -60.0)
UNIT = ("部门：望海市某局 单位：万元", 0.0, -30.0)
COLUMNS = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
ZEROS = ["0.00"] * 5


def income_table(draw: Draw, lines: Sequence[Sequence[str]], title: str = "收入决算表") -> Grid:
    return draw(
        [
            ["项目", "<", *COLUMNS],
            ["功能分类|科目编码", "科目名称", *["^"] * 7],
            ["栏次", "<", *[str(number) for number in range(1, 8)]],
            *lines,
        ],
        [(title, 100.0, -60.0), UNIT],
    )


def values(line: dict[str, Any]) -> list[str | None]:
    return list(line["values"].values())


@pytest.mark.parametrize("fourth", ["", "4."])
def test_a_row_that_numbers_the_columns_is_no_line_though_a_number_was_not_read_well(
    draw: Draw, data: Data, fourth: str
) -> None:
    heads = ["科目编码", "科目名称", *COLUMNS]
    numbers = ["1", "2", "3", fourth, "5", "6", "7", "8", "9"]
    table = draw([heads, numbers, ["201", "一般公共服务支出", "25.69", "25.69", *ZEROS]], [INCOME, UNIT])
    (record,) = data(table)
    assert [line["code"] for line in record["lines"]] == ["201"]


def test_a_known_table_gives_the_record_of_the_contract(draw: Draw, data: Data) -> None:
    table = income_table(
        draw,
        [
            ["合计", "<", "25.69", "25.69", *ZEROS],
            ["201", "一般公共服务|支出", "25.69", "25.69", *ZEROS],
            ["20132", "组织事务", "25.69", "25.69", *ZEROS],
        ],
    )
    (record,) = data(table)
    assert {key: record[key] for key in ("table", "table_no", "title", "department", "unit")} == {
        "table": "final_accounts.02",
        "table_no": None,
        "title": "收入决算表",
        "department": "望海市某局",
        "unit": "万元",
    }
    assert [column["key"] for column in record["columns"]] == COLUMNS
    assert record["lines"][1] == {
        "side": None,
        "line_no": None,
        "code": "201",
        "name": "一般公共服务支出",
        "values": dict(zip(COLUMNS, ["25.69", "25.69", *ZEROS], strict=True)),
    }
    assert [line["code"] for line in record["lines"]] == [None, "201", "20132"]
    assert record["lines"][0]["name"] == "合计"


def test_blank_dash_and_not_applicable_are_no_zero(draw: Draw, data: Data) -> None:
    table = income_table(draw, [["201", "一般公共服务支出", "1.00", "", "—", "不适用", "0", "0.00", "1.O0"]])
    (record,) = data(table)
    assert values(record["lines"][0]) == ["1.00", None, None, None, "0", "0.00", "1.00"]


@pytest.mark.parametrize("unnamed", ["", "-", "——"])
def test_two_ledgers_side_by_side_come_one_after_the_other(draw: Draw, data: Data, unnamed: str) -> None:
    table = draw(
        [
            ["收入", "<", "<", "支出", "<", "<"],
            ["项目", "行次", "决算数", "项目", "行次", "决算数"],
            ["栏次", "", "1", "栏次", "", "2"],
            ["一、一般公共预算财政拨款收入", "1", "5.00", "一、一般公共服务支出", "4", "2.00"],
            [unnamed, "2", "", "二、外交支出", "5", "3.00"],
            ["总计", "3", "5.00", "总计", "6", "5.00"],
        ],
        [("表 1", 0.0, -90.0), ("收入支出决算总表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert (record["table"], record["table_no"]) == ("final_accounts.01", "表 1")
    assert record["columns"] == [{"key": "决算数"}]
    assert [(line["side"], line["line_no"], line["name"], *values(line)) for line in record["lines"]] == [
        ("income", "1", "一、一般公共预算财政拨款收入", "5.00"),
        ("income", "3", "总计", "5.00"),
        ("expenditure", "4", "一、一般公共服务支出", "2.00"),
        ("expenditure", "5", "二、外交支出", "3.00"),
        ("expenditure", "6", "总计", "5.00"),
    ]


def test_numbers_that_go_on_from_those_of_the_first_ledger_are_no_codes_whatever_their_head(
    draw: Draw, data: Data
) -> None:
    lines = [["项", str(n), "5.00", "支", str(20 + n), "2.00"] for n in range(1, 6)]
    heads = ["项目", "行次", "决算数", "项目", "行决算数次", "<"]
    captions = [("收入支出决算总表", 100.0, -60.0)]
    (record,) = data(draw([["收入", "<", "<", "支出", "<", "<"], heads, *lines], captions))
    assert [line["line_no"] for line in record["lines"]] == [str(n) for n in (*range(1, 6), *range(21, 26))]
    assert {line["code"] for line in record["lines"]} == {None}


def test_a_piece_of_a_rule_beside_a_head_is_no_part_of_its_key(draw: Draw, data: Data) -> None:
    (record,) = data(
        draw([["项目", "市级", "区级!"], ["合计", "5.00", "2.00"]], [("资金来源情况表", 100.0, -60.0), UNIT])
    )
    assert record["columns"] == [{"key": "市级"}, {"key": "区级"}]


def test_a_title_that_goes_on_in_the_next_line_is_whole(draw: Draw, data: Data) -> None:
    heads = ["部门预算经济分类科目编码", "经济分类科目名称", "合计", "人员经费", "公用经费"]
    table = [["项目", "<", "一般公共预算基本支出", "<", "<"], heads, ["301", "工资福利支出", "5.00", "5.00", ""]]
    upper = ("2023年部门一般公共预算基本支出部门预算经济分类", 40.0, -72.0)
    (record,) = data(draw(table, [upper, ("预算表", 140.0, -60.0), UNIT]))
    assert record["title"] == "2023年部门一般公共预算基本支出部门预算经济分类预算表"
    (record,) = data(draw(table, [("望海市某局", 120.0, -72.0), ("预算表", 120.0, -60.0), UNIT]))
    assert record["title"] == "预算表"


def test_a_head_of_names_that_ran_into_the_row_which_numbers_the_columns_is_one(draw: Draw, data: Data) -> None:
    table = draw(
        [
            ["收入", "<", "<", "支出", "<", "<"],
            ["项目|栏次", "行次", "决算数", "项目", "行次", "决算数"],
            ["^", "", "1", "栏次", "", "2"],
            ["一、一般公共预算财政拨款收入", "1", "5.00", "一、一般公共服务支出", "4", "2.00"],
            ["总计", "3", "5.00", "总计", "6", "5.00"],
        ],
        [("收入支出决算总表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert record["columns"] == [{"key": "决算数"}]
    assert [line["name"] for line in record["lines"]] == [
        "一、一般公共预算财政拨款收入",
        "总计",
        "一、一般公共服务支出",
        "总计",
    ]


@pytest.mark.parametrize("half", ["项", "目"])
def test_half_a_head_of_names_is_no_head_of_codes(draw: Draw, data: Data, half: str) -> None:
    table = draw(
        [
            ["收入", "<", "支出", "<"],
            [half, "2024年预算数", "项目", "2024年预算数"],
            ["政府预算资金", "5.00", "一般公共服务支出", "2.00"],
            ["", "", "人大事务", "3.00"],
            ["收入总计", "5.00", "支出总计", "5.00"],
        ],
        [("收支总表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert [(line["side"], line["code"], line["name"], *values(line)) for line in record["lines"]] == [
        ("income", None, "政府预算资金", "5.00"),
        ("income", None, "收入总计", "5.00"),
        ("expenditure", None, "一般公共服务支出", "2.00"),
        ("expenditure", None, "人大事务", "3.00"),
        ("expenditure", None, "支出总计", "5.00"),
    ]


def test_names_stand_below_a_head_of_names_even_where_another_such_head_has_nothing_below_it(
    draw: Draw, data: Data
) -> None:
    """As where the heads over codes and names, set close and without rules, were given a column each."""
    table = draw(
        [
            ["功能分类科目编码", "项目", "科目名称", "支出预算", "<"],
            ["^", "^", "^", "合计", "基本支出"],
            ["201", "一般公共服务支出", "", "5.00", "2.00"],
            ["20138", "市场监督管理事务", "", "5.00", "2.00"],
        ],
        [("2026年部门支出预算总表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert [(line["code"], line["name"], *values(line)) for line in record["lines"]] == [
        ("201", "一般公共服务支出", "5.00", "2.00"),
        ("20138", "市场监督管理事务", "5.00", "2.00"),
    ]


@pytest.mark.parametrize("third", ["项", "明"])
def test_a_code_over_three_columns_is_one_code_though_one_of_their_heads_was_misread(
    draw: Draw, data: Data, third: str
) -> None:
    table = draw(
        [
            ["项目", "<", "<", "<", "合计", "基本支出", "项目支出"],
            ["支出功能分类|科目编码", "<", "<", "科目名称", "^", "^", "^"],
            ["类", "款", third, "合计", "9.00", "4.00", "5.00"],
            ["201", "", "", "一般公共服务支出", "9.00", "4.00", "5.00"],
            ["201", "06", "", "财政事务", "9.00", "4.00", "5.00"],
            ["201", "06", "01", "行政运行", "9.00", "4.00", "5.00"],
        ],
        [("一般公共预算财政拨款支出决算表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert record["table"] == "final_accounts.05"
    assert [line["code"] for line in record["lines"]] == [None, "201", "20106", "2010601"]
    assert record["lines"][0]["name"] == "合计"


def test_a_code_set_too_near_its_name_is_taken_off_it(draw: Draw, data: Data) -> None:
    table = income_table(draw, [["", "2010601 行政运行", "1.00", "1.00", *ZEROS], ["", "12月补发", *["1"] * 7]])
    (record,) = data(table)
    assert [(line["code"], line["name"]) for line in record["lines"]] == [("2010601", "行政运行"), (None, "12月补发")]


def test_the_line_of_a_whole_unit_has_its_name(draw: Draw, data: Data) -> None:
    table = draw(
        [
            ["预算单位", "科目编码", "科目名称", "支出总计", "基本支出", "项目支出"],
            ["某局", "", "", "3.00", "1.00", "2.00"],
            ["^", "201", "一般公共服务支出", "3.00", "1.00", "2.00"],
        ],
        [("表七：一般公共预算支出表（按功能分类）", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert (record["table"], record["table_no"], record["title"]) == (
        "budget.07",
        "表七",
        "一般公共预算支出表（按功能分类）",
    )
    assert [(line["code"], line["name"]) for line in record["lines"]] == [(None, "某局"), ("201", "一般公共服务支出")]


def test_codes_tell_two_tables_of_one_title_apart(draw: Draw, data: Data) -> None:
    table = draw(
        [
            ["科目编码", "科目名称", "支出总计", "基本支出", "项目支出"],
            ["301", "工资福利支出", "3.00", "1.00", "2.00"],
        ],
        [("一般公共预算支出表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert record["lines"][0]["code"] == "301"


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("财政拨款收入支出决算总表", "final_accounts.04"),
        ("收入支出决算总表", "final_accounts.01"),
        ("望海市某局2024年度收入支出决算总表", "final_accounts.01"),
        ("财政拨款收入支出诀算总表", "final_accounts.04"),
    ],
)
def test_the_title_that_explains_more_of_the_line_is_meant(title: str, table: str, draw: Draw, data: Data) -> None:
    drawn = draw(
        [["收入", "<", "支出", "<"], ["项目", "决算数", "项目", "决算数"], ["总计", "1.00", "总计", "1.00"]],
        [(title, 100.0, -60.0)],
    )
    assert [record["table"] for record in data(drawn)] == [table]


def test_an_unknown_table_has_the_path_of_its_heads(draw: Draw, data: Data) -> None:
    table = draw(
        [
            ["单位名称", "资金来源", "<", "<", "备注"],
            ["^", "财政资金", "<", "社会资本", "^"],
            ["^", "市级", "区级", "^", "^"],
            ["城东街道", "1,000.00", "2.50", "3.00", "续建"],
            ["合计", "1,000.00", "2.50", "3.00", ""],
        ],
        [("基层卫生资金安排情况表", 100.0, -60.0), ("单位：元", 0.0, -30.0)],
    )
    (record,) = data(table)
    assert (record["table"], record["title"], record["unit"]) == ("other", "基层卫生资金安排情况表", "元")
    keys = [column["key"] for column in record["columns"]]
    assert keys == ["资金来源/财政资金/市级", "资金来源/财政资金/区级", "资金来源/社会资本", "备注"]
    assert values(record["lines"][0])[:3] == ["1000.00", "2.50", "3.00"]


def test_a_table_of_words_is_none_of_lines_and_amounts(draw: Draw, data: Data) -> None:
    table = draw([["名称", "说明", "负责人"], ["甲", "好", "张"], ["乙", "差", "李"]], [("人员情况表", 100.0, -60.0)])
    assert data(table) == []


def test_heads_printed_again_and_a_grid_that_goes_on_belong_to_the_table(draw: Draw, data: Data) -> None:
    heads = [["项目", "<", *COLUMNS], ["功能分类科目编码", "科目名称", *["^"] * 7]]
    first = income_table(
        draw, [["201", "一般公共服务支出", "1.00", "1.00", *ZEROS], *heads, ["202", "外交支出", *["0"] * 7]]
    )
    bare = draw([["203", "国防支出", *["2.00"] * 7]], pages=[2])
    headed = draw([*heads, ["204", "公共安全支出", *["3.00"] * 7]], pages=[3, 3, 3])
    (record,) = data(first, bare, headed)
    assert [line["code"] for line in record["lines"]] == ["201", "202", "203", "204"]


def test_each_table_of_a_document_is_read(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    lines = [["201", "一般公共服务支出", "1.00", "1.00", *ZEROS]]
    readings = read(income_table(draw, lines), income_table(draw, lines, "某局2023年度收入决算表"))
    assert [(reading.form, reading.tables) for reading in readings] == [("fiscal_table", (0,)), ("fiscal_table", (1,))]


def test_a_blank_form_keeps_its_total(draw: Draw, data: Data) -> None:
    blank = [""] * 9
    table = income_table(draw, [blank, blank, ["合计", "<", *[""] * 7]])
    (record,) = data(table)
    assert [(line["name"], set(values(line))) for line in record["lines"]] == [("合计", {None})]


def test_labels_bear_their_canonical_names(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    table = draw(
        [
            ["收入", "<", "支出", "<"],
            ["项目", "决算数", "项目", "决算数"],
            ["四、上级补助收人", "1.00", "六、科学技术支出", "1.00"],
        ],
        [("收入支出决算总表", 100.0, -60.0)],
    )
    (reading,) = read(table)
    leaves = {leaf.path: leaf for leaf in reading.leaves}
    assert (leaves["lines[0].name"].label, leaves["lines[0].name"].named) == ("四、上级补助收人", "上级补助收入")
    assert leaves["lines[1].name"].canonical == "function.206"
    assert leaves["lines[1].values.决算数"].named == "科学技术支出/决算数"


def test_a_grid_with_a_column_less_goes_on_where_its_columns_are_of_the_same_kinds(draw: Draw, data: Data) -> None:
    heads = ["科目编码", "", "科目名称", "支出总计", "基本支出", "项目支出"]
    first = draw(
        [heads, ["201", "一般公共服务支出", "", "3.00", "1.00", "2.00"]], [("一般公共预算支出表", 100.0, -60.0)]
    )
    second = draw([["202", "外交支出", "4.00", "4.00", "0.00"]], pages=[2])
    other = draw([["外交支出", "202", "4.00", "4.00", "0.00"]], pages=[3])
    (record,) = data(first, second, other)
    assert [(line["code"], line["name"], *values(line)) for line in record["lines"]] == [
        ("201", "一般公共服务支出", "3.00", "1.00", "2.00"),
        ("202", "外交支出", "4.00", "4.00", "0.00"),
    ]


def test_heads_that_stand_beside_what_they_head_are_put_together_with_it(draw: Draw, data: Data) -> None:
    table = draw(
        [
            ["科目编码", "科目名称", "", "支出总计", "", "基本支出", "项目支出", ""],
            ["201", "", "一般公共服务支出", "", "3.00", "1.00", "2.00", ""],
        ],
        [("一般公共预算支出表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert record["lines"][0]["name"] == "一般公共服务支出"
    assert record["lines"][0]["values"] == {"支出总计": "3.00", "基本支出": "1.00", "项目支出": "2.00"}


def test_in_a_form_without_numbers_units_are_lines_and_no_heads(draw: Draw, data: Data) -> None:
    table = draw(
        [["单位", "品目编码", "采购品目", "金额"], ["某局", "", "", ""], ["某局（本级）", "", "", ""]],
        [("表十三：政府采购项目支出表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert [(line["name"], *values(line)) for line in record["lines"]] == [("某局", None), ("某局（本级）", None)]


def test_codes_of_goods_begin_with_a_letter(draw: Draw, data: Data) -> None:
    table = draw(
        [["单位", "品目编码", "采购品目", "金额"], ["", "A02061804", "空调机", "3.00"]],
        [("表十三：政府采购项目支出表", 100.0, -60.0)],
    )
    (record,) = data(table)
    assert (record["lines"][0]["code"], record["lines"][0]["name"]) == ("A02061804", "空调机")


def test_a_total_alone_overleaf_belongs_to_the_table(draw: Draw, data: Data) -> None:
    heads = ["科目编码", "科目名称", "支出总计", "基本支出", "项目支出"]
    first = draw([heads, ["", "", "", "", ""]], [("政府性基金预算支出表", 100.0, -60.0)])
    (record,) = data(first, draw([["", "合计", "", "", ""]], pages=[2]))
    assert [line["name"] for line in record["lines"]] == ["合计"]


def test_pieces_of_heads_stand_in_the_order_of_the_columns(draw: Draw, data: Data) -> None:
    heads = [
        "科目编码",
        "科目名称",
        "“项”级）",
        "支出总",
        "基本支",
        "项目支",
        "经营支出",
        "位补助支出",
        "支出",
        "小计",
        "企业",
        "规模",
    ]
    row = ["201", "一般公共服务支出", "", *[f"{number}.00" for number in range(9)]]
    (record,) = data(draw([heads, row], [("支出总表", 100.0, -60.0)]))
    keys = [column["key"] for column in record["columns"]]
    assert keys[:6] == ["支出总计", "基本支出", "项目支出", "事业单位经营支出", "对附属单位补助支出", "上缴上级支出"]
    assert record["lines"][0]["values"]["上缴上级支出"] == "5.00"


def test_a_code_over_three_columns_stands_in_all_that_it_is_printed_in(draw: Draw, read: Read) -> None:
    table = draw(
        [
            ["项目", "<", "<", "<", "合计", "基本支出", "项目支出"],
            ["支出功能分类|科目编码", "<", "<", "科目名称", "^", "^", "^"],
            ["类", "款", "项", "合计", "9.00", "4.00", "5.00"],
            ["201", "", "", "一般公共服务支出", "9.00", "4.00", "5.00"],
            ["201", "06", "01", "行政运行", "9.00", "4.00", "5.00"],
        ],
        [("一般公共预算财政拨款支出决算表", 100.0, -60.0)],
    )
    (reading,) = read(table)
    boxes = {leaf.path: leaf.place.box for leaf in reading.leaves if leaf.place is not None}
    first, last = (next(cell.box for cell in table.cells if (cell.row, cell.col) == (4, col)) for col in (0, 2))
    assert boxes["lines[2].code"] == first.union(last)
    assert boxes["lines[1].code"] == next(cell.box for cell in table.cells if (cell.row, cell.col) == (3, 0))


def test_a_scrap_of_a_rule_among_the_heads_read_as_a_one_does_not_end_them(draw: Draw, data: Data) -> None:
    lines = [["201", "一般公共服务支出", "25.69", "25.69", *ZEROS], ["20132", "组织事务", "25.69", "25.69", *ZEROS]]
    (record,) = data(draw([["1", "科目名称", *COLUMNS], *lines], [INCOME, UNIT]))
    assert [column["key"] for column in record["columns"]] == COLUMNS
    assert [line["name"] for line in record["lines"]] == ["一般公共服务支出", "组织事务"]


def test_a_column_without_a_head_that_counts_its_lines_is_no_column_of_values(draw: Draw, data: Data) -> None:
    lines = [["1", "办公经费", "20873.31"], ["2", "检测化验", "1321.38"], ["3", "公众开放", "17.40"]]
    title = ("创新载体建设资金分配表", 100.0, -60.0)
    (record,) = data(draw([["", "项目名称", "合计"], ["", "合计", "22212.09"], *lines], [title, UNIT]))
    assert [column["key"] for column in record["columns"]] == ["合计"]
    assert [line["line_no"] for line in record["lines"]] == [None, "1", "2", "3"]


def test_a_code_that_was_given_to_the_units_is_one_where_the_codes_are_blank(draw: Draw, data: Data) -> None:
    heads = ["预算单位", "科目编码", "科目名称", "支出总计"]
    lines = [["望海市某局", "", "", "9.00"], ["301", "", "工资福利支出", "4.00"], ["30101", "", "基本工资", "4.00"]]
    (record,) = data(draw([heads, *lines], [("一般公共预算支出表(按经济分类)", 100.0, -60.0), UNIT]))
    found = [(line["code"], line["name"]) for line in record["lines"]]
    assert found == [(None, "望海市某局"), ("301", "工资福利支出"), ("30101", "基本工资")]
