"""What people are asked: doubtful fields, once for each place, the most valuable first, page by page."""

from itertools import pairwise

import pytest

from extractor.triage import triage
from models.result import (
    Check,
    DocumentInfo,
    EngineInfo,
    ExtractionResult,
    FieldEvidence,
    FieldSource,
    Label,
    PageInfo,
    Record,
    Value,
)


def field(path, text="10", confidence=0.9, *, row=0, col=0, page=1, status="needs_review", label="得分", placed=True):
    box = (col * 50.0, row * 20.0, col * 50.0 + 50, row * 20.0 + 20)
    return FieldEvidence(
        path=path,
        label=Label(raw=label, canonical=None, indicator=None, method=None, score=1.0),
        text=text,
        value=Value(kind="number", number=text or None, unit=None, comparator=None),
        confidence=confidence,
        status=status,
        source=FieldSource(page=page, bbox=box, table="t1", row=row, col=col, engine="rapidocr") if placed else None,
        reason="one character was hard to read",
    )


def check(status, *paths, rule="sum"):
    return Check(
        id="c", rule=rule, status=status, message="10 + 5 = 15, not 16", expected="15", actual="16", paths=paths
    )


def result(*fields, checks=(), data=None, rotation=0):
    pages = [
        PageInfo(number=n, width=600, height=800, rotation=rotation, skew=0, source="ocr", garbled=False, quality=1)
        for n in (1, 2)
    ]
    return ExtractionResult(
        document=DocumentInfo(
            sha256="0" * 64, filename="表.pdf", media_type="application/pdf", page_count=2, pages=tuple(pages)
        ),
        tables=(),
        records=(
            Record(
                form="project_self_evaluation",
                title="自评表",
                tables=("t1",),
                pages=(1, 2),
                form_confidence=1,
                data=data or {},
                fields=fields,
                checks=tuple(checks),
            ),
        ),
        warnings=(),
        engine=EngineInfo(package="p", ocr="o", catalogue="c", calibration="k"),
    )


def asked(*fields, **more):
    return [doubt.path for doubt in triage(result(*fields, **more))]


def test_only_what_needs_review_is_asked():
    sure = field("b", status="accepted", confidence=0.999, row=1)
    assert asked(field("a"), sure) == ["a"]
    assert len(triage(result(field("a"), sure), everything=True)) == 2


def test_the_less_sure_is_asked_first():
    assert asked(field("sure", confidence=0.97), field("unsure", confidence=0.3, row=9, page=2)) == ["unsure", "sure"]


def test_what_is_as_urgent_is_asked_as_it_stands_on_the_pages():
    low, below, high = field("low", row=5), field("overleaf", page=2), field("high", row=1)
    assert asked(low, below, high) == ["high", "low", "overleaf"]


def test_a_failed_sum_goes_before_fields_as_doubtful_as_its_own():
    fields = [field("alone", row=0), field("total", row=1), field("one", row=2), field("two", row=3)]
    order = asked(*fields, checks=[check("fail", "total", "one", "two")])
    assert order[-1] == "alone"
    total, one, *_ = triage(result(*fields, checks=[check("fail", "total", "one", "two")]))
    assert (total.path, total.settles) == ("total", 2)
    assert total.weight > one.weight


def test_a_failed_check_that_nobody_doubts_is_seen_by_its_total():
    fields = [field(path, status="accepted", confidence=0.999, row=row) for row, path in enumerate("abc")]
    assert asked(*fields, checks=[check("fail", *"abc")]) == ["a"]
    answered = [field("a", status="confirmed"), *fields[1:]]
    assert asked(*answered, checks=[check("fail", *"abc")]) == []


def test_fields_that_one_cell_gives_are_one_question():
    shared = [field(f"indicators[{row}].level1_weight", "50") for row in range(3)]
    (doubt,) = triage(result(*shared, field("indicators[0].level1", "产出指标", status="accepted")))
    assert doubt.also == ("indicators[1].level1_weight", "indicators[2].level1_weight")
    assert doubt.settles == 2


@pytest.mark.parametrize(("rows", "first"), [(1, "lines[0].code"), (9, "lines[0].side")])
def test_a_column_that_is_not_there_is_one_question_worth_as_much_as_its_fields(rows, first):
    """One that nobody can see costs a search; for a whole column that pays."""
    absent = [field(f"lines[{row}].side", "", placed=False) for row in range(rows)]
    asked = triage(result(*absent, field("lines[0].code", "201")))
    assert {doubt.path: len(doubt.also) for doubt in asked} == {"lines[0].code": 0, "lines[0].side": rows - 1}
    assert asked[0].path == first


@pytest.mark.parametrize(
    ("path", "label", "text", "headings"),
    [
        ("lines[0].values.本年支出/基本支出", "合计/本年支出/基本支出", "1.00", ("合计", "本年支出/基本支出")),
        ("indicators[0].score", "国高企业数量", "15", ("国高企业数量", "得分")),
        ("indicators[0].level3", "国高企业数量", "国高\n企业数量", ("产出指标", "三级指标")),
        ("indicators[0].actual", "*实际完成值", "", ("产出指标", "实际完成值")),
        ("project_name", "项目名称：", "卫生应急", ("项目名称", "")),
    ],
)
def test_headings_are_what_the_page_says(path, label, text, headings):
    level1 = field("indicators[0].level1", "产出指标", status="accepted").model_copy(
        update={"value": Value(kind="text", number=None, unit=None, comparator=None)}
    )
    (doubt,) = triage(result(level1, field(path, text, label=label, row=1)))
    assert (doubt.row_heading, doubt.column_heading) == headings


def test_the_agency_is_the_first_that_the_record_names():
    data = {"budget_unit": "财政局", "implementing_unit": None, "department": "教育局"}
    assert [doubt.unit for doubt in triage(result(field("a"), data=data))] == ["财政局"]


def test_boxes_are_turned_with_the_page():
    (doubt,) = triage(result(field("a", row=1, col=2), rotation=90))
    assert doubt.upright_size == (800, 600)
    assert doubt.upright_bbox == (760, 100, 780, 150)


def test_ranks_and_places_never_go_back():
    fields = [field(f"f{n}", confidence=0.1 + 0.05 * (n * 7 % 17), row=n % 5, col=n, page=1 + n % 2) for n in range(17)]
    doubts = triage(result(*fields))
    assert all((one.rank, one.place) < (two.rank, two.place) for one, two in pairwise(doubts))


def test_what_a_failed_sum_says_of_its_one_suspect_is_the_first_alternative():
    sound = [
        field(path, text, status="accepted", row=row)
        for row, (path, text) in enumerate((("whole", "16"), ("b", "5")), 1)
    ]
    (doubt,) = triage(result(field("a"), *sound, checks=[check("fail", "whole", "a", "b")]))
    assert doubt.alternatives == ("11",)
