"""项目支出绩效评价评分表: heads in two rows, levels over pages, long texts, the total."""

from collections.abc import Callable

from models.grid import Grid

Draw = Callable[..., Grid]
Data = Callable[..., list[dict]]  # type: ignore[type-arg]  # nested data of any form

TITLE = [("项目支出绩效评价评分表", 100.0, -30.0)]
HEADS = [
    ["评价指标", "<", "<", "<", "指标解释", "指标说明", "得分"],
    ["一级指标", "二级指标", "三级指标", "分值", "^", "^", "^"],
]
FIRST = [
    ["决策", "项目立项", "立项依据充分性", "5", "立项是否有据。", "评价要点：|①有据（3分）；|②合规（2分）。", "4"],
    ["^", "^", "立项程序规范性", "3", "程序是否规范。", "评价要点：|①按程序（3分）。", "3"],
    ["^", "资金投入", "预算编制科学性", "4", "预算是否", "评价要点：|①经过", "4"],
]
CUT = ["", "", "", "", "科学。", "论证（4分）。", ""]
SECOND = [
    ["产出", "产出数量", "养护道路条数", "8", "是否完成。", "完成率×100%", "7.5"],
    ["总分", "<", "<", "20", "", "", "18.5"],
]


def test_heads_in_two_rows_and_the_total(draw: Draw, data: Data) -> None:
    (record,) = data(draw([*HEADS, *FIRST, *SECOND], TITLE))
    assert record["total_score"] == "18.5"
    assert list(record) == ["items", "total_score"]
    assert record["items"][0] == {
        "level1": "决策",
        "level2": "项目立项",
        "level3": "立项依据充分性",
        "weight": "5",
        "explanation": "立项是否有据。",
        "criteria": "评价要点：①有据（3分）；②合规（2分）。",
        "score": "4",
    }
    assert [(row["level1"], row["level2"], row["score"]) for row in record["items"][1:]] == [
        ("决策", "项目立项", "3"),
        ("决策", "资金投入", "4"),
        ("产出", "产出数量", "7.5"),
    ]


def test_both_head_rows_again_and_a_row_that_the_page_cut(draw: Draw, data: Data) -> None:
    first = draw([*HEADS, *FIRST], TITLE)
    second = draw([*HEADS, CUT, *SECOND], pages=[2] * 5)
    (record,) = data(first, second)
    assert len(record["items"]) == 4
    assert record["items"][2]["explanation"] == "预算是否科学。"
    assert record["items"][2]["criteria"] == "评价要点：①经过论证（4分）。"
    assert record["items"][3]["level1"] == "产出"


def test_marks_that_units_call_otherwise(draw: Draw, data: Data) -> None:
    heads = [["一级指标", "二级指标", "三级指标", "权重", "指标说明", "评分标准", "自评得分"]]
    (record,) = data(draw([*heads, *FIRST, *SECOND], TITLE))
    assert record["items"][0]["explanation"] == "立项是否有据。"
    assert record["items"][0]["criteria"].startswith("评价要点")
    assert record["items"][0]["score"] == "4"
