"""Dumps of made-up tables of lines and amounts as grids, each with one way in which a dump loses the structure."""

from extractor.forms import load_definitions
from extractor.grids import ledgers_of_dump
from extractor.reading import find_zones, restore_dump
from models.grid import Grid
from models.page import DumpPage

DEFINITIONS = load_definitions()
TITLES = tuple(title for table in DEFINITIONS.fiscal for title in table.titles)

BY_CODE = """ 表 3

支出决算表

部门：某某局 单位：万元

项    目

功能分类

科目编码
科目名称

本年支出合计 基本支出 项目支出 上缴上级支出 经营支出
对附属单位补助

支出

栏次 1 2 3 4 5 6

合计 30.00 10.00 20.00 0.00 0.00 0.00

201 一般公共服务支出 30.00 10.00 20.00 0.00 0.00 0.00

20132 组织事务 30.00 10.00 20.00 0.00 0.00 0.00
 项    目

功能分类

科目编码
科目名称

本年支出合计 基本支出 项目支出 上缴上级支出 经营支出
对附属单位补助

支出

栏次 1 2 3 4 5 6

2013202
其他组织事务

支出
30.00 10.00 20.00 0.00 0.00 0.00

注：本表反映部门本年度各项支出情况。
"""

NUMBERED = """表 1

收入支出决算总表

部门：某某局 单位：万元

收入 支出

项    目 行次 决算数 项    目 行次 决算数

栏    次 1 栏    次 2

一、一般公共预算财政拨款收入 1 40.00 一、一般公共服务支出 5 25.00

二、政府性基金预算财政拨款收

入
2 0.00 二、外交支出 6 0.00

3 三、国防支出 7 15.00

总计 4 40.00 总计 8 40.00
"""

PAIRED = """表 6

一般公共预算财政拨款基本支出决算明细表

部门：某某局 单位：万元

人员经费 公用经费

经济分类

科目编码
科目名称 金额

经济分类

科目编码
科目名称 金额

301 工资福利支出 11.00 302 商品和服务支出 5.00

30101 基本工资 11.00 30201 办公费 3.00

303 对个人和家庭的补助 2.00 30202 印刷费 1.00

30302 退休费 2.00 30299 其他商品和服务支出 1.00

310 资本性支出 4.00

31002
办公设备购置
4.00

人员经费合计 13.00 公用经费合计 9.00
"""

GROUPED = """财政拨款“三公”经费支出决算表

部门：某某局 单位：万元

预算数 决算数

公务用车购置及运行维护费 公务用车购置及运行维护费

合计
因公出国

（境）费 小计
公务用车

购置费

公务用车

运行维护费

公务接待

费
合计

因公出国

（境）费 小计
公务用车

购置费

公务用车

运行维护费

公务接

待费

1 2 3 4 5 6 7 8 9 10 11 12

13.00 10.00 2.00 0.00 2.00 1.00 12.00 9.00 2.00 0.00 2.00 1.00
"""

# A head is parted from the next by as many tabs as it has bars after it.
SHIFTED = """## 表二：收入总表

单位名称:某某
局（本级）

单位：万元

预算单位|收入总计|本年收入|||||||||||||上年结转|
||政府预算拨款|||||||财政专户管理资金|单位资金||||||
||一般公共预算拨款|||||政府投资 项目拨款|政府性基金 预算拨款||国有资本经营 预算拨款\
|事业收入|事业单位经营 收入|上级补助 收入|附属单位上 缴收入||其他收入
||小计|基本支出 拨款|履职类项目 拨款|财政专项 资金拨款|政府投资 项目拨款||||||||||
某某 局|30.00|21.00|1.00|7.00|13.00|0.00|0.00|0.00|0.00|0.00|0.00|0.00|0.00|0.00|0.00|9.00
""".replace("|", "\t")

CUT = """### 表七：一般公共预算支出表（按功能分类）

单位:万元

科目编码\t科目名称\t支出总计\t基本支出\t项目支出
201\t一般公共服务支出\t1.73\t1.00\t0.73
20132\t组织\t0.73\t0.00\t0.73

\t事务\t\t\t
202\t外交支出\t\t1.00\t1.00\t0.00
"""

