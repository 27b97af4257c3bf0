from __future__ import annotations

from extractor.comparing import compare
from models.result import ExtractionResult, Record


def changed(result: ExtractionResult, **record: object) -> ExtractionResult:
    first = result.records[0].model_dump() | record
    return result.model_copy(update={"records": (Record.model_validate(first),)})


def test_a_result_does_not_differ_from_itself(result: ExtractionResult) -> None:
    assert compare(result, result).empty


def test_a_changed_value_is_told_with_both_readings(result: ExtractionResult) -> None:
    data = dict(result.records[0].data) | {"project_name": "别的项目"}
    drift = compare(result, changed(result, data=data))
    assert [(field.path, field.change, field.old, field.new) for field in drift.fields] == [
        ("project_name", "value", "产业转型升级资金", "别的项目")
    ]


def test_a_field_more_and_a_field_fewer_are_told(result: ExtractionResult) -> None:
    data = {key: value for key, value in result.records[0].data.items() if key != "project_name"} | {"extra": "新"}
    drift = compare(result, changed(result, data=data))
    assert {(field.path, field.change) for field in drift.fields} == {("project_name", "gone"), ("extra", "added")}


def test_a_check_that_passes_now_is_mended_and_the_other_way_round_broken(result: ExtractionResult) -> None:
    failing = result.records[0].checks
    passing = tuple(check.model_copy(update={"status": "pass"}) for check in failing)
    better = changed(result, checks=[check.model_dump() for check in passing])
    assert [(change.id, change.new) for change in compare(result, better).mended] == [("c1", "pass")]
    assert [(change.id, change.new) for change in compare(better, result).broken] == [("c1", "fail")]


def test_a_record_that_only_one_has_is_all_gone_or_all_new(result: ExtractionResult) -> None:
    none = result.model_copy(update={"records": ()})
    leaves = 6
    assert [field.change for field in compare(result, none).fields] == ["gone"] * leaves
    assert [field.change for field in compare(none, result).fields] == ["added"] * leaves


def test_what_needs_review_is_counted(result: ExtractionResult) -> None:
    settled = [field.model_dump() | {"status": "accepted"} for field in result.records[0].fields]
    assert compare(result, changed(result, fields=settled)).review == -2
