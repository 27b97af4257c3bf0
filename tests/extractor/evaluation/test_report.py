"""Judging one result against truths that differ from it in one thing each, and adding judgements up."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.evaluation import Truth, judge, judge_failure, load_truth, right_texts, summarise
from models.errors import DataError
from models.result import ExtractionResult


def _truth_of(result: ExtractionResult, **changes: object) -> Truth:
    """The truth that finds nothing wrong with ``result``, but for ``changes``."""
    return Truth.model_validate(
        {
            "form": "project_self_evaluation",
            "variant": "plain",
            "grade": "poor",
            "records": [{"form": record.form, "data": record.data} for record in result.records],
            "tables": [table.model_dump() for table in result.tables],
            "pages": [
                {"number": page.number, "rotation": page.rotation, "skew": -1.0} for page in result.document.pages
            ],
            **changes,
        }
    )


def test_a_result_that_is_the_truth_is_wholly_right(result: ExtractionResult) -> None:
    judgement = judge("x", _truth_of(result), result, 2.0)
    assert judgement.wholly_right
    assert judgement.wrong == ()
    figures = summarise([judgement]).all
    assert (figures.leaves.f1, figures.teds, figures.turn_right, figures.wholly_right) == (1, 1, 1, 1)
    assert figures.leaves.expected == 5  # six leaves, one of them blank
    assert figures.skew_error_median_deg == pytest.approx(0.5)
    assert figures.seconds_per_page == 2.0


def test_a_wrong_leaf_is_told_with_what_the_result_thought_of_it(result: ExtractionResult) -> None:
    data = {**result.records[0].data, "project_name": "产业转型升级资全"}
    judgement = judge("x", _truth_of(result, records=[{"form": "project_self_evaluation", "data": data}]), result, 1)
    (wrong,) = judgement.wrong
    assert wrong.path == "project_self_evaluation.project_name"
    assert (wrong.expected, wrong.got, wrong.confidence) == ("产业转型升级资全", "产业转型升级资金", 0.99)
    report = summarise([judgement])
    assert report.by_field["project_self_evaluation.project_name"].f1 == 0
    assert report.by_field["project_self_evaluation.indicators.score"].f1 == 1
    assert report.all.wrong_among_accepted == pytest.approx(1 / 4)


def test_a_record_of_another_form_is_missing_and_surplus(result: ExtractionResult) -> None:
    truth = _truth_of(result, records=[{"form": "fiscal_table", "data": {"unit": "万元"}}])
    figures = summarise([judge("x", truth, result, 1)]).all
    assert (figures.leaves.recall, figures.leaves.precision) == (0, 0)


def test_a_page_turned_wrongly_is_wrong_or_honestly_undecided(result: ExtractionResult) -> None:
    truth = _truth_of(result, pages=[{"number": 1, "rotation": 0, "skew": 0}])
    assert [page.turn for page in judge("x", truth, result, 1).pages] == ["undecided"]
    silent = result.model_copy(update={"warnings": ()})
    assert [page.turn for page in judge("x", truth, silent, 1).pages] == ["wrong"]


def test_a_missing_table_scores_nothing_and_a_surplus_one_is_counted(result: ExtractionResult) -> None:
    without = result.model_copy(update={"tables": ()})
    assert summarise([judge("x", _truth_of(result), without, 1)]).all.teds == 0
    figures = summarise([judge("x", _truth_of(result, tables=[]), result, 1)]).all
    assert (figures.teds, figures.surplus_tables) == (None, 1)


def test_a_document_that_failed_lacks_everything(result: ExtractionResult) -> None:
    judgement = judge_failure("x", _truth_of(result), "broken", 1)
    figures = summarise([judgement]).all
    assert (figures.failed, figures.wholly_right, figures.leaves.recall, figures.teds, figures.turn_right) == (1,) + (
        0,
    ) * 4


def test_groups_add_up_their_own_documents(result: ExtractionResult) -> None:
    fine = judge("a", _truth_of(result, grade="mild"), result, 1)
    broken = judge_failure("b", _truth_of(result), "broken", 1)
    report = summarise([fine, broken])
    assert {name: group.wholly_right for name, group in report.by_damage.items()} == {
        "plain, mild": 1,
        "plain, poor": 0,
    }
    assert report.by_form["project_self_evaluation"].documents == 2


def test_each_group_tells_what_of_its_own_fields_needs_no_person(result: ExtractionResult) -> None:
    right = judge("a", _truth_of(result, grade="mild"), result, 1)
    changed = {**result.records[0].data, "project_name": "产业转型升级资全"}
    form = "project_self_evaluation"
    wrong = judge("b", _truth_of(result, records=[{"form": form, "data": changed}]), result, 1)
    report = summarise([right, wrong])
    (mistaken,) = (field.confidence for field in wrong.fields if not field.right)
    surer = sum(field.confidence > mistaken for field in wrong.fields) / len(wrong.fields)
    assert {name: group.coverage_at_999 for name, group in report.by_damage.items()} == {
        "plain, mild": 1,
        "plain, poor": surer,
    }


def test_a_broken_truth_file_is_named_with_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf.truth.json"
    path.write_text('{"form": "x", "variant": "y", "grade": "z", "records": [{"form": 1}]}')
    with pytest.raises(DataError, match=r"a\.pdf\.truth\.json: at records\.0\.form"):
        load_truth(path)


def test_a_lie_is_found_where_the_layer_was_not_trusted(result: ExtractionResult) -> None:
    page = {"number": 1, "rotation": 90, "skew": None, "source": "ocr", "garbled": True}
    figures = summarise([judge("x", _truth_of(result, pages=[page]), result, 1)]).all
    assert (figures.lying_layers, figures.lies_found, figures.good_layers) == (1, 1.0, 0)


def test_a_good_layer_is_lost_where_the_page_was_read_from_its_pixels(result: ExtractionResult) -> None:
    page = {"number": 1, "rotation": 90, "skew": None, "source": "text_layer", "garbled": False}
    figures = summarise([judge("x", _truth_of(result, pages=[page]), result, 1)]).all
    assert (figures.good_layers, figures.good_layers_lost, figures.lies_found) == (1, 1.0, None)


def test_a_table_over_several_pages_counts_where_every_cell_is_right(result: ExtractionResult) -> None:
    table = result.tables[0].model_dump() | {"pages": [1, 2]}
    wrong = table | {"cells": [table["cells"][0] | {"text": "错"}, *table["cells"][1:]]}
    right = summarise([judge("x", _truth_of(result, tables=[table]), result, 1)]).all
    missed = summarise([judge("x", _truth_of(result, tables=[wrong]), result, 1)]).all
    assert (right.multi_page_tables, right.multi_page_exact, missed.multi_page_exact) == (1, 1, 0)


def test_what_a_reader_may_word_freely_is_not_judged(result: ExtractionResult) -> None:
    (record,) = _truth_of(result).records
    data = {**record.data, "project_name": "不同"}
    free = {"form": record.form, "data": data, "unjudged": ["project_name"]}
    assert judge("x", _truth_of(result, records=[free]), result, 1).wrong == ()


def test_each_field_is_told_what_it_should_say(result: ExtractionResult) -> None:
    data = {**result.records[0].data, "project_name": "产业转型升级资全", "fiscal_year": None}
    told = right_texts(_truth_of(result, records=[{"form": "project_self_evaluation", "data": data}]), result)
    assert told[0, "project_name"] == "产业转型升级资全"
    assert all(text == "" for (_, path), text in told.items() if data.get(path, 0) is None)
    free = {"form": "project_self_evaluation", "data": data, "unjudged": ["project_name"]}
    assert (0, "project_name") not in right_texts(_truth_of(result, records=[free]), result)


def test_the_columns_of_a_table_are_one_role(result: ExtractionResult) -> None:
    lines = [{"name": "合计", "values": {"基本支出": "1.00", "本年支出/小计": "2.00"}}]
    truth = _truth_of(result, records=[{"form": "fiscal_table", "data": {"lines": lines}}])
    assert summarise([judge("x", truth, result, 1)]).by_field["fiscal_table.lines.values"].expected == 2


def test_the_order_of_records_of_different_forms_is_free(result: ExtractionResult) -> None:
    (record,) = result.records
    text = record.model_copy(update={"form": "narrative", "data": {"statements": []}, "fields": ()})
    both = result.model_copy(update={"records": (text, record)})
    records = [{"form": item.form, "data": item.data} for item in (record, text)]
    assert judge("x", _truth_of(result, records=records), both, 1).wrong == ()


def test_print_without_a_value_is_judged_only_where_it_should_have_one(result: ExtractionResult) -> None:
    record = result.records[0]
    field = next(one for one in record.fields if one.path == "project_name")
    read = record.model_copy(
        update={"data": {**record.data, "project_name": None}, "fields": (field.model_copy(update={"text": "0..00"}),)}
    )
    got = result.model_copy(update={"records": (read,)})
    without = {key: value for key, value in record.data.items() if key != "project_name"}
    for data, judged in ((record.data, [False]), ({**without, "project_name": None}, [True]), (without, [])):
        truth = _truth_of(result, records=[{"form": record.form, "data": data}])
        assert [one.right for one in judge("x", truth, got, 1).fields] == judged
