"""绩效目标表: the tasks and the targets of a unit, the targets of a project, over pages and without heads."""

from collections.abc import Callable

from models.grid import Grid
from models.record import FormReading

Draw = Callable[..., Grid]
Data = Callable[..., list[dict]]  # type: ignore[type-arg]  # nested data of any form
Read = Callable[..., list[FormReading]]

TITLE = [("部门整体支出绩效目标表", 100.0, -30.0)]
TASKS = [
    ["部门名称", "<", "某区市容局", "主管部门", "某区市容局", "<"],
    ["年度主要|任务", "任务名称", "主要内容", "预算金额（万元）", "<", "<"],
    ["^", "^", "^", "总额", "其中：财政|拨款", "其中：其他|资金"],
    ["^", "道路养护", "修补路面、清洗|护栏", "1,200.50", "1,200.50", "0.00"],
    ["^", "绿化", "补种行道树", "80.00", "60.00", "20.00"],
    ["^", "金额合计", "<", "1,280.50", "1,260.50", "20.00"],
    ["年度总体目标", "路面完好，行道树成活。", "<", "<", "<", "<"],
]
TARGETS = [
    ["年度绩效|指标", "一级指标", "二级指标", "三级指标", "<", "目标值"],
    ["^", "产出指标", "数量指标", "养护道路条数", "<", "≥3条"],
    ["^", "^", "^", "补种行道树", "<", "200棵"],
    ["^", "^", "质量指标", "成活率", "<", "≥95%"],
    ["^", "效益指标", "社会效益指标", "", "<", ""],
    ["^", "满意度指标", "服务对象满意度指标", "居民满意度", "<", "≥90%"],
]


def test_tasks_and_targets_of_a_unit(draw: Draw, data: Data) -> None:
    (record,) = data(draw([*TASKS, *TARGETS], TITLE))
    assert record == {
        "tasks": [
            {
                "name": "道路养护",
                "content": "修补路面、清洗护栏",
                "total": "1200.50",
                "fiscal": "1200.50",
                "other": "0.00",
            },
            {"name": "绿化", "content": "补种行道树", "total": "80.00", "fiscal": "60.00", "other": "20.00"},
        ],
        "targets": [
            {"level1": "产出指标", "level2": "数量指标", "level3": "养护道路条数", "target": "≥3条"},
            {"level1": "产出指标", "level2": "数量指标", "level3": "补种行道树", "target": "200棵"},
            {"level1": "产出指标", "level2": "质量指标", "level3": "成活率", "target": "≥95%"},
            {"level1": "效益指标", "level2": "社会效益指标", "level3": None, "target": None},
            {"level1": "满意度指标", "level2": "服务对象满意度指标", "level3": "居民满意度", "target": "≥90%"},
        ],
    }


def test_a_form_without_tasks_has_no_such_list(draw: Draw, data: Data) -> None:
    (record,) = data(draw([row[1:] for row in TARGETS], [("项目绩效目标", 100.0, -30.0)]))
    assert list(record) == ["targets"]
    assert len(record["targets"]) == 5


def test_levels_that_the_page_does_not_print_again(draw: Draw, data: Data) -> None:
    """Heads in both tables; over the break the first level's cell is blank, and so is the second's."""
    first = draw([row[1:] for row in TARGETS[:3]], [("项目绩效目标", 100.0, -30.0)])
    rest = [["", "", "成活率", "<", "≥95%"], ["效益指标", "经济效益指标", "降低养护成本", "<", "5%"]]
    second = draw([TARGETS[0][1:], *rest], pages=[2, 2, 2])
    (record,) = data(first, second)
    assert [(row["level1"], row["level2"]) for row in record["targets"]] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("效益指标", "经济效益指标"),
    ]


def test_what_was_reached_is_another_form(draw: Draw, read: Read) -> None:
    """Its labels are those of the targets, and one more."""
    rows = [[*row[1:], "实际完成值" if row is TARGETS[0] else "3"] for row in TARGETS]
    assert read(draw(rows)) == []


def test_a_score_card_under_its_own_title_is_no_rest_of_the_targets_before_it(draw: Draw, read: Read) -> None:
    targets = draw([row[1:] for row in TARGETS], [("项目绩效目标", 100.0, -30.0)])
    card = draw(
        [
            ["绩效指标", "<", "<", "<", "指标释义", "评分标准", "评价|得分"],
            ["一级指标", "二级指标", "三级指标", "分值", "^", "^", "^"],
            ["产出", "产出数量", "养护道路条数", "60", "是否完成。", "完成率×100%", "55"],
            ["满意度", "服务对象满意度", "居民满意", "40", "是否满意。", "满意度×100%", "40"],
            ["合计", "<", "<", "100", "", "", "95"],
        ],
        [("项目支出绩效评价评分表", 100.0, -30.0)],
        pages=[2] * 5,
    )
    assert [(form.form, form.tables) for form in read(targets, card)] == [
        ("performance_targets", (0,)),
        ("evaluation_scorecard", (1,)),
    ]
