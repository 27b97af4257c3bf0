"""Dumps of made-up forms, each with one way in which a dump wraps or shifts a cell."""

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.forms import load_definitions
from extractor.grids import grids_of_dump
from extractor.reading import restore_dump
from models.grid import Grid
from models.page import DumpPage

FORMS = load_definitions().forms
SEEDS = Path(__file__).parents[5] / "shared" / "seeds"

TOP = """ 项目支出绩效自评表
项目编码： 440303000000000000001 项目名称： 图书馆修

缮
绩效自评
年度： 2023

实施单位： 某某局（本级） 一级预算单位： 某某局 （本级）

资金使用情况

年初预算数 全年预算数 全年执行数 分值 执行率
（%） 得分

项目资金（元）

年度资金总额 100.00 200.00 150.00 10 75 7.5

其中：当年财政拨
款 100.00 200.00 150.00 — — —

上年结转资金 0.00 0.00 0.00 — — —

其他资金 0.00 0.00 0.00 — — —

项目目标完成情况

年度总体目标

预期目标 * 实际完成情况

修缮馆舍。

已修缮。

年度绩效指标

一级指标 二级指标 三级指标 年度指标值 * 实际完
成值 * 分值 * 得分 偏差原因分析及改进

措施

产出指标
(50分)

"""


def grid_of(text: str) -> Grid:
    (grid,) = grids_of_dump(restore_dump(DumpPage(1, tuple(text.split("\n"))), FORMS), 1, FORMS)
    return grid


def rows_of(body: str) -> list[list[str]]:
    """The listing's rows of a form with this body, from the second level on, blanks as they are."""
    grid = grid_of(TOP + body + "\n\n总分 100 97.5 —\n")
    start = next(cell.row for cell in grid.cells if cell.text == "一级指标") + 1
    return [
        [cell.text.replace("\n", "") if (cell := grid.cell_at(row, col)) else "" for col in range(2, 9)]
        for row in range(start, grid.n_rows - 1)
    ]


def test_heads_are_found_through_their_wraps() -> None:
    grid = grid_of(TOP + "数量指标 座位 ≥9个 9个 20 20\n\n总分 100 97.5 —")
    said = {cell.text.replace("\n", ""): grid.cell_at(cell.row, cell.col + 1) for cell in grid.cells if cell.is_header}
    for label, value in {
        "项目名称：": "图书馆修缮",
        "绩效自评年度：": "2023",
        "一级预算单位：": "某某局 （本级）",
    }.items():
        cell = said[label]
        assert cell is not None
        assert cell.text.replace("\n", "") == value


def test_a_funds_label_that_wraps_keeps_its_row() -> None:
    grid = grid_of(TOP + "数量指标 座位 ≥9个 9个 20 20\n\n总分 100 97.5 —")
    row = next(cell.row for cell in grid.cells if cell.text.startswith("其中"))
    assert [grid.cell_at(row, col).text for col in range(3, 9)] == ["100.00", "200.00", "150.00", "—", "—", "—"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "row"),
    [
        (
            "时效指标 按时完工 12月前完成 12月前完\n成 5 5",
            ["时效指标", "按时完工", "12月前完成", "12月前完成", "5", "5", ""],
        ),
        (
            "质量指标\n\n改善馆内阅览环境和\n服务，提升读者体验\n\n明显改善\n读者评价\n明显提高\n\n了\n20 20",
            ["质量指标", "改善馆内阅览环境和服务，提升读者体验", "明显改善", "读者评价明显提高了", "20", "20", ""],
        ),
        ("经济效益指标 无 0 0", ["经济效益指标", "无", "", "", "0", "0", ""]),
        (
            "成本指标 开展活动支出占比 ≥50% 0 5 0\n\n活动已经完成，但支付\n\n较迟。改进措施：加强\n管理。",
            ["成本指标", "开展活动支出占比", "≥50%", "0", "5", "0", "活动已经完成，但支付较迟。改进措施：加强管理。"],
        ),
    ],
)
def test_wraps_of_a_row_are_put_in_their_cells(body: str, row: list[str]) -> None:
    assert rows_of("数量指标 阅览座位的总数 10月底前完成 9个 20 20\n\n" + body)[-1] == row


def test_a_page_break_inside_the_form_repeats_side_labels() -> None:
    rows = rows_of("数量指标 座位 ≥9个 9个 20 20\n 年度绩效指标\n\n产出指标\n(50分)\n\n质量指标 合格率 100% 100% 30 30")
    assert [row[1] for row in rows] == ["座位", "合格率"]


def test_tabbed_rows_are_read_however_far_they_are_shifted() -> None:
    body = "\t\t生态效益指标\t\t\t不适用\t0\t0\t\n满意度指标(10分)\t服务对象满意度指标\t读者\t≥9分\t9分\t10\t10\t\t\n"
    assert rows_of(body)[-2:] == [
        ["生态效益指标", "", "", "不适用", "0", "0", ""],
        ["服务对象满意度指标", "读者", "≥9分", "9分", "10", "10", ""],
    ]


def test_text_without_a_form_gives_no_grid() -> None:
    lines = ("第二部分 说明", "", "项目支出绩效自评表", "见附件。年度资金总额 3 元。", "总分 100")
    assert grids_of_dump(restore_dump(DumpPage(1, lines), FORMS), 1, FORMS) == ()


def test_each_value_points_at_its_characters() -> None:
    text = TOP + "数量指标 座位 ≥9个 9个 20 20\n\n总分 100 97.5 —"
    lines = text.split("\n")
    for cell in grid_of(text).cells:
        for line in cell.lines:
            for glyph in line.glyphs:
                assert lines[int(glyph.box.y0)][int(glyph.box.x0)] == glyph.char


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared reference documents are not here")
@pytest.mark.parametrize(("name", "forms"), [("002_24db944c9dddc10b", 3), ("004_c223c4face9ba8c5", 18)])
def test_the_reference_forms_add_up(name: str, forms: int) -> None:
    lines = tuple((SEEDS / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
    grids = grids_of_dump(restore_dump(DumpPage(1, lines), FORMS), 1, FORMS)
    assert len(grids) == forms
    off = [grid for grid in grids if _weights(grid) != 100]
    assert len(off) <= 1  # one of the real forms lacks a row in its text, and says so


def _weights(grid: Grid) -> Decimal:
    texts = [grid.cell_at(row, 6) for row in range(grid.n_rows - 1)]
    numbers = [cell.text for cell in texts if cell and not cell.is_header and cell.text.replace(".", "").isdigit()]
    return sum((Decimal(number) for number in numbers), Decimal(0))
