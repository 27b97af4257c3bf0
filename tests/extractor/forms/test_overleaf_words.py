"""A spanning cell that begins at the foot of a page, its word overleaf."""

from collections.abc import Callable

from models.grid import Grid

Draw = Callable[..., Grid]
Data = Callable[..., list[dict]]  # type: ignore[type-arg]  # nested data of any form

TITLE = [("项目支出绩效评价评分表", 100.0, -30.0)]
HEADS = ["一级指标", "二级指标", "三级指标", "权重", "指标解释", "指标说明", "得分"]
COUNTED = ["产出", "产出数量", "养护道路条数", "3", "看数量。", "按比例得分。", "3"]
AGAIN = ["^", "^", "检修路灯数量", "2", "看数量。", "按比例得分。", "2"]
FOOT = ["^", "", "道路养护合格率", "6", "看质量。", "按比例得分。", "6"]
OVERLEAF = ["产出", "产出质量", "路灯验收合格率", "4", "看质量。", "按比例得分。", "4"]


def _classes(records: list[dict]) -> list[str | None]:  # type: ignore[type-arg]
    return [item["level2"] for item in records[0]["items"]]


def test_a_blank_cell_at_the_foot_of_a_page_has_its_word_overleaf(draw: Draw, data: Data) -> None:
    grid = draw([HEADS, COUNTED, AGAIN, FOOT, OVERLEAF], TITLE, pages=[1, 1, 1, 1, 2])
    assert _classes(data(grid)) == ["产出数量", "产出数量", "产出质量", "产出质量"]


def test_a_page_that_draws_no_spanning_cells_carries_the_word_above(draw: Draw, data: Data) -> None:
    second = ["", "", *AGAIN[2:]]
    grid = draw([HEADS, COUNTED, second, ["", *FOOT[1:]], OVERLEAF], TITLE, pages=[1, 1, 1, 1, 2])
    assert _classes(data(grid)) == ["产出数量", "产出数量", "产出数量", "产出质量"]


def test_a_blank_cell_amid_a_page_carries_the_word_above(draw: Draw, data: Data) -> None:
    grid = draw([HEADS, COUNTED, AGAIN, FOOT, OVERLEAF], TITLE)
    assert _classes(data(grid)) == ["产出数量", "产出数量", "产出数量", "产出质量"]
