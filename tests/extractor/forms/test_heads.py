"""Heads: as free lines, as cells, wrapped, run together, garbled, blank."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from models.grid import Grid

Draw = Callable[..., Grid]
Data = Callable[..., list[dict]]  # type: ignore[type-arg]  # nested data of any form

FORM = yaml.safe_load((Path(__file__).parent / "form.yaml").read_text(encoding="utf-8"))
TITLE = FORM["title"]
CAPTIONS = FORM["captions"]
HEAD_CELLS = FORM["head_cells"]
BODY = [*FORM["funds"], *FORM["goals"], *FORM["indicators"]]
EXPECTED = FORM["expected"]
LEVELS = [tuple(level) for level in FORM["levels"]]


def heads(record: dict) -> dict:  # type: ignore[type-arg]
    return {key: record[key] for key in EXPECTED}


def levels(record: dict) -> list[tuple]:  # type: ignore[type-arg]
    return [tuple(row[key] for key in ("level1", "level1_weight", "level2", "level3")) for row in record["indicators"]]


def test_heads_as_free_lines(draw: Draw, data: Data) -> None:
    (record,) = data(draw(BODY, CAPTIONS))
    assert heads(record) == EXPECTED
    assert levels(record) == LEVELS


def test_heads_as_cells(draw: Draw, data: Data) -> None:
    (record,) = data(draw([*HEAD_CELLS, *BODY], [TITLE]))
    assert heads(record) == EXPECTED
    assert levels(record) == LEVELS


def test_the_title_as_first_row_and_label_with_value_in_one_cell(draw: Draw, data: Data) -> None:
    rows = [
        ["项目支出绩效自评表", "<", "<", "<", "<", "<", "<", "<", "<"],
        ["项目编码：440303210300300004062", "<", "<", "项目名称：道路|养护", "<", "<", "绩效自评年|度：2023", "<", "<"],
        ["实施单位：某市某区城管局（本级）", "<", "<", "<", "一级预算单位：某市某区城管局", "<", "<", "<", "<"],
        *BODY,
    ]
    (record,) = data(draw(rows))
    assert heads(record) == EXPECTED


def test_several_heads_in_one_cell(draw: Draw, data: Data) -> None:
    line = "项目编码：440303210300300004062    项目名称：道路养护    绩效自评年度：2023"
    units = "实施单位：某市某区城管局（本级）    一级预算单位：某市某区城管局"
    rows = [[line, *["<"] * 8], [units, *["<"] * 8], *BODY]
    (record,) = data(draw(rows, [TITLE]))
    assert heads(record) == EXPECTED


def test_wrapped_values_and_labels_above_the_table(draw: Draw, data: Data) -> None:
    captions = [
        TITLE,
        ("项目编码：440303210300300004062", 0.0, -90.0),
        ("项目名称：", 300.0, -90.0),
        ("道路", 360.0, -95.0),
        ("养护", 360.0, -85.0),
        ("绩效自评", 600.0, -95.0),
        ("年度：", 600.0, -85.0),
        ("2023", 640.0, -90.0),
        *CAPTIONS[4:],
    ]
    (record,) = data(draw(BODY, captions))
    assert heads(record) == EXPECTED


def test_a_title_read_into_the_head_cells_is_no_value(draw: Draw, data: Data) -> None:
    rows = [list(row) for row in HEAD_CELLS]
    rows[0][3], rows[0][4] = "项目支出|项目名称：", "绩效自评表|道路养护"
    (record,) = data(draw([*rows, *BODY]))
    assert heads(record) == EXPECTED


def test_a_speck_in_a_head_cell_hides_no_label(draw: Draw, data: Data) -> None:
    rows = [list(row) for row in HEAD_CELLS]
    rows[0][3] = "10|项目名称："
    (record,) = data(draw([*rows, *BODY], [TITLE]))
    assert heads(record) == EXPECTED


@pytest.mark.parametrize(
    ("row", "column", "garbled"),
    [
        (0, 0, "坝日编冯"),
        (0, 6, "评年"),
        (0, 0, ""),
        (0, 6, ""),
        (0, 3, "项目各私"),
        (1, 0, "实施半似"),
        (1, 4, "一纵预算单位x"),
    ],
)
def test_a_garbled_head_is_told_by_its_value_or_its_likeness(
    draw: Draw, data: Data, row: int, column: int, garbled: str
) -> None:
    rows = [list(cells) for cells in HEAD_CELLS]
    rows[row][column] = garbled
    (record,) = data(draw([*rows, *BODY], [TITLE]))
    assert heads(record) == EXPECTED


def test_a_blank_head_takes_no_neighbours_value(draw: Draw, data: Data) -> None:
    rows = [list(cells) for cells in HEAD_CELLS]
    rows[0][8], rows[1][1] = "", ""
    (record,) = data(draw([*rows, *BODY], [TITLE]))
    assert heads(record) == {**EXPECTED, "fiscal_year": None, "implementing_unit": None}
