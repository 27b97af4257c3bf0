"""Each leaf of a reading: its label, its place, the label that it stands under."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from models.grid import Grid
from models.record import FormReading

Draw = Callable[..., Grid]
Data = Callable[..., list[dict]]  # type: ignore[type-arg]  # nested data of any form

FORM = yaml.safe_load((Path(__file__).parent / "form.yaml").read_text(encoding="utf-8"))
TITLE = FORM["title"]
CAPTIONS = FORM["captions"]
HEAD_CELLS = FORM["head_cells"]
BODY = [*FORM["funds"], *FORM["goals"], *FORM["indicators"]]


def test_a_title_with_a_year_and_a_unit(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    (reading,) = read(draw(BODY, [("某市城管局2023年度项目支出绩效自评表", 300.0, -120.0), *CAPTIONS[1:]]))
    assert reading.title == "某市城管局2023年度项目支出绩效自评表"


def test_every_leaf_has_evidence(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    (reading,) = read(draw(BODY, CAPTIONS))
    by_path = {leaf.path: leaf for leaf in reading.leaves}
    assert len(by_path) == len(reading.leaves) == 5 + 2 + 4 * 7 + 7 * 9 + 2
    assert reading.form == "project_self_evaluation"
    assert reading.confidence > 0.95
    score = by_path["indicators[1].score"]
    assert (score.label, score.canonical, score.kind, score.as_text) == ("清洗护栏次数", None, "number", False)
    assert score.place is not None
    assert (score.place.table, score.place.row, score.place.col) == (0, 11, 7)
    blank = by_path["indicators[0].deviation"]
    assert blank.lines == ()
    assert blank.place is not None
    total = by_path["funds[0].executed"]
    assert (total.label, total.canonical) == ("年度资金总额/全年执行数", "funds.total.executed")
    assert by_path["indicators[5].score"].canonical == "column.score"
    assert {leaf.role for leaf in reading.leaves} >= {"funds.item", "indicators.level1_weight", "total_score"}


def test_level_and_weight_point_at_their_own_letters(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    (reading,) = read(draw(BODY, CAPTIONS))
    by_path = {leaf.path: leaf for leaf in reading.leaves}
    level, weight = by_path["indicators[0].level1"], by_path["indicators[0].level1_weight"]
    assert (level.text, weight.text) == ("产出指标", "50")
    assert weight.place is not None
    assert weight.place.box == weight.lines[0].box


@pytest.mark.parametrize("row", [4, 5])
def test_a_fund_that_is_not_printed_is_null_and_has_no_place(
    draw: Draw, data: Data, read: Callable[..., list[FormReading]], row: int
) -> None:
    rows = [["^", "", "<", "", "", "", "", "", ""] if i == row else cells for i, cells in enumerate(BODY)]
    table = draw(rows, CAPTIONS)
    (record,) = data(table)
    missing = record["funds"][row - 2]
    assert missing["item"] in {"carryover", "other"}
    assert missing["annual_budget"] is None
    (reading,) = read(table)
    assert next(leaf for leaf in reading.leaves if leaf.path == f"funds[{row - 2}].executed").place is None


def test_a_leaf_knows_the_label_that_its_own_stands_under(draw: Draw, read: Callable[..., list[FormReading]]) -> None:
    (form,) = read(draw([*HEAD_CELLS, *BODY], [TITLE]))
    parents = {leaf.path: leaf.parent for leaf in form.leaves}
    assert parents["indicators[1].target"] == "数量指标"
    assert parents["indicators[6].level3"] == "服务对象满意度指标"
    assert parents["indicators[1].level2"] is None
    assert parents["project_code"] is None
