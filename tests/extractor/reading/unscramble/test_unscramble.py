"""Whole scrambled forms put back in order."""

from itertools import pairwise
from pathlib import Path

import pytest

from extractor.forms import load_definitions
from extractor.reading import restore_dump
from extractor.reading.dumps.blocks import run
from extractor.reading.unscramble.cells import CellSpec, cell_score
from extractor.reading.unscramble.form import reading_order, words_of
from extractor.reading.unscramble.search import readings
from extractor.reading.unscramble.sums import Said, Sums, grown
from extractor.reading.unscramble.unscramble import scrambled_forms
from extractor.reading.unscramble.worth import worths
from extractor.reading.unscramble.written import written
from models.page import DumpPage

DEFINITIONS = load_definitions()
SEED = Path(__file__).parents[5] / "shared" / "seeds" / "000_a290ef5aff2d682d.txt"

Row = list[str]
Group = list[Row]

HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
FUNDS = ["200.00", "200.00", "200.00"]
ABOVE: list[Group] = [
    [["项目支出绩效自评表"], ["项目编码：", "440303000000000000001", "项目名称：", "图书馆修缮"]],
    [["资金使用情况"], ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率（%）", "得分"], ["项目资金（元）"]],
    [
        ["年度资金总额", *FUNDS, "10", "100", "10"],
        ["其中：当年财政拨款", *FUNDS, "—", "—", "—"],
        ["上年结转资金", "0.00", "0.00", "0.00", "—", "—", "—"],
        ["其他资金", "0.00", "0.00", "0.00", "—", "—", "—"],
        ["项目目标完成情况"],
        ["年度总体目标"],
    ],
    [
        ["预期目标", "实际完成情况"],
        ["计划修缮阅览桌椅三十张，确保资金用到实处。", "实际修缮阅览桌椅三十二张，读者反映良好。"],
        ["年度绩效指标"],
    ],
    [HEADS, ["产出指标(50分)"]],
]
BELOW: list[Group] = [
    [
        ["经济效益指标", "无", "0", "0"],
        ["社会效益指标", "读者到馆人次增长率", "≥5%", "6%", "30", "30"],
        ["满意度指标(10分)"],
    ],
    [["服务对象满意度指标", "读者满意度", "≥90分", "93.5分", "10", "10"], ["100", "100"]],
    [["—"]],
    [["总分"]],
]
OUTPUT: list[Group] = [
    [
        ["数量指标", "阅览座位总数", "≥30个", "32个", "25", "25"],
        ["质量指标", "新书上架及时率", "95%以上", "100%", "25", "25"],
        ["效益指标(30分)"],
    ]
]
SPLIT: list[Group] = [
    [["数量指标", "阅览座位总数", "≥30个", "32个", "25", "25"], ["质量指标", "新书上架及时率", "6月底前完成"]],
    [["按期完\n成", "25", "25"], ["效益指标(30分)"]],
]


def lines_of(groups: list[Group]) -> list[str]:
    """The groups as they are written: heads, then last characters in reverse, the last group first."""
    lines: list[str] = []
    for group in reversed(groups):
        *_, last = group
        for row in group:
            heads = [cell if row is last and i == len(row) - 1 else cell[:-1] for i, cell in enumerate(row)]
            lines += [" ".join(head for head in heads if head), ""]
        lines[-2] += "".join(cell[-1] for cell in reversed(last[:-1]))
        for row in reversed(group[:-1]):
            lines += ["".join(cell[-1] for cell in reversed(row)), ""]
    return "\n".join(lines).split("\n")


def rows_of(lines: list[str]) -> list[list[str]]:
    blocks = restore_dump(DumpPage(1, tuple(lines)), DEFINITIONS.forms)
    return [[one.text for one in block.runs] for block in blocks]


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    return rows_of(lines_of([*ABOVE, *OUTPUT, *BELOW]))


@pytest.mark.parametrize(
    "row",
    [
        ["项目名称:", "图书馆修缮"],
        ["年度资金总额", *FUNDS, "10", "100", "10"],
        ["其他资金", "0.00", "0.00", "0.00", "—", "—", "—"],
        ["计划修缮阅览桌椅三十张，确保资金用到实处。"],
        ["实际修缮阅览桌椅三十二张，读者反映良好。"],
        ["产出指标(50分)", "数量指标", "阅览座位总数", "≥30个", "32个", "25", "25"],
        ["效益指标(30分)", "经济效益指标", "无", "0", "0"],
        ["满意度指标(10分)", "服务对象满意度指标", "读者满意度", "≥90分", "93.5分", "10", "10"],
        ["总分", "100", "100", "—"],
    ],
)
def test_a_whole_form_is_written_anew(rows: list[list[str]], row: list[str]) -> None:
    assert row in rows


def test_a_row_written_in_two_groups_is_one_row() -> None:
    said = rows_of(lines_of([*ABOVE, *SPLIT, *BELOW]))
    assert ["质量指标", "新书上架及时率", "6月底前完成", "按期完成", "25", "25"] in said


def test_a_weight_that_the_page_end_cut_off_its_label_is_the_labels() -> None:
    order = reading_order(DEFINITIONS.named("project_self_evaluation"))
    heads = next(place for place in order.after if place.again)
    rest = next(step.to for step in order.after[heads] if step.goes_on and "(10分)" in step.to.spec.words)
    sums = grown(Sums(words=("满意度指标", "")), Said(rest, "(10分)", row=False, again=True))
    assert (sums.words[0], sums.expected) == ("满意度指标", 1000)


def test_equally_good_readings_leave_a_doubt() -> None:
    """Where no sum agrees, no cell of the listing is sure."""
    wrong = [[[cell.replace("93.5", "93.5").replace("25", "35") for cell in row] for row in group] for group in OUTPUT]
    blocks = restore_dump(DumpPage(1, tuple(lines_of([*ABOVE, *wrong, *BELOW]))), DEFINITIONS.forms)
    listing = [block for block in blocks if block.settled]
    assert listing
    assert all(run.probability == 0.5 for block in listing[:2] for run in block.runs)


def test_groups_are_read_from_the_last_to_the_first() -> None:
    lines = lines_of([*ABOVE, *OUTPUT, *BELOW])
    text = written([(line, runs_of(line, y)) for y, line in enumerate(lines)], HEADS)
    best = readings(text, len(text), reading_order(DEFINITIONS.named("project_self_evaluation")))[0]
    assert best.whole
    assert best.agrees
    printed = "".join(cell for group in [*ABOVE, *OUTPUT, *BELOW] for row in group for cell in row)
    assert "".join(cell.text(text) for cell in best.cells) == printed.translate(str.maketrans("：（），", ":(),"))


def runs_of(text: str, y: int) -> list:  # type: ignore[type-arg]
    edges = [-1, *(i for i, char in enumerate(text) if char == " "), len(text)]
    return [run(text, a + 1, b, y) for a, b in pairwise(edges) if a + 1 < b]


def test_a_last_character_of_its_own_makes_no_label() -> None:
    spec = CellSpec("label", frozenset({"数量指标"}))
    assert cell_score(spec, ("数量指",), (0, 0), False, "标") > 0
    assert cell_score(spec, ("数量指",), (0, 0), False, "率") < -50


@pytest.mark.skipif(not SEED.is_file(), reason="the shared reference documents are not here")
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (
            1783,
            1932,
            [
                ["年度资金总额", "149000000.00", "0.00", "0.00", "10", "0", "0"],
                ["R&D支出数", "10亿元", "13.5亿元", "15", "15"],
                ["时效指标", "12月底前完成", "12月底前完成", "5", "5"],
                ["成本指标", "≤300000000元", "0", "5", "5"],
                ["总分", "100", "89.65", "—"],
            ],
        ),
        (
            2846,
            2993,
            [
                ["年度资金总额", "0.00", "160268100.00", "160268100.00", "10", "100", "10"],
                ["质量指标", "超8%", "8.3%", "10", "10"],
                ["时效指标", "11月底前完成", "11月底前完成", "5", "5"],
                ["总分", "100", "100", "—"],
            ],
        ),
    ],
)
def test_the_scrambled_reference_forms(start: int, end: int, expected: list[Row]) -> None:
    said = rows_of(SEED.read_text(encoding="utf-8").split("\n")[start:end])
    for row in expected:
        assert any(set(row) <= set(one) and one[-2:] == row[-2:] for one in said), row


