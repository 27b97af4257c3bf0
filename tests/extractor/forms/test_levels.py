"""Words of spanning columns are given to the rows that say themselves whose they are."""

from collections.abc import Callable

from models.grid import Grid

Draw = Callable[..., Grid]
Data = Callable[..., list[dict]]  # type: ignore[type-arg]  # nested data of any form

TITLE = [("项目支出绩效评价评分表", 100.0, -30.0)]
HEADS = ["一级指标", "二级指标", "三级指标", "权重", "指标解释", "指标说明", "得分"]


def _levels(records: list[dict]) -> list[tuple[str | None, str | None]]:  # type: ignore[type-arg]
    return [(item["level1"], item["level2"]) for item in records[0]["items"]]


def test_a_row_in_the_cell_above_is_the_next_word_s_where_its_class_says_so(draw: Draw, data: Data) -> None:
    rows = [
        HEADS,
        ["过程", "组织实施", "制度执行有效性", "5", "看制度。", "有效的得满分。", "5"],
        ["^", "产出数量", "养护道路条数", "3", "看数量。", "按比例得分。", "3"],
        ["产出", "产出质量", "道路养护合格率", "6", "看质量。", "按比例得分。", "6"],
    ]

    assert _levels(data(draw(rows, TITLE))) == [("过程", "组织实施"), ("产出", "产出数量"), ("产出", "产出质量")]


def test_a_row_in_the_cell_below_is_the_word_s_above_where_its_class_says_so(draw: Draw, data: Data) -> None:
    rows = [
        HEADS,
        ["决策", "项目立项", "立项依据充分性", "5", "看依据。", "充分的得满分。", "5"],
        ["过程", "资金投入", "预算编制科学性", "3", "看预算。", "科学的得满分。", "3"],
        ["^", "资金管理", "资金到位率", "6", "看到位。", "按比例得分。", "6"],
    ]

    assert _levels(data(draw(rows, TITLE))) == [("决策", "项目立项"), ("决策", "资金投入"), ("过程", "资金管理")]


def test_a_word_printed_for_one_row_alone_stays_whatever_stands_beside_it(draw: Draw, data: Data) -> None:
    rows = [
        HEADS,
        ["过程", "产出数量", "养护道路条数", "3", "看数量。", "按比例得分。", "3"],
        ["产出", "产出质量", "道路养护合格率", "6", "看质量。", "按比例得分。", "6"],
    ]

    assert _levels(data(draw(rows, TITLE))) == [("过程", "产出数量"), ("产出", "产出质量")]