UNKNOWN = """表 1-2 项目预算执行情况

单位：万元

子项\t事项\t年初 预算数\t执行率
创新经费\t办公费\t3.00\t81.60%
\t小计\t3.00\t—
合计\t\t3.00\t81.60%
"""


def grid_of(text: str) -> Grid:
    lines = tuple(text.split("\n"))
    blocks = restore_dump(DumpPage(1, lines), DEFINITIONS.forms)
    zones = find_zones(lines, DEFINITIONS.forms, TITLES)
    (grid,) = ledgers_of_dump(blocks, zones, 1, DEFINITIONS.fiscal, DEFINITIONS.fiscal_words)
    return grid


def rows(grid: Grid, *, header: bool = False) -> list[list[str]]:
    """The texts of the rows without layout spaces; what spans says so in its first column and row alone."""
    table = [[""] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        table[cell.row][cell.col] = "".join(cell.text.split())
    heads = {cell.row for cell in grid.cells if cell.is_header}
    return [row for number, row in enumerate(table) if (number in heads) is header]


def spans(grid: Grid) -> dict[str, tuple[int, int]]:
    return {"".join(cell.text.split()): (cell.row_span, cell.col_span) for cell in grid.cells if cell.is_header}


def test_every_slot_is_covered_once() -> None:
    for text in (BY_CODE, NUMBERED, PAIRED, GROUPED, SHIFTED, CUT, UNKNOWN):
        grid = grid_of(text)
        slots = [(row, col) for cell in grid.cells for row in cell.rows for col in cell.cols]
        assert sorted(slots) == [(row, col) for row in range(grid.n_rows) for col in range(grid.n_cols)]


def test_a_header_broken_over_lines_is_put_together_by_known_labels() -> None:
    grid = grid_of(BY_CODE)
    assert rows(grid, header=True)[:2] == [
        ["项目", "", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
        ["功能分类科目编码", "科目名称", "", "", "", "", "", ""],
    ]
    assert spans(grid)["项目"] == (1, 2)
    assert spans(grid)["本年支出合计"] == (2, 1)


def test_heads_overleaf_are_left_out_and_a_wrapped_name_finds_its_code() -> None:
    assert [row[:3] for row in rows(grid_of(BY_CODE))] == [
        ["", "合计", "30.00"],
        ["201", "一般公共服务支出", "30.00"],
        ["20132", "组织事务", "30.00"],
        ["2013202", "其他组织事务支出", "30.00"],
    ]


def test_captions_are_parted_and_notes_kept() -> None:
    assert [line.text for _, line in grid_of(BY_CODE).captions] == [
        "表 3",
        "支出决算表",
        "部门：某某局",
        "单位：万元",
        "注：本表反映部门本年度各项支出情况。",
    ]


def test_a_wrapped_name_above_the_table_is_one_caption() -> None:
    assert [line.text for _, line in grid_of(SHIFTED).captions][1:] == ["单位名称:某某局（本级）", "单位：万元"]


def test_every_cell_says_from_which_lines_it_came() -> None:
    lines = BY_CODE.split("\n")
    (name,) = [cell for cell in grid_of(BY_CODE).cells if "其他组织事务" in cell.text]
    assert [lines[int(line.box.y0)][int(line.box.x0) : int(line.box.x1)] for line in name.lines] == [
        "其他组织事务",
        "支出",
    ]


def test_line_numbers_say_whose_a_cell_is_where_blank_cells_left_no_trace() -> None:
    assert rows(grid_of(NUMBERED)) == [
        ["一、一般公共预算财政拨款收入", "1", "40.00", "一、一般公共服务支出", "5", "25.00"],
        ["二、政府性基金预算财政拨款收入", "2", "0.00", "二、外交支出", "6", "0.00"],
        ["", "3", "", "三、国防支出", "7", "15.00"],
        ["总计", "4", "40.00", "总计", "8", "40.00"],
    ]


def test_codes_say_whose_a_lone_line_is() -> None:
    assert rows(grid_of(PAIRED))[3:] == [
        ["30302", "退休费", "2.00", "30299", "其他商品和服务支出", "1.00"],
        ["", "", "", "310", "资本性支出", "4.00"],
        ["", "", "", "31002", "办公设备购置", "4.00"],
        ["", "人员经费合计", "13.00", "", "公用经费合计", "9.00"],
    ]


def test_groups_of_heads_span_their_columns() -> None:
    grid = grid_of(GROUPED)
    assert rows(grid, header=True)[:2] == [
        ["预算数", *[""] * 5, "决算数", *[""] * 5],
        ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"] * 2,
    ]
    assert spans(grid)["预算数"] == (1, 6)
    assert rows(grid)[0][:3] == ["13.00", "10.00", "2.00"]


def test_heads_with_the_wrong_number_of_tabs_stand_in_the_order_of_the_definition() -> None:
    grid = grid_of(SHIFTED)
    leaves = {
        col: "".join(cell.text.split())
        for cell in grid.cells
        if cell.is_header and cell.col_span == 1
        for col in cell.cols
    }
    assert [leaves[col] for col in range(6, 12)] == [
        "政府投资项目拨款",
        "政府投资项目拨款",
        "政府性基金预算拨款",
        "国有资本经营预算拨款",
        "财政专户管理资金",
        "事业收入",
    ]
    assert leaves[16] == "上年结转"


def test_a_row_cut_by_a_page_goes_on_and_shifted_amounts_find_their_columns() -> None:
    assert rows(grid_of(CUT)) == [
        ["201", "一般公共服务支出", "1.73", "1.00", "0.73"],
        ["20132", "组织事务", "0.73", "0.00", "0.73"],
        ["202", "外交支出", "1.00", "1.00", "0.00"],
    ]


def test_a_table_that_nobody_knows_keeps_its_printed_heads() -> None:
    grid = grid_of(UNKNOWN)
    assert rows(grid, header=True) == [["子项", "事项", "年初预算数", "执行率"]]
    assert rows(grid)[1] == ["", "小计", "3.00", "—"]


BLANKS = """一般公共预算支出表（按功能分类）

单位：万元

科目编码 科目名称 支出总计 基本支出 项目支出

201 一般公共服务支出 9.00 4.00 5.00

20103 政府办公厅事务 4.00 4.00

20132
组织事务
5.00 5.00

合计 9.00 4.00 5.00
"""

UNDECIDED = """一般公共预算支出表（按功能分类）

单位：万元

科目编码 科目名称 支出总计 基本支出 项目支出

201 一般公共服务支出 4.00 4.00
"""

PARTS = """一般公共预算财政拨款基本支出决算表

单位：万元

经济分类
科目编码
类 款
科目名称 决算数
经济分类
科目编码
类 款
科目名称 决算数

301 工资福利支出 6.00 302 商品和服务支出 3.00

301 01 基本工资 6.00 302 01 办公费

301 12
其他社会保障缴

费
302 02 印刷费 3.00

人员经费合计 6.00 公用经费合计 3.00
"""

COUNTED = """交通整治资金情况表

单位:万元

资金来源

序号 单位名称

合计 中央补助 省级补助

1 通用设备 121.00 100.00 21.00

2 保障性住房 36.00 36.00

3 合计 157.00 136.00 21.00
"""


def test_what_adds_up_says_which_cells_are_blank() -> None:
    assert rows(grid_of(BLANKS))[1:3] == [
        ["20103", "政府办公厅事务", "4.00", "4.00", ""],
        ["20132", "组织事务", "5.00", "", "5.00"],
    ]


def test_a_number_that_may_stand_in_two_columns_is_unsure_and_its_total_is_not() -> None:
    amounts = [cell.lines[0].probability for cell in grid_of(UNDECIDED).cells if cell.text == "4.00"]
    assert amounts == [1.0, 0.5]


def test_parts_of_codes_have_columns_of_their_own() -> None:
    assert rows(grid_of(PARTS)) == [
        ["301", "", "工资福利支出", "6.00", "302", "", "商品和服务支出", "3.00"],
        ["301", "01", "基本工资", "6.00", "302", "01", "办公费", ""],
        ["301", "12", "其他社会保障缴费", "", "302", "02", "印刷费", "3.00"],
        ["", "", "人员经费合计", "6.00", "", "", "公用经费合计", "3.00"],
    ]


def test_an_unknown_table_has_as_many_columns_as_its_fullest_row_and_its_totals_place_the_rest() -> None:
    grid = grid_of(COUNTED)
    assert rows(grid, header=True)[-1] == ["", "", "合计", "中央补助", "省级补助"]
    assert rows(grid)[1] == ["2", "保障性住房", "36.00", "36.00", ""]
