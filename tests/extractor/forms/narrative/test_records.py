"""What a text states of its tables' figures: found by their subjects, quoted, and nothing else taken for one."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.forms import interpret_text, load_narrative
from extractor.forms.narrative.records import LONGEST_QUOTE, Narrative
from models.figure import Figure
from models.narrative import NarrativeDefinition
from models.text import TextLine

WAN = Decimal(10_000)
ACCOUNTS = [
    ("final_accounts.01", "income", "总计", "", "决算数", "1234.56"),
    ("final_accounts.01", "income", "本年收入合计", "", "决算数", "1230.00"),
    ("final_accounts.01", "income", "一般公共预算财政拨款收入", "", "决算数", "1229.00"),
    ("final_accounts.01", "income", "其他收入", "", "决算数", "1.00"),
    ("final_accounts.03", None, "合计", "", "基本支出", "700.50"),
    ("final_accounts.03", None, "合计", "", "项目支出", "530.10"),
    ("final_accounts.05", None, "行政运行", "2010301", "合计", "401.20"),
    ("final_accounts.05", None, "财政事务", "20106", "合计", "150.00"),
    ("final_accounts.05", None, "行政运行", "2010601", "合计", "120.00"),
    ("final_accounts.09", None, "", "", "预算数/合计", "13.00"),
    ("final_accounts.09", None, "", "", "决算数/合计", "11.80"),
    ("final_accounts.09", None, "", "", "决算数/公务接待费", None),
    ("project_self_evaluation", None, "智慧档案馆", "", "annual_budget", "747800.00"),
    ("project_self_evaluation", None, "智慧档案馆", "", "executed", "746800.00"),
    ("budget.05", None, "安全生产专项", "", "总计", "15.00"),
    ("budget.05", None, "综合事务", "", "总计", "0.00"),
]


@pytest.fixture(scope="module")
def definition() -> NarrativeDefinition:
    return load_narrative()


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    rows: dict[tuple[str, str], str] = {}
    found = []
    for index, (table, side, line, code, column, value) in enumerate(ACCOUNTS):
        row = rows.setdefault((table, line + code), f"lines[{index}]")
        yuan = None if table == "project_self_evaluation" else WAN
        number = Decimal(value) if value else None
        found.append(
            Figure(
                record=index // 4,
                path=f"{row}.values.{column}",
                table=table,
                title=table,
                side=side,
                line=line,
                name=line,
                code=code,
                column=column,
                value=number,
                blank=number is None,
                shown=value or "",
                unit="万元",
                yuan=yuan,
            )
        )
    return found


@pytest.fixture(scope="module")
def read(
    draw_line: Callable[..., TextLine], figures: Sequence[Figure], definition: NarrativeDefinition
) -> Callable[..., Narrative | None]:
    def collect(*lines: str) -> Narrative | None:
        body = [(1 + i // 30, draw_line(text, y=20.0 * i)) for i, text in enumerate(lines)]
        return interpret_text(body, figures, definition)

    return collect


def said(narrative: Narrative | None) -> list[tuple[str, str, str]]:
    if narrative is None:
        return []
    texts = {leaf.path: leaf.text.replace("\n", "").replace(" ", "") for leaf in narrative.reading.leaves}
    count = len(narrative.figures)
    return [
        (texts[f"statements[{i}].subject"], texts[f"statements[{i}].number"], narrative.figures[i].shown)
        for i in range(count)
    ]


def test_sums_and_parts(read: Callable[..., Narrative | None]) -> None:
    text = read(
        "（一）年度收入总体情况",
        "某局2023年度总收入1,234.56万元，其中本年收入 1,230.00",
        "万元。1.一般公共预算财政拨款收入1,229万元，比上年决算数增加",
        "98.20万元，增长8.7%。2.其他收入1万元，与上年持平。",
    )
    assert said(text) == [
        ("总收入", "1,234.56", "1234.56"),
        ("本年收入", "1,230.00", "1230.00"),
        ("一般公共预算财政拨款收入", "1,229", "1229.00"),
        ("其他收入", "1", "1.00"),
    ]


def test_a_clause_without_subject_goes_on_with_the_last(read: Callable[..., Narrative | None]) -> None:
    text = read("2023年度“三公”经费支出决算为11.8万元，完成全年预算13万元的90.8%，比上年增加9.18万元。")
    assert said(text) == [("“三公”经费", "11.8", "11.80"), ("“三公”经费全年预算", "13", "13.00")]


def test_a_number_in_full_width_is_a_number(read: Callable[..., Narrative | None]) -> None:
    text = read("某局2023年度总收入1，234．56万元，其中本年收入1，230．00万元。")
    assert said(text) == [("总收入", "1，234．56", "1234.56"), ("本年收入", "1，230．00", "1230.00")]


def test_a_figure_that_differs_is_listed_with_its_table(read: Callable[..., Narrative | None]) -> None:
    assert said(read("2023年度总收入1,234.65万元。")) == [("总收入", "1,234.65", "1234.56")]


@pytest.mark.parametrize(
    "text",
    [
        "基本支出占57%，项目2个。",
        "2023年度项目支出比上年增加530.10万元。",
        "2022年度总收入1,234.56万元。",
        "政府采购支出总额1,234.56万元。",
        "公务接待费支出0万元。",
        "安全生产专项99.00万元。",
        "组织自评，涉及综合事务0万元。",
        "智慧档案馆建成后占地74.68万元。",
    ],
)
def test_what_no_table_holds_is_not_listed(read: Callable[..., Narrative | None], text: str) -> None:
    assert said(read(f"2023年情况如下。{text}")) == []


def test_lines_gone_through_by_their_levels(read: Callable[..., Narrative | None]) -> None:
    """Two lines bear one name: the levels above tell them apart."""
    text = read(
        "1、一般公共服务支出（类）财政事务（款）行政运行（项）。主要用于：人员经费和基本支出。",
        "年初预算为130.00万元，支出决算为120.00万元。",
    )
    assert said(text) == [("行政运行", "120.00", "120.00")]


def test_a_project_by_its_name(read: Callable[..., Narrative | None]) -> None:
    text = read("智慧档案馆项目绩效自评情况：项目全年预算数为74.78万元，执行数为74.68万元，完成预算的99.9%。")
    assert said(text) == [("智慧档案馆全年预算数", "74.78", "747800.00"), ("智慧档案馆", "74.68", "746800.00")]
    assert said(read("2024年安全生产专项15.00万元，用于检查。")) == [("安全生产专项", "15.00", "15.00")]


def test_the_title_is_the_line_that_names_the_whole_text(read: Callable[..., Narrative | None]) -> None:
    text = read("一、收入支出决算情况说明", "某局2023年度部门决算情况说明", "2023年度总收入1,234.56万元。")
    assert text is not None
    assert text.reading.title == "某局2023年度部门决算情况说明"
    untitled = read("2023年度总收入1,234.56万元。")
    assert untitled is not None
    assert untitled.reading.title == "情况说明"


def test_where_words_and_numbers_stand(read: Callable[..., Narrative | None]) -> None:
    text = read("某局2023年度总收", "入1,234.56万元。")
    assert text is not None
    leaves = {leaf.path: leaf for leaf in text.reading.leaves}
    assert [line.text for line in leaves["statements[0].subject"].lines] == ["总收", "入"]
    assert [glyph.char for glyph in leaves["statements[0].number"].lines[0].glyphs] == list("1,234.56")
    assert leaves["statements[0].unit"].text == "万元"


@given(
    st.lists(
        st.sampled_from(["总收入", "1,234.56万元", "，", "。", "完成全年预算", "项目支出", "为", "某" * 50, "2023年"])
    )
)
def test_quotes_hold_the_figure_and_are_short(
    draw_line: Callable[..., TextLine], figures: list[Figure], definition: NarrativeDefinition, words: list[str]
) -> None:
    narrative = interpret_text([(1, draw_line("".join(words)))], figures, definition)
    for i in range(len(narrative.figures) if narrative else 0):
        assert narrative is not None
        texts = {leaf.path: leaf.text for leaf in narrative.reading.leaves}
        quote = texts[f"statements[{i}].quote"]
        assert len(quote) <= LONGEST_QUOTE
        assert texts[f"statements[{i}].number"] + texts[f"statements[{i}].unit"] in quote
