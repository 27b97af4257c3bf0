"""Dumps that write a merged cell's label at its height, between or beside its rows."""

from extractor.forms import load_definitions
from extractor.grids import grids_of_dump
from extractor.reading import restore_dump
from models.grid import Grid
from models.page import DumpPage

FORMS = load_definitions().forms

TOP = """项目支出绩效自评表

项目名称： 馆舍修缮 绩效自评年度： 2023

年度资金总额 100.00 200.00 150.00 10 75 7.5

其中：当年财政拨款 100.00 200.00 150.00 — — —

上年结转资金 0.00 0.00 0.00 — — —

其他资金 0.00 0.00 0.00 — — —

预期目标 实际完成情况

年度总
体目标 修缮馆舍。

已修缮。

一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施

"""

CENTRED = """座位数量 ≥9个 9个 10 10

数量指标

藏书数量 ≥5万册 6万册 10 10

产出指标
(50分)

质量指标 验收合格率 100% 100% 10 10

时效指标 0 0

年度绩
效指标

成本指标 总成本 ≤9万元 8万元 20 20

效益指标
(30分)

经济效益指标 节约支出 ≥1万元 1万元 10 10

社会效益指标 读者人次 ≥100人次 120人次 20 20
"""


def grid_of(text: str) -> Grid:
    (grid,) = grids_of_dump(restore_dump(DumpPage(1, tuple(text.split("\n"))), FORMS), 1, FORMS)
    return grid


def said(body: str) -> list[tuple[str, str, str, str]]:
    """First, second and third level and weight of each row."""
    (grid,) = grids_of_dump(
        restore_dump(DumpPage(1, tuple((TOP + body + "\n总分 100 97.5 —\n").split("\n"))), FORMS), 1, FORMS
    )
    start = next(cell.row for cell in grid.cells if cell.text == "一级指标") + 1
    rows = [[grid.cell_at(row, col) for col in (1, 2, 3, 6)] for row in range(start, grid.n_rows - 1)]
    texts = [[cell.text.replace("\n", "") if cell else "" for cell in row] for row in rows]
    return [(a, b, c, d) for a, b, c, d in texts]


def test_labels_in_the_middle_of_their_rows_speak_for_those_before_and_after() -> None:
    assert said(CENTRED) == [
        ("产出指标(50分)", "数量指标", "座位数量", "10"),
        ("产出指标(50分)", "数量指标", "藏书数量", "10"),
        ("产出指标(50分)", "质量指标", "验收合格率", "10"),
        ("产出指标(50分)", "时效指标", "", "0"),
        ("产出指标(50分)", "成本指标", "总成本", "20"),
        ("效益指标(30分)", "经济效益指标", "节约支出", "10"),
        ("效益指标(30分)", "社会效益指标", "读者人次", "20"),
    ]


def test_labels_at_the_top_of_their_rows_may_come_after_the_first() -> None:
    rows = said(
        "座位数量 ≥9个 9个 10 10\n\n产出指标\n(50分)\n\n数量指标\n\n藏书数量 ≥5万册 6万册 10 10\n\n"
        "阅览室数量 ≥5间 6间 10 10\n\n办证数量 ≥5个 6个 10 10\n\n验收合格率 100% 100% 5 5\n\n质量指标\n\n"
        "办结合格率 100% 100% 3 3\n\n借阅合格率 100% 100% 2 2\n"
    )
    assert [row[1] for row in rows] == ["数量指标"] * 4 + ["质量指标"] * 3
    assert {row[0] for row in rows} == {"产出指标(50分)"}


def test_a_printed_weight_outweighs_where_its_label_stands() -> None:
    moved = CENTRED.replace("效益指标\n(30分)\n\n经", "经").replace("20 20\n", "20 20\n\n效益指标\n(30分)\n")
    assert [row[0] for row in said(CENTRED)] == [row[0] for row in said(moved)]


def test_a_new_page_may_print_the_heads_and_its_number_between_rows() -> None:
    head = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
    assert said(CENTRED.replace("时效指标", f"12\n\n{head}\n\n时效指标")) == said(CENTRED)


def test_a_side_label_that_ends_beside_a_goal_is_no_part_of_it() -> None:
    grid = grid_of(TOP + CENTRED)
    head = next(cell for cell in grid.cells if cell.text == "预期目标")
    below = grid.cell_at(head.row + 1, head.col)
    assert below is not None
    assert below.text == "修缮馆舍。"


def test_a_lone_word_in_a_row_without_weight_is_a_guess_between_two_columns() -> None:
    for word, column in (("不适用", 5), ("无", 3)):
        grid = grid_of(TOP + CENTRED.replace("时效指标 0 0", f"时效指标 {word} 0 0") + "\n总分 100 97.5 —\n")
        cell = next(cell for cell in grid.cells if cell.text == word)
        assert cell.col == column
        assert {glyph.probability for part in cell.parts for line in part.lines for glyph in line.glyphs} == {0.5}
