"""Tabbed dumps of targets and score cards: ragged tabs, heads printed again, rows that a page cut."""

from collections.abc import Callable

from models.grid import Grid

TARGETS = """\
表十四：部门（单位）整体支出绩效目标表

单位：万元

部门（单位）名称		某区市容局	主管部门	某区市容局
年度 主要 任务	任务名称	主要内容	预算金额（万元）
			总额	其中：财政 拨款	其中：其他 资金
	道路养护	修补路面、清洗护栏。	1,200.50	1,200.50	0.00
绿化	补种行道树，并在主干道	80.00	60.00	20.00

	两侧增设花箱。
路灯	更换灯具。	30.00	30.00	0.00
金额合计		1,310.50	1,290.50	20.00
年度总体目标	<p>路面完好，行道树成活。</p>
	一级指标	二级指标	三级指标	目标值
年度 绩效 指标	产出指标	数量指标	养护道路条数	≥3 条
			补种行道树	200 棵
更换灯具数量	$\\geq 50$ 盏

	质量指标	成活率	≥95%
时效指标	完工日期	11 月底前
	成本指标	每条道路费用	≤400 万元
	效益指标	社会效益指标	出行环境	有所改善
		可持续影响指标
满意度指标	服务对象满意度指标	居民满意度	≥90%
"""

CARD = """\
附件 1 项目支出绩效评价评分表

一级 指标	评价指标		指标解释	指标说明	得分
	二级 指标	分值
	三级 指标
决策	项目立项	立项依据充分性	立项有据，用以反映立项。	<p>评价要点： ①有据（3分）；</p> <p>②合规（2分）。</p>	4
		预算编制科学性	编制经过论证，用以反映和考核预算情况。	3
	资金投入	资金分配合理性	分配有据，用以反映和考核分配情况。	评价要点：①有据（2分）。	2
过程	资金管理	预算执行率	预算执行率=（支出/到位）×100%。 到位资金：项目期内实际到	5

评价指标				指标解释	指标说明	得分
一级指标	二级指标	三级指标	分值
				考核执行情况。	位的资金。
		资金使用合规性	3	使用合规，用以反映和考核使用情况。	评价要点：①合规（3分）。	3
产出	产出数量	养护道路条数	6	完成数量，用以反映和考核产出数量。	完成率×100%	5.5
		栏杆平直度	6	施工质量，用以反映和考核产出质量目标。	平直者得满分。	6
	产出质量	路面平整度	4	用以反映和考核产出质量目标。	平整者得满分。	4

评价指标			指标解释	指标说明	得分
一级指标	二级指标	分值
	二级指标 产出时效	三级指标 完工及时性	5	是否及时，用以反映和考核。	及时者得满分。	5
总 分					37.5
"""


def test_tasks_with_shifted_columns_and_a_cut_cell(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    assert data(TARGETS)["tasks"] == [
        {
            "name": "道路养护",
            "content": "修补路面、清洗护栏。",
            "total": "1200.50",
            "fiscal": "1200.50",
            "other": "0.00",
        },
        {
            "name": "绿化",
            "content": "补种行道树，并在主干道两侧增设花箱。",
            "total": "80.00",
            "fiscal": "60.00",
            "other": "20.00",
        },
        {"name": "路灯", "content": "更换灯具。", "total": "30.00", "fiscal": "30.00", "other": "0.00"},
    ]


def test_targets_whose_tabs_are_ragged(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    assert [tuple(row.values()) for row in data(TARGETS)["targets"]] == [
        ("产出指标", "数量指标", "养护道路条数", "≥3条"),
        ("产出指标", "数量指标", "补种行道树", "200棵"),
        ("产出指标", "数量指标", "更换灯具数量", "≥50盏"),
        ("产出指标", "质量指标", "成活率", "≥95%"),
        ("产出指标", "时效指标", "完工日期", "11月底前"),
        ("产出指标", "成本指标", "每条道路费用", "≤400万元"),
        ("效益指标", "社会效益指标", "出行环境", "有所改善"),
        ("效益指标", "可持续影响指标", None, None),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
    ]


def test_a_score_card_with_heads_of_another_shape_on_each_page(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    card = data(CARD)
    assert card["total_score"] == "37.5"
    assert [(row["level2"], row["level3"], row["weight"], row["score"]) for row in card["items"]] == [
        ("项目立项", "立项依据充分性", None, "4"),
        ("资金投入", "预算编制科学性", None, "3"),
        ("资金投入", "资金分配合理性", None, "2"),
        ("资金管理", "预算执行率", None, "5"),
        ("资金管理", "资金使用合规性", "3", "3"),
        ("产出数量", "养护道路条数", "6", "5.5"),
        ("产出质量", "栏杆平直度", "6", "6"),
        ("产出质量", "路面平整度", "4", "4"),
        ("产出时效", "完工及时性", "5", "5"),
    ]


def test_a_first_level_printed_below_its_first_row(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    """The second level goes on, because it can only stand under the first one that comes too late."""
    moved = CARD.replace("产出\t产出数量\t养护道路条数", "\t产出数量\t养护道路条数").replace(
        "\t\t栏杆平直度\t6\t施工质量，用以反映和考核产出质量目标。", "产出\t\t护栏长度\t6\t用以反映。"
    )
    assert [row["level2"] for row in data(moved)["items"]][5:7] == ["产出数量", "产出数量"]


def test_texts_of_a_score_card_go_to_the_column_that_they_speak_for(data: Callable[[str], dict]) -> None:  # type: ignore[type-arg]  # nested data of any form
    items = data(CARD)["items"]
    assert items[0]["criteria"] == "评价要点：①有据（3分）；②合规（2分）。"
    assert items[1]["explanation"] == "编制经过论证，用以反映和考核预算情况。"
    assert items[1]["criteria"] is None
    assert items[3]["criteria"] == "预算执行率=（支出/到位）×100%。到位资金：项目期内实际到位的资金。"
    assert items[3]["explanation"] == "考核执行情况。"


def test_the_grid_covers_every_slot_once(grids: Callable[[str], tuple[Grid, ...]]) -> None:
    for text in (TARGETS, CARD):
        (grid,) = grids(text)
        covered = [(row, col) for cell in grid.cells for row in cell.rows for col in cell.cols]
        assert sorted(covered) == [(row, col) for row in range(grid.n_rows) for col in range(grid.n_cols)]


def test_each_cell_stands_on_its_lines(grids: Callable[[str], tuple[Grid, ...]]) -> None:
    lines = TARGETS.split("\n")
    (grid,) = grids(TARGETS)
    cell = next(cell for cell in grid.cells if "花箱" in cell.text)
    assert [lines[int(line.box.y0)].strip()[-5:] for line in cell.lines] == ["20.00", "增设花箱。"]


def test_other_tabbed_tables_are_not_read_so(grids: Callable[[str], tuple[Grid, ...]]) -> None:
    assert grids("表1 收支表\n\n项目	决算数\n收入	3.00\n支出	3.00\n") == ()
