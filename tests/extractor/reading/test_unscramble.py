"""Whole scrambled forms and groups of rows put back in order."""

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.forms import load_definitions
from extractor.reading import restore_dump
from extractor.reading.dump import run
from extractor.reading.unscramble_kinds import words_of
from extractor.reading.unscramble_rows import Line, read_rows
from models.page import DumpPage

DEFINITIONS = load_definitions()
WORDS = words_of(DEFINITIONS.named("project_self_evaluation"))
SEED = Path(__file__).parents[4] / "shared" / "seeds" / "000_a290ef5aff2d682d.txt"

Row = tuple[str, ...]
BLANK = ("生态效益指标", "无", "0", "0")


def heads(row: Row) -> str:
    return " ".join(cell[:-1] for cell in row if len(cell) > 1)


def tails(row: Row) -> str:
    return "".join(cell[-1] for cell in reversed(row))


def scrambled(group: tuple[Row, ...], *, glued: bool) -> list[str]:
    """The paragraphs of a group: heads from the top row down, tails from the bottom row up."""
    first, *further = (tails(row) for row in reversed(group))
    above = [heads(row) for row in group]
    return [*above[:-1], above[-1] + first, *further] if glued else [*above, first, *further]


def read(paragraphs: list[str]) -> list[Row]:
    """The rows of one group, from the top one down."""
    lines = [Line((*runs_of(text, y),), opens=True, closes=True) for y, text in enumerate(paragraphs)]
    rows = sorted(read_rows(lines, WORDS), key=lambda row: row.row.first)
    return [tuple(row.fits[0].texts(row.pieces).values()) for row in rows]


def runs_of(text: str, y: int) -> chain:  # type: ignore[type-arg]
    starts = [0, *(i + 1 for i, char in enumerate(text) if char == " ")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return chain(run(text, start, end, y) for start, end in zip(starts, ends, strict=True))


@st.composite
def indicator(draw: st.DrawFn) -> Row:
    """A row of the listing whose target and result are counted in one unit."""
    level2 = draw(st.sampled_from(["数量指标", "质量指标", "经济效益指标"]))
    name = draw(st.sampled_from(["修缮阅览桌椅总数", "新书上架及时率", "读者活动场次数量"]))
    unit = draw(st.sampled_from(["件", "场", "%"]))
    target, weight = draw(st.integers(20, 90)), draw(st.sampled_from(["10", "15", "20"]))
    return level2, name, f"≥{target}{unit}", f"{target + draw(st.integers(1, 9))}{unit}", weight, weight


@settings(max_examples=25, deadline=None)
@given(st.tuples(indicator(), indicator(), indicator()), st.booleans())
def test_a_group_comes_back_whatever_its_rows_say(group: tuple[Row, ...], glued: bool) -> None:
    assert read(scrambled(group, glued=glued)) == list(group)


def test_equal_tails_go_to_rows_from_the_bottom_up() -> None:
    group = (BLANK, ("数量指标", "阅览座位总数", "≥30个", "32个", "10", "10"), ("可持续影响指标", "无", "0", "0"))
    assert read(scrambled(group, glued=False)) == list(group)


def test_a_row_written_whole_is_passed_over() -> None:
    assert read(["生态效益指", "满意度指标", "00无标"]) == [BLANK, ("满意度指标",)]


def rows_of(text: str) -> list[list[str]]:
    blocks = restore_dump(DumpPage(1, tuple(text.split("\n"))), DEFINITIONS.forms)
    return [[one.text for one in block.runs] for block in blocks]


FORM = """总 10 9

—70分

服务对象满意度指 读者满意 ≥90 93 1 1

满意度指标
(10分)

00%%度标

数量指 座位总 ≥30 32 8 7

产出指标
(80分)

70个个数标

一级指 二级指 三级指 年度指标 实际完成 分 得

分值值值标标标

年度资金总 200.0 200.0 200.0 1 10 1

000000额

其他资 0.0 0.0 0.0

———000金

项目支出绩效自评

项目编码： 44030300000000000000 项目名称： 图书馆修

缮：1：

表
"""


@pytest.mark.parametrize(
    "row",
    [
        ["总分", "100", "97", "—"],
        ["满意度指标(10分)", "服务对象满意度指标", "读者满意度", "≥90%", "93%", "10", "10"],
        ["产出指标(80分)", "数量指标", "座位总数", "≥30个", "32个", "80", "77"],
        ["其他资金", "0.00", "0.00", "0.00", "—", "—", "—"],
        ["年度资金总额", "200.00", "200.00", "200.00", "10", "100", "10"],
    ],
)
def test_a_whole_form_is_written_anew(row: list[str]) -> None:
    assert row in [[text.replace("（", "(").replace("）", ")") for text in said] for said in rows_of(FORM)]


@pytest.mark.skipif(not SEED.is_file(), reason="the shared reference documents are not here")
@pytest.mark.parametrize(
    ("start", "end", "numbers"),
    [
        (1640, 1935, {"年度资金总额": ["149000000.00", "0.00", "0.00", "10", "0", "0"]}),
        (2840, 3000, {"年度资金总额": ["0.00", "160268100.00", "160268100.00", "10", "100", "10"]}),
    ],
)
def test_the_scrambled_reference_forms(start: int, end: int, numbers: dict[str, list[str]]) -> None:
    text = "\n".join(SEED.read_text(encoding="utf-8").split("\n")[start:end])
    rows = rows_of(text)
    assert any(one[:2] == ["总分", "100"] for one in rows)
    for label, expected in numbers.items():
        assert [label, *expected] in rows


def test_an_amount_wrapped_above_its_row_is_part_of_it() -> None:
    wrapped = FORM.replace("年度资金总 200.0 200.0 200.0 1 10 1", "200.0\n年度资金总 200.0 200.0 1 10 1")
    assert ["年度资金总额", "200.00", "200.00", "200.00", "10", "100", "10"] in rows_of(wrapped)


def test_goals_join_their_side_label_over_a_blank_line() -> None:
    goals = (
        "年度总体目\n\n计划修缮阅览桌椅三十张，确保资金用到实处\n\n实际修缮阅览桌椅三十二张，读者反映良好\n\n。。标\n\n"
    )
    rows = rows_of(FORM.replace("年度资金总 ", goals + "年度资金总 "))
    assert ["计划修缮阅览桌椅三十张，确保资金用到实处。"] in rows
    assert ["实际修缮阅览桌椅三十二张，读者反映良好。"] in rows


@pytest.mark.xfail(strict=True, reason="cells of one row that differ in height are written in different groups")
@pytest.mark.skipif(not SEED.is_file(), reason="the shared reference documents are not here")
@pytest.mark.parametrize(("start", "end", "month"), [(1640, 1935, "12"), (2840, 3000, "11")])
def test_a_row_written_in_two_groups_is_one_row(start: int, end: int, month: str) -> None:
    rows = rows_of("\n".join(SEED.read_text(encoding="utf-8").split("\n")[start:end]))
    ends = [row[-4:] for row in rows if row[0] == "时效指标" and len(row) == 6]
    assert [f"{month}月底前完成", f"{month}月底前完成", "5", "5"] in ends
