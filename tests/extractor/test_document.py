"""A whole document: tables, targets over a page break, and text that states what the tables hold."""

from __future__ import annotations

from collections.abc import Sequence

import pymupdf

from extractor.pipeline import extract
from extractor.tools import Tools
from models.result import ExtractionResult, Record

HEADS = ["一级指标", "二级指标", "三级指标", "目标值"]
FIRST = [["产出指标", "数量指标", "养护道路条数", "≥3条"], ["", "", "补种行道树", "200棵"]]
SECOND = [["", "质量指标", "成活率", "≥95%"], ["效益指标", "社会效益指标", "出行环境", "有所改善"]]

REPORT = """\
表一：收支总表

单位名称:某区市容局

单位:万元

收入		支出
项目	2024年预算数	项目	2024年预算数
政府预算资金	120.00	一般公共服务支出	100.00
		住房保障支出	{housing}
本年收入合计	120.00	本年支出合计	120.00
收入总计	120.00	支出总计	120.00

表三：支出总表

单位名称:某区市容局

单位:万元

预算单位	科目编码	科目名称	支出总计	基本支出	项目支出
某区市容局			120.00	80.00	40.00
	201	一般公共服务支出	100.00	70.00	30.00
	20101	人大事务	100.00	70.00	30.00
	221	住房保障支出	20.00	10.00	10.00
	22102	住房改革支出	20.00	10.00	10.00

## 第二部分 部门预算情况说明

2024年某区市容局部门预算收入120.00万元，较2023年增加3.00万元。部门预算支出{spent}万元，其中基本支出80.00万元。
"""


def report(tools: Tools, housing: str = "20.00", spent: str = "120.00") -> ExtractionResult:
    text = REPORT.format(housing=housing, spent=spent)
    return extract(text.encode(), "报告.txt", tools).result


def statuses(record: Record, rule: str) -> dict[str, str]:
    return {check.id: check.status for check in record.checks if check.rule == rule}


def test_the_text_is_a_record_checked_against_the_tables(tools: Tools) -> None:
    narrative = report(tools).records[-1]
    assert narrative.form == "narrative"
    assert narrative.data == {
        "statements": [
            {
                "subject": "部门预算收入",
                "number": "120.00",
                "unit": "万元",
                "quote": "2024年某区市容局部门预算收入120.00万元",
            },
            {"subject": "部门预算支出", "number": "120.00", "unit": "万元", "quote": "部门预算支出120.00万元"},
            {"subject": "基本支出", "number": "80.00", "unit": "万元", "quote": "其中基本支出80.00万元"},
        ]
    }
    assert set(statuses(narrative, "same_in_text").values()) == {"pass"}
    assert all(field.source is not None for field in narrative.fields)


def test_a_text_that_says_otherwise_fails_and_is_not_put_right(tools: Tools) -> None:
    narrative = report(tools, spent="121.00").records[-1]
    assert statuses(narrative, "same_in_text") == {"stated.0": "pass", "stated.1": "fail", "stated.2": "pass"}
    assert "121.00" in str(narrative.data)


def test_tables_that_differ_are_both_told(tools: Tools) -> None:
    sound, off = report(tools), report(tools, housing="21.00")
    for result, expected in ((sound, "pass"), (off, "fail")):
        found = [
            status
            for record in result.records
            for name, status in statuses(record, "same_in_tables").items()
            if ".221." in name
        ]
        assert found == [expected, expected]


def test_targets_of_a_pdf_over_two_pages(tools: Tools) -> None:
    document = pymupdf.open()
    for number, rows in enumerate(([HEADS, *FIRST], [HEADS, *SECOND])):
        page = document.new_page(width=500, height=400)
        if number == 0:
            page.insert_text((180, 60), "项目支出绩效目标表", fontname="china-s", fontsize=14)
        _table(page, rows)
    (record,) = extract(document.tobytes(), "目标.pdf", tools).result.records
    assert record.form == "performance_targets"
    assert record.pages == (1, 2)
    assert record.data == {
        "targets": [
            {"level1": "产出指标", "level2": "数量指标", "level3": "养护道路条数", "target": "≥3条"},
            {"level1": "产出指标", "level2": "数量指标", "level3": "补种行道树", "target": "200棵"},
            {"level1": "产出指标", "level2": "质量指标", "level3": "成活率", "target": "≥95%"},
            {"level1": "效益指标", "level2": "社会效益指标", "level3": "出行环境", "target": "有所改善"},
        ]
    }


def _table(page: pymupdf.Page, rows: Sequence[Sequence[str]]) -> None:
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            box = pymupdf.Rect(40 + c * 105, 80 + r * 28, 145 + c * 105, 108 + r * 28)
            page.draw_rect(box, width=0.8)
            page.insert_text((box.x0 + 6, box.y0 + 18), text, fontname="china-s", fontsize=10)
