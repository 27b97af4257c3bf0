"""Dumps of targets and score cards without tabs: cells parted by spaces, wrapped over blank lines, labels centred."""

from collections.abc import Callable

from models.grid import Grid

TARGETS = """\
项目绩效目标表

单位名称 某区市容局 主管部门 某区市容局

任务名称 主要内容 金额合计 其中：财政拨款 其他资金

道路养护与巡

查
修补路面。 1,200.50 1,200.50 —

年度主

要任务

绿化 补种行道树。 80.00 60.00 20.00

金额合计 1,280.50 1,260.50 20.00

年度总

体目标
路面完好，行道树成活。

一级指标 二级指标 三级指标 指标值

养护道路条数 ≥3条

数量指标

补种行道树 200棵

产出指标

质量指标 成活率 ≥95%

成本指标 每条道路费用 ≤400万元

- 12 -

 一级指标 二级指标 三级指标 指标值

社会效益指标 出行环境 有所改善

效益指标

生态效益指标

可持续影响指标 不适用

满意度指标
服务对象满意

度指标
居民满意度 ≥90%
"""

CARD = """\
附件：绩效评价评分表

绩效指标

一级指

标
二级指标 三级指标 权重
指标解释 评价标准 得分

立项依据充分

性
10
立项有据，用以反

映立项。
有据的得10分；部分

有据的得5分。
10

项目立项

立项程序规范性 5 程序合规。 合规的得满分。 4.5

决策

绩效目标
绩效目标

合理性
3
目标合理。
合理的得满分。 3

资金到位率 1 到位。 到位的得满分。 1

过程

资金管理

预算执行率 6 执行。 执行的得满分。 6

合计 25 24.5
"""


def test_tasks_end_with_their_total_and_not_with_the_goal_below(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    assert [tuple(task.values()) for task in data(TARGETS)["tasks"]] == [
        ("道路养护与巡查", "修补路面。", "1200.50", "1200.50", None),
        ("绿化", "补种行道树。", "80.00", "60.00", "20.00"),
    ]


def test_labels_in_the_middle_of_their_rows_and_rows_that_say_no_more(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    assert [tuple(row.values()) for row in data(TARGETS)["targets"]] == [
        ("产出指标", "数量指标", "养护道路条数", "≥3条"),
        ("产出指标", "数量指标", "补种行道树", "200棵"),
        ("产出指标", "质量指标", "成活率", "≥95%"),
        ("产出指标", "成本指标", "每条道路费用", "≤400万元"),
        ("效益指标", "社会效益指标", "出行环境", "有所改善"),
        ("效益指标", "生态效益指标", None, None),
        ("效益指标", "可持续影响指标", "不适用", None),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
    ]


def test_long_texts_side_by_side_and_a_name_that_begins_with_a_label(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    card = data(CARD)
    assert card["total_score"] == "24.5"
    assert [tuple(row.values()) for row in card["items"]] == [
        (
            "决策",
            "项目立项",
            "立项依据充分性",
            "10",
            "立项有据，用以反映立项。",
            "有据的得10分；部分有据的得5分。",
            "10",
        ),
        ("决策", "项目立项", "立项程序规范性", "5", "程序合规。", "合规的得满分。", "4.5"),
        ("决策", "绩效目标", "绩效目标合理性", "3", "目标合理。", "合理的得满分。", "3"),
        ("过程", "资金管理", "资金到位率", "1", "到位。", "到位的得满分。", "1"),
        ("过程", "资金管理", "预算执行率", "6", "执行。", "执行的得满分。", "6"),
    ]


def test_labels_above_their_rows(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    """Where cells are set from the top, a label comes before all of its rows."""
    above = TARGETS.replace("养护道路条数 ≥3条\n\n数量指标\n", "产出指标\n\n数量指标\n\n养护道路条数 ≥3条\n").replace(
        "200棵\n\n产出指标\n", "200棵\n"
    )
    assert above != TARGETS
    levels = [(row["level1"], row["level2"]) for row in data(above)["targets"]]
    assert levels == [(row["level1"], row["level2"]) for row in data(TARGETS)["targets"]]


def test_the_grid_covers_every_slot_once(grids: Callable[[str], tuple[Grid, ...]]) -> None:
    for text in (TARGETS, CARD):
        (grid,) = grids(text)
        covered = [(row, col) for cell in grid.cells for row in cell.rows for col in cell.cols]
        assert sorted(covered) == [(row, col) for row in range(grid.n_rows) for col in range(grid.n_cols)]


def test_a_text_that_only_names_the_form_is_no_table(grids: Callable[[str], tuple[Grid, ...]]) -> None:
    assert grids("绩效目标表\n\n本单位的绩效目标表见附件。一级指标三项。\n") == ()