def test_a_whole_cell_may_stand_glued_behind_last_characters() -> None:
    line = "0.0 0.0 ———000.00"
    text = written([(line, runs_of(line, 0))], HEADS)
    assert text.text.rindex("0.00") in text.starts


def test_a_name_that_begins_like_a_label_is_worth_no_label() -> None:
    order = reading_order(DEFINITIONS.named("project_self_evaluation"))
    name, label = "服务对象满意 92", "服务对象满意"
    named = written([(name, runs_of(name, 0))], HEADS)
    wrapped = written([(label, runs_of(label, 0)), ("度指标", runs_of("度指标", 1))], HEADS)
    assert next(worths(named, order)) == 0
    assert next(worths(wrapped, order)) > 0


def test_a_form_begins_where_the_page_of_its_total_row_does() -> None:
    """The total row may end a group of many rows, which stand above it in the text."""
    many = [["数量指标", f"第{number}处阅览座位数", "≥3个", "3个", "1", "1"] for number in range(20)]
    lines = lines_of([*ABOVE, [*many, ["总分"]]])
    words = words_of(DEFINITIONS.named("project_self_evaluation"))
    assert [form.start for form in scrambled_forms(lines, words)] == [0]


def test_a_value_under_its_label_may_share_its_cell() -> None:
    code = ["项目编码：\n440303000000000000001", "项目名称：", "图书馆修缮"]
    said = rows_of(lines_of([[ABOVE[0][0], code], *ABOVE[1:], *OUTPUT, *BELOW]))
    assert ["项目编码:", "440303000000000000001"] in said
