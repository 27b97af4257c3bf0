"""Two tables one under the other, the second without a title: told by heads and totals."""

import pytest

from extractor.reading import find_zones

HEADS = "资产类别\t年初余额\t年末余额"
FIRST = ["分配表", "", "单位:万元", "", HEADS, "设备\t1.00\t2.00", "房屋\t3.00\t4.00"]
TOTAL = "合计\t4.00\t6.00"


def tables(lines: list[str]) -> list[tuple[str, list[str]]]:
    zones = [zone for zone in find_zones(lines, (), ["分配表"]) if zone.kind == "table"]
    return [(zone.title, [line for line in lines[zone.body : zone.notes] if line.strip()]) for zone in zones]


@pytest.mark.parametrize("between", [["", "- 20 -", ""], ["", "### ", ""], [""]])
def test_heads_again_after_a_total_begin_a_table_of_their_own(between: list[str]) -> None:
    second = [HEADS, "车辆\t4.00\t6.00", TOTAL]
    assert tables([*FIRST, TOTAL, *between, *second]) == [("分配表", [*FIRST[4:], TOTAL]), ("", second)]


def test_a_table_that_goes_on_overleaf_has_one_total() -> None:
    lines = [*FIRST, "", HEADS, "车辆\t4.00\t6.00", TOTAL]
    assert tables(lines) == [("分配表", [line for line in lines[4:] if line])]


def test_a_total_in_the_first_row_is_followed_by_its_rows_overleaf() -> None:
    lines = [*FIRST[:5], TOTAL, "", HEADS, "设备\t1.00\t2.00", "房屋\t3.00\t4.00"]
    assert len(tables(lines)) == 1


def test_heads_again_after_a_note_begin_a_table_of_their_own() -> None:
    spaced = [line.replace("\t", " ") for line in [*FIRST, TOTAL]]
    second = [HEADS.replace("\t", " "), "车辆 4.00 6.00", TOTAL.replace("\t", " ")]
    found = tables([*spaced, "", "注：金额含税。", "", "- 5 -", "", *second])
    assert found == [("分配表", spaced[4:]), ("", second)]
