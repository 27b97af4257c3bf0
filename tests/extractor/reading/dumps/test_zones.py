"""Dumps cut into zones: where tables start, what belongs to them, and that nothing is lost."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.forms import load_definitions
from extractor.reading import find_zones
from models.dump import DumpZone

DEFINITIONS = load_definitions()
TITLES = tuple(title for table in DEFINITIONS.fiscal for title in table.titles)
SEEDS = Path(__file__).parents[5] / "shared" / "seeds"

CONTENTS = """目 录
一、收入支出决算总表
二、收入决算表
三、支出决算表
第三部分：情况说明
"""

SPACED = """ 表 2

收入决算表

部门：某某局 单位：万元

项    目

科目名称

本年收入合计 事业收入

栏次 1 2

合计 12.00 2.00

2010301
其他办公厅及相关机构事

务支出
10.00 2.00
 项    目

科目名称

本年收入合计 事业收入

栏次 1 2

2010302 行政运行 2.00 0.00

注：本表反映部门本年度收入，单位转换时可能存在

尾数误差。
"""

TABBED = """### 表四：基本支出总表

单位名称:某某
局（本级）

单位：万元

项目\t总计
基本工资\t10.00
其他社\t0.73

会保障缴费\t
退休费\t1.00
"""

TEXT = """一、总体情况

某某局 2023 年度总收入 12.00 万元，

比上年决算数增加 1,790.33

万元。
"""


BY_TITLE = """表十：政府性基金预算支出表

单位：万元

科目编码 科目名称 支出总计 基本支出 项目支出

201 某事 1.00 1.00
"""


def zones(text: str) -> tuple[DumpZone, ...]:
    return find_zones(text.split("\n"), DEFINITIONS.forms, TITLES)


def tables(text: str) -> list[DumpZone]:
    return [zone for zone in zones(text) if zone.kind == "table"]


def test_a_table_of_contents_starts_no_table() -> None:
    assert [zone.kind for zone in zones(CONTENTS + TEXT)] == ["text"]


def test_a_sentence_that_ends_in_an_amount_is_no_row() -> None:
    assert not tables(TEXT + TEXT + TEXT)


def test_a_table_reaches_from_its_number_to_the_end_of_its_note() -> None:
    before = CONTENTS.count("\n")
    lines = (CONTENTS + SPACED + TEXT).split("\n")

    (table,) = tables(CONTENTS + SPACED + TEXT)

    assert (table.start, table.title) == (before, "收入决算表")
    assert lines[table.notes - 1].startswith("2010302")
    assert [line for line in lines[table.notes : table.end] if line][-1] == "尾数误差。"
    assert "单位：万元" in lines[table.body - 1]


def test_heads_printed_again_overleaf_do_not_end_a_table() -> None:
    assert len(tables(SPACED)) == 1


def test_two_tables_follow_one_another() -> None:
    assert [table.title for table in tables(SPACED + TABBED)] == ["收入决算表", "表四：基本支出总表"]


def test_a_row_that_goes_on_after_a_blank_line_belongs_to_its_table() -> None:
    (table,) = tables(TABBED + TEXT)
    assert table.end == TABBED.count("\n")


def test_the_unit_after_a_wrapped_name_is_a_caption() -> None:
    (table,) = tables(TABBED)
    assert TABBED.split("\n")[table.body - 1] == "单位：万元"


def test_tabbed_rows_of_text_and_a_page_number_are_no_table() -> None:
    assert not tables("收支总表\t5\n收入总表\t6\n支出总表\t7\n")


def test_an_untitled_table_starts_at_its_first_row() -> None:
    (table,) = tables("本单位重点项目如下：\n\n项目名称\t预算数（万元）\n设备更新\t13.00\n\n" + TEXT)
    assert (table.start, table.title) == (2, "")


def test_a_dump_of_page_numbers_alone_takes_no_time_that_grows_by_its_square() -> None:
    begun_s = time.process_time()
    assert [zone.kind for zone in find_zones(["1"] * 10_000, DEFINITIONS.forms, TITLES)] == ["text"]
    assert time.process_time() - begun_s < 10  # seconds; it took minutes


@given(
    st.lists(st.sampled_from([*f"{CONTENTS}{SPACED}{TABBED}{TEXT}".split("\n"), "项目支出绩效自评表", "总分 100 98 —"]))
)
def test_every_line_is_in_exactly_one_zone(lines: list[str]) -> None:
    found = find_zones(lines, DEFINITIONS.forms, TITLES)

    assert [zone.start for zone in found[:1]] == [0][: len(lines)]
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(zone.start <= zone.body <= zone.notes <= zone.end and zone.start < zone.end for zone in found)
    assert sum(zone.end - zone.start for zone in found) == len(lines)


@pytest.mark.skipif(not SEEDS.exists(), reason="the real documents are not beside the checkout")
@pytest.mark.parametrize(
    ("name", "found", "forms"), [("000", 9, 15), ("001", 15, 0), ("002", 9, 3), ("003", 5, 0), ("004", 9, 18)]
)
def test_every_table_of_the_real_dumps_is_found(name: str, found: int, forms: int) -> None:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    kinds = [zone.kind for zone in zones(path.read_text(encoding="utf-8", errors="ignore"))]
    assert (kinds.count("table"), kinds.count("form")) == (found, forms)


def test_a_form_left_blank_is_a_table() -> None:
    blank = "表十：政府性基金预算支出表\n\n单位：万元\n\n科目编码 科目名称 支出总计 基本支出 项目支出\n\n某某局\n\n"
    (table,) = tables(blank + TEXT)
    assert table.end == blank.count("\n")


def test_a_known_title_may_be_wrapped() -> None:
    wrapped = BY_TITLE.replace("支出表", "支\n\n出表")
    (table,) = tables(wrapped)
    assert (table.start, table.title, table.body) == (0, "表十：政府性基金预算支出表", 5)
